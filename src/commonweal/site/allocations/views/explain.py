"""Explain a number: any ICB's or place's, as a bridge where there is one and as an answer with its sources."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.problems import BadInput
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.allocations.data_sets import DataSet, data_sets
from commonweal.site.allocations.forms.asked import asked
from commonweal.site.allocations.forms.explain import IcbNumberForm, PlaceNumberForm
from commonweal.site.allocations.forms.places import DataForm, default_data
from commonweal.site.allocations.forms.stream_year import LATEST_YEAR
from commonweal.site.allocations.place_reports import ask_of_place
from commonweal.site.allocations.presenters.bridges import icb_bridge
from commonweal.site.allocations.worked import ask_of_icb, worked

ICB_DEFAULTS = {"icb": "QHL", "stream": "core", "year": LATEST_YEAR, "number": "explain"}


@require_safe
def explain(request: HttpRequest) -> HttpResponse:
    """Explain a number."""
    about = "place" if request.GET.get("about") == "place" else "icb"
    context: dict[str, Any] = {
        "about": about,
        "data_sets": data_sets(),
        "may_register": may(request.user, Permission.ISSUE_RECEIPT),
    }
    context |= _place(request) if about == "place" else _icb(request)
    return render(request, "allocations/explain.jinja", context, status=400 if context["form"].errors else 200)


def _icb(request: HttpRequest) -> dict[str, Any]:
    form = asked(IcbNumberForm, request.GET, ICB_DEFAULTS)
    if "icb" not in request.GET or not form.is_valid():
        return {"form": form}
    chosen = form.cleaned_data
    icb, stream, year, number = (chosen[name] for name in ("icb", "stream", "year", "number"))
    try:
        answered = ask_of_icb(number, icb, stream, year)
    except BadInput as wrong:
        form.add_error("number", str(wrong.problems[0]))
        return {"form": form}
    found: dict[str, Any] = {"form": form, "answer": answered.answer, "question": answered.question, "icb": icb}
    if number == "explain":
        bridge = answered.answer.details["bridge"]
        found["bridge"] = icb_bridge(worked(stream, year), icb, bridge, answered.evidence)
    return found


def _place(request: HttpRequest) -> dict[str, Any]:
    data_form = asked(DataForm, request.GET, {"data": default_data()})
    if not data_form.is_valid():
        return {"form": data_form, "data_form": data_form}
    data: DataSet = data_form.cleaned_data["data"]
    given = request.GET.copy()
    given.setdefault("stream", "core")
    form = PlaceNumberForm(given, data)
    found: dict[str, Any] = {"form": form, "data_form": data_form, "data": data}
    if not form.is_valid() or not form.cleaned_data["place"]:
        return found
    place, stream = form.cleaned_data["place"], form.cleaned_data["stream"]
    try:
        answered = ask_of_place(data, form.chosen_icb, form.chosen_by, place, stream)
    except BadInput as wrong:
        form.add_error("place", str(wrong.problems[0]))
        return found
    asked_for = {"data": data.key, "icb": form.chosen_icb, "by": form.chosen_by, "place": place, "stream": stream}
    return found | {"answer": answered.answer, "question": answered.question, "receipt_inputs": asked_for}
