"""May we decide this? One item, asked in a form or taken from an agenda."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.governance.decide import CALCULATION, WHO
from commonweal.governance.decide_inputs import read_item
from commonweal.governance.handbook import AgendaItem
from commonweal.problems import BadInput
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.governance.asking import ask_about, day_of_item, item_of_agenda
from commonweal.site.governance.forms.decide import ASKS, NOT_SAID, DecideForm
from commonweal.site.governance.handbooks import HandbookShown, require_asker
from commonweal.site.governance.own_bodies import held_by, items_withheld
from commonweal.site.governance.presenters.citations import rules_behind
from commonweal.site.governance.presenters.decided import (
    consequences,
    interests_table,
    known_of_item,
    without_personal_detail,
)
from commonweal.site.governance.views.finding import found, frame
from commonweal.wiring import Asked


@require_safe
def decide(request: HttpRequest, system: str) -> HttpResponse:
    """The form, and the answer once it is filled in.

    Somebody who sits on a body asks about that one alone; the answer rests on the whole handbook, and says of other
    people's interests no more than who leaves for one.
    """
    shown = found(request, system)
    require_asker(shown)
    context: dict[str, Any] = {
        **frame(shown, "decide"),
        "asks": ASKS,
        "not_said": NOT_SAID,
        # A receipt holds every row that was read.
        "may_register": shown.whole and may(request.user, Permission.ISSUE_RECEIPT),
    }
    if item := request.GET.get("item", ""):
        return render(request, "governance/decide.jinja", context | _of_agenda(shown, item, request))
    form = DecideForm(request.GET, shown.handbook, shown.day)
    if not shown.whole:
        form.only(shown.asks_of)
        context["asks"] = {}
    context["form"] = form
    # A bare address shows the form without faults; so does one that only chose who decides, to see who sits there.
    if "show" not in request.GET and ("seats" in request.GET or not request.GET.get("title")):
        form.errors.clear()
        return render(request, "governance/decide.jinja", context)
    if form.is_valid():
        try:
            question = WHO if form.cleaned_data["ask"] == "who" else CALCULATION
            inputs = read_item(form.item(), decider_is_asked=question == WHO).to_json()
            asked = ask_about(
                shown.whole_behind(), question, inputs, form.cleaned_data["on"] if request.GET.get("on") else form.day
            )
        except BadInput as wrong:
            for problem in wrong.problems:
                about = "amount" if "amount" in problem.what or "pounds" in problem.what else "title"
                form.add_error(about, str(replace(problem, what=problem.what.removeprefix("amount: "))))
        else:
            context |= _shown(shown, asked)
    return render(request, "governance/decide.jinja", context, status=400 if form.errors else 200)


def _of_agenda(shown: HandbookShown, item: str, request: HttpRequest) -> dict[str, Any]:
    inputs, on = item_of_agenda(shown.handbook, item), day_of_item(shown.handbook, item)
    if inputs is None or on is None:
        raise Http404("No agenda of this handbook has such an item.")
    question = WHO if request.GET.get("ask") == "who" else CALCULATION
    if not shown.whole:
        question = CALCULATION
        _require_own(shown, item)
    asked = ask_about(shown.whole_behind(), question, inputs, on)
    return _shown(shown, asked) | {"item": known_of_item(shown, item), "asked_who": question == WHO}


def _require_own(shown: HandbookShown, item: str) -> None:
    """Let somebody ask about an item of a body on which they sit, and from which they were not excluded.

    Raises:
        PermissionDenied: It is another body's, or they were excluded.
    """
    row = shown.handbook.rows(AgendaItem, item=item)[0]
    if held_by(shown.handbook, row).body not in shown.asks_of:
        raise PermissionDenied("You may ask this of the bodies on which you sit. This item is another body's.")
    if item in items_withheld(shown.whole_behind().handbook, shown.person) and not _clerks(shown, row):
        raise PermissionDenied("You were excluded from this item, or its papers were withheld from you.")


def _clerks(shown: HandbookShown, row: AgendaItem) -> bool:
    return held_by(shown.handbook, row).body in shown.clerks


def _shown(shown: HandbookShown, asked: Asked) -> dict[str, Any]:
    answer = asked.answer if shown.whole else without_personal_detail(asked.answer)
    return {
        "answer": answer,
        "question": asked.question.calculation,
        "inputs": dict(asked.question.inputs),
        "on": asked.question.dates.holds_on,
        "follows": consequences(shown.handbook, answer),
        "rules_behind": rules_behind(asked),
        "interests": interests_table(shown.handbook, answer, of=None if shown.whole else shown.person),
    }
