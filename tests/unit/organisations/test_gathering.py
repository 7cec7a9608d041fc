"""Putting lists of different days together: names, runs of parents, openings, closings, and what is left out."""

from datetime import date

import pytest

from commonweal.organisations import Gathering, Kind, Period, Sighting, Status
from commonweal.organisations.gathering import UNNAMED

BEGAN, LISTED, CHANGED = date(2022, 7, 1), date(2022, 12, 1), date(2026, 4, 1)


@pytest.fixture
def gathering():
    held = Gathering()
    for board in ("QA", "QB"):
        held.body(board, Kind.ICB, f"Board {board}", Period(BEGAN))
    held.body("R1", Kind.TRUST, "Trust", Period(date(2000, 1, 1)), listed=LISTED)
    return held


def seen(parent, day, first=None, last=None):
    return Sighting("R1", parent, Kind.ICB, day, "a list", first, last)


def memberships(gathering):
    return [(m.parent, m.period.first, m.period.last) for m in gathering.register().memberships]


def test_first_name_of_a_day_is_kept_and_a_missing_name_is_filled():
    gathering = Gathering()
    gathering.body("X", Kind.PCN, UNNAMED)
    gathering.body("X", Kind.PCN, "Named later")
    gathering.body("X", Kind.PCN, "Another name")
    assert gathering.register().body("X").name == "Named later"
    assert len(gathering.register().body("X").versions) == 1


def test_lists_of_one_parent_make_one_membership(gathering):
    gathering.sighting(seen("QA", LISTED))
    gathering.sighting(seen("QA", CHANGED))
    assert memberships(gathering) == [("QA", BEGAN, None)]


def test_later_list_ends_the_earlier_membership(gathering):
    gathering.sighting(seen("QB", CHANGED))
    gathering.sighting(seen("QA", LISTED))
    assert memberships(gathering) == [("QA", BEGAN, date(2026, 3, 31)), ("QB", CHANGED, None)]


def test_known_first_day_of_the_later_list_counts(gathering):
    gathering.sighting(seen("QA", LISTED))
    gathering.sighting(seen("QB", CHANGED, first=date(2025, 1, 1)))
    assert memberships(gathering) == [("QA", BEGAN, date(2024, 12, 31)), ("QB", date(2025, 1, 1), None)]


def test_earlier_list_that_the_later_one_wholly_covers_is_left_out(gathering):
    gathering.sighting(seen("QA", LISTED, first=LISTED))
    gathering.sighting(seen("QB", CHANGED, first=date(2022, 8, 1)))
    assert [parent for parent, *_ in memberships(gathering)] == ["QB"]


def test_sightings_stay_within_the_lives_of_both(gathering):
    gathering.body("QC", Kind.ICB, "Closed", Period(BEGAN, date(2023, 3, 31)))
    gathering.body("QD", Kind.ICB, "Before", Period(date(1990, 1, 1), date(1995, 1, 1)))
    gathering.sighting(seen("QC", LISTED))
    gathering.sighting(Sighting("R1", "QD", Kind.REGION, LISTED, "a list"))
    assert memberships(gathering) == [("QC", BEGAN, date(2023, 3, 31))]


def test_told_memberships_are_kept_as_they_are_told(gathering):
    gathering.member("R1", "NOBODY", Kind.ICB, Period())
    assert memberships(gathering) == [("NOBODY", None, None)]


def test_body_that_a_later_list_leaves_out_is_no_longer_listed(gathering):
    assert gathering.ends_unlisted(["R1"], CHANGED) == 1
    assert gathering.ends_unlisted(["R1"], CHANGED) == 0
    body = gathering.register().body("R1")
    assert body.live_on(date(2026, 3, 31))
    assert body.status_on(CHANGED) is Status.NOT_LISTED
    assert body.closed is None


def test_body_known_only_from_a_later_list_has_no_known_opening(gathering):
    gathering.since_listed("R2", Kind.TRUST, "Newly named", CHANGED)
    body = gathering.register().body("R2")
    assert (body.opened, body.live_on(CHANGED), body.live_on(date(2026, 3, 31))) == (None, True, False)
    gathering.opens("R2", date(2003, 4, 1))
    body = gathering.register().body("R2")
    assert (body.opened, body.live_on(date(2010, 1, 1)), body.kind_on(date(2010, 1, 1))) == (
        date(2003, 4, 1),
        True,
        Kind.TRUST,
    )


def test_succession_closes_a_body_that_an_older_list_calls_open(gathering):
    gathering.ends_unlisted(["R1"], CHANGED)
    gathering.closes("R1", date(2024, 3, 31))
    body = gathering.register().body("R1")
    assert body.closed == date(2024, 3, 31)
    assert body.status_on(CHANGED) is Status.CLOSED


def test_succession_before_the_list_does_not_close(gathering):
    gathering.closes("R1", date(2020, 3, 31))
    assert gathering.register().body("R1").closed is None


def test_dormant_body_that_a_later_list_names_is_open_again():
    gathering = Gathering()
    gathering.body("P1", Kind.PRACTICE, "P", Period(date(1974, 4, 1)), status=Status.DORMANT, listed=LISTED)
    gathering.reopens("P1", CHANGED)
    gathering.reopens("P1", CHANGED)
    body = gathering.register().body("P1")
    assert body.status_on(date(2026, 3, 31)) is Status.DORMANT
    assert body.live_on(CHANGED)
    assert len(body.versions) == 2


def test_closed_body_that_a_later_list_names_is_open_again():
    gathering = Gathering()
    gathering.body("P1", Kind.PRACTICE, "P", Period(date(1974, 4, 1), date(2022, 9, 30)))
    gathering.reopens("P1", CHANGED)
    body = gathering.register().body("P1")
    assert not body.live_on(date(2024, 1, 1))
    assert body.live_on(CHANGED)
    assert body.kind_on(CHANGED) is Kind.PRACTICE


def test_roles_follow_one_another():
    gathering = Gathering()
    gathering.body("16C", Kind.SUB_ICB, "Location", Period(BEGAN))
    gathering.body("16C", Kind.CCG, "Group", Period(date(2020, 4, 1), date(2022, 6, 30)))
    body = gathering.register().body("16C")
    assert [role.kind for role in body.roles] == [Kind.CCG, Kind.SUB_ICB] == list(gathering.kinds("16C"))
    assert gathering.kinds("nobody") == ()
    assert "16C" in gathering
    assert "nobody" not in gathering
