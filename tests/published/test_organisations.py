"""The register of England against published counts, from the real lists of bodies and areas."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from commonweal.answers import Dates, Evidence, Verdict
from commonweal.law import book
from commonweal.organisations import Kind, england, rebase_shares
from commonweal.organisations.checks import check_moves, check_names, check_register
from commonweal.organisations.loading import (
    read_code_list,
    read_network_members,
    read_networks,
    read_practices,
    read_trust_boards,
    read_trusts,
)
from commonweal.reference import facts

DECEMBER_2022, JANUARY_2023 = date(2022, 12, 1), date(2023, 1, 31)
LAST, CHANGED = date(2026, 3, 31), date(2026, 4, 1)
ONE_DAY_IN_TWO_NETWORKS = [
    "F82001 HALBUTT STREET SURGERY stands in U11211 and U86966 at once, as primary care networks"
]


@pytest.fixture(scope="module")
def register(data_folder):
    return england(data_folder)


def test_lists_hold_the_published_numbers(data_folder):
    practices = read_practices(data_folder / "ods_epraccur_gp_practices.csv.gz").rows
    assert len(practices) == 8640
    assert sum(p.active for p in practices) == 6859
    assert sum(p.active and not p.english for p in practices) == 404
    assert sum(p.active and p.english and p.general for p in practices) == 6455
    networks = read_networks(data_folder / "ods_epcn_pcn_details.csv").rows
    assert (len(networks), sum(n.closed is None for n in networks)) == (1329, 1264)
    members = read_network_members(data_folder / "ods_epcn_core_partners.csv.gz").rows
    assert (len(members), sum(m.last is None for m in members)) == (7455, 6391)
    trusts = read_trusts(data_folder / "ods_etr_trusts.csv").rows
    assert (len(trusts), sum(t.closed is None for t in trusts)) == (218, 212)
    assert sum(t.closed is None and t.english for t in trusts) == 209
    boards = read_trust_boards(data_folder / "trust_to_icb_2026_mapping.csv").rows
    assert (len(boards), len({b.board for b in boards})) == (211, 36)
    sectors = Counter(board.sector for board in boards)
    assert sectors == {"Acute": 120, "Mental Health": 47, "Community": 18, "Specialist": 16, "Ambulance": 10}


def test_register_holds_the_published_numbers(register):
    assert [len(register.live("icb", day)) for day in (LAST, CHANGED)] == [42, 36]
    assert len(register.live("region", CHANGED)) == 7
    assert len(register.live("sub_icb", LAST)) == 106
    assert len(register.live("ccg", date(2022, 6, 30))) == 106
    assert len(register.live("stp", date(2022, 6, 30))) == 42
    assert len(register.live("pcn", JANUARY_2023)) == 1264
    assert len(register.live("practice", CHANGED)) == 6168
    assert len(register.live("trust", CHANGED)) == 211
    assert len(register.live("practice", DECEMBER_2022)) == 6455


def test_areas_that_changed_their_board_on_1_april_2026(register):
    old, new = register.map("icb24", "lsoa21"), register.map("icb26", "lsoa21")
    assert len(old) == len(new) == 33755
    moved = old.moved(new)
    # The published figure counts ONS codes, of which Hampshire and Isle of Wight has a new one for its whole area.
    same_board = old.counts()["QRL"]
    assert sum(moved.values()) == 9081
    assert sum(moved.values()) + same_board == 10207
    assert (moved["QNQ", "S0E4D"], moved["QNQ", "S9B9J"], moved["QNQ", "QRL"]) == (255, 95, 105)
    assert old.counts()["QNQ"] == 455


def test_ons_codes_that_changed_are_10207_areas(geography_folder, register):
    with gzip.open(geography_folder / "lsoa21_icb24_icb26.csv.gz", "rt", encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert sum(row["icb24_code"] != row["icb26_code"] for row in rows) == 10207
    ons = {
        vintage: {c.value: b.id for b in register.bodies.values() for c in b.codes if c.vintage == vintage}
        for vintage in ("icb24", "icb26")
    }
    assert all(ons["icb24"][row["icb24_code"]] == row["icb24_code_nhs"] for row in rows)
    assert all(ons["icb26"][row["icb26_code"]] == row["icb26_code_nhs"] for row in rows)


def test_four_areas_moved_from_surrey_to_sussex_in_april_2023(register):
    old, new = register.map("icb22"), register.map("icb24", "lsoa21")
    assert (len(old), dict(old.moved(new))) == (32844, {("QXU", "QNX"): 4})


@pytest.mark.parametrize("day", [date(2022, 7, 1), date(2023, 3, 31), date(2023, 4, 1), LAST, CHANGED])
def test_england_is_tiled_on_every_day(register, data_folder, day):
    names = read_code_list(data_folder / "icb_2026_codes_names.csv")
    dates = Dates.on(day)
    evidence = Evidence(rules=book(), facts=facts, dates=dates)
    source = next(iter(evidence.rows("organisations/regions"))).source
    reasons = check_register(
        register, day, evidence, names={row.code: row.name for row in names.rows}, names_source=source
    )
    failures = [case.sentence for r in reasons if r.verdict is Verdict.FAIL for case in r.children]
    # The list of partners ends one membership and starts the next on one and the same day.
    assert failures == (ONE_DAY_IN_TWO_NETWORKS if day == date(2022, 7, 1) else [])
    tiled = [reason for reason in reasons if "small area" in reason.sentence]
    assert len(tiled) == 10
    assert {reason.verdict for reason in tiled} == {Verdict.PASS}
    unknown = {reason.sentence for reason in reasons if reason.verdict is Verdict.INSUFFICIENT_DATA}
    # What the lists themselves leave open: one location without a board, and partners that no list names.
    assert all("tier above" in sentence or "are listed" in sentence for sentence in unknown)


def test_moves_agree_with_the_bundled_succession(register):
    reason = check_moves(register)
    assert (reason.verdict, "16" in reason.sentence) == (Verdict.PASS, True)


def test_names_are_those_of_the_organisation_data_service(register, data_folder):
    named = {row.code: row.name for row in read_code_list(data_folder / "icb_2026_codes_names.csv").rows}
    assert check_names(register, named, CHANGED).verdict is Verdict.PASS
    mislabelled = {**named, "S0E4D": named["S9B9J"]}
    del mislabelled["S9B9J"]
    reason = check_names(register, mislabelled, CHANGED)
    assert reason.verdict is Verdict.FAIL
    told = " | ".join(child.sentence for child in reason.children)
    assert "S0E4D is NHS Thames Valley Integrated Care Board, and the list calls it" in told
    assert "that name belongs to S9B9J" in told
    assert "S9B9J NHS Surrey and Sussex Integrated Care Board is not in the list" in told


def test_groups_followed_to_the_boards_of_today(register):
    def gone(code):
        return {part.body: part.share for part in register.successors(code)}

    assert gone("00C") == {"QHM": 1}
    assert (
        gone("99M")
        == gone("QNQ")
        == {
            "S0E4D": Fraction(255, 455),
            "QRL": Fraction(105, 455),
            "S9B9J": Fraction(95, 455),
        }
    )
    assert gone("01Y") == {"QOP": Fraction(31, 36), "QJ2": Fraction(5, 36)}
    assert gone("02Q") == {"QT1": 1}
    assert gone("D2P2L") == {"QUA": Fraction(180, 206), "QHL": Fraction(26, 206)}
    groups = [body for body in register.bodies.values() if Kind.CCG in {role.kind for role in body.roles}]
    assert len(groups) > 200
    for group in groups:
        assert sum(part.share for part in register.successors(group)) == 1


def test_sub_icb_locations_stand_where_their_areas_and_practices_do(register, data_folder):
    practices = read_practices(data_folder / "ods_epraccur_gp_practices.csv.gz").rows
    for practice in practices:
        if practice.active and practice.english:
            (board,) = register.parents(practice.commissioner, DECEMBER_2022, Kind.ICB)
            assert board.id == practice.geography


def test_rebase_by_practice_gives_the_published_shares_exactly(register, data_folder):
    with (data_folder / "nhse_place_tool_2025_2026_published_feb2025.csv").open(encoding="utf-8-sig") as stream:
        weights = {row["Practice_Code"]: float(row["Final WP"]) for row in csv.DictReader(stream)}
    old, new = register.map("icb24", "practice"), register.map("icb26", "practice")
    found = rebase_shares(old, new, weights, unplaced="report")
    with (data_folder / "icb_2025_to_2026_successor_by_practice.csv").open(encoding="utf-8-sig") as stream:
        published = {(row["ICB"], row["icb_code_2026"]): row for row in csv.DictReader(stream)}
    rows = {(old, new): (share, units) for old, new, share, units in found.rows()}
    assert rows.keys() == published.keys()
    for pair, row in published.items():
        assert rows[pair][0] == pytest.approx(float(row["share_of_old_icb_wp"]), rel=1e-12)
        assert rows[pair][1] == int(row["practices"])
    assert len(found.unplaced) == 180
    money = dict.fromkeys(found.old, 1000000007)
    assert sum(found.carry_whole(money).values()) == sum(money.values())


def test_tree_of_greater_manchester(register):
    tree = register.tree("QOP", CHANGED)
    assert {kind: tree.count(kind) for kind in ("sub_icb", "pcn", "practice", "trust")} == {
        "sub_icb": 10,
        "pcn": 65,
        "practice": 406,
        "trust": 10,
    }


def test_every_practice_of_april_2026_is_in_exactly_one_tree(register):
    counted = [node.body.id for board in register.live("icb", CHANGED) for node in register.tree(board, CHANGED).walk()]
    practices = {body.id for body in register.live("practice", CHANGED)}
    assert practices <= set(counted)
