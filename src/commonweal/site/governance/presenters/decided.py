"""What follows from the answer to "May we decide this?": who leaves, up to how much, what would mend it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from commonweal.answers import Answer, Reason
from commonweal.governance.handbook import AgendaItem, Handbook, Meeting
from commonweal.money import show
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.handbooks import HandbookShown
from commonweal.site.governance.presenters.names import address, body_name, capital, person_names, words


def consequences(handbook: Handbook, answer: Answer) -> list[tuple[str, list[str]]]:
    """Headings with lines: what would mend it, who leaves, on whom the chair rules, the limit, what to record."""
    details = answer.details
    limit = details.get("limit_pence")
    told = [
        ("What would mend it", [f"{capital(cure).rstrip('.')}." for cure in details.get("cures", [])]),
        ("Who leaves, or stays without a vote", person_names(handbook, details.get("leave", []))),
        ("On whom the chair has to rule", person_names(handbook, details.get("to_be_ruled_on", []))),
        ("Up to how much", [show(limit)] if limit is not None else []),
        ("What to record with the decision", [capital(each["record"]) for each in details.get("record", [])]),
    ]
    return [(heading, lines) for heading, lines in told if lines]


WITHHELD = "Somebody's interest touches this item; the keeper of the register holds the detail."


def without_personal_detail(answer: Answer) -> Answer:
    """An answer whose reasons say of people's interests only that there are some, and what follows from them."""
    return replace(answer, reasons=tuple(map(_bounded, answer.reasons)))


def _bounded(reason: Reason) -> Reason:
    if reason.personal:
        return replace(reason, sentence=WITHHELD, value=None, children=())
    return replace(reason, children=tuple(dict.fromkeys(map(_bounded, reason.children))))


def interests_table(handbook: Handbook, answer: Answer, *, of: frozenset[str] | None = None) -> TableView | None:
    """The interests that touch the item, with how each was matched; None where there are none.

    Args:
        handbook: For the names of people.
        answer: With the interests that were found.
        of: Only of these people; None is of everybody.
    """
    rows = [
        {
            "person": person_names(handbook, [each["person"]])[0],
            "kind": capital(words(each["kind"])),
            "counterparty": each["counterparty"],
            "match": MATCH.get(each["match"], each["match"]),
            "action": capital(words(each["action"])),
        }
        for each in answer.details.get("interests", [])
        if of is None or each["person"] in of
    ]
    columns = (
        Column("person", "Who"),
        Column("kind", "Kind of interest"),
        Column("counterparty", "In"),
        Column("match", "How it was matched"),
        Column("action", "What is done"),
    )
    return TableView("interests", "Interests that touch this item", columns, rows) if rows else None


MATCH = {
    "code": "by its code",
    "company_number": "by its company number",
    "name": "by its name",
    "near": "the names are alike: the chair has to say",
}
"""How an interest was matched to somebody who stands to gain or lose, in words."""


def known_of_item(shown: HandbookShown, item: str) -> dict[str, Any]:
    """Where an item of an agenda stands."""
    row = shown.handbook.rows(AgendaItem, item=item)[0]
    meeting = shown.handbook.rows(Meeting, meeting=row.meeting)[0]
    name = body_name(shown.handbook, meeting.body, meeting.on_date)
    return {
        "id": item,
        "title": row.title,
        "meeting": f"{name}, {calendar_date(meeting.on_date)}",
        "meeting_href": address("meeting", shown.name, meeting.meeting),
        "who_href": address("decide", shown.name, item=item, ask="who"),
        "href": address("decide", shown.name, item=item),
    }
