"""Words of an address written short: ``St`` is a saint or a street by where it stands, the others by a table."""

from __future__ import annotations

import pytest
from tests.unit.governance.small_committee import START, ask, rows, told

from commonweal.governance.counterparties import Matcher, Party, match
from commonweal.governance.handbook import Interest

SAME = [
    ("Elm St Surgery", "Elm Street Surgery"),
    ("ELM ST. SURGERY", "Elm Street Surgery"),
    ("High St Medical Centre", "High Street Medical Centre"),
    ("North St Practice", "North Street Practice"),
    ("Elm St", "Elm Street"),
    ("Elm St Elmbrook Surgery", "Elm Street Elmbrook Surgery"),
    ("St Mary's Surgery", "Saint Marys Surgery"),
    ("The St Mary's Surgery", "Saint Marys Surgery"),
    ("Bury St Edmunds Surgery", "Bury Saint Edmunds Surgery"),
    ("St John St Surgery", "Saint John Street Surgery"),
    ("St Johns Rd Surgery", "Saint Johns Road Surgery"),
    ("Elm Rd Surgery", "Elm Road Surgery"),
    ("Elm Ln Surgery", "Elm Lane Surgery"),
    ("Elm Ave Surgery", "Elm Avenue Surgery"),
    ("Mt Pleasant Surgery", "Mount Pleasant Surgery"),
    ("Elm Sq Surgery", "Elm Square Surgery"),
    ("Elm Cres. Surgery", "Elm Crescent Surgery"),
    ("Elm Gdns Surgery", "Elm Gardens Surgery"),
    ("Elm Hse Surgery", "Elm House Surgery"),
    ("Elm Ct Surgery", "Elm Court Surgery"),
    ("Elm Pl Surgery", "Elm Place Surgery"),
    ("Elm Cl Surgery", "Elm Close Surgery"),
    ("Elm Dr Surgery", "Elm Drive Surgery"),
    ("Elm Str Surgery", "Elm Street Surgery"),
    ("Pk Lane Surgery", "Park Lane Surgery"),
    ("The Sq Surgery", "The Square Surgery"),
    ("Dr Oakley's Surgery", "Doctor Oakleys Surgery"),
]
OTHERS = [
    ("Elm St Surgery", "Oak Street Surgery"),
    ("St Mary's Surgery", "Mill Street Surgery"),
    ("Elm Rd Surgery", "Oak Road Surgery"),
    ("St Mary's Surgery", "St John's Surgery"),
]


@pytest.mark.parametrize(("short", "whole"), SAME)
def test_short_and_whole_are_one_name(short, whole):
    for one, other in ((short, whole), (whole, short)):
        found = match(one, other)
        assert found is not None
        assert found.how == "name"
        assert [place for place, _ in Matcher([Party.of(other)]).matches(Party.of(one))] == [0]


@pytest.mark.parametrize(("short", "whole"), SAME)
def test_line_of_a_register_that_mentions_the_short_form_matches(short, whole):
    assert match(Party.of("", telling=f"Partner at {short}, unpaid"), Party.of(whole)) is not None
    assert match(Party.of("", telling=f"Partner at {whole}, unpaid"), Party.of(short)) is not None


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_an_address_in_common_makes_no_match(one, other):
    assert match(one, other) is None


def test_initials_that_look_like_an_address_stay_initials():
    found = match("HSE", "Health Services Europe Ltd")
    assert found is not None
    assert found.how == "near"


def test_member_with_an_interest_under_the_whole_name_leaves_when_the_agenda_has_the_short_one():
    owner = Interest(
        statement="N9", person="P4", kind="financial", counterparty="Elm Street Surgery", from_date=START,
        declared_on=START,
    )  # fmt: skip
    answer = ask(counterparties=["Elm St Surgery"], handbook=[*rows(), owner])
    assert any("statement N9" in sentence and "leaves for this item" in sentence for sentence in told(answer))
    assert answer.to_json() != ask(counterparties=["Oak St Surgery"], handbook=[*rows(), owner]).to_json()
