"""Facts come typed, with the source of their row, and only when the key tells one row."""

import json
from datetime import date

import pytest

from commonweal import reference
from commonweal.answers import FactRecord, canonical_bytes


def test_a_fact_is_typed_and_cited_to_its_sheet_and_row():
    fact = reference.facts.look_up("allocations/core", {"year": "2024/25", "icb_code": "QYG"})
    assert fact.values["recurrent_allocation_k"] == 5_242_942
    assert fact.values["convergence"] == -0.0136
    assert fact.source.at == 'sheet "ICB Core Allocations 2024-25", row QYG'
    assert fact.source.publisher == "NHS England"
    assert fact.source.last_checked == date(2026, 11, 21)
    assert fact.source.status == "published"


def test_the_ending_may_be_left_out():
    key = {"year": "2024/25", "icb_code": "QYG"}
    assert reference.facts.look_up("allocations/core.csv", key) == reference.facts.look_up("allocations/core", key)


def test_what_is_missing_is_none():
    fact = reference.facts.look_up("allocations/pod", {"year": "2025/26", "icb_code": "QHM"})
    assert fact.values["convergence"] is None
    assert reference.facts.look_up("allocations/core", {"year": "2030/31", "icb_code": "QYG"}) is None
    assert reference.facts.look_up("allocations/nothing", {"year": "2030/31"}) is None
    assert reference.facts.rows("allocations/nothing", {}) == ()
    assert reference.facts.rows("allocations/core", {"year": "1999/00"}) == ()


def test_a_key_that_fits_several_rows_or_no_column_is_refused():
    with pytest.raises(LookupError, match="3 rows"):
        reference.facts.look_up("allocations/core", {"icb_code": "QYG"})
    with pytest.raises(LookupError, match="no column icb"):
        reference.facts.look_up("allocations/core", {"icb": "QYG"})


def test_rows_are_keyed_by_the_tables_own_key():
    found = reference.facts.rows("allocations/core", {"year": "2025/26"})
    assert len(found) == 42
    assert dict(found[0].key) == {"year": "2025/26", "icb_code": found[0].values["icb_code"]}
    assert len(reference.facts.rows("organisations/regions", {})) == 7


@pytest.mark.parametrize("table", sorted(reference.manifest().tables))
def test_every_fact_can_stand_in_a_receipt(table):
    for fact in reference.facts.rows(table, {}):
        again = FactRecord.from_json(json.loads(canonical_bytes(fact.to_json())))
        assert again == fact


def test_one_digest_names_all_tables():
    assert len(reference.manifest().digest) == 64


def test_an_unknown_table_is_an_error():
    with pytest.raises(KeyError):
        reference.rows("allocations/nothing.csv")
