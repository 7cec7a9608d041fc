"""The clock of a meeting: who is in the room at a minute, since when it is quorate, and the same for each item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commonweal.answers import Dates, Reason, Unknown, Verdict
from commonweal.governance.decide_quorum import ItemQuorum, item_quorum, quorum_terms
from commonweal.governance.handbook import AgendaItem, Attendance, Meeting, Records, Vote
from commonweal.governance.item_clock import ItemClock, item_clock
from commonweal.governance.item_exclusions import NOBODY
from commonweal.governance.item_times import ItemTimes
from commonweal.governance.meeting_room import PersonInRoom, moment_at, people_in_room
from commonweal.governance.membership import name_of, seats_on
from commonweal.governance.presence import Moment, minute, moments
from commonweal.governance.quorate_spans import QuorateSpan
from commonweal.problems import BadInput, Problem

_UNCERTAIN = Verdict.INSUFFICIENT_DATA


@dataclass(frozen=True, slots=True)
class MeetingClock:
    """A meeting at one minute.

    Args:
        meeting, body, name, on_date: Which meeting, of which body, by its name on the day.
        at: The minute asked about, such as ``10:30``; empty where it is that of the last arrival or departure.
        verdict: Whether the meeting is quorate then; NOT_YET_DUE before it began, NOT_APPLICABLE once it is over.
        sentence: The same in words.
        room: Who is there then, each person once.
        spans: When it became quorate and ceased to be, over the whole meeting.
        cures: What would restore the quorum.
        items: The agenda in its order.
        current: The item under way at that minute; empty where none is known to be.
        reasons: The parts of the quorum.
        unknowns: What is missing for the verdict.
        turns: Who left when the quorum of the meeting was lost, and who came when it was back.
    """

    meeting: str
    body: str
    name: str
    on_date: date
    at: str
    verdict: Verdict
    sentence: str
    room: tuple[PersonInRoom, ...] = ()
    spans: tuple[QuorateSpan, ...] = ()
    cures: tuple[str, ...] = ()
    items: tuple[ItemClock, ...] = ()
    current: str = ""
    reasons: tuple[Reason, ...] = field(default_factory=tuple)
    unknowns: tuple[Unknown, ...] = ()
    turns: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The clock as plain JSON."""
        plain = ("meeting", "body", "name", "at", "sentence", "current")
        return {name: getattr(self, name) for name in plain} | {
            "on_date": self.on_date.isoformat(),
            "verdict": self.verdict.value,
            "room": [who.to_json() for who in self.room],
            "spans": [span.to_json() for span in self.spans],
            "cures": list(self.cures),
            "items": [item.to_json() for item in self.items],
            "reasons": [reason.to_json() for reason in self.reasons],
            "unknowns": [unknown.to_json() for unknown in self.unknowns],
        }


