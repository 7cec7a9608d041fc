"""Who sits in which seat for a count: seats on a day, people in the room, and every way of seating each person once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class SeatAt:
    """A seat of a body on a day.

    Args:
        seat: Its id.
        voting: Whether it votes; None is not known. A seat without a vote never counts.
        represents: The sectors that it brings; it counts towards a minimum of each of them.
        holders: The people who hold it; none where it is vacant.
        organisations: The bodies its holder comes from, for joint bodies.
        roles: Tasks of its holder, such as deputy_chair.
        approved_by: Who has to approve an appointment to it, as the handbook has it.
        deputy_allowed: Whether a deputy may sit in it; None leaves that to the terms of the body.
        body: The body on which it is.
    """

    seat: str
    voting: bool | None
    seat_class: str = ""
    profession: str = ""
    nominated_by: str = ""
    represents: tuple[str, ...] = ()
    title: str = ""
    holders: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    approved_by: str = ""
    deputy_allowed: bool | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class Present:
    """A person in the room, in the seats in which that person might count.

    Args:
        person: Who.
        seats: The seats the person holds or deputises for here; one counts.
        deputy_for: Those of them in which the person is a deputy.
        certain: False where it is not known whether the person was there for the whole item.
        unsure: Those of the seats in which it is not known whether the person sits by right.
        why: Why the person has no seat in which to count, or why that is not known; empty where nothing is odd.
    """

    person: str
    seats: tuple[str, ...]
    deputy_for: tuple[str, ...] = ()
    certain: bool = True
    unsure: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """Seats in which somebody sits: certainly, or perhaps, under one choice of capacities."""

    seats: Mapping[str, SeatAt]
    certain: Mapping[str, str]
    possible: Mapping[str, str]


def rooms(
    seats: Mapping[str, SeatAt],
    present: Sequence[Present],
    excluded: set[str],
    deputies_count: bool | None,
    most_deputies: int | None,
) -> Iterable[Room]:
    """Every way in which each person takes one capacity."""
    people: dict[str, dict[str, tuple[bool, bool]]] = {}
    for who in present:
        if who.person in excluded:
            continue
        for seat in who.seats:
            if seat not in seats or seats[seat].voting is False:
                continue
            deputy = seat in who.deputy_for
            if deputy and deputies_count is False:
                continue
            known = who.certain and seat not in who.unsure
            sure = known and seats[seat].voting is True and not (deputy and deputies_count is None)
            was = people.setdefault(who.person, {}).get(seat, (False, True))
            people[who.person][seat] = (sure or was[0], deputy and was[1])
    names = list(people)
    # Where only so many deputies count, any of them may be the one who does not.
    idle = {name for name in names if most_deputies is not None and any(deputy for _, deputy in people[name].values())}
    for choice in product(*([*people[name], *([""] if name in idle else [])] for name in names)):
        certain: dict[str, str] = {}
        possible: dict[str, str] = {}
        deputies = 0
        # Holders first, so that a seat whose holder came does not use up a deputy's place.
        taken = [(name, seat) for name, seat in zip(names, choice, strict=True) if seat]
        for name, seat in sorted(taken, key=lambda each: people[each[0]][each[1]][1]):
            sure, deputy = people[name][seat]
            if seat in certain or (seat in possible and not sure):
                continue
            if deputy and most_deputies is not None:
                if deputies >= most_deputies:
                    continue
                deputies += 1
            (certain if sure else possible)[seat] = name
        yield Room(seats, certain, {**possible, **certain})
