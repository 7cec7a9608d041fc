"""Reading the chain: its events as plain values, and what it says of receipts."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.site.audit.actions import RECEIPT_ISSUED
from commonweal.site.audit.models import AuditEvent, AuditEvents


@dataclass(frozen=True, slots=True)
class Event:
    """One act as it was written."""

    sequence: int
    at: datetime.datetime
    actor: str
    verb: str
    subject: str
    detail: Mapping[str, Any]
    hash: str


class Events:
    """Events that fit a choice, newest first; counted and fetched no sooner than they are needed.

    Args:
        verb: Only this act; empty for every act.
        actor: Only what this actor did.
        subject: Only what was done to this.
    """

    def __init__(self, *, verb: str = "", actor: str = "", subject: str = "") -> None:
        chosen = {"verb": verb, "actor": actor, "subject": subject}
        found = AuditEvent.objects.filter(**{name: value for name, value in chosen.items() if value})
        self._found: AuditEvents = found.order_by("-sequence")

    def __len__(self) -> int:
        return self._found.count()

    def __getitem__(self, part: slice) -> list[Event]:
        return [_event(row) for row in self._found[part]]

    def __iter__(self) -> Iterator[Event]:
        return (_event(row) for row in self._found.iterator(chunk_size=500))


def actors() -> list[str]:
    """Everyone in whose name something was recorded."""
    return list(AuditEvent.objects.order_by("actor").values_list("actor", flat=True).distinct())


def verbs() -> list[str]:
    """Every act that was recorded."""
    return list(AuditEvent.objects.order_by("verb").values_list("verb", flat=True).distinct())


def registration(receipt_digest: str) -> Event | None:
    """The event by which a receipt was entered in the chain; None when it was not."""
    found = AuditEvent.objects.filter(verb=RECEIPT_ISSUED, subject=f"receipt:{receipt_digest}").first()
    return _event(found) if found else None


def _event(row: AuditEvent) -> Event:
    return Event(row.sequence, row.at, row.actor, row.verb, row.subject, json.loads(row.detail_json), row.hash)
