"""What the pages of meetings show: the list, and one meeting with a verdict for each item of its agenda."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commonweal.answers import Answer, Reason, Verdict
from commonweal.governance.decision_effect import effect_on
from commonweal.governance.handbook import AgendaItem, Attendance, Decision, Handbook, Meeting, PublicQuestion, Records
from commonweal.money import show
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date, pounds_and_pence
from commonweal.site.governance.presenters.citations import cites
from commonweal.site.governance.presenters.names import (
    address,
    body_name,
    capital,
    function_titles,
    people_of,
    person_names,
    words,
)


def meetings_table(handbook: Handbook, name: str, caption: str, *, body: str = "") -> TableView:
    """Meetings, the latest first."""
    decided: dict[str, int] = {}
    for decision in handbook.rows(Decision):
        decided[decision.meeting] = decided.get(decision.meeting, 0) + 1
    held = sorted(handbook.rows(Meeting), key=lambda row: (row.on_date, row.meeting), reverse=True)
    rows = [
        {
            "when": f"{body_name(handbook, row.body, row.on_date)}, {calendar_date(row.on_date)}",
            "starts": row.starts or "",
            "items": sum(item.for_decision is True for item in handbook.rows(AgendaItem, meeting=row.meeting)),
            "decisions": decided.get(row.meeting, 0),
            "public": {True: "Open to the public", False: "Closed", None: "Not known"}[row.open_to_public],
            "_href": address("meeting", name, row.meeting),
        }
        for row in held
        if not body or row.body == body
    ]
    columns = (
        Column("when", "Meeting", link=_href),
        Column("starts", "Begins"),
        Column("items", "Items for decision", "count"),
        Column("decisions", "Decisions", "count"),
        Column("public", "Public"),
    )
    return TableView("meetings", caption, columns, rows)


def meeting_bodies(handbook: Handbook) -> list[tuple[str, str]]:
    """The bodies that meet, by id, with their names."""
    met = {row.body: row.on_date for row in handbook.rows(Meeting)}
    found = [(body, body_name(handbook, body, on)) for body, on in met.items()]
    return sorted(found, key=lambda pair: pair[1])


def facts(handbook: Handbook, meeting: Meeting) -> list[tuple[str, str]]:
    """What is known of a meeting as a whole."""
    people = people_of(handbook)
    rows = handbook.rows(Attendance, meeting=meeting.meeting)
    there = list(dict.fromkeys(people.get(row.person, row.person) for row in rows if not row.apologies))
    absent = list(dict.fromkeys(people.get(row.person, row.person) for row in rows if row.apologies))
    times = f"{meeting.starts or 'time not known'}" + (f" to {meeting.ends}" if meeting.ends else "")
    public = {True: "Yes", False: f"No. {capital(meeting.exclusion_reason)}".strip(), None: "Not known"}
    told = [
        ("Day and time", f"{calendar_date(meeting.on_date)}, {times}"),
        ("Public notice given", calendar_date(meeting.notice_on)),
        ("Papers went out", calendar_date(meeting.papers_on)),
        ("Open to the public", public[meeting.open_to_public]),
        ("Present", ", ".join(there)),
        ("Apologies", ", ".join(absent)),
        ("Questions from the public", str(len(handbook.rows(PublicQuestion, meeting=meeting.meeting)) or "")),
    ]
    return [(label, value) for label, value in told if value]


def published_questions(handbook: Handbook, meeting: Meeting, on: date) -> list[PublicQuestion]:
    """The questions to a meeting whose words the clerk had published by a day, in the order in which they came.

    Args:
        handbook: All of the handbook: a sheet that the public does not read as a whole holds the questions.
        meeting: The meeting.
        on: The day on which the page is read.
    """
    rows = [
        row
        for row in handbook.rows(PublicQuestion, meeting=meeting.meeting)
        if row.text and row.text_published_on and row.text_published_on <= on
    ]
    return sorted(rows, key=lambda row: (row.received_on or on, row.question))


def agenda(handbook: Handbook, name: str, meeting: Meeting, answer: Answer | None) -> list[dict[str, Any]]:
    """The items of an agenda; with an answer each item for decision has its verdict and what follows from it."""
    titles = function_titles(handbook)
    asked = {each["item"]: each for each in answer.details.get("items", [])} if answer else {}
    reasons = _reasons(handbook, meeting, answer)
    shown = []
    for row in handbook.rows(AgendaItem, meeting=meeting.meeting):
        told = [
            ("Function", titles.get(row.function, row.function)),
            ("Amount", pounds_and_pence(row.amount_pence) if row.amount_pence is not None else ""),
            ("Over", f"{row.years} years" if row.years and row.years > 1 else ""),
            ("Place", body_name(handbook, row.place, meeting.on_date) if row.place else ""),
            (
                "Stand to gain or lose",
                ", ".join(body_name(handbook, each, meeting.on_date) for each in row.counterparties),
            ),
            ("Taken in private", (row.exclusion_reason or "yes") if row.private else ""),
        ]
        shown.append(
            {
                "id": row.item,
                "number": row.number,
                "title": row.title,
                "facts": [(label, value) for label, value in told if value],
                "for_decision": row.for_decision is not False,
                "sentence": _sentence(row, reasons[row.item]) if row.item in reasons else "",
                "href": address("decide", name, item=row.item),
                **(_verdict(handbook, asked[row.item]) if row.item in asked else {}),
                "cites": cites([reasons[row.item]]) if row.item in reasons else (),
            }
        )
    return shown


def _reasons(handbook: Handbook, meeting: Meeting, answer: Answer | None) -> dict[str, Reason]:
    """For each item the reasons of its answer: those of the whole stand in the order of the agenda."""
    items = handbook.rows(AgendaItem, meeting=meeting.meeting)
    return {row.item: reason for row, reason in zip(items, answer.reasons if answer else (), strict=False)}


def _sentence(row: AgendaItem, reason: Reason) -> str:
    return reason.sentence.partition(f"{row.title}: ")[2] or reason.sentence


def _verdict(handbook: Handbook, asked: Mapping[str, Any]) -> dict[str, Any]:
    limit = asked["limit_pence"]
    clock = [
        (each["time"] or "The whole item", f"{each['count']} voting members count", Verdict(str(each["verdict"])))
        for each in asked["quorum_clock"]
    ]
    return {
        "verdict": Verdict(asked["verdict"]),
        "leave": person_names(handbook, asked["leave"]),
        "to_be_ruled_on": person_names(handbook, asked["to_be_ruled_on"]),
        "limit": f"up to {show(limit)}" if limit is not None else "",
        "clock": clock,
        "record": [capital(each["record"]) for each in asked["record"]],
        "cures": [f"{capital(cure).rstrip('.')}." for cure in asked["cures"]],
    }


def decisions_table(handbook: Handbook, whole: Handbook, caption: str, *, meeting: str, on: date) -> TableView:
    """What a meeting decided, as far as this visitor may read it, and whether it has effect on a day.

    Args:
        handbook: What the visitor may read.
        whole: All of it: who was there settles the quorum, and is not public.
        caption: Of the table.
        meeting: The meeting's id.
        on: The day on which it is read.
    """
    records = Records(whole)
    rows = [
        {
            "title": row.title,
            "outcome": capital(words(row.outcome)) or "Not known",
            "effect": effect_on(records, row, on),
            "amount": row.amount_pence,
            "taken_by": body_name(handbook, row.taken_by, row.on_date) if row.taken_by else row.taken_by_seat,
            "quorate": {True: "Yes", False: "No", None: "Not known"}[row.quorate],
            "published": calendar_date(row.published_on) if row.published_on else "Not published",
        }
        for row in handbook.rows(Decision, meeting=meeting)
    ]
    columns = (
        Column("title", "Decision"),
        Column("outcome", "Outcome"),
        Column("effect", "Quorum and effect"),
        Column("amount", "Amount", "gbp_pence"),
        Column("taken_by", "Taken in law by"),
        Column("quorate", "Quorate by the minutes"),
        Column("published", "Published on"),
    )
    return TableView("decisions", caption, columns, rows)


def _href(row: Mapping[str, Any]) -> str:
    return str(row["_href"])
