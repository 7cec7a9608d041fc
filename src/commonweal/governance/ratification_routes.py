"""Who may ratify a decision that was taken without a quorum, and by when: as the body's terms have it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.answers import Source, Verdict
from commonweal.governance.days_after import last_day
from commonweal.governance.decide_quorum import clause_source, term_on
from commonweal.governance.handbook import Body, Meeting, Records
from commonweal.governance.meeting_clock import clock
from commonweal.governance.membership import name_of
from commonweal.organisations.periods import written
from commonweal.problems import BadInput


@dataclass(frozen=True, slots=True)
class Route:
    """One way in which a decision may be ratified.

    Args:
        body: Id of the body that may ratify it, at a meeting that is quorate.
        sentence: The same in words, with the clause's own.
        next_meeting: Whether it has to be the next quorate meeting.
        by: The last day, where the terms set one.
        readable: Whether the terms say by when in words that can be read; else anything later is not known to be late.
        sources: The clause.
    """

    body: str
    sentence: str
    next_meeting: bool = False
    by: date | None = None
    readable: bool = True
    sources: tuple[Source, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The route as plain JSON."""
        return {"body": self.body, "sentence": self.sentence, "next_meeting": self.next_meeting,
                "by": self.by.isoformat() if self.by else None}  # fmt: skip


def routes_of(records: Records, held: Meeting, *, lost_to_interests: bool) -> tuple[Route, ...]:
    """The routes open to a decision of a meeting; none where the terms settle none.

    Args:
        records: The handbook.
        held: The meeting without a quorum.
        lost_to_interests: Whether the quorum broke because people left for their interests; the fallback in the terms
            is open then.
    """
    found = []
    if term := term_on(records, held.body, "ratification", held.on_date):
        body = _named(records, term.value) or held.body
        text = term.value.casefold()
        following, by = bool(re.search(r"\b(?:next|following)\b", text)), _by(held.on_date, text)
        told = f"A quorate meeting of {name_of(records, body, held.on_date)} may ratify it: {term.value}."
        sources = (clause_source(records, term),)
        found.append(Route(body, told, following, by, bool(following or by), sources))
    fallback = term_on(records, held.body, "quorum_fallback", held.on_date) if lost_to_interests else None
    if fallback:
        told = (
            f"{name_of(records, fallback.value, held.on_date)} may decide it, to which the terms send an item that "
            "loses its quorum to interests."
        )
        found.append(Route(fallback.value, told, sources=(clause_source(records, fallback),)))
    return tuple(found)


def first_quorate(records: Records, body: str, after: date, until: date) -> tuple[Meeting | None, bool]:
    """The first meeting of a body after a day that was quorate at any time, and whether that is certain.

    It is not certain where the quorum of an earlier one cannot be told.
    """
    held = [row for row in records.rows(Meeting, body=body) if after < row.on_date <= until]
    certain = True
    for meeting in sorted(held, key=lambda row: (row.on_date, row.meeting)):
        verdicts = {span.verdict for span in clock(records, meeting.meeting).spans}
        if Verdict.PASS in verdicts:
            return meeting, certain
        if verdicts != {Verdict.FAIL}:
            certain = False
    return None, certain


def _by(day: date, text: str) -> date | None:
    found = re.search(r"\bwithin ((?:\d+|[a-z]+) (?:clear |working |calendar )*(?:day|week|month)s?)\b", text)
    try:
        return last_day(day, found[1]) if found else None
    except BadInput:
        return None


def _named(records: Records, text: str) -> str:
    """The body that the words name, by its name or by its id as it is written; empty where they name none."""
    plain = text.casefold()
    for row in sorted(records.rows(Body), key=lambda row: -len(row.name)):
        name = row.name.casefold()
        # Few names are in the words at all: a pattern is made, which takes long, only of one that is.
        by_name = name in plain and re.search(rf"\b{re.escape(name)}\b", plain)
        # An id of one letter is a word of the sentence.
        by_id = len(row.body) > 1 and row.body in text
        if by_name or (by_id and re.search(rf"(?<![\w-]){re.escape(row.body)}(?![\w-])", text)):
            return row.body
    return ""


def shown_deadline(route: Route) -> str:
    """By when, in words; empty where nothing is settled.

    Example:
        >>> shown_deadline(Route("FIN", "", by=date(2026, 5, 1)))
        'by 1 May 2026'
    """
    if route.by:
        return f"by {written(route.by)}"
    return "at the next quorate meeting" if route.next_meeting else ""
