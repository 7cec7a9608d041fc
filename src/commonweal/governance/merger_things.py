"""What a body has on its last day that somebody has to take over: functions, staff, decisions, seats and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commonweal.governance.checks.board_succession import CONTINUING
from commonweal.governance.handbook import (
    Appointment,
    Body,
    Decision,
    Direction,
    Document,
    Employment,
    Function,
    Grant,
    Interest,
    Meeting,
    PoolContribution,
    Records,
    Seat,
)
from commonweal.governance.membership import body_on
from commonweal.governance.superseded import superseded

KINDS = (
    "body", "function", "grant", "staff", "contract", "asset", "liability", "declaration", "decision", "instrument",
    "direction", "committee", "seat", "pooled fund",
)  # fmt: skip
_PARTS = (
    "committee", "sub_committee", "joint_committee", "committees_in_common", "forum", "place_partnership", "icp",
    "cluster",
)  # fmt: skip
_OWN_PAPERS = ("constitution", "establishment_order", "order_variation", "standing_orders")
"""Instruments that found or govern the body itself, and end with it."""
_OF_THE_ACT = ("icb", "former_ccg")
_STANDS = ("approved", "amended", "")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a closing body has.

    Args:
        kind: One of `KINDS`.
        id: What the handbook calls it.
        title: What it is, in words.
        holder: The body that has it: the one that closes, or a committee of it.
        names: Words by which a line of a transfer scheme may name it.
        lines: Kinds of lines of a transfer scheme that may carry it.
        how: ``act`` where the Act lays it on each body of its kind, ``law`` where it follows the body, ``scheme`` where
            a line has to name it, ``committee``, ``seat``, or ``office``, which ends with the body.
    """

    kind: str
    id: str
    title: str
    holder: str
    names: tuple[str, ...]
    lines: tuple[str, ...]
    how: str = "scheme"


def family(records: Records, body: str, on: date) -> tuple[str, ...]:
    """The body, and on a day its committees down to the last, which end with it."""
    found = {body: None}
    ahead = [body]
    unplaced = [row for row in records.rows(Body, system=body) if not row.parent and "committee" in row.kind]
    while ahead:
        here = ahead.pop()
        for row in (*records.rows(Body, parent=here), *(unplaced if here == body else ())):
            stands = body_on(records, row.body, on)
            if row.body not in found and stands and stands.kind in _PARTS and stands.parent in ("", here):
                found[row.body] = None
                ahead.append(row.body)
    return tuple(found)


def things(records: Records, body: str, eve: date) -> Iterator[Thing]:
    """Everything that the handbook records of a body on its last day; contracts, assets, liabilities stand on lines."""
    own = family(records, body, eve)
    seats = [(row, part) for part in own for row in records.rows(Seat, body=part) if row.holds_on(eve)]
    seat_ids = {row.seat: part for row, part in seats}
    yield from _functions(records, body, own, seat_ids, eve)
    yield from _staff(records, body, eve)
    yield from _declarations(records, body, seat_ids, eve)
    yield from _decisions(records, own, seat_ids, eve)
    replaced = superseded(records, eve)
    for part in own:
        for paper in records.rows(Document, body=part):
            if paper.holds_on(eve) and paper.kind not in _OWN_PAPERS and paper.document not in replaced:
                title = paper.kind.replace("_", " ")
                yield Thing("instrument", paper.document, title, part, (paper.document,), CONTINUING)
    for row in records.rows(Direction):
        if row.holds_on(eve) and (row.to_body in own or row.from_body in own):
            part = row.to_body if row.to_body in own else row.from_body
            title = f"direction under {row.power}" if row.power else "direction"
            yield Thing("direction", row.direction, title, part, (row.direction,), CONTINUING, "law")
    for part in own[1:]:
        stands = body_on(records, part, eve)
        yield Thing("committee", part, stands.name if stands else part, part, (part,), CONTINUING, "committee")
    for seat, part in seats:
        yield Thing("seat", seat.seat, seat.title, part, (seat.seat,), CONTINUING, "seat")
    kinds = ("contract", "asset", "liability", "instrument")
    for part in own:
        for paid in records.rows(PoolContribution, contributor=part):
            if paid.holds_on(eve):
                yield Thing("pooled fund", paid.pool, f"contribution to {paid.pool}", part, (paid.pool,), kinds)


def _functions(records: Records, body: str, own: tuple[str, ...], seats: dict[str, str], eve: date) -> Iterator[Thing]:
    titles = {row.function: row.title for row in records.rows(Function)}
    kinds = ("function", "instrument")
    for row in records.rows(Function, holder=body):
        if row.holds_on(eve):
            how = "act" if row.origin in _OF_THE_ACT else "law"
            yield Thing("function", row.function, row.title, body, (row.function,), kinds, how)
    for grant in records.rows(Grant):
        held = grant.to_body if grant.to_body in own else seats.get(grant.to_seat, "")
        part = held or (grant.from_body if grant.from_body in own else "")
        # What a body holds by statute alone is a function of its own, told above.
        if not part or not grant.holds_on(eve) or grant.from_body == grant.to_body:
            continue
        what = titles.get(grant.function, grant.function)
        title = f"{what}, received from {grant.from_body}" if held else f"{what}, granted to {_receiver(grant)}"
        yield Thing("grant", grant.grant, title, part, (grant.grant, grant.function), kinds, "law")


def _receiver(grant: Grant) -> str:
    return grant.to_body or grant.to_seat or "nobody named"


def _staff(records: Records, body: str, eve: date) -> Iterator[Thing]:
    for row in records.rows(Employment, employer=body):
        if row.holds_on(eve):
            post = row.post.replace("_", " ") or "post"
            title = f"{post}, joint with {row.joint_with}" if row.joint_with else post
            how = "office" if row.basis == "office_holder" else "scheme"
            yield Thing("staff", row.person, title, body, (row.person, f"{row.person} {row.post}"), ("staff",), how)


def _declarations(records: Records, body: str, seats: dict[str, str], eve: date) -> Iterator[Thing]:
    people = {
        held.person: None for seat in seats for held in records.rows(Appointment, seat=seat) if held.holds_on(eve)
    }
    people |= {row.person: None for row in records.rows(Employment, employer=body) if row.holds_on(eve)}
    for person in people:
        rows = records.rows(Interest, person=person)
        replaced = {row.supersedes for row in rows if row.supersedes and row.holds_on(eve)}
        for row in rows:
            if row.holds_on(eve) and row.statement not in replaced:
                title = f"{row.kind.replace('_', ' ')} of {person}"
                yield Thing("declaration", row.statement, title, body, (row.statement,), CONTINUING)


def _decisions(records: Records, own: tuple[str, ...], seats: dict[str, str], eve: date) -> Iterator[Thing]:
    met = {row.meeting: row.body for part in own for row in records.rows(Meeting, body=part)}
    for row in records.rows(Decision):
        part = row.taken_by or seats.get(row.taken_by_seat, "") or met.get(row.meeting, "")
        if part in own and row.on_date <= eve and row.outcome in _STANDS and not row.varied_by:
            yield Thing("decision", row.decision, row.title, part, (row.decision,), CONTINUING)
