"""Checks of succession: shares sum to one, and one body ends where the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from commonweal.answers import Reason, Source
from commonweal.organisations.bodies import Body
from commonweal.organisations.checks.findings import found
from commonweal.organisations.kinds import Kind
from commonweal.organisations.periods import written
from commonweal.organisations.register import Register
from commonweal.organisations.successions import Succession

COMMISSIONERS = frozenset({Kind.REGION, Kind.ICB, Kind.STP, Kind.SUB_ICB, Kind.CCG})
"""Kinds whose people and money are carried by shares. Of older bodies and of trusts no list states any."""

TOLERANCE = Fraction(1, 1_000_000)
"""How far stated shares may be from one: publishers print six decimal places."""


def check_shares(register: Register, *, sources: Sequence[Source] = ()) -> Reason:
    """The shares of each commissioner's successors on a day sum to one, by everything that was counted."""
    failures, unknown, checked = [], [], 0
    for (predecessor, day), rows in sorted(register.chains.groups().items()):
        body = register.bodies.get(predecessor)
        if body is None or not COMMISSIONERS & {role.kind for role in body.roles}:
            continue
        checked += 1
        stated = [row for row in rows if row.shares]
        if not stated and len(rows) == 1:
            continue
        where = f"{predecessor} on {written(day)}"
        if len(stated) < len(rows):
            unknown.append(f"the shares of the {len(rows)} successors of {where} are not all stated")
        for basis in dict.fromkeys(share.basis for row in stated for share in row.shares):
            shares = [row.share(basis) for row in rows]
            known = [share for share in shares if share is not None]
            if len(known) == len(rows) and abs(sum(known, Fraction(0)) - 1) > TOLERANCE:
                failures.append(f"the shares of {where} by {basis} sum to {float(sum(known, Fraction(0))):.6f}")
            failures += [
                f"a share of {where} by {basis} is {float(share):.6f}" for share in known if not 0 <= share <= 1
            ]
    holds = "The shares of every commissioner's successors sum to one"
    nothing = "no succession of a commissioner is held"
    return found(
        holds, checked=checked, what="successions", failures=failures, unknown=unknown, nothing=nothing, sources=sources
    )


def check_succession_days(register: Register, *, sources: Sequence[Source] = ()) -> Reason:
    """Every successor is there and open on the day, and the predecessor closed on the day before."""
    failures = []
    for row in register.successions:
        successor, predecessor = register.bodies.get(row.successor), register.bodies.get(row.predecessor)
        told = f"{row.predecessor} to {row.successor} on {written(row.day)}"
        if successor is None:
            failures.append(f"{told}: no list names {row.successor}")
        elif not successor.live_on(row.day):
            failures.append(f"{told}: {row.successor} {_why_not(successor, row.day)}")
        if predecessor is None:
            failures.append(f"{told}: no list names {row.predecessor}")
        elif (problem := _still_there(register, row, predecessor)) is not None:
            failures.append(f"{told}: {problem}")
    holds = "Every successor is open on the day of the succession, and the predecessor closed on the day before"
    checked = len(register.successions)
    return found(holds, checked=checked, what="successions", failures=failures, sources=sources)


def _still_there(register: Register, row: Succession, predecessor: Body) -> str | None:
    kind = predecessor.kind_on(row.day)
    if predecessor.live_on(row.day) and (row.kind is None or kind is row.kind):
        group = register.chains.groups()[row.predecessor, row.day]
        stated = [share for share in (part.share() for part in group) if share is not None]
        # A body that gave only a part away goes on.
        part_only = len(stated) == len(group) and sum(stated, Fraction(0)) < 1
        return None if part_only else f"{row.predecessor} is open on that day"
    last = predecessor.closed
    if row.kind is None and last is not None and last < row.day - timedelta(days=1):
        later = [r for r in register.chains.out_of(row.predecessor) if r.day == last + timedelta(days=1)]
        return None if later else f"{row.predecessor} had closed on {written(last)}"
    return None


def _why_not(body: Body, day: date) -> str:
    if body.opened is not None and day < body.opened:
        return f"opened on {written(body.opened)}"
    return f"had closed on {written(body.closed)}" if body.closed else "is not open on that day"
