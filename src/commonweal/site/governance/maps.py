"""The functions and decisions map of a handbook, made once for each state of it and each day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from commonweal.charts.functions_map import functions_map_svg
from commonweal.governance.functions_map import MapRow, functions_map
from commonweal.governance.handbook import Records
from commonweal.site.components.words import calendar_date
from commonweal.site.governance import records
from commonweal.site.governance.handbooks import HandbookShown


def map_of(shown: HandbookShown, on: date) -> tuple[MapRow, ...]:
    """Who decides what on a day.

    The map itself is public. It is made from every row of the handbook, whoever asks, since a map that is made from a
    part would say that nobody decides where somebody does.
    """
    return _map(shown, on)


def drawing_of(shown: HandbookShown, on: date) -> str:
    """The map as an SVG drawing."""
    return functions_map_svg(map_of(shown, on), title=f"Who decides what, {shown.title}, {calendar_date(on)}")


@lru_cache(maxsize=32)
def _map(shown: HandbookShown, on: date) -> tuple[MapRow, ...]:
    handbook = shown.handbook if shown.whole else records.stored_handbook(shown.system)
    return functions_map(Records(handbook), on)
