"""Working days in England, against hand-kept dates and a slow second way of counting."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.calendars import (
    add_working_days,
    bank_holidays,
    is_working_day,
    next_working_day,
    working_days_between,
)
from commonweal.problems import BadInput

# As published for England and Wales on the government's bank-holiday page.
PUBLISHED = {
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(("year", "days"), PUBLISHED.items())
def test_weekdays_off_are_the_published_bank_holidays(year, days):
    off = {day for day in bank_holidays(year) if day.weekday() < 5}
    assert off == {date.fromisoformat(f"{year}-{day}") for day in days.split()}


def test_scottish_and_irish_holidays_are_working_days_in_england():
    assert is_working_day(date(2026, 1, 2))
    assert is_working_day(date(2026, 3, 17))
    assert is_working_day(date(2026, 11, 30))


def test_early_may_holiday_moved_for_victory_in_europe_day():
    assert is_working_day(date(2020, 5, 4))
    assert not is_working_day(date(2020, 5, 8))


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        ("2026-04-02", 1, "2026-04-07"),
        ("2026-04-03", 1, "2026-04-07"),
        ("2026-12-24", 1, "2026-12-29"),
        ("2026-12-24", 8, "2027-01-08"),
        ("2026-11-21", 0, "2026-11-21"),
        ("2026-04-07", -1, "2026-04-02"),
        ("2026-04-04", -1, "2026-04-02"),
    ],
)
def test_counting_working_days_steps_over_weekends_and_holidays(day, count, reached):
    assert add_working_days(date.fromisoformat(day), count) == date.fromisoformat(reached)


def test_next_working_day_keeps_a_working_day():
    assert next_working_day(date(2026, 4, 2)) == date(2026, 4, 2)
    assert next_working_day(date(2026, 4, 3)) == date(2026, 4, 7)


def test_a_time_of_day_does_not_hide_a_holiday():
    assert not is_working_day(datetime(2026, 4, 3, 12, 30, tzinfo=UTC))
    assert add_working_days(datetime(2026, 4, 2, 9, tzinfo=UTC), 1) == date(2026, 4, 7)


@pytest.mark.parametrize("year", [1977, 2101])
def test_year_without_a_list_is_refused(year):
    with pytest.raises(BadInput, match="bank holidays"):
        is_working_day(date(year, 6, 1))


@given(DAYS, st.integers(0, 40))
@settings(deadline=None)
def test_adding_agrees_with_walking_day_by_day(day, count):
    reached, seen = day, 0
    while seen < count:
        reached += timedelta(days=1)
        if reached.weekday() not in (5, 6) and reached not in bank_holidays(reached.year):
            seen += 1
    assert add_working_days(day, count) == reached
    assert working_days_between(day, reached) == count


@given(DAYS, DAYS)
@settings(deadline=None)
def test_counting_backwards_is_the_negative(first, second):
    assert working_days_between(first, second) == -working_days_between(second, first)
