"""The functions that Wealdmarch exercises: statutory powers and duties, where each comes from, who holds it when."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.demo import codes
from commonweal.demo.handbook_bodies import COUNCILS, NHS_ENGLAND, SYSTEM
from commonweal.demo.handbook_days import ESTABLISHED, GROUPS_BEGAN, GROUPS_ENDED, day
from commonweal.governance.handbook import Function, Row


@dataclass(frozen=True, slots=True)
class Held:
    """A function of the board, and who decides within it.

    Args:
        function: Its id.
        title: What it is, for the public.
        provision: The section that gives it.
        decider: Who decides: the board itself, or a committee, panel or seat; empty where the grants file tells.
        limit: Up to what amount.
        tier: At which tier it should be decided.
        part_of: The wider function.
    """

    function: str
    title: str
    provision: str
    decider: str = SYSTEM
    limit: str = "no limit"
    tier: str = "system"
    part_of: str = ""


_S3 = "NHSA 2006 s.3"
_TEN = "£10m"

FORMER_GROUPS_HELD: tuple[Held, ...] = (
    Held("commission_hospital_services", "Arrange hospital care", _S3, "FINANCE", _TEN),
    Held("commission_community_services", "Arrange community health services", _S3, "FINANCE", _TEN),
    Held("commission_mental_health_services", "Arrange mental health services", _S3, "FINANCE", _TEN),
    Held("commission_maternity_services", "Arrange maternity services", _S3, "FINANCE", _TEN),
    Held("commission_urgent_care", "Arrange urgent care and ambulances", _S3, "FINANCE", _TEN),
    Held("commission_learning_disability_services", "Arrange services for learning disability", _S3, "FINANCE", _TEN),
    Held(
        "crisis_and_community_mental_health",
        "Arrange crisis teams and community mental health teams",
        _S3,
        "",
        part_of="commission_mental_health_services",
        tier="provider_collaborative",
    ),
    Held(
        "care_pathways",
        "Settle how people move between practice, hospital and home",
        _S3,
        "",
        part_of="commission_community_services",
        tier="place",
    ),
    Held(
        "local_enhanced_services", "Buy more from practices than their contract asks", "NHSA 2006 s.3A", "", "", "place"
    ),
    Held("continuing_healthcare", "Arrange continuing healthcare", _S3, "BOARD-05", "£250,000 a year"),
    Held("section_117_aftercare", "Arrange aftercare when detention ends", "Mental Health Act 1983 s.117", ""),
    Held(
        "individual_funding",
        "Fund what is not routinely funded, for one person",
        "NHSA 2006 s.3A",
        "IFR-PANEL",
        "£100,000 in all",
    ),
    Held("medicines_optimisation", "Settle which medicines are used first", _S3, "QUALITY", "£1m a year"),
    Held("improve_quality", "Improve the quality of services", "NHSA 2006 s.14Z34", "QUALITY"),
    Held("reduce_inequalities", "Reduce inequalities", "NHSA 2006 s.14Z35"),
    Held("promote_patient_involvement", "Involve each patient", "NHSA 2006 s.14Z36", "QUALITY"),
    Held("patient_choice", "Enable patients to choose", "NHSA 2006 s.14Z37", "QUALITY"),
    Held("professional_advice", "Obtain professional advice", "NHSA 2006 s.14Z38", "QUALITY"),
    Held("promote_innovation", "Promote innovation", "NHSA 2006 s.14Z39", "QUALITY"),
    Held("promote_research", "Promote research", "NHSA 2006 s.14Z40", "QUALITY"),
    Held("promote_education", "Promote education and training", "NHSA 2006 s.14Z41", "QUALITY"),
    Held("promote_integration", "Promote integration", "NHSA 2006 s.14Z42"),
    Held("involve_the_public", "Involve the public in planning and decisions", "NHSA 2006 s.14Z45"),
    Held("register_of_interests", "Keep registers of interests", "NHSA 2006 s.14Z30", "AUDIT"),
    Held("safeguard_children", "Safeguard children", "Children Act 2004 s.11", "QUALITY"),
    Held(
        "special_educational_needs",
        "Arrange education, health and care with councils",
        "Children and Families Act 2014 s.26",
        "CHILDREN",
        "£2m a year",
    ),
    Held("emergency_planning", "Be ready for emergencies", "NHSA 2006 s.252A", "FINANCE", "£1m a year"),
    Held("procure_services", "Choose providers of health services", "NHSA 2006 s.12ZB", "FINANCE", _TEN),
    Held(
        "pay_and_terms",
        "Settle pay and terms of employees",
        "NHSA 2006 Sch 1B para 19",
        "REMUNERATION",
        "£250,000 a year",
    ),
    Held("break_even", "Spend no more than is received", "NHSA 2006 s.223GC"),
    Held("accounts_and_audit", "Keep accounts and have them audited", "NHSA 2006 Sch 1B para 22", "AUDIT"),
)
"""What the clinical commissioning groups held until 30 June 2022, in today's sections, and the board holds since."""

