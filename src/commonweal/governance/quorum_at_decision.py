"""Whether an item was quorate when it was decided, where the quorum may have been lost half-way."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.answers import Dates, Unknown, Verdict
from commonweal.governance.decide_quorum import item_quorum
from commonweal.governance.handbook import AgendaItem, Attendance, Meeting, Records
from commonweal.governance.item_clock import ItemClock, item_clock
from commonweal.governance.item_exclusions import NOBODY
from commonweal.governance.item_times import room_of_item, times_of
from commonweal.governance.membership import seats_on
from commonweal.governance.presence import minute


@dataclass(frozen=True, slots=True)
class QuorumThen:
    """The quorum when an item was decided.

    Args:
        verdict: PASS where it was there at the vote, whatever happened before and after; FAIL where it was not;
            NEEDS_JUDGEMENT where it was lost or came back in the minute of the vote, or hangs on a ruling.
        sentence: The same in words.
        lost_at: When it was lost, where it was there at first and not at the decision.
        lost_to_interests: Whether it would have been there had nobody left for an interest.
        unknowns: What is missing.
        turns: Who left when it was lost, and who came when it was back; these sentences name people.
    """

    verdict: Verdict
    sentence: str
    lost_at: str = ""
    lost_to_interests: bool = False
    unknowns: tuple[Unknown, ...] = ()
    turns: tuple[str, ...] = ()


def quorum_then(records: Records, held: Meeting, item: AgendaItem, dates: Dates) -> QuorumThen:
    """Whether an item was quorate when it was decided.

    Without the time of the vote the whole item has to be quorate, from its beginning to its end. Where its end is not
    known either, or a vote is timed outside the item, a quorum that came or went leaves it open.

    Args:
        records: The handbook.
        held: The meeting.
        item: The item.
        dates: The day of the meeting, and whose rules apply.
    """
    there = [row.person for row in records.rows(Attendance, meeting=held.meeting) if not row.apologies]
    people = list(dict.fromkeys(there))
    seen = item_clock(records, held, item, people, dates)
    if seen.verdict is not Verdict.FAIL:
        return QuorumThen(seen.verdict, seen.sentence, unknowns=seen.unknowns, turns=seen.turns)
    times = times_of(records, held, item)
    seats = seats_on(records, held.body, held.on_date)
    room = room_of_item(records, held, item, seats, times) if people else None
    whole = item_quorum(records, held.body, held.on_date, room, NOBODY, times)
    to_interests = bool(seen.out or seen.perhaps) and whole.reason.verdict is Verdict.PASS
    lost_at = _lost_at(seen, times.voted[-1] if times and times.voted else "")
    return QuorumThen(Verdict.FAIL, seen.sentence, lost_at, to_interests, turns=seen.turns)


def _lost_at(seen: ItemClock, voted: str) -> str:
    """The last loss up to the vote; without the time of a vote, the first."""
    lost = [
        after.from_
        for before, after in zip(seen.spans, seen.spans[1:], strict=False)
        if before.verdict is Verdict.PASS and after.verdict is Verdict.FAIL
    ]
    if not voted:
        return next(iter(lost), "")
    return next((time for time in reversed(lost) if minute(time) <= minute(voted)), "")
