"""Functions under a direction (F14): where it bars their delegation, they are not delegated."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, not_applicable, passes
from commonweal.governance.checks.scope import grants, named, own_bodies, receiver, shown
from commonweal.governance.handbook import Direction
from commonweal.governance.open_board import board_check


@board_check("governance.F14")
def barred_functions_are_not_delegated(subject: Subject) -> Iterator[Finding]:
    """A function that a live direction keeps from being delegated has no live grant."""
    rows = subject.records.rows(Direction, to_body=subject.system)
    if not rows:
        if subject.records.rows(Direction):
            yield not_applicable(subject.system, f"Nobody has directed {named(subject, subject.system)}.")
        else:
            yield lacks(
                subject.system,
                "The handbook holds no directions, nor that there are none.",
                missing("directions", "bars_delegation", "", "a direction may bar a function from being delegated"),
            )
    for row in rows:
        if row.holds_on(subject.on):
            yield from _direction(subject, row)
        else:
            yield not_applicable(row.direction, f"Direction {row.direction} does not run on {shown(subject.on)}.")


def _direction(subject: Subject, row: Direction) -> Iterator[Finding]:
    what = f"Direction {row.direction} of {named(subject, row.from_body)}"
    if row.bars_delegation is False:
        yield not_applicable(row.direction, f"{what} bars no delegation.")
        return
    if row.bars_delegation is None or not row.functions:
        column = "bars_delegation" if row.bars_delegation is None else "functions"
        yield lacks(
            row.direction,
            f"{what}: {column.replace('_', ' ')} is not known.",
            missing("directions", column, row.direction, "it says what may not be delegated meanwhile"),
        )
        return
    live = grants(subject)
    if not live:
        yield lacks(
            row.direction,
            f"{what} bars delegation; the handbook holds no grants.",
            missing("grants", "function", "", "whether a function is delegated is seen only there"),
        )
        return
    own = own_bodies(subject)
    passed_on = [
        each for each in live if each.from_body in own and each.function in row.functions and not each.suspended_by
    ]
    for each in passed_on:
        yield fails(
            each.grant,
            f"{what} bars {each.function} from being delegated, and grant {each.grant} delegates it to "
            f"{receiver(subject, each)} on {shown(subject.on)}.",
            do=f"suspend {each.grant} for as long as the direction runs",
            where=[row.where, each.where],
        )
    if not passed_on:
        yield passes(row.direction, f"{what} bars {', '.join(row.functions)} from being delegated; none of it is.")
