"""Filling a form from an address, with defaults for what the address leaves out; and the areas that it may name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import numpy as np
from django import forms
from django.http import HttpRequest, QueryDict

from commonweal.site.population.figures import Held

_Form = TypeVar("_Form", bound=forms.Form)

Choices = list[tuple[str, str]]


def filled(form: type[_Form], given: QueryDict, defaults: Mapping[str, str], **further: Any) -> _Form:
    """The form as the address fills it; a field that it does not name takes its default."""
    query = QueryDict(mutable=True)
    for name, value in defaults.items():
        query[name] = value
    for name in given:
        query.setlist(name, given.getlist(name))
    return form(query, **further)


def areas_of(held: Held, level: str, icb: str = "") -> Choices:
    """Codes and names of a level's areas in order of name; only those with practices in an ICB where one is named."""
    codes, numbers = held.figures.numbered_areas(level)
    boards, board_numbers = held.figures.numbered_areas("icb")
    if icb:
        there = board_numbers == (boards.index(icb) if icb in boards else -1)
        codes = tuple(codes[number] for number in np.unique(numbers[there]).tolist())
    named = ((code, held.figures.name_of(level, code)) for code in codes if code)
    return sorted(named, key=lambda pair: pair[1])


def sorted_address(request: HttpRequest, key: str, sort: str, order: str, table: str) -> str:
    """The same page with its table sorted by a column; the other way round where it is sorted by it already."""
    query = request.GET.copy()
    query["sort"] = key
    query["order"] = "ascending" if key == sort and order == "descending" else "descending"
    query.pop("format", None)
    return f"{request.path}?{query.urlencode()}#{table}"


def short_board_name(name: str) -> str:
    """An ICB's name without the words that all of them share.

    Example:
        >>> short_board_name("NHS Devon Integrated Care Board")
        'Devon'
    """
    return name.removeprefix("NHS ").removesuffix(" Integrated Care Board")
