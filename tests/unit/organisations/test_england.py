"""The register of England: what the package itself holds, and lists added to it from a folder."""

from datetime import date
from fractions import Fraction

import pytest

from commonweal.answers import Dates, Evidence, MissingEvidence
from commonweal.law import book
from commonweal.organisations import Kind, england, find_lists, public_lists, register_from
from commonweal.organisations.assembly.nation import REGISTERED, RESIDENTS
from commonweal.problems import BadInput
from commonweal.reference import facts

LAST, CHANGED = date(2026, 3, 31), date(2026, 4, 1)


@pytest.fixture
def lists(folder):
    return england(folder)


def ids(bodies):
    return [body.id for body in bodies]


def test_package_alone_knows_both_maps_and_what_became_of_each_board():
    register = england(areas=False)
    counts = {kind: len(register.live(kind, day)) for day in (LAST,) for kind in ("region", "icb", "sub_icb")}
    assert counts == {"region": 7, "icb": 42, "sub_icb": 106}
    assert len(register.live("icb", CHANGED)) == 36
    assert len(register.successions) == 16
    assert register.live("practice", CHANGED) == ()
    assert register.live("icb", date(2022, 6, 30)) == ()


def test_frimley_is_split_by_residents_and_by_registered_people():
    register = england(areas=False)
    residents = {part.body: part.share for part in register.successors("QNQ", basis=RESIDENTS)}
    assert residents == {"S0E4D": Fraction(255, 455), "S9B9J": Fraction(95, 455), "QRL": Fraction(105, 455)}
    registered = {part.body: float(part.share) for part in register.successors("QNQ", basis=REGISTERED)}
    assert registered == pytest.approx({"S0E4D": 0.581859, "S9B9J": 0.183424, "QRL": 0.234718}, abs=1e-6)
    assert sum(part.share for part in register.successors("QNQ", basis=REGISTERED)) == 1


def test_board_that_took_in_a_part_keeps_its_code_and_gets_a_new_ons_code():
    body = england(areas=False).body("QRL")
    assert body.opened == date(2022, 7, 1)
    assert [c.value for c in body.codes_on(CHANGED) if c.vintage] == ["E54000067"]
    assert [c.value for c in body.codes_on(LAST) if c.vintage] == ["E54000042"]


def test_peers_defect_is_not_ours():
    register = england(areas=False)
    assert register.body("S0E4D").name == "NHS Thames Valley Integrated Care Board"
    assert register.body("S9B9J").name == "NHS Surrey and Sussex Integrated Care Board"


def test_wales_is_left_out(lists):
    assert lists.find("W99001") is None
    assert lists.find("RWC") is None
    assert ids(lists.live("practice", date(2022, 12, 1))) == ["P81001", "P81002", "P81006"]


def test_practice_that_changed_group_when_boards_began(lists):
    assert ids(lists.parents("P81002", date(2022, 6, 30), Kind.SUB_ICB)) == ["01Y"]
    assert ids(lists.parents("P81002", date(2022, 7, 1), Kind.SUB_ICB)) == ["15M"]
    assert ids(lists.parents("P81002", date(2022, 12, 1))) == ["U99001", "15M"]


def test_group_split_between_two_boards_by_its_practices(lists):
    assert {part.body: part.share for part in lists.successors("01Y")} == {"QOP": Fraction(1, 2), "QJ2": Fraction(1, 2)}


def test_chain_from_a_group_of_2013_to_boards_of_2026(lists):
    assert {part.body: part.share for part in lists.successors("99M")} == {
        "S0E4D": Fraction(255, 455),
        "QRL": Fraction(105, 455),
        "S9B9J": Fraction(95, 455),
    }
    assert lists.successors("99M")[0].steps == 3
    assert lists.body("99M").kind is Kind.CCG
    assert lists.body("99M").closed == date(2021, 3, 31)
    assert lists.find("XX1") is None


def test_code_of_a_group_becomes_a_location(lists):
    body = lists.body("D4U1Y")
    assert (body.kind_on(date(2022, 6, 30)), body.kind_on(date(2022, 7, 1))) == (Kind.CCG, Kind.SUB_ICB)
    assert body.name_on(date(2022, 6, 30)) == "NHS Frimley CCG"
    assert lists.body("QNQ").kind_on(date(2022, 1, 1)) is Kind.STP
    assert ids(lists.parents("QNQ", date(2022, 1, 1))) == ["Y59"]


