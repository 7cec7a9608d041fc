"""Names that public bodies bore before, and hospitals of trusts: the table is whole, and what it tells is only near."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal import reference
from commonweal.governance.conflicts import conflicts_for
from commonweal.governance.counterparties import Matcher, Party, match
from commonweal.governance.handbook import Body, Handbook
from commonweal.governance.handbook.facts import Records
from commonweal.governance.handbook.interests import Interest
from commonweal.governance.known_names import are_two, body_key, known_names, names_before, sites_of
from commonweal.governance.parties import party_of

FORMER = reference.rows("organisations/nhs_trust_former_names")
HULL_BEFORE, HULL = "Hull and East Yorkshire Hospitals NHS Trust", "Hull University Teaching Hospitals NHS Trust"


def test_each_hospital_has_a_trust_with_a_name():
    codes = known_names().code
    assert all(row["trust_code"] in codes for row in reference.rows("organisations/nhs_trust_hospitals"))


def test_a_code_has_the_latest_name_known():
    codes = known_names().code
    assert codes["RXF"] == "Mid Yorkshire Teaching NHS Trust"  # the list has it under the name before
    assert codes["RCF"] == "Airedale NHS Foundation Trust"
    assert codes["QRL"] == "NHS Hampshire and Isle of Wight Integrated Care Board"


def test_no_body_comes_before_itself():
    assert [key for key in known_names().into if key in {body_key(name) for name in names_before(key)}] == []


@pytest.mark.parametrize(
    ("name", "now", "before"),
    [
        (HULL, HULL_BEFORE, True),
        ("East Suffolk and North Essex NHS Foundation Trust", "Ipswich Hospital NHS Trust", True),
        ("University Hospitals Bristol and Weston NHS Foundation Trust", "North Bristol NHS Trust", False),
        ("North Yorkshire Council", "Selby District Council", True),
        ("NHS Essex Integrated Care Board", "NHS Mid Essex CCG", True),
    ],
)
def test_names_before_run_back_and_not_sideways(name, now, before):
    assert (now in names_before(body_key(name))) is before


def test_a_hospital_is_of_the_trust_that_runs_it():
    assert "Addenbrooke's Hospital" in sites_of(body_key("Cambridge University Hospitals NHS Foundation Trust"))


def test_two_known_bodies_are_two_unless_one_took_over_from_the_other():
    assert are_two(body_key("Somerset Council"), body_key("Dorset Council"))
    assert not are_two(body_key(HULL), body_key(HULL_BEFORE))
    assert not are_two(body_key("Elmbrook Council"), body_key("Dorset Council"))


def test_a_former_name_is_shown_and_judged_never_sure():
    interest = Interest(statement="S1", person="P1", kind="financial", counterparty=HULL_BEFORE)
    found = conflicts_for(Records(Handbook.of([interest])), counterparties=[HULL], people=["P1"], on=date(2026, 11, 1))
    assert [(each.match, each.excluded) for each in found] == [("near", False)]
    assert "was its name, or that of a body before it" in found[0].sentence


def test_a_code_that_the_handbook_lacks_stands_for_the_name_known_in_england():
    records = Records(Handbook.of([]))
    assert HULL in party_of(records, "RWA").names
    assert match(Party.of(HULL), party_of(records, "RWA")).how == "name"


def test_the_handbooks_own_bodies_keep_their_codes_and_names():
    row = Body(body="RWA", name="The Elmbrook Trust", kind="trust", ods_code="RWA")
    assert party_of(Records(Handbook.of([row])), "RWA").names[0] == "The Elmbrook Trust"


def test_bodies_that_stand_are_hardly_ever_taken_for_one_another():
    ended = {row["code"] for row in FORMER if row["code"] != row["successor_code"]} | {
        row["predecessor"] for row in reference.rows("organisations/icb_succession_2026")
    }
    listed = {row["trust_code"] for row in reference.rows("organisations/nhs_trusts")}
    boards = {row["icb_code"] for row in reference.rows("organisations/icb_2026")}
    councils = {row["successor_name"] for row in reference.rows("organisations/council_successions")}
    names = [known_names().code[code] for code in sorted((listed | boards) - ended)] + sorted(councils)
    parties = [Party.of(name) for name in names]
    matcher = Matcher(parties)
    found = [
        (names[place], names[other], hit.how)
        for place, party in enumerate(parties)
        for other, hit in matcher.matches(party)
        if other > place
    ]
    assert [each for each in found if each[2] != "near"] == []
    assert len(found) <= 10, found  # of some 32,000 pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Elmbrook Health Centre, First Floor", "Oakmarch Health Centre, First Floor"),
        ("New Street Surgery", "Queen Street Surgery"),
        ("Western Road Surgery", "London Road Medical Centre"),
        ("Suite 4, Elmbrook House", "Suite 4, Oakmarch House"),
    ],
)
def test_an_address_in_common_makes_no_match(one, other):
    assert match(Party.of(one), Party.of(other)) is None
    assert match(Party.of(telling=f"Partner at {one}"), Party.of(other)) is None
