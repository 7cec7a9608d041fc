"""The functions and decisions map of a handbook, made once for each state of it and each day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache

from commonweal.answers import Source
from commonweal.charts.functions_map import functions_map_svg
from commonweal.governance.functions_map import MapRow, functions_map
from commonweal.governance.handbook import Grant, Handbook, Records
from commonweal.governance.reform import falling
from commonweal.governance.rule_lookup import rule_on
from commonweal.governance.standing import standings
from commonweal.law import book
from commonweal.site.components.words import calendar_date
from commonweal.site.governance import records
from commonweal.site.governance.handbooks import HandbookShown

_TAKEN_AWAY = frozenset({"bodies", "grants"})
"""Sheets whose rows a reform takes out of the map; a seat that need not be there any more decides nothing alone."""


def map_of(shown: HandbookShown, on: date) -> tuple[MapRow, ...]:
    """Who decides what on a day.

    The map itself is public. It is made from every row of the handbook, whoever asks, since a map that is made from a
    part would say that nobody decides where somebody does.
    """
    return _map(shown, on)


def map_under(shown: HandbookShown, on: date, reform: str) -> tuple[MapRow, ...]:
    """Who would decide what on a day, were a reform law: without the bodies and grants that it takes away.

    What would come in their place is in no handbook yet, so a function that loses its footing stands without anybody.

    Raises:
        BadInput: The reform has nothing to say on this day.
    """
    return _map_under(shown, on, reform, datetime.now(UTC).date())


@lru_cache(maxsize=32)
def routes_cited(shown: HandbookShown, on: date) -> tuple[Source, ...]:
    """The law by which the grants of a map pass functions on, once each, as it stands on the day."""
    used = {grant for row in map_of(shown, on) for grant in row.route}
    records = Records(_whole(shown))
    routes = dict.fromkeys(row.route for row in records.rows(Grant) if row.grant in used and row.route)
    rules = (rule_on(records, f"governance.route.{route}", on) for route in routes)
    return tuple(dict.fromkeys(rule.source for rule in rules if rule))


def drawing_of(shown: HandbookShown, on: date) -> str:
    """The map as an SVG drawing."""
    return functions_map_svg(map_of(shown, on), title=f"Who decides what, {shown.title}, {calendar_date(on)}")


@lru_cache(maxsize=32)
def _map(shown: HandbookShown, on: date) -> tuple[MapRow, ...]:
    return functions_map(Records(_whole(shown)), on)


@lru_cache(maxsize=16)
def _map_under(shown: HandbookShown, on: date, reform: str, known_on: date) -> tuple[MapRow, ...]:
    handbook = _whole(shown)
    rules = standings(book((reform,)), on=on, known_on=known_on)
    gone = {(each.table, each.key) for each in falling(rules, Records(handbook), on=on) if each.table in _TAKEN_AWAY}
    left = [row for rows in handbook.tables.values() for row in rows if (row.TABLE, str(row.key[0])) not in gone]
    return functions_map(Records(Handbook.of(left)), on)


def _whole(shown: HandbookShown) -> Handbook:
    return shown.handbook if shown.whole else records.stored_handbook(shown.system)
