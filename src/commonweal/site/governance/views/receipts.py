"""The receipt of an answer of this room as a file, signed; registered for those who may have it so."""

from __future__ import annotations

import json
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from commonweal.answers import read_date
from commonweal.law import overlay_names
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import require
from commonweal.site.accounts.models import User
from commonweal.site.accounts.roles import Permission
from commonweal.site.allocations.views.receipts import receipt_file
from commonweal.site.governance.asking import QUESTIONS, ask_about
from commonweal.site.governance.handbooks import require_whole
from commonweal.site.governance.views.finding import found
from commonweal.site.receipts import actions
from commonweal.wiring import Asked

LONGEST_INPUTS = 20_000


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, system: str) -> HttpResponse:
    """Sign the receipt of an answer; a POST also enters it in the audit chain and keeps it."""
    if request.method == "POST":
        require(request.user, Permission.ISSUE_RECEIPT)
        return receipt_file(actions.issue(_asked(request, system, request.POST), by=cast(User, request.user)))
    return receipt_file(_asked(request, system, request.GET).receipt())


def _asked(request: HttpRequest, system: str, given: QueryDict) -> Asked:
    shown = found(request, system)
    require_whole(shown)
    question, reform = given.get("calculation", ""), given.get("overlay", "")
    if question not in QUESTIONS or (reform and reform not in overlay_names()):
        raise BadInput(_wrong())
    on = read_date(given.get("on", ""), what="day")
    return ask_about(shown, question, _inputs(given.get("inputs", "")), on, (reform,) if reform else ())


def _inputs(text: str) -> dict[str, Any]:
    try:
        found_inputs = json.loads(text) if len(text) <= LONGEST_INPUTS else None
    except (ValueError, RecursionError) as error:
        raise BadInput(_wrong()) from error
    if not isinstance(found_inputs, dict):
        raise BadInput(_wrong())
    return found_inputs


def _wrong() -> Problem:
    return Problem("the question cannot be read", do="choose the receipt on the page of the answer")
