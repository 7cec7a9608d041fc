"""Operations on one meeting: its clock, the votes on an item, and what became of its decisions."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from commonweal.answers import Verdict
from commonweal.governance.handbook import AgendaItem, Decision, Meeting, Records
from commonweal.governance.meeting_clock import clock
from commonweal.governance.private_part import private_part
from commonweal.governance.ratification import ratification
from commonweal.governance.votes import count_votes
from commonweal.law import lettered
from commonweal.problems import Problem
from commonweal.site.api.given import Day
from commonweal.site.api.problems import NotHere
from commonweal.site.api.replies import reply
from commonweal.site.governance.api.given import REFUSALS, HandbookName, named_in_address
from commonweal.site.governance.api.reading import MeetingId
from commonweal.site.governance.handbooks import HandbookShown, require_whole

router = Router(tags=["Governance"])

ItemId = Annotated[str, Field(min_length=1, max_length=100, examples=["FINANCE-2026-04-1"])]
_Json = dict[str, Any]


class SpanOut(Schema):
    """A stretch of time over which the quorum stood the same way; ``to`` is empty while it lasts."""

    model_config = ConfigDict(populate_by_name=True)

    from_: str = Field(alias="from")
    to: str
    verdict: Verdict
    count: int


class InRoomOut(Schema):
    """A person in the room, and whether the person counts towards the quorum; null where that is not known."""

    person: str
    name: str
    seat: str
    title: str
    deputy: bool
    counts: bool | None
    why: str


class QuorumOut(Schema):
    """How a quorum stands: the verdict, over which spans, what would restore it, with reasons and what is missing."""

    verdict: Verdict
    sentence: str
    spans: list[SpanOut]
    cures: list[str]
    reasons: list[_Json]
    unknowns: list[_Json]


class ItemClockOut(QuorumOut):
    """An item of the agenda over its own time, after those who left for it."""

    item: str
    number: str
    title: str
    starts: str
    ends: str
    for_decision: bool | None
    out: list[str]
    perhaps: list[str]


class ClockOut(QuorumOut):
    """A meeting at one minute: who is there, whether it is quorate, since when, and what would restore it."""

    meeting: str
    body: str
    name: str
    on_date: date
    at: str
    room: list[InRoomOut]
    items: list[ItemClockOut]
    current: str


class VoteOut(Schema):
    """The votes on an item, counted; people by their ids."""

    model_config = ConfigDict(populate_by_name=True)

    verdict: Verdict
    sentence: str
    for_: list[str] = Field(alias="for")
    against: list[str]
    abstained: list[str]
    not_voting: list[str]
    casting: str
    carried: bool | None
    invalid: list[_Json]
    doubtful: list[_Json]
    reasons: list[_Json]
    unknowns: list[_Json]


class OutcomesOut(Schema):
    """What became of a meeting's decisions, and what was taken without the public."""

    decisions: list[_Json]
    private: _Json


class AtMinute(Schema):
    """The minute that is asked about."""

    model_config = ConfigDict(extra="forbid")

    at: str | None = Field(
        None,
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        description="By default the last arrival or departure that is entered",
        examples=["10:30"],
    )


class AsOn(Schema):
    """The day on which it is asked."""

    model_config = ConfigDict(extra="forbid")

    on: Day | None = Field(None, description="By default the day on which the handbook stands")


@router.get(
    "/{handbook}/meetings/{meeting}/clock",
    response=ClockOut,
    openapi_extra=REFUSALS,
    summary="Who is in the room, and is the meeting quorate?",
)
def meeting_clock(
    request: HttpRequest, handbook: HandbookName, meeting: MeetingId, asked: Query[AtMinute]
) -> HttpResponse:
    """The room at a minute, the quorum over the meeting, and the same for each item after those who left for it."""
    shown = _held(request, handbook, meeting)
    return reply(lettered(clock(Records(shown.handbook), meeting, at=asked.at).to_json()))


@router.get(
    "/{handbook}/meetings/{meeting}/items/{item}/votes",
    response=VoteOut,
    openapi_extra=REFUSALS,
    summary="What did the vote on an item come to?",
)
def votes(request: HttpRequest, handbook: HandbookName, meeting: MeetingId, item: ItemId) -> HttpResponse:
    """Whose votes count and whose do not, with why; whether it was carried, by what the terms ask."""
    shown = _held(request, handbook, meeting)
    if not shown.handbook.rows(AgendaItem, item=item, meeting=meeting):
        raise NotHere(Problem("the agenda has no such item", given=item))
    return reply(lettered(count_votes(Records(shown.handbook), item).to_json()))


@router.get(
    "/{handbook}/meetings/{meeting}/outcomes",
    response=OutcomesOut,
    openapi_extra=REFUSALS,
    summary="What became of the decisions of a meeting?",
)
def outcomes(request: HttpRequest, handbook: HandbookName, meeting: MeetingId, asked: Query[AsOn]) -> HttpResponse:
    """Which decisions have to be ratified, by whom and by when, and which were taken without the public."""
    shown = _held(request, handbook, meeting)
    records, on = Records(shown.handbook), asked.on or shown.day
    decisions = [
        ratification(records, row.decision, on=on).to_json()
        for row in shown.handbook.rows(Decision, meeting=meeting)
        if row.on_date <= on
    ]
    return reply(lettered({"decisions": decisions, "private": private_part(records, meeting, on=on).to_json()}))


def _held(request: HttpRequest, name: str, meeting: str) -> HandbookShown:
    shown = named_in_address(request, name)
    require_whole(shown)
    if not shown.handbook.rows(Meeting, meeting=meeting):
        raise NotHere(Problem("the handbook has no such meeting", given=meeting))
    return shown
