"""Operations that ask: the check of a handbook, and whether something may be decided."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from commonweal.governance.decide import CALCULATION, WHO
from commonweal.governance.decide_inputs import read_item
from commonweal.site.api.replies import AskedOut, reply_asked
from commonweal.site.governance.api.given import REFUSALS, CheckIn, DecideIn, item_as_given, named_in_body
from commonweal.site.governance.asking import CHECK, ask_about
from commonweal.site.governance.handbooks import require_whole

router = Router(tags=["Governance"])


@router.post("/check", response=AskedOut, openapi_extra=REFUSALS, summary="Check a handbook against the rules")
def check_handbook(request: HttpRequest, asked: CheckIn) -> HttpResponse:
    """Every finding with its rule, source, what is missing and what to do, and which facts to fill in first."""
    shown = named_in_body(request, asked.handbook)
    require_whole(shown)
    inputs = {"systems": [shown.system], "rules": asked.rules}
    return reply_asked(ask_about(shown, CHECK, inputs, asked.on or shown.day, tuple(asked.overlays)))


@router.post("/decide", response=AskedOut, openapi_extra=REFUSALS, summary="May we decide this?")
def decide(request: HttpRequest, asked: DecideIn) -> HttpResponse:
    """Authority up to the Act, interests and who leaves, quorum, notice, and what to record; or who may decide it."""
    shown = named_in_body(request, asked.handbook)
    require_whole(shown)
    question = WHO if asked.ask == "who" else CALCULATION
    inputs = read_item(item_as_given(asked.item), decider_is_asked=question == WHO).to_json()
    return reply_asked(ask_about(shown, question, inputs, asked.on or shown.day, tuple(asked.overlays)))
