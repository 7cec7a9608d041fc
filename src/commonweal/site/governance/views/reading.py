"""The pages that only show: bodies, the register of interests, functions and decisions."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.governance.functions_map import MapRow
from commonweal.site.components.tables import TableView, asked_file, download_links
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.forms.day import BodyForm, DayForm, MapForm, asked
from commonweal.site.governance.handbooks import HandbookShown
from commonweal.site.governance.maps import drawing_of, map_of, map_under, routes_cited
from commonweal.site.governance.permissions import own_persons
from commonweal.site.governance.presenters import bodies as shown_bodies
from commonweal.site.governance.presenters import functions as shown_functions
from commonweal.site.governance.presenters import interests as shown_interests
from commonweal.site.governance.presenters.citations import cites_of_rules
from commonweal.site.governance.presenters.names import address
from commonweal.site.governance.views.finding import found, frame


@require_safe
def bodies(request: HttpRequest, system: str) -> HttpResponse:
    """The bodies that govern, and one of them with its seats."""
    shown = found(request, system)
    form, on = asked(BodyForm, request, shown)
    governing = shown_bodies.governing_bodies(shown.handbook, on)
    chosen = request.GET.get("body", "") or (governing[0].body if governing else "")
    if request.GET.get("body") and not shown_bodies.is_body(shown.handbook, chosen):
        raise Http404("The handbook has no such body.")
    body = shown_bodies.body_shown(shown.handbook, chosen, on)
    table = shown_bodies.bodies_table(
        shown.handbook, shown.name, on, f"Bodies that govern in {shown.title} on {calendar_date(on)}"
    )
    if file := asked_file(request, table, *([body["seats"]] if body else [])):
        return file
    context = {
        **frame(shown, "bodies"),
        "form": form,
        "on": on,
        "table": table,
        "downloads": download_links(request, table),
        "body": body,
        "chosen": chosen,
        "seats_downloads": download_links(request, body["seats"]) if body else [],
    }
    return render(request, "governance/bodies.jinja", context, status=400 if form.errors else 200)


@require_safe
def interests(request: HttpRequest, system: str) -> HttpResponse:
    """The public register of interests."""
    shown = found(request, system)
    form, on = asked(BodyForm, request, shown)
    body = request.GET.get("body", "")
    governing = [(row.body, row.name) for row in shown_bodies.governing_bodies(shown.handbook, on)]
    of = dict(governing).get(body, "")
    if body and not of:
        raise Http404("The handbook has no such body on this day.")
    kept = bool(body) and body in shown.clerks
    held = "as the register holds them" if kept else "as public"
    caption = f"Interests of members{f' of {of}' if of else ''}, {held} on {calendar_date(on)}"
    table = shown_interests.register_table(shown.handbook, on, caption, body=body, every=kept)
    if file := asked_file(request, table):
        return file
    context = {
        **frame(shown, "interests"),
        "form": form,
        "on": on,
        "bodies": governing,
        "chosen": body,
        "table": table,
        "downloads": download_links(request, table),
        "left_out": shown_interests.left_out(shown.handbook, on) if shown.whole or shown.clerks else [],
        "without": shown_interests.people_without(shown.handbook, on) if shown.whole else [],
        "cites": cites_of_rules(("D01", "D02", "D06"), on),
        "is_member": bool(own_persons(request.user, shown.system)) and not shown.fictional,
    }
    return render(request, "governance/interests.jinja", context, status=400 if form.errors else 200)


@require_safe
def functions(request: HttpRequest, system: str) -> HttpResponse:
    """Who decides what: the functions and decisions map as a table, and what differs from another day."""
    shown = found(request, system)
    form, on = asked(MapForm, request, shown)
    rows = map_of(shown, on)
    tiers, tier = shown_functions.tiers_of(rows), request.GET.get("tier", "")
    if tier and tier not in dict(tiers):
        raise Http404("Nothing is decided at such a tier.")
    caption = f"Functions and who decides, {shown.title}, {calendar_date(on)}"
    table = shown_functions.functions_table(rows, caption, on, tier=tier)
    changes = _map_changes(shown, form, rows, on, tier) if form.is_valid() else None
    if file := asked_file(request, table, *filter(None, [changes])):
        return file
    context = {
        **frame(shown, "functions"),
        "form": form,
        "on": on,
        "tiers": tiers,
        "chosen": tier,
        "table": table,
        "downloads": download_links(request, table),
        "cites": cites_of_rules(("B25",), on),
        "routes": routes_cited(shown, on),
        "marked": shown_functions.marked(rows),
        "changes": changes,
        "changes_downloads": download_links(request, changes) if changes else [],
        "drawing": address("drawing", shown.name, on=on.isoformat()),
    }
    return render(request, "governance/functions.jinja", context, status=400 if form.errors else 200)


def _map_changes(
    shown: HandbookShown, form: MapForm, rows: tuple[MapRow, ...], on: date, tier: str
) -> TableView | None:
    """What differs from another day or, where a reform is chosen, under that; None where neither is asked."""
    before, reform = form.cleaned_data["before"], form.cleaned_data["overlay"]
    if reform:
        told = shown_functions.under_reform(reform, on)
        return shown_functions.changes_table(rows, map_under(shown, on, reform), told, tier=tier)
    if before:
        told = shown_functions.between_days(before, on)
        return shown_functions.changes_table(map_of(shown, before), rows, told, tier=tier)
    return None


@require_safe
def drawing(request: HttpRequest, system: str) -> HttpResponse:
    """The map as a drawing."""
    shown = found(request, system)
    _, on = asked(DayForm, request, shown)
    return HttpResponse(drawing_of(shown, on), content_type="image/svg+xml; charset=utf-8")
