"""A year of the board's committees and panels."""

from __future__ import annotations

from commonweal.demo.handbook_board import GP_PRACTICE
from commonweal.demo.handbook_bodies import FEDERATION, TRUSTS
from commonweal.demo.handbook_business import Business, Sitting
from commonweal.demo.handbook_days import day

_ONE_PERSON = "the item tells of one person's health"
_PAY = "the item tells of the pay of named employees"


def finance_meetings() -> tuple[Sitting, ...]:
    """Finance and performance, every two months."""
    ambulances = Business(
        title="Ambulance handovers: added crews for the winter",
        function="commission_urgent_care",
        pounds=3_100_000,
        parties=(TRUSTS[5],),
    )
    beds = Business(
        title="Community rehabilitation beds",
        function="commission_community_services",
        pounds=2_450_000,
        parties=(TRUSTS[1],),
        minutes=45,
    )
    return (
        Sitting(body="FINANCE", on=day("2025-08-13"), business=(Business(title="Month 4 finance report"),)),
        Sitting(body="FINANCE", on=day("2025-10-15"), business=(Business(title="Month 6 finance report"), ambulances)),
        Sitting(
            body="FINANCE",
            on=day("2025-12-10"),
            business=(
                Business(title="Month 8 finance report"),
                Business(
                    title="Theatre equipment at Harrowmarch University Hospitals",
                    function="commission_hospital_services",
                    pounds=1_750_000,
                    parties=(TRUSTS[0],),
                ),
            ),
        ),
        Sitting(
            body="FINANCE",
            on=day("2026-02-11"),
            business=(Business(title="Month 10 finance report"), beds),
            apologies={"FINANCE-03": "", "FINANCE-07": ""},
            # The item runs from 10:10 to 10:55; with these two the quorum went.
            departures={"P002": "10:25", "P003": "10:35"},
        ),
        Sitting(
            body="FINANCE",
            on=day("2026-04-15"),
            business=(
                Business(title="Outturn for 2025/26"),
                Business(
                    title="Maternity triage by telephone",
                    function="commission_maternity_services",
                    pounds=860_000,
                    years=2,
                    parties=(TRUSTS[1],),
                    changes=True,
                ),
            ),
        ),
        Sitting(body="FINANCE", on=day("2026-06-10"), business=(Business(title="Month 2 finance report"),)),
    )


def primary_care_meetings() -> tuple[Sitting, ...]:
    """Primary care commissioning, each quarter; in December a partner of a practice stayed and voted."""
    return (
        Sitting(
            body="PRIMARY-CARE",
            on=day("2025-09-10"),
            business=(
                Business(
                    title="New premises for Shorehythe",
                    function="general_medical_services_contract",
                    pounds=640_000,
                    parties=("WEALD060",),
                ),
                Business(title="Dental access: six more sessions", function="primary_dental_services", pounds=420_000),
            ),
        ),
        Sitting(
            body="PRIMARY-CARE",
            on=day("2025-12-11"),
            business=(
                Business(
                    title="Winter clinics by Harrowmarch Family Doctors",
                    function="primary_medical_services",
                    pounds=380_000,
                    parties=(FEDERATION,),
                ),
                Business(title="Pharmacies open on bank holidays", function="pharmaceutical_services", pounds=95_000),
            ),
            stayed=frozenset({"P014"}),
        ),
        Sitting(
            body="PRIMARY-CARE",
            on=day("2026-03-11"),
            business=(
                Business(
                    title="Extension of a practice's premises",
                    function="general_medical_services_contract",
                    pounds=275_000,
                    parties=(GP_PRACTICE,),
                ),
                Business(
                    title="Enhanced services at Tarnwick Vale for 2026/27",
                    function="local_enhanced_services",
                    pounds=450_000,
                    place="WEALDP3",
                    parties=("WEALD098", "WEALD105"),
                ),
            ),
        ),
        Sitting(
            body="PRIMARY-CARE",
            on=day("2026-06-11"),
            business=(
                Business(
                    title="Contract for a new practice",
                    function="general_medical_services_contract",
                    pounds=1_900_000,
                    years=5,
                    parties=(FEDERATION, GP_PRACTICE),
                ),
            ),
        ),
    )


def other_committees() -> tuple[Sitting, ...]:
    """Audit, remuneration, quality and the panels."""
    request = Business(
        title="A request for one person",
        function="individual_funding",
        pounds=42_000,
        private=_ONE_PERSON,
        one_person=True,
    )
    return (
        Sitting(
            body="AUDIT",
            on=day("2025-07-09"),
            business=(Business(title="Final accounts", function="accounts_and_audit"),),
        ),
        Sitting(body="AUDIT", on=day("2025-10-08"), business=(Business(title="Register of interests: deep look"),)),
        Sitting(body="AUDIT", on=day("2026-01-14"), business=(Business(title="Plan of internal audit"),)),
        Sitting(
            body="AUDIT",
            on=day("2026-04-21"),
            business=(Business(title="How interests are kept", function="register_of_interests"),),
        ),
        Sitting(
            body="REMUNERATION",
            on=day("2025-11-12"),
            business=(
                Business(title="Pay award for directors", function="pay_and_terms", pounds=38_000, private=_PAY),
            ),
        ),
        Sitting(
            body="REMUNERATION", on=day("2026-04-14"), business=(Business(title="Terms of appointments", private=_PAY),)
        ),
        Sitting(body="QUALITY", on=day("2025-08-20"), business=(Business(title="Quality report"),)),
        Sitting(
            body="QUALITY",
            on=day("2025-10-22"),
            business=(
                Business(title="First choice of blood thinners", function="medicines_optimisation", pounds=310_000),
            ),
        ),
        Sitting(
            body="QUALITY",
            on=day("2026-02-18"),
            business=(Business(title="Safeguarding: yearly report", function="safeguard_children"),),
        ),
        Sitting(
            body="QUALITY",
            on=day("2026-04-16"),
            business=(Business(title="Clinical advice to the board", function="professional_advice"),),
        ),
        Sitting(body="IFR-PANEL", on=day("2025-10-29"), business=(request,)),
        Sitting(body="IFR-PANEL", on=day("2026-02-25"), business=(request,)),
    )
