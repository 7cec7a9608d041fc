"""The chain of authority: each link that may break, each fact that may be missing, and what the sentence teaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.governance.authority_rows import (
    AGREEMENT,
    BASE,
    BEGAN,
    ON,
    PARAGRAPH_11,
    S65Z5,
    S65Z6,
    S75,
    ask,
    body,
    changed,
    direction,
    grant,
)  # fmt: skip

from commonweal.answers import Verdict
from commonweal.governance.authority import find_chain, holders
from commonweal.governance.handbook import (
    Appointment,
    Body,
    Employment,
    Function,
    Handbook,
    Person,
    Records,
    Seat,
    Succession,
    Term,
    Transfer,
)  # fmt: skip
from commonweal.problems import BadInput

PASS, FAIL, UNKNOWN = Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA
G1 = grant("G1", "QWM", "FINANCE")
G2 = grant("G2", "FINANCE", "PANEL", under="G1")
IN = grant("IN", "NHSE", "QWM", function="gp_contracts", route=AGREEMENT)
ONWARD = grant("ON", "QWM", "NORTH", function="gp_contracts", under="IN")


def told(chain):
    return " ".join(step.sentence for step in chain.steps)


def lacking(chain):
    return [unknown.fact for unknown in chain.unknowns]


def test_the_holder_in_law_needs_no_grant():
    chain = ask([], "QWM", amount_pence=10**12)
    assert chain.verdict is PASS
    assert chain.limit_pence is None
    assert chain.limit_known
    assert chain.steps[-1].kind == "function"
    assert chain.steps[-1].source.title == "NHSA 2006 s.3"


def test_a_chain_goes_from_the_decider_up_to_the_provision():
    chain = ask([G1, G2], "PANEL")
    assert chain.verdict is PASS
    assert [(step.kind, step.id) for step in chain.steps] == [
        ("decider", "PANEL"), ("grant", "G2"), ("grant", "G1"), ("function", "community"),
    ]  # fmt: skip


def test_what_nhs_england_delegates_passes_on_to_a_place():
    chain = ask([IN, ONWARD], "NORTH", function="gp_contracts")
    assert chain.verdict is PASS
    assert [step.id for step in chain.steps] == ["NORTH", "ON", "IN", "gp_contracts"]


@pytest.mark.parametrize(
    ("columns", "verdict", "words"),
    [
        ({"from_date": date(2026, 5, 2)}, FAIL, "begins only on 2 May 2026"),
        ({"to_date": date(2026, 4, 30)}, FAIL, "ended on 30 April 2026"),
        ({"to_date": ON}, PASS, ""),
        ({"from_date": ON}, PASS, ""),
        ({"from_date": None}, UNKNOWN, "since when"),
        ({"decides": None}, UNKNOWN, "decides or only advises"),
        ({"decides": False}, FAIL, "only advises"),
        ({"route": S65Z5}, FAIL, "does not let"),
        ({"route": "contract"}, FAIL, "contract"),
        ({"to_body": "RTX"}, FAIL, "does not let"),
        ({"approved_in_writing_on": date(2026, 6, 1)}, FAIL, "approved in writing only on 1 June 2026"),
        ({"to_body": ""}, FAIL, "No grant gives"),
        ({"from_body": "RTX"}, FAIL, "neither in law nor by a grant"),
        ({"under": "NONE"}, FAIL, "passes on NONE"),
    ],
)
def test_a_link_holds_only_where_its_facts_do(columns, verdict, words):
    chain = ask([replace(G1, **columns)], columns.get("to_body") or "FINANCE")
    assert chain.verdict is verdict
    assert words in told(chain)


@pytest.mark.parametrize(
    ("giver", "taker", "route", "verdict"),
    [
        ("QWM", "FINANCE", PARAGRAPH_11, PASS),
        ("QWM", "NORTH", PARAGRAPH_11, PASS),
        ("QWM", "RTX", PARAGRAPH_11, FAIL),
        ("QWM", "E10", PARAGRAPH_11, FAIL),
        ("QWM", "JOINT", PARAGRAPH_11, FAIL),
        ("QWM", "RTX", S65Z5, PASS),
        ("QWM", "E10", S65Z5, PASS),
        ("QWM", "CA1", S65Z5, PASS),
        ("QWM", "PCN1", S65Z5, FAIL),
        ("QWM", "FINANCE", S65Z5, FAIL),
        ("QWM", "JOINT", S65Z6, PASS),
        ("QWM", "RTX", S65Z6, FAIL),
        ("QWM", "E10", S75, PASS),
        ("QWM", "RTX", S75, FAIL),
        ("QWM", "PCN1", "contract", FAIL),
        ("QWM", "FORUM", PARAGRAPH_11, FAIL),
        ("QWM", "CLUSTER", S65Z6, FAIL),
        ("QWM", "COMMON", S65Z6, FAIL),
    ],
)
def test_each_route_reaches_only_its_own_kinds_of_body(giver, taker, route, verdict):
    assert ask([grant("G", giver, taker, route=route)], taker).verdict is verdict


@pytest.mark.parametrize("gathering", ["FORUM", "CLUSTER", "COMMON"])
def test_a_gathering_without_power_decides_nothing_and_is_told_who_may(gathering):
    chain = ask([G1], gathering)
    assert chain.verdict is FAIL
    assert any("may decide it" in cure and "FINANCE" in cure for cure in chain.cures)


def test_a_delegation_inside_the_board_before_the_boards_existed_is_none():
    rows = [replace(row, from_date=date(2020, 1, 1)) for row in (*BASE, G1) if hasattr(row, "from_date")]
    chain = ask(rows, "FINANCE", base=(), on=date(2021, 5, 1))
    assert chain.verdict is FAIL
    assert "was not in force on 1 May 2021" in told(chain)


@pytest.mark.parametrize(("allowed", "verdict"), [(True, PASS), (False, FAIL), (None, UNKNOWN)])
def test_a_function_is_passed_on_only_where_every_grant_above_allows_it(allowed, verdict):
    chain = ask([replace(G1, onward_allowed=allowed), G2], "PANEL")
    assert chain.verdict is verdict
    assert (lacking(chain) == ["grants.onward_allowed of G1"]) == (allowed is None)
    assert ask([replace(G1, onward_allowed=allowed)], "FINANCE").verdict is PASS


def test_a_grant_does_not_outlive_its_source():
    chain = ask([replace(G1, to_date=date(2026, 3, 31)), G2], "PANEL")
    assert chain.verdict is FAIL
    assert "G1 ended on 31 March 2026" in told(chain)


@pytest.mark.parametrize(
    ("column", "route", "taker"), [("delegable", PARAGRAPH_11, "FINANCE"), ("jointly_exercisable", S65Z6, "JOINT")]
)
@pytest.mark.parametrize(("value", "verdict"), [(True, PASS), (False, FAIL), (None, UNKNOWN)])
def test_a_function_passes_only_where_it_may(column, route, taker, value, verdict):
    chain = ask([grant("G", "QWM", taker, route=route)], taker, base=changed("community", **{column: value}))
    assert chain.verdict is verdict


def test_a_grant_of_a_wider_function_gives_its_parts_and_not_the_other_way_round():
    assert ask([G1], "FINANCE", function="beds").verdict is PASS
    assert ask([replace(G1, function="beds")], "FINANCE").verdict is FAIL
    narrow, wide = replace(G1, function="beds"), replace(G2, function="community")
    assert ask([narrow, wide], "PANEL", function="beds").verdict is FAIL
    assert ask([narrow, replace(G2, function="beds")], "PANEL", function="beds").verdict is PASS


@pytest.mark.parametrize(
    ("place", "verdict"), [("NORTH", PASS), ("SOUTH", FAIL), ("", UNKNOWN), ("NORTH-A", PASS), ("NOWHERE", FAIL)]
)
def test_a_grant_for_one_place_gives_nothing_elsewhere(place, verdict):
    rows = [grant("G", "QWM", "NORTH", place="NORTH"), body("NORTH-A", "pcn", parent="NORTH")]
    assert ask(rows, "NORTH", place=place).verdict is verdict


@pytest.mark.parametrize(
    ("limits", "amount", "verdict", "least"),
    [
        (("£500,000", "£1m"), 50_000_000, PASS, 50_000_000),
        (("£500,000", "£1m"), 50_000_001, FAIL, 50_000_000),
        (("£2m", "£1m"), 150_000_000, FAIL, 100_000_000),
        (("no limit", "no limit"), 10**15, PASS, None),
        (("", "£1m"), 10**8, UNKNOWN, 10**8),
        (("", "£1m"), 10**8 + 1, FAIL, 10**8),
        (("", ""), 0, PASS, None),
        (("£1m", "£1m"), None, UNKNOWN, 10**8),
        (("no limit", "no limit"), None, PASS, None),
        (("ask the chair", "£1m"), 1, UNKNOWN, 10**8),
    ],
)
def test_the_least_limit_along_the_chain_binds(limits, amount, verdict, least):
    rows = [replace(G2, limit=limits[0]), replace(G1, limit=limits[1])]
    chain = ask(rows, "PANEL", amount_pence=amount)
    assert chain.verdict is verdict
    assert chain.limit_pence == least
    assert chain.route is PASS


def test_above_the_limit_the_sentence_says_up_to_what_and_who_may_decide_more():
    rows = [grant("N", "QWM", "NORTH", limit="£500,000"), replace(G1, limit="£2m")]
    chain = ask(rows, "NORTH", amount_pence=60_000_000)
    assert chain.verdict is FAIL
    assert chain.cures == (
        "The north (NORTH) may decide up to £500,000; above that: The finance (FINANCE) (up to £2,000,000), or The qwm "
        "(QWM).",
    )


def test_a_limit_grows_with_the_population_and_the_years():
    limit = grant("N", "QWM", "NORTH", limit="£100,000 per 100,000 population a year")
    assert ask([limit], "NORTH", amount_pence=50_000_000, years=2).verdict is PASS
    assert ask([limit], "NORTH", amount_pence=50_000_001, years=2).verdict is FAIL
    nobody = replace(limit, to_body="SOUTH")
    chain = ask([nobody], "SOUTH", amount_pence=1)
    assert chain.verdict is UNKNOWN
    assert lacking(chain) == ["bodies.population of SOUTH"]


def test_a_general_limit_of_the_holder_counts_from_its_approval():
    term = Term(
        body="QWM", term="money_limit", applies_to="FINANCE", value="£1m", approved_on=date(2026, 4, 1), from_date=BEGAN
    )
    blank = replace(G1, limit="")
    assert ask([blank, term], "FINANCE", amount_pence=10**8).verdict is PASS
    assert ask([blank, term], "FINANCE", amount_pence=10**8 + 1).verdict is FAIL
    assert ask([blank, replace(term, approved_on=None)], "FINANCE", amount_pence=1).verdict is UNKNOWN
    assert ask([blank, replace(term, approved_on=date(2026, 6, 1))], "FINANCE", amount_pence=1).verdict is UNKNOWN
    assert ask([replace(term, applies_to="QWM")], "QWM", amount_pence=10**8 + 1).verdict is FAIL


@pytest.mark.parametrize(
    ("columns", "board", "finance"),
    [
        ({}, PASS, PASS),
        ({"bars_exercise": True}, FAIL, FAIL),
        ({"bars_delegation": True}, PASS, FAIL),
        ({"bars_delegation": None}, PASS, UNKNOWN),
        ({"bars_exercise": None}, UNKNOWN, UNKNOWN),
        ({"bars_exercise": True, "to_date": date(2026, 4, 30)}, PASS, PASS),
        ({"bars_exercise": True, "from_date": date(2026, 5, 2)}, PASS, PASS),
        ({"bars_exercise": True, "from_date": None}, UNKNOWN, UNKNOWN),
        ({"bars_exercise": True, "functions": ()}, UNKNOWN, UNKNOWN),
        ({"bars_exercise": True, "functions": ("gp_contracts",)}, PASS, PASS),
    ],
)
def test_a_direction_bars_exercise_or_delegation(columns, board, finance):
    rows = [G1, direction("D1", **columns)]
    assert ask(rows, "QWM").verdict is board
    assert ask(rows, "FINANCE").verdict is finance
    assert ask(rows, "FINANCE", function="beds").verdict is finance


def test_a_direction_is_told_in_whole_sentences():
    assert "from exercising it." in told(ask([G1, direction("D1", bars_exercise=True)], "QWM"))
    assert "from delegating it." in told(ask([G1, direction("D1", bars_delegation=True)], "FINANCE"))


def test_a_suspended_grant_gives_nothing_while_the_direction_runs():
    held = replace(G1, suspended_by="D1")
    assert ask([held, direction("D1", functions=())], "FINANCE").verdict is FAIL
    assert ask([held, direction("D1", functions=(), to_date=date(2026, 4, 30))], "FINANCE").verdict is PASS
    assert ask([held], "FINANCE").verdict is UNKNOWN


def test_a_body_closed_or_not_yet_there_decides_nothing():
    closed = changed("FINANCE", to_date=date(2026, 4, 30))
    assert "closed on 30 April 2026" in told(ask([G1], "FINANCE", base=closed))
    assert ask([G1], "FINANCE", base=closed).verdict is FAIL
    assert ask([G1], "FINANCE", base=changed("FINANCE", from_date=date(2026, 6, 1))).verdict is FAIL
    assert ask([G1], "NOBODY").verdict is UNKNOWN


def test_a_committee_that_changed_its_name_keeps_its_grants():
    renamed = body("FINANCE", "committee", parent="QWM", name="Resources committee", from_date=date(2026, 1, 1))
    chain = ask([G1, renamed], "FINANCE", base=changed("FINANCE", to_date=date(2025, 12, 31)))
    assert chain.verdict is PASS
    assert "Resources committee (FINANCE)" in told(chain)


def test_a_committee_with_a_new_id_keeps_its_grants_through_its_succession():
    new = body("RESOURCES", "committee", parent="QWM", from_date=date(2026, 1, 1))
    passed = Succession(old_body="FINANCE", new_body="RESOURCES", on_date=date(2026, 1, 1))
    closed = changed("FINANCE", to_date=date(2025, 12, 31))
    assert ask([G1, new, passed], "RESOURCES", base=closed).verdict is PASS
    assert ask([G1, new], "RESOURCES", base=closed).verdict is FAIL


def split(*lines):
    """The board QWM ends in two on 1 April 2026; NHS England had delegated contracts to it."""
    day = date(2026, 4, 1)
    return [
        *changed("QWM", to_date=date(2026, 3, 31)), IN,
        body("QEA", "icb", from_date=day), body("QWE", "icb", from_date=day),
        Succession(old_body="QWM", new_body="QEA", on_date=day),
        Succession(old_body="QWM", new_body="QWE", on_date=day),
        *lines,
    ]  # fmt: skip


def test_after_a_split_each_board_has_what_the_law_lays_on_it():
    for successor in ("QEA", "QWE"):
        assert ask(split(), successor, base=()).verdict is PASS
    assert ask(split(), "QWM", base=()).verdict is FAIL
    assert ask(split(), "QEA", base=(), on=date(2026, 3, 31)).verdict is FAIL
    assert ask(split(), "QWM", base=(), on=date(2026, 3, 31)).verdict is PASS


def test_after_a_split_a_grant_is_with_the_successor_that_the_scheme_names_and_from_its_day_only():
    line = Transfer(line="L1", old_body="QWM", new_body="QEA", kind="function", what="IN", on_date=date(2026, 4, 1))
    asked = {"base": (), "function": "gp_contracts"}
    assert ask(split(line), "QEA", **asked).verdict is PASS
    assert ask(split(line), "QWE", **asked).verdict is FAIL
    assert ask(split(), "QEA", **asked).verdict is UNKNOWN
    assert ask(split(line), "QEA", on=date(2026, 3, 31), **asked).verdict is FAIL
    assert ask(split(line), "QWM", on=date(2026, 3, 31), **asked).verdict is PASS
    assert ask(split(replace(line, on_date=None)), "QEA", **asked).verdict is UNKNOWN
    assert ask(split(replace(line, new_body="")), "QEA", **asked).verdict is FAIL


def test_a_transfer_moves_one_grant_between_bodies_that_both_stand():
    line = Transfer(line="L1", old_body="RTX", new_body="E10", kind="function", what="T", on_date=date(2026, 4, 1))
    held = grant("T", "QWM", "RTX", route=S65Z5)
    assert ask([held, line], "E10").verdict is PASS
    assert ask([held, line], "RTX").verdict is FAIL
    assert ask([held, line], "RTX", on=date(2026, 3, 31)).verdict is PASS


def test_a_seats_holder_decides_alone_while_somebody_sits_there():
    to_chief = grant("C", "QWM", "", to_seat="BOARD-02", limit="£1m")
    assert ask([to_chief], seat="BOARD-02", amount_pence=10**8).verdict is PASS
    assert ask([to_chief], seat="BOARD-02", amount_pence=10**8 + 1).verdict is FAIL
    vacant = [row for row in BASE if not isinstance(row, Appointment)]
    gone = Appointment(seat="BOARD-02", person="P01", from_date=BEGAN, to_date=date(2026, 4, 30))
    assert ask([to_chief, gone], seat="BOARD-02", base=vacant).verdict is FAIL
    assert ask([to_chief], seat="BOARD-02", base=vacant).verdict is UNKNOWN
    assert ask([to_chief], seat="BOARD-99").verdict is UNKNOWN
    assert ask([], seat="BOARD-02").verdict is UNKNOWN
    assert ask([G1], seat="BOARD-02").verdict is FAIL


def test_a_holder_for_the_time_being_needs_a_sign_off():
    vacant = [row for row in BASE if not isinstance(row, Appointment)]
    interim = Appointment(seat="BOARD-02", person="P01", from_date=BEGAN, interim=True)
    to_chief = grant("C", "QWM", "", to_seat="BOARD-02")
    for signed, verdict in ((None, UNKNOWN), (date(2026, 4, 1), PASS), (date(2026, 6, 1), FAIL)):
        rows = [interim, replace(to_chief, interim_sign_off_on=signed)]
        assert ask(rows, seat="BOARD-02", base=vacant).verdict is verdict


@pytest.mark.parametrize(
    ("person", "more", "verdict"),
    [
        (Person(person="P02", name="Bea Holt", employee=True), [], PASS),
        (Person(person="P02", name="Bea Holt", employee=False), [], FAIL),
        (Person(person="P02", name="Bea Holt"), [], UNKNOWN),
        (Person(person="P02", name="Bea Holt"), [Employment(person="P02", employer="QWM", post="staff")], PASS),
        (Person(person="P02", name="Bea Holt"), [Appointment(seat="BOARD-02", person="P02", from_date=BEGAN)], PASS),
    ],
)
def test_inside_the_board_a_function_passes_only_to_its_members_and_employees(person, more, verdict):
    seat = Seat(seat="NORTH-01", body="NORTH", title="Place director", seat_class="member", from_date=BEGAN)
    sits = Appointment(seat="NORTH-01", person="P02", from_date=BEGAN)
    held = grant("P", "QWM", "", to_seat="NORTH-01")
    assert ask([person, seat, sits, held, *more], seat="NORTH-01").verdict is verdict


def test_a_committee_is_the_boards_own_or_the_grant_does_not_reach_it():
    assert ask([G1], "FINANCE", base=changed("FINANCE", parent="")).verdict is UNKNOWN
    assert ask([G1], "FINANCE", base=changed("FINANCE", parent="RTX")).verdict is FAIL
    assert ask([G1], "FINANCE", base=changed("FINANCE", parent="PANEL")).verdict is UNKNOWN


@pytest.mark.parametrize(
    ("form", "more", "route", "verdict"),
    [
        ("committee", {}, PARAGRAPH_11, PASS),
        ("joint_committee", {}, S65Z6, PASS),
        ("consultative_forum", {}, PARAGRAPH_11, FAIL),
        ("individual", {"lead": "P01"}, PARAGRAPH_11, PASS),
        ("individual", {}, PARAGRAPH_11, UNKNOWN),
        ("lead_provider", {"parent": "RTX"}, S65Z5, PASS),
        ("lead_provider", {"parent": ""}, S65Z5, UNKNOWN),
        ("", {}, PARAGRAPH_11, UNKNOWN),
    ],
)
def test_a_place_decides_as_the_form_that_it_took(form, more, route, verdict):
    assert (
        ask([grant("N", "QWM", "NORTH", route=route)], "NORTH", base=changed("NORTH", form=form, **more)).verdict
        is verdict
    )


def test_a_function_that_is_not_known_or_not_there_on_the_day():
    assert ask([G1], "FINANCE", function="nothing").verdict is UNKNOWN
    assert ask([G1], "FINANCE", base=changed("community", to_date=date(2026, 4, 30))).verdict is FAIL
    assert ask([G1], "QWM", base=changed("community", to_date=date(2026, 4, 30))).verdict is FAIL
    chain = ask([G1], "FINANCE", base=changed("community", holder=""))
    assert chain.verdict is UNKNOWN
    assert lacking(chain) == ["functions.holder of community"]
    assert ask([G1], "FINANCE", base=changed("community", provision="")).verdict is UNKNOWN


def test_what_is_delegated_in_is_not_the_boards_in_law():
    wrong = changed("gp_contracts", holder="QWM")
    assert ask([], "QWM", function="gp_contracts", base=wrong).verdict is UNKNOWN
    assert ask([], "QWM", function="gp_contracts").verdict is UNKNOWN
    assert ask([G1], "QWM", function="gp_contracts").verdict is FAIL


def test_grants_in_a_circle_end_and_give_nothing():
    a, b = grant("A", "RTX", "E10", route=S65Z5), grant("B", "E10", "RTX", route=S65Z5)
    for decider in ("RTX", "E10"):
        chain = ask([a, b], decider)
        assert chain.verdict is FAIL
        assert "round in a circle" in told(chain)
    named = [replace(a, under="B"), replace(b, under="A")]
    assert ask(named, "E10").verdict is FAIL
    assert ask([a, b, grant("C", "QWM", "RTX", route=S65Z5)], "E10").verdict is PASS


def test_of_several_chains_the_best_counts():
    wide = grant("W", "QWM", "FINANCE", limit="£3m")
    assert ask([replace(G1, limit="£1m"), wide], "FINANCE", amount_pence=2 * 10**8).limit_pence == 3 * 10**8
    assert ask([replace(G1, to_date=date(2023, 1, 1)), wide], "FINANCE", amount_pence=1).verdict is PASS


def test_without_any_grants_nothing_is_known_of_those_who_do_not_hold_the_function():
    assert ask([], "FINANCE").verdict is UNKNOWN
    assert ask([grant("X", "QWM", "NORTH")], "FINANCE").verdict is FAIL


def test_the_reverse_question_names_all_who_may_narrowest_first():
    rows = [
        grant("N", "QWM", "NORTH", limit="£500,000", place="NORTH"),
        replace(G1, limit="£2m"),
        replace(G2, decides=None),
    ]
    records = Records(Handbook.of([*BASE, *rows]))
    found = holders(records, function="community", place="NORTH", on=ON)
    assert [(each.body, each.limit_pence, each.chain.verdict) for each in found] == [
        ("NORTH", 50_000_000, PASS), ("FINANCE", 200_000_000, PASS), ("QWM", None, PASS),
        ("PANEL", 200_000_000, UNKNOWN),
    ]  # fmt: skip
    above = holders(records, function="community", amount_pence=100_000_000, place="NORTH", on=ON)
    assert [each.body for each in above] == ["FINANCE", "QWM", "PANEL"]
    for each in above:
        again = find_chain(
            records, body=each.body, function="community", amount_pence=100_000_000, place="NORTH", on=ON
        )
        assert again.verdict is each.chain.verdict


def test_what_makes_no_question_is_refused():
    with pytest.raises(BadInput):
        ask([])
    with pytest.raises(BadInput):
        ask([], "QWM", amount_pence=-1)
    with pytest.raises(BadInput):
        ask([], "QWM", years=0)


def test_the_sources_name_the_scheme_and_its_clause():
    chain = ask([replace(G1, document="SORD-3", clause="4.2")], "FINANCE")
    assert [step.source.cite() for step in chain.steps if step.kind == "grant"] == ["SORD-3, clause 4.2"]


def test_a_councils_function_comes_to_the_board_and_its_committee_under_section_75():
    care = Function(
        function="reablement", title="Reablement", holder="E10", provision="Care Act 2014 s.2", origin="council",
        delegable=True, from_date=BEGAN,
    )  # fmt: skip
    over = grant("C", "E10", "QWM", function="reablement", route=S75)
    on = grant("CP", "QWM", "NORTH", function="reablement", under="C")
    assert ask([care, over, on], "QWM", function="reablement").verdict is PASS
    assert ask([care, over, on], "NORTH", function="reablement").verdict is PASS
    assert ask([care, replace(over, onward_allowed=False), on], "NORTH", function="reablement").verdict is FAIL
    assert ask([care, replace(over, route=S65Z5), on], "QWM", function="reablement").verdict is FAIL


def test_what_the_commissioning_groups_held_passes_to_the_board_on_its_first_day():
    groups = [
        Body(body=id, name=f"{id} CCG", kind="ccg", from_date=date(2013, 4, 1), to_date=date(2022, 6, 30))
        for id in ("05A", "05B")
    ]
    held = [
        Function(
            function=f"care_{id}", title="Hospital care", holder=id, provision="NHSA 2006 s.3", origin="former_ccg",
            delegable=True, from_date=date(2013, 4, 1),
        )
        for id in ("05A", "05B")
    ]  # fmt: skip
    passed = [Succession(old_body=id, new_body="QWM", on_date=BEGAN) for id in ("05A", "05B")]
    rows = [*groups, *held, *passed]
    for id in ("05A", "05B"):
        assert ask(rows, id, function=f"care_{id}", on=date(2022, 6, 30)).verdict is PASS
        assert ask(rows, "QWM", function=f"care_{id}", on=date(2022, 6, 30)).verdict is FAIL
        assert ask(rows, "QWM", function=f"care_{id}", on=BEGAN).verdict is PASS
        assert ask(rows, id, function=f"care_{id}", on=BEGAN).verdict is FAIL


def test_a_clusters_boards_each_decide_by_a_route_of_their_own():
    other = body("QXX", "icb")
    twin = Function(
        function="community_x", title="Community services of the other", holder="QXX", provision="NHSA 2006 s.3",
        delegable=True, jointly_exercisable=True, from_date=BEGAN,
    )  # fmt: skip
    joint = [
        grant("J1", "QWM", "JOINT", route=S65Z6),
        grant("J2", "QXX", "JOINT", route=S65Z6, function="community_x"),
    ]
    for function in ("community", "community_x"):
        assert ask([other, twin, *joint], "JOINT", function=function).verdict is PASS
        assert ask([other, twin, *joint], "CLUSTER", function=function).verdict is FAIL
    assert ask([other, twin, joint[0]], "JOINT", function="community_x").verdict is FAIL
