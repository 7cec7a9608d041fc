"""Nomination ballots of partner members: the list, one ballot, and what is done in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.governance.handbook import Ballot, BallotVote, Handbook
from commonweal.governance.nominations import CALCULATION
from commonweal.problems import BadInput
from commonweal.site.accounts.authority import Reach, may
from commonweal.site.accounts.models import User
from commonweal.site.accounts.roles import Permission
from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.governance import actions, ballot_acts
from commonweal.site.governance.asking import ask_about
from commonweal.site.governance.ballot_rights import is_open, is_settled, may_take_part
from commonweal.site.governance.change import Change, Stale
from commonweal.site.governance.forms.ballot import (
    ApproveForm,
    BallotForm,
    CloseForm,
    ForwardForm,
    OpenForm,
    RecordApprovalForm,
    VoteForm,
)
from commonweal.site.governance.presenters import ballots as shown_ballots
from commonweal.site.governance.presenters.names import address, body_name, people_of
from commonweal.site.governance.row_access import RowAccess
from commonweal.site.governance.views.finding import found, frame

DONE = {
    "forward": "The person is put forward.",
    "vote": "The vote is cast. It can be changed until the ballot closes.",
    "close": "The vote is closed: nobody can be put forward and no vote cast any more.",
    "approve": "The approval is recorded.",
}


def _opened(request: HttpRequest, system: str) -> RowAccess:
    access = RowAccess(found(request, system), request.user)
    if not access.shown.whole and not access.own:
        raise PermissionDenied(
            f"Ballots are shown to the company secretary and the chair of {access.shown.title}, to auditors, and to "
            "the partner organisations that may take part. Sign in as one of them."
        )
    return access


@require_safe
def ballots(request: HttpRequest, system: str) -> HttpResponse:
    """The ballots that the visitor may read, the latest first."""
    access = _opened(request, system)
    table = shown_ballots.ballots_table(access.shown)
    if file := asked_file(request, table):
        return file
    context = {
        **frame(access.shown, "ballots"),
        "access": access,
        "table": table,
        "downloads": download_links(request, table),
    }
    return render(request, "governance/ballots.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_ballot(request: HttpRequest, system: str) -> HttpResponse:
    """A form that opens a ballot."""
    access = _opened(request, system)
    if not access.edits_all:
        raise PermissionDenied(f"Only the company secretary of {access.shown.system} opens ballots here.")
    seats = shown_ballots.seats_to_fill(access.shown.handbook, access.shown.day)
    sent = request.method == "POST"
    form = OpenForm(request.POST if sent else None, seat=[("", "Choose a seat"), *seats])
    if sent and form.is_valid():
        today, asked = timezone.localdate(), form.cleaned_data

        def work(handbook: Handbook) -> Change:
            return ballot_acts.open_ballot(
                handbook, seat=asked["seat"], opened_on=asked["opened_on"], closed_on=asked["closed_on"], today=today
            )

        if _written(request, access, form, work):
            messages.success(request, "The ballot is open for those who may take part.")
            if told := shown_ballots.filled_words(access.shown.handbook, asked["seat"], today):
                messages.warning(request, told)
            return redirect("governance:ballots", system=access.shown.name)
    context = {
        **frame(access.shown, "ballots"),
        "further_trail": [("Nomination ballots", address("ballots", access.shown.name))],
        "form": form,
        "seats": seats,
    }
    return render(request, "governance/ballot_open.jinja", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, system: str, ballot: str) -> HttpResponse:
    """One ballot: who may nominate, who stands, the votes, what is wrong or missing, and what the visitor may do."""
    access = _opened(request, system)
    row = next(iter(access.shown.handbook.rows(Ballot, ballot=ballot)), None)
    if row is None:
        raise Http404("The handbook has no such ballot that you may read.")
    act = request.POST.get("act", "") if request.method == "POST" else ""
    forms = _forms(request, access, row, act)
    if act:
        if act not in forms:
            raise PermissionDenied("You may not do this in this ballot as it stands.")
        form = forms[act]
        if form.is_valid() and _written(request, access, form, _work(act, row, form)):
            messages.success(request, DONE[act])
            silent = shown_ballots.not_voted(access.shown, row) if act == "close" else []
            if silent:
                messages.warning(request, f"The vote was closed with votes not cast: {', '.join(silent)}.")
            return redirect("governance:ballot", system=access.shown.name, ballot=row.ballot)
    voters = shown_ballots.voters_table(access.shown, row, access.own)
    if file := asked_file(request, voters):
        return file
    faulty = any(form.errors for form in forms.values())
    return render(
        request, "governance/ballot.jinja", _context(request, access, row, forms, voters), status=400 if faulty else 200
    )


def _context(
    request: HttpRequest, access: RowAccess, row: Ballot, forms: dict[str, BallotForm], voters: Any
) -> dict[str, Any]:
    shown = access.shown
    inputs = {"ballot": row.ballot}
    answer = ask_about(shown, CALCULATION, inputs, shown.day).answer if shown.whole else None
    approved = bool(row.chair_approved_on and row.nominated)
    appoint = {"seat": row.seat, "person": row.nominated, "nomination": row.ballot}
    return {
        **frame(shown, "ballots"),
        "further_trail": [("Nomination ballots", address("ballots", shown.name))],
        "ballot": row,
        "name": shown_ballots.seat_title(shown.handbook, row),
        "facts": shown_ballots.facts(shown, row),
        "nominations": shown_ballots.nominations_table(shown, row),
        "voters": voters,
        "downloads": download_links(request, voters),
        "voted": len(shown_ballots.those_who_voted(shown, row)),
        "answer": answer,
        "silent": shown_ballots.not_voted(shown, row) if "close" in forms and not row.chair_approved_on else [],
        "filled": shown_ballots.filled_words(shown.handbook, row.seat, shown.day) if access.edits_all else "",
        "settled": is_settled(row),
        "tally": shown_ballots.tally_table(shown, row) if shown.whole else None,
        "forms": forms,
        "faulty": next((form for form in forms.values() if form.errors), None),
        "appoint": address("row-new", shown.name, "appointments", **appoint) if approved and access.edits_all else "",
        "question": CALCULATION,
        "inputs": inputs,
        "on": shown.day,
        "may_register": may(request.user, Permission.ISSUE_RECEIPT),
    }


def _forms(request: HttpRequest, access: RowAccess, row: Ballot, act: str) -> dict[str, BallotForm]:
    """The forms that the visitor may use on the ballot as it stands."""
    if access.shown.fictional:
        return {}
    today, handbook = timezone.localdate(), access.shown.handbook
    people = people_of(handbook)
    stand = [(person, people.get(person, person)) for person in shown_ballots.nominated_by(handbook, row)]
    mine = [
        (body, body_name(handbook, body, today))
        for body in access.own
        if may_take_part(handbook, row, body, today).holds is not False
    ]
    found: dict[str, BallotForm] = {}

    def given(name: str) -> Any:
        return request.POST if act == name else None

    if mine and is_open(row, today):
        listed = [("", "Choose a person"), *shown_ballots.people_listed(handbook)]
        found["forward"] = ForwardForm(given("forward"), person=listed, forward_by=mine)
        if stand:
            held = [vote.for_person for vote in handbook.rows(BallotVote, ballot=row.ballot) if vote.body == mine[0][0]]
            now = {"vote_for": held[0]} if held and len(mine) == 1 else {}
            found["vote"] = VoteForm(given("vote"), initial=now, vote_for=stand, vote_of=mine)
    if access.edits_all and row.opened_on and row.opened_on <= today and not row.chair_approved_on:
        start = {
            "closed_on": min(row.closed_on or today, today),
            "nominated": row.nominated,
            "process_followed": {True: "yes", False: "no", None: ""}[row.process_followed],
        }
        found["close"] = CloseForm(given("close"), initial=start, nominated=[("", "Not known yet"), *stand])
    chairs = may(access.visitor, Permission.APPROVE_NOMINEE, Reach(access.shown.system))
    if (
        (chairs or access.edits_all)
        and row.nominated
        and row.closed_on
        and row.closed_on <= today
        and not row.chair_approved_on
    ):
        kind = ApproveForm if chairs else RecordApprovalForm
        found["approve"] = kind(given("approve"), initial={"approved_on": today})
    return found


def _work(act: str, row: Ballot, form: BallotForm) -> Callable[[Handbook], Change]:
    asked, today = form.cleaned_data, timezone.localdate()
    match act:
        case "forward":
            named = {"body": asked["forward_by"], "person": asked["person"], "name": asked["name"]}
            return lambda held: ballot_acts.put_forward(held, ballot=row.ballot, today=today, **named)
        case "vote":
            cast_for = {"body": asked["vote_of"], "person": asked["vote_for"]}
            return lambda held: ballot_acts.cast_vote(held, ballot=row.ballot, today=today, **cast_for)
        case "close":
            followed = cast(CloseForm, form).followed
            return lambda held: ballot_acts.close_ballot(
                held,
                ballot=row.ballot,
                closed_on=asked["closed_on"],
                nominated=asked["nominated"],
                process_followed=followed,
                today=today,
            )
    approved = {"approved_on": asked["approved_on"], "minute": asked.get("minute", "")}
    return lambda held: ballot_acts.approve(held, ballot=row.ballot, today=today, **approved)


def _written(request: HttpRequest, access: RowAccess, form: BallotForm, work: Callable[[Handbook], Change]) -> bool:
    try:
        actions.change_rows(by=cast(User, request.user), system=access.shown.system, work=work)
    except BadInput as wrong:
        form.refuse(wrong)
        return False
    except Stale as stale:  # pragma: no cover - no page of a ballot sends what it rests on
        form.add_error(None, str(stale))
        return False
    return True
