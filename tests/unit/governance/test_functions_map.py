"""The functions and decisions map: who decides, who has passed it on, orphans, doubles, and what changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.governance.authority_rows import AGREEMENT, BASE, BEGAN, ON, S65Z5, body, changed, grant

from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.governance.functions_map import COLUMNS, functions_map, tier_of
from commonweal.governance.functions_map_change import difference
from commonweal.governance.handbook import Function, Handbook, Records

G1 = grant("G1", "QWM", "FINANCE", limit="£2m")
NORTH = grant("N", "QWM", "NORTH", limit="£500,000", place="NORTH")
IN = grant("IN", "NHSE", "QWM", function="gp_contracts", route=AGREEMENT)


def made(*rows, base=BASE, on=ON):
    return functions_map(Records(Handbook.of([*base, *rows])), on)


def shown(rows, function="community"):
    return [(row.decider, row.tier, row.limit, row.status) for row in rows if row.function == function]


def test_each_decider_stands_at_its_tier_with_its_limit_widest_first():
    assert shown(made(G1, NORTH)) == [
        ("QWM", "system", "no limit", "keeps"),
        ("FINANCE", "system", "up to £2,000,000", "decides"),
        ("NORTH", "place", "up to £500,000", "decides"),
    ]


def test_who_has_passed_all_of_it_on_is_shown_as_such():
    rows = shown(made(IN), "gp_contracts")
    assert rows == [("NHSE", "national", "no limit", "passed_on"), ("QWM", "system", "no limit", "decides")]


def test_a_function_that_nobody_may_decide_is_an_orphan():
    closed = made(G1, base=changed("QWM", to_date=date(2026, 4, 30)))
    (row,) = [row for row in closed if row.function == "community"]
    assert row.status == "orphan"
    assert "Nobody may decide it" in row.note


def test_a_function_of_which_facts_are_missing_is_not_known_rather_than_an_orphan():
    rows = made(G1, base=changed("community", holder=""))
    (row,) = [row for row in rows if row.function == "community"]
    assert row.status == "not_known"
    assert "functions.holder of community" in row.note
    silent = Function(function="silent", title="Silent", provision="NHSA 2006 s.3", from_date=BEGAN)
    assert shown(made(G1, silent), "silent") == [("", "", "", "not_known")]


def test_two_who_may_decide_the_same_are_doubled_and_a_ladder_of_limits_is_not():
    twin = grant("T", "QWM", "RTX", route=S65Z5, limit="£2m")
    doubled = [row for row in made(G1, twin) if row.status == "doubled"]
    assert {row.decider for row in doubled} == {"FINANCE", "RTX"}
    assert "The rtx may decide the same" in doubled[0].note or "The finance may decide the same" in doubled[0].note
    assert not [row for row in made(G1, replace(twin, limit="£3m")) if row.status == "doubled"]
    south = grant("S", "QWM", "SOUTH", limit="£500,000", place="SOUTH")
    assert not [row for row in made(NORTH, south) if row.status == "doubled"]


def test_a_tier_that_a_plan_names_and_where_nobody_decides_yet_is_planned_and_no_orphan():
    rows = made(G1, base=changed("community", decided_at_tier="place"))
    (planned,) = [row for row in rows if row.function == "community" and row.status == "planned"]
    assert planned.tier == "place"
    assert "until a grant brings it there, it is The qwm and The finance." in planned.note
    assert not [row for row in rows if row.status == "orphan"]
    settled = made(NORTH, base=changed("community", decided_at_tier="place"))
    assert not [row for row in settled if row.function == "community" and row.status in ("planned", "orphan")]


def test_on_the_first_day_of_the_boards_what_was_planned_for_places_is_no_orphan():
    rows = functions_map(Records(wealdmarch_handbook()), date(2022, 7, 1))
    assert not [row.function for row in rows if row.status == "orphan"]
    assert {row.tier for row in rows if row.status == "planned"} <= {"place", "neighbourhood", "provider_collaborative"}


def test_grants_that_do_not_hold_make_nobody_a_decider():
    assert [each[0] for each in shown(made(replace(G1, decides=False)))] == ["QWM"]
    assert [each[0] for each in shown(made(replace(G1, to_date=date(2026, 4, 30))))] == ["QWM"]


def test_the_difference_between_two_days_says_who_gains_and_who_loses():
    later = replace(NORTH, from_date=date(2026, 6, 1))
    ending = replace(G1, to_date=date(2026, 5, 31))
    before, after = made(later, ending), made(later, ending, on=date(2026, 6, 2))
    told = {
        change.change: change.sentence
        for change in difference(before, after)
        if "Community services" in change.sentence
    }
    assert told["gains"] == "The north gains “Community services” in The north, up to £500,000."
    assert told["loses"].startswith("The finance loses “Community services”. It is decided by The qwm")
    assert difference(before, before) == ()


def test_a_changed_limit_is_a_change():
    (change, *_) = [
        each for each in difference(made(G1), made(replace(G1, limit="£3m"))) if each.after.function == "community"
    ]
    assert change.change == "changes"
    assert "from up to £2,000,000 to up to £3,000,000" in change.sentence


def test_a_function_that_two_groups_held_is_shown_for_each_and_is_not_doubled():
    held = next(row for row in BASE if isinstance(row, Function) and row.function == "community")
    assert shown(made(replace(held, holder="RTX"))) == [
        ("QWM", "system", "no limit", "decides"),
        ("RTX", "provider", "no limit", "decides"),
    ]


def test_a_body_with_grants_for_several_places_stands_once_for_each():
    north = grant("N", "QWM", "FINANCE", limit="£500,000", place="NORTH")
    south = grant("S", "QWM", "FINANCE", limit="£300,000", place="SOUTH")

    def told(*grants):
        rows = (row for row in made(*grants) if (row.function, row.decider) == ("community", "FINANCE"))
        return [(row.place, row.limit, row.status) for row in rows]

    assert told(north, south) == [
        ("The north", "up to £500,000", "decides"),
        ("The south", "up to £300,000", "decides"),
    ]
    # Where it may decide as much everywhere, a place is not told apart.
    assert told(north, south, grant("W", "QWM", "FINANCE", limit="£500,000"))[0][:2] == ("", "up to £500,000")
    assert len(told(north, south, grant("W", "QWM", "FINANCE", limit="£500,000"))) == 1


def test_the_rows_are_a_table():
    for row in made(G1, NORTH, IN):
        assert tuple(row.to_json()) == COLUMNS


def test_the_tier_of_a_body_is_its_own_or_that_of_what_it_is_part_of():
    records = Records(Handbook.of([*BASE, body("TEAM", "committee", tier="neighbourhood"), body("LOST", "other")]))
    told = {each: tier_of(records, each, ON) for each in ("PANEL", "NORTH", "TEAM", "RTX", "LOST", "NOBODY")}
    assert told == {
        "PANEL": "system", "NORTH": "place", "TEAM": "neighbourhood", "RTX": "provider", "LOST": "", "NOBODY": "",
    }  # fmt: skip


def test_before_integrated_care_boards_the_groups_decided_at_their_tier_and_nothing_is_an_orphan():
    from commonweal.demo import codes

    rows = functions_map(Records(wealdmarch_handbook()), date(2022, 6, 30))
    assert not [row.function for row in rows if row.status in ("orphan", "not_known")]
    hospital = [(row.decider, row.tier, row.status) for row in rows if row.function == "commission_hospital_services"]
    assert hospital == [(group, "place", "decides") for group in codes.FORMER_GROUPS]
    assert {row.tier for row in rows if row.decider == "NHSE"} == {"national"}
    assert all(row.tier for row in rows)
