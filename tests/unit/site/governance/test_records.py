"""Every sheet goes into the store and comes back with every field, whatever a field holds."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from commonweal.governance.handbook import TABLES, Handbook, Row
from commonweal.governance.handbook.columns import columns_of
from commonweal.site.governance import records
from commonweal.site.governance.models import StoredRow

SYSTEM = "QWM"


def filled(row_class: type[Row]) -> Row:
    """A row with something in each of its columns."""
    values = {
        "text": "£ Łódź; “text”",
        "date": date(2026, 5, 1),
        "time": "09:30",
        "yes_no": False,
        "number": 0,
        "money": 12345,
        "list": ("one", "two; three"),
    }
    chosen = {
        each.name: each.choices[:2] if each.kind == "list" else each.choices[0]
        for each in columns_of(row_class)
        if each.choices
    }
    return row_class(**{each.name: values[each.kind] for each in columns_of(row_class)} | chosen)


def least(row_class: type[Row]) -> Row:
    """A row with nothing but what is required."""
    needed = {each.name for each in columns_of(row_class) if each.required}
    whole = filled(row_class)
    return row_class(**{name: getattr(whole, name) for name in needed})


@pytest.mark.parametrize("make", [filled, least])
@pytest.mark.parametrize("table", TABLES)
def test_row_comes_back_with_every_field(table, make):
    row = make(TABLES[table])
    stored = StoredRow(**records.fields_of(row, system=SYSTEM), position=1)
    assert records.row_of(stored) == row
    assert stored.table == table
    for name in ("from_date", "to_date"):
        assert getattr(stored, name) == getattr(row, name, None)


def test_a_field_that_is_no_column_would_be_lost():
    for table, row_class in TABLES.items():
        known = {each.name for each in columns_of(row_class)}
        assert {each.name for each in fields(row_class)} - {"where"} == known, table


@pytest.mark.parametrize("table", TABLES)
def test_no_two_rows_of_different_keys_share_a_digest(table):
    whole, bare = filled(TABLES[table]), least(TABLES[table])
    assert (records.key_of(whole) == records.key_of(bare)) == (whole.key == bare.key)


@pytest.mark.django_db
def test_stored_handbook_is_the_one_that_was_imported(stored):
    read = records.stored_handbook("EXAMPLE-ICB")
    assert read.tables == Handbook.of([row for rows in stored.tables.values() for row in rows]).tables
    assert read.name == "the handbook of EXAMPLE-ICB"
    assert records.title_of(read, "EXAMPLE-ICB") == "NHS Example Integrated Care Board"


@pytest.mark.django_db
def test_system_without_a_handbook_is_told_what_to_do():
    with pytest.raises(records.NotStored, match="handbook import"):
        records.stored_handbook("QOP")
