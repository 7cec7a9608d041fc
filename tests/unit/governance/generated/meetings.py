"""Meetings and decisions of a generated system."""

from __future__ import annotations

from datetime import date, timedelta

from tests.unit.governance.generated.board import SECTORS, board_seats
from tests.unit.governance.generated.plan import STRATEGIES, Plan

from commonweal.calendars import add_working_days
from commonweal.governance.handbook import (
    AgendaItem,
    Attendance,
    Consideration,
    Decision,
    Declaration,
    Interest,
    Meeting,
    Publication,
    PublicQuestion,
    Row,
    Vote,
)
from commonweal.governance.handbook.meetings import CONSIDERATIONS


def meetings(plan: Plan) -> list[Row]:
    rows: list[Row] = []
    for number in range(plan.months):
        day = date(2026, 4, 14) - timedelta(days=56 * number)
        while day.weekday() > 4:
            day -= timedelta(days=1)
        rows += _meeting(plan, number, day)
    rows += [
        PublicQuestion(question=plan.id("Q1"), meeting=plan.id("M0"), received_on=date(2026, 4, 2), words=60,
                       accepted=True, replied_on=date(2026, 4, 20)),
    ]  # fmt: skip
    return rows


def _considered(decision: str, plan: Plan) -> list[Row]:
    return [
        Consideration(
            decision=decision, topic=topic, text="considered, and set out in the paper",
            version=plan.id(topic) if topic in STRATEGIES else "",
        )
        for topic in CONSIDERATIONS
    ]  # fmt: skip


def elsewhere(plan: Plan) -> list[Row]:
    """Decisions of a trust, of a place and of a committee, one of whose items had no quorum and one lost it."""
    day, icb, quality = date(2026, 3, 10), plan.code, plan.id("QUALITY")
    out = add_working_days(day, -8)
    meeting, trust, place = plan.id("QM"), plan.trusts[0], plan.places[0]
    rows: list[Row] = [
        Decision(decision=plan.id("D-TRUST"), on_date=day, title="Open a clinic", outcome="approved", taken_by=trust,
                 function=plan.id("F-TRUST"), amount_pence=1_000_00, years=1, quorate=True, acted_on=True,
                 published_on=day),
        *_considered(plan.id("D-TRUST"), plan),
        Meeting(meeting=meeting, body=quality, on_date=day, starts="09:00", ends="11:00", notice_on=out, papers_on=out,
                open_to_public=True),
        Attendance(meeting=meeting, person=plan.person("non_executive_1"), seat=f"{quality}-1", deputy=False,
                   apologies=False, arrived="09:00", left="11:00"),
        Attendance(meeting=meeting, person=plan.person("finance"), seat=f"{quality}-2", deputy=False,
                   apologies=False, arrived="09:00", left="10:00"),
        Interest(statement=plan.id("I-FINANCE"), person=plan.person("finance"), kind="financial", held_by="self",
                 description="shares", counterparty="Example Supplies Limited", counterparty_code=plan.id("SUPPLIER"),
                 aware_on=date(2025, 6, 1), declared_on=date(2025, 6, 3), registered_on=date(2025, 6, 5),
                 confirmed_on=date(2026, 4, 1), commissioning_related=True, public=True, from_date=date(2025, 6, 1),
                 mitigation="leaves the room"),
        *(
            Publication(publication=f"{meeting}-{kind}", body=icb, kind=kind, about=meeting,
                        address="https://x.invalid/",
                        published_on=out if kind != "minutes" else day + timedelta(days=10))
            for kind in ("papers", "notice_of_meeting", "register_extract", "minutes")
        ),
    ]  # fmt: skip
    for number, (starts, ends, fallback) in enumerate(
        (("09:10", "09:50", plan.id("AUDIT")), ("10:10", "10:50", "")), 1
    ):
        item, decision = f"{meeting}-{number}", f"{meeting}-D{number}"
        rows += [
            AgendaItem(item=item, meeting=meeting, number=str(number), title=f"Item {number}", for_decision=True,
                       function=plan.id("F-QUALITY"), amount_pence=100_000, years=1, private=False,
                       counterparties=(plan.id("SUPPLIER"),) if fallback else (plan.practices[-1],),
                       individual_patient=False, changes_services=False, starts=starts, ends=ends),
            Decision(decision=decision, item=item, meeting=meeting, on_date=day, title=f"Item {number}",
                     outcome="approved", taken_by=fallback or quality, function=plan.id("F-QUALITY"),
                     amount_pence=100_000, years=1,
                     quorate=False, acted_on=False, fallback=fallback, published_on=day + timedelta(days=5)),
            *_considered(decision, plan),
        ]  # fmt: skip
    rows.append(
        Declaration(item=f"{meeting}-1", person=plan.person("finance"), statement=plan.id("I-FINANCE"),
                    action="excluded", decided_by="chair", on_date=day, at="09:05", reason="it is a direct interest")
    )  # fmt: skip
    if plan.forms[0] in ("committee", "joint_committee"):
        function = plan.id("F-COMMUNITY")
        rows += [
            Meeting(meeting=plan.id("PM"), body=place, on_date=day, starts="09:00", ends="11:00", notice_on=out,
                    papers_on=out, open_to_public=True),
            *(
                Attendance(meeting=plan.id("PM"), person=plan.person(f"{place}-{sector}"), seat=f"{place}-S{number}",
                           deputy=False, apologies=False, arrived="09:00", left="11:00")
                for number, sector in enumerate(SECTORS, start=1)
            ),
            AgendaItem(item=plan.id("PM-1"), meeting=plan.id("PM"), number="1", title="Mend a clinic",
                       for_decision=True, function=function,
                       amount_pence=5_000_00, years=1, private=False, counterparties=("none",),
                       individual_patient=False, changes_services=False, starts="09:10", ends="09:50"),
            Decision(decision=plan.id("D-PLACE"), item=plan.id("PM-1"), on_date=day, title="Mend a clinic",
                     outcome="approved",
                     taken_by=place, function=function, place=place, amount_pence=5_000_00, years=1, quorate=True,
                     acted_on=True, published_on=day),
            *_considered(plan.id("D-PLACE"), plan),
        ]  # fmt: skip
    return rows


