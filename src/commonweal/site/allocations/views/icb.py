"""One ICB's allocation: its figures, the bridge, the answer with its receipt, the path, and the change of map."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonweal.allocations.england import england
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.allocations.data_sets import data_sets, practices
from commonweal.site.allocations.forms.asked import asked
from commonweal.site.allocations.forms.stream_year import EXPLAINED, ICB_DEFAULTS, IcbForm
from commonweal.site.allocations.presenters import icb as shown
from commonweal.site.allocations.presenters import path
from commonweal.site.allocations.presenters.bridges import as_table, icb_bridge
from commonweal.site.allocations.presenters.names import codes_of, icb_names, short_name, stream_words
from commonweal.site.allocations.worked import ask_of_icb, worked
from commonweal.site.components.tables import asked_file, download_links


@require_safe
def icb(request: HttpRequest, code: str) -> HttpResponse:
    """One ICB of either map."""
    if code.upper() != code:
        return redirect(reverse("allocations:icb", args=[code.upper()]))
    on_42, on_36 = code in codes_of("icb24"), code in codes_of("icb26")
    if not on_42 and not on_36:
        raise Http404(f"No ICB has the code {code}.")
    form = asked(IcbForm, request.GET, ICB_DEFAULTS)
    name = icb_names()[code]
    context: dict[str, Any] = {"form": form, "code": code, "name": short_name(name), "full_name": name}
    if not form.is_valid():
        return render(request, "allocations/icb.jinja", context, status=400)
    stream, year = form.cleaned_data["stream"], form.cleaned_data["year"]
    figures = england(stream, year, "icb24" if on_42 else "icb26").icb(code)
    change = shown.map_change(code, stream, year)
    context |= {
        "stream": stream,
        "stream_words": stream_words(stream),
        "year": year,
        "figures": figures,
        "stats": shown.stats(figures),
        "change": change,
        "restated": shown.restated_table(change.restated) if change and change.restated and on_42 else None,
        "places_address": _places_address(code),
        "may_register": may(request.user, Permission.ISSUE_RECEIPT),
    }
    if on_42 and stream in EXPLAINED:
        answered = ask_of_icb("icb_allocation", code, stream, year)
        explained = ask_of_icb("explain", code, stream, year)
        drawn = icb_bridge(worked(stream, year), code, explained.answer.details["bridge"], explained.evidence)
        steps = as_table(drawn, code, stream, year)
        if file := asked_file(request, steps):
            return file
        context |= {
            "answer": answered.answer,
            "question": answered.question,
            "bridge": drawn,
            "downloads": download_links(request, steps),
            "not_separable": explained.answer.notes,
        }
    else:
        asked_file(request)
    if on_42 and figures.closing_distance is not None:
        ahead = ask_of_icb("path", code, stream, year, years=form.cleaned_data["years"])
        context["path"] = path.show(ahead, figures)
    return render(request, "allocations/icb.jinja", context)


def _places_address(code: str) -> str:
    """The place builder with practice data that has the ICB; empty where there is none."""
    for data in data_sets():
        if not data.fictional and code in practices(data).icb_names:
            return f"{reverse('allocations:places')}?{urlencode({'data': data.key, 'icb': code})}"
    return ""
