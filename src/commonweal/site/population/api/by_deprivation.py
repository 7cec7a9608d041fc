"""Operations on inequality: conditions by deprivation in England or an ICB, and what Core20PLUS5 asks for."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from commonweal.problems import Problem
from commonweal.site.api.given import Listing
from commonweal.site.api.problems import NotHere
from commonweal.site.population import presenters as registers
from commonweal.site.population.api.figures_told import (
    REPLIES,
    FiguresOut,
    chosen,
    figures_here,
    practices_of,
    reply_table,
)
from commonweal.site.population.figures import held
from commonweal.site.population.given import areas_of
from commonweal.site.population.inequality import presenters as shown
from commonweal.site.population.inequality.figures import ENGLAND, Conditions, conditions_of
from commonweal.site.population.inequality.forms import InequalityForm

router = Router()

ConditionId = Annotated[str, Field(min_length=1, max_length=60, examples=["diabetes"])]
"""A condition as the list of its area has it; England's file names conditions in its own way."""

_POINTS = "percentage points"
_UNITS = {
    **{f"gap{end}": _POINTS for end in ("", "_low", "_high")},
    **{f"slope{end}": _POINTS for end in ("", "_low", "_high")},
    **{f"relative{end}": "ratio" for end in ("", "_low", "_high")},
    **{f"concentration{end}": "index from -1 to 1" for end in ("", "_low", "_high")},
}


class InequalityAsked(Listing):
    """An area, and which part of the list."""

    area: str = Field(ENGLAND, max_length=20, description="england, or the code of an ICB")


class InequalityRowOut(Schema):
    """A condition with its measures; limits hold 19 of 20.

    Args:
        id: By which one condition is asked for.
        most, least: Fraction on the register in the most and the least deprived tenth or fifth.
        gap: The difference of the two, in percentage points.
        slope: Slope index of inequality, in percentage points.
        relative: Relative index of inequality.
        concentration: Concentration index.
        of: Whom the fraction is of.
    """

    id: str
    name: str
    most: float
    least: float
    gap: float | None
    gap_low: float | None
    gap_high: float | None
    slope: float | None
    slope_low: float | None
    slope_high: float | None
    relative: float | None
    relative_low: float | None
    relative_high: float | None
    concentration: float | None
    concentration_low: float | None
    concentration_high: float | None
    of: str


class InequalityOut(FiguresOut):
    """Every condition of an area.

    Args:
        quantile: tenth or fifth.
    """

    area: str
    quantile: str
    items: list[InequalityRowOut]


class QuantileOut(Schema):
    """A tenth or fifth by deprivation.

    Args:
        share: Fraction on the register.
        lower, upper: Its limits, 19 of 20.
    """

    quantile: str
    people: int
    share: float | None
    lower: float | None
    upper: float | None


class GradientOut(FiguresOut):
    """One condition by tenth or fifth, the most deprived first.

    Args:
        sentence: What the gradient says.
    """

    area: str
    condition: str
    sentence: str
    items: list[QuantileOut]


class Core20Asked(Listing):
    """England, or an area."""

    level: Literal["england", "icb", "place", "pcn", "practice"] = "england"
    code: str = Field("", max_length=20, description="Of the area; not for England")


class ClinicalAreaOut(Schema):
    """A clinical area of Core20PLUS5.

    Args:
        group: Adults or Children.
        asks: What it asks for.
        figure: What is published, or that nothing is.
        value: A fraction; null where there is none.
        how: How it is known.
    """

    name: str
    group: str
    asks: str
    figure: str
    value: float | None
    how: str


class Core20Out(FiguresOut):
    """What is published about each clinical area.

    Args:
        core20: The share in the most deprived fifth of England in words; empty where it is not known.
    """

    core20: str
    items: list[ClinicalAreaOut]


@router.get("/inequality", response=InequalityOut, openapi_extra=REPLIES, summary="Conditions by deprivation")
def inequality(request: HttpRequest, asked: Query[InequalityAsked]) -> HttpResponseBase:
    """Every condition with its gap, slope, relative and concentration index, the steepest first."""
    found, where, code = _area(asked.area)
    table = shown.table_of_all(found, where, code, "", lambda id: "", for_file=True)
    return reply_table(
        request,
        asked,
        table,
        method=shown.METHOD_NAME,
        units=_UNITS,
        also=lambda row: {"id": row["id"]},
        further={"area": code, "quantile": found.quantile},
    )


@router.get(
    "/inequality/{condition}", response=GradientOut, openapi_extra=REPLIES, summary="One condition by deprivation"
)
def gradient(request: HttpRequest, condition: ConditionId, asked: Query[InequalityAsked]) -> HttpResponseBase:
    """One condition by tenth of small areas in England, or by fifth of its practices in an ICB."""
    found, where, code = _area(asked.area)
    if condition not in found.gradients:
        known = ", ".join(found.gradients)
        raise NotHere(Problem("this condition is not published for the area", given=condition, expected=known))
    return reply_table(
        request,
        asked,
        shown.table(found, condition, where, code),
        method=shown.METHOD_NAME,
        further={"area": code, "condition": condition, "sentence": shown.sentence(found, condition, where)},
    )


@router.get("/core20plus5", response=Core20Out, openapi_extra=REPLIES, summary="What is published for Core20PLUS5")
def core20plus5(request: HttpRequest, asked: Query[Core20Asked]) -> HttpResponseBase:
    """Each clinical area of Core20PLUS5 with its public figure for England, an ICB, place, network or practice."""
    found = figures_here()
    if asked.level == "england":
        level, code, within = "icb", ENGLAND, np.ones(len(found.figures.codes), dtype=np.bool_)
    else:
        level, code, within = asked.level, asked.code.upper(), practices_of(found, asked.level, asked.code)
    return reply_table(
        request,
        asked,
        registers.table_of_core20plus5(found, level, code, within),
        method=registers.CORE20PLUS5_NAME,
        further={"core20": registers.core20_sentence(found, level, code)},
    )


def _area(asked: str) -> tuple[Conditions, str, str]:
    """An area's conditions, its name and its code.

    Raises:
        NotHere: The files are not held, or the area has too few practices to be told apart.
        BadInput: There is no such area.
    """
    practices = held()
    areas = [(ENGLAND, "England"), *(areas_of(practices, "icb") if practices else [])]
    given: dict[str, Any] = {"area": ENGLAND if asked.lower() == ENGLAND else asked.upper(), "condition": ""}
    code = str(chosen(InequalityForm(given, areas=areas))["area"])
    found = conditions_of(practices, code)
    if found is None:
        what = "the file of registers by deprivation is not held by this installation"
        raise NotHere(Problem(what if code == ENGLAND else "too few practices of this ICB can be compared", given=code))
    return found, dict(areas)[code], code
