"""Asking the questions of this room of a handbook, with what was worked out once kept for the next visitor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from commonweal.answers import Dates, FactSource
from commonweal.governance.agenda import AGENDA
from commonweal.governance.decide import CALCULATION, WHO, question_text
from commonweal.governance.decide_inputs import Item, read_item
from commonweal.governance.handbook import AgendaItem, Handbook, Meeting
from commonweal.governance.merger_answer import CLUSTER, MERGER
from commonweal.governance.nominations import CALCULATION as NOMINATION
from commonweal.law import overlay_names
from commonweal.site.governance.handbooks import HandbookShown, demonstration
from commonweal.site.governance.maps import map_of, map_under
from commonweal.site.governance.minute_shown import minute_of_item
from commonweal.wiring import Asked, ask, handbook_facts

CHECK = "governance.check"
QUESTIONS = (CHECK, CALCULATION, WHO, AGENDA, NOMINATION, MERGER, CLUSTER)
"""The questions of this room."""
FIRST_REFORM = "health-bill-2026"
"""The reform that is shown where none is chosen."""


def ask_about(
    shown: HandbookShown, question: str, inputs: Mapping[str, Any], on: date, overlays: tuple[str, ...] = ()
) -> Asked:
    """Ask a question about a handbook that the visitor may read whole.

    Args:
        shown: The handbook.
        question: One of ``QUESTIONS``.
        inputs: Plain JSON.
        on: The day.
        overlays: Reforms that are not in force.

    Raises:
        BadInput: The question cannot be asked so.
    """
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=False)
    return _asked(shown, question, text, on, overlays, datetime.now(UTC).date())


def item_of_agenda(handbook: Handbook, item: str) -> dict[str, Any] | None:
    """The inputs of the question about an item of an agenda, with what is recorded of it; None where there is none."""
    rows = handbook.rows(AgendaItem, item=item)
    if not rows:
        return None
    return Item(title=rows[0].title, item=rows[0].item, at=minute_of_item(handbook, rows[0])).to_json()


def day_of_item(handbook: Handbook, item: str) -> date | None:
    """The day of the meeting on whose agenda an item stands."""
    rows = handbook.rows(AgendaItem, item=item)
    held = handbook.rows(Meeting, meeting=rows[0].meeting) if rows else ()
    return held[0].on_date if held else None


def reforms() -> list[str]:
    """The reforms that can be put on top of the law as it stands."""
    return list(overlay_names())


def read_beforehand() -> None:
    """Make the demonstration's handbook and work out what its pages show on its own day; asks the database nothing."""
    shown = demonstration()
    for overlays in ((), (FIRST_REFORM,)):
        ask_about(shown, CHECK, {"systems": [shown.system], "rules": []}, shown.day, overlays)
    map_of(shown, shown.day)
    map_under(shown, shown.day, FIRST_REFORM)
    for item in shown.handbook.rows(AgendaItem)[:1]:
        ask_about(shown, AGENDA, {"meeting": item.meeting}, shown.day)


@lru_cache(maxsize=64)
def _asked(
    shown: HandbookShown, question: str, inputs: str, on: date, overlays: tuple[str, ...], known_on: date
) -> Asked:
    dates, read = Dates.on(on), json.loads(inputs)
    facts = _facts(shown, on, overlays, known_on)
    return ask(question, read, _text(question, read, shown, on), dates, overlays=overlays, facts=facts)


@lru_cache(maxsize=16)
def _facts(shown: HandbookShown, on: date, overlays: tuple[str, ...], known_on: date) -> FactSource:
    return handbook_facts(shown.handbook, Dates.on(on), overlays=overlays)


def _text(question: str, inputs: Mapping[str, Any], shown: HandbookShown, on: date) -> str:
    if question == CHECK:
        return f"Does the handbook of {shown.title} keep the rules on {on.isoformat()}?"
    if question == NOMINATION:
        return f"Was the partner member of the ballot {inputs.get('ballot', '')} nominated as the rules ask?"
    if question == MERGER:
        return f"What of {shown.title} has to be re-homed, seen on {on.isoformat()}?"
    if question == CLUSTER:
        return f"Has the decision {inputs.get('decision', '')} a lawful route for each board?"
    if question == AGENDA:
        return f"May the meeting {inputs.get('meeting', '')} decide what stands on its agenda?"
    item = read_item(inputs, decider_is_asked=question == WHO)
    held = shown.handbook.rows(AgendaItem, item=item.item) if item.item and not item.title else ()
    return question_text(question, replace(item, title=held[0].title) if held else item)
