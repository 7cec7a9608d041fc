"""How the first release told the quorum of an item, which had one time at which it was lost: its receipts replay so."""

from __future__ import annotations

from collections.abc import Sequence

from commonweal.answers import Verdict
from commonweal.governance.presence import Moment
from commonweal.governance.quorum import QuorumResult
from commonweal.governance.quorum_told import members_count


def first_sentence(name: str, verdict: Verdict, moments: Sequence[Moment], results: Sequence[QuorumResult]) -> str:
    """Whether the item is quorate from its beginning to its end, and since when it is not."""
    counts = [result.count for result in results]
    if verdict is Verdict.PASS:
        return f"The item is quorate: {members_count(min(counts), name)}."
    if verdict is Verdict.FAIL:
        place = next(index for index, result in enumerate(results) if result.verdict is verdict)
        lost = moments[place].clock if len(moments) > 1 else ""
        since = f" from {lost}" if lost else ""
        return f"The item is not quorate{since}: {members_count(counts[place], name)}{' then' * bool(since)}."
    if verdict is Verdict.NEEDS_JUDGEMENT:
        return f"Whether it is quorate hangs on the chair's ruling: {members_count(min(counts), name)} if all leave."
    return f"Whether the item is quorate cannot be told: {members_count(min(counts), name, 'certainly')}."


def first_window(moments: Sequence[Moment], results: Sequence[QuorumResult]) -> tuple[str, ...]:
    """For an item that was quorate for a part of its time: that a vote in that part is good."""
    times = [*(moment.clock for moment in moments), ""]
    for index, result in enumerate(results):
        if result.verdict is Verdict.PASS and times[index]:
            until = f" to {times[index + 1]}" if times[index + 1] else ""
            return (f"take the vote, or minute that it was taken, from {times[index]}{until}, while it is quorate",)
    return ()
