"""Reading what every page needs when the server starts, so that nobody's first page waits for it."""

from __future__ import annotations

import gc
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.template import engines
from django.urls import get_resolver, resolve, reverse

from commonweal.problems import BadInput

if TYPE_CHECKING:
    from commonweal.site.allocations.data_sets import DataSet

DRAWN: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("home", {}),
    ("allocations:england", {}),
    ("allocations:scenario", {"gain_cap": "1"}),
    ("allocations:difference", {}),
    ("allocations:explain", {"icb": "QHL", "number": "explain"}),
    ("allocations:explain", {"about": "place"}),
    ("organisations:index", {}),
    ("governance:rules", {}),
    ("receipts:check", {}),
    ("api:openapi-json", {}),
)
"""Pages that ask the database nothing and between them use addresses, forms, answers, tables, charts and bridges."""

_log = logging.getLogger("commonweal.site")


def warm() -> None:
    """Read rules, bundled tables and the register, work the published years, and draw what every page is made of.

    Nothing of it asks the database or another host. It takes a few seconds, once for each process. A file of the data
    folder that cannot be read stops nothing here: the page that needs it says what is wrong.
    """
    try:
        _read()
    except BadInput as wrong:
        _log.warning("not everything could be read beforehand: %s", wrong)
    _compile_templates(get_resolver().url_patterns)
    for name, given in DRAWN:
        try:
            draw(name, given)
        except BadInput as wrong:
            _log.warning("a page could not be drawn beforehand: %s", wrong)
    # What was read stays for as long as the process: let no visitor wait while the collector looks through it again.
    gc.collect()
    gc.freeze()


def _read() -> None:
    from commonweal.allocations.england import MAPS, england, years_of
    from commonweal.allocations.place_budget import STREAM_NAMES
    from commonweal.law import book
    from commonweal.population.practice_indicators import practice_indicators
    from commonweal.site.allocations.data_sets import data_set, data_sets, membership, practices
    from commonweal.site.allocations.forms.places import default_data
    from commonweal.site.allocations.forms.stream_year import EXPLAINED
    from commonweal.site.allocations.worked import worked
    from commonweal.site.governance.asking import read_beforehand
    from commonweal.site.organisations.register import register
    from commonweal.site.population.control_charts.figures import series
    from commonweal.site.population.figures import held
    from commonweal.site.population.finder.presenters import rank_beforehand
    from commonweal.site.population.inequality.figures import england as england_by_deprivation
    from commonweal.site.population.kept import read_beforehand as own_people
    from commonweal.site.population.own_people.figures import rows_by_area
    from commonweal.wiring import registry

    book()
    registry()
    register()
    read_beforehand()
    for stream in STREAM_NAMES:
        for year in years_of(stream):
            for map in MAPS:
                england(stream, year, map)
            if stream in EXPLAINED:
                worked(stream, year)
    for found in data_sets():
        practices(found)
        for kind in found.members:
            membership(found, kind)
    _explain_a_place(data_set(default_data()))
    if published := held():
        rank_beforehand(published)
    series()
    practice_indicators()
    england_by_deprivation()
    for people in own_people():
        rows_by_area(people)


def _explain_a_place(data: DataSet) -> None:
    """Explain one place, which reads the files as receipts do: by their bytes, and once for all places."""
    from commonweal.site.allocations.forms.explain import PlaceNumberForm
    from commonweal.site.allocations.place_reports import ask_of_place

    form = PlaceNumberForm({}, data)
    for place in list(form.places)[:1]:
        ask_of_place(data, form.chosen_icb, form.chosen_by, place, "core")


def _compile_templates(patterns: object) -> None:
    """Compile the pages, and the parts of the design system that they use.

    Args:
        patterns: The addresses; naming them has imported every view.
    """
    engine: Any = engines["jinja2"]
    environment = engine.env
    for name in environment.list_templates(extensions=["jinja"]):
        environment.get_template(name)


def draw(name: str, given: Mapping[str, str]) -> HttpResponseBase:
    """Draw a page for nobody, so that the patterns of addresses and the modules of templates are ready.

    Args:
        name: The name of its address.
        given: What the address asks for.

    Returns:
        What a visitor would be sent.
    """
    # Models can be imported only once Django is ready, which it need not be when this file is read.
    from django.contrib.auth.models import AnonymousUser

    request = HttpRequest()
    request.method, request.path = "GET", reverse(name)
    request.user = AnonymousUser()
    request.GET = QueryDict(urlencode(given))
    found = resolve(request.path)
    drawn: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    return drawn