def clock(records: Records, meeting: str, *, at: str | None = None, dates: Dates | None = None) -> MeetingClock:
    """Who is in the room, whether it is quorate, since when, and what would restore it; and the same for each item.

    Args:
        records: The handbook, with the meeting, its attendance, the seats and the terms of its body.
        meeting: The meeting's id.
        at: A time such as ``10:30``; None is the last arrival or departure written down. An item that has begun and
            not ended is taken to run until then.
        dates: By default the meeting's own day and its rules.

    Returns:
        Nobody's attendance, a quorum that is not settled, or a time that is not known gives INSUFFICIENT_DATA, never
        PASS and never FAIL.

    Raises:
        BadInput: There is no such meeting, or ``at`` is not a time.

    Example:
        >>> from commonweal.governance.handbook import Appointment, Handbook, Seat, Term
        >>> seats = [Seat(seat=f"B{n}", body="F", title=f"Member {n}", seat_class="member", voting=True) for n in "12"]
        >>> sit = [Appointment(seat=f"B{n}", person=f"P{n}") for n in "12"]
        >>> held = Meeting(meeting="M1", body="F", on_date=date(2026, 5, 1), starts="09:30", ends="11:00")
        >>> came = [Attendance(meeting="M1", person="P1"), Attendance(meeting="M1", person="P2", left="10:15")]
        >>> rows = [*seats, *sit, held, *came, Term(body="F", term="quorum", value="2")]
        >>> shown = clock(Records(Handbook.of(rows)), "M1", at="10:30")
        >>> shown.verdict, [(span.from_, span.to, span.verdict.value) for span in shown.spans]
        (<Verdict.FAIL: 'FAIL'>, [('09:30', '10:15', 'PASS'), ('10:15', '11:00', 'FAIL')])
        >>> shown.cures
        ('with one more voting member present it would be quorate',)
    """
    held = next(iter(records.rows(Meeting, meeting=meeting)), None)
    if held is None:
        raise BadInput(Problem("the handbook has no such meeting", given=meeting, do="see the sheet meetings"))
    minute_asked = None if at is None else minute(at)
    dates = dates or Dates.on(held.on_date)
    name, seats = name_of(records, held.body, held.on_date), seats_on(records, held.body, held.on_date)
    anybody = any(not row.apologies for row in records.rows(Attendance, meeting=meeting))
    whole = moments(records, held, None, seats) if anybody else None
    people = list(dict.fromkeys(who.person for moment in whole or () for who in moment.present))
    times = ItemTimes(held.starts or "", held.ends or "")
    over_time = item_quorum(records, held.body, held.on_date, whole, NOBODY, times)
    agenda = records.rows(AgendaItem, meeting=meeting)
    until = _last_recorded(records, held, agenda) if minute_asked is None else minute_asked
    items = tuple(item_clock(records, held, row, people, dates, until) for row in agenda)
    now = (whole[-1] if whole else None) if minute_asked is None else moment_at(records, held, seats, minute_asked)
    then = item_quorum(records, held.body, held.on_date, (now,) if whole and now else None, NOBODY)
    shown_at = now.clock if now and minute_asked is not None else ""
    verdict, sentence, unknowns = _state(held, name, shown_at, minute_asked, now, then)
    terms = quorum_terms(records, held.body, held.on_date)
    return MeetingClock(
        meeting=meeting,
        body=held.body,
        name=name,
        on_date=held.on_date,
        at=shown_at,
        verdict=verdict,
        sentence=sentence,
        room=people_in_room(records, now.present, seats=seats, terms=terms) if now else (),
        spans=over_time.spans,
        turns=over_time.turns,
        cures=then.cures if verdict in (Verdict.FAIL, _UNCERTAIN) else (),
        items=items,
        current=_current(items, minute_asked),
        reasons=then.reason.children or (then.reason,),
        unknowns=unknowns,
    )


def _last_recorded(records: Records, held: Meeting, agenda: Sequence[AgendaItem]) -> int | None:
    """The last minute that is written down of a meeting that has not ended: its item in hand runs until then."""
    if held.ends:
        return None
    times = [time for row in records.rows(Attendance, meeting=held.meeting) for time in (row.arrived, row.left)]
    times += [time for row in agenda for time in (row.starts, row.ends)]
    times += [vote.at for row in agenda for vote in records.rows(Vote, item=row.item)]
    return max((minute(time) for time in times if time), default=None)


def _state(
    held: Meeting, name: str, at: str, asked: int | None, now: Moment | None, quorum: ItemQuorum
) -> tuple[Verdict, str, tuple[Unknown, ...]]:
    """The verdict on the minute, in words, and what is missing for it."""
    if asked is not None and held.starts and asked < minute(held.starts):
        return Verdict.NOT_YET_DUE, f"The meeting of {name} had not begun at {at}: it began at {held.starts}.", ()
    if asked is not None and held.ends and asked > minute(held.ends):
        return Verdict.NOT_APPLICABLE, f"The meeting of {name} was over at {at}: it ended at {held.ends}.", ()
    verdict = quorum.reason.verdict or _UNCERTAIN
    if not quorum.clock:
        return verdict, quorum.reason.sentence, quorum.unknowns
    count = quorum.clock[0]["count"]
    counted = "1 voting member counts" if count == 1 else f"{count} voting members count"
    when = f"At {at}" if at else "As the room last stood"
    told = {
        Verdict.PASS: f"{when} the meeting of {name} is quorate: {counted}.",
        Verdict.FAIL: f"{when} the meeting of {name} is not quorate: {counted}.",
    }.get(verdict, f"{when} whether the meeting of {name} is quorate cannot be told: for certain {counted}.")
    doubtful = now is not None and any(not who.certain for who in now.present)
    if verdict is _UNCERTAIN and not held.starts and doubtful:
        gap = Unknown(
            f"meetings.starts of {held.meeting}",
            "who was there from the start was there at this minute only if it had begun",
            "fill in when the meeting began, or when each person arrived",
        )
        others = (unknown for unknown in quorum.unknowns if not unknown.fact.startswith("agenda_items"))
        return verdict, told, (gap, *others)
    return verdict, told, quorum.unknowns


def _current(items: Sequence[ItemClock], asked: int | None) -> str:
    if asked is None:
        return ""
    begun = [
        item
        for item in items
        if item.starts and minute(item.starts) <= asked and (not item.ends or asked < minute(item.ends))
    ]
    return max(begun, key=lambda item: minute(item.starts)).item if begun else ""
