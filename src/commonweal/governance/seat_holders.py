"""The holder of a seat who decides alone: whether somebody sits in it, and whether the person is the board's own."""

from __future__ import annotations

from commonweal.answers import Source
from commonweal.governance.flaw import Flaw, broken, own, unknown
from commonweal.governance.handbook.authority import Grant
from commonweal.governance.handbook.board import Appointment, Employment, Person, Seat
from commonweal.governance.membership import appointments_on
from commonweal.governance.successors import BodiesOnDay
from commonweal.organisations.periods import written

_NO_MEMBERS = ("participant", "observer")


def seat_on(bodies: BodiesOnDay, seat: str) -> Seat | None:
    """The seat as it stands on the day; None where it does not."""
    return next((row for row in bodies.records.rows(Seat, seat=seat) if row.holds_on(bodies.on)), None)


def seat_words(bodies: BodiesOnDay, seat: str) -> str:
    """A seat by its title and id."""
    row = seat_on(bodies, seat)
    return f"the holder of the seat {seat}" + (f" ({row.title})" if row and row.title != seat else "")


def seat_flaw(bodies: BodiesOnDay, seat: str) -> Flaw | None:
    """Why nobody can decide in the seat on the day: it is not there, or nobody sits in it."""
    records, source, day = bodies.records, own("the sheet seats", seat), written(bodies.on)
    row = seat_on(bodies, seat)
    if row is None:
        if not records.rows(Seat, seat=seat):
            return unknown(
                f"The handbook has no seat {seat}.",
                source, "seats", "seat", seat, "a grant to a seat is to its holder", kind="decider",
            )  # fmt: skip
        return broken(f"The seat {seat} does not stand on {day}.", source, kind="decider")
    held = appointments_on(records, seat, bodies.on)
    if not held:
        if not records.rows(Appointment):
            return unknown(
                f"It is not known who sits in {seat} ({row.title}): the handbook has no appointments.",
                source, "appointments", "person", seat, "a grant to a seat is to its holder", kind="decider",
            )  # fmt: skip
        return broken(
            f"Nobody sits in {seat} ({row.title}) on {day}, so nobody can decide in it.",
            source,
            cure=f"appoint somebody to {seat}, or take it to the body that granted the function",
            kind="decider",
        )
    if all(each.from_date is None for each in held):
        return unknown(
            f"It is not known since when {held[0].person} has held {seat}.",
            source, "appointments", "from_date", f"{held[0].person} in {seat}",
            "only who holds the seat may decide in it", kind="decider",
        )  # fmt: skip
    return None


def interim_flaw(bodies: BodiesOnDay, grant: Grant) -> Flaw | None:
    """Whether a holder for the time being lacks the extra sign-off that the grant needs."""
    held = appointments_on(bodies.records, grant.to_seat, bodies.on)
    if not held or not all(each.interim for each in held):
        return None
    signed, source = grant.interim_sign_off_on, own("the sheet grants", grant.grant)
    if signed is None:
        return unknown(
            f"{held[0].person} holds {grant.to_seat} for the time being, and no sign-off of that is recorded in grant "
            f"{grant.grant}.",
            source, "grants", "interim_sign_off_on", grant.grant, "a holder for the time being needs an extra sign-off",
        )  # fmt: skip
    if signed > bodies.on:
        return broken(
            f"{held[0].person} holds {grant.to_seat} for the time being, signed off only on {written(signed)}.",
            source,
            cure="decide after the sign-off, or take it to the body that granted the function",
        )
    return None


def belongs_to(
    bodies: BodiesOnDay, person: str, seat: str, boards: frozenset[str], grant: str, source: Source
) -> list[Flaw]:
    """Whether a person is a member or an employee of the board, as the route inside it asks.

    Args:
        bodies: The bodies of the day.
        person: Who would decide.
        seat: The seat in which, if one.
        boards: The ids of the board; several only where it was split and nobody says which took over.
        grant: Id of the grant, for the sentences.
        source: The provision of the route.
    """
    records, on = bodies.records, bodies.on
    names = " or ".join(bodies.name(board) for board in sorted(boards))
    seats = {held.seat for held in records.rows(Appointment, person=person) if held.holds_on(on)} | ({seat} - {""})
    rows = [row for each in seats if (row := seat_on(bodies, each))]
    if any(row.body in boards and row.seat_class not in _NO_MEMBERS for row in rows):
        return []
    posts = [row for row in records.rows(Employment, person=person) if row.holds_on(on)]
    if any(post.employer in boards or post.joint_with in boards for post in posts):
        return []
    employed = next((row.employee for row in records.rows(Person, person=person)), None)
    if employed:
        return []
    if employed is False:
        return [
            broken(
                f"{person} is neither a member nor an employee of {names}, so grant {grant} cannot reach the person.",
                source,
                cure="grant it to a member or an employee of the board, or to a committee",
            )
        ]
    return [
        unknown(
            f"It is not known whether {person} is a member or an employee of {names}, to whom alone grant {grant} can "
            "reach.",
            own("the sheet people", person), "people", "employee", person,
            "inside the board a function passes only to its members, employees and committees",
        )
    ]  # fmt: skip
