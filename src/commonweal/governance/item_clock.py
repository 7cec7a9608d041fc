"""The clock of one item: how its quorum stood from its beginning to its end, once those who leave for it have left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.answers import Dates, Reason, Unknown, Verdict
from commonweal.governance.decide_quorum import item_quorum
from commonweal.governance.handbook import AgendaItem, Meeting, Records
from commonweal.governance.item_exclusions import as_far_as_known, exclusions
from commonweal.governance.item_times import room_of_item, times_of
from commonweal.governance.membership import seats_on
from commonweal.governance.quorate_spans import QuorateSpan


@dataclass(frozen=True, slots=True)
class ItemClock:
    """One item of the agenda, over its own time, after those who left for it.

    Args:
        item, number, title, starts, ends: As on the agenda; times empty where they are not known.
        for_decision: Whether it is for decision; None is not known.
        verdict: Whether it was quorate at its vote; where no vote is timed, at the minute that was asked about while it
            was in hand, or else from its beginning to its end.
        sentence: The same in words.
        spans: How the quorum stood over the item.
        out: Ids of those who left for an interest; they leave the count for this item only.
        perhaps: Ids of those on whom the chair has yet to rule.
        cures: What would make it quorate.
        reasons: The parts of the quorum, and the interests.
        unknowns: What is missing.
        turns: Who left when the quorum was lost, and who came when it was back.
    """

    item: str
    number: str
    title: str
    starts: str
    ends: str
    for_decision: bool | None
    verdict: Verdict
    sentence: str
    spans: tuple[QuorateSpan, ...] = ()
    out: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    cures: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    turns: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The item as plain JSON."""
        plain = ("item", "number", "title", "starts", "ends", "for_decision", "sentence")
        return {name: getattr(self, name) for name in plain} | {
            "verdict": self.verdict.value,
            "spans": [span.to_json() for span in self.spans],
            "out": list(self.out),
            "perhaps": list(self.perhaps),
            "cures": list(self.cures),
            "reasons": [reason.to_json() for reason in self.reasons],
            "unknowns": [unknown.to_json() for unknown in self.unknowns],
        }


def item_clock(
    records: Records,
    held: Meeting,
    row: AgendaItem,
    people: Sequence[str],
    dates: Dates,
    at: int | None = None,
) -> ItemClock:
    """The clock of an item.

    Args:
        records: The handbook.
        held: The meeting.
        row: The item.
        people: Ids of everybody who was at the meeting; nobody where no attendance is written down.
        dates: The day of the meeting, and whose rules apply.
        at: Minutes since midnight; an item that has begun and not ended is taken to run until then, and at that minute.
    """
    seats = seats_on(records, held.body, held.on_date)
    leaving = exclusions(records, row, people, dates)
    times = times_of(records, held, row, at)
    room = room_of_item(records, held, row, seats, times) if people else None
    quorum = item_quorum(records, held.body, held.on_date, room, leaving, times)
    settled = as_far_as_known(quorum, leaving).reason
    verdict, sentence = settled.verdict or Verdict.INSUFFICIENT_DATA, settled.sentence
    return ItemClock(
        item=row.item,
        number=row.number,
        title=row.title,
        starts=row.starts or "",
        ends=row.ends or "",
        for_decision=row.for_decision,
        verdict=verdict,
        sentence=sentence,
        spans=quorum.spans,
        turns=quorum.turns,
        out=tuple(sorted(leaving.out)),
        perhaps=tuple(sorted(leaving.perhaps)),
        cures=quorum.cures,
        reasons=(quorum.reason, leaving.reason),
        unknowns=tuple(dict.fromkeys((*leaving.unknowns, *quorum.unknowns))),
    )
