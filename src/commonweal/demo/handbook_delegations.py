"""Functions that pass between Wealdmarch and other bodies: from NHS England, to a lead trust; and pooled funds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from commonweal.demo.handbook_bodies import COUNCILS, NHS_ENGLAND, SYSTEM, TRUSTS
from commonweal.demo.handbook_days import ESTABLISHED, day
from commonweal.governance.handbook import Grant, PoolContribution, Row

GUIDANCE = "NHS England, arrangements for delegation and joint exercise, 2023"


def guided(since: date) -> dict[str, Any]:
    """What shows that the guidance on delegation was considered before a day."""
    return {"guidance_version": GUIDANCE, "guidance_considered_on": since - timedelta(days=21)}


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


def delegated_in() -> list[Row]:
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


def to_the_collaborative() -> list[Row]:
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
