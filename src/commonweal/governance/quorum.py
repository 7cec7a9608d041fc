"""Whether a quorum is met: by seats, people, deputies and exclusions, and what would mend it where it is not.

One person counts once, in one seat; a seat counts once, whoever sits in it. A member who is excluded from an item
leaves the count for that item and stays in what a fraction is taken of, so nobody's leaving can ever make a quorum.
What is not known is carried through: the verdict is INSUFFICIENT_DATA only where it hangs on what is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from commonweal.answers import Reason, Verdict, all_of, any_of
from commonweal.governance.quorum_cures import Way, cures, either, lacking, listed, people, together
from commonweal.governance.quorum_grammar import (
    AllOf,
    AnyOf,
    AtLeast,
    FractionOf,
    FromEachOrganisation,
    HolderOf,
    Quorum,
)
from commonweal.governance.quorum_rooms import Present, Room, SeatAt, rooms
from commonweal.governance.quorum_text import parse_quorum

__all__ = ["Present", "Quorum", "QuorumResult", "SeatAt", "evaluate", "parse_quorum", "satisfiable_without"]

_MOST_CAPACITIES = 4096


@dataclass(frozen=True, slots=True)
class QuorumResult:
    """Whether it is met, why, and what would mend it.

    Args:
        verdict: PASS, FAIL or INSUFFICIENT_DATA.
        reasons: The parts of the quorum, each with its verdict.
        counted: Voting members who certainly count, by the capacity in which each is counted.
        cures: Each way of making it quorate, such as one more partner member; any one of them is enough.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    counted: Mapping[str, str] = field(default_factory=dict)
    cures: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many voting members certainly count."""
        return len(set(self.counted.values()))


def evaluate(
    quorum: Quorum,
    *,
    seats: Sequence[SeatAt],
    present: Sequence[Present],
    excluded: Iterable[str] = (),
    deputies_count: bool | None = True,
    most_deputies: int | None = None,
) -> QuorumResult:
    """Whether the people in the room make a quorum.

    Args:
        quorum: What is asked for.
        seats: Every seat of the body on the day, vacant ones too.
        present: Who is in the room.
        excluded: People who left for this item because of an interest.
        deputies_count: Whether deputies count; None is not settled.
        most_deputies: At most so many deputies count; None is without limit.

    Example:
        >>> classes = ["non_executive"] * 3 + ["executive"] * 3
        >>> board = [SeatAt(f"B{n}", True, each, holders=(f"P{n}",)) for n, each in enumerate(classes)]
        >>> room = [Present("P3", ("B3",)), Present("P4", ("B4",)), Present("P5", ("B5",))]
        >>> asked = parse_quorum("all of (1/2 of voting seats; at least 1 non_executive)")
        >>> result = evaluate(asked, seats=board, present=room)
        >>> result.verdict, result.cures
        (<Verdict.FAIL: 'FAIL'>, ('with one more non-executive member present',))
    """
    held, away = {seat.seat: seat for seat in seats}, set(excluded)
    best: tuple[tuple[bool, int], QuorumResult] | None = None
    for room in islice(rooms(held, present, away, deputies_count, most_deputies), _MOST_CAPACITIES):
        reason, ways = _judge(quorum, room)
        verdict = reason.verdict or Verdict.INSUFFICIENT_DATA
        counted = {person: seat for seat, person in room.certain.items()}
        if verdict is Verdict.PASS:
            return QuorumResult(verdict, (reason,), counted)
        rank = (verdict is Verdict.INSUFFICIENT_DATA, -min(map(people, ways), default=0))
        if best is None or rank > best[0]:
            best = rank, QuorumResult(verdict, (reason,), counted, cures(ways))
    assert best is not None
    return best[1]


def satisfiable_without(quorum: Quorum, seats: Sequence[SeatAt], *, left_out: Iterable[str]) -> Verdict:
    """Whether the quorum could be met if all seats were filled and present but those left out, such as the chair's.

    Example:
        >>> board = [SeatAt("B0", True, "chair"), SeatAt("B1", True, "executive")]
        >>> satisfiable_without(parse_quorum("all of (at least 1; seat B0)"), board, left_out=["B0"])
        <Verdict.FAIL: 'FAIL'>
    """
    out = set(left_out)
    room = [Present(f"holder of {seat.seat}", (seat.seat,)) for seat in seats if seat.seat not in out]
    filled = [replace(seat, holders=(f"holder of {seat.seat}",)) for seat in seats]
    return evaluate(quorum, seats=filled, present=room).verdict


def _judge(quorum: Quorum, room: Room) -> tuple[Reason, tuple[Way, ...]]:
    if isinstance(quorum, AllOf | AnyOf):
        judged = [_judge(part, room) for part in quorum.parts]
        verdicts = [reason.verdict or Verdict.INSUFFICIENT_DATA for reason, _ in judged]
        verdict = (all_of if isinstance(quorum, AllOf) else any_of)(verdicts)
        ways = [found for reason, found in judged if reason.verdict is not Verdict.PASS]
        mended = (together if isinstance(quorum, AllOf) else either)(ways)
        told = "all of these are met" if isinstance(quorum, AllOf) else "one of these is met"
        sentence = f"The quorum asks that {told}"
        return Reason(sentence, verdict, children=tuple(reason for reason, _ in judged)), mended
    low, high, needed_low, needed_high = _counts(quorum, room)
    verdict = Verdict.PASS if low >= needed_high else Verdict.FAIL if high < needed_low else Verdict.INSUFFICIENT_DATA
    there = f"{low}" if low == high else f"between {low} and {high}"
    needed = f"{needed_low}" if needed_low == needed_high else f"between {needed_low} and {needed_high}"
    ends = f", which is {needed}" if isinstance(quorum, FractionOf) else ""
    noun = " of them" if isinstance(quorum, FromEachOrganisation) else ""
    bodies = _uncovered(quorum, room) if isinstance(quorum, FromEachOrganisation) else ()
    lack = f"; none from {listed(bodies)}" if bodies and verdict is Verdict.FAIL and quorum == _ONE_EACH else ""
    apart = _chief_executive_apart(quorum, room) if verdict is not Verdict.PASS else ""
    sentence = f"It asks for {quorum.words()}{ends}; {there}{noun} counted{lack}{apart}"
    return Reason(sentence, verdict), lacking(quorum, max(needed_high - low, 0), bodies)


_ONE_EACH = FromEachOrganisation(1)


def _chief_executive_apart(quorum: Quorum, room: Room) -> str:
    """That the chief executive, who is there, is not counted as an executive member, and how a clause may ask for both.

    National Health Service Act 2006, Schedule 1B, paragraph 3(2): an ordinary member is one other than the chair or
    chief executive; the executive members of the published constitutions are ordinary members.
    """
    if not isinstance(quorum, AtLeast) or quorum.value != "executive" or "chief_executive" in quorum.also:
        return ""
    there = [seat for seat in room.possible if room.seats[seat].seat_class == "chief_executive"]
    if not there:
        return ""
    return (
        f"; only seats of the class executive count here, and the chief executive ({listed(there)}) is in a class of "
        f'its own, since Schedule 1B sets the post apart from ordinary members: if the clause means both, write "at '
        f'least {quorum.number} executive or chief_executive"'
    )


def _counts(quorum: Quorum, room: Room) -> tuple[int, int, int, int]:
    """Certainly and possibly counted; least and most that may be needed."""
    if isinstance(quorum, AtLeast):
        least = sum(_is(room.seats[seat], quorum) for seat in room.certain)
        most = sum(_is(room.seats[seat], quorum) for seat in room.possible)
        return least, most, quorum.number, quorum.number
    if isinstance(quorum, HolderOf):
        return int(quorum.seat in room.certain), int(quorum.seat in room.possible), 1, 1
    if isinstance(quorum, FractionOf):
        relevant = [seat for seat in room.seats.values() if seat.holders or not quorum.filled]
        sure = sum(seat.voting is True for seat in relevant)
        perhaps = sum(seat.voting is not False for seat in relevant)
        return len(room.certain), len(room.possible), quorum.needed(sure), quorum.needed(perhaps)
    assert isinstance(quorum, FromEachOrganisation)
    bodies = _organisations(room)
    low, high = (len(_covered(bodies, quorum.number, room.seats, there)) for there in (room.certain, room.possible))
    # A joint body of which no organisation is known cannot be told.
    needed = len(bodies)
    return (low, high, needed, needed) if needed else (0, 1, 1, 1)


def _organisations(room: Room) -> list[str]:
    """The organisations of every seat that votes, or may vote."""
    return sorted({body for seat in room.seats.values() if seat.voting is not False for body in seat.organisations})


def _uncovered(quorum: FromEachOrganisation, room: Room) -> list[str]:
    bodies = _organisations(room)
    covered = _covered(bodies, quorum.number, room.seats, room.certain)
    return [body for body in bodies if body not in covered]


def _is(seat: SeatAt, wanted: AtLeast) -> bool:
    if not wanted.selector:
        return True
    if wanted.selector == "role":
        return wanted.value in seat.roles
    meant = {wanted.value, *wanted.also}
    if wanted.selector == "represents":
        return not meant.isdisjoint(seat.represents)
    return getattr(seat, wanted.selector) in meant


def _covered(
    organisations: Sequence[str], number: int, seats: Mapping[str, SeatAt], there: Mapping[str, str]
) -> list[str]:
    """The organisations that have their members, when one member stands for one organisation: a greatest matching."""
    places = [(body, copy) for body in organisations for copy in range(number)]
    taken: dict[tuple[str, int], str] = {}

    def place(seat: str, tried: set[tuple[str, int]]) -> bool:
        for slot in places:
            if slot[0] in seats[seat].organisations and slot not in tried:
                tried.add(slot)
                if slot not in taken or place(taken[slot], tried):
                    taken[slot] = seat
                    return True
        return False

    for seat in sorted(there):
        place(seat, set())
    return [body for body in organisations if all((body, copy) in taken for copy in range(number))]
