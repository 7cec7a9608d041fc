"""When a quorum was there and when it was not: the moments of an item or a meeting, joined into stretches of time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from commonweal.answers import Verdict
from commonweal.governance.decide_quorum import ItemQuorum


@dataclass(frozen=True, slots=True)
class QuorateSpan:
    """A stretch of time over which the quorum stood the same way.

    Args:
        from_: When it began, such as ``10:35``; empty where the time is not known.
        to: When it ended; empty where it has not, or the time is not known.
        verdict: PASS quorate, FAIL not quorate, INSUFFICIENT_DATA or NEEDS_JUDGEMENT where it cannot be told.
        count: The fewest voting members who certainly counted in it.
    """

    from_: str
    to: str
    verdict: Verdict
    count: int

    def to_json(self) -> dict[str, Any]:
        """The span as plain JSON."""
        return {"from": self.from_, "to": self.to, "verdict": self.verdict.value, "count": self.count}


def quorate_spans(quorum: ItemQuorum, starts: str | None, ends: str | None) -> tuple[QuorateSpan, ...]:
    """The moments of a quorum, neighbours with one verdict joined.

    Args:
        quorum: With its clock.
        starts: When the item or meeting began, where that is written down.
        ends: When it ended, where that is written down.
    """
    found: list[QuorateSpan] = []
    for place, moment in enumerate(quorum.clock):
        # Without a written start the first moment is midnight, which is no time anybody came.
        began = str(moment["time"]) if place or starts else ""
        verdict, count = Verdict(str(moment["verdict"])), int(moment["count"])
        if found and found[-1].verdict is verdict:
            found[-1] = replace(found[-1], count=min(found[-1].count, count))
            continue
        if found:
            found[-1] = replace(found[-1], to=began)
        found.append(QuorateSpan(began, "", verdict, count))
    if found:
        found[-1] = replace(found[-1], to=ends or "")
    return tuple(found)
