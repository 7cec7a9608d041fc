"""The control-chart page; it reads published series and stores nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonweal.problems import BadInput
from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.population.control_charts import presenters as shown
from commonweal.site.population.control_charts.data_age import age_words
from commonweal.site.population.control_charts.figures import missing, series
from commonweal.site.population.control_charts.forms import DEFAULTS, ControlChartForm
from commonweal.site.population.control_charts.organisations import name_of, names, organisation_address
from commonweal.site.population.given import filled

TEMPLATE = "population/control_charts.jinja"


@require_safe
def control_charts(request: HttpRequest) -> HttpResponse:
    """One organisation's control chart, and the icons of all."""
    held = series()
    form = filled(ControlChartForm, request.GET, DEFAULTS)
    context: dict[str, Any] = {"form": form}
    if not held:
        return render(request, TEMPLATE, context | {"missing": [(one.title, one.address) for one in missing()]})
    context["held"] = True
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=400)
    chosen = form.cleaned_data
    one = held.get((chosen["measure"], chosen["level"]))
    if one is None:
        context["nothing"] = True
        return render(request, TEMPLATE, context)
    code = chosen["code"].upper() or one.codes[0]
    if code not in one.codes:
        form.add_error("code", "Choose an organisation from the list")
        return render(request, TEMPLATE, context | {"organisations": _names(one.codes)}, status=400)
    try:
        found = shown.charted_as_asked(one, chosen, code)
    except BadInput as wrong:
        form.add_error(
            "rebase", " ".join(problem.what for problem in wrong.problems) + ": give a month within the series"
        )
        return render(request, TEMPLATE, context | {"organisations": _names(one.codes)}, status=400)

    def chart_address(other: str) -> str:
        query = request.GET.copy()
        query["code"] = other
        for name in ("format", "table", "rebase", "reason"):
            query.pop(name, None)
        return f"{request.path}?{query.urlencode()}"

    months, every = shown.table(found, code), shown.table_of_all(found, chart_address, code)
    if file := asked_file(request, months, every):
        return file
    age, old = age_words(one, timezone.localdate())
    short = [f"{shown.METHOD_NAME}. How it is worked out stands at the end of this page."]
    context |= {
        "organisations": _names(one.codes),
        "age": age,
        "old": old,
        "code": code,
        "name": name_of(code),
        "organisation": organisation_address(code),
        "sentence": shown.sentence(found, code),
        "chart": shown.chart(found, code),
        "icons": shown.icons(found, code),
        "told": shown.limits_notes(found, code),
        "months": replace(months, notes=short),
        "months_downloads": download_links(request, months),
        "every": replace(every, notes=short),
        "every_downloads": download_links(request, every),
        "method": shown.notes(found),
    }
    return render(request, TEMPLATE, context)


def _names(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return sorted(names(codes).items(), key=lambda pair: pair[1])
