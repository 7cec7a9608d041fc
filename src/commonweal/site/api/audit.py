"""Operations on the audit chain, for those whose role lets them read or verify it."""

from __future__ import annotations

from collections.abc import Iterator
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
from commonweal.site.api.given import Listing
from commonweal.site.api.replies import CSV, PageOut, reply, reply_list
from commonweal.site.audit.models import AuditEvent
from commonweal.site.audit.verification import verify

router = Router(tags=["Audit"], auth=django_auth)

_COLUMNS = ("sequence", "at", "actor", "verb", "subject", "detail", "hash")


class EventsAsked(Listing):
    """Which events to list."""

    subject: str = Field("", max_length=300, description="Only events about this, such as receipt:…")


class EventOut(Schema):
    """One act: when, who, what they did, to what."""

    sequence: int
    at: datetime
    actor: str
    verb: str
    subject: str
    detail: str = Field(description="What else was recorded, as JSON text")
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
    return reply_list(request, asked, _Events(asked.subject), _row, name="audit-events", columns=_COLUMNS)


@router.get("/verification", response=AuditAnswerOut, summary="Verify the audit chain")
def verification(request: HttpRequest) -> HttpResponse:
    """Whether any event was changed, removed or moved. It needs a role that may verify the chain."""
    require(request.user, Permission.VERIFY_AUDIT)
    return reply({"answer": verify().to_json()})


class _Events:
    """Events that are counted and fetched no sooner than they are needed."""

    def __init__(self, subject: str) -> None:
        found = AuditEvent.objects.order_by("-sequence")
        self._found = found.filter(subject=subject) if subject else found

    def __len__(self) -> int:
        return self._found.count()

    def __getitem__(self, part: slice) -> list[AuditEvent]:
        return list(self._found[part])

    def __iter__(self) -> Iterator[AuditEvent]:
        return self._found.iterator(chunk_size=500)


def _row(event: AuditEvent) -> dict[str, Any]:
    return {
        "sequence": event.sequence,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "verb": event.verb,
        "subject": event.subject,
        "detail": event.detail_json,
        "hash": event.hash,
    }
