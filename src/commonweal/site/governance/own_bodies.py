"""Whose meetings a row of a handbook belongs to, who sits on that body now, and who leads its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from commonweal.governance.board_members import NOT_MEMBERS
from commonweal.governance.handbook import (
    AgendaItem,
    Appointment,
    Body,
    Consideration,
    Decision,
    Declaration,
    Gift,
    Handbook,
    Interest,
    Meeting,
    Row,
    Seat,
)

R = TypeVar("R", bound=Row)

OF_A_MEETING = frozenset(
    {
        *("meetings", "agenda_items", "attendance", "declarations"),
        *("votes", "decisions", "considerations", "public_questions"),
    }
)
"""The sheets whose rows belong to a meeting: what a body's members read, and what whoever clerks it writes."""

_WITHHELD = ("excluded", "papers_withheld")
"""Rulings after which somebody has no business with the papers of an item."""


@dataclass(frozen=True)
class Held:
    """The meeting to which a row belongs: its body and, where it is of one item, that item; empty where of none."""

    body: str = ""
    item: str = ""


def held_by(handbook: Handbook, row: Row, together: Iterable[Row] = ()) -> Held:
    """The body at whose meeting a row belongs, and the item of it.

    Args:
        handbook: All of it, as it stands.
        row: The row; one that names a meeting and an item of another belongs to nobody's.
        together: Rows that are written in the same act, to which it may refer; what stands already goes before them.

    Example:
        >>> rows = [Meeting(meeting="M1", body="FIN", on_date=date(2026, 5, 7)),
        ...         AgendaItem(item="M1-2", meeting="M1", title="A contract")]
        >>> held_by(Handbook.of(rows), Declaration(item="M1-2", person="P1"))
        Held(body='FIN', item='M1-2')
    """
    if row.TABLE not in OF_A_MEETING:
        return Held()
    if isinstance(row, Meeting):
        return Held(row.body)
    if isinstance(row, Consideration):
        made = _named(handbook, together, Decision, decision=row.decision)
        return held_by(handbook, made, together) if made else Held()
    item, meeting = str(getattr(row, "item", "")), str(getattr(row, "meeting", ""))
    if item and not isinstance(row, AgendaItem):
        asked = _named(handbook, together, AgendaItem, item=item)
        if asked is None or (meeting and asked.meeting != meeting):
            return Held()
        meeting = asked.meeting
    of = _named(handbook, together, Meeting, meeting=meeting)
    return Held(of.body, item) if of else Held()


def _named(handbook: Handbook, together: Iterable[Row], kind: type[R], **key: str) -> R | None:
    """The row of this key, as it stands or else as it is written in the same act."""
    stands = handbook.rows(kind, **key)
    ((name, value),) = key.items()
    new = (row for row in together if isinstance(row, kind) and getattr(row, name) == value)
    return stands[0] if stands else next(new, None)


def sitting_on(handbook: Handbook, body: str, on: date) -> frozenset[str]:
    """The people who sit on a body on a day; participants, observers and deputies do not.

    Example:
        >>> seat = Seat(seat="F1", body="FIN", title="Member", seat_class="member")
        >>> sits = Appointment(seat="F1", person="P1", to_date=date(2026, 4, 30))
        >>> sitting_on(Handbook.of([seat, sits]), "FIN", date(2026, 4, 30))
        frozenset({'P1'})
    """
    seats = {
        row.seat for row in handbook.rows(Seat, body=body) if row.holds_on(on) and row.seat_class not in NOT_MEMBERS
    }
    return frozenset(row.person for seat in seats for row in handbook.rows(Appointment, seat=seat) if row.holds_on(on))


def bodies_of(handbook: Handbook, people: Iterable[str], on: date) -> frozenset[str]:
    """The bodies on which any of these people sit on a day."""
    seats = {row.seat for person in people for row in handbook.rows(Appointment, person=person) if row.holds_on(on)}
    rows = (row for seat in seats for row in handbook.rows(Seat, seat=seat))
    return frozenset(row.body for row in rows if row.holds_on(on) and row.seat_class not in NOT_MEMBERS)


def excluded_from(handbook: Handbook, item: str) -> frozenset[str]:
    """The people who were excluded from an item, or had its papers withheld."""
    rows = handbook.rows(Declaration, item=item) if item else ()
    return frozenset(row.person for row in rows if row.action in _WITHHELD)


def items_withheld(handbook: Handbook, people: Iterable[str]) -> frozenset[str]:
    """The items from which any of these people were excluded, or had the papers withheld."""
    rows = (row for person in people for row in handbook.rows(Declaration, person=person))
    return frozenset(row.item for row in rows if row.action in _WITHHELD)


def led_by(handbook: Handbook, body: str, on: date) -> tuple[frozenset[str], frozenset[str]]:
    """Who leads the place that a body is, or is part of: people by id, and the ODS codes that a role may be for.

    Only bodies that work at the tier of a place count: a place's lead does not lead the board that it answers to, nor
    the practice networks in it.
    """
    people: set[str] = set()
    codes: set[str] = set()
    seen: set[str] = set()
    while body and body not in seen:
        seen.add(body)
        row = next((each for each in handbook.rows(Body, body=body) if each.holds_on(on)), None)
        if row is None or (row.tier != "place" and row.kind != "place_partnership"):
            break
        people |= {row.lead} - {""}
        # An id of a handbook's own making may stand in another handbook too; a code of the directory does not.
        codes |= {row.ods_code} - {""}
        body = row.parent
    return frozenset(people), frozenset(codes)


def places_of(handbook: Handbook, people: frozenset[str], codes: frozenset[str], on: date) -> frozenset[str]:
    """The bodies of the places that these people lead, or for which a role was granted."""
    found = set()
    for row in handbook.rows(Body):
        if row.holds_on(on) and (row.tier == "place" or row.kind == "place_partnership"):
            leads, own = led_by(handbook, row.body, on)
            if leads & people or own & codes:
                found.add(row.body)
    return frozenset(found)


def leading(handbook: Handbook, row: Row, on: date, together: Iterable[Row] = ()) -> frozenset[str]:
    """The people, and the codes of roles, that clerk the meeting to which a row belongs as the lead of its place."""
    held = held_by(handbook, row, together)
    people, codes = led_by(handbook, held.body, on) if held.body else (frozenset[str](), frozenset[str]())
    return people | codes


def registered_of(handbook: Handbook, bodies: Iterable[str], on: date) -> frozenset[tuple[str, tuple[object, ...]]]:
    """The rows of the registers of interests and of gifts that are about people who sit on a body, by sheet and key."""
    people = {person for body in bodies for person in sitting_on(handbook, body, on)}
    rows: list[Row] = [row for person in people for row in handbook.rows(Interest, person=person)]
    rows += [row for row in handbook.rows(Gift) if row.person in people]
    return frozenset((row.TABLE, row.key) for row in rows)
