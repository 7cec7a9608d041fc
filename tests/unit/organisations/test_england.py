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

HEADERS = {
    "epraccur.csv": "code,name,national_grouping,hl_health_geography,open_date,close_date,status,commissioner,"
    "prescribing_setting",
    "epcn.csv": "PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date",
    "epcncorepartnerdetails.csv": "Partner Organisation Code,Practice Parent Sub ICB Loc Code,PCN Code,"
    "PCN Parent Sub ICB Loc Code,Practice to PCN Relationship Start Date,Practice to PCN Relationship End Date",
    "etr.csv": "code,name,national_grouping,hl_health_geography,open_date,close_date",
    "trust_to_icb_2026_mapping.csv": "trust_name,nhs_code,region,sector,icb_code",
    "succ.csv": "old_code,new_code,date",
    "gp-reg-pat-prac-map.csv": "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PCN_CODE,ONS_CCG_CODE,CCG_CODE,CCG_NAME,"
    "ONS_STP_CODE,STP_CODE,STP_NAME,ONS_COMM_REGION_CODE,COMM_REGION_CODE,COMM_REGION_NAME",
    "practice_population_single_year_age_sex_apr2026.csv": "icb_code_2026,practice_code,m_0,f_95",
    "lsoa21_icb24_icb26.csv": "lsoa21_code,sicbl24_code,sicbl24_code_nhs,icb24_code_nhs,icb26_code_nhs",
    "icb_2026_codes_names.csv": "icb_code,icb_name",
}
ROWS = {
    "epraccur.csv": """
        P81001,FIRST,Y59,QNQ,19740401,,A,D4U1Y,4
        P81002,SECOND,Y62,QJ2,19740401,,A,15M,4
        P81003,DORMANT,Y62,QOP,19740401,,D,01Y,4
        P81004,CLOSED,Y62,QOP,19740401,20180331,C,00Y,4
        P81005,THIRD,Y62,QOP,19740401,20221101,C,01Y,4
        P81006,STAYS,Y62,QOP,19740401,,A,01Y,4
        W99001,WELSH,W00,Q99,19740401,,A,7A1,4""",
    "epcn.csv": "U99001,ONE PCN,15M,NHS DERBY AND DERBYSHIRE ICB - 15M,20190701,",
    "epcncorepartnerdetails.csv": "P81002,15M,U99001,15M,20190701,",
    "etr.csv": """
        RWA,TRUST A,Y59,QNQ,19910401,
        RWB,TRUST B,Y62,QOP,19910401,
        RWC,WELSH TRUST,W00,Q99,19910401,""",
    "trust_to_icb_2026_mapping.csv": """
        Trust A,RWA,South East,Acute,S0E4D
        Trust Z,TAZ,South East,Acute,S0E4D""",
    "succ.csv": """
        99M,D4U1Y,2021-04-01
        RWY,TAZ,2003-04-01
        XX1,XX2,1990-01-01""",
    "gp-reg-pat-prac-map.csv": """
        01Jan2022,P81001,FIRST,U,E38000252,D4U1Y,NHS Frimley CCG,E54000034,QNQ,Frimley,E40000005,Y59,South East
        01Jan2022,P81002,SECOND,U,E38000182,01Y,Tameside and Glossop,E54000057,QOP,GM,E40000010,Y62,North West
        01Jan2022,P81006,STAYS,U,E38000182,01Y,Tameside and Glossop,E54000057,QOP,GM,E40000010,Y62,North West""",
    "practice_population_single_year_age_sex_apr2026.csv": """
        S0E4D,P81001,1,1
        QJ2,P81002,1,1
        QOP,P81003,1,1
        QOP,P81009,1,1""",
    "lsoa21_icb24_icb26.csv": """
        E01000001,E38000252,D4U1Y,QNQ,S0E4D
        E01000002,E38000252,D4U1Y,QNQ,QRL""",
    "icb_2026_codes_names.csv": "S0E4D,NHS SURREY AND SUSSEX INTEGRATED CARE BOARD",
}


@pytest.fixture
def folder(tmp_path):
    for name, header in HEADERS.items():
        lines = [line.strip() for line in ROWS[name].strip().splitlines()]
        (tmp_path / name).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return tmp_path


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
    (folder / "etr.csv").write_text(HEADERS["etr.csv"] + "\nRWA,A,Y59,QNQ,19910401,19800101\n,B,Y59,QNQ,1991,\n")
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
