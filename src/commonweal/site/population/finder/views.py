"""The finder of unmet need; it reads published figures and stores nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.population.prevalence.shown import CAVEAT
from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.population.figures import held
from commonweal.site.population.finder import presenters as shown
from commonweal.site.population.finder.forms import DEFAULTS, FinderForm
from commonweal.site.population.given import filled, sorted_address

TEMPLATE = "population/finder.jinja"


@require_safe
def finder(request: HttpRequest) -> HttpResponse:
    """Areas ranked by how many fewer people are recorded than expected."""
    found = held()
    if found is None:
        return render(request, TEMPLATE, {"form": {"errors": {}}})
    form = filled(FinderForm, request.GET, DEFAULTS, held=found)
    context: dict[str, Any] = {"form": form, "held": True}
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=400)
    chosen = form.cleaned_data
    listed = shown.rows(found, chosen)
    if request.GET.get("format") and (file := asked_file(request, shown.table(found, listed, chosen))):
        return file

    def sorted_by(key: str) -> str:
        return sorted_address(request, key, chosen["sort"], chosen["order"], table.name)

    table = shown.table(found, [], chosen)
    drawn = shown.table(found, listed[: shown.FIRST], chosen, sorted_by)
    context |= {
        "sentence": shown.sentence(found, listed, chosen),
        "table": replace(drawn, notes=[f"{shown.method_name()}. How it is worked out stands at the end of this page."]),
        "downloads": download_links(request, table),
        "shown": len(drawn.rows),
        "all": len(listed),
        "caveat": CAVEAT,
        "fewer": shown.FEWER,
        "registers": shown.registers_words(found, chosen["condition"]),
        "method": shown.notes(found, chosen["condition"])[3:],
    }
    return render(request, TEMPLATE, context)
