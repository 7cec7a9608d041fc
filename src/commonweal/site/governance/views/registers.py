"""The published registers: an index, and each as it stands on a day. Nobody has to sign in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.governance.forms.day import DayForm, asked
from commonweal.site.governance.presenters.citations import cites_of_rules
from commonweal.site.governance.presenters.names import address
from commonweal.site.governance.presenters.registers import SHOWN, count_shown, register_shown
from commonweal.site.governance.views.finding import found, frame


@require_safe
def registers(request: HttpRequest, system: str) -> HttpResponse:
    """Which registers there are, what makes each public, and how many entries each has."""
    shown = found(request, system)
    form, on = asked(DayForm, request, shown)
    listed = [
        {
            "register": each,
            "count": count_shown(shown, name, on),
            "href": address("register", shown.name, name, on=on.isoformat()),
            "cites": cites_of_rules(each.grounds, on),
        }
        for name, each in SHOWN.items()
    ]
    context = {**frame(shown, "registers"), "form": form, "on": on, "listed": listed}
    return render(request, "governance/registers.jinja", context, status=400 if form.errors else 200)


@require_safe
def register(request: HttpRequest, system: str, register: str) -> HttpResponse:
    """One register on a day, with what is withheld left out and counted."""
    shown = found(request, system)
    if register not in SHOWN:
        raise Http404("There is no such register.")
    if register == "interests":
        # It has a page of its own, where it can be read for one body.
        query = request.GET.urlencode()
        return redirect(address("interests", shown.name) + (f"?{query}" if query else ""))
    form, on = asked(DayForm, request, shown)
    table = register_shown(shown, register, on)
    if file := asked_file(request, table):
        return file
    context = {
        **frame(shown, "registers"),
        "further_trail": [("Registers", address("registers", shown.name))],
        "form": form,
        "on": on,
        "register": SHOWN[register],
        "table": table,
        "downloads": download_links(request, table),
        "cites": cites_of_rules(SHOWN[register].grounds, on),
    }
    return render(request, "governance/register.jinja", context, status=400 if form.errors else 200)
