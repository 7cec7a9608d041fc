"""That what a document cites stands in that Act on the document's day, and is about what it is cited for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    needs_judgement,
    not_applicable,
    passes,
)
from commonweal.governance.checks.scope import bodies_of
from commonweal.governance.handbook import Citation, Document
from commonweal.governance.open_board import board_check, board_name
from commonweal.governance.provisions import read_provision
from commonweal.organisations.periods import written

Provision = Mapping[str, Any]
_WHY = "A citation can be held against the Act only where it is known what is cited, for what, and when."
_ACTS = {
    "NHSA06": "the National Health Service Act 2006",
    "HCA22": "the Health and Care Act 2022",
    "HSCA12": "the Health and Social Care Act 2012",
    "LGPIHA07": "the Local Government and Public Involvement in Health Act 2007",
    "PBAMA60": "the Public Bodies (Admission to Meetings) Act 1960",
}


@board_check("governance.B25", every_body=True)
def citations(subject: Subject) -> Iterator[Finding]:
    """Every citation in the documents of the system that have effect on the day."""
    documents = [
        row
        for body in bodies_of(subject)
        for row in subject.records.rows(Document, body=body)
        if row.holds_on(subject.on)
    ]
    cited = [(row, citation) for row in documents for citation in subject.records.rows(Citation, document=row.document)]
    if not documents:
        sentence = f"No document of {board_name(subject)} is recorded for {written(subject.on)}."
        yield lacks(subject.system, sentence, missing("documents", "from_date", subject.system, _WHY))
    elif not cited and subject.records.rows(Citation):
        yield not_applicable(
            subject.system, f"No citation in a document in effect on {written(subject.on)} is recorded."
        )
    elif not cited:
        sentence = f"What the documents of {board_name(subject)} cite is not recorded."
        yield lacks(subject.system, sentence, missing("citations", "provision", documents[0].document, _WHY))
    for document, citation in cited:
        yield _held_against(subject, document, citation)


def _held_against(subject: Subject, document: Document, citation: Citation) -> Finding:
    key = f"{document.document}, {citation.clause or citation.provision}"
    at = f"{document.document}{f', clause {citation.clause},' if citation.clause else ''} cites {citation.provision}"
    where = [citation.where] if citation.where else []
    day = document.from_date or document.approved_on
    act, place = read_provision(citation.provision)
    if not act or not place:
        gap = missing("citations", "provision", key, _WHY)
        return lacks(key, f"{at}, which does not say {'in which Act' if place else 'which section'}.", gap, where=where)
    elsewhere = [row for row in subject.value if row["place"] == place and row["act"] != act]
    here = [row for row in subject.value if row["place"] == place and row["act"] == act]
    if not here and elsewhere:
        sentence = f"{at}; there is no such place in {_ACTS[act]}: it stands in {_ACTS[elsewhere[0]['act']]}."
        return fails(key, sentence, do=f"cite {place} of {_ACTS[elsewhere[0]['act']]}", where=where)
    if not here:
        sentence = f"{at}, which is not among the provisions held here, so nobody has held it against the Act."
        return needs_judgement(key, sentence, do="read the provision, and say whether it is about that")
    if day is None:
        return _undated(subject, document, key, at, citation.topic, here, where)
    if not any(_stands(row, day) for row in here):
        return _not_there(key, at, here, day, where)
    if not citation.topic:
        gap = missing("citations", "topic", key, _WHY)
        return lacks(key, f"{at}, and what for is not recorded.", gap, where=where)
    return _about(subject, key, at, citation.topic, next(row for row in here if _stands(row, day)), day, where)


def _undated(
    subject: Subject, document: Document, key: str, at: str, topic: str, here: list[Provision], where: list[str]
) -> Finding:
    """A citation in a document whose day is not recorded: wrong on any day, or not to be told."""
    days = sorted({date.fromisoformat(row["from"]) for row in subject.value if row in here or _matches(row, topic)})
    found = [
        _about(subject, key, at, topic, row, day, where)
        for day in (*days, subject.on)
        for row in here
        if topic and _stands(row, day)
    ]
    if found and all(each.verdict == "FAIL" for each in found):
        return found[-1]
    gap = missing("documents", "from_date", document.document, _WHY)
    return lacks(key, f"{at}, and the day of the document is not recorded.", gap, where=where)


def _stands(row: Provision, day: date) -> bool:
    return bool(row["from"] <= day.isoformat() and (not row.get("to") or day.isoformat() <= row["to"]))


def _not_there(key: str, at: str, here: list[Provision], day: date, where: list[str]) -> Finding:
    row = here[-1]
    ended = row.get("to") and row["to"] < day.isoformat()
    when = (
        f"it was in force only until {written(date.fromisoformat(row['to']))}"
        if ended
        else (f"it has been in force only since {written(date.fromisoformat(row['from']))}")
    )
    now = f"; see {row['now']}" if ended and row.get("now") else ""
    sentence = f"{at} ({row['about']}) on {written(day)}, but {when}{now}."
    return fails(key, sentence, do=f"cite {row['now']}" if now else "cite what is in force", where=where)


def _about(subject: Subject, key: str, at: str, topic: str, row: Provision, day: date, where: list[str]) -> Finding:
    if _matches(row, topic):
        return passes(key, f"{at} for {topic}, which it is about: {row['about']}.", where=where)
    others = [each for each in subject.value if _stands(each, day) and _matches(each, topic)]
    if others:
        listed = " or ".join(f"{each['place']} ({each['about']})" for each in others[:2])
        sentence = f"{at} for {topic}, but that provision is about {row['about']}; the one on {topic} is {listed}."
        return fails(key, sentence, do=f"cite {others[0]['place']}", where=where)
    sentence = (
        f"{at} for {topic}; that provision is about {row['about']}, and whether the two agree a person has to say."
    )
    return needs_judgement(key, sentence, do="read the provision, and mend the citation or the topic")


def _matches(row: Provision, topic: str) -> bool:
    plain = topic.casefold()
    return any(word in plain for word in row["words"])
