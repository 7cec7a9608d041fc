"""Faults that only count once the constitution was amended after the guidance of NHS England was certainly published.

The day of publication is not known, so a breach is a person's to judge until the day on which it was read. These faults
are planted in a handbook whose constitution is amended after that, and are looked at some days later; what else has run
out by then, such as the month of the register, is no fault of theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.unit.governance.generated.faults import change
from tests.unit.governance.generated.plan import NHS_ENGLAND, Plan

from commonweal.governance.handbook import Clause, Document, Role, Row, Term

Rows = list[Row]
AMENDED = date(2026, 11, 23)
LATER = date(2026, 11, 25)


@dataclass(frozen=True)
class LaterFault:
    """A fault, the rules that it breaks, and how it is planted."""

    rule: str
    plant: Callable[[Plan, Rows], Rows]


def amended(plan: Plan, rows: Rows) -> Rows:
    """The rows of a clean handbook whose constitution is varied after the guidance, and says all that it said."""
    second, third = plan.id("CONSTITUTION-2"), plan.id("CONSTITUTION-3")
    held = next(row for row in rows if isinstance(row, Document) and row.document == second)
    newer = replace(
        held, document=third, version="3", replaces=second, approved_by=NHS_ENGLAND, approved_on=date(2026, 11, 10),
        from_date=AMENDED, published_on=AMENDED,
    )  # fmt: skip
    said = [replace(row, document=third) for row in rows if isinstance(row, Clause) and row.document == second]
    ended = change(rows, Document, {"document": second}, to_date=AMENDED - timedelta(days=1))
    return [*ended, newer, *said]


def _holder(plan: Plan, rows: Rows, role: str) -> str:
    return next(row.person for row in rows if isinstance(row, Role) and row.body == plan.code and row.role == role)


def _the_audit_chair_is_deputy_chair(plan: Plan, rows: Rows) -> Rows:
    audit = next(row.person for row in rows if isinstance(row, Role) and row.role == "audit_chair")
    return change(rows, Role, {"body": plan.code, "role": "deputy_chair"}, person=audit)


def _an_executive_is_the_senior_non_executive_member(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Role, {"body": plan.code, "role": "senior_non_executive"}, person=plan.person("finance"))


def _the_quorum_needs_the_chair(plan: Plan, rows: Rows) -> Rows:
    held = next(row for row in rows if isinstance(row, Term) and row.body == plan.code and row.term == "quorum")
    return change(rows, Term, {"body": plan.code, "term": "quorum"}, value=f"all of ({held.value}; chair)")


LATER_FAULTS = (
    LaterFault("C03", _the_audit_chair_is_deputy_chair),
    LaterFault("C04", _an_executive_is_the_senior_non_executive_member),
    LaterFault("C05", _the_quorum_needs_the_chair),
)
