"""The check of a handbook against the rules."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.problems import BadInput
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.asking import CHECK, ask_about
from commonweal.site.governance.forms.day import CheckForm, asked
from commonweal.site.governance.handbooks import require_whole
from commonweal.site.governance.presenters import check as shown_check
from commonweal.site.governance.presenters.names import words
from commonweal.site.governance.views.finding import found, frame


@require_safe
def check(request: HttpRequest, system: str) -> HttpResponse:
    """Findings by severity, with what to do and what to fill in first."""
    shown = found(request, system)
    require_whole(shown)
    form, on = asked(CheckForm, request, shown)
    context: dict[str, Any] = {**frame(shown, "check"), "form": form, "on": on}
    if form.is_valid():
        reform = form.cleaned_data["overlay"]
        overlays = (reform,) if reform else ()
        inputs = {"systems": [shown.system], "rules": []}
        try:
            answered = ask_about(shown, CHECK, inputs, on, overlays)
        except BadInput as wrong:
            return render(request, "governance/check.jinja", {**context, "problems": wrong.problems}, status=422)
        under = f", under the {words(reform)}" if reform else ""
        table = shown_check.findings_table(answered.answer, f"Check of {shown.title} on {calendar_date(on)}{under}")
        changes = None
        if reform:
            plain = ask_about(shown, CHECK, inputs, on)
            changes = shown_check.changes_table(plain.answer, answered.answer, reform)
        if file := asked_file(request, table, *filter(None, [changes])):
            return file
        sections, left = shown_check.sections(answered.answer)
        context |= {
            "answer": answered.answer,
            "sections": sections,
            "left": left,
            "counts": shown_check.counts(answered.answer),
            "fill_first": shown_check.fill_first(answered.answer),
            "table": table,
            "downloads": download_links(request, table),
            "changes": changes,
            "changes_downloads": download_links(request, changes) if changes else [],
            "question": CHECK,
            "inputs": inputs,
            "overlay": reform,
            "may_register": may(request.user, Permission.ISSUE_RECEIPT),
        }
    return render(request, "governance/check.jinja", context, status=400 if form.errors else 200)
