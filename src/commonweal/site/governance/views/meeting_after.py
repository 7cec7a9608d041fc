"""After a meeting: decisions are published, and those that were not quorate ratified; questions from the public."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.answers import read_date
from commonweal.governance.handbook import Handbook
from commonweal.problems import BadInput, Problem
from commonweal.site.governance.change import Change
from commonweal.site.governance.forms.public_question import PublicQuestionForm, shown_question
from commonweal.site.governance.handbooks import HandbookShown, require_whole
from commonweal.site.governance.meeting_acts import decisions, questions
from commonweal.site.governance.presenters import meeting_after as shown_after
from commonweal.site.governance.presenters.citations import cites_of_rule
from commonweal.site.governance.views.finding import found
from commonweal.site.governance.views.meeting_frame import meeting_frame
from commonweal.site.governance.views.writing import Sent, act_of, meeting_found, require_clerk, write

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def outcomes(request: HttpRequest, system: str, meeting: str) -> HttpResponse:
    """The decisions of a meeting, to be published or ratified."""
    shown = found(request, system)
    require_whole(shown)
    held, sent = meeting_found(shown.handbook, meeting), Sent()
    if request.method == "POST":
        sent = _act(request, shown, _outcome)
        if not sent.problems:
            messages.success(request, sent.said)
            return redirect("governance:outcomes", system=shown.name, meeting=meeting)
        shown = found(request, system)
        held = meeting_found(shown.handbook, meeting)
    context = {
        **meeting_frame(request, shown, held),
        "sent": sent,
        "decisions": shown_after.decisions_shown(shown.handbook, held, shown.day),
        "undecided": shown_after.undecided(shown.handbook, held),
        "local_day": timezone.localdate(),
    }
    return render(request, "governance/outcomes.jinja", context, status=sent.status)


@require_http_methods(_METHODS)
def public_questions(request: HttpRequest, system: str, meeting: str) -> HttpResponse:
    """Questions from the public: what the terms ask, those that came, and a form for one."""
    shown = found(request, system)
    require_whole(shown)
    held, sent = meeting_found(shown.handbook, meeting), Sent()
    chosen = shown_after.question_of(shown.handbook, held, request.GET.get("question", ""))
    sends = request.method == "POST" and not request.POST.get("act")  # a button beside a question sends no form
    given = request.POST if sends else shown_question(chosen) if chosen else None
    form = PublicQuestionForm(given, shown.handbook, held, chosen)
    if request.method == "POST" and not sends:
        sent = _act(request, shown, _question)
    elif sends and form.is_valid():
        id = (
            chosen.question
            if chosen
            else request.POST.get("question") or questions.next_question(shown.handbook, meeting)
        )
        work = partial(questions.put_question, row=form.row(str(id)[:100], meeting))
        sent = write(request, shown, work, request.POST.get("seen", ""))
    if request.method == "POST" and not sent.problems and (not sends or not form.errors):
        messages.success(request, sent.said)
        return redirect("governance:questions", system=shown.name, meeting=meeting)
    if sent.problems:
        shown = found(request, system)
    if not sends:
        form.errors.clear()
    context = {
        **meeting_frame(request, shown, held),
        "sent": sent,
        "form": form,
        "chosen": chosen,
        "id": chosen.question if chosen else questions.next_question(shown.handbook, meeting),
        "seen": shown_after.question_seen(shown.handbook, chosen),
        "limits": shown_after.limits_told(shown.handbook, shown.system, held),
        "cites": cites_of_rule(shown_after.RULE, held.on_date),
        "questions": shown_after.questions_shown(shown.handbook, shown.system, shown.name, held, shown.day),
    }
    return render(request, "governance/questions.jinja", context, status=400 if form.errors else sent.status)


def _act(
    request: HttpRequest,
    shown: HandbookShown,
    work_of: Callable[[HttpRequest, dict[str, str]], Callable[[Handbook], Change]],
) -> Sent:
    require_clerk(request, shown)
    try:
        said = act_of(request)
        return write(request, shown, work_of(request, said), said.get("seen"))
    except BadInput as wrong:
        return Sent(problems=wrong.problems)


def _outcome(request: HttpRequest, said: dict[str, str]) -> Callable[[Handbook], Change]:
    decision, do = said.get("decision", ""), said.get("do", "")
    if do == "publish":
        typed = request.POST.get("on", "").strip()
        day = read_date(typed, what="day of publication") if typed else timezone.localdate()
        known = request.POST.get("in_doubt_too") == "yes"
        return partial(decisions.publish_decision, decision=decision, on=day, in_doubt_too=known)
    if do == "ratify":
        if not request.POST.get("at_meeting"):
            raise BadInput(Problem("no meeting is chosen", column="at_meeting", do="choose the one that ratified it"))
        return partial(decisions.ratify_decision, decision=decision, at_meeting=request.POST["at_meeting"])
    raise BadInput(Problem("this page has no such button", given=do, do="open the page again"))


def _question(request: HttpRequest, said: dict[str, str]) -> Callable[[Handbook], Change]:
    do, question = said.get("do"), said.get("question", "")
    if do == "publish_text":
        read = request.POST.get("names_nobody") == "yes"
        return partial(questions.publish_text, question=question, on=timezone.localdate(), read=read)
    acts = {"remove": questions.withdraw_question, "hide_text": questions.hide_text}
    if do not in acts:
        raise BadInput(Problem("this page has no such button", do="open the page again"))
    return partial(acts[do], question=question)
