"""Operations on what changes among a system's own people, and on their need: flows, months, care, weighted people."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import Field

from commonweal.site.population.api.own_told import OWN_REPLIES, AreaPart, Level, OwnAsked, OwnOut, reply_own

router = Router()


class OwnFlowOut(AreaPart):
    """People who were in one segment and are in another.

    Args:
        before: Their segment on the earlier day, or came.
        after: Their segment on the day of the figures, or died or left.
    """

    before: str
    after: str
    people: int | None


class OwnFlowsOut(OwnOut):
    """Moves between segments."""

    items: list[OwnFlowOut]


class OwnListOut(AreaPart):
    """People on an area's lists on two days, and who joined and left them in between.

    Args:
        people_before: On the earlier day.
        people: On the day of the figures.
        joined: On the lists now, and not before.
        left: On the lists before and not now, and not known to have died.
        died: Between the days; null everywhere where it is not known.
    """

    people_before: int | None
    people: int | None
    joined: int | None
    left: int | None
    died: int | None


class OwnListsOut(OwnOut):
    """Who joined and left."""

    items: list[OwnListOut]


class OwnMonthOut(AreaPart):
    """People of one month of a series.

    Args:
        series: Its id.
        title: What is counted.
        month: Its first day.
    """

    series: str
    title: str
    month: date
    people: int | None


class OwnMonthsOut(OwnOut):
    """Series by month."""

    items: list[OwnMonthOut]


class OwnNeedOut(AreaPart):
    """People weighted by their need.

    Args:
        index: Need of each person; 1 is the average of the system.
    """

    people: int | None
    weighted_people: float | None
    index: float | None


class OwnNeedsOut(OwnOut):
    """Need by area; it is built from recorded use and is no fair share, as its note says."""

    items: list[OwnNeedOut]


class OwnShareOut(AreaPart):
    """What an area has of the whole system by each measure; null where nothing was given for one.

    Args:
        heads: Every person counts the same.
        history: What was given or spent before.
        cost: What the recorded care of its people cost.
        need: Need as recorded, which rewards those who already get care.
        unmet: The same, of which a part follows an index of unmet need.
    """

    people: int | None
    heads: float | None
    history: float | None
    cost: float | None
    need: float | None
    unmet: float | None


class OwnSharesOut(OwnOut):
    """Shares by area and measure; none of them is a fair share, as the note says."""

    items: list[OwnShareOut]


class SharesAsked(OwnAsked):
    """An area; shares are of the system, so the whole of it has none."""

    level: Level = Field("place", description="What to list; the system has no shares")


class OwnCareOut(AreaPart):
    """Contacts of one kind in one month.

    Args:
        kind: Its id.
        title: In words.
        month: Its first day.
    """

    kind: str
    title: str
    month: date
    contacts: int | None


class OwnCareMonthsOut(OwnOut):
    """Contacts by kind and month."""

    items: list[OwnCareOut]


class CareAsked(OwnAsked):
    """An area and a kind of contact."""

    kind: str = Field("", max_length=100, description="Only this kind of contact")


class MonthsAsked(OwnAsked):
    """An area and a series."""

    series: str = Field("", max_length=60, description="Only this series")


@router.get("/own/flows", response=OwnFlowsOut, openapi_extra=OWN_REPLIES, summary="Who changed segment")
def own_flows(request: HttpRequest, asked: Query[OwnAsked]) -> HttpResponseBase:
    """People by segment before and after, and who died, left or came, for the system and its places."""
    return reply_own(request, asked, "flows", {"people": "people"})


@router.get("/own/changes", response=OwnListsOut, openapi_extra=OWN_REPLIES, summary="Who joined, left and died")
def own_changes(request: HttpRequest, asked: Query[OwnAsked]) -> HttpResponseBase:
    """People of both days and who joined, left and died in between, of each area by itself, down to the practice."""
    units = dict.fromkeys(("people_before", "people", "joined", "left", "died"), "people")
    return reply_own(request, asked, "changes", units)


@router.get("/own/monthly", response=OwnMonthsOut, openapi_extra=OWN_REPLIES, summary="A system's people by month")
def own_monthly(request: HttpRequest, asked: Query[MonthsAsked]) -> HttpResponseBase:
    """People by the month of their first record of a condition, for the system and its places."""
    return reply_own(request, asked, "monthly", {"people": "people"}, series=asked.series)


@router.get(
    "/own/activity_months",
    response=OwnCareMonthsOut,
    openapi_extra=OWN_REPLIES,
    summary="A system's contacts with care by month",
)
def own_activity_months(request: HttpRequest, asked: Query[CareAsked]) -> HttpResponseBase:
    """Contacts by kind and month, down to the practice."""
    return reply_own(request, asked, "activity_months", {"contacts": "contacts"}, kind=asked.kind)


@router.get("/own/need", response=OwnNeedsOut, openapi_extra=OWN_REPLIES, summary="A system's need by area")
def own_need(request: HttpRequest, asked: Query[OwnAsked]) -> HttpResponseBase:
    """People weighted by their recorded need, which rewards those who already get care and is no fair share."""
    units = {"people": "people", "weighted_people": "weighted people", "index": "ratio to the system's average"}
    return reply_own(request, asked, "need", units)


@router.get("/own/shares", response=OwnSharesOut, openapi_extra=OWN_REPLIES, summary="A system's shares by measure")
def own_shares(request: HttpRequest, asked: Query[SharesAsked]) -> HttpResponseBase:
    """What each place, network or practice has by heads, history, cost, recorded need and with unmet need.

    Need built from recorded use rewards those who already get care: none of these is a fair share.
    """
    units = {"people": "people"} | dict.fromkeys(("heads", "history", "cost", "need", "unmet"), "fraction")
    return reply_own(request, asked, "shares", units)
