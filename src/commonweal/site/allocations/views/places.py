"""The place builder: its first page, and the results of a grouping or of places of one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.allocations.place_definition import OWN, PlaceDefinition
from commonweal.allocations.place_spend import PlaceSpend, read_spend
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.allocations import records
from commonweal.site.allocations.data_sets import DataSet, data_sets, groupings, wealdmarch
from commonweal.site.allocations.forms.asked import asked
from commonweal.site.allocations.forms.places import (
    FILE,
    LARGEST_FILE,
    LIST,
    DataForm,
    PlacesForm,
    default_data,
    definition,
    read_places,
    write_places,
)
from commonweal.site.allocations.models import SavedDefinition
from commonweal.site.allocations.place_reports import report
from commonweal.site.allocations.presenters import places as shown
from commonweal.site.allocations.uploads import uploaded
from commonweal.site.components.tables import asked_format


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Choose practice data, an ICB, and how its practices are put into places."""
    data_form = asked(DataForm, request.GET, {"data": default_data()})
    context: dict[str, Any] = {"data_form": data_form, "data_sets": data_sets(), "form": data_form}
    if not data_form.is_valid():
        return render(request, "allocations/places.jinja", context, status=400)
    data: DataSet = data_form.cleaned_data["data"]
    wanted = PlacesForm(request.GET if "by" in request.GET else None, data)
    if "by" in request.GET and wanted.is_valid():
        return redirect(_next(data, wanted.cleaned_data))
    context |= {
        "data": data,
        "form": wanted,
        "icb": request.GET.get("icb") or next(iter(wanted.icbs)),
        "saved": records.latest(),
    }
    return render(request, "allocations/places.jinja", context, status=400 if wanted.errors else 200)


def _next(data: DataSet, chosen: dict[str, Any]) -> str:
    page = {LIST: "choose_places", FILE: "places_from_file"}.get(chosen["by"], "place_results")
    asked_for = {"data": data.key, "icb": chosen["icb"]}
    if page == "place_results":
        asked_for["by"] = chosen["by"]
    return f"{reverse('allocations:' + page)}?{urlencode(asked_for)}"


@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HttpRequest) -> HttpResponse:
    """The results of a ready-made grouping, or of the places that a form carries."""
    given = request.POST if request.method == "POST" else request.GET
    data_form = asked(DataForm, given, {"data": default_data()})
    if not data_form.is_valid():
        return render(
            request,
            "allocations/places.jinja",
            {"data_form": data_form, "form": data_form, "data_sets": data_sets()},
            status=400,
        )
    data: DataSet = data_form.cleaned_data["data"]
    wanted = PlacesForm(given, data)
    if not wanted.is_valid() or wanted.cleaned_data["by"] in (LIST, FILE):
        context = {
            "data_form": data_form,
            "form": wanted,
            "data": data,
            "data_sets": data_sets(),
            "icb": given.get("icb", ""),
        }
        return render(request, "allocations/places.jinja", context, status=400)
    chosen = wanted.cleaned_data
    made = definition(
        data,
        chosen["icb"],
        chosen["by"],
        read_places(given.get("places", "")) if chosen["by"] == OWN else (),
        chosen["remainder"],
        given.get("title", ""),
    )
    spend, wrong = spend_of(request, data)
    return show_results(request, data, made, spend, wrong)


def spend_of(request: HttpRequest, data: DataSet) -> tuple[PlaceSpend | None, BadInput | None]:
    """What places spend: a file that was sent, the demonstration's own, or nothing; and what is wrong with the file."""
    if request.method == "POST" and request.POST.get("spend_of") == "demonstration" and data.fictional:
        return read_spend(wealdmarch().spend), None
    if request.method != "POST" or "spend" not in request.FILES:
        return None, None
    try:
        return uploaded(request.FILES["spend"], read_spend, LARGEST_FILE), None
    except BadInput as wrong:
        return None, wrong


def show_results(
    request: HttpRequest,
    data: DataSet,
    made: PlaceDefinition,
    spend: PlaceSpend | None = None,
    wrong: BadInput | None = None,
    **further: Any,
) -> HttpResponse:
    """Draw the results of a definition, or send them as a file.

    Args:
        request: The request, whose ``format`` may ask for a file.
        data: The practice data.
        made: The definition.
        spend: What places spend.
        wrong: What was wrong with a file of spend.
        further: What else the page shows, such as the saved version.
    """
    found = report(data, made, spend)
    kind = request.POST.get("format", "") if request.method == "POST" else asked_format(request, notes=False)
    if kind in ("csv", "xlsx"):
        if named := request.GET.get("table"):
            what, do = (
                "the file of this page holds all its tables, and none alone",
                "leave the table out of the address",
            )
            raise BadInput(Problem(what, do, given=named))
        return shown.as_file(found, kind, f"places-{made.icb.lower()}-{made.by.replace('_', '-')}")
    context = {
        "data": data,
        "definition": made,
        "report": found,
        "own": made.by == OWN,
        "places": write_places(made.places),
        "carried": {"data": data.key, "icb": made.icb, "by": made.by, "remainder": made.remainder},
        "icb_name": found.partition.file.icb_names.get(made.icb, made.icb),
        "by_words": groupings(data).get(made.by, "Places of one's own"),
        "sentence": shown.sentence(found),
        "gate": shown.gate(found),
        "in_none_people": shown.people_in(shown.gate(found)["in_none"]),
        "need": shown.need_table(found),
        "services": shown.services_table(found),
        "money": shown.money_table(found, _explained(data, made, further.get("row"))),
        "movements": shown.movement_tables(found),
        "chart": shown.chart(found),
        "chart_table": shown.chart_table(found),
        "problems": wrong.problems if wrong else (),
        "may_save": may(request.user, Permission.SAVE_PLACE),
        **further,
    }
    return render(request, "allocations/place_results.jinja", context, status=400 if wrong else 200)


def _explained(data: DataSet, made: PlaceDefinition, row: SavedDefinition | None) -> Callable[[str], str] | None:
    """The page that explains a place's fair share; places of one's own have one once they are saved."""

    def of_saved(place: str) -> str:
        assert row is not None
        query = {"version": row.version, "place": place}
        return f"{reverse('allocations:explain_saved', args=[row.place_id])}?{urlencode(query)}"

    if row is not None:
        return of_saved
    if made.by == OWN or made.remainder:
        return None

    def address(place: str) -> str:
        query = {"about": "place", "data": data.key, "icb": made.icb, "by": made.by, "place": place}
        return f"{reverse('allocations:explain')}?{urlencode(query)}"

    return address
