"""What a reform that is not in force would change in a handbook: seats, bodies, plans, grants, duties, deciders."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.law import overlay_names
from commonweal.problems import BadInput
from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.governance.asking import CHECK, FIRST_REFORM, ask_about
from commonweal.site.governance.forms.day import CheckForm, asked
from commonweal.site.governance.handbooks import require_whole
from commonweal.site.governance.maps import map_of, map_under
from commonweal.site.governance.presenters import check as shown_check
from commonweal.site.governance.presenters import functions as shown_functions
from commonweal.site.governance.presenters import reform as shown_reform
from commonweal.site.governance.presenters.names import words
from commonweal.site.governance.views.finding import found, frame


@require_safe
def reform(request: HttpRequest, system: str) -> HttpResponse:
    """What changes between the law as it stands on a day and a reform on top of it."""
    shown = found(request, system)
    require_whole(shown)
    form, on = asked(CheckForm, request, shown)
    context: dict[str, Any] = {
        **frame(shown, "reform"),
        "form": form,
        "on": on,
        "names": [(each, words(each)) for each in overlay_names()],
    }
    if not form.is_valid():
        return render(request, "governance/reform.jinja", context, status=400)
    name = form.cleaned_data["overlay"] or FIRST_REFORM
    context |= {"name": name, "said": words(name)}
    inputs = {"systems": [shown.system], "rules": []}
    try:
        reformed = ask_about(shown, CHECK, inputs, on, (name,)).answer
        under = map_under(shown, on, name)
    except BadInput as wrong:
        return render(request, "governance/reform.jinja", context | {"problems": wrong.problems}, status=422)
    plain = ask_about(shown, CHECK, inputs, on).answer
    falls = shown_reform.falling_tables(reformed, name)
    duties = shown_check.changes_table(plain, reformed, name)
    decides = shown_functions.changes_table(map_of(shown, on), under, shown_functions.under_reform(name, on))
    if file := asked_file(request, duties, *falls, decides):
        return file
    context |= {
        "falls": [(shown_reform.grouped(table), download_links(request, table)) for table in falls],
        "further": [(table, download_links(request, table)) for table in (duties, decides)],
        "count": len(reformed.details["falls"]),
    }
    return render(request, "governance/reform.jinja", context)
