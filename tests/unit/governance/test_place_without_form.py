"""A place partnership of which no form is recorded: whether the rules on the ICB's committees reach it is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commonweal.answers import Verdict
from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.governance.checking import check_handbook
from commonweal.governance.handbook import Body, Handbook

ON = date(2026, 5, 1)
RULES = ("D01", "D03", "D09", "B15", "B16")
PLACE = "WEALDP1"


@pytest.fixture(scope="module")
def lacking():
    whole = wealdmarch_handbook()
    bodies = tuple(replace(row, form="") if row.body == PLACE else row for row in whole.tables["bodies"])
    found = check_handbook(Handbook({**whole.tables, "bodies": bodies}, name="no form"), on=ON, rules=RULES)
    return {each.rule.number: each for each in found if each.finding.subject == PLACE and each.is_undecided}


@pytest.mark.parametrize("rule", RULES)
def test_it_is_asked_for(lacking, rule):
    found = lacking[rule]
    assert found.verdict is Verdict.INSUFFICIENT_DATA
    assert "is not recorded, so whether it is a committee of the ICB" in found.finding.sentence
    assert [unknown.fact for unknown in found.finding.unknowns] == [f"bodies.form of {PLACE}"]


def test_of_a_board_that_has_closed_nothing_is_asked():
    rows = [
        Body(body="QOLD", name="Old ICB", kind="icb", from_date=date(2022, 7, 1), to_date=date(2026, 3, 31)),
        Body(body="PA", name="Wold", kind="place_partnership", parent="QOLD", system="QOLD"),
    ]
    found = check_handbook(Handbook.of(rows), on=ON, rules=["B15", "B16"])
    assert {each.verdict for each in found} == {Verdict.NOT_APPLICABLE}
