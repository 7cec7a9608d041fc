"""A merger or a split seen from a day, and whether what a cluster resolved has a route for each of its boards."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.governance.merger_answer import CLUSTER, MERGER
from commonweal.problems import BadInput
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.governance.asking import ask_about
from commonweal.site.governance.forms.merger import ClusterForm, MergerForm, boards
from commonweal.site.governance.handbooks import HandbookShown, require_whole
from commonweal.site.governance.joined_shown import others_readable, together
from commonweal.site.governance.presenters import merger as shown_merger
from commonweal.site.governance.presenters.citations import cites
from commonweal.site.governance.presenters.names import address
from commonweal.site.governance.views.finding import found, frame


@require_safe
def merger(request: HttpRequest, system: str) -> HttpResponse:
    """What has to be re-homed, each line with exactly one successor, those without one or with two marked."""
    shown = found(request, system)
    require_whole(shown)
    others = others_readable(shown, request.user)
    context: dict[str, Any] = frame(shown, "merger")
    try:
        # What was chosen is joined before the form is looked at, since the boards to choose from come of it.
        held = together(shown, _chosen(request, others), request.user)
    except BadInput as wrong:
        form = MergerForm({}, others=others, closing=boards(shown.handbook))
        context |= {"form": form, "on": shown.day, "problems": wrong.problems}
        return render(request, "governance/merger.jinja", context, status=422)
    given: Any = request.GET.copy()
    if not str(given.get("on", "")).strip():
        given["on"] = shown.day.isoformat()
    form = MergerForm(given, others=others, closing=boards(held.handbook))
    valid = form.is_valid()
    on = form.cleaned_data.get("on") or shown.day
    context |= {"form": form, "on": on}
    if not valid:
        return render(request, "governance/merger.jinja", context, status=400)
    inputs = {"successions": form.successions()}
    answer = ask_about(held, MERGER, inputs, on).answer
    lines = shown_merger.lines_table(
        held.handbook,
        answer,
        on,
        kind=form.cleaned_data["kind"],
        only_open=form.cleaned_data["lines"] == "open",
    )
    counts = shown_merger.counts_table(answer)
    if file := asked_file(request, lines, counts):
        return file
    context |= {
        "answer": answer,
        "closings": shown_merger.closings(held.handbook, answer),
        "counts": counts,
        "lines": lines,
        "kinds": shown_merger.kinds(answer),
        "cites": cites(answer.reasons),
        "downloads": download_links(request, lines),
        "alone": held is shown,
        "question": MERGER,
        "inputs": inputs,
        "may_register": may(request.user, Permission.ISSUE_RECEIPT),
    }
    return render(request, "governance/merger.jinja", context)


@require_safe
def cluster(request: HttpRequest, system: str) -> HttpResponse:
    """Whether a decision of a cluster, which is no body in law, binds each of its boards, and by what route."""
    shown = found(request, system)
    require_whole(shown)
    others = others_readable(shown, request.user)
    context: dict[str, Any] = {
        **frame(shown, "merger"),
        "further_trail": [("Merger and cluster", address("merger", shown.name))],
    }
    try:
        held = together(shown, _chosen(request, others), request.user)
    except BadInput as wrong:
        context |= {"form": ClusterForm({}, shown.handbook, others), "problems": wrong.problems}
        context["form"].errors.clear()
        return render(request, "governance/cluster.jinja", context, status=422)
    form = ClusterForm(request.GET, held.handbook, others)
    context["form"] = form
    if not request.GET.get("decision"):
        form.errors.clear()
        return render(request, "governance/cluster.jinja", context)
    if not form.is_valid():
        return render(request, "governance/cluster.jinja", context, status=400)
    decision = form.cleaned_data["decision"]
    inputs = {"decision": decision, "icbs": form.cleaned_data["icb"] or [code for code, _ in form.boards]}
    on = form.days[decision]
    context |= {
        "answer": _route(held, inputs, on),
        "alone": held is shown,
        "question": CLUSTER,
        "inputs": inputs,
        "on": on,
        "may_register": may(request.user, Permission.ISSUE_RECEIPT),
    }
    return render(request, "governance/cluster.jinja", context)


def _route(held: HandbookShown, inputs: dict[str, Any], on: Any) -> Any:
    return ask_about(held, CLUSTER, inputs, on).answer


def _chosen(request: HttpRequest, others: list[tuple[str, str]]) -> list[str]:
    able = dict(others)
    return [system for system in request.GET.getlist("together") if system in able]
