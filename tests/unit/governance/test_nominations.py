"""The nomination of a partner member: who might nominate, which votes count, who has the most, and what came after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commonweal.answers import Dates, Evidence, Question, Verdict, run
from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.governance.handbook import (
    Appointment,
    Ballot,
    BallotVote,
    Body,
    Clause,
    Document,
    Handbook,
    HandbookFacts,
    Nomination,
    Partner,
    Person,
    Seat,
)
from commonweal.governance.nominations import CALCULATION
from commonweal.law import book
from commonweal.problems import BadInput

START, OPENED, CAST, CLOSED = date(2022, 7, 1), date(2026, 1, 5), date(2026, 1, 20), date(2026, 1, 30)
APPROVED, APPOINTED, ON = date(2026, 2, 6), date(2026, 2, 9), date(2026, 5, 1)
PRACTICES = ("G1", "G2", "G3", "G4", "G5")
PASS, FAIL, LACKS = Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA
YET, JUDGE, APART = Verdict.NOT_YET_DUE, Verdict.NEEDS_JUDGEMENT, Verdict.NOT_APPLICABLE


def rows():
    """Five practices; P1 is put forward by two of them and has three votes, P2 has one; one practice does not vote."""
    built = [
        Body(body="QWM", name="Wold and Mere ICB", kind="icb", from_date=START),
        Seat(seat="S1", body="QWM", title="GP", seat_class="partner", nominated_by="primary_medical_providers",
             from_date=START),
        Document(document="C", body="QWM", kind="constitution", from_date=START),
        Clause(document="C", clause="3.5", topic="nomination_process", stated=True),
        Ballot(ballot="B1", seat="S1", nominators="primary_medical_providers", opened_on=OPENED, closed_on=CLOSED,
               process_followed=True, nominated="P1", chair_approved_on=APPROVED),
        Nomination(ballot="B1", person="P1", nominated_by="G1"),
        Nomination(ballot="B1", person="P1", nominated_by="G2"),
        Nomination(ballot="B1", person="P2", nominated_by="G3"),
        Appointment(seat="S1", person="P1", nomination="B1", appointed_on=APPOINTED, from_date=APPOINTED),
    ]  # fmt: skip
    for practice, person in zip(PRACTICES, ("P1", "P1", "P2", "P1", ""), strict=True):
        built.append(Body(body=practice, name=f"Surgery {practice}", kind="practice", from_date=START))
        built.append(Partner(icb="QWM", body=practice, serves_area=True, may_nominate=True, from_date=START))
        built.append(BallotVote(ballot="B1", body=practice, for_person=person, cast_on=CAST if person else None))
    return built


def changed(table, change, **where):
    """The rows with some of a table changed; a change of None takes them out."""
    found = []
    for row in rows():
        if isinstance(row, table) and all(getattr(row, name) == value for name, value in where.items()):
            if change is not None:
                found.append(replace(row, **change))
        else:
            found.append(row)
    return found


def asked(held, *, on=ON, ballot="B1", overlays=()):
    handbook = held if isinstance(held, Handbook) else Handbook.of(held)
    question = Question(CALCULATION, {"ballot": ballot}, "Was it?", Dates.on(on))
    return run(question, Evidence(rules=book(overlays), facts=HandbookFacts(handbook), dates=question.dates))


def told(answer):
    return " ".join(reason.sentence for reason in answer.reasons)


def vote(body, person="P2", cast=CAST):
    return BallotVote(ballot="B1", body=body, for_person=person, cast_on=cast)


def test_a_nomination_in_order_passes_and_says_who_did_not_vote():
    answer = asked(rows())
    assert answer.verdict is PASS
    assert answer.details["tally"] == {"P1": 3, "P2": 1}
    assert answer.details["did_not_vote"] == ["G5"]
    assert "Surgery G5 did not vote" in told(answer)
    assert "P1 by Surgery G1 and Surgery G2; P2 by Surgery G3" in told(answer)
    assert {source.at for reason in answer.reasons for source in reason.sources} >= {
        "Schedule 1B, paragraph 8(2)(b)",
        "Schedule 1B, paragraph 8(3) and (4)",
    }


@pytest.mark.parametrize(
    ("table", "change", "where"),
    [
        (Ballot, {"opened_on": None}, {}),
        (Ballot, {"closed_on": None}, {}),
        (Ballot, {"process_followed": None}, {}),
        (Ballot, {"nominated": ""}, {}),
        (Ballot, {"chair_approved_on": None}, {}),
        (Nomination, None, {}),
        (BallotVote, None, {}),
        (BallotVote, None, {"body": "G5"}),
        (BallotVote, {"cast_on": None}, {"body": "G1"}),
        (Partner, None, {}),
        (Partner, {"serves_area": None}, {"body": "G4"}),
        (Partner, {"may_nominate": None}, {"body": "G1"}),
        (Body, None, {"body": "G2"}),
        (Body, {"kind": ""}, {"body": "G2"}),
        (BallotVote, {"for_person": ""}, {"body": "G1"}),
        (Body, None, {"body": "QWM"}),
        (Seat, None, {}),
        (Seat, {"nominated_by": ""}, {}),
        (Clause, {"stated": None}, {}),
        (Document, None, {}),
        (Appointment, None, {}),
        (Appointment, {"appointed_on": None}, {}),
        (Appointment, {"from_date": None}, {}),
    ],
)
def test_what_is_missing_never_passes(table, change, where):
    answer = asked(changed(table, change, **where))
    assert answer.verdict is LACKS
    assert answer.unknowns


@pytest.mark.parametrize(
    ("table", "change", "words"),
    [
        (Ballot, {"process_followed": False}, "was not followed"),
        (Ballot, {"nominated": "P2"}, "P1 has the most votes"),
        (Ballot, {"nominated": "P9"}, "whom nobody entitled to nominate had named"),
        (Ballot, {"chair_approved_on": date(2026, 1, 29)}, "before the vote closed"),
        (Ballot, {"closed_on": date(2026, 1, 1)}, "opened only on"),
        (Ballot, {"seat": "S1", "nominators": "trusts"}, "this ballot was of others"),
        (Clause, {"stated": False}, "does not set out how partner members are nominated"),
        (Appointment, {"appointed_on": date(2026, 2, 5)}, "before the chair approved"),
        (Appointment, {"from_date": date(2026, 2, 1)}, "before the chair approved"),
        (Appointment, {"person": "P2"}, "the ballot put forward P1"),
        (Appointment, {"seat": "S2"}, "which was for S1"),
    ],
)
def test_what_is_wrong_fails(table, change, words):
    answer = asked(changed(table, change))
    assert answer.verdict is FAIL
    assert words in told(answer)


def test_an_approval_on_the_day_of_the_close_is_for_a_person_to_judge():
    assert asked(changed(Ballot, {"chair_approved_on": CLOSED})).verdict is JUDGE


def test_a_tie_is_told_and_is_for_a_person_to_judge():
    answer = asked(changed(BallotVote, {"for_person": "P2"}, body="G4"))
    assert answer.verdict is JUDGE
    assert answer.details["tied"]
    assert "P1 and P2 are tied with 2 votes each" in told(answer)


def test_a_tie_of_one_vote_each_is_told_in_the_singular():
    silent = {"for_person": "", "cast_on": None}
    held = [
        replace(row, **silent) if isinstance(row, BallotVote) and row.body in ("G2", "G4", "G5") else row
        for row in rows()
    ]
    assert "P1 and P2 are tied with 1 vote each" in told(asked(held))


def test_why_a_nomination_failed_is_told_by_what_mends_it_where_the_reason_names_somebody():
    lost = [
        replace(row, for_person="P2") if isinstance(row, BallotVote) and row.body in ("G1", "G2") else row
        for row in rows()
    ]
    answer = asked(lost)
    assert answer.verdict is FAIL
    assert answer.sentence.endswith("To mend it: put forward the person with the most votes, or hold the ballot again.")


def test_an_uncontested_nomination_needs_no_vote():
    held = [row for row in changed(BallotVote, None) if not (isinstance(row, Nomination) and row.person == "P2")]
    answer = asked(held)
    assert answer.verdict is PASS
    assert "uncontested" in told(answer)
    assert "stood unopposed" in told(answer)


def test_a_practice_that_closed_during_the_ballot_keeps_the_vote_it_cast_before():
    shut = changed(Body, {"to_date": date(2026, 1, 25)}, body="G4")
    answer = asked(shut)
    assert answer.verdict is PASS
    assert answer.details["tally"] == {"P1": 3, "P2": 1}
    assert "G4" not in answer.details["may_vote"]
    assert "Surgery G4 might vote on the day of the vote, and no longer on 30 January 2026" in told(answer)


def test_a_vote_of_a_practice_that_had_closed_by_then_is_not_counted():
    answer = asked(changed(Body, {"to_date": date(2026, 1, 10)}, body="G4"))
    assert answer.details["tally"] == {"P1": 2, "P2": 1}
    assert "Surgery G4 did not exist on 20 January 2026: not counted" in told(answer)


def test_a_network_cannot_vote_for_its_practices():
    network = [
        Body(body="N1", name="Mere Network", kind="pcn", from_date=START),
        Partner(icb="QWM", body="N1", serves_area=True, may_nominate=True, from_date=START),
        vote("N1"),
    ]
    answer = asked(rows() + network)
    assert answer.verdict is PASS
    assert answer.details["tally"] == {"P1": 3, "P2": 1}
    assert "Mere Network is a network, and votes for no practice" in told(answer)


def test_a_body_that_may_not_nominate_has_no_vote():
    answer = asked(changed(Partner, {"may_nominate": False}, body="G3"))
    assert answer.details["tally"] == {"P1": 3}
    assert "Surgery G3 may not take part in nominating" in told(answer)
    assert answer.verdict is PASS


def test_a_person_whom_only_an_ineligible_body_named_was_not_put_forward():
    held = changed(Partner, {"may_nominate": False}, body="G1")
    held = [row for row in held if not (isinstance(row, Nomination) and row.nominated_by == "G2")]
    answer = asked(held)
    assert answer.verdict is FAIL
    assert "So P1 was not put forward" in told(answer)


def test_a_vote_for_somebody_whom_nobody_named_is_not_counted():
    answer = asked(changed(BallotVote, {"for_person": "P7"}, body="G4"))
    assert answer.details["tally"] == {"P1": 2, "P2": 1}
    assert "voted for P7, whom nobody entitled to put forward" in told(answer)


def test_a_vote_outside_the_ballot_is_not_counted():
    answer = asked(changed(BallotVote, {"cast_on": date(2026, 2, 1)}, body="G4"))
    assert answer.details["tally"] == {"P1": 2, "P2": 1}
    assert "outside the ballot" in told(answer)


def test_a_body_has_one_vote_however_often_it_is_recorded():
    assert asked([*rows(), vote("G1", "P1")]).details["tally"] == {"P1": 3, "P2": 1}
    answer = asked([*rows(), vote("G1", "P2")])
    assert answer.verdict is LACKS
    assert answer.details["tally"] == {"P1": 2, "P2": 1}


def test_a_partner_under_two_councils_is_one_partner():
    """One trust or practice that two rows tell of, one for each council's area, votes once where the rows agree."""
    second = Partner(icb="QWM", body="G1", serves_area=True, may_nominate=True, from_date=date(2023, 4, 1))
    answer = asked([*rows(), second])
    assert answer.verdict is PASS
    assert len(answer.details["may_vote"]) == len(PRACTICES)
    assert asked([*rows(), replace(second, may_nominate=False)]).verdict is LACKS


