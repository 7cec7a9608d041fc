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
