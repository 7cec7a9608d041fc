"""Rows come into a handbook all together or not at all, and twice is as once."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.governance.handbook import Handbook, Person, Seat
from commonweal.governance.handbook.exchange import (
    example_handbook,
    fingerprint,
    merge,
    merge_into,
    read_handbook,
    write_handbook,
)
from commonweal.problems import BadInput


def contents(place: Path) -> dict[str, bytes]:
    if place.is_file():
        return {"": place.read_bytes()}
    return {path.name: path.read_bytes() for path in sorted(place.iterdir())}


def test_rows_are_added_changed_or_the_same() -> None:
    book = Handbook.of([Person(person="P1", name="A"), Person(person="P2", name="B")])
    merged = merge(book, [Person(person="P2", name="C"), Person(person="P3", name="D"), Person(person="P1", name="A")])
    assert [change.done for change in merged.changes] == ["changed", "added", "same"]
    assert [row.name for row in merged.handbook.rows(Person)] == ["A", "C", "D"]


@pytest.mark.parametrize("form", ["book", "book.xlsx"])
def test_twice_is_as_once_and_the_second_writes_nothing(form: str, tmp_path: Path) -> None:
    rows = [row for each in example_handbook().tables.values() for row in each]
    first = merge_into(tmp_path / form, rows)
    written = contents(tmp_path / form)
    second = merge_into(tmp_path / form, rows)
    assert first.count("added") == second.count("same") == len(rows)
    assert contents(tmp_path / form) == written
    assert first.handbook.sha256 == second.handbook.sha256 == fingerprint(example_handbook())


@pytest.mark.parametrize("form", ["book", "book.xlsx"])
def test_one_bad_row_keeps_all_out(form: str, tmp_path: Path) -> None:
    write_handbook(example_handbook(), tmp_path / form)
    before = contents(tmp_path / form)
    rows = [Person(person="P9", name="Z"), Seat(seat="S9", body="NOWHERE", title="T", seat_class="member")]
    with pytest.raises(BadInput, match="NOWHERE"):
        merge_into(tmp_path / form, rows)
    assert contents(tmp_path / form) == before


def test_a_key_that_comes_twice_with_two_meanings_is_refused() -> None:
    with pytest.raises(BadInput, match="says something else"):
        merge(Handbook.of([Person(person="P1", name="A")]), [Person(person="P1", name=name) for name in ("B", "C")])


def test_columns_of_your_own_are_not_lost_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("Person,Name,Our reference\nP1,A,77\n")
    (tmp_path / "lunch.csv").write_text("soup\n")
    with pytest.raises(BadInput, match="would lose this"):
        merge_into(tmp_path, [Person(person="P2", name="B")])
    assert "77" in (tmp_path / "people.csv").read_text()
    (tmp_path / "people.csv").write_text("Person,Name\nP1,A\n")
    merge_into(tmp_path, [Person(person="P2", name="B")])
    assert (tmp_path / "lunch.csv").read_text() == "soup\n"
    assert len(read_handbook(tmp_path)) == 2


def test_a_handbook_with_faults_takes_nothing_in(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("Person,Name\nP1,\n")
    with pytest.raises(BadInput, match="blank"):
        merge_into(tmp_path, [Person(person="P2", name="B")])
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]
