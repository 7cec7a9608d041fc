"""Operations on a system's own people: its areas, its people by age, and its segments."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import Field

from commonweal.site.population.api.own_told import OWN_REPLIES, AreaPart, OwnAsked, OwnOut, reply_own

router = Router()


class OwnAreaOut(AreaPart):
    """The system, or a place, network or practice of it.

    Args:
        parent: Code of the area above; empty for the system.
        core20_people: People in the two most deprived tenths of England.
        core20_share: Their fraction.
    """

    name: str
    parent: str
    people: int | None
    core20_people: int | None
    core20_share: float | None


class OwnAreasOut(OwnOut):
    """The areas of the system."""

    items: list[OwnAreaOut]


class OwnAgeOut(AreaPart):
    """People of one age band and sex.

    Args:
        age_band: Five years; of a practice a broad group.
        sex: F or M.
    """

    age_band: str
    sex: str
    people: int | None


class OwnAgesOut(OwnOut):
    """People by age and sex."""

    items: list[OwnAgeOut]


class OwnSegmentOut(AreaPart):
    """People of one segment.

    Args:
        age_group, sex: All where the row is of everybody.
        segment: Its id; All where the row is of every segment.
        title: Its name.
    """

    age_group: str
    sex: str
    segment: str
    title: str
    people: int | None


class OwnSegmentsOut(OwnOut):
    """People by segment."""

    items: list[OwnSegmentOut]


class SegmentsAsked(OwnAsked):
    """An area and a segment."""

    segment: str = Field("", max_length=60, description="Only this segment, or All")


@router.get("/own/areas", response=OwnAreasOut, openapi_extra=OWN_REPLIES, summary="Areas of a system")
def own_areas(request: HttpRequest, asked: Query[OwnAsked]) -> HttpResponseBase:
    """The system, its places, networks or practices, with their people and those in the most deprived fifth."""
    units = {"people": "people", "core20_people": "people", "core20_share": "fraction"}
    return reply_own(request, asked, "areas", units)


@router.get("/own/people", response=OwnAgesOut, openapi_extra=OWN_REPLIES, summary="A system's people by age and sex")
def own_ages(request: HttpRequest, asked: Query[OwnAsked]) -> HttpResponseBase:
    """People by age band and sex on the day of the figures."""
    return reply_own(request, asked, "people", {"people": "people"})


@router.get("/own/segments", response=OwnSegmentsOut, openapi_extra=OWN_REPLIES, summary="A system's segments")
def own_segments(request: HttpRequest, asked: Query[SegmentsAsked]) -> HttpResponseBase:
    """People by segment; by age and sex too for the system and its places."""
    return reply_own(request, asked, "segments", {"people": "people"}, segment=asked.segment)
