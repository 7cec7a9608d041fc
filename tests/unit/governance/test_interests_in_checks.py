"""A quorum that an interest breaks without a ruling: the checks say of the item what the decision and the clock say."""

from __future__ import annotations

import pytest
from tests.unit.governance.meeting_rows import HELD, came, committee, excluded, item, meeting, records

from commonweal.answers import Dates, Verdict
from commonweal.governance.checking import check_handbook
from commonweal.governance.decide import can_decide
from commonweal.governance.decide_inputs import Item
from commonweal.governance.handbook import Decision, Handbook, Interest
from commonweal.governance.meeting_clock import clock

PASS, FAIL, JUDGE = Verdict.PASS, Verdict.FAIL, Verdict.NEEDS_JUDGEMENT
TOOK = Decision(
    decision="D1", item="M1-2", meeting="M1", on_date=HELD, title="A contract", outcome="approved", taken_by="FIN",
    quorate=True, acted_on=True,
)  # fmt: skip


def handbook(kind, *rulings, body="RWM") -> Handbook:
    """Three came, which is the quorum, and one of them has an interest in who gains by the item."""
    owned = Interest(statement="S1", person="P4", kind=kind, counterparty_code=body, counterparty="Hospitals")
    rows = records(
        committee(quorum_fallback="QWM"), meeting(), came("P1", "P2", "P4"), item(counterparties=("RWM",)), owned, TOOK
    )
    return Handbook.of([*(row for table in rows.source.tables.values() for row in table), *rulings])


def checked(book: Handbook, rule: str) -> Verdict:
    (found,) = check_handbook(book, on=HELD, rules=[rule])
    return found.verdict


@pytest.mark.parametrize(
    ("book", "verdict"),
    [
        pytest.param(handbook("financial"), FAIL, id="leaves-without-a-ruling"),
        pytest.param(handbook("financial", excluded("P4")), FAIL, id="excluded-by-ruling"),
        pytest.param(handbook("indirect"), JUDGE, id="to-be-ruled-on"),
        pytest.param(handbook("indirect", excluded("P4", action="stayed_and_voted")), PASS, id="stays-by-ruling"),
        pytest.param(handbook("financial", body="RXX"), PASS, id="an-interest-elsewhere"),
    ],
)
def test_check_clock_and_decision_agree_on_the_quorum(book, verdict):
    asked = Item("A contract", item="M1-2", meeting="M1")
    decided = can_decide(asked, handbook=book, dates=Dates.on(HELD)).reasons[2].verdict
    assert (checked(book, "E05"), clock(records(*_rows(book)), "M1").items[0].verdict, decided) == (verdict,) * 3


def _rows(book: Handbook):
    return [row for table in book.tables.values() for row in table]


@pytest.mark.parametrize(
    ("kind", "e06", "d11"),
    [("financial", FAIL, FAIL), ("indirect", JUDGE, Verdict.INSUFFICIENT_DATA)],
)
def test_what_was_decided_without_them_has_no_effect_and_goes_to_the_fallback(kind, e06, d11):
    book = handbook(kind)
    assert (checked(book, "E06"), checked(book, "D11")) == (e06, d11)
