"""What a reader of a published decision is told of its quorum, in the register that anyone may read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commonweal.governance.handbook import AgendaItem, Attendance, Decision, Meeting, Records, Term
from commonweal.governance.handbook.exchange import example_handbook, merge
from commonweal.governance.registers import register

DAY, LATER = date(2026, 5, 7), date(2026, 6, 4)
MADE = Decision(
    decision="D1", item="M1-1", meeting="M1", on_date=DAY, title="To adopt the plan", outcome="approved",
    taken_by="EXAMPLE-ICB", quorate=True, acted_on=False, published_on=DAY,
)  # fmt: skip


def told(came, made=MADE, *, on=LATER, known=True):
    """What the register says of the one decision, to a meeting of which these came."""
    met = {"M1": (DAY, came), "M2": (LATER, (1, 2, 3))}
    rows = [made, Term(body="EXAMPLE-ICB", term="ratification", value="at the next meeting", clause="4.10",
                       from_date=date(2026, 4, 1))]  # fmt: skip
    rows.append(AgendaItem(item="M1-1", meeting="M1", title="A plan", for_decision=True, starts="09:40", ends="10:00",
                           counterparties=("none",)))  # fmt: skip
    for name, (day, there) in met.items():
        rows.append(Meeting(meeting=name, body="EXAMPLE-ICB", on_date=day, starts="09:30", ends="11:00"))
        rows += [Attendance(meeting=name, person=f"P0{n}", seat=f"BOARD-0{n}", arrived="09:30") for n in there]
    held = merge(example_handbook(), rows).handbook
    return next(row for row in register(Records(held), "decisions", on).rows if row["decision"] == "D1")["effect"]


RATIFIED = replace(MADE, ratified_on=LATER, ratified_at="M2")


@pytest.mark.parametrize(
    ("came", "made", "says"),
    [
        ((1, 2, 3), MADE, "No ratification is needed"),
        ((1,), MADE, "Taken without a quorum by the times recorded: no effect until it is ratified"),
        ((1,), RATIFIED, "Taken without a quorum by the times recorded; ratified by NHS Example Integrated Care Board "
         "on 4 June 2026"),
        ((), MADE, "Whether it was quorate cannot be told, so it may have no effect"),
    ],
    ids=["quorate", "without a quorum", "ratified", "attendance not known"],
)  # fmt: skip
def test_register_says_whether_a_decision_has_effect(came, made, says):
    assert told(came, made) == says


def test_ratification_to_come_has_not_happened():
    assert told((1,), RATIFIED, on=DAY).endswith("no effect until it is ratified")
