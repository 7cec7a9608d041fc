"""When a quorum was there and when it was not: the moments of an item or a meeting, joined into stretches of time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commonweal.answers import Verdict
from commonweal.governance.presence import Moment
from commonweal.governance.quorum import QuorumResult


@dataclass(frozen=True, slots=True)
class QuorateSpan:
    """A stretch of time over which the quorum stood the same way.

    Args:
        from_: When it began, such as ``10:35``; empty where the time is not known.
        to: When it ended; empty where it has not, or the time is not known.
        verdict: PASS quorate, FAIL not quorate, INSUFFICIENT_DATA or NEEDS_JUDGEMENT where it cannot be told.
        count: The fewest voting members who certainly counted in it.
        left: Who left the room as it began, and so ended the stretch before.
        came: Who came as it began.
    """

    from_: str
    to: str
    verdict: Verdict
    count: int
    left: tuple[str, ...] = ()
    came: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The span as plain JSON."""
        return {"from": self.from_, "to": self.to, "verdict": self.verdict.value, "count": self.count}

    def words(self) -> str:
        """The span as a part of a sentence; empty where no time of it is known.

        Example:
            >>> QuorateSpan("09:35", "09:55", Verdict.PASS, 5).words()
            'from 09:35 to 09:55'
        """
        began = f"from {self.from_}" if self.from_ else "from the start" if self.to else ""
        return f"{began} to {self.to}" if self.to else began


def quorate_spans(
    moments: Sequence[Moment],
    results: Sequence[QuorumResult],
    starts: str | None,
    ends: str | None,
    out: Collection[str] = (),
) -> tuple[QuorateSpan, ...]:
    """The moments of a quorum, neighbours with one verdict joined.

    Args:
        moments: How the room stood from change to change.
        results: The quorum at each of them.
        starts: When the item or meeting began, where that is written down.
        ends: When it ended, where that is written down.
        out: Who does not count for the item, so that their coming and going changes nothing.
    """
    found: list[QuorateSpan] = []
    for place, (moment, result) in enumerate(zip(moments, results, strict=True)):
        # Without a written start the first moment is midnight, which is no time anybody came.
        began = moment.clock if place or starts else ""
        if found and found[-1].verdict is result.verdict:
            found[-1] = replace(found[-1], count=min(found[-1].count, result.count))
            continue
        left: tuple[str, ...] = ()
        came: tuple[str, ...] = ()
        if found:
            found[-1] = replace(found[-1], to=began)
            before, now = _seated(moments[place - 1], out), _seated(moment, out)
            left = tuple(person for person in before if person not in now)
            came = tuple(person for person in now if person not in before)
        found.append(QuorateSpan(began, "", result.verdict, result.count, left, came))
    if found:
        found[-1] = replace(found[-1], to=ends or "")
    return tuple(found)


def _seated(moment: Moment, out: Collection[str]) -> tuple[str, ...]:
    """Who is there and may count: a guest changes no quorum."""
    there = (who for who in moment.present if who.seats or who.deputy_for or who.unsure)
    return tuple(who.person for who in there if who.person not in out)
