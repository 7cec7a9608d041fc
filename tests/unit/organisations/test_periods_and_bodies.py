"""Periods and bodies: ends included, unknown ends, statuses, names and roles over time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.organisations import Body, Code, Kind, Period, Role, Status, Version
from commonweal.problems import BadInput

DAYS = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
PERIODS = st.tuples(DAYS, DAYS).map(lambda ends: Period(*sorted(ends)) if None not in ends else Period(*ends))


def test_both_ends_are_inside():
    period = Period(date(2022, 7, 1), date(2026, 3, 31))
    assert period.holds_on(date(2022, 7, 1))
    assert period.holds_on(date(2026, 3, 31))
    assert not period.holds_on(date(2022, 6, 30))
    assert not period.holds_on(date(2026, 4, 1))
    assert period.day_after == date(2026, 4, 1)
    assert period.day_before == date(2022, 6, 30)
    assert Period().day_after is None
    assert Period().day_before is None


def test_last_day_before_first_is_refused():
    with pytest.raises(BadInput, match="before the first"):
        Period(date(2026, 4, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(), "always"),
        (Period(date(2026, 4, 1)), "from 1 April 2026"),
        (Period(None, date(2026, 3, 31)), "until 31 March 2026"),
        (Period(date(2022, 7, 1), date(2026, 3, 31)), "1 July 2022 to 31 March 2026"),
    ],
)
def test_period_in_words(period, words):
    assert str(period) == words


@given(PERIODS, PERIODS, st.dates(date(1999, 1, 1), date(2031, 1, 1)))
def test_common_days_are_those_inside_both(one, other, day):
    common = one.common(other)
    inside = common is not None and common.holds_on(day)
    assert inside == (one.holds_on(day) and other.holds_on(day))
    assert (common is not None) == one.overlaps(other) == other.overlaps(one)
    if one.encloses(other) and other.holds_on(day):
        assert one.holds_on(day)


def board():
    was = Period(None, date(2022, 6, 30))
    now = Period(date(2022, 7, 1), date(2026, 3, 31))
    return Body(
        "QNQ",
        (Version("Frimley Partnership", period=was), Version("NHS Frimley ICB", period=now)),
        (Role(Kind.STP, was), Role(Kind.ICB, now)),
        (Code("QNQ"), Code("E54000034", "ONS GSS", "icb24", now)),
    )


def test_body_changes_name_and_kind_under_one_code():
    body = board()
    assert body.name_on(date(2022, 6, 30)) == "Frimley Partnership"
    assert body.name_on(date(2022, 7, 1)) == body.name == "NHS Frimley ICB"
    assert body.kind_on(date(2022, 6, 30)) is Kind.STP
    assert body.kind_on(date(2022, 7, 1)) is body.kind is Kind.ICB
    assert [code.value for code in body.codes_on(date(2022, 1, 1))] == ["QNQ"]
    assert body.opened is None
    assert body.closed == date(2026, 3, 31)


def test_status_after_the_last_day_is_closed_and_before_the_first_is_none():
    body = Body("P1", (Version("P1", period=Period(date(2020, 1, 1), date(2020, 12, 31))),), ())
    assert body.status_on(date(2019, 12, 31)) is None
    assert body.status_on(date(2020, 6, 1)) is Status.OPEN
    assert body.status_on(date(2021, 1, 1)) is Status.CLOSED
    assert body.kind is Kind.OTHER
    assert body.kind_on(date(2020, 6, 1)) is None


@pytest.mark.parametrize("status", [Status.DORMANT, Status.PROPOSED, Status.NOT_LISTED, Status.CLOSED])
def test_only_an_open_body_is_live(status):
    body = Body("P1", (Version("P1", status),), ())
    assert not body.live_on(date(2026, 4, 1))
    assert body.status_on(date(2026, 4, 1)) is status


def test_kinds_and_statuses_have_words():
    assert {kind.words for kind in Kind} >= {"NHS trust", "integrated care board", "combined authority"}
    assert Kind.COMBINED_AUTHORITY.plural == "combined authorities"
    assert Status.NOT_LISTED.words == "not listed"
