"""One item of a running meeting: its times, interests and rulings, the vote, and the record of the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.governance.handbook import AgendaItem, Handbook, Meeting
from commonweal.governance.handbook.meetings import CONSIDERATIONS
from commonweal.money import pounds, show
from commonweal.problems import BadInput, Problem
from commonweal.site.governance.change import Change, stamp
from commonweal.site.governance.forms.meeting import SAID
from commonweal.site.governance.handbooks import HandbookShown, require_whole
from commonweal.site.governance.meeting_acts import decisions, declarations, items, votes
from commonweal.site.governance.presenters import meeting_item as shown_item
from commonweal.site.governance.presenters.agenda_plan import item_verdict
from commonweal.site.governance.presenters.meeting_live import clock_of, items_seen, items_shown
from commonweal.site.governance.presenters.names import address
from commonweal.site.governance.views.finding import found
from commonweal.site.governance.views.meeting_frame import meeting_frame
from commonweal.site.governance.views.writing import (
    Sent,
    act_of,
    item_found,
    meeting_found,
    require_clerk,
    time_given,
    wants_part,
    write,
)

SECTIONS = ("times", "interests", "vote", "decision")
"""The parts of the page, each with a form of its own."""


@require_http_methods(["GET", "HEAD", "POST"])
def live_item(request: HttpRequest, system: str, meeting: str, item: str) -> HttpResponse:
    """What is recorded of an item while it is in hand, part by part."""
    shown = found(request, system)
    require_whole(shown)
    held, row = meeting_found(shown.handbook, meeting), item_found(shown.handbook, meeting, item)
    sent, section = Sent(), ""
    if request.method == "POST":
        require_clerk(request, shown)
        sent, section = _act(request, shown, held, row)
        if not sent.problems and not wants_part(request):
            messages.success(request, sent.said)
            return redirect(f"{address('live_item', shown.name, meeting, item)}#{section}")
        shown = found(request, system)
        held, row = meeting_found(shown.handbook, meeting), item_found(shown.handbook, meeting, item)
    context = {**meeting_frame(request, shown, held), **_context(request, shown, held, row, sent, section)}
    if not wants_part(request) or section not in SECTIONS:
        return render(request, "governance/live_item.jinja", context, status=sent.status)
    reply = render(request, "governance/live_item_reply.jinja", context, status=sent.status)
    # The form that asked may be gone from the page by now, and with it what it said of where the reply goes.
    reply["HX-Retarget"] = reply["HX-Reselect"] = f"#{section}"
    reply["HX-Reswap"] = "outerHTML"
    return reply


def _context(
    request: HttpRequest, shown: HandbookShown, held: Meeting, row: AgendaItem, sent: Sent, section: str
) -> dict[str, Any]:
    handbook = shown.handbook
    verdict = item_verdict(shown, held, row)
    clock = clock_of(handbook, held)
    listed = items_shown(handbook, shown.name, held, clock)
    answer = verdict.get("answer")
    return {
        "row": row,
        "item": next(each for each in listed if each["id"] == row.item),
        "others": listed,
        "verdict": verdict,
        "amount": show(row.amount_pence) if row.amount_pence is not None else "",
        "touched": shown_item.touched(handbook, held, answer.details if answer else {}),
        "declared": shown_item.declarations_shown(handbook, row),
        "people": shown_item.people_there(handbook, held),
        "statements": shown_item.interest_choices(handbook, held),
        "vote": shown_item.vote_shown(handbook, held, row),
        "decision": shown_item.decision_shown(handbook, row, verdict.get("record", [])),
        "items_seen": items_seen(handbook, held),
        "item_seen": stamp([row]),
        "sent": sent,
        "section": section,
        "given": request.POST if sent.problems else {},
        "is_today": timezone.localdate() == held.on_date,
    }


def _act(request: HttpRequest, shown: HandbookShown, held: Meeting, row: AgendaItem) -> tuple[Sent, str]:
    section = "times"
    try:
        said = act_of(request)
        section = next((each for each in SECTIONS if each == said.get("section")), section)
        work = _work(request, held, row, said)
        return write(request, shown, work, said.get("seen")), section
    except BadInput as wrong:
        return Sent(problems=wrong.problems), section


def _work(request: HttpRequest, held: Meeting, row: AgendaItem, said: dict[str, str]) -> Callable[[Handbook], Change]:
    """The act that a button stands for."""
    given, do, item = request.POST, said.get("do", ""), row.item
    if do == "correct":
        return partial(items.correct_item, item=item, starts=given.get("starts", ""), ends=given.get("ends", ""))
    if do == "private":
        return partial(items.go_private, item=item, reason=given.get("reason", ""))
    if do == "public":
        return partial(items.return_to_public, item=item)
    if do == "no_declaration":
        person, statement = said.get("person", ""), said.get("statement", "")
        return partial(declarations.withdraw_declaration, item=item, person=person, statement=statement)
    if do == "decide":
        return partial(decisions.record_decision, item=item, **_decision(given))
    timed: dict[str, Callable[[], Callable[..., Change]]] = {
        "start_item": lambda: partial(items.start_item, item=item),
        "end_item": lambda: partial(items.end_item, item=item),
        "declare": lambda: partial(declarations.declare, item=item, **_declaration(given)),
        "vote": lambda: partial(votes.record_votes, item=item, **_votes(given)),
    }
    if do not in timed:
        raise BadInput(Problem("this page has no such button", given=do, do="open the page again"))
    return partial(timed[do](), at=time_given(request, held))


def _declaration(given: Any) -> dict[str, Any]:
    if not given.get("person"):
        raise BadInput(Problem("nobody is chosen", column="person", do="choose who declares"))
    names = ("person", "statement", "action", "decided_by", "reason")
    return {name: given.get(name, "")[:1000] for name in names} | {"leaves": given.get("leaves") == "on"}


def _votes(given: Any) -> dict[str, Any]:
    ways = {name.removeprefix("vote-"): way for name, way in given.items() if name.startswith("vote-")}
    return {"votes": ways, "casting_by": given.get("casting_by", ""), "casting": given.get("casting", "")}


def _decision(given: Any) -> dict[str, Any]:
    amount, outcome = given.get("amount", "").strip(), given.get("outcome", "")
    if outcome not in shown_item.OUTCOMES:
        raise BadInput(Problem("how it went is not said", column="outcome", do="choose an outcome"))
    considered = {
        topic: decisions.Considered(
            *(given.get(f"{part}-{topic}", "")[:4000] for part in ("text", "spared", "version"))
        )
        for topic in CONSIDERATIONS
        if f"text-{topic}" in given
    }
    return {
        "outcome": outcome,
        "title": given.get("title", "")[:1000],
        "amount_pence": _pence(amount) if amount else None,
        "quorate": SAID.get(given.get("quorate", "")),
        "considered": considered,
    }


def _pence(amount: str) -> int:
    try:
        return pounds(amount)
    except BadInput as wrong:
        raise BadInput([replace(problem, column="amount") for problem in wrong.problems]) from wrong
