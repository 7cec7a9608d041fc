"""Operations on registers observed and expected: areas on one register, and one area on every register."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from commonweal.population.prevalence import Comparison, areas_compared, find_register
from commonweal.population.prevalence.shown import CAVEAT, METHOD, METHOD_NAME, ShownArea, sentence, shown_areas
from commonweal.problems import Problem
from commonweal.site.api.given import Listing
from commonweal.site.api.problems import NotHere
from commonweal.site.api.replies import PageOut, reply_list
from commonweal.site.population import presenters
from commonweal.site.population.api.figures_told import (
    NOT_HELD,
    REPLIES,
    FiguresOut,
    figures_here,
    practices_of,
    reply_table,
)
from commonweal.site.population.figures import Held

router = Router()

Level = Literal["icb", "place", "pcn", "practice"]
AreaCode = Annotated[str, Field(min_length=1, max_length=20, examples=["QHL"])]
"""The code of an ICB, place, network or practice."""

_FIELDS: dict[str, Any] = {name: (ShownArea.__annotations__[name], ...) for name in ShownArea.__slots__}
_FIELDS |= {"not_yet_found": (int | None, ...), "sentence": (str, ...)}


class ExpectedAsked(Listing):
    """Which figures to list."""

    level: Level = Field("icb", description="What to list")
    condition: str = Field("hypertension", max_length=60, description="A register, such as diabetes")
    icb: str = Field("", max_length=20, description="Only places, networks or practices of this ICB")
    code: str = Field("", max_length=20, description="Only this one")


class ConditionAsked(Listing):
    """A register, and which part of the list."""

    condition: str = Field("hypertension", max_length=60, description="A register, such as diabetes")


AreaOut = create_model("PrevalenceOut", **_FIELDS)
ConditionOut = create_model("ConditionPrevalenceOut", condition=(str, ...), **_FIELDS)


class ExpectedOut(PageOut):
    """Registers observed and expected, rounded to 5; 7 people and fewer are not shown.

    Args:
        unit: Of every count.
        method: With its version.
    """

    condition: str
    unit: str
    method: str
    caveat: str
    sources: list[str]
    items: list[AreaOut]  # type: ignore[valid-type]


class AreaConditionsOut(PageOut):
    """Every register of one area, rounded to 5; 7 people and fewer are not shown.

    Args:
        unit: Of every count.
        method: With its version.
    """

    level: Level
    code: str
    name: str
    unit: str
    method: str
    caveat: str
    sources: list[str]
    items: list[ConditionOut]  # type: ignore[valid-type]


class FifthOut(Schema):
    """Practices of one fifth by deprivation.

    Args:
        name: The fifth; Not known where practices have no score.
        ratio: On the register, of what is expected.
    """

    name: str
    practices: int
    people: int | None
    observed: int | None
    expected: int | None
    ratio: float | None


class FifthsOut(FiguresOut):
    """A register by fifth of deprivation of the practices of an area."""

    items: list[FifthOut]


@router.get(
    "/expected", response=ExpectedOut, openapi_extra=REPLIES, summary="People on registers, and expected on them"
)
def expected(request: HttpRequest, asked: Query[ExpectedAsked]) -> HttpResponseBase:
    """People on a register, held against what practices with the same ages, sex and deprivation record.

    There is something to tell where the installation's data folder holds the published files of practices. A code that
    is in none of them is not found; one that is there, outside the ICB that is asked for, gives an empty list.
    """
    found = figures_here()
    comparison = compared(found, asked.condition)
    register = comparison.register
    within = np.ones(len(found.figures.codes), dtype=bool)
    if asked.icb:
        within &= practices_of(found, "icb", asked.icb)
    if asked.code:
        within &= practices_of(found, asked.level, asked.code)
    areas = shown_areas(comparison, areas_compared(comparison, asked.level, within=within))

    def row(area: ShownArea) -> dict[str, Any]:
        return {**area.to_json(), "sentence": sentence(area, register)}

    return reply_list(
        request,
        asked,
        areas,
        row,
        name=f"{asked.level}-{register.id}",
        columns=tuple(_FIELDS),
        further={"condition": register.id, **_method(found)},
    )


@router.get(
    "/areas/{level}/{code}/conditions",
    response=AreaConditionsOut,
    openapi_extra=REPLIES,
    summary="Every register of an area",
)
def conditions(request: HttpRequest, level: Level, code: AreaCode, asked: Query[Listing]) -> HttpResponseBase:
    """Each register of one ICB, place, network or practice, and how many people are expected on it."""
    found = figures_here()
    within = practices_of(found, level, code)

    def row(comparison: Comparison) -> dict[str, Any]:
        area = presenters.one(comparison, level, within)
        told = sentence(area, comparison.register)
        return {"condition": comparison.register.id, **area.to_json(), "sentence": told}

    return reply_list(
        request,
        asked,
        list(found.comparisons.values()),
        row,
        name=f"conditions-{code.lower()}",
        columns=("condition", *_FIELDS),
        further={
            "level": level,
            "code": code.upper(),
            "name": found.figures.name_of(level, code.upper()),
            **_method(found),
        },
    )


@router.get(
    "/areas/{level}/{code}/deprivation",
    response=FifthsOut,
    openapi_extra=REPLIES,
    summary="A register by deprivation of the practices of an area",
)
def deprivation(request: HttpRequest, level: Level, code: AreaCode, asked: Query[ConditionAsked]) -> HttpResponseBase:
    """Practices and people of an area by fifth of deprivation, with those on a register and expected on it."""
    found = figures_here()
    within, comparison = practices_of(found, level, code), compared(found, asked.condition)
    name = found.figures.name_of(level, code.upper())
    table = presenters.table_of_fifths(
        found, comparison, within, f"{comparison.register.name} by deprivation of the practice: {name}"
    )
    return reply_table(request, asked, table, method=METHOD_NAME)


def compared(found: Held, condition: str) -> Comparison:
    """The practices on a register.

    Raises:
        NotHere: It is not published in the files that are held.
        BadInput: There is no such register.
    """
    register = find_register(condition)
    comparison = found.comparisons.get(register.id)
    if comparison is None:
        raise NotHere(Problem(NOT_HELD, given=register.id))
    return comparison


def _method(found: Held) -> dict[str, Any]:
    return {"unit": "people", "method": METHOD, "caveat": CAVEAT, "sources": list(found.figures.sources)}