NEW_IN_2022: tuple[Held, ...] = (
    Held("joint_forward_plan", "Make the five-year plan with partner trusts", "NHSA 2006 s.14Z52"),
    Held("joint_capital_plan", "Make the capital plan with partner trusts", "NHSA 2006 s.14Z56"),
    Held("annual_report", "Report each year", "NHSA 2006 s.14Z58"),
    Held("vary_constitution", "Apply to vary the constitution", "NHSA 2006 Sch 1B para 15"),
    Held("board_skills", "Keep the board's skills under review", "NHSA 2006 s.14Z49"),
    Held("wider_effect_of_decisions", "Consider the wider effect of decisions", "NHSA 2006 s.14Z43"),
    Held("climate", "Play a part in meeting the climate's targets", "NHSA 2006 s.14Z44"),
    Held("joint_working", "Arrange joint working and delegation", "NHSA 2006 s.65Z5"),
)
"""What came with the board."""

_STAYS_WITH_THE_BOARD = {
    *("vary_constitution", "joint_forward_plan", "joint_capital_plan", "annual_report", "board_skills", "break_even"),
    *("wider_effect_of_decisions", "climate", "joint_working", "reduce_inequalities"),
}

DELEGATED_IN: tuple[tuple[str, str, str], ...] = (
    ("general_medical_services_contract", "Hold practices' contracts", "NHSA 2006 s.84"),
    ("primary_medical_services", "Arrange general practice", "NHSA 2006 s.83"),
    ("pharmaceutical_services", "Arrange community pharmacy", "NHSA 2006 s.126"),
    ("primary_ophthalmic_services", "Arrange sight tests", "NHSA 2006 s.115"),
    ("primary_dental_services", "Arrange dentistry", "NHSA 2006 s.99"),
    ("specialised_services", "Arrange specialised services", "NHSA 2006 s.3B"),
)
"""What the law lays on NHS England and an agreement passes to the board."""

_COMMISSIONING = (
    "commission_",
    "care_pathways",
    "local_enhanced",
    "continuing",
    "section_117",
    "individual_",
    "crisis",
)


def _is_commissioning(function: str) -> bool:
    return function.startswith(_COMMISSIONING) or function in ("medicines_optimisation", "procure_services")


def _row(held: Held, holder: str, *, origin: str, former: bool = False) -> Function:
    return Function(
        function=held.function,
        title=held.title,
        holder=holder,
        origin=origin,
        provision=held.provision,
        part_of=held.part_of,
        commissioning=_is_commissioning(held.function),
        delegable=held.function not in _STAYS_WITH_THE_BOARD,
        jointly_exercisable=held.function not in _STAYS_WITH_THE_BOARD,
        # The tier is what today's plan says; of the groups' time no plan is on record.
        decided_at_tier="" if former else held.tier,
        from_date=GROUPS_BEGAN if former else ESTABLISHED,
        to_date=GROUPS_ENDED if former else None,
    )


def functions() -> list[Row]:
    """Every function, with a row for each body that held it and each period."""
    found: list[Row] = []
    for held in FORMER_GROUPS_HELD:
        found += [_row(held, group, origin="former_ccg", former=True) for group in codes.FORMER_GROUPS]
        found.append(_row(held, SYSTEM, origin="former_ccg"))
    found += [_row(held, SYSTEM, origin="icb") for held in NEW_IN_2022]
    found += [
        Function(
            function=function,
            title=title,
            holder=NHS_ENGLAND,
            origin="delegated_from_nhs_england",
            provision=provision,
            commissioning=True,
            delegable=True,
            jointly_exercisable=True,
            # No tier: the row runs from long before the agreements, when nobody below NHS England decided.
            from_date=GROUPS_BEGAN,
        )
        for function, title, provision in DELEGATED_IN
    ]
    found += [
        Function(
            function="public_health_improvement",
            title="Improve the health of the people of the council's area",
            holder=council,
            origin="council",
            provision="NHSA 2006 s.2B",
            commissioning=False,
            delegable=True,
            jointly_exercisable=True,
            decided_at_tier="place",
            from_date=GROUPS_BEGAN,
        )
        for council in COUNCILS
    ]
    found.append(
        Function(
            function="network_contract_services",
            title="Provide what primary care networks provide, such as health in care homes",
            holder=SYSTEM,
            origin="network",
            provision="NHSA 2006 s.84",
            part_of="primary_medical_services",
            commissioning=False,
            delegable=True,
            jointly_exercisable=True,
            decided_at_tier="neighbourhood",
            from_date=day("2022-07-01"),
        )
    )
    return found