def test_two_councils_put_forward_one_person_who_is_one_candidate():
    councils = [row for row in rows() if not isinstance(row, Body | Partner) or row.body not in PRACTICES]
    held = [
        replace(row, nominators="local_authorities")
        if isinstance(row, Ballot)
        else replace(row, nominated_by="local_authorities")
        if isinstance(row, Seat)
        else row
        for row in councils
    ]
    for body in PRACTICES:
        held.append(Body(body=body, name=f"Council {body}", kind="council", from_date=START))
        held.append(Partner(icb="QWM", body=body, serves_area=True, may_nominate=True, from_date=START))
    answer = asked(held)
    assert answer.verdict is PASS
    assert answer.details["tally"] == {"P1": 3, "P2": 1}


def test_missing_votes_that_cannot_decide_leave_the_winner():
    """One vote of five is not known and P1 leads by two: the count stands, and the record still lacks a fact."""
    answer = asked(changed(BallotVote, None, body="G5"))
    verdicts = [reason.verdict for reason in answer.reasons if "has the most votes" in reason.sentence]
    assert verdicts == [PASS]
    assert answer.verdict is LACKS


def test_a_ballot_that_is_open_is_not_yet_due():
    early = changed(Ballot, {"nominated": "", "process_followed": None, "chair_approved_on": None})
    held = [row for row in early if not isinstance(row, Appointment)]
    answer = asked(held, on=date(2026, 1, 21))
    assert answer.verdict is YET
    assert "4 voted so far" in told(answer)
    assert asked(held, on=date(2026, 1, 2)).verdict is YET


