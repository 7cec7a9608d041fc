"""Who counts in a room and who does not, why, and what the handbook must say before anybody is counted."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.governance.small_committee import (
    DAY,
    START,
    ask,
    deputies_count,
    quorum_is,
    rows,
    stake,
    swap,
    told,
)

from commonweal.answers import Dates, Evidence, Question, Verdict, run
from commonweal.governance.agenda import AGENDA
from commonweal.governance.handbook import (
    AgendaItem,
    Appointment,
    Deputy,
    Document,
    Grant,
    Handbook,
    HandbookFacts,
    Interest,
    Meeting,
    Person,
    Seat,
    Term,
)
from commonweal.law import book
from commonweal.problems import BadInput


def test_a_member_of_whom_the_register_says_nothing_is_not_taken_to_be_free():
    silent = [row for row in rows() if not (isinstance(row, Interest) and row.person == "P3")]
    answer = ask(handbook=silent)
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert [unknown.fact for unknown in answer.unknowns] == ["interests.person of P3"]
    assert ask(handbook=silent, counterparties=[]).verdict is Verdict.PASS


def test_one_who_decides_alone_leaves_it_to_others_where_an_interest_touches_it():
    to_seat = Grant(grant="G2", function="buy", from_body="QWM", to_seat="S2", route="schedule_1b_paragraph_11",
                    limit="£1m", decides=True, from_date=START)  # fmt: skip
    given = {"body": "", "seat": "S2", "present": None}
    assert ask(given, handbook=[*rows(), to_seat]).verdict is Verdict.PASS
    answer = ask(given, handbook=[*rows(), to_seat, stake("P2")])
    assert answer.verdict is Verdict.FAIL
    assert "One person would decide, and the holder of S2 may not take part." in answer.sentence
    friend = stake("P2", kind="non_financial_personal", counterparty="", counterparty_code="8XW01")
    assert ask(given, handbook=[*rows(), to_seat, friend]).verdict is Verdict.NEEDS_JUDGEMENT


def test_several_parts_of_a_quorum_that_fail_are_cured_together():
    base = quorum_is("all of (4; at least 1 non_executive; any of (profession nursing; profession medical))")
    nurse = Seat(seat="F8", body="FIN", title="Nurse", seat_class="executive", profession="nursing", voting=True)
    more = Seat(seat="F9", body="FIN", title="Member", seat_class="executive", voting=True)
    sits = [Appointment(seat="F8", person="P5", from_date=START), Appointment(seat="F9", person="P1", from_date=START)]
    answer = ask(handbook=[*base, nurse, more, *sits], present=["P4"], counterparties=[])
    assert answer.verdict is Verdict.FAIL
    either = "either the nursing director or the medical director"
    assert (
        f"With one more voting member, one more non-executive member and {either} present it would" in answer.sentence
    )


@pytest.mark.parametrize(
    ("more", "present", "why"),
    [
        ((), ["P1"], "holds no seat here and deputises for none"),
        ((Seat(seat="F7", body="FIN", title="Observer", seat_class="observer", voting=False),
          Appointment(seat="F7", person="P1", from_date=START)), ["P1"], "F7 has no vote"),
        ((Appointment(seat="F4", person="P1", from_date=START, to_date=date(2026, 4, 30)),), ["P1"],
         "the appointment to F4 ended on 30 April 2026"),
        ((Appointment(seat="F4", person="P1", from_date=date(2026, 7, 1)),), ["P1"],
         "the appointment to F4 begins only on 1 July 2026"),
        ((Deputy(seat="F2", person="P1", from_date=START, to_date=date(2026, 4, 30)),), ["P1"],
         "was the deputy for F2 until 30 April 2026"),
        ((Deputy(seat="F2", person="P1", from_date=START),), ["P1"],
         "sits for F2 as a deputy, and the terms say that deputies do not count"),
        ((Deputy(seat="F2", person="P1", from_date=START, may_vote=False),), ["P1"], "the deputy for F2 has no vote"),
        ((), [{"person": "P1", "seat": "F4"}], "P4 holds F4 on 7 May 2026"),
        ((), [{"person": "P1", "seat": "F99"}], "F99 is no seat of this body on 7 May 2026"),
        ((Deputy(seat="F4", person="P5", from_date=START),), [{"person": "P1", "seat": "F4", "deputy": True}],
         "is not among the deputies for F4"),
    ],
)  # fmt: skip
def test_why_somebody_who_is_there_does_not_count_is_told(more, present, why):
    answer = ask(handbook=[*rows(), *more], present=["P3", *present], counterparties=[])
    assert answer.verdict is Verdict.FAIL
    assert f"Person 1 (P1) is in the room and does not count: {why}." in told(answer)


def test_no_deputy_sits_in_a_seat_that_lets_none():
    closed = swap(Seat, lambda row: row.seat == "F2", base=deputies_count(), deputy_allowed=False)
    answer = ask(handbook=[*closed, Deputy(seat="F2", person="P1", from_date=START)], present=["P3", "P1"],
                 counterparties=[])  # fmt: skip
    assert answer.verdict is Verdict.FAIL
    assert "Person 1 (P1) is in the room and does not count: no deputy may sit in F2." in told(answer)


def test_a_participant_without_a_vote_may_still_deputise_for_a_member():
    built = [
        *deputies_count(),
        Seat(seat="F7", body="FIN", title="Deputy director", seat_class="participant", voting=False),
        Appointment(seat="F7", person="P1", from_date=START),
        Deputy(seat="F2", person="P1", from_date=START, may_vote=True),
    ]
    assert ask(handbook=built, present=["P3", "P1"], counterparties=[]).verdict is Verdict.PASS


def test_a_quorum_of_a_document_that_is_not_approved_has_no_effect_yet():
    waits = Document(document="TOR-2", body="FIN", kind="terms_of_reference", approved_on=date(2026, 6, 1))
    base = swap(Term, lambda row: row.term == "quorum", document="TOR-2", approved_on=None)
    answer = ask(handbook=[*base, waits])
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert any("clause 4.1 says was approved only on 1 June 2026" in each for each in told(answer))
    assert ask(handbook=[*base, waits], day=date(2026, 6, 1)).verdict is Verdict.PASS


def test_a_handbook_of_seats_and_quorum_alone_does_not_know_who_sits_and_believes_the_clerk():
    bare = [row for row in rows() if not isinstance(row, Appointment)]
    answer = ask(handbook=bare, counterparties=[])
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert "appointments.person" in [unknown.fact for unknown in answer.unknowns]
    seated = [{"person": f"P{n}", "seat": f"F{n}"} for n in (2, 3)]
    assert ask(handbook=bare, counterparties=[], present=seated).verdict is Verdict.PASS


def test_what_tells_of_people_is_marked_as_personal():
    answer = ask(handbook=[*rows(), stake("P4")], present=["P1", "P2", "P3", "P4"])
    people = {row.person for row in rows() if isinstance(row, Person)}
    for reason in answer.reasons:
        for each in reason.walk():
            assert each.personal or not any(f"{person} " in each.sentence for person in people), each.sentence


@pytest.mark.parametrize(
    ("value", "counted"),
    [("no more than 1 deputy counts", True), ("count, at most 1", True), ("deputies count", True),
     ("do not count", False), ("no", False), ("as the chair sees fit", None)],
)  # fmt: skip
def test_what_the_terms_say_of_deputies_is_read_in_other_words_too(value, counted):
    built = [*deputies_count(value=value), Deputy(seat="F2", person="P1", from_date=START, may_vote=True)]
    answer = ask(handbook=built, present=["P3", "P1"], counterparties=[])
    assert answer.verdict is {True: Verdict.PASS, False: Verdict.FAIL, None: Verdict.INSUFFICIENT_DATA}[counted]


def test_a_body_a_seat_or_a_place_that_the_handbook_lacks_is_refused_by_name():
    for wrong in ({"body": "FINN"}, {"place": "NOWHERE"}, {"body": "", "seat": "S99"}):
        with pytest.raises(BadInput, match="handbook has no such"):
            ask(wrong)


def test_an_item_that_is_asked_of_another_day_than_its_meeting_says_so():
    held = [*rows(), Meeting(meeting="M1", body="FIN", on_date=DAY, papers_on=START)]
    assert not any("the meeting is on" in note for note in ask(handbook=held, meeting="M1").notes)
    asked = ask(handbook=held, meeting="M1", day=date(2026, 6, 1))
    assert any("asked of 1 June 2026, and the meeting is on 7 May 2026" in note for note in asked.notes)


def test_every_item_of_an_agenda_that_cannot_be_asked_is_named():
    wrong = [AgendaItem(item=f"M1-{n}", meeting="M1", title="Bad", for_decision=True, function="nosuch")
             for n in (2, 3)]  # fmt: skip
    facts = HandbookFacts(Handbook.of([*rows(), Meeting(meeting="M1", body="FIN", on_date=DAY), *wrong]))
    evidence = Evidence(rules=book(), facts=facts, dates=Dates.on(DAY))
    with pytest.raises(BadInput) as refused:
        run(Question(AGENDA, {"meeting": "M1"}, "May they?", Dates.on(DAY)), evidence)
    assert [problem.what.split(":")[0] for problem in refused.value.problems] == ["item M1-2", "item M1-3"]
