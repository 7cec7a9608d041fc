"""How functions moved: from two clinical commissioning groups to the board in 2022, and on to places at their paces."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from commonweal.demo import codes
from commonweal.demo.handbook_bodies import NHS_ENGLAND, PLACES, SYSTEM
from commonweal.demo.handbook_days import ESTABLISHED, GROUPS_BEGAN, GROUPS_ENDED, day
from commonweal.demo.handbook_delegations import guided
from commonweal.demo.handbook_functions import FORMER_GROUPS_HELD
from commonweal.governance.handbook import Grant, Row, Transfer

MOVED: dict[str, tuple[date | None, ...]] = {
    "local_enhanced_services": (day("2023-04-01"), day("2024-04-01"), None, day("2025-04-01")),
    "care_pathways": (day("2024-04-01"), day("2025-10-01"), None, day("2026-04-01")),
}
"""When each function passed to each of the four places; the third has none, since a forum decides nothing."""

_BEFORE = {"local_enhanced_services": ("PRIMARY-CARE", "£5m a year"), "care_pathways": ("FINANCE", "£10m")}
_LIMITS = (
    "£150,000 per 100,000 population a year",
    "£150,000 per 100,000 population a year",
    "",
    "£100,000 per 100,000 population a year",
)
_SCHEME = "Wealdmarch transfer scheme of 30 June 2022 (fictional)"


def _to_place(function: str, number: int, since: date) -> Grant:
    place = PLACES[number]
    seat = f"{place}-01" if number == 3 else ""
    jointly = number == 0
    more: dict[str, Any] = guided(since) if jointly else {}
    return Grant(
        grant=f"G-{function.upper().replace('_', '-')}-{place}",
        function=function,
        from_body=SYSTEM,
        to_body="" if seat else place,
        to_seat=seat,
        route="section_65z6" if jointly else "schedule_1b_paragraph_11",
        document="AGREEMENT-CITY" if jointly else "SCHEME-2",
        clause="3.2" if jointly else "4.4",
        onward_allowed=False,
        limit=_LIMITS[number],
        place=place,
        liability_holder=SYSTEM,
        accountable_body=SYSTEM,
        approved_in_writing_on=since - timedelta(days=10),
        decides=True,
        from_date=since,
        **more,
    )


def _kept(function: str, number: int, until: date | None) -> Grant:
    """The system's committee decides for a place until the place does."""
    body, limit = _BEFORE[function]
    return Grant(
        grant=f"G-{function.upper().replace('_', '-')}-{PLACES[number]}-SYSTEM",
        function=function,
        from_body=SYSTEM,
        to_body=body,
        route="schedule_1b_paragraph_11",
        document="SCHEME-2",
        clause="4.3",
        onward_allowed=False,
        limit=limit,
        place=PLACES[number],
        liability_holder=SYSTEM,
        accountable_body=SYSTEM,
        approved_in_writing_on=ESTABLISHED,
        decides=True,
        from_date=ESTABLISHED,
        to_date=until,
    )


def _above_places() -> Grant:
    """What is more than a place may decide goes to the finance committee, since the scheme's second version."""
    since = day("2025-04-01")
    return Grant(
        grant="G-LOCAL-ENHANCED-SERVICES-ABOVE",
        function="local_enhanced_services",
        from_body=SYSTEM,
        to_body="FINANCE",
        route="schedule_1b_paragraph_11",
        document="SCHEME-2",
        clause="4.5",
        onward_allowed=False,
        limit="£10m",
        conditions="what is above the limit of a place",
        liability_holder=SYSTEM,
        accountable_body=SYSTEM,
        approved_in_writing_on=day("2025-03-20"),
        decides=True,
        from_date=since,
    )


def to_places() -> list[Row]:
    """Local enhanced services and care pathways: the system's committees first, then the places."""
    found: list[Row] = [_above_places()]
    for function, days in MOVED.items():
        for number, since in enumerate(days):
            found.append(_kept(function, number, since - timedelta(days=1) if since else None))
            if since:
                found.append(_to_place(function, number, since))
    return found


def of_the_groups() -> list[Row]:
    """What the groups held by statute, and the contracts that NHS England let them hold from 2016."""
    found: list[Row] = []
    for number, group in enumerate(codes.FORMER_GROUPS, start=1):
        usual: dict[str, Any] = {
            "to_body": group,
            "onward_allowed": False,
            "limit": "no limit",
            "liability_holder": group,
            "decides": True,
            "to_date": GROUPS_ENDED,
        }
        found += [
            Grant(
                grant=f"G-{held.function.upper().replace('_', '-')}-GROUP-{number}",
                function=held.function,
                from_body=group,
                route="statute",
                accountable_body=group,
                from_date=GROUPS_BEGAN,
                **usual,
            )
            for held in FORMER_GROUPS_HELD
        ]
        found.append(
            Grant(
                grant=f"G-GENERAL-MEDICAL-SERVICES-CONTRACT-GROUP-{number}",
                function="general_medical_services_contract",
                from_body=NHS_ENGLAND,
                route="nhs_england_agreement",
                accountable_body=NHS_ENGLAND,
                reserved="the national contract, the list of performers",
                assurance="a yearly assurance of the group",
                from_date=day("2016-04-01"),
                **usual,
            )
        )
    return found


def transfers() -> list[Row]:
    """What passed from each group to the board on 1 July 2022: each line has exactly one successor."""
    what = (
        *(("function", held.function) for held in FORMER_GROUPS_HELD),
        ("staff", "all employees, on their terms"),
        ("contract", "contracts for services"),
        ("contract", "leases of offices"),
        ("asset", "equipment and records"),
        ("liability", "liabilities in respect of services"),
        ("declaration", "the register of interests"),
        ("decision", "decisions not yet carried out"),
    )
    return [
        Transfer(
            line=f"T-{number}-{line:02d}",
            scheme=_SCHEME,
            old_body=group,
            new_body=SYSTEM,
            kind=kind,
            what=thing,
            criminal=False if kind == "liability" else None,
            on_date=ESTABLISHED,
        )
        for number, group in enumerate(codes.FORMER_GROUPS, start=1)
        for line, (kind, thing) in enumerate(what, start=1)
    ]
