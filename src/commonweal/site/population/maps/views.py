"""The map page; it reads published figures and stores nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.population.figures import held
from commonweal.site.population.forms import DEFAULT
from commonweal.site.population.given import filled
from commonweal.site.population.maps import presenters as shown
from commonweal.site.population.maps.forms import DEFAULTS, MapForm

TEMPLATE = "population/map.jinja"


@require_safe
def need_map(request: HttpRequest) -> HttpResponse:
    """A measure of need by ICB, on a map of hexagons."""
    found = held()
    if found is None:
        return render(request, TEMPLATE, {"form": {"errors": {}}})
    usual = DEFAULT if DEFAULT in found.comparisons else next(iter(found.comparisons))
    form = filled(MapForm, request.GET, {**DEFAULTS, "condition": usual}, held=found)
    context: dict[str, Any] = {"form": form, "held": True}
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=400)
    measure, condition = form.cleaned_data["measure"], form.cleaned_data["condition"] or usual
    figures, title = shown.figures(found, measure, condition), shown.title(found, measure, condition)
    notes = shown.notes(found, measure)
    table = shown.table(figures, measure, condition, title, notes)
    if file := asked_file(request, table):
        return file
    said = f"{shown.method_name(measure)}. How it is worked out stands at the end of this page."
    context |= {
        "map": shown.drawn(figures, measure, condition, title),
        "map_title": title,
        "sentence": shown.sentence(figures, measure),
        "table": replace(table, notes=[said]),
        "downloads": download_links(request, table),
        "method": notes,
    }
    return render(request, TEMPLATE, context)
