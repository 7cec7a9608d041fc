"""Operations on the conditions of a system's own people: how many have them, by deprivation, and how unequally."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router

from commonweal.site.population.api.own_told import OWN_REPLIES, AreaPart, ConditionsAsked, OwnAsked, OwnOut, reply_own

router = Router()

_RATE = "people for 1,000"
_STANDARDISED = dict.fromkeys(("dsr_per_1000", "dsr_low", "dsr_high"), f"{_RATE}, standardised for age")


class OwnConditionOut(AreaPart):
    """People with a condition.

    Args:
        condition: Its id; two_or_more for people with several.
        title: Its name.
        cases: People with it.
        people: People altogether.
        rate_per_1000: The one over the other.
        dsr_per_1000, dsr_low, dsr_high: The rate standardised for age, with its limits.
    """

    condition: str
    title: str
    on: date
    cases: int | None
    people: int | None
    rate_per_1000: float | None
    dsr_per_1000: float | None
    dsr_low: float | None
    dsr_high: float | None


class OwnConditionsOut(OwnOut):
    """Conditions of a system's people."""

    items: list[OwnConditionOut]


class OwnTenthOut(AreaPart):
    """People with a condition in one tenth of deprivation.

    Args:
        tenth: Of England's small areas; 1 is the most deprived.
        cases: People with it.
        people: People of the tenth.
        dsr_per_1000, dsr_low, dsr_high: The rate standardised for age, with its limits.
    """

    condition: str
    on: date
    tenth: int
    cases: int | None
    people: int | None
    dsr_per_1000: float | None
    dsr_low: float | None
    dsr_high: float | None


class OwnTenthsOut(OwnOut):
    """Conditions by deprivation."""

    items: list[OwnTenthOut]


class OwnFifthOut(AreaPart):
    """People in one fifth of deprivation.

    Args:
        fifth: Of England's small areas; 1 is the most deprived, Core20.
    """

    fifth: int
    people: int | None


class OwnFifthsOut(OwnOut):
    """People by deprivation."""

    items: list[OwnFifthOut]


class OwnInequalityOut(AreaPart):
    """How unequal a condition is between the tenths of deprivation.

    Args:
        sii, sii_low, sii_high: Slope index, with its limits.
        rii, rii_low, rii_high: Relative index, with its limits.
        gap: The rate of the most deprived tenth less that of the least.
    """

    condition: str
    on: date
    sii: float | None
    sii_low: float | None
    sii_high: float | None
    rii: float | None
    rii_low: float | None
    rii_high: float | None
    gap: float | None


class OwnInequalitiesOut(OwnOut):
    """Measures of inequality."""

    items: list[OwnInequalityOut]


@router.get("/own/conditions", response=OwnConditionsOut, openapi_extra=OWN_REPLIES, summary="A system's conditions")
def own_conditions(request: HttpRequest, asked: Query[ConditionsAsked]) -> HttpResponseBase:
    """People with each condition, and the rate standardised for age; the day before down to the practice."""
    units = {"cases": "people", "people": "people", "rate_per_1000": _RATE, **_STANDARDISED}
    return reply_own(request, asked, "conditions", units, **asked.columns)


@router.get(
    "/own/deprivation", response=OwnTenthsOut, openapi_extra=OWN_REPLIES, summary="A system's conditions by deprivation"
)
def own_deprivation(request: HttpRequest, asked: Query[ConditionsAsked]) -> HttpResponseBase:
    """People with some conditions by tenth of deprivation, for the system and its places."""
    units = {"cases": "people", "people": "people", **_STANDARDISED}
    return reply_own(request, asked, "deprivation", units, **asked.columns)


@router.get("/own/fifths", response=OwnFifthsOut, openapi_extra=OWN_REPLIES, summary="A system's people by deprivation")
def own_fifths(request: HttpRequest, asked: Query[OwnAsked]) -> HttpResponseBase:
    """People by fifth of deprivation, down to the practice."""
    return reply_own(request, asked, "fifths", {"people": "people"})


@router.get("/own/inequality", response=OwnInequalitiesOut, openapi_extra=OWN_REPLIES, summary="A system's inequality")
def own_inequality(request: HttpRequest, asked: Query[ConditionsAsked]) -> HttpResponseBase:
    """Slope, relative index and gap of some conditions on each day, for the system and its places."""
    units = {
        **dict.fromkeys(("sii", "sii_low", "sii_high", "gap"), f"{_RATE}, standardised for age"),
        **dict.fromkeys(("rii", "rii_low", "rii_high"), "ratio"),
    }
    return reply_own(request, asked, "inequality", units, **asked.columns)
