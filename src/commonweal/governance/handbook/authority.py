"""Tables of authority: statutory functions, the grants by which they move, directions that bar them, pooled funds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from commonweal.governance.handbook.columns import column
from commonweal.governance.handbook.row import Dated, Row

ORIGINS = ("icb", "delegated_from_nhs_england", "former_ccg", "council", "trust", "nhs_england", "network")
ROUTES = (
    "statute",
    "schedule_1b_paragraph_11",
    "section_65z5",
    "section_65z6",
    "section_75",
    "nhs_england_agreement",
    "contract",
)
"""By statute; inside the ICB; to another body; jointly; with a council; delegated in; by contract, as a network has."""


@dataclass(frozen=True, kw_only=True)
class Function(Dated):
    """A statutory power or duty, or a decision that follows from one."""

    TABLE: ClassVar[str] = "functions"
    KEY: ClassVar[tuple[str, ...]] = ("function", "holder", "from_date")
    MEANING: ClassVar[str] = "Functions: where each comes from, and whether it may be delegated"

    function: str = column("an id, such as commissioning_community_services", required=True)
    title: str = column("what it is, in words the public understands", required=True)
    holder: str = column("the body on which the law lays it", refers_to="bodies")
    origin: str = column("how the holder came to have it", choices=ORIGINS)
    provision: str = column("the section that gives it, such as NHSA 2006 s.3", required=True)
    part_of: str = column("the wider function of which it is a part", refers_to="functions")
    commissioning: bool | None = column("whether it is a commissioning function", kind="yes_no")
    delegable: bool | None = column("whether it may be delegated", kind="yes_no")
    jointly_exercisable: bool | None = column("whether it may be exercised jointly under section 65Z6", kind="yes_no")
    decided_at_tier: str = column("the tier at which it should be decided, where a plan says so")


@dataclass(frozen=True, kw_only=True)
class Grant(Dated):
    """A function passes from a body to a body or to a seat's holder, by a route and on terms."""

    TABLE: ClassVar[str] = "grants"
    KEY: ClassVar[tuple[str, ...]] = ("grant",)
    MEANING: ClassVar[str] = "Delegations: which function, from whom, to whom, by which route, on what terms"

    grant: str = column("an id", required=True)
    function: str = column("the function", required=True, refers_to="functions")
    from_body: str = column("the body that grants", required=True, refers_to="bodies")
    to_body: str = column("the body that receives; blank where a seat does", refers_to="bodies")
    to_seat: str = column("the seat whose holder receives; blank where a body does", refers_to="seats")
    route: str = column("the provision under which it passes", required=True, choices=ROUTES)
    under: str = column(
        "the grant that it passes on, where it does not come from the holder itself", refers_to="grants"
    )
    document: str = column("the scheme or agreement", refers_to="documents")
    clause: str = column("the number of the clause")
    onward_allowed: bool | None = column("whether it may be passed on", kind="yes_no")
    limit: str = column(
        "the money limit: £500,000, or £50,000 per 100,000 population, or £1m a year; no limit where there is none"
    )
    conditions: str = column("conditions, in words")
    place: str = column("the place to which it is confined", refers_to="bodies")
    liability_holder: str = column("who carries liability for its exercise", refers_to="bodies")
    accountable_body: str = column("who stays accountable", refers_to="bodies")
    guidance_version: str = column("the version of the delegation guidance that was considered")
    guidance_considered_on: date | None = column("the day on which it was considered", kind="date")
    approved_in_writing_on: date | None = column("for a sub-delegation: the day of the written approval", kind="date")
    interim_sign_off_on: date | None = column(
        "for a holder for the time being: the day of the extra sign-off", kind="date"
    )
    reserved: str = column("for a function delegated in: what NHS England reserves")
    assurance: str = column("for a function delegated in: how it is assured")
    segment_condition: bool | None = column("whether it carries the condition for segments 3 and 4", kind="yes_no")
    decides: bool | None = column("whether the receiver decides, or only advises or carries out", kind="yes_no")
    suspended_by: str = column("the direction that suspends it, for as long as that runs", refers_to="directions")


@dataclass(frozen=True, kw_only=True)
class Direction(Dated):
    """A direction from one body to another."""

    TABLE: ClassVar[str] = "directions"
    KEY: ClassVar[tuple[str, ...]] = ("direction",)
    MEANING: ClassVar[str] = "Directions: who directs whom, under which power, and which functions it bars"

    direction: str = column("an id", required=True)
    from_body: str = column("who directs", required=True, refers_to="bodies")
    to_body: str = column("who is directed", required=True, refers_to="bodies")
    power: str = column("the provision, such as NHSA 2006 s.14Z61")
    functions: tuple[str, ...] = column("the functions it bars or moves", kind="list", refers_to="functions")
    bars_exercise: bool | None = column("whether the addressee may not exercise them meanwhile", kind="yes_no")
    bars_delegation: bool | None = column("whether they may not be delegated meanwhile", kind="yes_no")
    published_on: date | None = column("the day on which it was published", kind="date")


@dataclass(frozen=True, kw_only=True)
class PoolContribution(Dated):
    """What one body pays into a pooled fund."""

    TABLE: ClassVar[str] = "pool_contributions"
    KEY: ClassVar[tuple[str, ...]] = ("pool", "contributor", "from_date")
    MEANING: ClassVar[str] = "Pooled funds: who pays into each, and under which section"

    pool: str = column("an id of the fund", required=True)
    contributor: str = column("the body that pays in", required=True, refers_to="bodies")
    route: str = column("the section", required=True, choices=("section_65z6", "section_75"))
    amount_pence: int | None = column("pounds a year", kind="money", heading="Amount a year (£)")


@dataclass(frozen=True, kw_only=True)
class Reconfiguration(Row):
    """A proposal to change where or how services are provided, and what the Secretary of State was told."""

    TABLE: ClassVar[str] = "reconfigurations"
    KEY: ClassVar[tuple[str, ...]] = ("proposal",)
    MEANING: ClassVar[str] = "Proposals to reconfigure services, for the Secretary of State's power to call them in"

    proposal: str = column("an id", required=True)
    body: str = column("the commissioning body whose proposal it is", required=True, refers_to="bodies")
    title: str = column("what it proposes", required=True)
    notifiable: bool | None = column("whether the Secretary of State must be told of it", kind="yes_no")
    notified_on: date | None = column("the day on which the Secretary of State was told", kind="date")
    called_in_on: date | None = column("the day on which it was called in", kind="date")
    outcome_on: date | None = column("the day of the Secretary of State's decision", kind="date")
    outcome_published_on: date | None = column("the day on which that was published", kind="date")
    steps_after_call_in: bool | None = column(
        "whether steps were taken while it was called in, that a direction forbade", kind="yes_no"
    )
