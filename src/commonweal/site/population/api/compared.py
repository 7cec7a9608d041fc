"""Operations that hold areas against one another: the finder of unmet need, the map, and the funnel of practices."""

from __future__ import annotations

from typing import Literal

import numpy as np
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from commonweal.problems import Problem
from commonweal.site.api.given import Listing
from commonweal.site.api.problems import NotHere
from commonweal.site.population.api.figures_told import REPLIES, FiguresOut, chosen, figures_here, reply_table
from commonweal.site.population.finder import presenters as finding
from commonweal.site.population.finder.forms import FinderForm
from commonweal.site.population.funnels import presenters as funnels
from commonweal.site.population.funnels.forms import FunnelForm
from commonweal.site.population.maps import presenters as maps
from commonweal.site.population.maps.forms import MapForm
from commonweal.site.population.presenters import rows_within

router = Router()


class FinderAsked(Listing):
    """What is ranked, where, and in which order."""

    level: Literal["icb", "place", "pcn", "practice"] = "pcn"
    icb: str = Field("", max_length=20, description="Only areas of this ICB")
    condition: str = Field("", max_length=60, description="One register; all together without it")
    core20: Literal["0", "20", "40", "60"] = Field(
        "0", description="Only areas with this percentage or more in the most deprived fifth of England"
    )
    sort: Literal["caution", "name", "total", "rate", "below", "people", "core20"] = "caution"
    order: Literal["ascending", "descending"] = "ascending"


class FoundOut(Schema):
    """An area with what is missing on its registers.

    Args:
        icb: The name of its ICB; left out where ICBs are listed.
        total: How many fewer people are recorded than expected; over all conditions, entries on registers.
        rate: For 10,000 people on lists.
        below: On how many registers it stands below its limits; left out where one condition is asked for.
        most: The register with the most; left out likewise.
        people: On its lists.
        core20: Fraction in the most deprived fifth of England.
        caution: Why the figures are likelier to have another cause than missed conditions; empty where nothing says so.
    """

    name: str
    code: str
    icb: str = ""
    total: int | None
    rate: int | None
    below: int | None = None
    most: str = ""
    caution: str
    people: int | None
    core20: float | None


class FinderOut(FiguresOut):
    """Areas ranked by how many fewer people are recorded than expected.

    Args:
        sentence: What the list says.
    """

    sentence: str
    items: list[FoundOut]


@router.get(
    "/finder", response=FinderOut, openapi_extra=REPLIES, summary="Where fewer people are recorded than expected"
)
def finder(request: HttpRequest, asked: Query[FinderAsked]) -> HttpResponseBase:
    """Areas in order of how many fewer are recorded than practices alike record; those with a caution last."""
    found = figures_here()
    wanted = chosen(FinderForm(asked.dict(), held=found))
    listed = finding.rows(found, wanted)
    return reply_table(
        request,
        asked,
        finding.table(found, listed, wanted),
        method=finding.method_name(),
        units={"rate": "people for 10,000 on lists", "below": "registers"},
        further={"sentence": finding.sentence(found, listed, wanted)},
    )


class MapAsked(Listing):
    """A measure, and the condition that it is of."""

    measure: Literal["missing", "ratio", "share", "core20"] = "missing"
    condition: str = Field("hypertension", max_length=60, description="A register, for every measure but core20")


class BoardOut(Schema):
    """An ICB's figure.

    Args:
        value: For 1,000 people where the measure is missing; a fraction for every other.
        observed, expected, standing: Left out where the measure is core20.
    """

    name: str
    code: str
    value: float | None
    observed: int | None = None
    expected: int | None = None
    standing: str = ""


class MapOut(FiguresOut):
    """A measure of every ICB.

    Args:
        sentence: The highest and the lowest.
    """

    sentence: str
    items: list[BoardOut]


@router.get("/map", response=MapOut, openapi_extra=REPLIES, summary="A measure of need by ICB")
def need_map(request: HttpRequest, asked: Query[MapAsked]) -> HttpResponseBase:
    """The figures that the map of hexagons draws, the highest first."""
    found = figures_here()
    wanted = chosen(MapForm(asked.dict(), held=found))
    measure, condition = wanted["measure"], wanted["condition"] or next(iter(found.comparisons))
    figures = maps.figures(found, measure, condition)
    title = maps.title(found, measure, condition)
    return reply_table(
        request,
        asked,
        maps.table(figures, measure, condition, title, maps.notes(found, measure)),
        method=maps.method_name(measure),
        units={"value": "people for 1,000"} if measure == "missing" else {},
        further={"sentence": maps.sentence(figures, measure)},
    )


class FunnelAsked(Listing):
    """A percentage, an ICB, and how limits are worked out."""

    icb: str = Field(max_length=20, examples=["QHL"])
    indicator: str = Field("diabetes", max_length=120, description="A published percentage, as the page offers them")
    limits: Literal["chance", "spread"] = Field("chance", description="spread allows for over-dispersion")
    network: str = Field("", max_length=20, description="Code of a network whose practices are to be marked")


class FunnelPracticeOut(Schema):
    """A practice against the limits of its size.

    Args:
        people: Whom the percentage is of.
        value: The published fraction.
        against: How it stands against the limits, in words.
        network: The name of its network; empty where none is known.
        marked: Whether it is of the network that was named.
    """

    name: str
    code: str
    people: int
    value: float
    against: str
    network: str
    marked: bool


class FunnelOut(FiguresOut):
    """Practices of an ICB against limits, furthest above first.

    Args:
        sentence: How many stand outside the limits.
        baseline: What all of them have together.
        dispersion: The variance between them over what chance alone would give; null where fewer can be compared than
            that takes.
        left_out: Practices without a list or a published figure.
    """

    sentence: str
    baseline: float
    dispersion: float | None
    left_out: int
    items: list[FunnelPracticeOut]


@router.get("/funnel", response=FunnelOut, openapi_extra=REPLIES, summary="Practices of an ICB against limits")
def funnel(request: HttpRequest, asked: Query[FunnelAsked]) -> HttpResponseBase:
    """Practices of an ICB by any published percentage, against the limits of their size."""
    found = figures_here()
    wanted = chosen(FunnelForm({**asked.dict(), "icb": asked.icb.upper()}, held=found))
    drawn = funnels.funnel_asked(found, wanted)
    if drawn is None:
        raise NotHere(Problem("too few practices of this ICB have both a list and a published figure", given=asked.icb))
    network = str(wanted["network"]).upper()
    marked = rows_within(found, "pcn", network) if network else np.zeros(len(found.figures.codes), dtype=np.bool_)
    if network and not marked[drawn.rows].any():
        raise NotHere(Problem("no practice of this network is in the funnel of this ICB", given=asked.network))
    where = found.figures.name_of("icb", wanted["icb"])
    table = funnels.table(found, drawn, marked, name=funnels.file_name(drawn, wanted["icb"]), where=where)
    return reply_table(
        request,
        asked,
        table,
        method=funnels.METHOD_NAME,
        also=lambda row: {"marked": row["_chosen"]},
        further={
            "sentence": funnels.sentence(drawn, where),
            "baseline": drawn.baseline,
            "dispersion": drawn.dispersion.dispersion if drawn.dispersion else None,
            "left_out": drawn.left_out,
        },
    )
