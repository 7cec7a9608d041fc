"""What the page of an agenda shows before the meeting: what is due by when, and what may be decided if all come."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.governance.decide_inputs import InRoom, Item
from commonweal.governance.decide_quorum import term_on
from commonweal.governance.handbook import AgendaItem, Attendance, Handbook, Meeting, Records
from commonweal.governance.lead_times import LeadTime, how_late, parse_lead_time
from commonweal.governance.membership import seats_on
from commonweal.problems import BadInput
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.minute_shown import minute_of_item

_TERMS = (("notice_period", "Public notice", "notice_on"), ("paper_lead_time", "Papers", "papers_on"))


def lead_times_told(handbook: Handbook, meeting: Meeting, today: date) -> list[str]:
    """By when notice has to be given and papers have to go out, and whether they did."""
    records, told = Records(handbook), []
    for name, noun, field in _TERMS:
        term = term_on(records, meeting.body, name, meeting.on_date)
        if term is None:
            told.append(f"{noun}: by when is not settled in this handbook.")
            continue
        clause = f"; clause {term.clause}" if term.clause else ""
        try:
            lead = parse_lead_time(term.value)
        except BadInput:
            told.append(f"{noun}: by when cannot be read from the handbook, which says {term.value}{clause}.")
            continue
        latest, went = lead.latest(meeting.on_date), getattr(meeting, field)
        due = f"{noun}: due out by {calendar_date(latest)} at the latest ({lead}{clause})."
        told.append(f"{due} {_went(lead, went, latest, today)}".strip())
    return told


def _went(lead: LeadTime, went: date | None, latest: date, today: date) -> str:
    if went is None:
        return "That day has passed, and no day is recorded on which it went out." if latest < today else ""
    on = f"The day recorded is {calendar_date(went)}"
    return f"{on}, which is {how_late(lead, latest, went)} late." if went > latest else f"{on}, in time."


def due_days(handbook: Handbook, body: str, on: date) -> list[str]:
    """The same for a meeting that is not called yet."""
    return lead_times_told(handbook, Meeting(meeting="", body=body, on_date=on), date.min)


def expected(handbook: Handbook, meeting: Meeting) -> tuple[InRoom, ...]:
    """Who is expected: the holder of each seat who has not sent apologies."""
    away = {row.person for row in handbook.rows(Attendance, meeting=meeting.meeting) if row.apologies}
    seats = seats_on(Records(handbook), meeting.body, meeting.on_date)
    return tuple(InRoom(person, seat.seat) for seat in seats for person in seat.holders if person not in away)


def has_begun(handbook: Handbook, meeting: Meeting) -> bool:
    """Whether anybody is recorded to have come."""
    return any(not row.apologies for row in handbook.rows(Attendance, meeting=meeting.meeting))


def question_of_item(handbook: Handbook, meeting: Meeting, row: AgendaItem) -> dict[str, Any]:
    """The question whether an item may be decided: by who came, or before the meeting by who is expected.

    Of an item in hand it is asked at the minute that the page shows, as the quorum beside it is.
    """
    there = None if has_begun(handbook, meeting) else expected(handbook, meeting)
    return Item(title=row.title, item=row.item, present=there, at=minute_of_item(handbook, row)).to_json()
