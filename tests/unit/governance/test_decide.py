"""May we decide this: authority, interests, quorum, notice and duties in one answer, on a small board."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from tests.unit.governance.small_committee import DAY, ask, rows

from commonweal.answers import Dates, Verdict
from commonweal.answers.text import lines
from commonweal.governance.decide import can_decide, who_may_decide
from commonweal.governance.decide_inputs import read_item
from commonweal.governance.handbook import (
    AgendaItem,
    Appointment,
    Attendance,
    Body,
    Declaration,
    Function,
    Grant,
    Handbook,
    Interest,
    Meeting,
    Seat,
    Term,
)
from commonweal.law import book
from commonweal.organisations.periods import written
from commonweal.problems import BadInput


def verdicts(answer):
    return [reason.verdict for reason in answer.reasons]


def test_a_committee_within_its_limit_with_a_quorum_may_decide():
    answer = ask()
    assert answer.verdict is Verdict.PASS, answer.sentence
    assert answer.sentence == "Yes: Finance Committee may decide “Scanner”."
    assert answer.details["limit_pence"] == 50_000_000
    assert any("NHSA 2006 s.3" in source.cite() for source in answer.sources())


def test_above_the_limit_it_may_not_and_the_answer_says_who_may():
    answer = ask(amount="£500,000.01")
    assert answer.verdict is Verdict.FAIL
    assert verdicts(answer)[0] is Verdict.FAIL
    assert any("500,000" in cure for cure in answer.details["cures"])
    assert ask(amount="£500,000").verdict is Verdict.PASS


def test_a_limit_that_grows_with_a_population_nobody_knows_is_not_told():
    held = [replace(row, population=None) if isinstance(row, Body) and row.body == "FIN" else row for row in rows()]
    answer = ask(handbook=held)
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert any("population" in unknown.fact for unknown in answer.unknowns)


def test_who_has_a_financial_interest_leaves_and_may_break_the_quorum():
    stake = Interest(
        statement="I1", person="P3", kind="financial", counterparty="Wold Imaging Ltd", from_date=date(2024, 1, 1),
        declared_on=date(2024, 1, 1), description="Shareholder",
    )  # fmt: skip
    answer = ask(handbook=[*rows(), stake])
    assert answer.details["leave"] == ["P3"]
    assert any("Person 3 (P3) has declared a financial" in reason.sentence for reason in answer.reasons[1].walk())
    assert answer.verdict is Verdict.FAIL
    (cure,) = answer.details["cures"]
    assert cure.startswith("with one more non-executive member present it would be quorate")
    # Nobody else holds such a seat: to ask for one more is no help, and the answer says so.
    assert "no other member or deputy who is free to stay could make it so" in cure
    spare = [
        Seat(seat="F9", body="FIN", title="Non-executive", seat_class="non_executive", voting=True),
        Appointment(seat="F9", person="P5", from_date=date(2022, 7, 1)),
    ]
    answer = ask(handbook=[*rows(), stake, *spare])
    assert answer.details["cures"] == ["with one more non-executive member present it would be quorate"]
    assert any(
        "Person 3 (P3) is in the room and does not count" in reason.sentence for reason in answer.reasons[2].walk()
    )
    partner = replace(stake, person="P4")
    assert ask(handbook=[*rows(), partner]).verdict is Verdict.PASS


def test_an_interest_that_the_chair_has_to_rule_on_waits_for_the_ruling():
    friend = Interest(
        statement="I2", person="P4", kind="non_financial_personal", counterparty_code="8XW01",
        counterparty="Wold Imaging Limited", from_date=date(2024, 1, 1), declared_on=date(2024, 1, 1),
    )  # fmt: skip
    held = [*rows(), friend]
    assert ask(handbook=held).verdict is Verdict.NEEDS_JUDGEMENT
    ruled = ask(handbook=held, rulings=[{"person": "P4", "action": "stayed_without_vote", "reason": "remote"}])
    assert ruled.verdict is Verdict.PASS
    assert ruled.details["leave"] == ["P4"]
    assert [(each.decided, each.by_role) for each in ruled.judgements] == [("stayed without vote", "chair")]


def own_stake(**more):
    told = {"statement": "I1", "person": "P4", "kind": "financial", "counterparty": "Wold Imaging Ltd",
            "from_date": date(2024, 1, 1), "declared_on": date(2024, 1, 1)}  # fmt: skip
    return Interest(**told | more)


def test_no_ruling_lets_somebody_vote_on_a_financial_interest_of_their_own():
    """The same as the check of the handbook by the rule on exclusions says, with its source."""
    voted = [{"person": "P4", "action": "stayed_and_voted", "reason": "the interest is small"}]
    answer = ask(handbook=[*rows(), own_stake()], rulings=voted)
    assert answer.verdict is Verdict.FAIL
    assert "1 person with a financial interest of their own" in answer.sentence
    (told,) = [each for each in answer.reasons[1].walk() if "The chair ruled: stayed and voted" in each.sentence]
    assert (told.verdict, told.personal) == (Verdict.FAIL, True)
    rule = book().look_up("governance.D10", rules_on=DAY, known_at=Dates.on(DAY).known_at)
    assert told.sources == (rule.source,)
    assert any("take the vote without" in each for each in answer.details["cures"])
    excluded = [{"person": "P4", "action": "excluded", "reason": ""}]
    for handbook, ruled in (
        ([*rows(), own_stake()], excluded),
        ([*rows(), own_stake(kind="non_financial_professional")], voted),
        ([*rows(), own_stake(kind="indirect", held_by="spouse")], voted),
    ):
        assert ask(handbook=handbook, rulings=ruled).verdict is Verdict.PASS


@pytest.mark.parametrize(("parties", "otherwise"), [(("none",), Verdict.PASS), ((), Verdict.INSUFFICIENT_DATA)])
def test_an_own_interest_declared_in_the_item_bars_the_vote_though_no_counterparty_is_matched(parties, otherwise):
    meeting = Meeting(meeting="M1", body="FIN", on_date=DAY, papers_on=date(2026, 4, 1))
    item = AgendaItem(item="M1-1", meeting="M1", title="Scanner", function="buy", amount_pence=40_000_000,
                      counterparties=parties)  # fmt: skip
    said = Declaration(item="M1-1", person="P3", statement="I1", action="stayed_and_voted")
    there = [Attendance(meeting="M1", person=person) for person in ("P2", "P3", "P4")]
    for kind, verdict in (("financial", Verdict.FAIL), ("non_financial_personal", otherwise)):
        held = [*rows(), own_stake(person="P3", kind=kind), meeting, item, said, *there]
        asked = read_item({"item": "M1-1"})
        assert can_decide(asked, handbook=Handbook.of(held), dates=Dates.on(DAY)).verdict is verdict


def test_counterparties_that_nobody_named_are_not_taken_for_none():
    assert ask(counterparties=None).verdict is Verdict.INSUFFICIENT_DATA
    assert ask(counterparties=[]).verdict is Verdict.PASS


@pytest.mark.parametrize("lost", ["function", "present", "amount"])
def test_what_is_missing_never_passes(lost):
    item = {
        "title": "Scanner", "body": "FIN", "function": "buy", "amount": "£400,000", "counterparties": [],
        "present": ["P2", "P3"],
    }  # fmt: skip
    del item[lost]
    answer = can_decide(read_item(item), handbook=Handbook.of(rows()), dates=Dates.on(DAY))
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert answer.unknowns


def test_a_quorum_that_no_clause_sets_is_not_told():
    held = [row for row in rows() if not (isinstance(row, Term) and row.term == "quorum")]
    answer = ask(handbook=held)
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert any("quorum" in unknown.fact for unknown in answer.unknowns)


def test_a_term_has_no_effect_before_its_approval():
    late = [
        replace(row, approved_on=date(2026, 6, 1)) if isinstance(row, Term) and row.term == "quorum" else row
        for row in rows()
    ]
    assert ask(handbook=late).verdict is Verdict.INSUFFICIENT_DATA


def agenda(**more):
    meeting = Meeting(meeting="M1", body="FIN", on_date=DAY, starts="09:30", ends="12:00", **more)
    item = AgendaItem(
        item="M1-1", meeting="M1", number="1", title="Scanner", for_decision=True, function="buy",
        amount_pence=40_000_000, counterparties=("8XW01",), starts="10:00", ends="10:30",
    )  # fmt: skip
    came = [Attendance(meeting="M1", person=person) for person in ("P2", "P3")]
    return [*rows(), meeting, item, *came]


def test_a_quorum_lost_half_way_through_an_item_is_lost():
    held = agenda(papers_on=date(2026, 4, 29))
    whole = can_decide(read_item({"item": "M1-1"}), handbook=Handbook.of(held), dates=Dates.on(DAY))
    assert whole.verdict is Verdict.PASS, whole.sentence
    gone = [replace(row, left="10:15") if isinstance(row, Attendance) and row.person == "P3" else row for row in held]
    answer = can_decide(read_item({"item": "M1-1"}), handbook=Handbook.of(gone), dates=Dates.on(DAY))
    assert answer.verdict is Verdict.FAIL
    assert "10:15" in answer.sentence
    assert [row["time"] for row in answer.details["quorum_clock"]] == ["10:00", "10:15"]
    # One who leaves as the item ends has been there for all of it.
    after = [replace(row, left="10:30") if isinstance(row, Attendance) and row.person == "P3" else row for row in held]
    assert can_decide(read_item({"item": "M1-1"}), handbook=Handbook.of(after), dates=Dates.on(DAY)).verdict is (
        Verdict.PASS
    )


def test_an_item_without_times_is_told_only_where_the_times_do_not_matter():
    held = [replace(row, starts=None, ends=None) if isinstance(row, AgendaItem) else row for row in agenda()]
    stayed = can_decide(read_item({"item": "M1-1"}), handbook=Handbook.of(held), dates=Dates.on(DAY))
    assert stayed.verdict is Verdict.PASS, stayed.sentence
    gone = [replace(row, left="11:00") if isinstance(row, Attendance) and row.person == "P3" else row for row in held]
    answer = can_decide(read_item({"item": "M1-1"}), handbook=Handbook.of(gone), dates=Dates.on(DAY))
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert any("agenda_items.starts" in unknown.fact for unknown in answer.unknowns)


def test_papers_late_by_one_working_day_are_told_and_do_not_bar_the_decision():
    # The first Monday in May is a bank holiday: five working days before 7 May is 29 April.
    late = can_decide(
        read_item({"item": "M1-1"}),
        handbook=Handbook.of(agenda(papers_on=date(2026, 4, 30))),
        dates=Dates.on(DAY),
    )
    assert late.verdict is Verdict.PASS
    assert late.sentence.endswith("though the papers went out 1 working day late.")
    section = late.reasons[3]
    assert section.verdict is Verdict.FAIL
    assert section.sentence == "The papers went out 1 working day late, which does not bar the decision."


def test_days_stand_in_sentences_as_people_write_them():
    ruled = [{"person": "P4", "action": "excluded", "reason": ""}]
    answer = ask(rulings=ruled, papers_on="2026-04-20")
    told = [each.sentence for reason in answer.reasons for each in reason.walk()]
    assert any("that was on 20 April 2026" in each for each in told)
    assert not [each for each in told if re.search(r"\b\d{4}-\d\d-\d\d\b", each)]
    assert any(f"Judged by the chair on {written(DAY)}:" in line for line in lines(answer))


def test_papers_of_which_the_day_is_not_known_are_told_and_do_not_read_as_in_time():
    answer = can_decide(read_item({"item": "M1-1"}), handbook=Handbook.of(agenda()), dates=Dates.on(DAY))
    assert answer.verdict is Verdict.PASS
    assert answer.sentence.endswith("though it is not known when the papers went out.")
    assert answer.reasons[3].verdict is Verdict.INSUFFICIENT_DATA
    assert any(unknown.fact == "meetings.papers_on of M1" for unknown in answer.unknowns)


def notice_of(days, given, **more):
    """The same item with a notice period of the committee's own."""
    term = Term(body="FIN", term="notice_period", value=days, from_date=date(2022, 7, 1), clause="5.1")
    held = agenda(papers_on=date(2026, 4, 29), notice_on=given, **more)
    return can_decide(read_item({"item": "M1-1"}), handbook=Handbook.of([*held, term]), dates=Dates.on(DAY))


