"""The receipt of an answer as a file: signed for anyone, and registered for those who may have it so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from commonweal.answers import Receipt
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import require
from commonweal.site.accounts.models import User
from commonweal.site.accounts.roles import Permission
from commonweal.site.allocations.data_sets import data_set
from commonweal.site.allocations.models import SavedDefinition
from commonweal.site.allocations.place_reports import ask_of_place, ask_of_saved_place
from commonweal.site.allocations.records import definition_of
from commonweal.site.allocations.views.saved_places import data_of, find_saved
from commonweal.site.allocations.worked import ask_again
from commonweal.site.receipts import actions
from commonweal.wiring import Asked

LONGEST_INPUTS = 20_000


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Sign the receipt of an answer; a POST also enters it in the audit chain and keeps it."""
    if request.method == "POST":
        require(request.user, Permission.ISSUE_RECEIPT)
        made = actions.issue(_asked(request.POST, keep=True), by=cast(User, request.user))
    else:
        made = _asked(request.GET).receipt()
    return receipt_file(made)


def receipt_file(made: Receipt) -> HttpResponse:
    """The receipt as a file to download."""
    response = HttpResponse(made.to_text(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="receipt-{made.digest[:12]}.json"'
    response["Cache-Control"] = "no-store"
    return response


def _asked(given: QueryDict, *, keep: bool = False) -> Asked:
    calculation, inputs = given.get("calculation", ""), _inputs(given.get("inputs", ""))
    if calculation == "allocations.place_fair_share" and "saved" in inputs:
        place_id, version, place, stream = (
            str(inputs.get(name, "")) for name in ("saved", "version", "place", "stream")
        )
        row = _saved(place_id, version)
        return ask_of_saved_place(data_of(row), definition_of(row), place, stream, keep=keep)
    if calculation == "allocations.place_fair_share":
        data, icb, by, place, stream = (str(inputs.get(name, "")) for name in ("data", "icb", "by", "place", "stream"))
        return ask_of_place(data_set(data), icb, by, place, stream, keep=keep)
    return ask_again(calculation, inputs)


def _saved(place_id: str, version: str) -> SavedDefinition:
    try:
        return find_saved(UUID(place_id), version)
    except ValueError as error:
        raise Http404("No places are saved under this address.") from error


def _inputs(text: str) -> Mapping[str, Any]:
    wrong = Problem("the question cannot be read", do="choose the receipt on the page of the answer")
    if len(text) > LONGEST_INPUTS:
        raise BadInput(wrong)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(wrong) from error
    if not isinstance(found, dict):
        raise BadInput(wrong)
    return found
