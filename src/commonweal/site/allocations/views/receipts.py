"""The receipt of an answer as a file: signed for anyone, and registered for those who may have it so."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from commonweal.answers import Receipt
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.models import User
from commonweal.site.allocations.worked import ask_of_icb
from commonweal.site.receipts import actions
from commonweal.wiring import Asked

CALCULATIONS = {"allocations.icb_allocation": "icb_allocation", "allocations.explain": "explain"}


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Sign the receipt of an answer about an ICB; a POST also enters it in the audit chain."""
    if request.method == "POST":
        made = actions.issue(_asked(request.POST), by=cast(User, request.user))
    else:
        made = _asked(request.GET).receipt()
    return receipt_file(made)


def receipt_file(made: Receipt) -> HttpResponse:
    """The receipt as a file to download."""
    response = HttpResponse(made.to_text(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="receipt-{made.digest[:12]}.json"'
    response["Cache-Control"] = "no-store"
    return response


def _asked(given: QueryDict) -> Asked:
    calculation = CALCULATIONS.get(given.get("calculation", ""))
    if calculation is None:
        raise BadInput(
            Problem(
                "there is no such question",
                given=given.get("calculation", ""),
                expected=" or ".join(CALCULATIONS),
                do="go back to the ICB's page and choose its receipt there",
            )
        )
    return ask_of_icb(calculation, given.get("icb", ""), given.get("stream", ""), given.get("year", ""))
