"""The instruments of Wealdmarch: order, constitution in two versions, schemes, terms of reference, agreements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from commonweal.demo.handbook_bodies import (
    BEGAN,
    COUNCILS,
    NETWORKS,
    NHS_ENGLAND,
    PARTNERSHIP,
    PLACES,
    REGION,
    SYSTEM,
    TRUSTS,
)
from commonweal.demo.handbook_days import ESTABLISHED, day
from commonweal.governance.handbook import Document, Publication, Row

CONSTITUTION_1, CONSTITUTION_2 = "CONSTITUTION-1", "CONSTITUTION-2"
VARIED = day("2025-04-01")

COMMITTEES = ("AUDIT", "REMUNERATION", "FINANCE", "QUALITY", "PRIMARY-CARE", "IFR-PANEL", "CONFLICTS-PANEL")
SHARED = ("CHILDREN", "SPECIALISED", "GP-BOARD", "LMC", PARTNERSHIP, "HWB-1", "HWB-2", "HWB-3", "HWB-4")


def terms_of_reference(body: str) -> str:
    """Id of a body's terms of reference.

    Example:
        >>> terms_of_reference("AUDIT")
        'TERMS-AUDIT'
    """
    return f"TERMS-{body}"


def _constitutional() -> list[Document]:
    always: dict[str, Any] = {"body": SYSTEM, "proposed_by": SYSTEM, "approved_by": NHS_ENGLAND}
    return [
        Document(
            document="ORDER-2022",
            body=SYSTEM,
            kind="establishment_order",
            version="2022",
            proposed_by=NHS_ENGLAND,
            approved_by=NHS_ENGLAND,
            approved_on=day("2022-06-20"),
            published_on=day("2022-06-29"),
            sets_out=CONSTITUTION_1,
            from_date=ESTABLISHED,
        ),
        Document(
            document=CONSTITUTION_1,
            kind="constitution",
            version="1.0",
            approved_on=day("2022-06-20"),
            published_on=ESTABLISHED,
            from_date=ESTABLISHED,
            to_date=VARIED - timedelta(days=1),
            **always,
        ),
        Document(
            document=CONSTITUTION_2,
            kind="constitution",
            version="2.0",
            replaces=CONSTITUTION_1,
            approved_on=day("2025-03-12"),
            published_on=VARIED,
            from_date=VARIED,
            **always,
        ),
    ]


def _schemes() -> list[Document]:
    kinds = (
        ("STANDING-ORDERS-2", "standing_orders"),
        ("SCHEME-2", "scheme_of_reservation_and_delegation"),
        ("MAP-2", "functions_and_decisions_map"),
        ("INSTRUCTIONS-2", "standing_financial_instructions"),
        ("CONFLICTS-POLICY-2", "policy"),
    )
    return [_local(document, SYSTEM, kind, VARIED) for document, kind in kinds]


def _local(document: str, body: str, kind: str, since: date, *, by: str = SYSTEM) -> Document:
    approved = since - timedelta(days=12)
    return Document(
        document=document,
        body=body,
        kind=kind,
        version="2.0",
        proposed_by=by,
        approved_by=by,
        approved_on=approved,
        published_on=since,
        from_date=since,
    )


def _before(when: date) -> date:
    return when - timedelta(days=1)


def _terms_of_reference() -> list[Document]:
    found = [_local(terms_of_reference(body), body, "terms_of_reference", VARIED) for body in COMMITTEES]
    found += [
        _local(terms_of_reference(body), body, "terms_of_reference", since)
        for body, since in zip(PLACES, BEGAN, strict=True)
    ]
    found += [
        replace(
            _local(f"{terms_of_reference(body)}-FORUM", body, "terms_of_reference", ESTABLISHED), to_date=_before(since)
        )
        for body, since in zip(PLACES, BEGAN, strict=True)
        if since > ESTABLISHED
    ]
    since = day("2024-04-01")
    return found + [_local(terms_of_reference(body), body, "terms_of_reference", since, by=body) for body in SHARED]


NEEDS_ASSESSMENT, STRATEGY, LOCAL_STRATEGY = "NEEDS-2025", "STRATEGY-2023", "LOCAL-STRATEGY-2024"
_STRATEGIES = (
    (NEEDS_ASSESSMENT, "HWB-1", day("2025-04-01")),
    (STRATEGY, PARTNERSHIP, day("2023-04-01")),
    (LOCAL_STRATEGY, "HWB-1", day("2024-04-01")),
)
"""What decisions have regard to: the councils make the first and third together."""

AGREEMENTS = (
    ("FRAMEWORK-REGION", REGION, "policy", ESTABLISHED, NHS_ENGLAND),
    ("AGREEMENT-PRIMARY-MEDICAL", SYSTEM, "delegation_agreement", ESTABLISHED, NHS_ENGLAND),
    ("AGREEMENT-PHARMACY-OPHTHALMIC-DENTAL", SYSTEM, "delegation_agreement", day("2023-04-01"), NHS_ENGLAND),
    ("AGREEMENT-SPECIALISED", SYSTEM, "delegation_agreement", day("2025-04-01"), NHS_ENGLAND),
    ("AGREEMENT-SPECIALISED-JOINT", "SPECIALISED", "joint_working_agreement", day("2025-04-01"), NHS_ENGLAND),
    ("AGREEMENT-CITY", PLACES[0], "joint_working_agreement", BEGAN[0], COUNCILS[0]),
    ("AGREEMENT-CHILDREN", "CHILDREN", "partnership_agreement", day("2024-04-01"), SYSTEM),
    ("AGREEMENT-MIND", "MIND-COLLABORATIVE", "partnership_agreement", day("2024-04-01"), TRUSTS[2]),
    ("DELEGATION-MIND", TRUSTS[2], "delegation_agreement", day("2024-04-01"), SYSTEM),
)


def documents() -> list[Row]:
    """Every version of every instrument."""
    found = _constitutional() + _schemes() + _terms_of_reference()
    found += [_local(document, body, kind, since, by=by) for document, body, kind, since, by in AGREEMENTS]
    found += [_local(document, body, "other", since, by=body) for document, body, since in _STRATEGIES]
    found += [
        _local(f"NETWORK-CONTRACT-{network}", network, "network_contract", ESTABLISHED, by=NHS_ENGLAND)
        for network in NETWORKS
    ]
    return [*found]


def published() -> list[Row]:
    """Where the public finds the constitution and the map: each version stands until the next takes its place."""
    site = "https://wealdmarch.example/governance"
    return [
        Publication(
            publication="PUBLISHED-CONSTITUTION-1",
            body=SYSTEM,
            kind="constitution",
            about=CONSTITUTION_1,
            published_on=ESTABLISHED,
            withdrawn_on=VARIED,
            address=f"{site}/constitution-1",
        ),
        Publication(
            publication="PUBLISHED-CONSTITUTION-2",
            body=SYSTEM,
            kind="constitution",
            about=CONSTITUTION_2,
            published_on=VARIED,
            address=f"{site}/constitution-2",
        ),
        Publication(
            publication="PUBLISHED-MAP-2",
            body=SYSTEM,
            kind="functions_and_decisions_map",
            about="MAP-2",
            published_on=VARIED,
            address=f"{site}/map",
        ),
    ]
