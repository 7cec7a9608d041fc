"""Functions, grants and interests of a generated system."""

from __future__ import annotations

from datetime import date, timedelta

from tests.unit.governance.generated.plan import BEGAN, NHS_ENGLAND, Plan

from commonweal.governance.handbook import (
    Breach,
    Direction,
    Employment,
    Evaluator,
    Function,
    Gift,
    Grant,
    Interest,
    PoolContribution,
    Reconfiguration,
    Row,
    Transfer,
)

GUIDANCE = "version 2, 2023"


def authority(plan: Plan) -> list[Row]:
    icb = plan.code

    def function(name: str, title: str, **more: object) -> Function:
        known = {
            "holder": icb, "origin": "icb", "provision": "NHSA 2006 s.3", "commissioning": True, "delegable": True,
            "jointly_exercisable": True, "from_date": BEGAN,
        } | more  # fmt: skip
        return Function(function=plan.id(name), title=title, **known)  # type: ignore[arg-type]

    def grant(name: str, of: str, **more: object) -> Grant:
        known = {
            "from_body": icb, "route": "schedule_1b_paragraph_11", "document": plan.id("SCHEME"), "clause": "4.1",
            "onward_allowed": False, "limit": "£5m", "liability_holder": icb, "accountable_body": icb, "decides": True,
            "from_date": BEGAN, "approved_in_writing_on": BEGAN,
        } | more  # fmt: skip
        return Grant(grant=plan.id(name), function=plan.id(of), **known)  # type: ignore[arg-type]

    rows: list[Row] = [
        function("F-HOSPITAL", "Commission hospital services"),
        function("F-COMMUNITY", "Commission community services"),
        function("F-MONEY", "Approve contracts and spending", commissioning=False, provision="NHSA 2006 s.14Z25"),
        function("F-QUALITY", "Watch over quality", commissioning=False, provision="NHSA 2006 s.14Z34"),
        function("F-AUDIT", "Approve the accounts", commissioning=False, provision="NHSA 2006 Sch 1B",
                 delegable=True),
        function("F-GP", "Commission general medical services", origin="delegated_from_nhs_england",
                 provision="NHSA 2006 s.83"),
        function("F-SPECIAL", "Commission specialised services", origin="delegated_from_nhs_england",
                 provision="NHSA 2006 s.3B"),
        function("F-GP", "Commission general medical services", origin="nhs_england", holder=NHS_ENGLAND,
                 provision="NHSA 2006 s.83"),
        function("F-SPECIAL", "Commission specialised services", origin="nhs_england", holder=NHS_ENGLAND,
                 provision="NHSA 2006 s.3B"),
        function("F-TRUST", "Provide services", origin="trust", holder=plan.trusts[0], provision="NHSA 2006 s.43",
                 commissioning=False),
        function("F-HEALTH", "Improve the health of the public", origin="council", holder=plan.councils[0],
                 provision="NHSA 2006 s.2B", commissioning=False),
        grant("G-HEALTH", "F-HEALTH", from_body=plan.councils[0], to_body=icb, route="section_75",
              document=plan.id("JOINT"), guidance_version=GUIDANCE, guidance_considered_on=BEGAN),
        function("F-NATIONAL", "Commission armed forces services", origin="nhs_england", holder=NHS_ENGLAND,
                 provision="NHSA 2006 s.3B", delegable=False),
        function("F-CHILDREN", "Commission children's services jointly", provision="NHSA 2006 s.3"),
        grant("G-HOSPITAL", "F-HOSPITAL", to_body=plan.id("FINANCE"), onward_allowed=True),
        grant("G-MONEY", "F-MONEY", to_body=plan.id("FINANCE")),
        grant("G-QUALITY", "F-QUALITY", to_body=plan.id("QUALITY")),
        grant("G-AUDIT", "F-AUDIT", to_body=plan.id("AUDIT")),
        grant("G-GP-IN", "F-GP", from_body=NHS_ENGLAND, to_body=icb, route="nhs_england_agreement",
              document=plan.id("AGREEMENT"), onward_allowed=True, reserved="the list of performers",
              assurance="yearly return", guidance_version=GUIDANCE, guidance_considered_on=BEGAN, limit="no limit"),
        grant("G-GP", "F-GP", to_body=plan.id("PRIMARY-CARE")),
        grant("G-SPECIAL-IN", "F-SPECIAL", from_body=NHS_ENGLAND, to_body=icb, route="nhs_england_agreement",
              document=plan.id("AGREEMENT"), onward_allowed=True, reserved="the list of services",
              assurance="yearly return", segment_condition=True, limit="no limit"),
        grant("G-SPECIAL", "F-SPECIAL", to_body=plan.id("FINANCE")),
        grant("G-SUB", "F-HOSPITAL", from_body=plan.id("FINANCE"), to_body=plan.id("PANEL"), limit="£100,000",
              under=plan.id("G-HOSPITAL")),
        Direction(direction=plan.id("DIRECTION-1"), from_body=NHS_ENGLAND, to_body=icb, power="NHSA 2006 s.14Z61",
                  functions=(plan.id("F-NATIONAL"),), bars_exercise=True, bars_delegation=True,
                  published_on=date(2025, 1, 10), from_date=date(2025, 1, 10)),
        Employment(person=plan.person("joint"), employer=plan.councils[0], post="director", basis="employee",
                   joint_with=icb, joint_guidance_considered_on=date(2025, 3, 1), from_date=date(2025, 4, 1)),
        Transfer(line=plan.id("LINE-NATIONAL"), scheme="regulations of 2023", old_body=plan.id("NATIONAL"),
                 new_body=NHS_ENGLAND, kind="function", what=plan.id("F-NATIONAL"), on_date=date(2023, 4, 1)),
        grant("G-CHILDREN", "F-CHILDREN", to_body=plan.id("CHILDREN"), route="section_65z6",
              document=plan.id("JOINT"), guidance_version=GUIDANCE, guidance_considered_on=BEGAN,
              liability_holder=plan.id("CHILDREN")),
        PoolContribution(pool=plan.id("NHS-POOL"), contributor=icb, route="section_65z6", amount_pence=10**9,
                         from_date=BEGAN),
        PoolContribution(pool=plan.id("NHS-POOL"), contributor=plan.trusts[0], route="section_65z6",
                         amount_pence=10**8, from_date=BEGAN),
        PoolContribution(pool=plan.id("POOL"), contributor=icb, route="section_75", amount_pence=10**9,
                         from_date=BEGAN),
        PoolContribution(pool=plan.id("POOL"), contributor=plan.councils[0], route="section_75", amount_pence=10**8,
                         from_date=BEGAN),
        Reconfiguration(proposal=plan.id("R1"), body=icb, title="Move a clinic", notifiable=True,
                        notified_on=date(2025, 2, 1)),
        Reconfiguration(proposal=plan.id("R2"), body=icb, title="Close a ward", notifiable=True,
                        notified_on=date(2025, 2, 1), called_in_on=date(2025, 3, 1), outcome_on=date(2025, 7, 1),
                        outcome_published_on=date(2025, 7, 2), steps_after_call_in=False),
    ]  # fmt: skip
    for number, (place, form) in enumerate(zip(plan.places, plan.forms, strict=True)):
        rows.append(_place_grant(plan, place, form, number))
    return rows


