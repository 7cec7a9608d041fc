"""Operations on lists carried forward: by year, by age, and the need and segments that follow from own tables."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from commonweal.population.projections import NOT_A_FORECAST
from commonweal.problems import BadInput, Problem
from commonweal.site.api.given import NO_NUL, Listing
from commonweal.site.api.problems import NotHere
from commonweal.site.population.api.figures_told import NOT_HELD, REPLIES, FiguresOut, chosen, reply_table
from commonweal.site.population.given import filled
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.projection import following, presenters
from commonweal.site.population.projection.figures import Carried, carried
from commonweal.site.population.projection.forms import DEFAULTS, ProjectionForm, with_board
from commonweal.site.population.projection.lists import ENGLAND, lists_here
from commonweal.site.population.projection.words import METHOD_NAME
from commonweal.wiring.need_of_projection import METHOD

router = Router()


class ProjectionAsked(Listing):
    """Whose list, how far, and with how much growth."""

    level: Literal["england", "icb", "place", "pcn", "practice"] = Field(
        "england", description="icb stands for a whole system too, whose code `system` or `code` names"
    )
    code: str = Field("", max_length=20, pattern=NO_NUL, description="Code of the area or practice; none of England")
    system: str = Field(
        "", max_length=20, pattern=NO_NUL, description="A system whose own tables are kept and no lists are published"
    )
    years: int = Field(5, ge=1, le=5, description="How many years ahead")
    growth: float = Field(0, ge=-50, le=50, allow_inf_nan=False, description="Net growth of the list, per cent a year")


class CarriedOut(FiguresOut):
    """A list carried forward.

    Args:
        area: Its name.
        day: The day or month of the list.
        caveat: That it is no forecast.
        caution: What figures of need must not be taken for; empty where the reply has none.
        rule: How small counts are hidden where figures rest on own tables; empty where none is.
    """

    area: str
    day: str
    caveat: str
    caution: str
    rule: str


class CarriedYearOut(Schema):
    """What happens in a year; a text stands for a small count where the list is made of own tables.

    Args:
        year: The day or month to which it runs.
        before, after: People at its beginning and its end.
        movers: Net comers.
    """

    year: str
    before: int | str
    births: int | str
    deaths: int | str
    movers: int | str
    after: int | str


class CarriedYearsOut(CarriedOut):
    """Births, deaths and net movers of each year."""

    items: list[CarriedYearOut]


class CarriedAgeOut(Schema):
    """People of an age, now and then; a band of five years where the list is made of own tables."""

    age: str
    women_now: int | str
    women_then: int | str
    men_now: int | str
    men_then: int | str


class CarriedAgesOut(CarriedOut):
    """People by age and sex, now and then."""

    items: list[CarriedAgeOut]


class CarriedNeedOut(Schema):
    """Need on a day.

    Args:
        weighted: Weighted people, by the weights of now.
        index: Share of the system's weighted people over the share of its people, both of that day.
        people_change, weighted_change: Since now, as fractions.
    """

    day: str
    people: int | str
    weighted: int | str
    index: float
    people_change: float
    weighted_change: float
    caution: str


class CarriedNeedsOut(CarriedOut):
    """Need in each year; built from recorded use, it is no fair share."""

    items: list[CarriedNeedOut]


class CarriedSegmentOut(Schema):
    """People of a segment.

    Args:
        y0, y1, y2, y3, y4, y5: Now and after so many years, as far as was asked.
        change: From now to the last, as a fraction; a text where either is not told.
    """

    title: str
    y0: int | str
    y1: int | str
    y2: int | str = ""
    y3: int | str = ""
    y4: int | str = ""
    y5: int | str = ""
    change: float | str
    caution: str


class CarriedSegmentsOut(CarriedOut):
    """People by segment in each year."""

    items: list[CarriedSegmentOut]


@router.get(
    "/projection", response=CarriedYearsOut, openapi_extra=REPLIES, summary="A list some years ahead, year by year"
)
def projection(request: HttpRequest, asked: Query[ProjectionAsked]) -> HttpResponseBase:
    """People, births, deaths and net movers of each year; a projection under assumptions, not a forecast."""
    found = _carried(asked)
    return _reply(request, asked, found, presenters.by_year(found))


@router.get(
    "/projection/ages", response=CarriedAgesOut, openapi_extra=REPLIES, summary="A list some years ahead, by age"
)
def projection_ages(request: HttpRequest, asked: Query[ProjectionAsked]) -> HttpResponseBase:
    """People by single year of age and sex, now and at the end of the years."""
    found = _carried(asked)
    return _reply(request, asked, found, presenters.ages(found))


@router.get(
    "/projection/need", response=CarriedNeedsOut, openapi_extra=REPLIES, summary="The need that follows a projection"
)
def projection_need(request: HttpRequest, asked: Query[ProjectionAsked]) -> HttpResponseBase:
    """Weighted people and the need index of each year, where tables of the system's own people are kept."""
    found = _carried(asked)
    return _reply(request, asked, found, _following(found, following.need(found)), METHOD)


@router.get(
    "/projection/segments",
    response=CarriedSegmentsOut,
    openapi_extra=REPLIES,
    summary="The segments that follow a projection",
)
def projection_segments(request: HttpRequest, asked: Query[ProjectionAsked]) -> HttpResponseBase:
    """People by segment in each year, where tables of the system's own people are kept."""
    found = _carried(asked)
    return _reply(request, asked, found, _following(found, following.segments(found)), METHOD)


def _carried(asked: ProjectionAsked) -> Carried:
    lists = lists_here()
    if not lists.boards():
        raise NotHere(Problem(NOT_HELD, do="the page /population/projection/ names the files"))
    code, system = asked.code.upper(), asked.system.upper()
    given = QueryDict(mutable=True)
    given.update({"years": str(asked.years), "growth": str(asked.growth or "")})
    if asked.level in (ENGLAND, "icb"):
        given["icb"] = (system or code) if asked.level == "icb" else ENGLAND
        if asked.level == ENGLAND and (code or system):
            raise BadInput(Problem("a code was given and no level", given=code or system, do="name the level too"))
    else:
        given["area"] = f"{asked.level}/{code}"
        given["icb"] = system
    given = with_board(given, lists)
    form = filled(ProjectionForm, given, DEFAULTS, lists=lists)
    if not form.is_valid() and {"icb", "area"} & set(form.errors):
        raise NotHere(Problem("no list of this area is held here", given=code or system or asked.level))
    wanted = chosen(form)
    return carried(lists, wanted["icb"], wanted["area"], int(wanted["years"]), wanted["growth"])


def _following(found: Carried, figure: Figure | None) -> Figure:
    if figure is None:
        raise NotHere(Problem("need and segments do not follow here", given=found.code, do=found.bring))
    return figure


def _reply(
    request: HttpRequest, asked: ProjectionAsked, found: Carried, figure: Figure, method: str = METHOD_NAME
) -> HttpResponseBase:
    further: dict[str, Any] = {
        "area": found.name,
        "day": found.when,
        "caveat": NOT_A_FORECAST,
        "caution": figure.caution,
        "rule": found.need.rule
        if found.need and figure.caution
        else found.tables.manifest.rule
        if found.tables
        else "",
    }
    return reply_table(request, asked, figure.in_file, method=method, further=further)
