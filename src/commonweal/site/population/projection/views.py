"""The page of projections; it reads published figures and kept tables, and stores nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonweal.population.projections import NOT_A_FORECAST
from commonweal.problems import BadInput
from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.population.given import filled
from commonweal.site.population.presenters import rows_within
from commonweal.site.population.projection import following, words
from commonweal.site.population.projection import presenters as shown
from commonweal.site.population.projection.figures import Carried, carried
from commonweal.site.population.projection.forms import DEFAULTS, ProjectionForm, with_board
from commonweal.site.population.projection.lists import ENGLAND, Lists, lists_here

TEMPLATE = "population/projection.jinja"


def today(lists: Lists, found: Carried, board: str) -> str:
    """The page of the area as it is today; empty where there is none."""
    system = found.tables.manifest.system if found.tables else board
    if found.tables is None and found.level != ENGLAND and _is_published_area(lists, found):
        return reverse("population:area", args=[found.level, found.code])
    if found.level == ENGLAND:
        return reverse("population:index")
    if found.level == "system":
        return reverse("population:own_people_system", args=[system])
    return reverse("population:own_people_area", args=[system, found.level, found.code])


def _is_published_area(lists: Lists, found: Carried) -> bool:
    """Whether a published file has the area."""
    return lists.published is not None and bool(rows_within(lists.published, found.level, found.code).any())


@require_safe
def projection(request: HttpRequest) -> HttpResponse:
    """A list some years ahead, for England, an ICB, a place, a network or a practice."""
    lists = lists_here()
    if not lists.boards():
        return render(request, TEMPLATE, {"form": {"errors": {}}})
    form = filled(ProjectionForm, with_board(request.GET, lists), DEFAULTS, lists=lists)
    context: dict[str, Any] = {"form": form, "held": True}
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=400)
    chosen = form.cleaned_data
    try:
        found = carried(lists, chosen["icb"], chosen["area"], int(chosen["years"]), chosen["growth"])
    except BadInput as bad:
        return render(request, TEMPLATE, context | {"nothing": " ".join(map(str, bad.problems))})
    figures = [shown.ages(found), shown.broad_ages(found), shown.by_year(found)]
    follow = [one for one in (following.need(found), following.segments(found)) if one is not None]
    if file := asked_file(request, *(one.in_file for one in (*figures, *follow))):
        return file
    context |= {
        "found": found,
        "sentence": words.sentence(found),
        "stats": words.stats(found),
        "figures": figures,
        "follow": follow,
        "downloads": {one.name: download_links(request, one.table) for one in (*figures, *follow)},
        "caveat": NOT_A_FORECAST,
        "method": [*found.told, *(found.need.told if found.need else ())],
        "sources": words.sources(found),
        "manifest": found.tables.manifest if found.tables else None,
        "today": today(lists, found, chosen["icb"]),
    }
    return render(request, TEMPLATE, context)
