"""Reading what every page needs when the server starts, so that nobody's first page waits for it."""

from __future__ import annotations

import logging
from typing import Any

from django.template import engines
from django.urls import get_resolver

from commonweal.problems import BadInput

_log = logging.getLogger("commonweal.site")


def warm() -> None:
    """Read rules, bundled tables and the register, work the published years, and compile the pages' templates.

    Nothing of it asks the database or another host. It takes a few seconds, once for each process. A file of the data
    folder that cannot be read stops nothing here: the page that needs it says what is wrong.
    """
    try:
        _read()
    except BadInput as wrong:
        _log.warning("not everything could be read beforehand: %s", wrong)
    _compile_templates(get_resolver().url_patterns)


def _read() -> None:
    from commonweal.allocations.england import MAPS, england, years_of
    from commonweal.allocations.place_budget import STREAM_NAMES
    from commonweal.law import book
    from commonweal.site.allocations.data_sets import data_sets, practices
    from commonweal.site.allocations.forms.stream_year import EXPLAINED
    from commonweal.site.allocations.worked import worked
    from commonweal.site.organisations.register import register
    from commonweal.wiring import registry

    book()
    registry()
    register()
    for stream in STREAM_NAMES:
        for year in years_of(stream):
            for map in MAPS:
                england(stream, year, map)
            if stream in EXPLAINED:
                worked(stream, year)
    for found in data_sets():
        practices(found)


def _compile_templates(patterns: object) -> None:
    """Compile the pages, and the parts of the design system that they use.

    Args:
        patterns: The addresses; naming them has imported every view.
    """
    engine: Any = engines["jinja2"]
    environment = engine.env
    for name in environment.list_templates(extensions=["jinja"]):
        environment.get_template(name)
