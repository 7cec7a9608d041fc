"""How the quorum of an item is told: from when to when it was there, who left, who came, and when a vote is good."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from commonweal.answers import Verdict
from commonweal.governance.handbook import Records
from commonweal.governance.item_times import Deciding, ItemTimes
from commonweal.governance.person_names import name_and_id
from commonweal.governance.quorate_spans import QuorateSpan
from commonweal.governance.quorum_cures import listed


def quorum_sentence(
    name: str, settled: Deciding, counts: Sequence[int], spans: Sequence[QuorateSpan], times: ItemTimes
) -> str:
    """Whether an item is quorate, in one or two sentences.

    Args:
        name: The body.
        settled: Which moments settle it, and how.
        counts: How many count at each moment.
        spans: The stretches of time over which it was quorate, or not.
        times: The times of the item.
    """
    least = min(counts[place] for place in settled.places)
    lost, there = windows(spans, Verdict.FAIL), windows(spans, Verdict.PASS)
    members = members_count(least, name)
    at_the_vote = f"at the vote at {listed(times.voted)}: {members_count(least, name, 'counted')}"
    if settled.by in ("outside", "open"):
        return _by_its_times(settled, spans, times)
    if settled.doubt:
        return _in_the_minute_of_the_vote(spans, times)
    if settled.verdict is Verdict.PASS:
        if not lost or not settled.by:
            return f"The item is quorate: {members}."
        if settled.by == "vote":
            return f"The item was quorate {at_the_vote}. It was not quorate {lost}, when no vote was taken."
        over = all(span.to and span.to <= times.at for span in spans if span.verdict is Verdict.FAIL)
        return f"The item is quorate at {times.at}: {members}. It {'was' if over else 'is'} not quorate {lost}."
    if settled.verdict is Verdict.FAIL:
        if settled.by == "vote" and there:
            return f"The item was not quorate {at_the_vote}. It was quorate {there}."
        since = f" {lost}" if lost and len(counts) > 1 else ""
        told = f"The item is not quorate{since}: {members}{' then' * bool(since)}."
        unsaid = "" if settled.by else "; when the vote was taken is not recorded"
        return f"{told} It is quorate {there}{unsaid}." if there else told
    if settled.verdict is Verdict.NEEDS_JUDGEMENT:
        return f"Whether it is quorate hangs on the chair's ruling: {members} if all leave."
    return f"Whether the item is quorate cannot be told: {members_count(least, name, 'certainly')}."


def _by_its_times(settled: Deciding, spans: Sequence[QuorateSpan], times: ItemTimes) -> str:
    """That the times leave it open: a vote outside the item, or an item of which neither vote nor end is timed."""
    open_still = "Whether the item is quorate cannot be told"
    if settled.by == "outside":
        return f"{open_still}: {times.outside}."
    lost, there = windows(spans, Verdict.FAIL), windows(spans, Verdict.PASS)
    told = f"it was not quorate {lost}" + (f"; it was quorate {there}" if there else "")
    return f"{open_still}: {told}. Neither when the vote was taken nor when the item ended is recorded."


def _in_the_minute_of_the_vote(spans: Sequence[QuorateSpan], times: ItemTimes) -> str:
    turn = next(span for span in spans[1:] if span.from_ in times.voted)
    what = "was lost" if turn.verdict is Verdict.FAIL else "came back"
    return (
        f"The quorum {what} at {turn.from_}, the minute of the vote: the chair has to say which came first. "
        f"The item was quorate {windows(spans, Verdict.PASS)}."
    )


def windows(spans: Sequence[QuorateSpan], verdict: Verdict, joined: str = "and") -> str:
    """The times of the spans of one verdict, in words.

    Example:
        >>> spans = [QuorateSpan("09:35", "09:55", Verdict.PASS, 5), QuorateSpan("09:58", "10:05", Verdict.PASS, 5)]
        >>> windows(spans, Verdict.PASS, "or")
        'from 09:35 to 09:55 or from 09:58 to 10:05'
    """
    told = [span.words() for span in spans if span.verdict is verdict and span.words()]
    return " ".join([", ".join(told[:-1]), joined, told[-1]]) if len(told) > 1 else "".join(told)


def while_quorate(settled: Deciding, spans: Sequence[QuorateSpan]) -> tuple[str, ...]:
    """For an item that was quorate for a part of its time: that a vote in that part is good."""
    there = windows(spans, Verdict.PASS, "or")
    if settled.verdict is Verdict.PASS or not (there or settled.by == "outside"):
        return ()
    if settled.doubt:
        return ("minute whether the vote was taken before or after the room changed",)
    if settled.by == "outside":
        return ("put right the time of the vote, or when the item began and ended",)
    if settled.by == "open":
        return (f"minute the time of the vote, if it was taken {there}, while the item was quorate",)
    if settled.by == "vote":
        return (f"put the time of the vote right, if it was taken {there}, while the item was quorate",)
    if settled.by == "minute":
        return (f"minute the time of the vote, if it was taken {there}, while the item was quorate",)
    return (f"take the vote, or minute that it was taken, {there}, while it is quorate",)


def turns(records: Records, spans: Sequence[QuorateSpan]) -> tuple[str, ...]:
    """Who left when the quorum was lost, and who came when it was back; these sentences name people."""
    told = []
    for before, span in pairwise(spans):
        if {before.verdict, span.verdict} != {Verdict.PASS, Verdict.FAIL}:
            continue
        lost = span.verdict is Verdict.FAIL
        people = listed([name_and_id(records, person) for person in (span.left if lost else span.came)])
        when = f", when {people} {'left' if lost else 'came'}" if people else ""
        told.append(f"{'The quorum was lost' if lost else 'It was back'} at {span.from_}{when}.")
    return tuple(told)


def members_count(count: int, name: str, how: Literal["count", "counted", "certainly"] = "count") -> str:
    """How many voting members count, counted or certainly count, in words.

    Example:
        >>> members_count(1, "the board")
        '1 voting member of the board counts'
    """
    counts = "counts" if count == 1 else "count"
    verb = {"count": counts, "counted": "counted", "certainly": f"certainly {counts}"}[how]
    return f"{count or 'no'} voting member{'s' * (count != 1)} of {name} {verb}"
