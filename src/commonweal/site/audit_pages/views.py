"""The pages of the audit chain: its events, and whether it is whole."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import may, require
from commonweal.site.accounts.roles import Permission
from commonweal.site.audit.records import Event, Events
from commonweal.site.audit.verification import verify
from commonweal.site.audit_pages.forms import EventsForm, HeadForm
from commonweal.site.audit_pages.names import Names
from commonweal.site.audit_pages.presenters import COLUMNS, rows, told
from commonweal.site.components.files import csv_stream, xlsx_file
from commonweal.site.components.tables import FORMATS, asked_format

PER_PAGE = 25
MOST_IN_A_WORKBOOK = 50_000


@require_safe
def events(request: HttpRequest) -> HttpResponseBase:
    """The events, newest first; all that fit the choice as a file."""
    require(request.user, Permission.READ_AUDIT)
    names = Names(request.user)
    form = EventsForm(request.GET, names)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = Events(verb=chosen.get("verb", ""), actor=chosen.get("actor", ""))
    if (kind := asked_format(request, notes=False)) and form.is_valid():
        return _file(found, names, kind)
    page: Page[Event] = Paginator(cast(Any, found), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "told": told(list(page.object_list), names),
        "query": query.urlencode(),
        "downloads": [{"href": _with_format(request, kind), "text": f"Download as {kind.upper()}"} for kind in FORMATS],
        "may_verify": may(request.user, Permission.VERIFY_AUDIT),
    }
    return render(request, "audit/events.jinja", context, status=400 if form.errors else 200)


def _with_format(request: HttpRequest, kind: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query["format"] = kind
    return f"{request.path}?{query.urlencode()}"


def _file(found: Events, names: Names, kind: str) -> HttpResponseBase:
    if kind == "csv":
        return csv_stream("audit-events.csv", rows(found, names), COLUMNS)
    if len(found) > MOST_IN_A_WORKBOOK:
        raise BadInput(
            Problem(
                "these are too many events for one workbook",
                given=f"{len(found):,}",
                expected=f"at most {MOST_IN_A_WORKBOOK:,}",
                do="choose fewer, or download them as CSV, which has no such limit",
            )
        )
    notes = ["The hash of each event covers its contents and the hash of the event before it."]
    return xlsx_file("audit-events.xlsx", "Events", rows(found, names), COLUMNS, notes)


@require_http_methods(["GET", "HEAD", "POST"])
def verification(request: HttpRequest) -> HttpResponse:
    """Whether the chain is whole, worked out when asked."""
    require(request.user, Permission.VERIFY_AUDIT)
    form = HeadForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "may_read": may(request.user, Permission.READ_AUDIT)}
    if request.method == "POST" and form.is_valid():
        head = form.cleaned_data["head"]
        context["reply"] = verify([("the head that you noted", head)] if head else [])
    return render(request, "audit/verification.jinja", context, status=400 if form.errors else 200)
