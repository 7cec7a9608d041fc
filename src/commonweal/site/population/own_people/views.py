"""The pages of a system's own people; they read the aggregates that were kept, and store nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonweal.population.aggregates import LEVELS, PopulationAggregates
from commonweal.population.aggregates.activity_tables import BRING
from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.population.given import filled
from commonweal.site.population.kept import current_aggregates, kept_systems
from commonweal.site.population.own_people.care_forms import CareAsked, care_form
from commonweal.site.population.own_people.drafts import caution, drafts
from commonweal.site.population.own_people.figures import (
    OwnPeople,
    find,
    levels_with,
    plain_name,
    told_by_deprivation,
)
from commonweal.site.population.own_people.forms import OwnPeopleForm, usual
from commonweal.site.population.own_people.inequality import inequality_stats
from commonweal.site.population.own_people.parts import address, stats
from commonweal.site.population.own_people.presenters import EVERYTHING, lead, missing, sections, told_above
from commonweal.site.population.own_people.shares import meanings
from commonweal.site.population.own_people.words import LEVEL, day, few

TEMPLATE = "population/own_people.jinja"
CHOOSING = ("fair", "changed")
"""Sections that show the condition that a reader chooses; the first on the page has the form."""


@require_safe
def own_people(request: HttpRequest) -> HttpResponse:
    """The system whose aggregates were kept last; what to run where none were."""
    held = current_aggregates()
    if held is None:
        return render(request, "population/own_people_none.jinja")
    return redirect("population:own_people_system", held.manifest.system)


@require_safe
def own_people_system(request: HttpRequest, system: str) -> HttpResponse:
    """A system's own people."""
    return own_people_area(request, system, "system", system)


@require_safe
def own_people_area(request: HttpRequest, system: str, level: str, code: str) -> HttpResponse:
    """The people of a system, place, network or practice."""
    kept = kept_systems()
    held = current_aggregates(system) if system in dict(kept) else None
    if held is None:
        return _unknown_system(request, system, kept)
    own = find(held, level, code) if level in LEVELS else None
    if own is None:
        return _unknown_area(request, held, level, code)
    conditions = told_by_deprivation(held)
    form = filled(OwnPeopleForm, request.GET, usual(conditions), conditions=conditions)
    care = care_form(held, level, request.GET)
    context: dict[str, Any] = {
        "form": form,
        "care": care,
        "own": own,
        "level": LEVEL[level],
        "day": day(held.manifest.as_of),
        "caution": caution(held.manifest),
        "drafts": drafts(held.manifest),
    }
    context |= {"above": [(row["name"], address(own, row)) for row in own.above], "here": address(own, own.area)}
    if not form.is_valid() or (care and not care.is_valid()):
        return render(request, TEMPLATE, context, status=400)
    condition = form.cleaned_data["condition"]
    show = request.GET.get("show", "")
    charts = CareAsked(care.cleaned_data) if care else None
    shown = sections(own, condition, dict(conditions)[condition], show, charts, form.cleaned_data["amount"])
    figures = [figure for section in shown for figure in section.figures]
    if file := asked_file(request, *(figure.in_file for figure in figures)):
        return file
    context |= {
        "lead": lead(own),
        "stats": stats(own),
        "sections": shown,
        "inequality": inequality_stats(own, condition),
        "downloads": {figure.name: download_links(request, figure.table) for figure in figures},
        "drawn": any(figure.chart for section in shown if section.shown for figure in section.figures),
        "links": {section.id: _showing(request, section.id) for section in shown},
        "everything": "" if show == EVERYTHING else _showing(request, EVERYTHING),
        "show": show if show == EVERYTHING else "",
        "asks": next((section.id for section in shown if section.shown and section.id in CHOOSING), ""),
        "told_above": told_above(own, shown),
        "missing": missing(own),
        "others": [(name, _system(other)) for other, name in kept if other != held.manifest.system],
        "manifest": held.manifest,
        "bring": "" if care else held.manifest.notes.get("activity_months") or BRING,
        "few": few(held.manifest),
        "measures": meanings() if held.has("shares") else [],
    }
    return render(request, TEMPLATE, context)


def _unknown_system(request: HttpRequest, system: str, kept: list[tuple[str, str]]) -> HttpResponse:
    """Nothing is kept of the system: say of which there is, or what to run where there is none."""
    if not kept:
        return redirect("population:own_people")
    if system.upper() != system and system.upper() in dict(kept):
        return redirect("population:own_people_system", system.upper())
    known = [(f"{name} ({other})", _system(other)) for other, name in kept]
    context = {"code": system, "level": "system", "known": known, "title": "No such system here"}
    return render(request, "population/own_people_unknown.jinja", context, status=404)


def _unknown_area(request: HttpRequest, held: PopulationAggregates, level: str, code: str) -> HttpResponse:
    """No area has the code at the level: say where it stands if another has it."""
    here = OwnPeople(held, {"level": "system", "code": held.manifest.system, "name": held.manifest.title}, ())
    upper = code.upper()
    if upper != code and level in LEVELS and find(held, level, upper):
        return redirect("population:own_people_area", held.manifest.system, level, upper)
    known = [(f"{row['name']}, a {LEVEL[row['level']]}", address(here, row)) for row in levels_with(held, upper)]
    if not known:
        known = [(plain_name(held.manifest.title), _system(held.manifest.system))]
    context = {"code": code, "level": LEVEL.get(level, ""), "asked": level, "known": known, "manifest": held.manifest}
    context["title"] = f"No such {LEVEL[level]}" if level in LEVEL else "No such level"
    return render(request, "population/own_people_unknown.jinja", context, status=404)


def _showing(request: HttpRequest, section: str) -> str:
    query = request.GET.copy()
    query["show"] = section
    for name in ("format", "table"):
        query.pop(name, None)
    return f"{request.path}?{query.urlencode()}" + ("" if section == EVERYTHING else f"#{section}")


def _system(code: str) -> str:
    return reverse("population:own_people_system", args=[code])
