"""The England page: every ICB of a stream and year, as sentence, map, chart and table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonweal.allocations.england import england as figures
from commonweal.site.allocations.forms.asked import asked
from commonweal.site.allocations.forms.stream_year import ENGLAND_DEFAULTS, EnglandForm
from commonweal.site.allocations.presenters import england as shown
from commonweal.site.allocations.presenters.england_chart import chart, chart_table, chart_title
from commonweal.site.allocations.presenters.england_map import england_map
from commonweal.site.allocations.presenters.names import stream_words
from commonweal.site.allocations.presenters.policy_words import rule_sentences, rule_source
from commonweal.site.components.tables import asked_file, download_links

_FIELDS = ("stream", "year", "map", "distance", "sort", "order")


@require_safe
def england(request: HttpRequest) -> HttpResponse:
    """England's allocations."""
    form = asked(EnglandForm, request.GET, ENGLAND_DEFAULTS)
    if not form.is_valid():
        return render(request, "allocations/england.jinja", {"form": form}, status=400)
    chosen = form.cleaned_data
    found = figures(chosen["stream"], chosen["year"], chosen["map"])
    sort, order = chosen["sort"], chosen["order"]

    def sorted_by(key: str) -> str:
        query = request.GET.copy()
        query["sort"] = key
        query["order"] = "descending" if key == sort and order == "ascending" else "ascending"
        query.pop("format", None)
        return f"{reverse('allocations:england')}?{query.urlencode()}#{table.name}"

    table = shown.table(found, sort, order)
    if file := asked_file(request, table):
        return file
    context = {
        "form": form,
        "found": found,
        "stream": stream_words(found.stream),
        "which": chosen["distance"],
        "sentence": shown.sentence(found, chosen["distance"]),
        "totals": shown.totals(found),
        "map": england_map(found, chosen["distance"]),
        "chart": chart(found, chosen["distance"]),
        "chart_title": chart_title(found, chosen["distance"]),
        "chart_table": chart_table(found, chosen["distance"]),
        "table": shown.table(found, sort, order, sorted_by),
        "downloads": download_links(request, table),
        "rule": rule_sentences(found.stream, found.year),
        "rule_source": rule_source(found.stream, found.year),
    }
    return render(request, "allocations/england.jinja", context)
