"""What a rule asks of the day it does not ask of a board that has closed by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.governance.case import all_cases

from commonweal.answers import Verdict
from commonweal.governance.checking import check_handbook
from commonweal.governance.handbook import Handbook

OF_THE_DAY = (
    "D01", "D02", "D03", "D09", "D13", "F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F11", "F12", "F13",
    "F14", "F15", "F16", "K06", "K07", "K08", "K09",
)  # fmt: skip


def broken_cases(number):
    return [case for case in all_cases() if case.rule.endswith(f".{number}") and case.verdict is Verdict.FAIL]


@pytest.mark.parametrize("number", OF_THE_DAY)
def test_a_board_that_closed_the_day_before_owes_it_no_longer(number):
    cases = broken_cases(number)
    assert cases
    for case in cases:
        rows = [
            replace(row, to_date=case.on - timedelta(days=1))
            if row.TABLE == "bodies" and row.body == case.system
            else row
            for row in case.rows
        ]
        assert rows != list(case.rows), case
        found = check_handbook(Handbook.of(rows), on=case.on, systems=[case.system], rules=[case.rule])
        assert {each.verdict for each in found} == {Verdict.NOT_APPLICABLE}, case
        assert "closed at the end of" in found[0].finding.sentence
