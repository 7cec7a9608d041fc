"""The bodies of a generated system, and its instruments."""

from __future__ import annotations

from datetime import date, timedelta

from tests.unit.governance.generated.plan import BEGAN, NHS_ENGLAND, ON, SECRETARY_OF_STATE, STRATEGIES, Plan

from commonweal.governance.handbook import (
    Body,
    Citation,
    Clause,
    Document,
    Partner,
    Publication,
    ResponsibilityGroup,
    Review,
    Row,
    Segment,
    Succession,
    Term,
    Transfer,
)
from commonweal.governance.handbook.instruments import TOPICS

COMMITTEES = ("AUDIT", "REMUNERATION", "FINANCE", "QUALITY", "PRIMARY-CARE")
LONG_AGO = date(2013, 4, 1)


def bodies(plan: Plan) -> list[Row]:
    icb = plan.code

    def body(id: str, name: str, kind: str, **more: object) -> Body:
        known = {"system": icb, "from_date": BEGAN} | more
        return Body(body=id, name=name, kind=kind, **known)  # type: ignore[arg-type]

    found = [
        body(NHS_ENGLAND, "NHS England", "nhs_england", system="", from_date=LONG_AGO),
        body(SECRETARY_OF_STATE, "Secretary of State", "secretary_of_state", system="", from_date=LONG_AGO),
        body(
            plan.id("REGION"), "Region", "region", system="", tier="region", parent=NHS_ENGLAND, from_date=LONG_AGO,
            lead=plan.person("region"),
        ),
        body(
            icb, f"{icb} Integrated Care Board", "icb", tier="system", lead=plan.person("chief_executive"),
            parent=plan.id("REGION"), ods_code=plan.ods_code, population=plan.population, area=plan.area,
            established_on=BEGAN, first_year_to=date(2023, 3, 31),
        ),
        body(plan.id("CCG"), "Clinical commissioning group", "ccg", from_date=LONG_AGO,
             to_date=BEGAN - timedelta(days=1)),
        body(plan.id("NATIONAL"), "Health Education England", "other", system="", from_date=LONG_AGO,
             to_date=date(2023, 3, 31)),
        Succession(old_body=plan.id("CCG"), new_body=icb, on_date=BEGAN, share="1", scheme="transfer scheme of 2022"),
        *(
            Transfer(line=plan.id(f"LINE-{kind}"), scheme="transfer scheme of 2022", old_body=plan.id("CCG"),
                     new_body=icb, kind=kind, what=f"the {kind} in hand", criminal=False, on_date=BEGAN)
            for kind in ("decision", "declaration", "instrument")
        ),
        body(plan.id("ICP"), "Integrated care partnership", "icp", parent=icb, lead=plan.person("icp")),
        body(plan.id("LMC"), "Local medical committee", "local_medical_committee", lead=plan.person("lmc")),
        body(plan.id("MIND"), "Mental health collaborative", "provider_collaborative", tier="provider_collaborative",
             lead=plan.person("mind")),
        body(plan.id("SUPPLIER"), "Example Supplies Limited", "company", company_number=f"X{plan.seed % 10**7:07d}"),
        body(plan.id("CHILDREN"), "Joint committee for children", "joint_committee", parent=icb),
        body(plan.id("PANEL"), "Individual requests panel", "sub_committee", parent=plan.id("QUALITY")),
    ]  # fmt: skip
    found += [body(plan.id(name), f"{name.capitalize()} committee", "committee", parent=icb) for name in COMMITTEES]
    found += [
        body(trust, f"Trust {trust}", "foundation_trust" if number else "trust", from_date=LONG_AGO)
        for number, trust in enumerate(plan.trusts)
    ]
    found += [body(council, f"Council {council}", "council", from_date=LONG_AGO) for council in plan.councils]
    found += [
        body(f"{council}-HWB", f"Board of {council}", "health_and_wellbeing_board", parent=council, from_date=LONG_AGO)
        for council in plan.councils
    ]
    found += [
        body(place, f"Place {place}", "place_partnership", tier="place", form=form, parent=icb,
             lead=plan.person(f"{place}-lead"), population=plan.population // len(plan.places), area=f"area of {place}")
        for place, form in zip(plan.places, plan.forms, strict=True)
    ]  # fmt: skip
    found += [
        body(network, f"Network {network}", "pcn", tier="neighbourhood", parent=plan.places[number % len(plan.places)],
             lead=plan.person(f"{network}-lead"))
        for number, network in enumerate(plan.networks)
    ]  # fmt: skip
    found += [
        body(practice, f"Practice {practice}", "practice", parent=plan.networks[number % len(plan.networks)],
             from_date=LONG_AGO)
        for number, practice in enumerate(plan.practices)
    ]  # fmt: skip
    return [*found, *partners(plan), *standing(plan)]


def partners(plan: Plan) -> list[Row]:
    rows = [(body, True) for body in (*plan.trusts, *plan.councils, *plan.practices)]
    return [
        Partner(
            icb=plan.code, body=body, serves_area=True, may_nominate=may, listed=may, from_date=BEGAN,
            on_integrated_care_partnership=True,
        )
        for body, may in rows
    ]  # fmt: skip


def standing(plan: Plan) -> list[Row]:
    last = date(2025, 6, 25)
    return [
        Segment(body=plan.code, framework="NOF 2022/23", segment=plan.segment, from_date=BEGAN, to_date=last),
        Segment(body=plan.code, framework="NOF 2026/27", segment=plan.segment, from_date=date(2026, 4, 1)),
        ResponsibilityGroup(
            group="registered", icb=plan.code, people=plan.population - 900, from_date=BEGAN
        ),
        ResponsibilityGroup(group="resident and not registered", icb=plan.code, people=900, from_date=BEGAN),
    ]  # fmt: skip


def instruments(plan: Plan) -> list[Row]:
    icb = plan.code
    first, second = plan.id("CONSTITUTION-1"), plan.id("CONSTITUTION-2")
    varied = plan.day(date(2023, 6, 1), date(2025, 6, 1))
    approved = varied - timedelta(days=plan.random.randint(1, 40))

    def document(id: str, kind: str, body: str = icb, **more: object) -> Document:
        known = {
            "from_date": BEGAN, "approved_by": icb, "approved_on": BEGAN, "published_on": BEGAN, "version": "1",
        } | more  # fmt: skip
        return Document(document=id, body=body, kind=kind, **known)  # type: ignore[arg-type]

    june = date(2022, 6, 20)
    last = plan.day(date(2024, 1, 10), date(2026, 3, 1))
    found: list[Row] = [
        document(plan.id("ORDER"), "establishment_order", approved_by=NHS_ENGLAND, approved_on=june,
                 published_on=june, sets_out=first),
        document(plan.id("ORDER-2"), "order_variation", body=NHS_ENGLAND, approved_by=NHS_ENGLAND, from_date=last,
                 affects=(icb,), consulted=(icb,)),
        document(plan.id("REGION-TERMS"), "terms_of_reference", body=plan.id("REGION")),
        document(first, "constitution", proposed_by=icb, approved_by=NHS_ENGLAND, approved_on=june,
                 to_date=varied - timedelta(days=1)),
        document(second, "constitution", version="2", replaces=first, proposed_by=icb, approved_by=NHS_ENGLAND,
                 approved_on=approved, from_date=varied, published_on=varied),
        document(plan.id("STANDING"), "standing_orders"),
        document(plan.id("SCHEME"), "scheme_of_reservation_and_delegation"),
        document(plan.id("MAP"), "functions_and_decisions_map"),
        document(plan.id("MONEY"), "standing_financial_instructions"),
        document(plan.id("AGREEMENT"), "delegation_agreement", approved_by=NHS_ENGLAND),
        document(plan.id("JOINT"), "joint_working_agreement"),
        document(plan.id("MIND-TERMS"), "joint_working_agreement", body=plan.id("MIND")),
    ]  # fmt: skip
    found += [document(plan.id(topic), "other", body=plan.councils[0], from_date=LONG_AGO) for topic in STRATEGIES]
    found += [document(plan.id(f"TERMS-{name}"), "terms_of_reference", body=plan.id(name)) for name in COMMITTEES]
    found += [document(f"{network}-TERMS", "network_contract", body=network) for network in plan.networks]
    found += [document(f"{place}-TERMS", "partnership_agreement", body=place) for place in plan.places]
    for document_id in (first, second):
        found += [
            Clause(document=document_id, topic=topic, stated=True, clause=f"{number}.1")
            for number, topic in enumerate(TOPICS, start=1)
            if topic != "removal_of_chair_by_others"
        ]
    found.append(Clause(document=second, topic="removal_of_chair_by_others", stated=False, clause="9.9"))
    for document_id in (plan.id("MIND-TERMS"), *(f"{place}-TERMS" for place in plan.places)):
        found += [Clause(document=document_id, topic=topic, stated=True, clause="1") for topic in TOPICS]
    found.append(Citation(document=second, provision="NHSA 2006 s.14Z25", clause="1.2", topic="establishment"))
    found.append(Review(body=icb, subject="board_skills", on_date=plan.day(date(2025, 9, 1), ON)))
    return [*found, *terms(plan, second, varied), *publications(plan, first, second, varied)]


def terms(plan: Plan, constitution: str, varied: date) -> list[Row]:
    def term(body: str, name: str, value: str, **more: object) -> Term:
        known = {"document": constitution, "clause": "7.1", "approved_on": varied, "from_date": varied} | more
        return Term(body=body, term=name, value=value, **known)  # type: ignore[arg-type]

    quorum = plan.random.choice(("1/2 of voting seats", "at least 5", "more than 1/2 of filled voting seats"))
    board = {
        "quorum": quorum, "voting": "majority", "deputies": "do not count", "casting_vote": "chair",
        "quorum_without_chair": "yes", "paper_lead_time": "5 working days",
        "notice_period": "5 working days", "nomination_process": "ballot", "meets_in_public": "yes",
        "minutes_published_within": "60 days", "ratification": "next meeting", "interests_confirmation": "12 months",
        "quorum_fallback": plan.id("AUDIT"), "public_question_limit": "100 words",
        "public_question_deadline": "3 working days", "public_question_reply": "1 month",
        "public_question_repeat_bar": "6 months", "review_cycle": "12 months",
    }  # fmt: skip
    found: list[Row] = [term(plan.code, name, value) for name, value in board.items()]
    found.append(term(plan.id("QUALITY"), "quorum_fallback", plan.id("AUDIT"), document=plan.id("TERMS-QUALITY")))
    found += [
        term(plan.id(name), "quorum", "at least 2", document=plan.id(f"TERMS-{name}"), from_date=BEGAN,
             approved_on=BEGAN)
        for name in COMMITTEES
    ]  # fmt: skip
    found += [
        term(place, "quorum", "at least 2", document=f"{place}-TERMS", from_date=BEGAN, approved_on=BEGAN)
        for place, form in zip(plan.places, plan.forms, strict=True)
        if form in ("committee", "joint_committee")
    ]
    return found


def publications(plan: Plan, first: str, second: str, varied: date) -> list[Row]:
    icb = plan.code

    def publication(id: str, kind: str, about: str = "", **more: object) -> Publication:
        known = {"published_on": date(2026, 4, 20), "address": "https://example.invalid/"} | more
        return Publication(publication=plan.id(id), body=icb, kind=kind, about=about, **known)  # type: ignore[arg-type]

    return [
        publication("W1", "constitution", first, published_on=BEGAN, withdrawn_on=varied),
        publication("W2", "constitution", second, published_on=varied),
        publication("W3", "register_of_interests"),
        publication("W4", "breach_log"),
        publication("W5", "procurement_decisions"),
        publication("W6", "spend_over_25k"),
        publication("W7", "gifts_register"),
        publication("W8", "functions_and_decisions_map"),
    ]
