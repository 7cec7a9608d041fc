"""The funnel page; it reads published figures and stores nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.population.statistics.comparison_rules import comparison_rules
from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.population.figures import held
from commonweal.site.population.funnels import presenters as shown
from commonweal.site.population.funnels.forms import DEFAULTS, FunnelForm
from commonweal.site.population.given import areas_of, filled
from commonweal.site.population.presenters import rows_within

TEMPLATE = "population/funnel.jinja"


@require_safe
def funnel(request: HttpRequest) -> HttpResponse:
    """Practices of an ICB by any published percentage."""
    found = held()
    if found is None:
        return render(request, TEMPLATE, {"form": {"errors": {}}})
    first = next((code for code, _ in areas_of(found, "icb")), "")
    form = filled(FunnelForm, request.GET, {**DEFAULTS, "icb": first}, held=found)
    context: dict[str, Any] = {"form": form, "held": True, "not_offered": shown.NOT_OFFERED}
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=400)
    chosen = form.cleaned_data
    icb, where = chosen["icb"], found.figures.name_of("icb", chosen["icb"])
    drawn = shown.funnel_asked(found, chosen)
    if drawn is None:
        least = comparison_rules().least_practices
        nothing = shown.indicator_of(chosen["indicator"]).words
        return render(request, TEMPLATE, context | {"nothing": nothing, "where": where, "least": least})
    marked = np.zeros(len(found.figures.codes), dtype=np.bool_)
    network = chosen["network"]
    known = dict(areas_of(found, "pcn", icb))
    if network in known:
        marked = rows_within(found, "pcn", network)
        context["network"] = shown.network_sentence(found, drawn, marked, known[network])
    elif network:
        context["not_here"] = f"The network {network} has no practice in {where}, so none is marked."
    table = shown.table(found, drawn, marked, name=shown.file_name(drawn, icb), where=where)
    if file := asked_file(request, table):
        return file
    context |= {
        "funnel": shown.chart(found, drawn, marked),
        "title": shown.sentence(drawn, where),
        "table": replace(table, notes=[f"{shown.METHOD_NAME}. How it is worked out stands at the end of this page."]),
        "downloads": download_links(request, table),
        "spread": shown.spread_sentence(drawn),
        "over": drawn.spread,
        "left_out": drawn.left_out,
        "caveat": shown.CAVEAT,
        "method": shown.notes(found, drawn)[1:],
    }
    return render(request, TEMPLATE, context)
