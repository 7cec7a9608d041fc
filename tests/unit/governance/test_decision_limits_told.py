"""What rule F10 says of a decision: the reason for which a grant did not carry it, and whose meeting it came to."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.answers import Verdict
from commonweal.governance.checking import check_handbook
from commonweal.governance.handbook import Body, Decision, Function, Grant, Handbook, Meeting

HELD = date(2026, 4, 21)
BEGAN = date(2022, 7, 1)
ROWS = (
    Body(body="QWM", name="Wealdmarch ICB", kind="icb", from_date=BEGAN, established_on=BEGAN),
    Body(body="FIN", name="Finance Committee", kind="committee", parent="QWM", system="QWM", from_date=BEGAN),
    Body(body="QUAL", name="Quality Committee", kind="committee", parent="QWM", system="QWM", from_date=BEGAN),
    Function(function="beds", title="Beds", holder="QWM", origin="icb", provision="NHSA 2006 s.3", delegable=True),
    Meeting(meeting="M1", body="QUAL", on_date=HELD),
)


def _grant(to, name="G1", giver="QWM", decides=True, **more):
    plain = {"grant": name, "function": "beds", "from_body": giver, "to_body": to, "decides": decides}
    plain |= {"route": "schedule_1b_paragraph_11", "limit": "£500", "from_date": BEGAN, "clause": "4.1"}
    return Grant(**(plain | more))


def _found(*rows, **of):
    plain = {"decision": "D1", "on_date": HELD, "title": "Beds", "outcome": "approved", "function": "beds"}
    taken = Decision(**(plain | {"amount_pence": 100, "taken_by": "FIN"} | of))
    return check_handbook(Handbook.of([*ROWS, *rows, taken]), on=date(2026, 5, 1), rules=["F10"])


@pytest.mark.parametrize(
    ("grants", "reason"),
    [
        ([_grant("FIN", decides=False)], "decide"),
        (
            [_grant("QUAL", "G0", onward_allowed=False), _grant("FIN", "G2", "QUAL", under="G0")],
            "does not let the function be passed on",
        ),
    ],
    ids=["prepares-only", "passed-on-though-not-allowed"],
)
def test_a_grant_that_carries_no_decision_says_why(grants, reason):
    (found,) = _found(*grants)
    assert found.verdict is Verdict.FAIL
    _, _, after = found.finding.sentence.partition("no authority on that day. ")
    _, _, why = after.partition(f"Grant {grants[-1].grant} (clause 4.1) passes")
    assert reason in why.partition(". ")[2], after


def test_a_decision_at_another_bodys_meeting_is_for_a_person_to_judge():
    (found,) = _found(_grant("FIN"), meeting="M1")
    assert found.verdict is Verdict.NEEDS_JUDGEMENT
    assert "came to a meeting of Quality Committee" in found.finding.sentence
    (own,) = _found(_grant("FIN"))
    assert own.verdict is Verdict.PASS


def test_of_a_handbook_with_what_was_noted_it_is_not_said_that_it_holds_nothing():
    (found,) = _found(_grant("FIN"), outcome="noted")
    assert found.verdict is Verdict.NOT_APPLICABLE
    assert "D1" in found.finding.sentence
    (unknown,) = _found(_grant("FIN"), outcome="")
    assert unknown.verdict is Verdict.PASS
