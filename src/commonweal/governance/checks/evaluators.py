"""Those who evaluate bids (D12): each conflict has a measure on record."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, passes
from commonweal.governance.checks.people_told import who
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import says_none
from commonweal.governance.handbook import Evaluator


@check("governance.D12", names_people=True)
def conflicted_evaluators_have_a_measure(subject: Subject) -> Iterator[Finding]:
    """Every evaluator with an interest that touches a bidder has a recorded measure."""
    rows = subject.records.rows(Evaluator)
    if not rows:
        yield lacks(
            subject.system,
            "The handbook names nobody who evaluates bids.",
            missing("evaluators", "person", "", "each evaluator's interests have to be looked at"),
        )
    for row in rows:
        yield _evaluator(subject, row)


def _evaluator(subject: Subject, row: Evaluator) -> Finding:
    name, key = who(subject, row.person), f"{row.procurement}, {row.person}"
    what = f"{name}, who evaluates bids in {row.procurement},"
    if row.conflicted is None:
        return lacks(
            row.procurement,
            f"Whether an interest of {name} touches a bidder in {row.procurement} is not known.",
            missing("evaluators", "conflicted", key, "it has to be asked of every evaluator"),
        )
    if not row.conflicted:
        return passes(row.procurement, f"{what} has no interest that touches a bidder.")
    if says_none(row.measure):
        return fails(
            row.procurement,
            f"{what} has an interest that touches a bidder, and nothing was done about it.",
            do=f"take {name} off the evaluation or record another measure, and look again at the scores",
        )
    if not row.measure:
        return lacks(
            row.procurement,
            f"{what} has an interest that touches a bidder; what was done about it is not recorded.",
            missing("evaluators", "measure", key, "every conflict of an evaluator needs a recorded measure"),
        )
    return passes(row.procurement, f"{what} has an interest that touches a bidder; measure: {row.measure}.")
