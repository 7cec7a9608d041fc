"""What is left of a joint committee once a body that it answered to has closed."""

from __future__ import annotations

from commonweal.answers import Verdict
from commonweal.governance.ended_parents import ended_above
from commonweal.governance.flaw import Flaw, own
from commonweal.governance.successors import BodiesOnDay
from commonweal.organisations.periods import written


def member_gone(bodies: BodiesOnDay, body: str) -> Flaw | None:
    """That the body a joint committee answered to has closed, so that somebody has to judge what of it goes on.

    A joint committee is made by several bodies together (National Health Service Act 2006, section 65Z6). It ends for
    the one that closed; whether the others go on with it is for their agreement, which a handbook does not hold.

    Args:
        bodies: The bodies of the day.
        body: The body that would decide.
    """
    row = bodies.row(body)
    if bodies.records.as_first_released or row is None or "joint_committee" not in (row.kind, row.form):
        return None
    above = ended_above(bodies.records, row, bodies.on)
    if above is None:
        return None
    told = (
        f"{bodies.name(body)} is a joint committee under {bodies.name(above.body)}, which closed on "
        f"{written(above.last_day)}: it ended for that member, and whether the others go on with it is for their "
        "agreement."
    )
    cure = "look into the agreement, and record the joint committee anew under the body that carries it on"
    return Flaw(Verdict.NEEDS_JUDGEMENT, told, own("the sheet bodies", body), cure=cure, kind="joint")
