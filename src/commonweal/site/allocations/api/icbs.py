"""Operations on the allocations of ICBs: which there are, all of a year, one with its reasons, and the reproduction."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from commonweal.allocations.england import MAPS, IcbFigures, england, years_of
from commonweal.allocations.path import MOST_YEARS_AHEAD
from commonweal.allocations.place_budget import STREAM_NAMES
from commonweal.problems import BadInput
from commonweal.site.allocations.forms.stream_year import EXPLAINED, LATEST_YEAR
from commonweal.site.allocations.presenters.england import notes
from commonweal.site.allocations.worked import ask_of_icb, worked
from commonweal.site.api.given import Given, Listing, Number, Year
from commonweal.site.api.problems import NotHere
from commonweal.site.api.replies import CSV, AskedOut, PageOut, reply, reply_asked, reply_list
from commonweal.wiring import Asked

router = Router(tags=["Allocations"])

Stream = Literal["core", "primary_medical", "specialised", "pod", "running_costs"]
"""Every stream of money."""

Worked = Literal["core", "primary_medical", "specialised", "pod"]
"""The streams that have a rule, and so can be worked and explained."""

IcbCode = Annotated[str, Field(min_length=1, max_length=20, description="ODS code of an ICB", examples=["QHL"])]


class StreamOut(Schema):
    """A stream of money.

    Args:
        has_rule: Whether its rule is published, so that it can be worked, explained and changed in a scenario.
    """

    stream: Stream
    name: str
    years: list[str]
    has_rule: bool
    has_targets: bool


class StreamsOut(Schema):
    """The streams of money with their years, and the maps of ICBs."""

    streams: list[StreamOut]
    maps: dict[str, str]


class IcbsAsked(Listing):
    """Which figures to list."""

    stream: Stream = "core"
    year: Year = LATEST_YEAR
    map: Literal["icb24", "icb26"] = Field("icb24", description="The 42 ICBs to March 2026, or the 36 since")


_DERIVED = ("cash_growth", "gap_k", "per_head_gbp")
"""Figures that follow from the others."""

_FIELDS: dict[str, Any] = {name: (IcbFigures.__annotations__[name], ...) for name in IcbFigures.__dataclass_fields__}
_FIELDS |= dict.fromkeys(_DERIVED, (float | None, ...))

IcbOut: Any = create_model(
    "IcbOut",
    __base__=Schema,
    __doc__=IcbFigures.__doc__,
    __module__=IcbFigures.__module__,
    **_FIELDS,
)
"""One ICB's figures: the fields of `IcbFigures`, and what follows from them."""


class IcbsOut(PageOut):
    """Every ICB's figures of a stream and year, in order of name, and England's."""

    stream: Stream
    year: str
    map: str
    england: IcbOut
    notes: list[str]
    items: list[IcbOut]


class IcbAsked(Schema):
    """Which allocation of an ICB is asked about."""

    stream: Worked = "core"
    year: Year = LATEST_YEAR


class PathAsked(IcbAsked):
    """Which path is asked about."""

    years: int = Field(MOST_YEARS_AHEAD, ge=1, le=MOST_YEARS_AHEAD, description="Years ahead")
    firm: int = Field(3, ge=0, le=MOST_YEARS_AHEAD, description="How many of them are firm; the others are indicative")
    within: float = Field(0.005, gt=0, lt=1, description="How near counts as on target, a fraction")
    growth: float | None = Field(
        None, ge=-0.5, le=0.5, description="Growth of targets and allocations, a fraction; by default as published"
    )


@router.get("/streams", response=StreamsOut, summary="Streams and years")
def streams(request: HttpRequest) -> HttpResponse:
    """The streams of money, the years for which each is published, and the maps of ICBs."""
    return reply(
        {
            "streams": [
                {
                    "stream": stream,
                    "name": name,
                    "years": list(years_of(stream)),
                    "has_rule": stream in EXPLAINED,
                    "has_targets": england(stream, years_of(stream)[-1]).has_targets,
                }
                for stream, name in STREAM_NAMES.items()
            ],
            "maps": dict(MAPS),
        }
    )


@router.get("/icbs", response=IcbsOut, openapi_extra=CSV, summary="All ICBs in a stream and year")
def icbs(request: HttpRequest, asked: Query[IcbsAsked]) -> HttpResponseBase:
    """Every ICB's published figures of a stream and year, on the map of 42 or carried to the map of 36."""
    found = england(asked.stream, asked.year, asked.map)
    further = {
        "stream": found.stream,
        "year": found.year,
        "map": found.map,
        "england": _row(found.total),
        "notes": notes(found),
    }
    name = f"allocations-{found.stream.replace('_', '-')}-{found.year.replace('/', '-')}-{found.map}"
    columns = _row(found.total)
    return reply_list(request, asked, found.icbs, _row, name=name, columns=columns, further=further)


@router.get("/icbs/{icb}", response=AskedOut, summary="What one ICB is given")
def icb(request: HttpRequest, icb: IcbCode, asked: Query[IcbAsked]) -> HttpResponse:
    """One ICB's allocation: share of need, target, baseline, growth, convergence, and what comes on top."""
    return reply_asked(ask_of_known_icb("icb_allocation", icb, asked.stream, asked.year))


@router.get("/icbs/{icb}/explain", response=AskedOut, summary="Explain one ICB's number")
def explain(request: HttpRequest, icb: IcbCode, asked: Query[IcbAsked]) -> HttpResponse:
    """One ICB's allocation as an additive bridge from a plain share by head, each step with its source."""
    return reply_asked(ask_of_known_icb("explain", icb, asked.stream, asked.year))


@router.get("/icbs/{icb}/path", response=AskedOut, summary="One ICB's path to target")
def path(request: HttpRequest, icb: IcbCode, asked: Query[PathAsked]) -> HttpResponse:
    """One ICB's allocations and distances for years ahead, and after how many it is on target."""
    return reply_asked(ask_path(icb, asked))


class PathInputs(Given):
    """What a path is asked with in a body."""

    icb: IcbCode
    stream: Worked
    year: Year
    years: Annotated[int, Field(ge=1, le=MOST_YEARS_AHEAD, strict=True)] = MOST_YEARS_AHEAD
    firm: Annotated[int, Field(ge=0, le=MOST_YEARS_AHEAD, strict=True)] = 3
    within: Annotated[Number, Field(gt=0, lt=1)] = 0.005
    growth: Annotated[Number, Field(ge=-0.5, le=0.5)] | None = None


def ask_path(icb: str, asked: PathAsked | PathInputs) -> Asked:
    """Ask for an ICB's path, with what differs from the calculation's defaults."""
    further: dict[str, Any] = {"years": asked.years, "firm": asked.firm, "within": asked.within}
    if asked.growth is not None:
        further["growth"] = asked.growth
    return ask_of_known_icb("path", icb, asked.stream, asked.year, **further)


def ask_of_known_icb(calculation: str, icb: str, stream: str, year: str, **further: Any) -> Asked:
    """Ask about an ICB's allocation; a code that no ICB of that year has is told apart from other bad input.

    Raises:
        NotHere: No ICB has the code in that stream and year.
        BadInput: Nothing is published for the stream and year, or the calculation refuses the rest.
    """
    code, whole = icb.strip().upper(), worked(stream, year)
    try:
        whole.place(code)
    except BadInput as unknown:
        raise NotHere(unknown.problems) from unknown
    return ask_of_icb(calculation, code, stream, year, **further)


def _row(figures: IcbFigures) -> dict[str, Any]:
    return {**asdict(figures), **{name: getattr(figures, name) for name in _DERIVED}}
