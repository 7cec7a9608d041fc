"""Numbers and dates in words: what is missing is said to be, never shown as nought."""

from __future__ import annotations

import datetime
import math

import pytest

from commonweal.answers import Quantity, Source, Verdict
from commonweal.site.components.answers import VERDICT_CLASS, source_line, value_and_unit
from commonweal.site.components.words import calendar_date, in_words, percent, quantity, thousands_of_pounds


@pytest.mark.parametrize("unit", ["gbp_pence", "gbp_thousand", "fraction", "people", "count", "ratio", "text", "date"])
def test_missing_value_is_never_nought(unit):
    assert in_words(None, unit) == "not known"
    assert in_words(math.nan, unit) == "not known"


@pytest.mark.parametrize(
    ("value", "unit", "signed", "words"),
    [
        (0, "gbp_pence", True, "£0"),
        (-1, "gbp_pence", False, "−£0.01"),
        (100_000, "gbp_thousand", True, "+£100,000k"),
        (0.12345, "fraction_fine", False, "12.35%"),
        (-0.0004, "fraction", True, "0.0%"),
        (1_234_567, "people", False, "1,234,567"),
        (1.00049, "ratio", False, "1.0005"),
        (True, "text", False, "yes"),
        (datetime.date(2026, 3, 31), "text", False, "31 March 2026"),
        ("2025-26", "text", False, "2025-26"),
        (-3, "other", False, "−3"),
    ],
)
def test_value_in_words(value, unit, signed, words):
    assert in_words(value, unit, signed=signed) == words


def test_missing_parts_of_the_others():
    assert calendar_date(None) == quantity(None) == percent(None) == thousands_of_pounds(None) == "not known"


def test_quantity_of_text_keeps_its_hyphens():
    assert quantity(Quantity("2025-26", "text")) == "2025-26"
    assert value_and_unit(Quantity("2025-26", "text")) == ("2025-26", "")
    assert value_and_unit(Quantity(7, "count")) == ("7", "")
    assert value_and_unit(Quantity(7, "working_days")) == ("7", "working days")


def test_every_verdict_has_its_look():
    assert set(VERDICT_CLASS) == set(Verdict)
    assert len(set(VERDICT_CLASS.values())) == len(Verdict)


def test_source_that_is_stale_or_not_in_force_says_so():
    day = datetime.date(2026, 11, 21)
    fresh = source_line(Source("Act", at="section 1", last_checked=day), day)
    assert (fresh["stale"], fresh["status"], fresh["checked"]) == (False, "", "last checked 21 November 2026")
    old = source_line(Source("Act", status="enacted_not_commenced", last_checked=datetime.date(2020, 1, 1)), day)
    assert (old["stale"], old["status"]) == (True, "enacted, not in force")
    assert source_line(Source("Act"), day)["checked"] == "never checked"


def test_source_grows_stale_by_the_day_in_london(monkeypatch):
    """At half past eleven at night in universal time it is the next day there in summer."""
    now = datetime.datetime(2026, 7, 1, 23, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    asked = []
    monkeypatch.setattr(Source, "is_stale", lambda self, day: asked.append(day))
    source_line(Source("Act"))
    assert asked == [datetime.date(2026, 7, 2)]


def test_frame_of_a_page_leaves_a_view_its_own_day(rf):
    from commonweal.site.templates import page_frame

    request = rf.get("/")
    request.without_account = True
    assert set(page_frame(request)) == {"navigation"}
