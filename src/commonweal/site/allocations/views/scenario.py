"""The scenario page: change the rule, and see who would gain and who would lose."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.problems import BadInput
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.allocations.forms.asked import asked
from commonweal.site.allocations.forms.scenario import ScenarioForm
from commonweal.site.allocations.forms.stream_year import ICB_DEFAULTS, WorkedStreamForm
from commonweal.site.allocations.presenters import scenario as shown
from commonweal.site.allocations.presenters.names import stream_words
from commonweal.site.allocations.presenters.policy_words import rule_sentences, rule_source
from commonweal.site.allocations.worked import ask_scenario
from commonweal.site.components.tables import asked_file, download_links


@require_safe
def scenario(request: HttpRequest) -> HttpResponse:
    """What if."""
    choice = asked(WorkedStreamForm, request.GET, ICB_DEFAULTS)
    if not choice.is_valid():
        return render(request, "allocations/scenario.jinja", {"choice": choice, "form": choice}, status=400)
    stream, year = choice.cleaned_data["stream"], choice.cleaned_data["year"]
    form = ScenarioForm(request.GET, stream, year)
    context: dict[str, Any] = {
        "choice": choice,
        "form": form,
        "stream": stream,
        "stream_words": stream_words(stream),
        "year": year,
        "rule": rule_sentences(stream, year),
        "rule_source": rule_source(stream, year),
    }
    change = form.request() if form.is_valid() else {}
    if change:
        try:
            answered = ask_scenario(stream, year, change)
        except BadInput as wrong:
            _tell(form, wrong)
        else:
            table = shown.table(answered)
            if file := asked_file(request, table):
                return file
            spec, chart_table = shown.chart(answered)
            context |= {
                "answer": answered.answer,
                "question": answered.question,
                "may_register": may(request.user, Permission.ISSUE_RECEIPT),
                "stats": shown.stats(answered),
                "sentence": shown.sentence(answered),
                "changes": shown.changes(answered),
                "table": table,
                "downloads": download_links(request, table),
                "chart": spec,
                "chart_table": chart_table,
            }
    elif form.is_valid():
        asked_file(request)
    return render(request, "allocations/scenario.jinja", context, status=400 if form.errors else 200)


def _tell(form: ScenarioForm, wrong: BadInput) -> None:
    """What the library refuses, beside the field that it is about where that can be told."""
    for problem in wrong.problems:
        names = [name for name in form.fields if name in problem.column]
        form.add_error(names[0] if names else "growth", str(problem))
