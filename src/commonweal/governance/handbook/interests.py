"""Tables of interests: dated statements, gifts and hospitality, breaches, procurements and those who evaluate them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from commonweal.governance.handbook.columns import column
from commonweal.governance.handbook.row import Dated, Row

INTEREST_TYPES = ("financial", "non_financial_professional", "non_financial_personal", "indirect", "nil")
ACTIONS = ("excluded", "stayed_without_vote", "stayed_and_voted", "noted", "papers_withheld")


@dataclass(frozen=True, kw_only=True)
class Interest(Dated):
    """A statement of an interest, or that there is none; a change is a new statement that supersedes the old."""

    TABLE: ClassVar[str] = "interests"
    KEY: ClassVar[tuple[str, ...]] = ("statement",)
    MEANING: ClassVar[str] = "The register of interests, statement by statement"

    statement: str = column("an id", required=True)
    person: str = column("whose interest", required=True, refers_to="people")
    kind: str = column("the national type, or nil", required=True, choices=INTEREST_TYPES)
    local_label: str = column("the local label, kept as it stands")
    description: str = column("the interest, as printed", personal=True)
    counterparty: str = column("the organisation in question, by its name as declared", personal=True)
    counterparty_code: str = column("its ODS code or id here, where known")
    company_number: str = column("its number at Companies House, where known")
    held_by: str = column("whose it is, where it is somebody close: spouse, partner, child", personal=True)
    aware_on: date | None = column("the day on which the person became aware of it", kind="date")
    declared_on: date | None = column("the day on which it was declared", kind="date")
    registered_on: date | None = column("the day on which it was entered in the register", kind="date")
    confirmed_on: date | None = column("the day on which the person last confirmed it", kind="date")
    supersedes: str = column("the statement that this one replaces", refers_to="interests")
    commissioning_related: bool | None = column("whether it bears on commissioning decisions", kind="yes_no")
    public: bool | None = column("whether it is published, or redacted with a reason", kind="yes_no")
    published_until: date | None = column("the last day on which it is to be public", kind="date")
    kept_until: date | None = column("the last day on which it is to be kept privately", kind="date")
    mitigation: str = column("the standing action agreed")


@dataclass(frozen=True, kw_only=True)
class Gift(Row):
    """A gift or hospitality that was offered."""

    TABLE: ClassVar[str] = "gifts"
    KEY: ClassVar[tuple[str, ...]] = ("gift",)
    MEANING: ClassVar[str] = "Gifts and hospitality, received and declined"

    gift: str = column("an id", required=True)
    person: str = column("to whom", required=True, refers_to="people")
    kind: str = column("gift or hospitality", required=True, choices=("gift", "hospitality"))
    from_whom: str = column("who offered it")
    supplier: bool | None = column("whether the giver supplies or may supply the NHS", kind="yes_no")
    value_pence: int | None = column("its value in pounds", kind="money", heading="Value (£)")
    on_date: date | None = column("the day of the offer", kind="date")
    accepted: bool | None = column("whether it was accepted", kind="yes_no")
    for_organisation: bool | None = column(
        "whether it was accepted for the organisation, not the person", kind="yes_no"
    )
    declared_on: date | None = column("the day on which it was declared", kind="date")
    approved_by: str = column("the senior person who approved it, by role; none where nobody did")


@dataclass(frozen=True, kw_only=True)
class Breach(Row):
    """A breach of the rules on interests, and what came of it."""

    TABLE: ClassVar[str] = "breaches"
    KEY: ClassVar[tuple[str, ...]] = ("breach",)
    MEANING: ClassVar[str] = "Breaches of the rules on interests"

    breach: str = column("an id", required=True)
    body: str = column("where", required=True, refers_to="bodies")
    on_date: date | None = column("the day", kind="date")
    nature: str = column("what happened")
    outcome: str = column("what was done")
    published_on: date | None = column("the day on which it was published", kind="date")


@dataclass(frozen=True, kw_only=True)
class Evaluator(Row):
    """A person who evaluates bids in a procurement."""

    TABLE: ClassVar[str] = "evaluators"
    KEY: ClassVar[tuple[str, ...]] = ("procurement", "person")
    MEANING: ClassVar[str] = "Those who evaluate bids, and what is done about a conflict"

    procurement: str = column("the procurement", required=True)
    person: str = column("the evaluator", required=True, refers_to="people")
    conflicted: bool | None = column("whether an interest touches a bidder", kind="yes_no")
    measure: str = column("what was done about it; none where nothing was")
    measure_on: date | None = column("the day of the measure", kind="date")
