"""What operations on published figures share: what must be held, what a form refuses, and a page's table as a reply."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Schema

from commonweal.population.prevalence.practices import LEVELS
from commonweal.population.statistics.estimates import BoolArray
from commonweal.problems import BadInput, Problem
from commonweal.site.api.description import error
from commonweal.site.api.given import Listing
from commonweal.site.api.problems import NotHere
from commonweal.site.api.replies import CSV, PageOut, reply_list
from commonweal.site.components.tables import Row, TableView
from commonweal.site.population.figures import Held, held
from commonweal.site.population.presenters import rows_within

NOT_HELD = "the published figures of practices are not held by this installation"

REPLIES = {"responses": {**CSV["responses"], 404: error("What is asked for is not held by this installation")}}
"""Says in the description that an operation also replies in CSV, and what it says where figures are not held."""

_UNITS = {"fraction_fine": "fraction"}


class ColumnOut(Schema):
    """A column of a table.

    Args:
        key: Its name in each item.
        title: Its heading on the page and in files.
        unit: Of its values, such as people or fraction; text where it is no number.
    """

    key: str
    title: str
    unit: str


class FiguresOut(PageOut):
    """A table as the page shows it, with its method and sources.

    Args:
        title: What the table shows.
        method: The method with its version.
        notes: What the figures mean, how they are worked out, and what they must not be taken for.
        sources: Who published what they rest on.
        columns: In order.
    """

    title: str
    method: str
    notes: list[str]
    sources: list[str]
    columns: list[ColumnOut]


def figures_here() -> Held:
    """The published figures of practices.

    Raises:
        NotHere: The installation's data folder has not the files.
    """
    found = held()
    if found is None:
        raise NotHere(Problem(NOT_HELD, do="the page /population/ names the files"))
    return found


def practices_of(found: Held, level: str, code: str) -> BoolArray:
    """Which practices are of an area.

    Raises:
        NotHere: None is.
    """
    within = rows_within(found, level, code.upper())
    if not within.any():
        raise NotHere(Problem(f"no {LEVELS[level]} has this code in the published figures", given=code))
    return within


def chosen(form: forms.Form) -> dict[str, Any]:
    """What a page's form makes of the parameters.

    Raises:
        BadInput: It refuses some; each is told with the form's own words.
    """
    if not form.is_valid():
        raise BadInput(
            Problem(
                f"the value of {name} cannot be used",
                given=str(form.data.get(name) or ""),
                do=_as_advice(str(message)),
            )
            for name, messages in form.errors.items()
            for message in messages
        )
    return form.cleaned_data


def reply_table(
    request: HttpRequest,
    listing: Listing,
    table: TableView,
    *,
    method: str,
    units: Mapping[str, str] | None = None,
    also: Callable[[Row], Mapping[str, Any]] = lambda row: {},
    further: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """A page's table, with what stands below it there.

    Args:
        request: Names the address.
        listing: Which part, in which form.
        table: As the page's own file holds it.
        method: With its version.
        units: Of columns whose values are printed on the page with their unit in the heading.
        also: Values of a row in another form than the page's, such as a month as ISO.
        further: What the reply tells besides.
    """
    said, sources = told(table.notes)
    columns = [
        {
            "key": column.key,
            "title": column.file_title,
            "unit": (units or {}).get(column.key) or _UNITS.get(column.unit, column.unit),
        }
        for column in table.columns
    ]

    def row(given: Row) -> dict[str, Any]:
        return {column.key: _known(column.raw(given)) for column in table.columns} | dict(also(given))

    keys = [column.key for column in table.columns]
    keys += [key for key in (also(table.rows[0]) if table.rows else {}) if key not in keys]
    return reply_list(
        request,
        listing,
        table.rows,
        row,
        name=table.name,
        columns=keys,
        further={
            "title": table.caption,
            "method": method,
            "notes": said,
            "sources": sources,
            "columns": columns,
            **(further or {}),
        },
    )


def told(notes: Iterable[str]) -> tuple[list[str], list[str]]:
    """What stands below a table, parted into what is said and what it rests on.

    Example:
        >>> told(["Counts are rounded.", "Sources: NHS England; ONS."])
        (['Counts are rounded.'], ['NHS England', 'ONS.'])
    """
    said, sources = [], []
    for line in notes:
        head, colon, rest = line.partition(": ")
        if colon and head in ("Source", "Sources"):
            sources += rest.split("; ")
        else:
            said.append(line)
    return said, sources


def _known(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _as_advice(message: str) -> str:
    return message[:1].lower() + message[1:]
