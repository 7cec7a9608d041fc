"""Definitions of places that were saved: saving one, and coming back to it."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from commonweal.allocations.place_definition import OWN
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.models import User
from commonweal.site.allocations import actions, records
from commonweal.site.allocations.data_sets import data_set
from commonweal.site.allocations.forms.places import definition, read_places
from commonweal.site.allocations.models import SavedDefinition
from commonweal.site.allocations.place_reports import data_for
from commonweal.site.allocations.views.places import show_results


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
    rows = records.versions(place_id)
    if not rows:
        raise Http404("No places are saved under this address.")
    row = _version(rows, request.GET.get("version", ""))
    made = records.definition_of(row)
    data = data_for(made)
    if data is None:
        raise BadInput(
            Problem(
                "the practice data of these places is not held here, and no other data has their ICB",
                given=row.data_title,
                do="put the file into the data folder again",
            )
        )
    further: dict[str, Any] = {
        "row": row,
        "versions": rows,
        "other_data": data.sha256 != row.data_sha256,
        "is_current": row.superseded_at is None,
    }
    return show_results(request, data, made, None, None, **further)


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
