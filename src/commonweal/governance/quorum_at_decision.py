"""Whether an item was quorate when it was decided, where the quorum may have been lost half-way."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.answers import Dates, Unknown, Verdict
from commonweal.governance.decide_quorum import item_quorum
from commonweal.governance.handbook import AgendaItem, Attendance, Meeting, Records, Vote
from commonweal.governance.item_clock import ItemClock, item_clock
from commonweal.governance.item_exclusions import NOBODY
from commonweal.governance.membership import seats_on
from commonweal.governance.presence import minute, moments


@dataclass(frozen=True, slots=True)
class QuorumThen:
    """The quorum when an item was decided.

    Args:
        verdict: FAIL where there was none; NEEDS_JUDGEMENT where there was one at the vote and it was lost later in the
            same item.
        sentence: The same in words.
        lost_at: When it was lost, where it was there at first.
        lost_to_interests: Whether it would have been there had nobody left for an interest.
        unknowns: What is missing.
    """

    verdict: Verdict
    sentence: str
    lost_at: str = ""
    lost_to_interests: bool = False
    unknowns: tuple[Unknown, ...] = ()


def quorum_then(records: Records, held: Meeting, item: AgendaItem, dates: Dates) -> QuorumThen:
    """Whether an item was quorate when it was decided.

    Without the time of the vote the whole item has to be quorate, from its beginning to its end.

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
        return QuorumThen(seen.verdict, seen.sentence, unknowns=seen.unknowns)
    lost_at = _lost_at(seen)
    times = {row.at for row in records.rows(Vote, item=item.item) if row.at}
    voted = times.pop() if len(times) == 1 else ""
    if lost_at and voted and _at(seen, voted) is Verdict.PASS:
        told = (
            f"The item was quorate at the vote at {voted}, and the quorum was lost at {lost_at}, before the item "
            "ended: the chair has to say whether it was decided by then."
        )
        return QuorumThen(Verdict.NEEDS_JUDGEMENT, told, lost_at)
    room = moments(records, held, item, seats_on(records, held.body, held.on_date)) if people else None
    whole = item_quorum(records, held.body, held.on_date, room, NOBODY)
    to_interests = bool(seen.out or seen.perhaps) and whole.reason.verdict is Verdict.PASS
    return QuorumThen(Verdict.FAIL, seen.sentence, lost_at, to_interests)


def _lost_at(seen: ItemClock) -> str:
    for before, after in zip(seen.spans, seen.spans[1:], strict=False):
        if before.verdict is Verdict.PASS and after.verdict is Verdict.FAIL:
            return after.from_
    return ""


def _at(seen: ItemClock, time: str) -> Verdict | None:
    for span in seen.spans:
        if span.from_ and minute(span.from_) <= minute(time) and (not span.to or minute(time) < minute(span.to)):
            return span.verdict
    return None