def _meeting(plan: Plan, number: int, day: date) -> list[Row]:
    meeting, icb = plan.id(f"M{number}"), plan.code
    out = add_working_days(day, -plan.random.randint(6, 9))
    rows: list[Row] = [
        Meeting(meeting=meeting, body=icb, on_date=day, starts="09:30", ends="12:00", notice_on=out, papers_on=out,
                open_to_public=True),
        *(
            Publication(publication=f"{meeting}-{kind}", body=icb, kind=kind, about=meeting, address="https://x.invalid/",
                        published_on=out if kind != "minutes" else day + timedelta(days=10))
            for kind in ("papers", "notice_of_meeting", "register_extract", "minutes")
        ),
    ]  # fmt: skip
    voters = [plan.person(held.task) for held in board_seats(plan) if held.seat_class != "participant"]
    for place, held in enumerate(board_seats(plan), start=1):
        rows.append(
            Attendance(meeting=meeting, person=plan.person(held.task), seat=f"{plan.id('BOARD')}-{place:02d}",
                       deputy=False, apologies=False, arrived="09:30", left="12:00")
        )  # fmt: skip
    for place in range(1, plan.random.randint(2, 4)):
        item, decision = f"{meeting}-{place}", f"{meeting}-D{place}"
        starts, ends = f"{8 + place:02d}:35", f"{8 + place:02d}:55"
        function = plan.id(plan.random.choice(("F-HOSPITAL", "F-MONEY", "F-QUALITY")))
        amount = plan.random.randrange(10_000_00, 900_000_00)
        rows += [
            AgendaItem(item=item, meeting=meeting, number=str(place), title=f"Item {place}", for_decision=True,
                       function=function, amount_pence=amount, years=1, counterparties=(plan.trusts[-1],),
                       private=False, individual_patient=False, changes_services=True, starts=starts, ends=ends),
            Declaration(item=item, person=plan.person("medical"), statement=plan.id("I-MEDICAL"),
                        action="stayed_and_voted", decided_by="chair", on_date=day, at="09:35",
                        reason="the interest is small and known"),
            *(Vote(item=item, person=person, vote="for", at=ends) for person in voters),
            Decision(decision=decision, item=item, meeting=meeting, on_date=day, title=f"Item {place} approved",
                     outcome="approved", taken_by=icb, function=function, amount_pence=amount, years=1, quorate=True,
                     acted_on=True, published_on=day + timedelta(days=10)),
            *(
                Consideration(decision=decision, topic=topic, text="considered, and set out in the paper",
                              version=plan.id(topic) if topic in STRATEGIES else "")
                for topic in CONSIDERATIONS
            ),
        ]  # fmt: skip
    return rows
