"""What a body has settled about its quorum on a day, and the clauses that settle it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from commonweal.answers import Source
from commonweal.governance.handbook import Document, Records, Term
from commonweal.governance.quorum import Quorum, parse_quorum
from commonweal.organisations.periods import written
from commonweal.problems import BadInput


@dataclass(frozen=True, slots=True)
class QuorumTerms:
    """What a body has settled about its quorum.

    Args:
        quorum: What is asked for; None where no term settles it.
        deputies_count: None where it is not settled.
        anyone_deputises: Whether a deputy need not be named for the seat.
        vacant_too: Whether a deputy may sit in a seat that nobody holds.
        sources: The clauses.
    """

    quorum: Quorum | None
    deputies_count: bool | None
    most_deputies: int | None
    sources: tuple[Source, ...]
    problem: str = ""
    anyone_deputises: bool = False
    vacant_too: bool = False


def term_on(records: Records, body: str, term: str, on: date) -> Term | None:
    """The open term of a body on a day; one that is approved on a day has no effect before it."""
    held = [
        row for row in records.rows(Term, body=body, term=term) if row.holds_on(on) and _approved_on(records, row) <= on
    ]
    return max(held, key=lambda row: row.from_date or date.min) if held else None


def _approved_on(records: Records, term: Term) -> date:
    """The day from which a term has effect: that of its own approval, else that of the document that settles it."""
    document = records.first(Document, document=term.document) if term.document and not term.approved_on else None
    return term.approved_on or (document.approved_on if document else None) or date.min


def waits_for_approval(records: Records, body: str, term: str, on: date) -> str:
    """That a term is written down for a day and was approved only later; empty where none is."""
    days = [
        (day, row)
        for row in records.rows(Term, body=body, term=term)
        if row.holds_on(on) and (day := _approved_on(records, row)) > on
    ]
    if not days:
        return ""
    day, row = min(days, key=lambda each: each[0])
    where = f"clause {row.clause}" if row.clause else "the handbook"
    return f"what {where} says was approved only on {written(day)}, and a term has no effect before that"


def clause_source(records: Records, term: Term) -> Source:
    """The clause of the local instrument that settles a term."""
    document = records.first(Document, document=term.document) if term.document else None
    title = f"{document.kind.replace('_', ' ').capitalize()} {document.version}".strip() if document else "The handbook"
    at = f"clause {term.clause}" if term.clause else term.where or "terms"
    return Source(title, at=at, publisher=term.body, status="own_file")


def quorum_terms(records: Records, body: str, on: date) -> QuorumTerms:
    """The quorum of a body on a day, and whether deputies count."""
    asked, deputies = term_on(records, body, "quorum", on), term_on(records, body, "deputies", on)
    sources = tuple(clause_source(records, term) for term in (asked, deputies) if term)
    settled = QuorumTerms(None, None, None, sources)
    if deputies:
        count, most, anyone, vacant = _deputies(deputies.value)
        settled = replace(settled, deputies_count=count, most_deputies=most, anyone_deputises=anyone, vacant_too=vacant)
    if asked is None:
        return settled
    try:
        return replace(settled, quorum=parse_quorum(asked.value))
    except BadInput as error:
        return replace(settled, problem=str(error))


_ANYONE = re.compile(r",? ?\b(?:any(?:one| person)|whoever is sent)(?: may(?: deputise| be sent)?)?$")
_VACANT = re.compile(r",? ?\b(?:and )?(?:also )?(?:for |in )?(?:a )?vacant seats?(?: too)?$")


def _deputies(text: str) -> tuple[bool | None, int | None, bool, bool]:
    """Whether deputies count, at most how many, whether they need not be named, and whether for a vacant seat too.

    Example:
        >>> _deputies("count, at most 2"), _deputies("count, anyone, vacant seats too")
        ((True, 2, False, False), (True, None, True, True))
    """
    plain = " ".join(text.casefold().split())
    vacant = _VACANT.search(plain) is not None
    plain = _VACANT.sub("", plain)
    anyone = _ANYONE.search(plain) is not None
    plain = _ANYONE.sub("", plain)
    if re.fullmatch(r"(?:deputies )?do(?:es)? not count|no|none|no deput(?:y|ies)(?: counts?)?|not allowed", plain):
        return False, None, False, False
    most = r"(?:at most|up to|no more than|not more than)"
    found = re.fullmatch(rf"(?:(?:deputies )?count|yes)?(?:,? ?{most} (\d+)(?: deput(?:y|ies))?(?: counts?)?)?", plain)
    if not plain or not found:
        return None, None, False, False
    return True, int(found[1]) if found[1] else None, anyone, vacant
