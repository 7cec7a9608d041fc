"""The minute at which the pages of a running meeting show its room and its item in hand."""

from __future__ import annotations

from django.utils import timezone

from commonweal.governance.handbook import AgendaItem, Attendance, Handbook, Meeting, Vote


def minute_shown(handbook: Handbook, meeting: Meeting) -> str | None:
    """The minute at which the page shows the room: the clock's on the day, else the last that is recorded.

    None where the meeting has ended, or nothing is recorded: the room is then shown as it last stood.
    """
    if meeting.ends:
        return None
    now = timezone.localtime()
    if now.date() == meeting.on_date:
        return f"{now:%H:%M}"
    came = handbook.rows(Attendance, meeting=meeting.meeting)
    held = handbook.rows(AgendaItem, meeting=meeting.meeting)
    times = [time for row in came for time in (row.arrived, row.left)]
    times += [time for row in held for time in (row.starts, row.ends)]
    times += [vote.at for row in held for vote in handbook.rows(Vote, item=row.item)]
    return max((time for time in times if time), default=None)


def minute_of_item(handbook: Handbook, row: AgendaItem) -> str:
    """The same for the question about an item in hand; empty where it is not, so that it is asked as a whole."""
    held = handbook.rows(Meeting, meeting=row.meeting)
    if not held or not row.starts or row.ends:
        return ""
    return minute_shown(handbook, held[0]) or ""
