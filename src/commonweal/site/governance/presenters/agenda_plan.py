"""The items of an agenda as the clerk plans them, each with what may be decided of it."""

from __future__ import annotations

from typing import Any

from commonweal.answers import Verdict
from commonweal.governance.decide import CALCULATION
from commonweal.governance.handbook import AgendaItem, Meeting
from commonweal.money import show
from commonweal.problems import BadInput
from commonweal.site.components.words import pounds_and_pence
from commonweal.site.governance.asking import ask_about
from commonweal.site.governance.handbooks import HandbookShown
from commonweal.site.governance.meeting_acts.items import item_label
from commonweal.site.governance.presenters.citations import cites
from commonweal.site.governance.presenters.meeting_plan import question_of_item
from commonweal.site.governance.presenters.names import address, capital, function_titles, person_names


def planned_items(shown: HandbookShown, meeting: Meeting) -> list[dict[str, Any]]:
    """Each item in its order."""
    rows, titles = shown.handbook.rows(AgendaItem, meeting=meeting.meeting), function_titles(shown.handbook)
    return [
        {
            "id": row.item,
            "number": row.number,
            "title": row.title,
            "label": item_label(row),
            "told": _told(row, titles.get(row.function, row.function)),
            "for_decision": row.for_decision is not False,
            "href": address("agenda_item", shown.name, meeting.meeting, row.item),
            "first": row is rows[0],
            "last": row is rows[-1],
            **item_verdict(shown, meeting, row),
        }
        for row in rows
    ]


def item_verdict(shown: HandbookShown, meeting: Meeting, row: AgendaItem) -> dict[str, Any]:
    """What may be decided of an item by those who are there, or expected; nothing where it is not for decision."""
    if row.for_decision is False:
        return {}
    try:
        asked = ask_about(shown, CALCULATION, question_of_item(shown.handbook, meeting, row), meeting.on_date)
    except BadInput as wrong:
        return {"verdict": Verdict.INSUFFICIENT_DATA, "sentence": str(wrong)}
    details, handbook = asked.answer.details, shown.handbook
    limit = details["limit_pence"]
    return {
        "answer": asked.answer,
        "cites": cites(asked.answer.reasons),
        "verdict": asked.answer.verdict,
        "sentence": asked.answer.sentence,
        "cures": [f"{capital(cure).rstrip('.')}." for cure in details["cures"]],
        "leave": person_names(handbook, details["leave"]),
        "to_be_ruled_on": person_names(handbook, details["to_be_ruled_on"]),
        "limit": show(limit) if limit is not None else "",
        "record": [(each["topic"], capital(each["record"])) for each in details["record"]],
    }


def _told(row: AgendaItem, function: str) -> str:
    amount = pounds_and_pence(row.amount_pence) if row.amount_pence is not None else ""
    private = "taken in private" if row.private else ""
    return ", ".join(part for part in (function, amount, private) if part)