def test_notice_binds_and_a_day_of_notice_that_nobody_knows_never_passes():
    assert notice_of("3 clear days", date(2026, 5, 3)).verdict is Verdict.PASS
    late = notice_of("3 clear days", date(2026, 5, 4))
    assert late.verdict is Verdict.FAIL
    assert "Public notice was given 1 day late. Ratify it" in late.sentence
    for days, given in (("3 clear days", None), ("a good while", date(2026, 5, 3))):
        open_ = notice_of(days, given)
        assert open_.verdict is Verdict.INSUFFICIENT_DATA
        assert open_.reasons[3].verdict is Verdict.INSUFFICIENT_DATA
        assert open_.unknowns


def test_a_board_that_meets_in_public_owes_the_notice_of_the_act_though_no_term_says_so():
    meeting = Meeting(meeting="M2", body="QWM", on_date=DAY, open_to_public=True)
    given = read_item(
        {"title": "Scanner", "meeting": "M2", "function": "buy", "amount": 0, "counterparties": [], "present": ["P1"]}
    )
    answer = can_decide(given, handbook=Handbook.of([*rows(), meeting]), dates=Dates.on(DAY))
    assert answer.reasons[3].verdict is Verdict.INSUFFICIENT_DATA
    assert "3 clear days" in answer.reasons[3].children[0].sentence
    private = replace(meeting, open_to_public=False)
    answer = can_decide(given, handbook=Handbook.of([*rows(), private]), dates=Dates.on(DAY))
    # No public notice is due of a private meeting; when its papers are due is an open term that nobody filled.
    assert [each.verdict for each in answer.reasons[3].children] == [Verdict.NOT_APPLICABLE, Verdict.INSUFFICIENT_DATA]


