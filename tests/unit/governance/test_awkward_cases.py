"""The awkward cases of real meetings: the verdict is right, and the sentence teaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.governance.small_committee import (
    DAY,
    START,
    ask,
    deputies_count,
    nil,
    quorum_is,
    rows,
    stake,
    swap,
    told,
)

from commonweal.answers import Dates, Verdict
from commonweal.governance.decide import can_decide
from commonweal.governance.decide_inputs import read_item
from commonweal.governance.handbook import (
    AgendaItem,
    Appointment,
    Attendance,
    Body,
    Declaration,
    Deputy,
    Handbook,
    Meeting,
    Role,
    Seat,
    Succession,
    Term,
    Transfer,
)


def test_a_person_on_two_seats_counts_once_and_it_is_told_in_which():
    second = Appointment(seat="F4", person="P3", from_date=START)
    held = [row for row in rows() if not (isinstance(row, Appointment) and row.seat == "F4")]
    answer = ask(handbook=[*held, second], present=["P3"])
    assert answer.verdict is Verdict.FAIL
    assert "1 voting member of Finance Committee counts." in answer.sentence
    assert "With one more voting member present it would be quorate." in answer.sentence
    answer = ask(handbook=[*held, second], present=["P2", "P3"])
    assert answer.verdict is Verdict.PASS
    assert "Person 3 (P3) sits in F3 and F4, and one person counts once: in F3." in told(answer)


def test_a_deputy_who_becomes_a_member_counts_in_the_seat_of_his_own_from_that_day():
    built = [
        *(row for row in quorum_is("2") if not (isinstance(row, Appointment) and row.seat == "F4")),
        Deputy(seat="F2", person="P6", from_date=START, may_vote=True),
        Appointment(seat="F4", person="P6", from_date=date(2026, 6, 1)),
        nil("P6"),
    ]
    before = ask(handbook=built, present=["P3", "P6"])
    assert before.verdict is Verdict.FAIL
    assert any("P6" in each and "deputies do not count" in each for each in told(before))
    assert ask(handbook=built, present=["P3", "P6"], day=date(2026, 6, 1)).verdict is Verdict.PASS
    # As a member he does not also fill the seat he deputised for: beside its holder both count.
    both = ask(handbook=built, present=["P2", "P6"], day=date(2026, 6, 1))
    assert both.verdict is Verdict.PASS


def test_a_deputy_whose_appointment_is_not_approved_yet_still_deputises():
    asks = swap(Seat, lambda row: row.seat == "F4", base=deputies_count(quorum_is("2")), approved_by="chair")
    built = [
        *(row for row in asks if not (isinstance(row, Appointment) and row.seat == "F4")),
        Deputy(seat="F2", person="P6", from_date=START, may_vote=True),
        Appointment(seat="F4", person="P6", from_date=date(2026, 4, 1), chair_approved_on=date(2026, 6, 1)),
        nil("P6"),
    ]
    answer = ask(handbook=built, present=["P2", "P6"])
    assert answer.verdict is Verdict.FAIL
    assert "P6 is in the room and does not count: F2 is one seat and counts once, with P2 in it." in told(answer)
    assert ask(handbook=built, present=["P3", "P6"]).verdict is Verdict.PASS


def not_approved(**approval):
    base = swap(Seat, lambda row: row.seat == "F3", approved_by="the chair")
    return swap(Appointment, lambda row: row.seat == "F3", base=base, **approval)


def test_an_appointment_that_is_not_approved_yet_does_not_count():
    answer = ask(handbook=not_approved(chair_approved_on=date(2026, 6, 1)))
    assert answer.verdict is Verdict.FAIL
    why = "the appointment to F3 has no effect before the chair approved it, on 1 June 2026"
    assert f"Person 3 (P3) is in the room and does not count: {why}." in told(answer)
    assert ask(handbook=not_approved(chair_approved_on=START)).verdict is Verdict.PASS


def test_an_approval_that_nobody_recorded_is_not_taken_for_one():
    answer = ask(handbook=not_approved())
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert [unknown.fact for unknown in answer.unknowns] == ["appointments.approvals of F3"]
    assert any("whether the chair approved the appointment to F3 is not recorded" in each for each in told(answer))


def test_a_partner_recorded_under_two_councils_stands_for_one_of_them():
    councils = [Body(body=f"C{n}", name=f"Council {n}", kind="council") for n in (1, 2)]
    base = quorum_is("at least 1 from each organisation")
    sent = {"F2": ("QWM",), "F3": ("C2",), "F4": ("C1", "C2")}
    base = [replace(row, on_behalf_of=sent[row.seat]) if isinstance(row, Appointment) and row.seat in sent else row
            for row in base]  # fmt: skip
    whole = ask(handbook=[*base, *councils], counterparties=[])
    assert whole.verdict is Verdict.PASS
    lacking = ask(handbook=[*base, *councils], counterparties=[], present=["P2", "P4"])
    assert lacking.verdict is Verdict.FAIL
    assert "With a member from C2 present it would be quorate." in lacking.sentence
    # A row for each council says the same as one row for both, and the person still counts once.
    rows_apart = [
        *(replace(row, on_behalf_of=("C1",)) if isinstance(row, Appointment) and row.seat == "F4" else row
          for row in base),
        Appointment(seat="F4", person="P4", from_date=date(2023, 1, 1), on_behalf_of=("C2",)),
    ]  # fmt: skip
    assert ask(handbook=[*rows_apart, *councils], counterparties=[], present=["P2", "P4"]).verdict is Verdict.FAIL


def test_a_joint_body_still_needs_the_organisation_whose_seat_fell_vacant():
    base = quorum_is("at least 1 from each organisation")
    sent = {"F2": ("QWM",), "F3": ("QWM",), "F4": ("C1",)}
    base = [replace(row, on_behalf_of=sent[row.seat], to_date=date(2026, 3, 31) if row.seat == "F4" else None)
            if isinstance(row, Appointment) and row.seat in sent else row for row in base]  # fmt: skip
    answer = ask(handbook=[*base, Body(body="C1", name="Council", kind="council")], counterparties=[])
    assert answer.verdict is Verdict.FAIL
    assert "Person 4 (P4) is in the room and does not count: the appointment to F4 ended on 31 March 2026." in told(
        answer
    )


@pytest.mark.parametrize(
    ("papers", "meeting", "late"),
    [
        (date(2026, 3, 31), date(2026, 4, 9), ""),  # Good Friday and Easter Monday do not count
        (date(2026, 4, 1), date(2026, 4, 9), "1 working day late"),
        (date(2026, 5, 1), date(2026, 5, 12), ""),
        (date(2026, 5, 5), date(2026, 5, 11), "1 working day late"),  # the day before is a bank holiday
        (date(2026, 5, 3), date(2026, 5, 11), "1 working day late"),  # a Sunday: it is read on the next working day
    ],
)
def test_papers_late_by_a_working_day_are_counted_over_bank_holidays_and_bar_nothing(papers, meeting, late):
    held = [*rows(), Meeting(meeting="M1", body="FIN", on_date=meeting, papers_on=papers)]
    answer = ask(handbook=held, day=meeting, meeting="M1")
    assert answer.verdict is Verdict.PASS
    assert answer.sentence == "Yes: Finance Committee may decide “Scanner”" + (
        f", though the papers went out {late}." if late else "."
    )


def test_a_limit_that_grows_with_population_is_worked_out_to_the_penny():
    assert ask(amount="£500,000").verdict is Verdict.PASS
    above = ask(amount="£500,000.01")
    assert above.verdict is Verdict.FAIL
    assert "Finance Committee (FIN) may decide up to £500,000; above that: Wold and Mere ICB (QWM)." in above.sentence
    fewer = swap(Body, lambda row: row.body == "FIN", population=650_000)
    assert ask(handbook=fewer, amount="£325,000").verdict is Verdict.PASS
    assert ask(handbook=fewer, amount="£325,000.01").verdict is Verdict.FAIL


def test_a_committee_without_a_population_of_its_own_has_that_of_its_board_and_a_places_has_not():
    known = swap(Body, lambda row: row.body == "QWM", population=650_000)
    blank = [replace(row, population=None) if isinstance(row, Body) and row.body == "FIN" else row for row in known]
    assert ask(handbook=blank, amount="£325,000").verdict is Verdict.PASS
    assert ask(handbook=blank, amount="£325,000.01").verdict is Verdict.FAIL
    place = [replace(row, tier="place") if isinstance(row, Body) and row.body == "FIN" else row for row in blank]
    answer = ask(handbook=place, amount="£1")
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert [unknown.fact for unknown in answer.unknowns if "population" in unknown.fact] == ["bodies.population of FIN"]


def test_a_committee_that_changed_its_name_is_one_committee_under_the_name_of_the_day():
    first = next(row for row in rows() if isinstance(row, Body) and row.body == "FIN")
    renamed = [
        *(row for row in rows() if row is not first and not (isinstance(row, Body) and row.body == "FIN")),
        replace(first, to_date=date(2026, 5, 31)),
        replace(first, name="Resources Committee", from_date=date(2026, 6, 1)),
    ]
    assert ask(handbook=renamed).sentence == "Yes: Finance Committee may decide “Scanner”."
    after = ask(handbook=renamed, day=date(2026, 6, 1))
    assert after.sentence == "Yes: Resources Committee may decide “Scanner”."


def split(*more):
    last, first = date(2026, 3, 31), date(2026, 4, 1)
    base = swap(Body, lambda row: row.body == "QWM", to_date=last)
    heirs = [Body(body=f"QW{n}", name=f"Wold {n} ICB", kind="icb", from_date=first) for n in (1, 2)]
    passed = [Succession(old_body="QWM", new_body=f"QW{n}", on_date=first, share=share)
              for n, share in ((1, "0.6"), (2, "0.4"))]  # fmt: skip
    return [*swap(Body, lambda row: row.body == "FIN", base=base, parent="QW1"), *heirs, *passed, *more]


def test_a_board_that_was_split_decides_nothing_and_its_successors_are_named():
    answer = ask(handbook=split(), body="QWM", present=["P1", "P2", "P3"])
    assert answer.verdict is Verdict.FAIL
    assert any("closed on 31 March 2026 and decides nothing" in each for each in told(answer))
    assert any("Wold 1 ICB (QW1) or Wold 2 ICB (QW2)" in cure for cure in answer.details["cures"])


def test_a_grant_of_a_board_that_was_split_passes_to_whom_the_scheme_names_and_else_is_not_known():
    untold = ask(handbook=split())
    assert untold.verdict is Verdict.INSUFFICIENT_DATA
    assert any("was split between" in each for each in told(untold))
    line = Transfer(line="T1", old_body="QWM", new_body="QW1", kind="function", what="G1", on_date=date(2026, 4, 1))
    assert ask(handbook=split(line)).verdict is Verdict.PASS


def board_with_chair(*more):
    """The board decides, in person, with a quorum of two; P3 is its deputy chair."""
    quorum = Term(body="QWM", term="quorum", value="2", from_date=START, clause="3")
    deputy = Role(body="QWM", role="deputy_chair", person="P3", from_date=START)
    return [*rows(), quorum, deputy, nil("P1"), nil("P5"), *more]


def test_a_chair_who_has_to_leave_gives_the_chair_to_the_deputy():
    answer = ask(handbook=board_with_chair(stake("P1")), body="QWM", present=["P1", "P2", "P3"])
    assert answer.verdict is Verdict.PASS
    assert answer.details["leave"] == ["P1"]
    assert "P1 is the chair and leaves for this item: P3, the deputy chair, takes the chair." in told(answer)
    alone = ask(handbook=board_with_chair(stake("P1")), body="QWM", present=["P1", "P2", "P5"])
    assert any("those there choose who takes the chair" in each for each in told(alone))


def test_a_quorum_that_asks_for_the_chair_is_lost_when_the_chair_leaves():
    base = quorum_is("all of (2; chair)", base=board_with_chair(stake("P1")))
    base = [row for row in base if not (isinstance(row, Term) and row.body == "FIN")]
    answer = ask(handbook=base, body="QWM", present=["P1", "P2", "P3"])
    assert answer.verdict is Verdict.FAIL
    assert "With the chair present it would be quorate, but no other member" in answer.sentence


def test_interests_that_leave_too_few_send_the_item_where_the_terms_say():
    fallback = Term(body="FIN", term="quorum_fallback", value="QWM", from_date=START)
    answer = ask(handbook=[*rows(), stake("P3"), fallback])
    assert answer.verdict is Verdict.FAIL
    assert "take it to Wold and Mere ICB, which the terms name for such an item" in answer.sentence


def test_two_deputies_for_one_member_are_one_seat():
    built = [
        *deputies_count(quorum_is("3")),
        *(Deputy(seat="F2", person=person, from_date=START, may_vote=True) for person in ("P6", "P7")),
        nil("P6"),
        nil("P7"),
    ]
    answer = ask(handbook=built, present=["P3", "P6", "P7"])
    assert answer.verdict is Verdict.FAIL
    assert "2 voting members of Finance Committee count." in answer.sentence
    assert any(each.endswith("F2 is one seat and counts once, with P6 in it.") for each in told(answer))


def meeting_of(*came, starts="10:00", ends="10:30"):
    held = Meeting(meeting="M1", body="FIN", on_date=DAY, starts="09:30", ends="12:00", papers_on=date(2026, 4, 1))
    item = AgendaItem(item="M1-1", meeting="M1", number="1", title="Scanner", for_decision=True, function="buy",
                      amount_pence=40_000_000, counterparties=("none",), starts=starts, ends=ends)  # fmt: skip
    return [*rows(), held, item, *came]


def item_of(handbook):
    return can_decide(read_item({"item": "M1-1"}), handbook=Handbook.of(handbook), dates=Dates.on(DAY))


def test_a_member_who_arrives_half_way_makes_it_quorate_from_then_and_not_before():
    late = Attendance(meeting="M1", person="P3", arrived="10:15")
    answer = item_of(meeting_of(Attendance(meeting="M1", person="P2"), late))
    assert answer.verdict is Verdict.FAIL
    assert "not quorate from 10:00 to 10:15: 1 voting member of Finance Committee counts then." in answer.sentence
    assert "Take the vote, or minute that it was taken, from 10:15 to 10:30, while it is quorate." in answer.sentence
    assert [row["verdict"] for row in answer.details["quorum_clock"]] == ["FAIL", "PASS"]


def test_an_interest_declared_at_the_meeting_waits_for_a_ruling_though_no_register_holds_it():
    both = [Attendance(meeting="M1", person=person) for person in ("P2", "P3")]
    said = Declaration(item="M1-1", person="P3")
    answer = item_of([*meeting_of(*both), said])
    assert answer.verdict is Verdict.NEEDS_JUDGEMENT
    assert answer.details["to_be_ruled_on"] == ["P3"]
    assert "Person 3 (P3) declared an interest in this item at the meeting: the chair has to rule." in told(answer)
    assert item_of([*meeting_of(*both), replace(said, action="stayed_and_voted")]).verdict is Verdict.PASS
