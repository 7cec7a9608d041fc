"""Who is in the room at a minute: each person once, the seat in which the person sits, and whether that counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commonweal.governance.decide_quorum import QuorumTerms
from commonweal.governance.handbook import Attendance, Meeting, Records
from commonweal.governance.person_names import name_of_person
from commonweal.governance.presence import Moment, minute, present, stays
from commonweal.governance.quorum import Present, SeatAt, evaluate
from commonweal.governance.quorum_grammar import AtLeast
from commonweal.governance.quorum_people import in_the_count


@dataclass(frozen=True, slots=True)
class PersonInRoom:
    """A person in the room.

    Args:
        person: Who, by id.
        name: As the register has it, or the id.
        seat: The seat in which the person counts, or else sits; empty for a guest.
        title: The seat's title.
        deputy: Whether the person sits there as a deputy.
        counts: Whether the person counts towards the quorum; None where that is not known.
        why: Why not, or why it is not known; empty for one who counts.
    """

    person: str
    name: str
    seat: str = ""
    title: str = ""
    deputy: bool = False
    counts: bool | None = False
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        """The person as plain JSON."""
        return {name: getattr(self, name) for name in ("person", "name", "seat", "title", "deputy", "counts", "why")}


def moment_at(records: Records, meeting: Meeting, seats: tuple[SeatAt, ...], at: int) -> Moment:
    """The room at one minute of a meeting; the minute at which it ends still belongs to it.

    Where the meeting's beginning is not written down, who came "from the start" is there for uncertain.

    Args:
        records: The handbook.
        meeting: The meeting.
        seats: Every seat of its body on the day.
        at: Minutes since midnight.
    """
    ends = minute(meeting.ends) if meeting.ends else None
    held = stays(records, meeting)
    there = [stay for stay in held if stay.arrived <= at < stay.left or (at == ends == stay.left)]
    room = present(records, seats, meeting.on_date, there)
    if not meeting.starts:
        came = {row.person for row in records.rows(Attendance, meeting=meeting.meeting) if row.arrived}
        room = tuple(who if who.person in came else replace(who, certain=False) for who in room)
    return Moment(at, room)


def people_in_room(
    records: Records,
    room: Sequence[Present],
    *,
    seats: Sequence[SeatAt],
    terms: QuorumTerms,
    out: Iterable[str] = (),
    perhaps: Iterable[str] = (),
) -> tuple[PersonInRoom, ...]:
    """Each person in the room, with whether that person counts and, where not, why.

    Args:
        records: For names.
        room: Who is there.
        seats: Every seat of the body on the day.
        terms: What the body has settled about its quorum and its deputies.
        out: Who left for the item because of an interest.
        perhaps: On whom the chair has yet to rule.
    """
    away, waiting = set(out), set(perhaps)
    settled: dict[str, Any] = {"deputies_count": terms.deputies_count, "most_deputies": terms.most_deputies}
    result = evaluate(terms.quorum or AtLeast(1), seats=seats, present=room, excluded=away, **settled)
    titles = {seat.seat: seat.title for seat in seats}
    found = []
    for each in in_the_count(room, seats=seats, result=result, excluded=away, **settled):
        counts, why = each.counts, each.why
        if each.person in waiting and counts is not False:
            counts, why = None, "the chair has yet to rule on an interest"
        name, title = name_of_person(records, each.person), titles.get(each.seat, "")
        found.append(PersonInRoom(each.person, name, each.seat, title, each.deputy, counts, why))
    return tuple(found)
