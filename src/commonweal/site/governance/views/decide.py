"""May we decide this? One item, asked in a form or taken from an agenda."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.governance.decide import CALCULATION, WHO
from commonweal.governance.decide_inputs import read_item
from commonweal.problems import BadInput
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.governance.asking import ask_about, day_of_item, item_of_agenda
from commonweal.site.governance.forms.decide import ASKS, NOT_SAID, DecideForm
from commonweal.site.governance.handbooks import HandbookShown, require_whole
from commonweal.site.governance.presenters.decided import consequences, interests_table, known_of_item
from commonweal.site.governance.views.finding import found, frame
from commonweal.wiring import Asked


@require_safe
def decide(request: HttpRequest, system: str) -> HttpResponse:
    """The form, and the answer once it is filled in."""
    shown = found(request, system)
    require_whole(shown)
    context: dict[str, Any] = {
        **frame(shown, "decide"),
        "asks": ASKS,
        "not_said": NOT_SAID,
        "may_register": may(request.user, Permission.ISSUE_RECEIPT),
    }
    if item := request.GET.get("item", ""):
        return render(request, "governance/decide.jinja", context | _of_agenda(shown, item, request))
    form = DecideForm(request.GET, shown.handbook, shown.day)
    context["form"] = form
    # A bare address shows the form without faults; so does one that only chose who decides, to see who sits there.
    if "show" not in request.GET and ("seats" in request.GET or not request.GET.get("title")):
        form.errors.clear()
        return render(request, "governance/decide.jinja", context)
    if form.is_valid():
        try:
            question = WHO if form.cleaned_data["ask"] == "who" else CALCULATION
            inputs = read_item(form.item(), decider_is_asked=question == WHO).to_json()
            asked = ask_about(shown, question, inputs, form.cleaned_data["on"] if request.GET.get("on") else form.day)
        except BadInput as wrong:
            for problem in wrong.problems:
                form.add_error(
                    "amount" if "amount" in problem.what or "pounds" in problem.what else "title", str(problem)
                )
        else:
            context |= _shown(shown, asked)
    return render(request, "governance/decide.jinja", context, status=400 if form.errors else 200)


def _of_agenda(shown: HandbookShown, item: str, request: HttpRequest) -> dict[str, Any]:
    inputs, on = item_of_agenda(shown.handbook, item), day_of_item(shown.handbook, item)
    if inputs is None or on is None:
        raise Http404("No agenda of this handbook has such an item.")
    question = WHO if request.GET.get("ask") == "who" else CALCULATION
    asked = ask_about(shown, question, inputs, on)
    return _shown(shown, asked) | {"item": known_of_item(shown, item), "asked_who": question == WHO}


def _shown(shown: HandbookShown, asked: Asked) -> dict[str, Any]:
    return {
        "answer": asked.answer,
        "question": asked.question.calculation,
        "inputs": dict(asked.question.inputs),
        "on": asked.question.dates.holds_on,
        "follows": consequences(shown.handbook, asked.answer),
        "interests": interests_table(shown.handbook, asked.answer),
    }
