"""What Wealdmarch's instruments say, by the numbers of their clauses, and which provisions they cite."""

from __future__ import annotations

from commonweal.demo.handbook_bodies import NETWORKS, PLACES
from commonweal.demo.handbook_documents import COMMITTEES, CONSTITUTION_1, CONSTITUTION_2, SHARED, terms_of_reference
from commonweal.governance.handbook import Citation, Clause, Row

_CONSTITUTION: tuple[tuple[str, str, str], ...] = (
    ("name", "1.2.1", "The name of the board."),
    ("area", "1.3.1", "The area: the four councils' areas."),
    ("variation_by_application", "1.6.1", "The board applies to NHS England to vary the constitution."),
    ("variation_by_nhs_england", "1.6.2", "NHS England may vary it of its own motion."),
    ("independence_of_appointments", "3.1.4", "Nobody is appointed who could undermine the health service's freedom."),
    ("removal_of_chair", "3.13.6", "NHS England may remove the chair, with the Secretary of State's approval."),
    ("nomination_process", "3.5.2", "How trusts, practices and councils nominate their members jointly."),
    ("decision_procedure", "4.7.1", "How the board decides: quorum, voting and deputies stand in the standing orders."),
    ("conflicts_arrangements", "6.1.1", "How interests are declared, registered and managed."),
    ("conflicts_principles", "6.1.2", "The principles that are followed in doing so."),
    ("transparency", "7.2.1", "Meetings in public, and what is published."),
    ("involvement_arrangements", "9.1.1", "How people are involved in planning, proposals and decisions."),
    ("involvement_principles", "9.1.2", "The principles that are followed in doing so."),
)

_MINIMUM = (
    *("purpose", "membership", "decision_making", "accountability", "risk_and_gain_share", "dispute_resolution"),
    *("exit", "finance", "quality_governance", "patient_involvement"),
)
"""What an agreement between organisations has to settle."""

_TERMS_OF_REFERENCE = ("purpose", "membership", "decision_making", "accountability")

_CITATIONS: tuple[tuple[str, str, str], ...] = (
    ("NHSA 2006 s.14Z25", "1.1.1", "establishment of integrated care boards"),
    ("NHSA 2006 s.14Z30", "6.1.1", "register of interests and conflicts"),
    ("NHSA 2006 s.14Z45", "9.1.1", "public involvement and consultation"),
    ("NHSA 2006 s.14Z49", "3.14.1", "skills of the board kept under review"),
    ("NHSA 2006 s.65Z5", "4.6.1", "joint working and delegation"),
    ("NHSA 2006 s.65Z6", "4.6.2", "joint committees and pooled funds"),
    ("NHSA 2006 s.75", "4.6.3", "arrangements with councils"),
)


def clauses() -> list[Row]:
    """The clauses of the constitution's versions, of the agreements and of the terms of reference."""
    found: list[Row] = []
    for document in (CONSTITUTION_1, CONSTITUTION_2):
        found += [
            Clause(document=document, topic=topic, stated=True, clause=number, note=note)
            for topic, number, note in _CONSTITUTION
        ]
        found.append(
            Clause(
                document=document,
                topic="removal_of_chair_by_others",
                stated=False,
                clause="3.13.6",
                note="Nobody but NHS England is given power to remove the chair.",
            )
        )
    networks = tuple(f"NETWORK-CONTRACT-{network}" for network in NETWORKS)
    for document in ("AGREEMENT-MIND", "AGREEMENT-CITY", "AGREEMENT-CHILDREN", "AGREEMENT-SPECIALISED-JOINT"):
        found += _numbered(document, _MINIMUM)
    for document in (*map(terms_of_reference, (*COMMITTEES, *PLACES, *SHARED)), *networks):
        found += _numbered(document, _TERMS_OF_REFERENCE)
    return found


def _numbered(document: str, topics: tuple[str, ...]) -> list[Row]:
    return [
        Clause(document=document, topic=topic, stated=True, clause=str(number))
        for number, topic in enumerate(topics, start=1)
    ]


def citations() -> list[Row]:
    """Provisions that the constitution in force cites."""
    return [
        Citation(document=CONSTITUTION_2, provision=provision, clause=clause, topic=topic)
        for provision, clause, topic in _CITATIONS
    ]
