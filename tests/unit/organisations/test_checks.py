"""Every check passes on a sound nation, fails on a broken one, and never passes on missing data."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from commonweal.answers import Verdict
from commonweal.organisations import AreaMap, Kind, Membership, Period, Register, Share, Succession
from commonweal.organisations import checks as c
from commonweal.organisations.checks.findings import found

LAST, CHANGED, LATER = date(2026, 3, 31), date(2026, 4, 1), date(2026, 11, 1)
COUNTS = {"lsoa21": 5}
EMPTY = Register([])


def with_maps(parts, **pairs):
    maps = [replace(item, pairs=tuple(pairs.get(item.vintage, dict(item.pairs)).items())) for item in parts["maps"]]
    return Register(**parts | {"maps": maps})


def cases(reason):
    return " | ".join(child.sentence for child in reason.children)


@pytest.mark.parametrize("day", [LAST, CHANGED, LATER])
def test_sound_nation_passes_on_both_sides_of_the_change(register, day):
    reasons = [
        c.check_no_overlap(register, day),
        c.check_coverage(register, day, COUNTS),
        c.check_moves(register),
        c.check_shares(register),
        c.check_succession_days(register),
        c.check_no_circles(register, day),
        c.check_orphans(register, day),
        c.check_single_parents(register, day),
        c.check_closed_parents(register, day),
        c.check_known_bodies(register, day),
    ]
    assert [reason.verdict for reason in reasons] == [Verdict.PASS] * len(reasons), [r.sentence for r in reasons]


def test_nothing_to_check_is_never_a_pass():
    reasons = [
        c.check_no_overlap(EMPTY, CHANGED),
        c.check_coverage(EMPTY, CHANGED, COUNTS),
        c.check_moves(EMPTY),
        c.check_shares(EMPTY),
        c.check_succession_days(EMPTY),
        c.check_no_circles(EMPTY, CHANGED),
        c.check_orphans(EMPTY, CHANGED),
        c.check_single_parents(EMPTY, CHANGED),
        c.check_closed_parents(EMPTY, CHANGED),
        c.check_known_bodies(EMPTY, CHANGED),
        c.check_names(EMPTY, {}, CHANGED),
    ]
    assert {reason.verdict for reason in reasons} == {Verdict.INSUFFICIENT_DATA}


def test_no_map_for_the_day_is_insufficient(register):
    reason = c.check_coverage(register, date(2022, 6, 30), COUNTS)
    assert reason.verdict is Verdict.INSUFFICIENT_DATA
    assert "30 June 2022" in reason.sentence


def test_area_in_two_boards_fails(parts):
    doubled = replace(parts["maps"][1], pairs=(*parts["maps"][1].pairs, ("E5", "HILLS1")))
    reason = c.check_no_overlap(Register(**parts | {"maps": [parts["maps"][0], doubled]}), CHANGED)
    assert reason.verdict is Verdict.FAIL
    assert cases(reason) == "E5 stands in COAST and HILLS1"


def test_area_lost_at_the_change_fails(parts):
    lost = {"E1": "HILLS1", "E2": "HILLS1", "E3": "HILLS1", "E4": "COAST"}
    reason = c.check_coverage(with_maps(parts, icb26=lost), CHANGED, {})
    assert reason.verdict is Verdict.FAIL
    assert cases(reason) == "E5 is not on the map icb26"
    assert c.check_coverage(with_maps(parts, icb26=lost), LAST, {}).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ({"E1": "HILLS1", "E2": "HILLS1", "E3": "HILLS1", "E4": "COAST", "E5": ""}, "E5 stands in no board"),
        ({"E1": "WLD", "E2": "HILLS1", "E3": "HILLS1", "E4": "COAST", "E5": "COAST"}, "1 areas stand in WLD"),
        ({"E1": "NONE", "E2": "HILLS1", "E3": "HILLS1", "E4": "COAST", "E5": "COAST"}, "which no list names"),
        (dict.fromkeys(["E1", "E2", "E3", "E4", "E5"], "COAST"), "HILLS1 NHS Hills ICB has no area"),
    ],
)
def test_area_without_an_open_board_and_board_without_an_area_fail(parts, pairs, said):
    reason = c.check_coverage(with_maps(parts, icb26=pairs), CHANGED, COUNTS)
    assert reason.verdict is Verdict.FAIL
    assert said in cases(reason)


@pytest.mark.parametrize(("number", "word"), [(6, "1 areas are missing from"), (4, "1 areas are too many on")])
def test_wrong_number_of_areas_fails(register, number, word):
    reason = c.check_coverage(register, CHANGED, {"lsoa21": number})
    assert reason.verdict is Verdict.FAIL
    assert word in cases(reason)


def test_coverage_without_a_number_or_another_map_is_insufficient(parts):
    alone = Register(**parts | {"maps": parts["maps"][1:]})
    assert c.check_coverage(alone, CHANGED, {}).verdict is Verdict.INSUFFICIENT_DATA


def test_moves_that_the_succession_does_not_tell_fail(parts):
    stray = {"E1": "HILLS1", "E2": "HILLS1", "E3": "COAST", "E4": "COAST", "E5": "COAST"}
    reason = c.check_moves(with_maps(parts, icb26=stray))
    assert reason.verdict is Verdict.FAIL
    assert "WLD to COAST: 2 of 4 areas moved, and the succession says 25.0000%" in cases(reason)
    untold = Register(**parts | {"successions": parts["successions"][:1]})
    assert "the succession says nothing of it" in cases(c.check_moves(untold))


def test_orphan_fails(parts):
    reason = c.check_orphans(Register(**parts | {"memberships": parts["memberships"][:-1]}), CHANGED)
    assert reason.verdict is Verdict.FAIL
    assert cases(reason) == "R1 NHS trust R1 stands in no integrated care board"


def test_orphan_of_a_closed_body_fails_where_a_later_list_names_it_and_is_unknown_otherwise(parts):
    memberships = [m for m in parts["memberships"] if (m.child, m.parent) != ("L1", "HILLS1")]
    listed = c.check_orphans(Register(**parts | {"memberships": memberships}), CHANGED)
    assert listed.verdict is Verdict.FAIL
    bodies = [replace(b, last_listed=date(2024, 4, 1)) if b.id == "L1" else b for b in parts["bodies"]]
    unlisted = c.check_orphans(Register(**parts | {"memberships": memberships, "bodies": bodies}), CHANGED)
    assert unlisted.verdict is Verdict.INSUFFICIENT_DATA
    assert "L1 sub-ICB location L1 stood in WLD until 31 March 2026" in cases(unlisted)


def test_body_whose_first_list_is_later_is_unknown(parts):
    late = [replace(m, period=Period(date(2025, 1, 1))) if m.child == "R1" else m for m in parts["memberships"]]
    reason = c.check_orphans(Register(**parts | {"memberships": late}), date(2024, 1, 1))
    assert reason.verdict is Verdict.INSUFFICIENT_DATA
    assert "of 1 January 2025" in cases(reason)


def test_two_parents_in_one_tier_fail_unless_several_are_allowed(parts):
    second = Membership("R1", "HILLS1", Kind.ICB, Period(CHANGED))
    reason = c.check_single_parents(Register(**parts | {"memberships": [*parts["memberships"], second]}), CHANGED)
    assert reason.verdict is Verdict.FAIL
    assert "R1 NHS trust R1 stands in COAST and HILLS1 at once" in cases(reason)
    assert c.check_single_parents(
        Register(**parts | {"memberships": [*parts["memberships"], second]}), LAST
    ).verdict is (Verdict.PASS)
    served = [*parts["memberships"], replace(second, sole=False)]
    assert c.check_single_parents(Register(**parts | {"memberships": served}), CHANGED).verdict is Verdict.PASS


def test_open_body_in_a_closed_or_unborn_one_fails(parts):
    stuck = [replace(m, period=Period()) if m.child == "L1" else m for m in parts["memberships"]]
    register = Register(**parts | {"memberships": stuck})
    after, before = c.check_closed_parents(register, CHANGED), c.check_closed_parents(register, LAST)
    assert after.verdict is before.verdict is Verdict.FAIL
    assert "stands in WLD NHS Wealdmarch ICB, which is closed" in cases(after)
    assert "stands in HILLS1 NHS Hills ICB, which is not open yet" in cases(before)


def test_membership_of_an_unlisted_body_is_unknown(parts):
    stray = Membership("Y00848", "U1", Kind.PCN)
    reason = c.check_known_bodies(Register(**parts | {"memberships": [*parts["memberships"], stray]}), CHANGED)
    assert reason.verdict is Verdict.INSUFFICIENT_DATA
    assert "Y00848 is named by a membership (Y00848 in U1) and by no list" in cases(reason)


def test_circles_fail(parts):
    member = Register(**parts | {"memberships": [*parts["memberships"], Membership("L1", "P1", Kind.SUB_ICB)]})
    assert "L1 → P1" in cases(c.check_no_circles(member, CHANGED)) or "P1 → " in cases(
        c.check_no_circles(member, CHANGED)
    )
    back = Succession("HILLS1", "WLD", CHANGED)
    gone = c.check_no_circles(Register(**parts | {"successions": [*parts["successions"], back]}), CHANGED)
    assert gone.verdict is Verdict.FAIL
    assert "succession goes in a circle: WLD → HILLS1 → WLD" in cases(gone)


def split(*shares, day=CHANGED):
    return [Succession("WLD", name, day, tuple(held)) for name, held in zip(("HILLS1", "COAST"), shares, strict=True)]


def test_shares_that_do_not_sum_to_one_fail(parts):
    wrong = split([Share("people", Fraction(1, 2))], [Share("people", Fraction(1, 3))])
    reason = c.check_shares(Register(**parts | {"successions": wrong}))
    assert reason.verdict is Verdict.FAIL
    assert cases(reason) == "the shares of WLD on 1 April 2026 by people sum to 0.833333"


def test_share_outside_nought_and_one_fails(parts):
    wrong = split([Share("people", Fraction(3, 2))], [Share("people", Fraction(-1, 2))])
    reason = c.check_shares(Register(**parts | {"successions": wrong}))
    assert reason.verdict is Verdict.FAIL
    assert "is 1.500000" in cases(reason)


def test_shares_as_publishers_round_them_pass_and_missing_ones_are_unknown(parts):
    rounded = split([Share("people", Fraction("0.333333"))], [Share("people", Fraction("0.666667"))])
    assert c.check_shares(Register(**parts | {"successions": rounded})).verdict is Verdict.PASS
    partly = split([Share("people", Fraction(1, 2))], [])
    reason = c.check_shares(Register(**parts | {"successions": partly}))
    assert reason.verdict is Verdict.INSUFFICIENT_DATA
    assert "not all stated" in cases(reason)


def test_successor_must_be_there_and_open_on_the_day(parts):
    reason = c.check_succession_days(
        Register(**parts | {"successions": [*parts["successions"], Succession("WLD", "GONE", CHANGED)]})
    )
    assert reason.verdict is Verdict.FAIL
    assert "no list names GONE" in cases(reason)
    early = [replace(row, day=date(2026, 3, 1)) for row in parts["successions"]]
    said = cases(c.check_succession_days(Register(**parts | {"successions": early})))
    assert "HILLS1 opened on 1 April 2026" in said
    assert "WLD is open on that day" in said


def test_gap_between_predecessor_and_successor_fails(parts):
    late = [replace(row, day=date(2026, 5, 1)) for row in parts["successions"]]
    reason = c.check_succession_days(Register(**parts | {"successions": late}))
    assert "WLD had closed on 31 March 2026" in cases(reason)


def test_body_that_gives_a_part_away_may_go_on(parts):
    given = [*parts["successions"], Succession("COAST", "HILLS1", CHANGED, (Share("lsoa21", Fraction(1, 10)),))]
    assert c.check_succession_days(Register(**parts | {"successions": given})).verdict is Verdict.PASS


def test_code_that_lives_on_in_another_capacity_may_be_open(parts):
    group = Succession("L1", "COAST", date(2022, 7, 1), kind=Kind.CCG)
    assert c.check_succession_days(Register(**parts | {"successions": [group]})).verdict is Verdict.PASS


NAMES = {"COAST": "COAST INTEGRATED CARE BOARD", "HILLS1": "NHS Hills ICB"}


def test_names_match_whatever_the_way_of_writing(register):
    assert c.check_names(register, NAMES, CHANGED).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"COAST": "NHS Hills ICB", "HILLS1": "NHS Hills ICB"}, "that name belongs to HILLS1"),
        ({"COAST": "NHS Coast ICB"}, "HILLS1 NHS Hills ICB is not in the list"),
        (NAMES | {"WLD": "NHS Wealdmarch ICB"}, "was not open (NHS Wealdmarch ICB)"),
        (NAMES | {"ZZZ": "NHS Nowhere ICB"}, "is no such body"),
    ],
)
def test_wrong_missing_closed_and_invented_boards_fail(register, named, said):
    reason = c.check_names(register, named, CHANGED)
    assert reason.verdict is Verdict.FAIL
    assert said in cases(reason)


def test_many_cases_are_counted_and_not_all_written():
    reason = found("It holds", checked=50, what="things", failures=[f"case {n}" for n in range(40)])
    assert len(reason.children) == 13
    assert reason.children[-1].sentence == "and 28 more"


def test_failure_outweighs_what_is_unknown():
    assert found("It", checked=2, what="things", failures=["a"], unknown=["b"]).verdict is Verdict.FAIL


def test_practice_maps_are_no_maps_of_areas(parts):
    practices = AreaMap("icb26", "practice", Kind.ICB, (("P1", "HILLS1"),), Period(CHANGED))
    register = Register(**parts | {"maps": [practices]})
    assert c.area_map(register, CHANGED) is None


def test_predecessor_that_no_list_names_and_successor_that_closed_fail(parts):
    gone = Succession("NOBODY", "WLD", date(2026, 6, 1))
    said = cases(c.check_succession_days(Register(**parts | {"successions": [gone]})))
    assert "no list names NOBODY" in said
    assert "WLD had closed on 31 March 2026" in said


def test_a_second_asking_of_the_same_register_and_day_is_not_worked_anew(register, monkeypatch):
    from commonweal.organisations.checks import whole

    asked = []
    monkeypatch.setattr(whole, "check_orphans", lambda *given: asked.append(given) or c.check_orphans(*given))
    first = whole._of_bodies(register, CHANGED)
    assert whole._of_bodies(register, CHANGED) is first
    assert len(asked) == 1
    whole._of_bodies(register, LAST)
    assert len(asked) == 2


def test_a_check_of_another_register_is_not_answered_from_the_first(parts):
    sound, broken = Register(**parts), Register(**parts | {"memberships": parts["memberships"][:-1]})
    assert c.check_orphans(sound, CHANGED).verdict is Verdict.PASS
    assert c.check_orphans(broken, CHANGED).verdict is not Verdict.PASS
    assert c.check_orphans(sound, CHANGED).verdict is Verdict.PASS
