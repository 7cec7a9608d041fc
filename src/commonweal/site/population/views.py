"""The pages about people and their needs. They read published figures and store nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonweal.population.prevalence import Comparison
from commonweal.population.prevalence.practices import LEVELS
from commonweal.population.prevalence.shown import CAVEAT, ShownArea, sentence
from commonweal.site.components.tables import TableView, asked_file, download_links
from commonweal.site.population import presenters as shown
from commonweal.site.population.addresses import address
from commonweal.site.population.figures import Held, held
from commonweal.site.population.forms import asked

BELOW = {"icb": ("pcn", "place", "practice"), "place": ("practice",), "pcn": ("practice",), "practice": ()}
"""What the page of each level lists."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every ICB of England, for one condition."""
    form = asked(request.GET.dict())
    found = held()
    context: dict[str, Any] = {"form": form, "held": found, "caveat": CAVEAT}
    if found is None or not form.is_valid():
        return render(request, "population/index.jinja", context, status=400 if form.errors else 200)
    comparison = found.comparisons.get(form.cleaned_data["condition"])
    if comparison is None:
        return render(request, "population/index.jinja", context | {"nothing": True})
    caption = f"People with {comparison.register.words} on registers and expected on them, by ICB"
    table = shown.table_of_areas(found, comparison, "icb", shown.areas(comparison, "icb"), caption=caption)
    if file := asked_file(request, table):
        return file
    context |= {
        "comparison": comparison,
        "table": shown.on_page(table),
        "method": shown.method_of(found, comparison),
        "downloads": download_links(request, table),
        "practices": int(comparison.compared.sum()),
    }
    return render(request, "population/index.jinja", context)


@require_safe
def area(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """One ICB, place, network or practice."""
    if level not in LEVELS:
        raise Http404(f"There is no page for a {level}.")
    if code.upper() != code:
        return redirect(reverse("population:area", args=[level, code.upper()]))
    form, found = asked(request.GET.dict()), held()
    if found is None:
        return redirect("population:index")
    within = shown.rows_within(found, level, code)
    if not within.any():
        raise Http404(f"No {shown.level_words(level)} has the code {code} in the published figures.")
    name = shown.title_of(found, level, code)
    context: dict[str, Any] = {"form": form, "level": level, "code": code, "name": name, "words": LEVELS[level]}
    context["above"] = _above(found, level, within, request.GET.get("condition", ""))
    comparison = found.comparisons.get(form.cleaned_data["condition"]) if form.is_valid() else None
    if comparison is None:
        context["nothing"] = form.is_valid()
        return render(request, "population/area.jinja", context, status=200 if form.is_valid() else 400)
    around = shown.areas(comparison, "practice", _around(found, level, within))
    tables = _tables(found, comparison, level, code, within, around)
    if file := asked_file(request, *tables.values()):
        return file
    one = shown.one(comparison, level, within)
    practices = tables.get("practice") or _practices(found, comparison, around)
    context |= {
        "comparison": comparison,
        "sentence": sentence(one, comparison.register),
        "shown": one,
        "stats": shown.stats(one),
        "tables": {key: table if key == "core20plus5" else shown.on_page(table) for key, table in tables.items()},
        "core20": shown.core20_sentence(found, level, code),
        "method": shown.method_of(found, comparison),
        "downloads": {key: download_links(request, table) for key, table in tables.items()},
        "funnel": shown.practice_funnel(comparison, around, code if level == "practice" else ""),
        "funnel_title": shown.funnel_title(practices, comparison, _where(found, level, name, within)),
        "practices": shown.on_page(practices),
        "caveat": CAVEAT,
    }
    return render(request, "population/area.jinja", context)


def _tables(
    found: Held, comparison: Comparison, level: str, code: str, within: Any, practices: Sequence[ShownArea]
) -> dict[str, TableView]:
    tables = {"conditions": shown.table_of_conditions(found, level, code, within)}
    for below in BELOW[level]:
        caption = f"{shown.PLURALS[below][:1].upper()}{shown.PLURALS[below][1:]}: {comparison.register.name.lower()}"
        stem = f"{below}-{comparison.register.id}-{code.lower()}"
        listed = practices if below == "practice" else shown.areas(comparison, below, within)
        tables[below] = shown.table_of_areas(found, comparison, below, listed, name=stem, caption=caption)
    if level != "practice":
        caption = f"{comparison.register.name} by deprivation of the practice"
        tables["deprivation"] = shown.table_of_fifths(found, comparison, within, caption)
    tables["core20plus5"] = shown.table_of_core20plus5(found, level, code, within)
    return tables


def _practices(found: Held, comparison: Comparison, around: Sequence[ShownArea]) -> TableView:
    return shown.table_of_areas(found, comparison, "practice", around, caption="Practices of the same ICB")


def _around(found: Held, level: str, within: Any) -> Any:
    """The practices that the funnel shows: an area's own, and around one practice those of its ICB."""
    if level != "practice":
        return within
    board = found.figures.areas["icb"][int(np.flatnonzero(within)[0])]
    return shown.rows_within(found, "icb", board) if board else within


def _where(found: Held, level: str, name: str, within: Any) -> str:
    if level != "practice":
        return name
    board = found.figures.areas["icb"][int(np.flatnonzero(within)[0])]
    return found.figures.name_of("icb", board) if board else name


def _above(found: Held, level: str, within: Any, condition: str) -> list[tuple[str, str, str]]:
    """The areas that an area or practice lies in: kind, name and address, where all its practices lie in one."""
    above = []
    for upper in ("icb", "place", "pcn"):
        codes = {found.figures.areas[upper][number] for number in np.flatnonzero(within)}
        if upper != level and len(codes) == 1 and (code := codes.pop()):
            above.append((shown.NAMES[upper], found.figures.name_of(upper, code), address(upper, code, condition)))
    return above
