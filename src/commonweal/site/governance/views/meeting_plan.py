"""Before a meeting: it is called, changed, and gets its agenda, with what may be decided if everybody comes."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commonweal.governance.handbook import AgendaItem, Records
from commonweal.governance.private_part import private_part
from commonweal.site.governance.change import stamp
from commonweal.site.governance.forms.agenda_item import AgendaItemForm, shown_item
from commonweal.site.governance.forms.meeting import MeetingForm, shown_meeting
from commonweal.site.governance.handbooks import require_whole
from commonweal.site.governance.meeting_acts import agenda as acts
from commonweal.site.governance.presenters.agenda_plan import planned_items
from commonweal.site.governance.presenters.citations import cites
from commonweal.site.governance.presenters.meeting_plan import due_days, has_begun, lead_times_told
from commonweal.site.governance.presenters.meetings import facts
from commonweal.site.governance.presenters.names import body_name
from commonweal.site.governance.views.finding import found
from commonweal.site.governance.views.meeting_frame import meeting_frame, writing_frame
from commonweal.site.governance.views.writing import Sent, act_of, item_found, meeting_found, require_clerk, write

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def new_meeting(request: HttpRequest, system: str) -> HttpResponse:
    """A body is called to meet."""
    shown = found(request, system)
    require_whole(shown)
    if not shown.fictional:
        require_clerk(request, shown)  # a form that nobody could send would promise what it does not keep
    sent = Sent()
    form = MeetingForm(request.POST if request.method == "POST" else None, shown.handbook, shown.day)
    if shown.bounded:
        form.only(shown.clerks)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        id = acts.meeting_id(shown.handbook, said["body"], said["on_date"], said["starts"])
        sent = write(request, shown, partial(acts.call_meeting, **said))
        if not sent.problems:
            messages.success(request, " ".join([sent.said, *due_days(shown.handbook, said["body"], said["on_date"])]))
            return redirect("governance:agenda", system=shown.name, meeting=id)
    context = {**writing_frame(request, shown), "form": form, "sent": sent, "held": None}
    return render(request, "governance/meeting_form.jinja", context, status=400 if form.errors else sent.status)


@require_http_methods(_METHODS)
def settings(request: HttpRequest, system: str, meeting: str) -> HttpResponse:
    """What was settled of a meeting is changed."""
    shown = found(request, system)
    require_whole(shown)
    held, sent = meeting_found(shown.handbook, meeting), Sent()
    given: Any = request.POST if request.method == "POST" else shown_meeting(held)
    form = MeetingForm(given, shown.handbook, held.on_date, held=held)
    if request.method == "POST" and form.is_valid():
        work = partial(acts.change_meeting, meeting=meeting, **form.cleaned_data)
        sent = write(request, shown, work, request.POST.get("seen", ""))
        if not sent.problems:
            messages.success(request, sent.said)
            return redirect("governance:agenda", system=shown.name, meeting=meeting)
    context = {**meeting_frame(request, shown, held), "form": form, "sent": sent, "held": held, "seen": stamp([held])}
    return render(request, "governance/meeting_form.jinja", context, status=400 if form.errors else sent.status)


@require_http_methods(_METHODS)
def agenda(request: HttpRequest, system: str, meeting: str) -> HttpResponse:
    """The agenda: each item with what may be decided by those who are expected; items move and are taken off."""
    shown = found(request, system)
    require_whole(shown)
    held, sent = meeting_found(shown.handbook, meeting), Sent()
    if request.method == "POST":
        said = act_of(request)
        item = item_found(shown.handbook, meeting, said.get("item", "")).item
        if said.get("do") == "remove":
            sent = write(request, shown, partial(acts.take_off_item, item=item), said.get("seen"))
        else:
            sent = write(
                request, shown, partial(acts.move_item, item=item, up=said.get("do") == "up"), said.get("seen")
            )
        if not sent.problems:
            return redirect("governance:agenda", system=shown.name, meeting=meeting)
        shown = found(request, system)
    rows = shown.handbook.rows(AgendaItem, meeting=meeting)
    private = private_part(Records(shown.handbook), meeting, on=held.on_date)
    context = {
        **meeting_frame(request, shown, held),
        "sent": sent,
        "facts": facts(shown.handbook, held),
        "due": lead_times_told(shown.handbook, held, shown.day),
        "begun": has_begun(shown.handbook, held),
        "items": planned_items(shown, held),
        "private": private,
        "private_cites": cites(private.reasons),
        "seen": stamp(rows),
        "here_page": "agenda",
    }
    return render(request, "governance/agenda.jinja", context, status=sent.status)


@require_http_methods(_METHODS)
def item(request: HttpRequest, system: str, meeting: str, item: str = "") -> HttpResponse:
    """An item is put on the agenda, or changed."""
    shown = found(request, system)
    require_whole(shown)
    held, sent = meeting_found(shown.handbook, meeting), Sent()
    row = item_found(shown.handbook, meeting, item) if item else None
    id, number = acts.next_item(shown.handbook, meeting)
    given: Any = request.POST
    if request.method != "POST":
        given = shown_item(row) if row else {"number": number, "for_decision": "yes", "private": "no"}
    form = AgendaItemForm(given, shown.handbook, held)
    if request.method == "POST" and form.is_valid():
        # The id that the page proposed comes back with it, so that sending it twice adds one item.
        new = form.row(item or str(request.POST.get("item") or id)[:100], meeting)
        sent = write(request, shown, partial(acts.put_item, row=new), request.POST.get("seen", ""))
        if not sent.problems:
            messages.success(request, sent.said)
            return redirect("governance:agenda", system=shown.name, meeting=meeting)
        shown = found(request, system)
        row = item_found(shown.handbook, meeting, item) if item else None
        id, _ = acts.next_item(shown.handbook, meeting)
    elif request.method != "POST":
        form.errors.clear()
    context = {
        **meeting_frame(request, shown, held),
        "form": form,
        "sent": sent,
        "row": row,
        "id": row.item if row else id,
        "seen": stamp([row] if row else []),
        "body_name": body_name(shown.handbook, held.body, held.on_date),
    }
    return render(request, "governance/agenda_item.jinja", context, status=400 if form.errors else sent.status)
