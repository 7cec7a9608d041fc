"""Operations that read: handbooks, meetings, the register of interests, and who decides what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from commonweal.governance.functions_map import COLUMNS
from commonweal.governance.handbook import AgendaItem, Decision, Handbook, Meeting
from commonweal.problems import Problem
from commonweal.site.api.given import Listing
from commonweal.site.api.problems import NotHere
from commonweal.site.api.replies import CSV, AskedOut, PageOut, reply, reply_asked, reply_list
from commonweal.site.governance.api.given import REFUSALS, HandbookName, OnDay, named_in_address
from commonweal.site.governance.asking import ask_about
from commonweal.site.governance.handbooks import choices, demonstration, require_whole
from commonweal.site.governance.maps import map_of
from commonweal.site.governance.presenters.interests import register_table

router = Router(tags=["Governance"])

MeetingId = Annotated[str, Field(min_length=1, max_length=100, examples=["BOARD-2026-05"])]
_MEETING = ("meeting", "body", "on", "starts", "open_to_public", "items", "decisions")
_INTEREST = ("name", "seat", "kind", "description", "counterparty", "period", "declared", "until", "action")


class HandbookOut(Schema):
    """A handbook to ask.

    Args:
        name: What to name it by.
        fictional: Whether everything in it is made up.
    """

    name: str
    title: str
    fictional: bool


class HandbooksOut(Schema):
    """The handbooks that are kept here, the demonstration's first."""

    items: list[HandbookOut]


class MeetingOut(Schema):
    """A meeting.

    Args:
        items: Ids of the items of its agenda, as far as the asker may read them.
        decisions: Ids of its decisions, likewise.
    """

    meeting: str
    body: str
    on: date
    starts: str | None
    open_to_public: bool | None
    items: list[str]
    decisions: list[str]


class MeetingsOut(PageOut):
    """Meetings, the latest first."""

    items: list[MeetingOut]


class FunctionOut(Schema):
    """A function with one of those who decide it, or nobody.

    Args:
        function: Its id in the handbook.
        provision: The section that gives it.
        decider: Id of the body, or of the body of the seat; empty where nobody decides.
        limit: Up to how much, in words.
        place: Only for this place; empty for all.
        route: The grants from the decider up to the holder in law, by id.
        since: The first day of the lowest grant.
        status: Decides, keeps the rest, has passed it on, is doubled, is an orphan, or not known, in words.
    """

    function: str
    title: str
    provision: str
    tier: str
    decider: str
    seat: str
    decider_name: str
    place: str
    limit: str
    route: str
    since: str
    status: str
    note: str


class FunctionsOut(PageOut):
    """The functions and decisions map of a day, in order of the functions."""

    on: date
    items: list[FunctionOut]


class InterestOut(Schema):
    """A statement that is public on a day.

    Args:
        seat: Where the person sits, in words.
        until: The last day on which it is public, in words; empty where none is set.
        action: The standing action that was agreed.
    """

    name: str
    seat: str
    kind: str
    description: str
    counterparty: str
    period: str
    declared: str
    until: str
    action: str


class InterestsOut(PageOut):
    """The public register of a day, in order of the names."""

    on: date
    items: list[InterestOut]


class ListingOnDay(Listing, OnDay):
    """Which part of a list, and the day that is asked about."""


@router.get("/handbooks", response=HandbooksOut, summary="The handbooks that can be asked")
def handbooks(request: HttpRequest) -> HttpResponse:
    """The fictional demonstration, which is always there, and every system's whose handbook is kept here."""
    shown = demonstration()
    first = {"name": shown.name, "title": shown.title, "fictional": True}
    kept = [{"name": system, "title": title, "fictional": False} for system, title in choices()]
    return reply({"items": [first, *kept]})


@router.get("/{handbook}/meetings", response=MeetingsOut, openapi_extra=CSV, summary="Meetings of a system")
def meetings(request: HttpRequest, handbook: HandbookName, asked: Query[Listing]) -> HttpResponseBase:
    """Meetings with their agendas and decisions, the latest first; of private items only for those who may read all."""
    shown = named_in_address(request, handbook)
    held = sorted(shown.handbook.rows(Meeting), key=lambda row: (row.on_date, row.meeting), reverse=True)

    def row(meeting: Meeting) -> Mapping[str, Any]:
        told = _meeting(shown.handbook, meeting)
        if asked.format == "csv":
            return {**told, "items": " ".join(told["items"]), "decisions": " ".join(told["decisions"])}
        return told

    return reply_list(request, asked, held, row, name=f"meetings-{shown.name}", columns=_MEETING)


@router.get(
    "/{handbook}/meetings/{meeting}/agenda",
    response=AskedOut,
    openapi_extra=REFUSALS,
    summary="May a meeting decide what stands on its agenda?",
)
def agenda(request: HttpRequest, handbook: HandbookName, meeting: MeetingId) -> HttpResponse:
    """A verdict for each item: who leaves, whether it is quorate then, who has the authority, what to record."""
    shown = named_in_address(request, handbook)
    require_whole(shown)
    held = shown.handbook.rows(Meeting, meeting=meeting)
    if not held:
        raise NotHere(Problem("the handbook has no such meeting", given=meeting))
    return reply_asked(ask_about(shown, "governance.agenda", {"meeting": meeting}, held[0].on_date))


@router.get("/{handbook}/functions", response=FunctionsOut, openapi_extra=CSV, summary="Who decides what")
def functions(request: HttpRequest, handbook: HandbookName, asked: Query[ListingOnDay]) -> HttpResponseBase:
    """The functions and decisions map: each function, and everybody to whom it was passed on."""
    shown = named_in_address(request, handbook)
    on = asked.on or shown.day
    rows = [row.to_json() for row in map_of(shown, on)]
    return _table(request, asked, rows, COLUMNS, name=f"functions-{shown.name}", on=on)


@router.get("/{handbook}/interests", response=InterestsOut, openapi_extra=CSV, summary="The register of interests")
def interests(request: HttpRequest, handbook: HandbookName, asked: Query[ListingOnDay]) -> HttpResponseBase:
    """What is public of the register on a day, whoever asks."""
    shown = named_in_address(request, handbook)
    on = asked.on or shown.day
    rows = register_table(shown.handbook, on, "Interests").rows
    return _table(request, asked, rows, _INTEREST, name=f"interests-{shown.name}", on=on)


def _table(
    request: HttpRequest,
    asked: Listing,
    rows: Any,
    columns: tuple[str, ...],
    *,
    name: str,
    on: date,
) -> HttpResponseBase:
    def row(each: Mapping[str, Any]) -> dict[str, Any]:
        return {column: each[column] for column in columns}

    return reply_list(request, asked, rows, row, name=name, columns=columns, further={"on": on.isoformat()})


def _meeting(handbook: Handbook, meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting.meeting,
        "body": meeting.body,
        "on": meeting.on_date.isoformat(),
        "starts": meeting.starts,
        "open_to_public": meeting.open_to_public,
        "items": [item.item for item in handbook.rows(AgendaItem, meeting=meeting.meeting)],
        "decisions": [decision.decision for decision in handbook.rows(Decision, meeting=meeting.meeting)],
    }
