"""A member's own statements of interests: declared, confirmed and ended by the member."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.governance.handbook import Handbook
from commonweal.problems import BadInput
from commonweal.site.accounts.models import User
from commonweal.site.components.form_problems import said_in_form
from commonweal.site.governance import actions, interest_acts, records
from commonweal.site.governance.change import Change
from commonweal.site.governance.forms.ballot import BallotForm
from commonweal.site.governance.forms.interest import DeclareForm, EndedForm
from commonweal.site.governance.handbooks import HandbookShown
from commonweal.site.governance.permissions import own_persons
from commonweal.site.governance.presenters.names import people_of
from commonweal.site.governance.presenters.own_interests import days_to_declare, own_statements
from commonweal.site.governance.views.finding import found, frame

DONE = {
    "declare": "Your statement is entered. The keeper of the register sees it, and decides whether it is published.",
    "confirm": "The statement is confirmed.",
    "end": "The interest has its last day. It stays on the register for as long as the rules ask.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def own_interests(request: HttpRequest, system: str) -> HttpResponse:
    """The statements of whoever is signed in, with the clocks, and a form for a new one."""
    shown = found(request, system)
    person = _person(request, shown)
    today = timezone.localdate()
    handbook = records.stored_handbook(shown.system)
    mine = own_statements(handbook, person, today)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    listed = [("", "None: it is a new interest"), *((each["id"], f"{each['title']} ({each['id']})") for each in mine)]
    form = DeclareForm(request.POST if act == "declare" else None, supersedes=listed)
    ended = EndedForm(request.POST if act == "end" else None)
    if act and (work := _work(act, person, request, form, ended)) is not None:
        refused: BallotForm = ended if act == "end" else form
        try:
            actions.change_rows(by=cast(User, request.user), system=shown.system, work=work)
        except BadInput as wrong:
            if act == "confirm":
                messages.error(request, " ".join(map(said_in_form, wrong.problems)))
                return redirect("governance:my-interests", system=shown.name)
            refused.refuse(wrong)
        else:
            messages.success(request, DONE[act])
            return redirect("governance:my-interests", system=shown.name)
    context: dict[str, Any] = {
        **frame(shown, "my-interests"),
        "name": people_of(handbook).get(person, person),
        "mine": mine,
        "days": days_to_declare(handbook, today),
        "form": form,
        "ended": ended,
        "which": request.POST.get("statement", "") if act == "end" else "",
        "faulty": ended if ended.errors else form if form.errors else None,
    }
    return render(request, "governance/own_interests.jinja", context, status=400 if context["faulty"] else 200)


def _person(request: HttpRequest, shown: HandbookShown) -> str:
    persons = () if shown.fictional else sorted(own_persons(request.user, shown.system))
    if not persons:
        raise PermissionDenied(
            f"This page is for members of the boards and committees of {shown.title} whose account says who they are "
            "in its handbook. Sign in, or ask an administrator to grant the role of member with your id in the sheet "
            "people. The company secretary can enter your statement meanwhile."
        )
    return persons[0]


def _work(
    act: str, person: str, request: HttpRequest, form: DeclareForm, ended: EndedForm
) -> Callable[[Handbook], Change] | None:
    today, statement = timezone.localdate(), request.POST.get("statement", "")
    if act == "confirm":
        return lambda held: interest_acts.confirm(held, person=person, statement=statement, today=today)
    if act == "end" and ended.is_valid():
        last = ended.cleaned_data["last_day"]
        return lambda held: interest_acts.end(held, person=person, statement=statement, last_day=last, today=today)
    if act == "declare" and form.is_valid():
        said = form.said()
        return lambda held: interest_acts.declare(held, person=person, said=said, today=today)
    return None
