"""The grants of Wealdmarch in force today: who decides what, by which route, up to what amount."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from commonweal.demo.handbook_bodies import COUNCILS, NETWORKS, NHS_ENGLAND, SYSTEM, TRUSTS
from commonweal.demo.handbook_days import ESTABLISHED, day
from commonweal.demo.handbook_functions import FORMER_GROUPS_HELD, NEW_IN_2022, Held
from commonweal.governance.handbook import Grant, PoolContribution, Row

GUIDANCE = "NHS England, arrangements for delegation and joint exercise, 2023"


def guided(since: date) -> dict[str, Any]:
    """What shows that the guidance on delegation was considered before a day."""
    return {"guidance_version": GUIDANCE, "guidance_considered_on": since - timedelta(days=21)}


def _internal(held: Held) -> Grant:
    """The board reserves a function, or passes it to a committee, panel or seat of its own."""
    to_seat = held.decider if held.decider.startswith("BOARD-") else ""
    elsewhere = held.decider == "CHILDREN"
    route = "statute" if held.decider == SYSTEM else "section_75" if elsewhere else "schedule_1b_paragraph_11"
    since = day("2024-04-01") if elsewhere else ESTABLISHED
    return Grant(
        grant=f"G-{held.function.upper().replace('_', '-')}",
        function=held.function,
        from_body=SYSTEM,
        to_body="" if to_seat else held.decider,
        to_seat=to_seat,
        route=route,
        document="AGREEMENT-CHILDREN" if elsewhere else "SCHEME-2",
        clause="2.1" if elsewhere else "4.1",
        onward_allowed=held.decider not in (SYSTEM, "CHILDREN"),
        limit=held.limit,
        liability_holder=SYSTEM,
        accountable_body=SYSTEM,
        approved_in_writing_on=since,
        decides=True,
        from_date=since,
        **(guided(since) if elsewhere else {}),
    )


def _panel(held: Held) -> list[Row]:
    """A sub-committee has what its committee passed on to it."""
    committee = Held(held.function, held.title, held.provision, "QUALITY", held.limit)
    first = _internal(committee)
    second = Grant(
        grant=f"{first.grant}-PANEL",
        function=held.function,
        from_body="QUALITY",
        to_body=held.decider,
        route="schedule_1b_paragraph_11",
        under=first.grant,
        document="TERMS-IFR-PANEL",
        clause="2.1",
        onward_allowed=False,
        limit=held.limit,
        liability_holder=SYSTEM,
        accountable_body=SYSTEM,
        approved_in_writing_on=day("2022-07-01"),
        decides=True,
        from_date=ESTABLISHED,
    )
    return [first, second]


_PASSED_IN = (
    (
        *("general_medical_services_contract", ESTABLISHED, "AGREEMENT-PRIMARY-MEDICAL"),
        "the national contract, the list of performers, the framework of allocations",
    ),
    ("primary_medical_services", ESTABLISHED, "AGREEMENT-PRIMARY-MEDICAL", "the list of performers"),
    (
        *("pharmaceutical_services", day("2023-04-01"), "AGREEMENT-PHARMACY-OPHTHALMIC-DENTAL"),
        "the national contractual framework, fitness to practise",
    ),
    (
        *("primary_ophthalmic_services", day("2023-04-01"), "AGREEMENT-PHARMACY-OPHTHALMIC-DENTAL"),
        "the national contract, the list of performers",
    ),
    (
        *("primary_dental_services", day("2023-04-01"), "AGREEMENT-PHARMACY-OPHTHALMIC-DENTAL"),
        "the national contract, the list of performers",
    ),
    (
        *("specialised_services", day("2025-04-01"), "AGREEMENT-SPECIALISED"),
        "service specifications, national policy, mandated tenders",
    ),
)
_ASSURANCE = "a yearly self-assessment and a quarterly meeting with the region"


def _delegated_in() -> list[Row]:
    """NHS England's functions: by agreement to the board, and from there to a committee or jointly with NHS England."""
    found: list[Row] = []
    for function, since, document, reserved in _PASSED_IN:
        id = f"G-{function.upper().replace('_', '-')}"
        found.append(
            Grant(
                grant=id,
                function=function,
                from_body=NHS_ENGLAND,
                to_body=SYSTEM,
                route="nhs_england_agreement",
                document=document,
                clause="6.1",
                onward_allowed=True,
                limit="no limit",
                liability_holder=SYSTEM,
                accountable_body=NHS_ENGLAND,
                reserved=reserved,
                assurance=_ASSURANCE,
                segment_condition=False,
                decides=True,
                from_date=since,
                **guided(since),
            )
        )
        joint = function == "specialised_services"
        found.append(
            Grant(
                grant=f"{id}-ON",
                function=function,
                from_body=SYSTEM,
                to_body="SPECIALISED" if joint else "PRIMARY-CARE",
                route="section_65z6" if joint else "schedule_1b_paragraph_11",
                under=id,
                document="AGREEMENT-SPECIALISED-JOINT" if joint else "SCHEME-2",
                clause="3.1" if joint else "4.2",
                onward_allowed=False,
                limit="£20m a year" if joint else "£5m a year",
                liability_holder=SYSTEM,
                accountable_body=NHS_ENGLAND,
                approved_in_writing_on=since,
                decides=True,
                from_date=since,
                **(guided(since) if joint else {}),
            )
        )
    return found