def _place_grant(plan: Plan, place: str, form: str, number: int) -> Grant:
    """How community services of a place are decided, by the form that the place took."""
    within, trust = "schedule_1b_paragraph_11", plan.trusts[0]
    to_body, to_seat, route = {
        "consultative_forum": (plan.id("FINANCE"), "", within),
        "committee": (place, "", within),
        "joint_committee": (place, "", "section_65z6"),
        "individual": ("", f"{plan.id('BOARD')}-05", within),
        "lead_provider": (trust, "", "section_65z5"),
    }[form]
    return Grant(
        grant=plan.id(f"G-PLACE-{number}"), function=plan.id("F-COMMUNITY"), from_body=plan.code, to_body=to_body,
        to_seat=to_seat, place=place, route=route, document=f"{place}-TERMS", clause="3", limit="£1m",
        onward_allowed=False, liability_holder=trust if form == "lead_provider" else plan.code,
        accountable_body=plan.code, decides=True, from_date=date(2025, 5, 1), approved_in_writing_on=date(2025, 4, 1),
        guidance_version=GUIDANCE, guidance_considered_on=date(2025, 4, 1),
    )  # fmt: skip


def interests(plan: Plan) -> list[Row]:
    rows: list[Row] = []
    for number, person in enumerate(plan.people.values(), start=1):
        aware = plan.day(date(2025, 5, 10), date(2026, 3, 1))
        nil = number % 3 != 0
        rows.append(
            Interest(
                statement=f"{plan.code}-I{number:03d}", person=person, kind="nil" if nil else "financial",
                description="nothing to declare" if nil else "shares", counterparty="" if nil else "Faraway Goods Ltd",
                counterparty_code="" if nil else "X9999", aware_on=aware, declared_on=aware + timedelta(days=3),
                registered_on=aware + timedelta(days=5), confirmed_on=date(2026, 4, 1), commissioning_related=True,
                public=True, mitigation="" if nil else "leaves when it is discussed", from_date=aware,
                held_by="" if nil else "self",
            )
        )  # fmt: skip
    member = plan.person("finance")
    rows += [
        Interest(
            statement=plan.id("I-MEDICAL"), person=plan.person("medical"), kind="non_financial_professional",
            description="teaches there", counterparty=f"Trust {plan.trusts[-1]}", counterparty_code=plan.trusts[-1],
            aware_on=date(2025, 5, 1), declared_on=date(2025, 5, 3), registered_on=date(2025, 5, 5),
            confirmed_on=date(2026, 4, 1), commissioning_related=True, public=True, from_date=date(2025, 5, 1),
            held_by="self", mitigation="declares it; stays where no contract of the trust is let",
        ),
        Interest(
            statement=plan.id("I-OLD"), person=member, kind="financial", description="shares", counterparty="Old Ltd",
            counterparty_code="X8888", aware_on=date(2024, 1, 10), declared_on=date(2024, 1, 12), public=True,
            registered_on=date(2024, 1, 14), confirmed_on=date(2025, 1, 10), commissioning_related=True,
            from_date=date(2024, 1, 10), to_date=date(2025, 12, 1), published_until=date(2026, 12, 1),
            kept_until=date(2032, 12, 1), mitigation="leaves",
        ),
        Gift(gift=plan.id("GIFT-1"), person=member, kind="gift", from_whom="Patient", supplier=False,
             value_pence=2_000, on_date=date(2025, 12, 20), accepted=True, for_organisation=False,
             declared_on=date(2025, 12, 21)),
        Gift(gift=plan.id("GIFT-2"), person=member, kind="hospitality", from_whom="Example Supplies", supplier=True,
             value_pence=4_000, on_date=date(2025, 11, 2), accepted=True, for_organisation=False,
             declared_on=date(2025, 11, 3)),
        Breach(breach=plan.id("BREACH-1"), body=plan.code, on_date=date(2025, 10, 1), nature="late declaration",
               outcome="reminded", published_on=date(2025, 10, 20)),
        Evaluator(procurement=plan.id("PROC-1"), person=member, conflicted=False, measure="none needed",
                  measure_on=date(2025, 9, 1)),
    ]  # fmt: skip
    return rows
