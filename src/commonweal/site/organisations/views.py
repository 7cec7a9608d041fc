"""The pages about organisations. They read the register and store nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.organisations.bodies import Body
from commonweal.organisations.kinds import Kind
from commonweal.organisations.nearest import nearest
from commonweal.organisations.register import Register
from commonweal.site.components.tables import asked_file, download_links
from commonweal.site.components.words import calendar_date
from commonweal.site.organisations import presenters
from commonweal.site.organisations.addresses import address
from commonweal.site.organisations.forms import DayForm, ListForm, asked, today
from commonweal.site.organisations.register import has_lists, register
from commonweal.site.organisations.tree_lines import MOST_LEAVES, tree_lines

PER_PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Bodies by kind and day, with a search box."""
    form = asked(ListForm, request.GET, kind="" if request.GET.get("q") else Kind.ICB.value)
    held = register()
    bodies, on, caption = _found(held, form)
    if request.GET.get("format") and (file := asked_file(request, presenters.list_table(held, bodies, on, caption))):
        return file
    page = Paginator(bodies, PER_PAGE).get_page(request.GET.get("page"))
    table = presenters.list_table(held, page.object_list, on, caption)
    context = {
        "form": form,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "table": table,
        "downloads": download_links(request, table),
        "kinds": presenters.kinds_held(held),
        "found": len(bodies),
        "query": _query(request),
        "has_lists": has_lists(),
        "on": on,
        "near": _near(held, form, bodies),
    }
    return render(request, "organisations/index.jinja", context, status=400 if form.errors else 200)


@require_safe
def body(request: HttpRequest, code: str) -> HttpResponse:
    """One body with its history."""
    form = asked(DayForm, request.GET)
    on = form.cleaned_data["on"] if form.is_valid() else today()
    found = _body(code)
    context = {"form": form, "shown": presenters.show(register(), found, on), "is_icb": found.kind is Kind.ICB}
    return render(request, "organisations/body.jinja", context, status=400 if form.errors else 200)


@require_safe
def tree(request: HttpRequest, code: str) -> HttpResponse:
    """A body and all open bodies below it on a day."""
    form = asked(DayForm, request.GET)
    on = form.cleaned_data["on"] if form.is_valid() else today()
    found = _body(code)
    node = register().tree(found, on)
    held = Counter(below.kind for below in node.walk())
    context = {
        "form": form,
        "body": found,
        "name": found.name_on(on),
        "on": on,
        "top": tree_lines(node, on, name_all=held.total() <= MOST_LEAVES),
        "counts": [
            (kind.words if count == 1 else kind.plural, count)
            for kind in Kind
            if (count := held[kind]) and kind is not node.kind
        ],
        "back": address(found.id, on),
    }
    return render(request, "organisations/tree.jinja", context, status=400 if form.errors else 200)


def _body(code: str) -> Body:
    found = register().find(code)
    if found is None:
        raise Http404(f"No body has the code {code}.")
    return found


def _found(held: Register, form: Any) -> tuple[list[Body], Any, str]:
    if not form.is_valid():
        return [], today(), "No organisations: mend what is marked above"
    chosen = form.cleaned_data
    kind = Kind(chosen["kind"]) if chosen["kind"] else None
    bodies = presenters.search(held, chosen["q"], kind, chosen["on"], closed=chosen["closed"])
    what = (kind.plural[:1].upper() + kind.plural[1:]) if kind else "Organisations"
    sought = f" with “{chosen['q'].strip()}” in the code or name" if chosen["q"].strip() else ""
    return bodies, chosen["on"], f"{what}{sought}, {calendar_date(chosen['on'])}"


def _near(held: Register, form: Any, bodies: list[Body]) -> list[tuple[str, str]]:
    """What a search that found nothing may have meant."""
    words = form.cleaned_data.get("q", "").strip() if form.is_valid() else ""
    if bodies or not words:
        return []
    return [(f"{body.name} ({body.id})", address(body.id)) for body in nearest(words, held.bodies)]


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    kept.pop("format", None)
    return kept.urlencode()
