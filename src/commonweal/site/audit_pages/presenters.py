"""Events as a page shows them and as a file holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils import timezone

from commonweal.site.audit.records import Event
from commonweal.site.audit.wording import filled, sentence, wording_of
from commonweal.site.audit_pages.names import Names
from commonweal.site.components.words import calendar_date

COLUMNS = {
    "event": "Event",
    "at": "At (UTC)",
    "told": "What was done",
    "actor": "Actor",
    "verb": "Act",
    "subject": "Subject",
    "detail": "Detail",
    "hash": "Hash",
}
"""The columns of a file of events."""

_EVENTS_AT_ONCE = 500
"""Names are looked up for so many at a time."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence, with the address of the page about it where there is one."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a page shows it."""

    sequence: int
    day: str
    time: str
    act: str
    pieces: Sequence[Piece]


def told(events: Sequence[Event], names: Names) -> list[Told]:
    """Events in words, with links to what they name."""
    names.learn(reference for event in events for reference in (event.actor, event.subject))
    return [_told(event, names) for event in events]


def _told(event: Event, names: Names) -> Told:
    at = timezone.localtime(event.at)
    wording = wording_of(event.verb)
    who = names.of(event.actor)
    pieces = [Piece(who[0].upper() + who[1:] + " ")]
    for words, name in wording.parts():
        if words:
            pieces.append(Piece(words))
        if name:
            href = names.page_of(event.subject) if name == "subject" else ""
            pieces.append(Piece(filled(event, name, names.of), href))
    pieces.append(Piece("."))
    return Told(event.sequence, calendar_date(at.date()), f"{at:%H:%M:%S}", wording.title, pieces)


def rows(events: Iterable[Event], names: Names) -> Iterable[dict[str, Any]]:
    """Events as rows of a file: in words, and every part as it was recorded."""
    following = iter(events)
    while block := list(islice(following, _EVENTS_AT_ONCE)):
        names.learn(reference for event in block for reference in (event.actor, event.subject))
        for event in block:
            yield {
                "event": event.sequence,
                "at": event.at.isoformat(timespec="seconds"),
                "told": sentence(event, names.of),
                "actor": event.actor,
                "verb": event.verb,
                "subject": event.subject,
                "detail": json.dumps(event.detail, ensure_ascii=False, sort_keys=True),
                "hash": event.hash,
            }
