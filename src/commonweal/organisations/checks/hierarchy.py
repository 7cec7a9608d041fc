"""Checks of who stands in whom: no orphan, no two parents, no closed parent, no circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from commonweal.answers import Reason
from commonweal.organisations.bodies import Body
from commonweal.organisations.checks.findings import found
from commonweal.organisations.kinds import Kind
from commonweal.organisations.memberships import Membership
from commonweal.organisations.periods import written
from commonweal.organisations.register import Register

STANDS_IN: Mapping[Kind, tuple[Kind, ...]] = {
    Kind.ICB: (Kind.REGION,),
    Kind.STP: (Kind.REGION,),
    Kind.SUB_ICB: (Kind.ICB,),
    Kind.CCG: (Kind.ICB,),
    Kind.PLACE: (Kind.ICB,),
    Kind.PCN: (Kind.SUB_ICB, Kind.PLACE, Kind.ICB),
    Kind.PRACTICE: (Kind.SUB_ICB, Kind.ICB),
    Kind.TRUST: (Kind.ICB,),
}
"""The tiers of which a body of each kind stands in at least one. A practice need not be in a network."""


def check_orphans(register: Register, day: date) -> Reason:
    """Every open body stands in an open body of the tier above.

    A body whose parent closed after the last list that names it is not an orphan for certain: INSUFFICIENT_DATA.
    """
    failures, unknown, checked = [], [], 0
    for body in _live(register, day):
        kind = body.kind_on(day)
        tiers = STANDS_IN.get(kind) if kind else None
        if not tiers:
            continue
        checked += 1
        held = [m for m in register.memberships_of(body) if m.tier in tiers]
        if any(m.period.holds_on(day) and _open(register, m.parent, day) for m in held):
            continue
        wanted = " or ".join(tier.words for tier in tiers)
        past = max((m for m in held if m.period.last is not None and m.period.last < day), key=_last, default=None)
        later = min((m.period.first for m in held if m.period.first and m.period.first > day), default=None)
        if later is not None:
            unknown.append(f"the first list that says where {_named(body, day)} stands is of {written(later)}")
        elif past is not None and (body.last_listed is None or body.last_listed < day):
            unknown.append(
                f"{_named(body, day)} stood in {past.parent} until {written(past.period.last)}, "
                "and no later list says where it stands"
            )
        else:
            failures.append(f"{_named(body, day)} stands in no {wanted}")
    holds = f"On {written(day)} every open body stands in an open body of the tier above"
    return found(holds, checked=checked, what="bodies", failures=failures, unknown=unknown)


def check_single_parents(register: Register, day: date) -> Reason:
    """No open body has two open parents in a tier where one is allowed."""
    failures, checked = [], 0
    for body in _live(register, day):
        parents: dict[Kind, set[str]] = {}
        for m in register.memberships_of(body):
            if m.sole and m.period.holds_on(day) and _open(register, m.parent, day):
                parents.setdefault(m.tier, set()).add(m.parent)
        checked += bool(parents)
        failures += [
            f"{_named(body, day)} stands in {' and '.join(sorted(held))} at once, as {tier.plural}"
            for tier, held in parents.items()
            if len(held) > 1
        ]
    holds = f"On {written(day)} no body has two parents where one is allowed"
    return found(holds, checked=checked, what="bodies", failures=failures)


def check_closed_parents(register: Register, day: date) -> Reason:
    """No open body stands in a body that has closed, or has not opened yet."""
    failures, checked = [], 0
    bodies, live = register.bodies, _live_by_id(register, day)
    for m in _holding(register, day):
        child, parent = live.get(m.child), bodies.get(m.parent)
        if child is None or parent is None:
            continue
        checked += 1
        if m.parent not in live:
            status = parent.status_on(day)
            failures.append(
                f"{_named(child, day)} stands in {_named(parent, day)}, which is "
                + (status.words if status else "not open yet")
            )
    holds = f"On {written(day)} no open body stands in a closed one"
    return found(holds, checked=checked, what="memberships", failures=failures)


def check_known_bodies(register: Register, day: date) -> Reason:
    """Every membership of a day is between bodies that some list names."""
    holding, bodies = _holding(register, day), register.bodies
    unknown = [
        f"{id} is named by a membership ({m.child} in {m.parent}) and by no list"
        for m in holding
        for id in (m.child, m.parent)
        if id not in bodies
    ]
    holds = f"On {written(day)} every membership is between bodies that are listed"
    return found(holds, checked=len(holding), what="memberships", unknown=unknown)


def check_no_circles(register: Register, day: date) -> Reason:
    """No body stands in itself by way of others, and no succession leads back to where it began."""
    inside: dict[str, list[str]] = {}
    for m in _holding(register, day):
        inside.setdefault(m.child, []).append(m.parent)
    after: dict[str, list[str]] = {}
    for row in register.successions:
        after.setdefault(row.predecessor, []).append(row.successor)
    failures = [f"membership goes in a circle: {' → '.join(circle)}" for circle in circles(inside)]
    failures += [f"succession goes in a circle: {' → '.join(circle)}" for circle in circles(after)]
    checked = sum(map(len, inside.values())) + sum(map(len, after.values()))
    return found("Nothing goes in a circle", checked=checked, what="memberships and successions", failures=failures)


def circles(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The circles that a depth-first walk of a graph meets, each from its first body back to it.

    Example:
        >>> circles({"A": ["B"], "B": ["C"], "C": ["A"], "D": ["A"]})
        [['A', 'B', 'C', 'A']]
    """
    done: set[str] = set()
    found_circles: list[list[str]] = []
    for start in edges:
        if start in done:
            continue
        path: list[str] = [start]
        place = {start: 0}
        waiting = [iter(edges.get(start, ()))]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                gone = path.pop()
                del place[gone]
                done.add(gone)
            elif following in place:
                found_circles.append([*path[place[following] :], following])
            elif following not in done:
                place[following] = len(path)
                path.append(following)
                waiting.append(iter(edges.get(following, ())))
    return found_circles


# Four checks ask the same of one register and day, of every body and membership.
@lru_cache(maxsize=1)
def _live_by_id(register: Register, day: date) -> Mapping[str, Body]:
    return {id: body for id, body in sorted(register.bodies.items()) if body.live_on(day)}


def _live(register: Register, day: date) -> Iterable[Body]:
    return _live_by_id(register, day).values()


@lru_cache(maxsize=1)
def _holding(register: Register, day: date) -> tuple[Membership, ...]:
    return tuple(m for m in register.memberships if m.period.holds_on(day))


def _open(register: Register, id: str, day: date) -> bool:
    return id in _live_by_id(register, day)


def _last(membership: Membership) -> date:
    return membership.period.last or date.max


def _named(body: Body, day: date) -> str:
    return f"{body.id} {body.name_on(day)}"
