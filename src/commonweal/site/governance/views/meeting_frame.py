"""What the frame of every page on which a clerk works needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from commonweal.governance.handbook import Meeting
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.handbooks import HandbookShown
from commonweal.site.governance.meeting_acts.finding import too_early
from commonweal.site.governance.presenters.names import address, body_name
from commonweal.site.governance.views.finding import frame
from commonweal.site.governance.views.writing import may_clerk

STEPS = (
    ("agenda", "Plan the agenda"),
    ("live", "Run the meeting"),
    ("outcomes", "Decisions afterwards"),
    ("questions", "Questions from the public"),
)
"""The pages on which a clerk works, in the order in which they are needed."""


def writing_frame(request: HttpRequest, shown: HandbookShown) -> dict[str, Any]:
    """The frame of a page that no meeting has yet."""
    trail = [("Meetings and decisions", address("meetings", shown.name))]
    return {**frame(shown, "meetings"), "may_write": may_clerk(request, shown), "further_trail": trail}


def meeting_frame(request: HttpRequest, shown: HandbookShown, held: Meeting) -> dict[str, Any]:
    """The frame of a page of a meeting."""
    framed = writing_frame(request, shown)
    name = f"{body_name(shown.handbook, held.body, held.on_date)}, {calendar_date(held.on_date)}"
    steps = [(page, words, address(page, shown.name, held.meeting)) for page, words in STEPS]
    trail = [*framed["further_trail"], (name, address("meeting", shown.name, held.meeting))]
    framed["may_write"] = may_clerk(request, shown, held.body)
    framed["too_early"] = too_early(held)
    return {**framed, "further_trail": trail, "meeting": held, "meeting_name": name, "steps": steps}
