"""Decisions of the private part of a meeting: which are published, and which are still to be, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.answers import Source, Verdict
from commonweal.governance.checks.scope import NO_DECISION
from commonweal.governance.days_after import last_day
from commonweal.governance.decide_quorum import clause_source, term_on
from commonweal.governance.handbook import AgendaItem, Decision, Meeting, Records
from commonweal.governance.membership import name_of
from commonweal.organisations.periods import written
from commonweal.problems import BadInput


@dataclass(frozen=True, slots=True)
class ToPublish:
    """A decision of the private part, and when it comes out.

    Args:
        decision, title: Which decision; the title is withheld where it is about one person.
        published_on: The day it was published, if it was.
        due: The last day by the body's terms; None where no term sets one.
        verdict: PASS published, NOT_YET_DUE, FAIL overdue, NOT_APPLICABLE about one person's care, INSUFFICIENT_DATA.
        sentence: The same in words.
        sources: The clause that sets the day.
    """

    decision: str
    title: str
    published_on: date | None
    due: date | None
    verdict: Verdict
    sentence: str
    sources: tuple[Source, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The decision as plain JSON."""
        days = {name: day.isoformat() if (day := getattr(self, name)) else None for name in ("published_on", "due")}
        plain = {name: getattr(self, name) for name in ("decision", "title", "sentence")}
        return plain | days | {"verdict": self.verdict.value}


def decisions_to_publish(records: Records, held: Meeting, item: AgendaItem, on: date) -> tuple[ToPublish, ...]:
    """The decisions of an item, each with whether it is published or by when it has to be.

    Args:
        records: The handbook, with the term ``minutes_published_within`` of the body.
        held: The meeting.
        item: The item.
        on: The day on which this is asked.
    """
    rows = [row for row in records.rows(Decision, item=item.item) if row.outcome not in NO_DECISION]
    return tuple(_to_publish(records, held, item, row, on) for row in rows)


def _to_publish(records: Records, held: Meeting, item: AgendaItem, row: Decision, on: date) -> ToPublish:
    term = term_on(records, held.body, "minutes_published_within", held.on_date)
    sources = (clause_source(records, term),) if term else ()
    due = None
    if term:
        try:
            due = last_day(held.on_date, term.value)
        except BadInput:
            due = None
    if item.individual_patient:
        told = "It is about one person's care: nothing that tells who it is may come out."
        return ToPublish(row.decision, "A decision about one person", row.published_on, None, Verdict.NOT_APPLICABLE,
                         told)  # fmt: skip
    if row.published_on and row.published_on <= on:
        verdict, told = Verdict.PASS, f"It was published on {written(row.published_on)}."
    elif due is None:
        verdict = Verdict.INSUFFICIENT_DATA
        told = f"By when {name_of(records, held.body, held.on_date)} publishes it is not settled in its terms."
    elif on <= due:
        verdict, told = Verdict.NOT_YET_DUE, f"It is to be published by {written(due)}."
    else:
        verdict, told = Verdict.FAIL, f"It was to be published by {written(due)}, and no publication is recorded."
    return ToPublish(row.decision, row.title, row.published_on, due, verdict, told, sources)