def test_what_was_considered_is_held_against_the_duties():
    topics = {row["topic"]: "Considered in the paper." for row in ask().details["record"]}
    assert {"wellbeing", "quality", "resources", "inequalities"} <= set(topics)
    said = {"individual_patient": False, "changes_services": False}
    assert ask(considered=topics, **said).verdict is Verdict.PASS
    assert ask(considered=topics | {"quality": " "}, **said).verdict is Verdict.FAIL
    assert ask(considered=topics).verdict is Verdict.INSUFFICIENT_DATA
    # A decision about one person's services is spared the triple aim, and only that.
    rest = {topic: text for topic, text in topics.items() if topic not in ("wellbeing", "quality", "resources")}
    assert ask(considered=rest, individual_patient=True, changes_services=False).verdict is Verdict.PASS


def test_who_may_decide_names_the_committee_and_the_board():
    given = read_item({"title": "Scanner", "body": "QWM", "function": "buy", "amount": "£400,000"})
    answer = who_may_decide(given, handbook=Handbook.of(rows()), dates=Dates.on(DAY))
    assert answer.verdict is Verdict.PASS
    assert "Finance Committee" in answer.sentence
    assert "Wold and Mere ICB" in answer.sentence
    above = read_item({"title": "Scanner", "body": "QWM", "function": "buy", "amount": "£4,000,000"})
    answer = who_may_decide(above, handbook=Handbook.of(rows()), dates=Dates.on(DAY))
    assert "Finance Committee" not in answer.sentence


