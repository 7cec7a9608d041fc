"""Financial years: reading, edges, order and stepping."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.calendars import FinancialYear
from commonweal.problems import BadInput


@pytest.mark.parametrize("written", ["2025/26", "2025-26", "2025/2026", "2025–26", " FY2025/26 ", "fy 2025-26"])
def test_every_way_of_writing_a_year_is_one_year(written):
    assert str(FinancialYear(written)) == "2025/26"
    assert FinancialYear(written) == FinancialYear("2025/26")


@pytest.mark.parametrize(
    "written", ["2025", "2025/27", "2025/2027", "25/26", "2025/6", "", "2025/26/27", "9999/00", None]
)
def test_anything_else_is_refused_and_said(written):
    with pytest.raises(BadInput, match="2025/26"):
        FinancialYear(written)


def test_turn_of_the_century_is_read():
    assert str(FinancialYear("1999/00").next()) == "2000/01"
    assert FinancialYear("1999/2000").end == date(2000, 3, 31)


def test_leap_year_has_366_days():
    assert FinancialYear("2023/24").days == 366
    assert FinancialYear("2024/25").days == 365


def test_years_sort_and_hold_their_days():
    years = [FinancialYear("2026/27"), FinancialYear("2024/25")]
    assert [str(year) for year in sorted(years)] == ["2024/25", "2026/27"]
    assert date(2026, 3, 31) in FinancialYear("2025/26")
    assert date(2026, 4, 1) not in FinancialYear("2025/26")
    assert "2026-03-31" not in FinancialYear("2025/26")


@given(st.dates(date(1980, 1, 1), date(2090, 1, 1)))
def test_every_day_is_in_exactly_one_year(day):
    year = FinancialYear.containing(day)
    assert year.start <= day <= year.end
    assert year.next().start == year.end + timedelta(days=1)
    assert year.next().previous() == year
    assert day in year
