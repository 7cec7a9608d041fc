"""A small fictional nation: two regions, three boards of which one splits, two locations, practices, a trust."""

from datetime import date
from fractions import Fraction

import pytest

from commonweal.organisations import (
    ODS,
    ONS,
    AreaMap,
    Body,
    Code,
    Kind,
    Membership,
    Period,
    Register,
    Role,
    Share,
    Succession,
    Version,
)

BEGAN, CHANGED = date(2022, 7, 1), date(2026, 4, 1)
LAST = date(2026, 3, 31)


def body(id, kind, name=None, first=BEGAN, last=None, **more):
    period = Period(first, last)
    version = Version(name or f"{kind.words} {id}", period=period, **more)
    return Body(id, (version,), (Role(kind, period),), (Code(id, ODS),), last_listed=CHANGED)


@pytest.fixture(autouse=True)
def no_lists_of_the_machine(monkeypatch):
    """What a test knows of England is in the package or made by the test."""
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)


@pytest.fixture
def make_body():
    """Makes a body open from July 2022."""
    return body


@pytest.fixture
def parts():
    """All that the nation is made of, to be changed by a test before it makes a register of it."""
    bodies = [
        body("Y1", Kind.REGION, "North", None),
        body("Y2", Kind.REGION, "South", None),
        body("WLD", Kind.ICB, "NHS Wealdmarch ICB", last=LAST),
        body("COAST", Kind.ICB, "NHS Coast ICB"),
        body("HILLS1", Kind.ICB, "NHS Hills ICB", CHANGED),
        body("L1", Kind.SUB_ICB),
        body("L2", Kind.SUB_ICB),
        body("U1", Kind.PCN),
        body("P1", Kind.PRACTICE),
        body("P2", Kind.PRACTICE),
        body("R1", Kind.TRUST),
    ]
    open_ended, before, after = Period(BEGAN), Period(BEGAN, LAST), Period(CHANGED)
    memberships = [
        Membership("WLD", "Y1", Kind.REGION, before),
        Membership("COAST", "Y2", Kind.REGION, open_ended),
        Membership("HILLS1", "Y1", Kind.REGION, after),
        Membership("L1", "WLD", Kind.ICB, before),
        Membership("L1", "HILLS1", Kind.ICB, after),
        Membership("L2", "COAST", Kind.ICB, open_ended),
        Membership("U1", "L1", Kind.SUB_ICB, open_ended),
        Membership("P1", "U1", Kind.PCN, open_ended),
        Membership("P1", "L1", Kind.SUB_ICB, open_ended),
        Membership("P2", "L2", Kind.SUB_ICB, open_ended),
        Membership("R1", "COAST", Kind.ICB, open_ended),
    ]
    successions = [
        Succession("WLD", "HILLS1", CHANGED, (Share("lsoa21", Fraction(3, 4)), Share("people", Fraction(7, 10)))),
        Succession("WLD", "COAST", CHANGED, (Share("lsoa21", Fraction(1, 4)), Share("people", Fraction(3, 10)))),
    ]
    old = {"E1": "WLD", "E2": "WLD", "E3": "WLD", "E4": "WLD", "E5": "COAST"}
    new = {"E1": "HILLS1", "E2": "HILLS1", "E3": "HILLS1", "E4": "COAST", "E5": "COAST"}
    maps = [
        AreaMap("icb24", "lsoa21", Kind.ICB, tuple(old.items()), before),
        AreaMap("icb26", "lsoa21", Kind.ICB, tuple(new.items()), after),
    ]
    return {"bodies": bodies, "memberships": memberships, "successions": successions, "maps": maps}


@pytest.fixture
def register(parts):
    """The nation, sound throughout."""
    return Register(**parts)


@pytest.fixture
def ons_code():
    """Makes an ONS code of a vintage."""
    return lambda value, vintage: Code(value, ONS, vintage)


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
    """A folder with a few made-up rows of every public list."""
    for name, header in HEADERS.items():
        lines = [line.strip() for line in ROWS[name].strip().splitlines()]
        (tmp_path / name).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return tmp_path
