"""The inequality page; it reads published figures and stores nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.population import presenters as registers
from commonweal.site.population.figures import held
from commonweal.site.population.given import areas_of, filled
from commonweal.site.population.inequality import presenters as shown
from commonweal.site.population.inequality.figures import ENGLAND, conditions_of
from commonweal.site.population.inequality.forms import DEFAULTS, InequalityForm
from commonweal.wiring.registers_by_deprivation import registers_file

TEMPLATE = "population/inequality.jinja"


@require_safe
def inequality(request: HttpRequest) -> HttpResponse:
    """Conditions by deprivation, in England or an ICB."""
    practices = held()
    areas = [(ENGLAND, "England"), *(areas_of(practices, "icb") if practices else [])]
    form = filled(InequalityForm, request.GET, DEFAULTS, areas=areas)
    context: dict[str, Any] = {"form": form}
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=400)
    code, where = form.cleaned_data["area"], dict(areas)[form.cleaned_data["area"]]
    found = conditions_of(practices, code)
    if found is None:
        file = registers_file()
        context["missing"] = [(file.title, file.address)] if code == ENGLAND else []
        context["too_few"] = "" if code == ENGLAND else where
        return render(request, TEMPLATE, context)
    id = form.chosen_condition(found)
    context |= {"conditions": list(found.names.items()), "chosen": id}
    if form.errors:
        return render(request, TEMPLATE, context, status=400)

    def link(other: str) -> str:
        query = request.GET.copy()
        query["area"], query["condition"] = code, other
        for name in ("format", "table"):
            query.pop(name, None)
        return f"{request.path}?{query.urlencode()}"

    one, every = shown.table(found, id, where, code), shown.table_of_all(found, where, code, id, link)
    tables = [one, every]
    if practices:
        within = (
            np.ones(len(practices.figures.codes), dtype=np.bool_)
            if code == ENGLAND
            else registers.rows_within(practices, "icb", code)
        )
        context["core20plus5"] = registers.table_of_core20plus5(practices, "icb", code, within)
        context["core20"] = registers.core20_sentence(practices, "icb", code)
        context["core20plus5_downloads"] = download_links(request, context["core20plus5"])
        tables.append(context["core20plus5"])
    if request.GET.get("format"):
        tables[1] = shown.table_of_all(found, where, code, id, link, for_file=True)
    if sent := asked_file(request, *tables):
        return sent
    short = [f"{shown.METHOD_NAME}. How it is worked out stands at the end of this page."]
    context |= {
        "where": where,
        "condition_name": found.names[id],
        "chart": shown.chart(found, id),
        "sentence": shown.sentence(found, id, where),
        "stats": shown.stats(found, id),
        "reading": shown.reading(found.gradients[id]),
        "ages": shown.AGES,
        "quantile": found.quantile,
        "one": replace(one, notes=short),
        "one_downloads": download_links(request, one),
        "every": replace(every, notes=short),
        "every_downloads": download_links(request, every),
        "method": shown.notes(found)[1:],
    }
    return render(request, TEMPLATE, context)
