"""Who sits on a board on a day, seat by seat, with what shows that each was appointed as the law asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from commonweal.governance.handbook import Appointment, Body, Records, Seat
from commonweal.governance.membership import name_of
from commonweal.organisations.periods import written

NOT_MEMBERS = ("participant", "observer")
"""Classes of seat whose holders come to meetings and are not members."""
CHAIR, CHIEF_EXECUTIVE = "chair", "chief_executive"

_NAMES = {
    "nhs_england": ("nhs england", "nhse", "nhs_england"),
    "secretary_of_state": ("secretary of state", "the secretary of state", "sos", "secretary_of_state"),
    "chair": ("chair", "the chair", "icb chair", "chair of the icb", "chair of the board", "board chair"),
}


@dataclass(frozen=True, slots=True)
class Sitting:
    """A person in a seat on a day."""

    seat: Seat
    appointment: Appointment

    @property
    def person(self) -> str:
        """Who."""
        return self.appointment.person

    @property
    def start(self) -> date | None:
        """The first day in the seat; None is not known."""
        return self.appointment.from_date

    def named(self) -> str:
        """The seat as a sentence names it, and that its holder is there for the time being."""
        if not self.appointment.interim:
            return named(self.seat)
        title = f"{self.seat.title}, " if self.seat.title else ""
        return f"{self.seat.seat} ({title}held for the time being)"


def named(seat: Seat) -> str:
    """A seat as a sentence names it.

    Example:
        >>> named(Seat(seat="BOARD-03", body="QWM", title="Director of finance", seat_class="executive"))
        'BOARD-03 (Director of finance)'
    """
    return f"{seat.seat} ({seat.title})" if seat.title else seat.seat


def member_seats(records: Records, body: str, on: date) -> tuple[Seat, ...]:
    """The seats of a body's members on a day, filled or not; a seat that was retitled counts once."""
    held: dict[str, Seat] = {}
    for seat in records.rows(Seat, body=body):
        if seat.holds_on(on) and seat.seat_class not in NOT_MEMBERS:
            before = held.get(seat.seat)
            if before is None or (seat.from_date or date.min) > (before.from_date or date.min):
                held[seat.seat] = seat
    return tuple(held.values())


def is_ordinary(seat: Seat) -> bool:
    """Whether it is the seat of an ordinary member: neither the chair nor the chief executive."""
    return seat.seat_class not in (CHAIR, CHIEF_EXECUTIVE, *NOT_MEMBERS)


def sittings(records: Records, seats: Iterable[Seat], on: date) -> tuple[Sitting, ...]:
    """Who sits in these seats on a day; a deputy does not sit in a seat until appointed to it.

    A person who was written down twice in one seat, say for two councils, sits in it once.
    """
    found = []
    for seat in seats:
        by_person: dict[str, list[Appointment]] = {}
        for row in records.rows(Appointment, seat=seat.seat):
            if row.holds_on(on):
                by_person.setdefault(row.person, []).append(row)
        found += [Sitting(seat, _merged(rows)) for rows in by_person.values()]
    return tuple(found)


def _merged(rows: Sequence[Appointment]) -> Appointment:
    """Rows of one person in one seat as one: the first day of any, and whatever any of them says."""
    first, *others = sorted(rows, key=lambda row: row.from_date or date.min)
    for other in others:
        said = {
            name: getattr(other, name)
            for name in _SAID
            if getattr(first, name) in (None, "") and getattr(other, name) not in (None, "")
        }
        bodies = tuple(dict.fromkeys((*first.on_behalf_of, *other.on_behalf_of)))
        first = replace(first, **said, on_behalf_of=bodies)
    return first


_SAID = (
    "appointed_by", "appointed_on", "chair_approved_on", "nhs_england_approved_on", "secretary_of_state_approved_on",
    "independence_tested_on", "independence_undermined", "nomination", "interim",
)  # fmt: skip


def vacancy(records: Records, seat: Seat, on: date) -> str:
    """That a seat is empty, and since when, as part of a sentence.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> seat = Seat(seat="B4", body="QWM", title="Trust partner", seat_class="partner")
        >>> left = Appointment(seat="B4", person="P4", from_date=date(2023, 1, 1), to_date=date(2026, 2, 28))
        >>> vacancy(Records(Handbook.of([seat, left])), seat, date(2026, 5, 1))
        'B4 (Trust partner) has nobody in it since 1 March 2026'
    """
    ends = [row.to_date for row in records.rows(Appointment, seat=seat.seat) if row.to_date and row.to_date < on]
    since = f" since {written(date.fromordinal(max(ends).toordinal() + 1))}" if ends else f" on {written(on)}"
    return f"{named(seat)} has nobody in it{since}"


def appointments_recorded(records: Records, seats: Iterable[Seat]) -> bool:
    """Whether the handbook says of any of these seats who sits or sat in it; without that, empty means not known."""
    return any(records.rows(Appointment, seat=seat.seat) for seat in seats)


def party(records: Records, text: str) -> str:
    """Who is meant by a text such as "NHS England", "the chair", a body's id or a seat's id.

    Returns:
        ``nhs_england``, ``secretary_of_state``, ``chair``, or the text as it stands; empty where it is.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> party(Records(Handbook.of([])), "NHSE"), party(Records(Handbook.of([])), "The Chair")
        ('nhs_england', 'chair')
    """
    plain = " ".join(text.split())
    for who, names in _NAMES.items():
        if plain.casefold() in names:
            return who
    body = next(
        (row for row in records.rows(Body, body=plain) if row.kind in ("nhs_england", "secretary_of_state")), None
    )
    if body:
        return body.kind
    seat = records.first(Seat, seat=plain)
    return CHAIR if seat and seat.seat_class == CHAIR else plain


def parties(records: Records, text: str) -> tuple[str, ...]:
    """Everybody meant by a text that may name several."""
    parts = text.replace(" and ", ";").replace(",", ";").split(";")
    return tuple(party(records, part) for part in parts if part.strip())


_WORDS = {"nhs_england": "NHS England", "secretary_of_state": "the Secretary of State", "chair": "the chair"}


def words(who: str, records: Records | None = None, on: date = date.max) -> str:
    """A party as a sentence names it: a body by its name where the handbook has it.

    Example:
        >>> words("nhs_england"), words("chair"), words("R0A")
        ('NHS England', 'the chair', 'R0A')
    """
    return _WORDS.get(who) or (name_of(records, who, on) if records else who)
