"""Tables of instruments: constitutions and their versions, what they say, the open terms they fill, publications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from commonweal.governance.handbook.columns import column
from commonweal.governance.handbook.row import Dated, Row

DOCUMENTS = (
    "establishment_order", "order_variation", "constitution", "standing_orders", "scheme_of_reservation_and_delegation",
    "functions_and_decisions_map", "standing_financial_instructions", "terms_of_reference", "delegation_agreement",
    "joint_working_agreement", "partnership_agreement", "network_contract", "policy", "other",
)  # fmt: skip
TOPICS = (
    "name", "area", "independence_of_appointments", "removal_of_chair", "nomination_process", "decision_procedure",
    "transparency", "conflicts_arrangements", "conflicts_principles", "involvement_arrangements",
    "involvement_principles", "variation_by_application", "variation_by_nhs_england", "removal_of_chair_by_others",
    "membership", "purpose", "decision_making", "accountability", "risk_and_gain_share", "dispute_resolution",
    "exit", "finance", "quality_governance", "patient_involvement", "other",
)  # fmt: skip
PUBLICATIONS = (
    "constitution", "register_of_interests", "register_extract", "gifts_register", "breach_log",
    "procurement_decisions", "spend_over_25k", "papers", "minutes", "notice_of_meeting", "decision", "direction",
    "functions_and_decisions_map", "other",
)  # fmt: skip
TERMS = (
    "quorum", "voting", "deputies", "casting_vote", "quorum_without_chair", "paper_lead_time", "notice_period",
    "money_limit", "review_cycle", "nomination_process", "interests_confirmation", "quorum_fallback",
    "public_question_limit", "public_question_deadline", "public_question_reply", "public_question_repeat_bar",
    "meets_in_public", "minutes_published_within", "ratification",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Document(Dated):
    """A version of an instrument; a variation has no effect before the day on which it was approved."""

    TABLE: ClassVar[str] = "documents"
    KEY: ClassVar[tuple[str, ...]] = ("document",)
    MEANING: ClassVar[str] = (
        "Each version of the constitution, standing orders, schemes, terms of reference, agreements"
    )

    document: str = column("an id of this version, such as CONSTITUTION-2", required=True)
    body: str = column("the body it belongs to", required=True, refers_to="bodies")
    kind: str = column("what it is", required=True, choices=DOCUMENTS)
    version: str = column("its version as printed on it")
    replaces: str = column("the version it varies or replaces", refers_to="documents")
    proposed_by: str = column("who proposed it: the ICB itself, or NHS England", refers_to="bodies")
    approved_by: str = column("the body that approved it", refers_to="bodies")
    approved_on: date | None = column("the day on which it was approved", kind="date")
    published_on: date | None = column("the day on which it was published", kind="date")
    sets_out: str = column(
        "for an establishment order: the constitution that it sets out or points to", refers_to="documents"
    )
    consulted: tuple[str, ...] = column("the bodies consulted before it was made", kind="list", refers_to="bodies")
    affects: tuple[str, ...] = column(
        "for an order that varies others: the ICBs it affects", kind="list", refers_to="bodies"
    )


@dataclass(frozen=True, kw_only=True)
class Clause(Row):
    """Something that a document must say, and whether it does, by the number of its clause."""

    TABLE: ClassVar[str] = "clauses"
    KEY: ClassVar[tuple[str, ...]] = ("document", "topic", "clause")
    MEANING: ClassVar[str] = "What each document says, by clause number"

    document: str = column("the version of the document", required=True, refers_to="documents")
    topic: str = column("what the clause is about", required=True, choices=TOPICS)
    stated: bool | None = column("whether the document says it", kind="yes_no")
    clause: str = column("the number of the clause, such as 3.2.1")
    note: str = column("what it says, in your words")


@dataclass(frozen=True, kw_only=True)
class Term(Dated):
    """An open term: the law asks that it be settled, and a local instrument settles it."""

    TABLE: ClassVar[str] = "terms"
    KEY: ClassVar[tuple[str, ...]] = ("body", "term", "applies_to", "from_date")
    MEANING: ClassVar[str] = "What is settled locally: quorum, voting, lead times, limits, review cycles"

    body: str = column("the body whose term it is", required=True, refers_to="bodies")
    term: str = column("which term", required=True, choices=TERMS)
    value: str = column("the term itself; `commonweal handbook new` explains how each is written", required=True)
    applies_to: str = column("for a money limit or review: the seat, body or register it applies to")
    document: str = column("the document that settles it", refers_to="documents")
    clause: str = column("the number of the clause")
    approved_on: date | None = column("the day on which it was approved", kind="date")


@dataclass(frozen=True, kw_only=True)
class Publication(Row):
    """Something put where the public can read it."""

    TABLE: ClassVar[str] = "publications"
    KEY: ClassVar[tuple[str, ...]] = ("publication",)
    MEANING: ClassVar[str] = "What is published, where and when"

    publication: str = column("an id", required=True)
    body: str = column("who published it", required=True, refers_to="bodies")
    kind: str = column(
        "what it is",
        required=True,
        choices=PUBLICATIONS,
    )
    about: str = column("the document, meeting or decision it is, by its id")
    published_on: date | None = column("the day on which it was put up", kind="date")
    withdrawn_on: date | None = column("the day on which it was taken down or replaced", kind="date")
    on_request: bool | None = column("whether people may have it on request instead", kind="yes_no")
    address: str = column("where it stands")


@dataclass(frozen=True, kw_only=True)
class Citation(Row):
    """A provision that a document cites."""

    TABLE: ClassVar[str] = "citations"
    KEY: ClassVar[tuple[str, ...]] = ("document", "provision", "clause")
    MEANING: ClassVar[str] = "Sections and paragraphs of Acts that documents cite, to be held against the Act"

    document: str = column("the document that cites", required=True, refers_to="documents")
    provision: str = column("the provision as cited, such as NHSA 2006 s.14Z49", required=True)
    clause: str = column("where in the document")
    topic: str = column("what the document cites it for")


@dataclass(frozen=True, kw_only=True)
class Review(Row):
    """A review of something that has to be kept under review."""

    TABLE: ClassVar[str] = "reviews"
    KEY: ClassVar[tuple[str, ...]] = ("body", "subject", "on_date")
    MEANING: ClassVar[str] = "Reviews held: skills of the board, terms of reference, schemes"

    body: str = column("whose review", required=True, refers_to="bodies")
    subject: str = column(
        "what was reviewed",
        required=True,
        choices=("board_skills", "terms_of_reference", "scheme_of_delegation", "constitution", "effectiveness"),
    )
    on_date: date = column("the day of the review", kind="date", required=True)
    gap: str = column("a gap that it found; blank where none")
    mitigation: str = column("what is done about the gap")
