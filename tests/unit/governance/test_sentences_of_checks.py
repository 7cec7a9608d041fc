"""What a finding says is so of the very rows: how many seats there are, and what is not recorded."""

from __future__ import annotations

from datetime import date, timedelta

from tests.unit.governance.cases._boards import holder
from tests.unit.governance.cases._wealdmarch import ICB, meeting
from tests.unit.governance.cases.c import FILLED

from commonweal.governance.checking import check_handbook
from commonweal.governance.handbook import Handbook, Publication

ON = date(2026, 5, 1)


def sentences(rule, *rows):
    found = check_handbook(Handbook.of(rows), on=ON, systems=["QWM"], rules=[rule])
    return [each.finding.sentence for each in found]


def test_a_person_in_two_seats_leaves_the_number_of_seats_and_is_told_where_it_counts():
    found = sentences("governance.C01", *holder(FILLED, "N2", person="P-N1"))
    members, chairs = found[:2]
    assert "has 10 seats, of which 9 count; at least 10 are expected. N2 is not counted" in members
    assert "has 1 seat; at least 1 is expected." in chairs
    of_class = {each.split(" the board")[0]: "N2" in each for each in found}
    assert {each for each, told in of_class.items() if told} == {"For members in all", "For non-executive members"}


def test_minutes_that_have_yet_to_be_agreed_are_not_said_to_be_unpublished_where_that_is_not_recorded():
    called = meeting(meeting="M2", on_date=ON + timedelta(10))
    papers = Publication(publication="PP", body="QWM", kind="papers", about="M1", published_on=date(2026, 1, 1))
    for more in ([], [papers]):
        minutes = next(each for each in sentences("governance.E04", ICB, meeting(), called, *more) if "agree" in each)
        assert "not published" not in minutes
        assert minutes.endswith("to agree; that they are out is not recorded yet.")
