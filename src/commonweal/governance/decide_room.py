"""Who is in the room for an item, who of them decides, and whether somebody who decides alone is free to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.answers import Reason, Unknown, Verdict, any_of
from commonweal.governance.decide_conflicts import Leaving
from commonweal.governance.decide_inputs import Item
from commonweal.governance.decide_quorum import ItemQuorum
from commonweal.governance.handbook import AgendaItem, Meeting, Records, Seat
from commonweal.governance.item_times import ItemTimes, room_of_item, times_of
from commonweal.governance.membership import seats_on
from commonweal.governance.person_names import name_and_id
from commonweal.governance.presence import Moment, minute, present
from commonweal.governance.quorum import Present
from commonweal.governance.standing_in_room import Stay


@dataclass(frozen=True, slots=True)
class Room:
    """The room of one item.

    Args:
        moments: How it stood from change to change; None where nobody has said who is there.
        people: Everybody who was there for any of it, or else every member.
        deciding: Those of them who may count, or who decide alone.
        times: When the item began, ended and was voted on, where the room is that of a meeting.
    """

    moments: tuple[Moment, ...] | None
    people: tuple[str, ...]
    deciding: frozenset[str]
    times: ItemTimes | None = None


def room_of(records: Records, item: Item, meeting: Meeting | None, agenda: AgendaItem | None, on: date) -> Room:
    """Who is in the room for an item: as the item says, else as the meeting's attendance has it."""
    if not item.body:
        holders = tuple(dict.fromkeys(who.person for who in _alone(records, item.seat, on)))
        return Room(None, holders, frozenset(holders))
    seats = seats_on(records, item.body, on)
    found: tuple[Moment, ...] = ()
    times: ItemTimes | None = None
    if item.present is not None:
        stays = [Stay(who.person, who.seat, who.deputy, 0, 1) for who in item.present]
        found = (Moment(None, present(records, seats, on, stays)),)
    elif meeting is not None:
        times = times_of(records, meeting, agenda, minute(item.at) if item.at else None)
        found = room_of_item(records, meeting, agenda, seats, times)
        found = found if any(moment.present for moment in found) else ()
    if found:
        there = [who for moment in found for who in moment.present]
        return Room(
            found,
            tuple(dict.fromkeys(who.person for who in there)),
            frozenset(who.person for who in there if who.seats),
            times,
        )
    # Nobody is said to be there: the interests of every member are looked at all the same.
    members = tuple(dict.fromkeys(person for seat in seats for person in seat.holders))
    return Room(None, members, frozenset(members))


def _alone(records: Records, seat: str, on: date) -> list[Stay]:
    body = next((row.body for row in records.rows(Seat, seat=seat) if row.holds_on(on)), "")
    held = [each for each in seats_on(records, body, on) if each.seat == seat] if body else []
    return [Stay(person, seat, False, 0, 1) for each in held for person in each.holders]


def alone(records: Records, item: Item, name: str, on: date, leaving: Leaving) -> ItemQuorum:
    """Whether the holder of a seat, who decides alone, is free to: appointed with effect, and no interest in the way.

    Args:
        records: The handbook.
        item: The item, with the seat.
        name: The decider, in words.
        on: The day.
        leaving: Who has to leave, or may have to.
    """
    stays = _alone(records, item.seat, on)
    if not stays:
        # That nobody sits there is told with the authority.
        return ItemQuorum(Reason(f"One person decides, so no quorum is asked of {name}.", Verdict.NOT_APPLICABLE))
    body = next(row.body for row in records.rows(Seat, seat=item.seat) if row.holds_on(on))
    here = present(records, seats_on(records, body, on), on, stays)
    judged = tuple(_free(who, name_and_id(records, who.person), leaving) for who in here)
    verdict = any_of(reason.verdict for reason in judged if reason.verdict)
    if verdict is Verdict.PASS:
        told = f"One person decides, so no quorum is asked of {name}."
        return ItemQuorum(Reason(told, Verdict.NOT_APPLICABLE, children=judged))
    told = {
        Verdict.FAIL: f"One person would decide, and {name} may not take part.",
        Verdict.NEEDS_JUDGEMENT: f"One person would decide, and it is to be ruled whether {name} may take part.",
    }.get(verdict, f"One person would decide, and it is not known whether {name} may.")
    unknowns = tuple(
        Unknown(f"appointments.approvals of {seat}", who.why, "fill in the day of each approval")
        for who in here
        for seat in who.unsure
    )
    cures = ("take it to the body that granted the function, or to another that may decide it",)
    return ItemQuorum(Reason(told, verdict, children=judged), unknowns, cures * (verdict is Verdict.FAIL))


def _free(who: Present, person: str, leaving: Leaving) -> Reason:
    if who.person in leaving.out:
        told, verdict = f"{person} has an interest in this item, and leaves it to others.", Verdict.FAIL
    elif not who.seats:
        told, verdict = f"{person} may not decide: {who.why}.", Verdict.FAIL
    elif who.unsure:
        told, verdict = f"It is not known whether {person} may decide: {who.why}.", Verdict.INSUFFICIENT_DATA
    elif who.person in leaving.perhaps:
        told, verdict = f"{person} may have an interest in this item.", Verdict.NEEDS_JUDGEMENT
    else:
        told, verdict = f"{person} decides.", Verdict.PASS
    return Reason(told, verdict, personal=True)
