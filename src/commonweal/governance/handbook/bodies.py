"""Tables of bodies: the system's own and those it works with, who takes over from whom, and what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from commonweal.governance.handbook.columns import column
from commonweal.governance.handbook.row import Dated, Row

KINDS = (
    "icb", "icp", "nhs_england", "secretary_of_state", "region", "trust", "foundation_trust", "council",
    "combined_authority", "strategic_authority", "healthwatch", "practice", "pcn", "provider", "company", "charity",
    "committee", "sub_committee", "joint_committee", "committees_in_common", "forum", "place_partnership",
    "provider_collaborative", "health_and_wellbeing_board", "local_medical_committee", "gp_provider_board", "cluster",
    "ccg", "other",
)  # fmt: skip
PLACE_FORMS = ("consultative_forum", "committee", "joint_committee", "individual", "lead_provider")
TIERS = ("region", "system", "place", "neighbourhood", "provider_collaborative")


@dataclass(frozen=True, kw_only=True)
class Body(Dated):
    """A body under one name. A body that changed its name or form has a row for each, under the same id.

    Its code is kept in capitals, as the Organisation Data Service writes it, however somebody typed it.

    Example:
        >>> Body(body="TRUST", name="A trust", kind="trust", ods_code=" rx1").ods_code
        'RX1'
    """

    TABLE: ClassVar[str] = "bodies"
    KEY: ClassVar[tuple[str, ...]] = ("body", "from_date")
    MEANING: ClassVar[str] = "Every body: boards, committees, partnerships, trusts, councils, practices, networks"

    body: str = column(
        "a short id of your own, such as FINANCE, or the ODS code; the same for every name", required=True
    )
    name: str = column("the name in this period", required=True)
    kind: str = column("what it is", required=True, choices=KINDS)
    system: str = column("the ICB whose system it belongs to, by its id", refers_to="bodies")
    parent: str = column("the body it is a part of or answers to", refers_to="bodies")
    tier: str = column("the tier at which it works", choices=TIERS)
    form: str = column("for a place-based partnership: which of the five forms it took", choices=PLACE_FORMS)
    lead: str = column("its named leader: a person's id", refers_to="people")
    ods_code: str = column("its code in the Organisation Data Service", heading="ODS code")
    company_number: str = column("its number at Companies House")
    population: int | None = column("people it serves, for limits that grow with population", kind="number")
    area: str = column("the area it serves, in words or area codes")
    established_on: date | None = column("the day on which it was established in law", kind="date")
    first_year_to: date | None = column(
        "the last day of its first financial year, as its accounts have it", kind="date"
    )

    def __post_init__(self) -> None:
        """Write the code as the directory does."""
        code = self.ods_code
        if code and not (code.isupper() and code == code.strip()):
            object.__setattr__(self, "ods_code", code.strip().upper())


@dataclass(frozen=True, kw_only=True)
class Succession(Row):
    """One body passes to another on a day; a body that splits has a row for each successor."""

    TABLE: ClassVar[str] = "successions"
    KEY: ClassVar[tuple[str, ...]] = ("old_body", "new_body", "on_date")
    MEANING: ClassVar[str] = "Which body takes over from which, and from what day"

    old_body: str = column("the body that ends or gives", required=True, refers_to="bodies")
    new_body: str = column("the body that takes over", required=True, refers_to="bodies")
    on_date: date = column("the first day of the new body", kind="date", required=True)
    share: str = column("the share that passes, such as 1 or 0.4, where it splits")
    scheme: str = column("the order or transfer scheme")


@dataclass(frozen=True, kw_only=True)
class Transfer(Row):
    """A line of a transfer scheme: one thing passes from a body that closes to one that takes over."""

    TABLE: ClassVar[str] = "transfers"
    KEY: ClassVar[tuple[str, ...]] = ("line",)
    MEANING: ClassVar[str] = "What passes to a successor: functions, staff, contracts, assets, liabilities, decisions"

    line: str = column("an id of the line", required=True)
    scheme: str = column("the transfer scheme or order")
    old_body: str = column("the body it leaves", required=True, refers_to="bodies")
    new_body: str = column("the body that takes it on; blank where nobody does yet", refers_to="bodies")
    kind: str = column(
        "what it is",
        required=True,
        choices=("function", "staff", "contract", "asset", "liability", "declaration", "decision", "instrument"),
    )
    what: str = column("the thing itself, in words or by its id in this handbook", required=True)
    criminal: bool | None = column("for a liability: whether it is criminal, which never passes", kind="yes_no")
    on_date: date | None = column("the day on which it passes", kind="date")


@dataclass(frozen=True, kw_only=True)
class Partner(Dated):
    """A body that is, or might be, a partner of an ICB: the tests of a partner trust, provider or council."""

    TABLE: ClassVar[str] = "partners"
    KEY: ClassVar[tuple[str, ...]] = ("icb", "body", "from_date")
    MEANING: ClassVar[str] = "Trusts, practices and councils of the system, and whether they may nominate board members"

    icb: str = column("the ICB", required=True, refers_to="bodies", heading="ICB")
    body: str = column("the trust, practice, network or council", required=True, refers_to="bodies")
    serves_area: bool | None = column("whether it provides services in the area, or the area is its own", kind="yes_no")
    may_nominate: bool | None = column("whether it may take part in nominating a board member", kind="yes_no")
    listed: bool | None = column("whether the constitution lists it as a partner", kind="yes_no")
    on_integrated_care_partnership: bool | None = column(
        "whether it has its member on the integrated care partnership", kind="yes_no"
    )


@dataclass(frozen=True, kw_only=True)
class Segment(Dated):
    """The segment that an oversight framework put a body into."""

    TABLE: ClassVar[str] = "segments"
    KEY: ClassVar[tuple[str, ...]] = ("body", "framework", "from_date")
    MEANING: ClassVar[str] = "Oversight segments, as the framework in force produced them"

    body: str = column("the ICB or trust", required=True, refers_to="bodies")
    framework: str = column("the framework, such as NOF 2022/23", required=True)
    segment: int | None = column("the segment", kind="number")


@dataclass(frozen=True, kw_only=True)
class ResponsibilityGroup(Dated):
    """A group of people for whom an ICB has core responsibility."""

    TABLE: ClassVar[str] = "responsibility_groups"
    KEY: ClassVar[tuple[str, ...]] = ("group", "icb", "from_date")
    MEANING: ClassVar[str] = "Groups of people, registered or resident, and the ICB that is responsible for each"

    group: str = column("the group, such as registered with a practice of the system", required=True)
    icb: str = column("the ICB that is responsible; blank where none is", refers_to="bodies", heading="ICB")
    people: int | None = column("how many people it holds", kind="number")
