"""How many seats of each kind a board has, and which of them are filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commonweal.governance.board_members import (
    CHAIR,
    CHIEF_EXECUTIVE,
    appointments_recorded,
    is_ordinary,
    member_seats,
    named,
    sittings,
    vacancy,
)
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    needs_judgement,
    not_applicable,
    passes,
)
from commonweal.governance.checks.scope import own_bodies
from commonweal.governance.handbook import Seat
from commonweal.governance.open_board import board_check, board_name, no_seats
from commonweal.organisations.periods import written

_CLASSES = {
    "chair": "chairs",
    "chief_executive": "chief executives",
    "non_executive": "non-executive members",
    "partner": "partner members",
}


@board_check("governance.B02")
def membership(subject: Subject) -> Iterator[Finding]:
    """One chair, one chief executive and at least so many other members; a person counts as one member."""
    seats = member_seats(subject.records, subject.system, subject.on)
    if not seats:
        yield from no_seats(subject, "A board must have a chair, a chief executive and other members.")
        return
    for seat_class, number in ((CHAIR, subject.value["chairs"]), (CHIEF_EXECUTIVE, subject.value["chief_executives"])):
        yield _exactly(subject, seats, seat_class, number)
    yield _ordinary(subject, seats)


def _exactly(subject: Subject, seats: Sequence[Seat], seat_class: str, number: int) -> Finding:
    found, title = [seat for seat in seats if seat.seat_class == seat_class], seat_class.replace("_", " ")
    where = [seat.where for seat in found if seat.where]
    people = {held.person for held in sittings(subject.records, found, subject.on)}
    if len(found) == number and len(people) > number:
        sentence = (
            f"{', '.join(map(named, found))} is recorded as held by {len(people)} people at once "
            f"on {written(subject.on)}."
        )
        do = "record the last day of whoever left; if two share the post, take advice, since the Act speaks of one"
        return needs_judgement(subject.system, sentence, do=do)
    if len(found) == number:
        empty = [vacancy(subject.records, seat, subject.on) for seat in found if _is_empty(subject, seat, seats)]
        note = f"; {' and '.join(empty)}" if empty else _who_is_not_known(subject, seats)
        listed = ", ".join(map(named, found))
        return passes(subject.system, f"The board has its one seat of a {title}: {listed}{note}.", where=where)
    seats_told = (
        f"{len(found)} seats of a {title} ({', '.join(seat.seat for seat in found)})" if found else f"no {title}"
    )
    sentence = f"The board of {board_name(subject)} has {seats_told}; it must have {number}."
    return fails(
        subject.system, sentence, do=f"have one seat of a {title} in the constitution, and no more", where=where
    )


def _who_is_not_known(subject: Subject, seats: Sequence[Seat]) -> str:
    known = appointments_recorded(subject.records, seats)
    return "" if known else "; who sits on the board is not recorded"


def _is_empty(subject: Subject, seat: Seat, seats: Sequence[Seat]) -> bool:
    return appointments_recorded(subject.records, seats) and not sittings(subject.records, [seat], subject.on)


def _ordinary(subject: Subject, seats: Sequence[Seat]) -> Finding:
    least: int = subject.value["least_ordinary_members"]
    ordinary = [seat for seat in seats if is_ordinary(seat)]
    twice = _held_beside_another(subject, seats)
    counted = [seat for seat in ordinary if seat.seat not in twice]
    empty = [seat.seat for seat in counted if _is_empty(subject, seat, seats)]
    notes = [
        f"{seat} is held by somebody who already sits in {other}, who counts once" for seat, other in twice.items()
    ]
    if empty:
        notes.append(f"{', '.join(empty)} {'is' if len(empty) == 1 else 'are'} vacant on {written(subject.on)}")
    note = f"; {'; '.join(notes)}" if notes else _who_is_not_known(subject, seats)
    sentence = (
        f"The board has seats for {len(counted)} members besides its chair and chief executive, and must have "
        "at least "
        f"{least}{note}."
    )
    where = [seat.where for seat in ordinary if seat.where]
    if len(counted) >= least:
        return passes(subject.system, sentence, where=where)
    do = "provide for more ordinary members in the constitution"
    return fails(subject.system, sentence, do=do + (", each a different person" if twice else ""), where=where)


def _held_beside_another(subject: Subject, seats: Sequence[Seat]) -> dict[str, str]:
    """Ordinary seats whose only holder sits in another seat too, and that other: a person is one member."""
    order = sorted(seats, key=is_ordinary)
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for seat in order:
        people = {held.person for held in sittings(subject.records, [seat], subject.on)}
        if people and is_ordinary(seat) and people <= first.keys():
            found[seat.seat] = first[min(people)]
        for person in people:
            first.setdefault(person, seat.seat)
    return found


@board_check("governance.C01")
def expected_membership(subject: Subject) -> Iterator[Finding]:
    """The smallest board that national policy expects, by class and profession of its seats."""
    seats, value = member_seats(subject.records, subject.system, subject.on), subject.value
    if not seats:
        yield from no_seats(subject, "National policy expects a board of a certain size and make-up.")
        return
    twice = _held_beside_another(subject, seats)
    yield _at_least(subject, seats, value["members"], "members in all", [], twice)
    for seat_class, number in value["classes"].items():
        found = [seat for seat in seats if seat.seat_class == seat_class]
        yield _at_least(subject, found, number, _CLASSES.get(seat_class, seat_class), [], twice)
    directors = [seat for seat in seats if seat.seat_class == "executive"]
    untold = [seat for seat in directors if not seat.profession]
    for profession in value["professions"]:
        found = [seat for seat in seats if seat.profession == profession]
        yield _at_least(subject, found, 1, f"{profession} directors", untold, {})


def _at_least(
    subject: Subject,
    found: Sequence[Seat],
    number: int,
    what: str,
    untold: Sequence[Seat],
    twice: Mapping[str, str],
) -> Finding:
    """Seats are what national policy expects; which of them are vacant or share a person is told beside the count."""
    counted = [seat for seat in found if seat.seat not in twice]
    seats = "1 seat" if len(found) == 1 else f"{len(found) or 'no'} seats"
    if len(counted) < len(found):
        seats += f", of which {len(counted) or 'none'} {'counts' if len(counted) == 1 else 'count'}"
    empty = [
        seat.seat
        for seat in counted
        if _is_empty(subject, seat, member_seats(subject.records, subject.system, subject.on))
    ]
    notes = [f"{', '.join(empty)} {'is' if len(empty) == 1 else 'are'} vacant on {written(subject.on)}"] * bool(empty)
    notes += [
        f"{seat.seat} is not counted, for it is held by somebody who sits in {twice[seat.seat]}"
        for seat in found
        if seat.seat in twice
    ]
    note = f" {'; '.join(notes)}." if notes else ""
    sentence = (
        f"For {what} the board of {board_name(subject)} has {seats}; at least {number} "
        f"{'is' if number == 1 else 'are'} expected.{note}"
    )
    if len(counted) >= number:
        return passes(subject.system, sentence)
    if untold:
        why = f"It may be one of the {what} that national policy expects."
        return lacks(
            subject.system,
            f"{sentence} Of {', '.join(map(named, untold))} the profession is not recorded.",
            *(missing("seats", "profession", seat.seat, why) for seat in untold),
        )
    return fails(
        subject.system, sentence, do=f"provide for {what} in the constitution, or explain to NHS England why not"
    )


@board_check("governance.C02")
def directors_in_post(subject: Subject) -> Iterator[Finding]:
    """The seats of the directors of finance, nursing and medicine exist and somebody sits in each."""
    seats = member_seats(subject.records, subject.system, subject.on)
    if not seats:
        yield from no_seats(subject, "National policy expects three professional directors on the board.")
        return
    untold = [seat for seat in seats if seat.seat_class == "executive" and not seat.profession]
    for profession in subject.value:
        found = [seat for seat in seats if seat.profession == profession]
        filled = [seat for seat in found if sittings(subject.records, [seat], subject.on)]
        where = [seat.where for seat in found if seat.where]
        if filled:
            note = " for the time being" if _only_interim(subject, filled) else ""
            yield passes(
                subject.system, f"The {profession} director's seat {named(filled[0])} is filled{note}.", where=where
            )
        elif not found and untold:
            why = f"It may be the {profession} director's seat that national policy expects."
            gaps = [missing("seats", "profession", seat.seat, why) for seat in untold]
            yield lacks(subject.system, f"It is not recorded which seat is the {profession} director's.", *gaps)
        elif not found:
            sentence = f"The board of {board_name(subject)} has no seat of a {profession} director."
            yield fails(
                subject.system,
                sentence,
                do=f"provide for a {profession} director, or agree another form with NHS England",
            )
        elif not appointments_recorded(subject.records, seats):
            why = "National policy expects the seat to be filled."
            gap = missing("appointments", "person", found[0].seat, why)
            yield lacks(found[0].seat, f"It is not recorded who sits in {named(found[0])}.", gap)
        else:
            sentence = f"{vacancy(subject.records, found[0], subject.on)}; national policy expects it to be filled."
            yield fails(found[0].seat, sentence, do="fill the seat, if need be for the time being", where=where)


def _only_interim(subject: Subject, seats: Sequence[Seat]) -> bool:
    return all(held.appointment.interim for held in sittings(subject.records, seats, subject.on))


@board_check("governance.C10", every_body=True)
def attendees_do_not_vote(subject: Subject) -> Iterator[Finding]:
    """Participants and observers, on the board and its committees, have no vote, and so count for no quorum."""
    seats = [
        seat
        for body in own_bodies(subject)
        for seat in subject.records.rows(Seat, body=body)
        if seat.holds_on(subject.on)
    ]
    if not seats:
        yield from no_seats(subject, "Those who only attend have no vote.")
        return
    attending = [seat for seat in seats if seat.seat_class in subject.value]
    if not attending:
        yield not_applicable(subject.system, "No seat of a participant or observer is recorded.")
    for seat in attending:
        where = [seat.where] if seat.where else []
        kind = f"{'an' if seat.seat_class[0] in 'aeiou' else 'a'} {seat.seat_class}"
        if seat.voting is None:
            gap = missing(
                "seats", "voting", seat.seat, f"{kind[0].upper()}{kind[1:]} has no vote and is left out of the quorum."
            )
            yield lacks(seat.seat, f"It is not recorded whether {named(seat)}, {kind}'s seat, votes.", gap, where=where)
        elif seat.voting:
            sentence = f"{named(seat)} is {kind}'s seat and is recorded as voting; {kind} has no vote."
            yield fails(seat.seat, sentence, do="take the vote from the seat, or make it a member's", where=where)
        else:
            yield passes(seat.seat, f"{named(seat)} is {kind}'s seat without a vote.", where=where)
