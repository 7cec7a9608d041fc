"""How long interests stay in public and in private after they have ended."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.governance.handbook import Handbook, Interest, Records
from commonweal.governance.retention import due

ENDED = date(2025, 8, 31)


def kept(on, *more_rows, **more):
    row = Interest(**({"statement": "S1", "person": "P1", "kind": "financial", "to_date": ENDED} | more))
    return due(Records(Handbook.of([row, *more_rows])), on)[0]


@pytest.mark.parametrize(
    ("on", "state", "shown"),
    [
        (date(2025, 8, 31), "current", True),
        (date(2025, 9, 1), "public", True),
        (date(2026, 2, 28), "public", True),
        (date(2026, 3, 1), "private", False),
        (date(2031, 8, 31), "private", False),
        (date(2031, 9, 1), "past", False),
    ],
)
def test_each_day_has_its_state(on, state, shown):
    row = kept(on)
    assert (row.state, row.shown) == (state, shown)
    assert row.sources or state == "current"


def test_the_register_may_show_and_keep_longer_and_never_shorter():
    longer = kept(date(2026, 5, 1), published_until=date(2026, 5, 31), kept_until=date(2035, 1, 1))
    assert (longer.state, longer.public_until, longer.kept_until) == ("public", date(2026, 5, 31), date(2035, 1, 1))
    shorter = kept(date(2026, 2, 1), published_until=date(2025, 9, 30), kept_until=date(2026, 1, 1))
    assert (shorter.state, shorter.public_until, shorter.kept_until) == (
        "public", date(2026, 2, 28), date(2031, 8, 31),
    )  # fmt: skip


def test_what_is_withheld_is_kept_in_private_only():
    row = kept(date(2025, 10, 1), public=False)
    assert (row.state, row.public_until, row.shown) == ("private", None, False)


def test_a_statement_that_another_replaces_ends_the_day_before():
    later = Interest(statement="S2", person="P1", kind="financial", supersedes="S1", from_date=date(2025, 9, 1))
    row = kept(date(2025, 10, 1), later, to_date=None)
    assert (row.ended_on, row.state) == (ENDED, "public")
    unsaid = Interest(statement="S2", person="P1", kind="financial", supersedes="S1")
    row = kept(date(2025, 10, 1), unsaid, to_date=None)
    assert (row.state, row.shown, row.unknown.fact) == ("unknown", False, "interests.to_date of S1")


def test_nil_returns_state_no_interest_and_the_rule_has_a_first_day():
    assert due(Records(Handbook.of([Interest(statement="S1", person="P1", kind="nil")])), ENDED) == ()
    assert kept(date(2026, 5, 1)).to_json()["public_until"] == "2026-02-28"
    assert due(Records(Handbook.of([Interest(statement="S1", person="P1", kind="financial")])), date(2017, 5, 1)) == ()
