"""A body of which no seats are entered can be asked about: nothing passes, and what is missing is named."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.governance.handbook import Body, Function, Grant, Seat
from commonweal.governance.handbook.exchange import merge
from commonweal.site.governance.forms.decide import DecideForm, deciders, places
from commonweal.site.governance.presenters.bodies import bodies_without_seats

DAY = date(2026, 5, 7)
COMMITTEE = Body(body="WORKFORCE", name="Workforce Committee", kind="committee", parent="EXAMPLE-ICB")
PLACE = Body(body="PLACE", name="Hill Place Partnership", kind="place_partnership", parent="EXAMPLE-ICB")


def without(handbook) -> set[str]:
    """The ids of the bodies that are told apart."""
    return {row.body for row in bodies_without_seats(handbook, DAY)}


def test_what_meets_and_what_a_grant_reaches_is_listed(handbook):
    assert "WORKFORCE" not in without(handbook)
    assert {"WORKFORCE", "PLACE"} <= without(merge(handbook, [COMMITTEE, PLACE]).handbook)
    plain = Body(body="FIRM", name="A firm", kind="company")
    function = handbook.rows(Function)[0].function
    granted = Grant(grant="G9", from_body="EXAMPLE-ICB", to_body="FIRM", function=function, route="section_65z5")
    assert "FIRM" not in without(merge(handbook, [plain]).handbook)
    assert "FIRM" in without(merge(handbook, [plain, granted]).handbook)


def test_with_a_seat_it_stands_among_the_others(handbook):
    seat = Seat(seat="W-01", body="WORKFORCE", title="Chair", seat_class="chair", voting=True)
    held = merge(handbook, [COMMITTEE, seat]).handbook
    assert "WORKFORCE" not in without(held)
    assert ("body:WORKFORCE", "Workforce Committee") in deciders(held, DAY)


def test_body_that_has_ended_is_not_listed(handbook):
    gone = Body(body="OLD", name="Old Committee", kind="committee", to_date=date(2026, 3, 31))
    assert "OLD" not in without(merge(handbook, [gone]).handbook)


def test_form_offers_it_and_says_that_its_seats_are_missing(handbook):
    held = merge(handbook, [COMMITTEE, PLACE]).handbook
    assert ("body:WORKFORCE", "Workforce Committee (no seats entered)") in deciders(held, DAY)
    assert ("PLACE", "Hill Place Partnership") in places(held, DAY)
    assert DecideForm({"who": "body:WORKFORCE"}, held, DAY).without_seats == "Workforce Committee"
    assert DecideForm({"who": "body:EXAMPLE-ICB"}, held, DAY).without_seats == ""


@pytest.mark.django_db
def test_page_answers_insufficient_data_and_names_the_seats(client):
    asked = {"title": "A contract", "who": "body:WEALDC1", "amount": "100", "show": "answer", "ask": "may"}
    page = client.get("/governance/wealdmarch/decide/", asked)
    assert page.status_code == 200
    text = page.content.decode()
    assert "Insufficient data" in text
    assert "quorum of WEALDC1 in the sheet terms" in text
    assert "so whether it is quorate cannot be told" in text