def who(function="buy", *, handbook=None, **more):
    given = read_item({"title": "Scanner", "body": "QWM", "function": function} | more)
    return who_may_decide(given, handbook=Handbook.of(handbook or rows()), dates=Dates.on(DAY))


def test_who_may_decide_refuses_a_function_that_the_handbook_lacks():
    with pytest.raises(BadInput, match="nosuch"):
        who("nosuch")


def without(*kinds):
    return [row for row in rows() if not isinstance(row, kinds)]


def test_who_may_decide_is_not_told_from_a_handbook_without_functions_or_grants():
    answer = who(handbook=without(Function, Grant))
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert [unknown.fact for unknown in answer.unknowns] == ["functions.function of buy"]
    nobody = [replace(row, holder="") if isinstance(row, Function) else row for row in without(Grant)]
    answer = who(handbook=nobody)
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert {unknown.fact for unknown in answer.unknowns} == {"functions.holder of buy", "grants.grant"}
    # The holder in law needs no grant.
    assert who(handbook=without(Grant)).sentence == "These may decide it: Wold and Mere ICB."


def test_where_every_chain_is_broken_nobody_may_decide_and_each_says_why():
    closed = [replace(row, to_date=date(2026, 3, 31)) if isinstance(row, Function) else row for row in rows()]
    answer = who(handbook=closed)
    assert answer.verdict is Verdict.FAIL
    assert "was there no more" in " ".join(each.sentence for reason in answer.reasons for each in reason.walk())


def test_may_we_decide_is_not_told_from_a_handbook_without_functions():
    answer = ask(handbook=without(Function, Grant))
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert any("functions.function" in unknown.fact for unknown in answer.unknowns)


def test_an_item_function_or_meeting_that_the_handbook_lacks_is_named():
    for given in ({"item": "nosuch"}, {"title": "x", "meeting": "nosuch"}):
        with pytest.raises(BadInput, match="nosuch"):
            can_decide(read_item(given), handbook=Handbook.of(rows()), dates=Dates.on(DAY))
    with pytest.raises(BadInput, match="nosuch"):
        ask(function="nosuch")


def test_an_interest_that_ended_lately_is_told_and_bars_nobody():
    gone = Interest(
        statement="I3", person="P3", kind="financial", counterparty="Wold Imaging Ltd", from_date=date(2024, 1, 1),
        to_date=date(2026, 2, 1), declared_on=date(2024, 1, 1), description="Shareholder",
    )  # fmt: skip
    answer = ask(handbook=[*rows(), gone])
    assert answer.verdict is Verdict.PASS
    assert answer.details["leave"] == []
    assert any("It has ended" in each.sentence for reason in answer.reasons for each in reason.walk())
