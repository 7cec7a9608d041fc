"""What is shown after a meeting: decisions to publish or ratify, and questions from the public with their limits."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.answers import Verdict
from commonweal.governance.checks.finding import Finding, Subject
from commonweal.governance.checks.public_questions import questions_follow_their_rules
from commonweal.governance.decide_quorum import term_on
from commonweal.governance.handbook import AgendaItem, Decision, Handbook, Meeting, PublicQuestion, Records
from commonweal.governance.lead_times import parse_lead_time
from commonweal.governance.question_text import length_of, personal_marks
from commonweal.governance.ratification import Ratification, ratification
from commonweal.governance.rule_lookup import rule_on
from commonweal.problems import BadInput
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.change import stamp
from commonweal.site.governance.meeting_acts.decisions import stands_in_doubt
from commonweal.site.governance.presenters.citations import cites
from commonweal.site.governance.presenters.names import address, body_name, capital, words

RULE = "governance.E08"


def decisions_shown(handbook: Handbook, meeting: Meeting, on: date) -> list[dict[str, Any]]:
    """The decisions of a meeting, with what has become of each; whether one has to be ratified is told as on a day."""
    names, records = {row.meeting: row for row in handbook.rows(Meeting)}, Records(handbook)
    shown = []
    for row in handbook.rows(Decision, meeting=meeting.meeting):
        at = names.get(row.ratified_at)
        ratified = calendar_date(row.ratified_on) if row.ratified_on else ""
        told = ratification(records, row.decision, on=max(on, row.on_date))
        bodies = {meeting.body, *(route.body for route in told.routes)}
        verdict, sentence = _quorum(row, told)
        shown.append(
            {
                "row": row,
                "outcome": capital(words(row.outcome)) or "Outcome not recorded",
                "verdict": verdict,
                "sentence": sentence,
                "minutes_differ": row.quorate is True and told.needed is True,
                "sources": cites(told.reasons),
                "unknowns": told.unknowns,
                "ratified": f"{ratified}{f', {body_name(handbook, at.body, at.on_date)}' if at else ''}",
                "ratification": told,
                "to_ratify": told.needed is not False and row.ratified_on is None,
                "doubtful": stands_in_doubt(told),
                "later": _later_meetings(handbook, meeting, bodies),
                "seen": stamp([row]),
            }
        )
    return shown


def _quorum(row: Decision, told: Ratification) -> tuple[Verdict | None, str]:
    """One account of the quorum: what is known of who was there, and only where that says nothing, the minutes."""
    sentence = told.sentence.removeprefix(f"Decision {row.decision}: ")
    sentence = sentence.replace(f"Decision {row.decision} was", "It was", 1)
    if told.needed is False:
        return None, capital(sentence)
    return told.verdict, capital(sentence)


def undecided(handbook: Handbook, meeting: Meeting) -> list[str]:
    """The items for decision of which no decision is recorded."""
    made = {row.item for row in handbook.rows(Decision, meeting=meeting.meeting)}
    rows = handbook.rows(AgendaItem, meeting=meeting.meeting)
    return [row.title for row in rows if row.for_decision is not False and row.item not in made]


def limits_told(handbook: Handbook, system: str, meeting: Meeting) -> list[str]:
    """What the terms ask of questions from the public to this meeting."""
    records, told = Records(handbook), []
    asked = (
        ("public_question_limit", "How many, and how long"),
        ("public_question_deadline", "To be in by"),
        ("public_question_reply", "A reply is due within"),
        ("public_question_repeat_bar", "The same question is not taken again for"),
    )
    for name, what in asked:
        term = next(
            (t for body in (meeting.body, system) if (t := term_on(records, body, name, meeting.on_date))), None
        )
        if term is None:
            told.append(f"{what}: not settled in this handbook.")
            continue
        value = term.value
        if name == "public_question_deadline":
            value = _latest(value, meeting.on_date)
        told.append(f"{what}: {value}{f' (clause {term.clause})' if term.clause else ''}.")
    return told


def questions_shown(handbook: Handbook, system: str, name: str, meeting: Meeting, on: date) -> list[dict[str, Any]]:
    """Every question to a meeting, with whether it kept the limits and was answered in time."""
    found = _findings(handbook, system, on)
    return [
        {
            "row": row,
            "finding": found.get(row.question),
            "length": length_of(row.words, row.text),
            "marks": personal_marks(row.text),
            "href": address("questions", name, meeting.meeting, question=row.question),
            "seen": stamp([row]),
        }
        for row in handbook.rows(PublicQuestion, meeting=meeting.meeting)
    ]


def question_of(handbook: Handbook, meeting: Meeting, question: str) -> PublicQuestion | None:
    """A question to a meeting; None where there is none of this id."""
    return next(iter(handbook.rows(PublicQuestion, question=question, meeting=meeting.meeting)), None)


def question_seen(handbook: Handbook, row: PublicQuestion | None) -> str:
    """The mark of a question as the page shows it."""
    return stamp(handbook.rows(PublicQuestion, question=row.question) if row else ())


def _findings(handbook: Handbook, system: str, on: date) -> dict[str, Finding]:
    records = Records(handbook)
    rule = rule_on(records, RULE, on)
    if rule is None:
        return {}
    return {each.subject: each for each in questions_follow_their_rules(Subject(records, system, on, rule))}


def _later_meetings(handbook: Handbook, meeting: Meeting, bodies: set[str]) -> list[tuple[str, str]]:
    rows = [row for row in handbook.rows(Meeting) if row.body in bodies and row.on_date >= meeting.on_date]
    return [
        (row.meeting, f"{body_name(handbook, row.body, row.on_date)}, {calendar_date(row.on_date)}")
        for row in sorted(rows, key=lambda row: row.on_date)
        if row.meeting != meeting.meeting
    ]


def _latest(value: str, on: date) -> str:
    try:
        return f"{calendar_date(parse_lead_time(value).latest(on))} ({value} before)"
    except BadInput:
        return value
