"""The rules by which a handbook is checked: all of them on a day, and one with its history."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.governance.forms.day import DayForm
from commonweal.site.governance.presenters.rules import rule_shown, rules_table


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule as it stands on a day, with its evidence and status."""
    form = DayForm(request.GET)
    on = form.cleaned_data["on"] if form.is_valid() else timezone.localdate()
    table = rules_table(on)
    if file := asked_file(request, table):
        return file
    context: dict[str, Any] = {"form": form, "on": on, "table": table, "downloads": download_links(request, table)}
    return render(request, "governance/rules.jinja", context, status=400 if form.errors else 200)


@require_safe
def rule(request: HttpRequest, rule: str) -> HttpResponse:
    """One rule: what it asks, what facts it needs, and each value with its source."""
    shown = rule_shown(rule)
    if shown is None:
        raise Http404("No handbook is checked by such a rule.")
    return render(request, "governance/rule.jinja", {"rule": shown})
