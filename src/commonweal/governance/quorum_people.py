"""Who in the room counts towards a quorum, in which seat, and why somebody who is there does not count."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from commonweal.governance.quorum import Present, QuorumResult, SeatAt
from commonweal.governance.quorum_cures import listed


@dataclass(frozen=True, slots=True)
class InTheCount:
    """A person in the room, as the quorum takes that person.

    Args:
        person: Who.
        seat: The seat in which the person counts, or else sits; empty where the person has none.
        deputy: Whether the person sits there as a deputy.
        counts: Whether the person counts; None where that is not known.
        why: Why not, or why it is not known; empty for one who counts.
        also: Other seats in which the person might have counted: one person counts once.
    """

    person: str
    seat: str
    deputy: bool
    counts: bool | None
    why: str = ""
    also: tuple[str, ...] = ()

    def sentence(self, name: str = "") -> str:
        """What there is to say of the person; empty where the person simply counts in one seat.

        Args:
            name: How the sentence calls the person; by default by the id.

        Example:
            >>> InTheCount("P2", "F4", False, True, also=("F2",)).sentence()
            'P2 sits in F4 and F2, and one person counts once: in F4.'
        """
        if self.counts:
            seats = listed([self.seat, *self.also])
            told = f"{name or self.person} sits in {seats}, and one person counts once: in {self.seat}."
            return told if self.also else ""
        does = "may count or not" if self.counts is None else "is in the room and does not count"
        return f"{name or self.person} {does}: {self.why}."


def in_the_count(
    present: Sequence[Present],
    *,
    seats: Sequence[SeatAt],
    result: QuorumResult,
    excluded: Container[str] = (),
    deputies_count: bool | None = True,
    most_deputies: int | None = None,
) -> tuple[InTheCount, ...]:
    """Each person in the room, with the seat in which that person counts and, where not, why.

    Args:
        present: Who is in the room.
        seats: Every seat of the body on the day.
        result: What the quorum made of them.
        excluded: Who left for the item because of an interest.
        deputies_count: Whether deputies count; None is not settled.
        most_deputies: At most so many deputies count; None is without limit.
    """
    held = {seat.seat: seat for seat in seats}
    taken = {seat: person for person, seat in result.counted.items()}
    found = []
    for who in present:
        voting = [name for name in who.seats if name in held and held[name].voting is not False]
        seat = result.counted.get(who.person) or next(iter(voting or who.seats), "")
        deputy = seat in who.deputy_for
        also = tuple(name for name in voting if name != seat)
        if who.person in result.counted:
            found.append(InTheCount(who.person, seat, deputy, True, "", also))
            continue
        counts: bool | None = False
        if who.person in excluded:
            why = "the person leaves for this item, or does not vote, because of an interest"
        elif not voting:
            why = who.why or _voteless(who, held)
        else:
            counts, why = _not_counted(who, seat, held, taken, deputies_count, most_deputies)
        found.append(InTheCount(who.person, seat, deputy, counts, why, also))
    return tuple(found)


def _voteless(who: Present, held: Mapping[str, SeatAt]) -> str:
    here = [name for name in who.seats if name in held]
    return f"{listed(here)} has no vote" if here else "holds no seat here"


def _not_counted(
    who: Present,
    seat: str,
    held: Mapping[str, SeatAt],
    taken: Mapping[str, str],
    deputies_count: bool | None,
    most_deputies: int | None,
) -> tuple[bool | None, str]:
    deputy = seat in who.deputy_for
    if deputy and deputies_count is False:
        return False, f"sits for {seat} as a deputy, and the terms say that deputies do not count"
    if seat in taken:
        return False, f"{seat} is one seat and counts once, with {taken[seat]} in it"
    if held[seat].voting is None:
        return None, f"whether {seat} has a vote is not known"
    if seat in who.unsure:
        return None, who.why
    if not who.certain:
        return None, "was there for part of the meeting only, and the times of the item are not known"
    if deputy and deputies_count is None:
        return None, f"sits for {seat} as a deputy, and whether deputies count is not settled"
    if deputy and most_deputies is not None:
        most = "only one deputy counts" if most_deputies == 1 else f"at most {most_deputies} deputies count"
        return False, f"sits for {seat} as a deputy, and {'no deputy counts' if most_deputies == 0 else most}"
    return False, f"{seat} counts once"
