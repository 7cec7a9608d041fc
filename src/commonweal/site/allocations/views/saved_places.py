"""Definitions of places that were saved: saving one, and coming back to it."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from commonweal.allocations.place_definition import OWN
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.models import User
from commonweal.site.accounts.roles import Permission
from commonweal.site.allocations import actions, records
from commonweal.site.allocations.data_sets import DataSet, data_set
from commonweal.site.allocations.forms.explain import SavedPlaceForm, places_of
from commonweal.site.allocations.forms.places import definition, read_places
from commonweal.site.allocations.models import SavedDefinition
from commonweal.site.allocations.place_reports import MEMBERS_NAME, ask_of_saved_place, data_for, members_file
from commonweal.site.allocations.views.places import show_results
from commonweal.site.components.files import CSV, attached


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save the places that a page of results carries."""
    given = request.POST
    title = given.get("title", "").strip()
    if not title:
        raise BadInput(Problem("Enter a title for these places", do="go back, and say what you call them"))
    by = given.get("by", "")
    places = read_places(given.get("places", "")) if by == OWN else ()
    made = definition(
        data_set(given.get("data", "")), given.get("icb", ""), by, places, given.get("remainder", ""), title
    )
    replacing = _row(given["replaces"]) if given.get("replaces") else None
    row = actions.save_places(by=cast(User, request.user), definition=made, replacing=replacing)
    return redirect("allocations:saved_places", place_id=row.place_id)


@require_safe
def saved(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """A saved definition with its results: the version that holds now, or an earlier one."""
    row = find_saved(place_id, request.GET.get("version", ""))
    made = records.definition_of(row)
    data = data_of(row)
    further: dict[str, Any] = {
        "row": row,
        "versions": records.versions(place_id),
        "other_data": data.sha256 != row.data_sha256,
        "is_current": row.superseded_at is None,
    }
    return show_results(request, data, made, None, None, **further)


@require_safe
def explain_saved(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """The fair share of one place of a saved definition, step by step, with its receipt."""
    row = find_saved(place_id, request.GET.get("version", ""))
    made, data = records.definition_of(row), data_of(row)
    if request.GET.get("format") == "csv" and made.by == OWN:
        return attached(HttpResponse(members_file(made), content_type=CSV), MEMBERS_NAME)
    form = SavedPlaceForm(request.GET, places_of(data, made))
    context: dict[str, Any] = {
        "row": row,
        "data": data,
        "form": form,
        "own": made.by == OWN,
        "other_data": data.sha256 != row.data_sha256,
        "may_register": may(request.user, Permission.ISSUE_RECEIPT),
    }
    if form.is_valid():
        place, stream = form.cleaned_data["place"], form.cleaned_data["stream"]
        try:
            answered = ask_of_saved_place(data, made, place, stream)
        except BadInput as wrong:
            form.add_error("place", str(wrong.problems[0]))
        else:
            asked_for = {"saved": str(place_id), "version": str(row.version), "place": place, "stream": stream}
            context |= {"answer": answered.answer, "question": answered.question, "receipt_inputs": asked_for}
    return render(request, "allocations/explain_saved.jinja", context, status=400 if form.errors else 200)


def find_saved(place_id: UUID, version: str = "") -> SavedDefinition:
    """A version of a saved definition; the one that holds now where none is named.

    Raises:
        Http404: There is none.
    """
    rows = records.versions(place_id)
    if not rows:
        raise Http404("No places are saved under this address.")
    return _version(rows, version)


def data_of(row: SavedDefinition) -> DataSet:
    """The practice data that saved places are worked with.

    Raises:
        BadInput: No data that is held here has their ICB.
    """
    data = data_for(records.definition_of(row))
    if data is None:
        raise BadInput(
            Problem(
                "the practice data of these places is not held here, and no other data has their ICB",
                given=row.data_title,
                do="put the file into the data folder again",
            )
        )
    return data


def _version(rows: list[SavedDefinition], asked: str) -> SavedDefinition:
    if not asked:
        return rows[0]
    for row in rows:
        if str(row.version) == asked:
            return row
    raise Http404("There is no such version.")


def _row(place_id: str) -> SavedDefinition:
    try:
        found = records.current(UUID(place_id))
    except ValueError:
        found = None
    if found is None:
        raise Http404("No places are saved under this address.")
    return found
