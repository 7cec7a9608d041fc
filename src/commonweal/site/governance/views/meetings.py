"""Meetings, and one meeting with a verdict for each item of its agenda."""

from __future__ import annotations

import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.governance.minutes import draft_minutes
from commonweal.governance.minutes_document import write_minutes
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.components.files import attached
from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.governance import records
from commonweal.site.governance.asking import ask_about
from commonweal.site.governance.handbooks import require_whole
from commonweal.site.governance.presenters import meetings as shown_meetings
from commonweal.site.governance.presenters.names import body_name
from commonweal.site.governance.views.finding import found
from commonweal.site.governance.views.meeting_frame import meeting_frame, writing_frame
from commonweal.site.governance.views.writing import meeting_found

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def meetings(request: HttpRequest, system: str) -> HttpResponse:
    """The list of meetings, the latest first."""
    shown = found(request, system)
    bodies = shown_meetings.meeting_bodies(shown.handbook)
    chosen = request.GET.get("body", "")
    if chosen and chosen not in dict(bodies):
        raise Http404("No such body has a meeting in this handbook.")
    of = dict(bodies).get(chosen, shown.title)
    table = shown_meetings.meetings_table(shown.handbook, shown.name, f"Meetings of {of}", body=chosen)
    if file := asked_file(request, table):
        return file
    context = {
        **writing_frame(request, shown),
        "further_trail": [],
        "table": table,
        "downloads": download_links(request, table),
        "bodies": bodies,
        "chosen": chosen,
    }
    return render(request, "governance/meetings.jinja", context)


@require_safe
def meeting(request: HttpRequest, system: str, meeting: str) -> HttpResponse:
    """One meeting: its agenda with verdicts, the quorum clock, and what was decided."""
    shown = found(request, system)
    held = meeting_found(shown.handbook, meeting)
    answered = ask_about(shown, "governance.agenda", {"meeting": meeting}, held.on_date) if shown.whole else None
    whole = shown.handbook if shown.whole else records.stored_handbook(shown.system)
    decisions = shown_meetings.decisions_table(
        shown.handbook,
        whole,
        "Decisions of this meeting",
        meeting=meeting,
        on=shown.day,
    )
    if file := asked_file(request, decisions):
        return file
    context = {
        **meeting_frame(request, shown, held),
        "name": body_name(shown.handbook, held.body, held.on_date),
        "facts": shown_meetings.facts(shown.handbook, held),
        "answer": answered.answer if answered else None,
        "agenda": shown_meetings.agenda(shown.handbook, shown.name, held, answered.answer if answered else None),
        "decisions": decisions,
        "asked": shown_meetings.published_questions(whole, held, shown.day),
        "downloads": download_links(request, decisions),
        "question": "governance.agenda",
        "inputs": {"meeting": meeting},
        "on": held.on_date,
        # A receipt holds every row that was read.
        "may_register": may(request.user, Permission.ISSUE_RECEIPT) and not shown.bounded,
        "may_ask": held.body in shown.asks_of,
    }
    return render(request, "governance/meeting.jinja", context)


@require_safe
def minutes(request: HttpRequest, system: str, meeting: str) -> HttpResponse:
    """A draft of the minutes as a Word document, for the clerk to finish."""
    shown = found(request, system)
    require_whole(shown)
    held = meeting_found(shown.handbook, meeting)
    stream = io.BytesIO()
    write_minutes(draft_minutes(shown.handbook, held.meeting), stream)
    return attached(HttpResponse(stream.getvalue(), content_type=DOCX), f"draft-minutes-{held.meeting}.docx")
