"""Operations on people and their needs: registers observed and expected, from published figures."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import Field, create_model

from commonweal.population.prevalence import areas_compared, find_register
from commonweal.population.prevalence.shown import CAVEAT, METHOD, ShownArea, sentence, shown_areas
from commonweal.site.api.description import error
from commonweal.site.api.given import Listing
from commonweal.site.api.problems import NotHere
from commonweal.site.api.replies import CSV, PageOut, reply_list
from commonweal.site.population.figures import held

router = Router(tags=["Population"])

Level = Literal["icb", "place", "pcn", "practice"]

_NOT_HELD = "The published figures of practices are not held by this installation"
_REPLIES = {"responses": {**CSV["responses"], 404: error(_NOT_HELD)}}

_FIELDS: dict[str, Any] = {name: (ShownArea.__annotations__[name], ...) for name in ShownArea.__slots__}
_FIELDS |= {"not_yet_found": (int | None, ...), "sentence": (str, ...)}


class ExpectedAsked(Listing):
    """Which figures to list."""

    level: Level = Field("icb", description="What to list")
    condition: str = Field("hypertension", max_length=60, description="A register, such as diabetes")
    icb: str = Field("", max_length=20, description="Only places, networks or practices of this ICB")
    code: str = Field("", max_length=20, description="Only this one")


AreaOut = create_model("PrevalenceOut", **_FIELDS)


class ExpectedOut(PageOut):
    """Registers observed and expected, rounded to 5; 7 people and fewer are not shown."""

    condition: str
    method: str
    caveat: str
    sources: list[str]
    items: list[AreaOut]  # type: ignore[valid-type]


@router.get(
    "/expected", response=ExpectedOut, openapi_extra=_REPLIES, summary="People on registers, and expected on them"
)
def expected(request: HttpRequest, asked: Query[ExpectedAsked]) -> HttpResponseBase:
    """People on a register, held against what practices with the same ages, sex and deprivation record.

    There is something to tell where the installation's data folder holds the published files of practices.
    """
    found = held()
    register = find_register(asked.condition)
    comparison = found.comparisons.get(register.id) if found else None
    if found is None or comparison is None:
        raise NotHere(_NOT_HELD[0].lower() + _NOT_HELD[1:])
    within = np.ones(len(found.figures.codes), dtype=bool)
    if asked.icb:
        within &= np.array([code == asked.icb.upper() for code in found.figures.areas["icb"]])
    if asked.code:
        within &= np.array([code == asked.code.upper() for code in found.figures.area_codes(asked.level)])
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
        further={
            "condition": register.id,
            "method": METHOD,
            "caveat": CAVEAT,
            "sources": list(found.figures.sources),
        },
    )
