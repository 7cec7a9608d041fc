"""Those who evaluate bids (D12): each conflict has a measure on record."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, passes
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import says_none
from commonweal.governance.handbook import Evaluator


@check("governance.D12")
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
        yield _evaluator(row)


def _evaluator(row: Evaluator) -> Finding:
    what, key = f"{row.person}, who evaluates bids in {row.procurement},", f"{row.procurement}, {row.person}"
    if row.conflicted is None:
        return lacks(
            row.procurement,
            f"Whether an interest of {row.person} touches a bidder in {row.procurement} is not known.",
            missing("evaluators", "conflicted", key, "it has to be asked of every evaluator"),
        )
    if not row.conflicted:
        return passes(row.procurement, f"{what} has no interest that touches a bidder.")
    if says_none(row.measure):
        return fails(
            row.procurement,
            f"{what} has an interest that touches a bidder, and nothing was done about it.",
            do=f"take {row.person} off the evaluation or record another measure, and look again at the scores",
        )
    if not row.measure:
        return lacks(
            row.procurement,
            f"{what} has an interest that touches a bidder; what was done about it is not recorded.",
            missing("evaluators", "measure", key, "every conflict of an evaluator needs a recorded measure"),
        )
    return passes(row.procurement, f"{what} has an interest that touches a bidder; measure: {row.measure}.")
