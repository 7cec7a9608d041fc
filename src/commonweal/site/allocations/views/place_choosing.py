"""Putting places together: by ticking practices or whole areas, or from a file of members."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from commonweal.allocations.membership_files import read_members
from commonweal.allocations.place_definition import OWN, DefinedPlace, places_from_membership
from commonweal.problems import BadInput, Problem
from commonweal.site.allocations.data_sets import DataSet, data_sets, groupings, membership, practices
from commonweal.site.allocations.forms.asked import asked
from commonweal.site.allocations.forms.places import (
    LARGEST_FILE,
    DataForm,
    PlacesForm,
    default_data,
    definition,
    read_places,
    write_places,
)
from commonweal.site.allocations.presenters.place_choices import choices
from commonweal.site.allocations.uploads import uploaded
from commonweal.site.allocations.views.places import show_results

PRACTICE = "practice"


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Name a place and tick its practices, one place after another."""
    given = request.POST if request.method == "POST" else request.GET
    asked_for = _asked_for(request, given)
    if isinstance(asked_for, HttpResponse):
        return asked_for
    data, icb, wanted = asked_for
    kinds = {PRACTICE: "General practices, one by one", **groupings(data)}
    tick = given.get("tick", PRACTICE) if given.get("tick", PRACTICE) in kinds else PRACTICE
    places = read_places(given.get("places", ""))
    problems: tuple[Problem, ...] = ()
    name, ticked = given.get("name", "").strip(), given.getlist("chosen")
    act = given.get("do", "") if request.method == "POST" else ""
    if act == "add":
        try:
            places = _added(data, icb, tick, places, name, ticked)
            name, ticked = "", []
        except BadInput as wrong:
            problems = wrong.problems
    elif act.startswith("remove:"):
        places = tuple(place for place in places if place.name != act.removeprefix("remove:"))
    context = {
        "data": data,
        "icb": icb,
        "icb_name": wanted.icbs[icb],
        "kinds": kinds,
        "tick": tick,
        "name": name,
        "options": choices(data, icb, tick, places, set(ticked)),
        "defined": places,
        "places": write_places(places),
        "problems": problems,
        "title_given": given.get("title", ""),
    }
    return render(request, "allocations/choose_places.jinja", context, status=400 if problems else 200)


def _added(
    data: DataSet, icb: str, tick: str, places: tuple[DefinedPlace, ...], name: str, ticked: list[str]
) -> tuple[DefinedPlace, ...]:
    """The places with one more, whose practices were ticked one by one or by whole areas."""
    if not name:
        raise BadInput(Problem("Enter a name for the place", column="name"))
    if not ticked:
        raise BadInput(Problem(f"Choose what belongs to {name}", column="chosen"))
    here = [
        code
        for code, its in zip(practices(data).practices, practices(data).areas["icb"].codes(), strict=True)
        if its == icb
    ]
    if tick == PRACTICE:
        inside = [code for code in ticked if code in set(here)]
    else:
        held = membership(data, tick).on(None)
        inside = [code for code in here if set(held.get(code, ())) & set(ticked)]
    made = (*places, DefinedPlace(name, tuple(inside)))
    # The definition refuses a name that stands twice and a place without practices.
    definition(data, icb, OWN, made, "")
    return made


@require_http_methods(["GET", "HEAD", "POST"])
def from_file(request: HttpRequest) -> HttpResponse:
    """Send a file with a practice and a place on each row; it is read before anything else is done."""
    given = request.POST if request.method == "POST" else request.GET
    asked_for = _asked_for(request, given)
    if isinstance(asked_for, HttpResponse):
        return asked_for
    data, icb, wanted = asked_for
    context: dict[str, Any] = {"data": data, "icb": icb, "icb_name": wanted.icbs[icb], "problems": ()}
    if request.method == "POST":
        try:
            if "members" not in request.FILES:
                raise BadInput(Problem("Choose a file"))
            members = uploaded(request.FILES["members"], read_members, LARGEST_FILE)
            file = practices(data)
            here = [code for code, its in zip(file.practices, file.areas["icb"].codes(), strict=True) if its == icb]
            places = places_from_membership(members, here, None)
            if not places:
                raise BadInput(
                    Problem(
                        f"no practice of {wanted.icbs[icb]} is in this file",
                        file=members.origin,
                        do="check that the codes are those of its practices, such as " + ", ".join(here[:3]),
                    )
                )
            made = definition(data, icb, OWN, places, "", members.origin)
        except BadInput as wrong:
            context["problems"] = wrong.problems
            return render(request, "allocations/places_from_file.jinja", context, status=400)
        return show_results(request, data, made)
    return render(request, "allocations/places_from_file.jinja", context)


def _asked_for(request: HttpRequest, given: QueryDict) -> tuple[DataSet, str, PlacesForm] | HttpResponse:
    """The data and the ICB, or the first page of the builder with what is wrong with them."""
    data_form = asked(DataForm, given, {"data": default_data()})
    if not data_form.is_valid():
        context: dict[str, Any] = {"data_form": data_form, "form": data_form, "data_sets": data_sets()}
        return render(request, "allocations/places.jinja", context, status=400)
    data: DataSet = data_form.cleaned_data["data"]
    wanted = PlacesForm({"icb": given.get("icb", ""), "by": OWN}, data)
    if not wanted.is_valid():
        context = {"data_form": data_form, "form": wanted, "data": data, "data_sets": data_sets(), "icb": ""}
        return render(request, "allocations/places.jinja", context, status=400)
    return data, wanted.cleaned_data["icb"], wanted