def _collaborative() -> list[Row]:
    """Crisis and community teams pass to the lead trust, and from it to the collaborative that it leads."""
    since = day("2024-04-01")
    usual: dict[str, Any] = {
        "function": "crisis_and_community_mental_health",
        "limit": "£5m a year",
        "liability_holder": TRUSTS[2],
        "accountable_body": SYSTEM,
        "decides": True,
        "from_date": since,
        "approved_in_writing_on": since,
    }
    return [
        Grant(
            grant="G-MIND",
            from_body=SYSTEM,
            to_body=TRUSTS[2],
            route="section_65z5",
            document="DELEGATION-MIND",
            clause="2.1",
            onward_allowed=True,
            conditions="quarterly report to the quality committee",
            **usual,
            **guided(since),
        ),
        Grant(
            grant="G-MIND-COLLABORATIVE",
            from_body=TRUSTS[2],
            to_body="MIND-COLLABORATIVE",
            route="section_65z6",
            under="G-MIND",
            document="AGREEMENT-MIND",
            clause="4.1",
            onward_allowed=False,
            **usual,
            **guided(since),
        ),
    ]


def _networks() -> list[Row]:
    """By contract the networks carry out; they decide nothing for the board."""
    return [
        Grant(
            grant=f"G-NETWORK-{network}",
            function="network_contract_services",
            from_body=SYSTEM,
            to_body=network,
            route="contract",
            document=f"NETWORK-CONTRACT-{network}",
            clause="1",
            onward_allowed=False,
            limit="no limit",
            liability_holder=network,
            accountable_body=SYSTEM,
            decides=False,
            from_date=day("2025-04-01"),
        )
        for network in NETWORKS
    ]


def _others() -> list[Row]:
    """Who decides about the networks' contract, and the councils about their own functions."""
    contract = Grant(
        grant="G-NETWORK-CONTRACT",
        function="network_contract_services",
        from_body=SYSTEM,
        to_body="PRIMARY-CARE",
        route="schedule_1b_paragraph_11",
        document="SCHEME-2",
        clause="4.2",
        onward_allowed=False,
        limit="£5m a year",
        liability_holder=SYSTEM,
        accountable_body=SYSTEM,
        approved_in_writing_on=ESTABLISHED,
        decides=True,
        from_date=ESTABLISHED,
    )
    return [contract, *_councils()]


def _councils() -> list[Row]:
    return [
        Grant(
            grant=f"G-PUBLIC-HEALTH-{council}",
            function="public_health_improvement",
            from_body=council,
            to_body=council,
            route="statute",
            onward_allowed=False,
            limit="no limit",
            liability_holder=council,
            accountable_body=council,
            decides=True,
            from_date=day("2013-04-01"),
        )
        for council in COUNCILS
    ]


def _aftercare() -> Grant:
    """A grant for a trial year that ended, and nobody made another: ``handbook_faults`` lists the orphan."""
    return Grant(
        grant="G-AFTERCARE",
        function="section_117_aftercare",
        from_body=SYSTEM,
        to_body="QUALITY",
        route="schedule_1b_paragraph_11",
        document="SCHEME-2",
        clause="4.9",
        onward_allowed=False,
        limit="£1m a year",
        liability_holder=SYSTEM,
        accountable_body=SYSTEM,
        approved_in_writing_on=day("2025-03-20"),
        decides=True,
        from_date=day("2025-04-01"),
        to_date=day("2026-03-31"),
    )


def grants() -> list[Row]:
    """Every grant but those to places, which ``handbook_history`` tells."""
    found: list[Row] = []
    for held in (*FORMER_GROUPS_HELD, *NEW_IN_2022):
        if held.decider == "IFR-PANEL":
            found += _panel(held)
        elif held.decider:
            found.append(_internal(held))
    return [*found, *_delegated_in(), *_collaborative(), *_others(), *_networks(), _aftercare()]


def pools() -> list[Row]:
    """Two pooled funds: councils pay into one under section 75; the other is of health bodies alone."""
    since = day("2025-04-01")
    lines = (
        ("CHILDREN-FUND", SYSTEM, "section_75", 4_200_000_00),
        *(("CHILDREN-FUND", council, "section_75", 900_000_00) for council in COUNCILS),
        ("SPECIALISED-FUND", SYSTEM, "section_65z6", 11_000_000_00),
        ("SPECIALISED-FUND", NHS_ENGLAND, "section_65z6", 7_500_000_00),
    )
    return [
        PoolContribution(pool=pool, contributor=body, route=route, amount_pence=pence, from_date=since)
        for pool, body, route, pence in lines
    ]