def test_newest_list_of_practices_closes_reopens_and_adds(lists):
    assert ids(lists.live("practice", CHANGED)) == ["P81001", "P81002", "P81003", "P81009"]
    assert lists.body("P81006").status_on(CHANGED).value == "not_listed"
    assert ids(lists.parents("P81001", CHANGED, Kind.ICB)) == ["S0E4D"]
    assert lists.map("icb26", "practice").owner("P81009") == "QOP"


def test_trusts_follow_the_newest_map(lists):
    assert ids(lists.live("trust", LAST)) == ["RWA", "RWB", "TAZ"]
    assert ids(lists.live("trust", CHANGED)) == ["RWA", "TAZ"]
    assert ids(lists.parents("RWA", LAST)) == ["QNQ"]
    assert ids(lists.parents("RWA", CHANGED)) == ["S0E4D"]
    assert lists.body("TAZ").opened == date(2003, 4, 1)


def test_tree_of_a_new_board_shows_practices_whose_location_was_split(lists):
    assert ids(node.body for node in lists.tree("S0E4D", CHANGED).children if node.kind is Kind.PRACTICE) == ["P81001"]


def test_maps_are_in_force_in_turn(lists):
    assert lists.map_on(LAST, unit="lsoa21").vintage == "icb24"
    assert lists.map_on(CHANGED, unit="lsoa21").vintage == "icb26"
    assert lists.map_on(CHANGED, unit="lsoa21").owner("E01000002") == "QRL"
    assert england(areas=False).maps == ()


def test_list_by_boards_of_no_one_map_is_said_and_not_used(folder):
    (folder / "practice_population_single_year_age_sex_apr2026.csv").write_text(
        "icb_code_2026,practice_code,m_0,f_95\nQNQ,P81001,1,1\nS0E4D,P81002,1,1\n"
    )
    register = england(folder)
    assert any("on no one map" in note for note in register.notes)
    assert ids(register.live("practice", CHANGED)) == ["P81001", "P81002", "P81006"]


def test_one_faulty_list_and_nothing_is_loaded(folder):
    (folder / "etr.csv").write_text(
        "code,name,national_grouping,hl_health_geography,open_date,close_date"
        + "\nRWA,A,Y59,QNQ,19910401,19800101\n,B,Y59,QNQ,1991,\n"
    )
    with pytest.raises(BadInput) as caught:
        england(folder)
    assert len(caught.value.problems) == 2


def test_folders_and_renamed_files_are_found(folder):
    inner = folder / "allocation"
    inner.mkdir()
    (folder / "epraccur.csv").rename(inner / "practices of december.csv")
    found = {item.what.key for item in find_lists(folder)}
    assert "gp_practices" in found
    assert found <= {item.key for item in public_lists()}


def test_a_huge_file_is_refused_at_once(folder):
    with (folder / "etr.csv").open("wb") as stream:
        stream.truncate(2_000_000_000)
    with pytest.raises(BadInput, match="too large"):
        find_lists(folder)


def test_list_that_is_gone_is_missing_evidence():
    dates = Dates.on(CHANGED)
    evidence = Evidence(rules=book(), facts=facts, dates=dates)
    with pytest.raises(MissingEvidence, match=r"epraccur"):
        register_from(evidence, {"gp_practices": "0" * 64})


def test_same_evidence_gives_the_same_register(folder):
    assert england(folder) is england(folder)


def test_location_that_the_package_does_not_know_is_taken_from_the_practices(folder):
    rows = ["P1,A,Y62,QOP,19740401,,A,9ZZ,4", "P2,B,Y62,QOP,19740401,,A,9YY,4", "P3,C,Y62,QYG,19740401,,A,9YY,4"]
    header = (folder / "epraccur.csv").read_text().splitlines()[0]
    (folder / "epraccur.csv").write_text("\n".join([header, *rows]) + "\n")
    register = england(folder, areas=False)
    assert ids(register.parents("9ZZ", LAST)) == ["QOP"]
    assert register.parents("9YY", LAST) == ()
    assert any("9YY are listed under several boards (QOP, QYG)" in note for note in register.notes)


def test_list_of_practices_without_any_day_or_none_in_england_adds_nothing(folder):
    header = (folder / "epraccur.csv").read_text().splitlines()[0]
    (folder / "epraccur.csv").write_text(header + "\nW99001,WELSH,W00,Q99,19740401,,A,7A1,4\n")
    (folder / "practice_population_single_year_age_sex_apr2026.csv").unlink()
    assert england(folder, areas=False).live("practice", LAST) == ()
