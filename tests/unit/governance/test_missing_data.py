"""Missing data never passes: whatever is taken out of a clean handbook, no check falls over and none turns green."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields, replace
from functools import lru_cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.governance.generated.handbook import clean_rows
from tests.unit.governance.generated.plan import ON

from commonweal.answers import Verdict, all_of
from commonweal.governance.checking import UNDECIDED, check_handbook
from commonweal.governance.handbook import TABLES, Handbook, Row, columns_of

SYSTEM = "QMM"
ROWS = tuple(clean_rows(SYSTEM, 2))

SAYS_SOMETHING = {
    "to_date",
    "grants.place",
    "responsibility_groups.icb",
    "publications.withdrawn_on",
    "documents.replaces",
}
"""Columns in which a blank says something, as their notes tell: until further notice, everywhere, nobody."""


def verdicts(rows: Iterable[Row]) -> dict[str, Verdict]:
    found = defaultdict(list)
    for each in check_handbook(Handbook.of(rows), on=ON, systems=[SYSTEM]):
        found[each.rule.number].append(each.verdict)
    return {rule: all_of(held) for rule, held in found.items()}


@lru_cache(maxsize=1)
def clean() -> dict[str, Verdict]:
    return verdicts(ROWS)


@lru_cache(maxsize=64)
def blanks(row_class: type[Row]) -> tuple[tuple[str, object], ...]:
    """The columns of a table that may be blank, and how a blank stands in a row."""
    blank = {each.name: each.default for each in fields(row_class)}
    return tuple((each.name, blank[each.name]) for each in columns_of(row_class) if blank[each.name] is not MISSING)


CELLS = [
    (place, name, blank)
    for place, row in enumerate(ROWS)
    for name, blank in blanks(type(row))
    if getattr(row, name) != blank and name not in SAYS_SOMETHING and f"{row.TABLE}.{name}" not in SAYS_SOMETHING
]


def blanked(rows: Sequence[Row], cells: Iterable[tuple[int, str, object]]) -> list[Row]:
    changed = list(rows)
    for place, name, blank in cells:
        changed[place] = replace(changed[place], **{name: blank})
    return changed


@pytest.mark.parametrize("table", sorted({row.TABLE for row in ROWS}))
def test_an_empty_sheet_neither_breaks_a_rule_nor_keeps_one(table):
    left = verdicts(row for row in ROWS if table != row.TABLE)
    assert [rule for rule, verdict in left.items() if verdict is Verdict.FAIL] == []
    assert [rule for rule, verdict in left.items() if verdict is Verdict.PASS and clean()[rule] in UNDECIDED] == []


COLUMNS = sorted(
    f"{table}.{name}"
    for table, row_class in TABLES.items()
    for name, _ in blanks(row_class)
    if any(table == row.TABLE and getattr(row, name) not in (None, "", ()) for row in ROWS)
    and not {name, f"{table}.{name}"} & SAYS_SOMETHING
)


@pytest.mark.parametrize("fact", COLUMNS)
def test_a_column_that_nobody_filled_in_breaks_no_rule(fact):
    table, name = fact.split(".")
    blank = dict(blanks(TABLES[table]))[name]
    left = verdicts(replace(row, **{name: blank}) if table == row.TABLE else row for row in ROWS)
    assert [rule for rule, verdict in left.items() if verdict is Verdict.FAIL] == []


FIRST_ROWS = {row.TABLE: place for place, row in reversed(list(enumerate(ROWS)))}


@pytest.mark.parametrize("table", sorted(FIRST_ROWS))
def test_a_row_that_loses_one_cell_after_the_other_never_turns_green(table):
    cells = [cell for cell in CELLS if cell[0] == FIRST_ROWS[table]]
    Random(table).shuffle(cells)
    before = clean()
    for number in range(1, min(len(cells), 8) + 1):
        after = verdicts(blanked(ROWS, cells[:number]))
        assert [rule for rule in after if after[rule] is Verdict.PASS and before[rule] in UNDECIDED] == []
        before = after


@settings(max_examples=40)
@given(st.lists(st.sampled_from(CELLS), min_size=2, max_size=40), st.integers(1, 39))
def test_what_cannot_be_told_is_not_kept_once_even_less_is_known(cells, first):
    before = verdicts(blanked(ROWS, cells[:first]))
    after = verdicts(blanked(ROWS, cells))
    greened = [rule for rule, verdict in after.items() if verdict is Verdict.PASS and before[rule] in UNDECIDED]
    assert greened == []


@settings(max_examples=40)
@given(st.sets(st.integers(0, len(ROWS) - 1), min_size=1, max_size=200), st.lists(st.sampled_from(CELLS), max_size=20))
def test_no_check_falls_over_whatever_is_taken_out(gone, cells):
    changed = blanked(ROWS, cells)
    left = verdicts(row for place, row in enumerate(changed) if place not in gone)
    assert left.keys() == clean().keys()