def test_a_seat_elsewhere_is_not_reached():
    other = changed(Seat, {"body": "GPB"})
    answer = asked([*other, Body(body="GPB", name="Provider Board", kind="gp_provider_board")])
    assert answer.verdict is APART


def test_mayors_nominate_only_under_the_reform():
    held = [replace(row, nominators="strategic_authorities") if isinstance(row, Ballot) else row for row in rows()]
    assert asked(held).verdict is APART
    assert asked(held, overlays=("health-bill-2026",)).verdict is FAIL


@pytest.mark.parametrize("ballot", ["", "NO-SUCH", None, 7])
def test_a_ballot_that_is_not_there_is_refused(ballot):
    with pytest.raises(BadInput):
        asked(rows(), ballot=ballot)


@pytest.mark.parametrize("ballot", ["TRUSTS-2025", "MIND-2025", "GP-2024", "COUNCILS-2024", "PUBLIC-HEALTH-2024"])
def test_the_ballots_of_the_demonstration_are_in_order(ballot):
    assert asked(wealdmarch_handbook(), ballot=f"BALLOT-{ballot}").verdict is PASS


def test_people_are_named_as_the_register_names_them_and_such_sentences_are_marked_personal():
    people = [Person(person="P1", name="The first doctor"), Person(person="P2", name="The second doctor")]
    answer = asked([*rows(), *people])
    assert "Put forward: The first doctor by Surgery G1 and Surgery G2; The second doctor by Surgery G3" in told(answer)
    assert "The first doctor was appointed to S1" in told(answer)
    assert not [reason.sentence for reason in answer.reasons if "P1" in reason.sentence]
    for reason in answer.reasons:
        assert reason.personal == ("doctor" in reason.sentence), reason.sentence
    wrong = asked([*changed(Ballot, {"nominated": "P2"}), *people])
    assert wrong.verdict is FAIL
    assert "doctor" not in wrong.sentence
