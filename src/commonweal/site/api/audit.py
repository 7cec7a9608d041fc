"""Operations on the audit chain, for those whose role lets them read or verify it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from ninja.security import django_auth
from pydantic import Field

from commonweal.answers import Answer
from commonweal.site.accounts.authority import require
from commonweal.site.accounts.roles import Permission
from commonweal.site.api.given import NO_NUL, Listing
from commonweal.site.api.replies import CSV, PageOut, reply, reply_list
from commonweal.site.audit.records import Event, Events
from commonweal.site.audit.verification import verify

router = Router(tags=["Audit"], auth=django_auth)

_COLUMNS = ("sequence", "at", "actor", "verb", "subject", "detail", "hash")


class EventsAsked(Listing):
    """Which events to list."""

    verb: str = Field("", max_length=100, pattern=NO_NUL, description="Only this act, such as receipts.issued")
    actor: str = Field("", max_length=100, pattern=NO_NUL, description="Only what this actor did, such as account:…")
    subject: str = Field("", max_length=300, pattern=NO_NUL, description="Only what was done to this")


class EventOut(Schema):
    """One act: when, who, what they did, to what."""

    sequence: int
    at: datetime
    actor: str
    verb: str
    subject: str
    detail: dict[str, Any]
    hash: str


class EventsOut(PageOut):
    """Events, the newest first."""

    items: list[EventOut]


class AuditAnswerOut(Schema):
    """Whether the chain is whole, as an Answer."""

    answer: Answer


@router.get("/events", response=EventsOut, openapi_extra=CSV, summary="Read the audit chain")
def events(request: HttpRequest, asked: Query[EventsAsked]) -> HttpResponseBase:
    """The events of the audit chain, the newest first. It needs a role that may read them."""
    require(request.user, Permission.READ_AUDIT)
    found = Events(verb=asked.verb, actor=asked.actor, subject=asked.subject)
    row = _line if asked.format == "csv" else _row
    return reply_list(request, asked, found, row, name="audit-events", columns=_COLUMNS)


@router.get("/verification", response=AuditAnswerOut, summary="Verify the audit chain")
def verification(request: HttpRequest) -> HttpResponse:
    """Whether any event was changed, removed or moved. It needs a role that may verify the chain."""
    require(request.user, Permission.VERIFY_AUDIT)
    return reply({"answer": verify().to_json()})


def _row(event: Event) -> dict[str, Any]:
    return {**asdict(event), "at": event.at.isoformat(), "detail": dict(event.detail)}


def _line(event: Event) -> dict[str, Any]:
    return {**_row(event), "detail": json.dumps(dict(event.detail), ensure_ascii=False)}
