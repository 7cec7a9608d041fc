"""What is written reads back as the same, in either form, whatever the cells hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from commonweal.governance.handbook import TABLES, Handbook, Interest, Person, Row, Seat, columns_of
from commonweal.governance.handbook.canonical import plain_text, plain_value
from commonweal.governance.handbook.columns import Column
from commonweal.governance.handbook.exchange import example_handbook, fingerprint, read_handbook, write_handbook
from commonweal.problems import BadInput

AWKWARD = (
    *("=1+1", "+44 20", "-5", "- a", "@sum", "'=1", "''=1", "'quoted'", "12", "1e5", "007", "TRUE", "yes", "NA", "n/a"),
    *("2026-04-01", "09:30", "a;b", "a, b", 'say "so"', "line\nbreak", "tab\there", "£5", "née", "_x0041_", "_x005F_"),
    *("\ufeffmark", "a\u2028b", "&amp;", "<b>", "0.1", "1,000", "|", "’", "A" * 300, "Seat", "Note:", "Note: a", "*"),
)
texts = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=25)).filter(lambda text: not text.strip().startswith("#"))


def values_of(column: Column) -> st.SearchStrategy[Any]:
    held: st.SearchStrategy[Any] = {
        "text": texts,
        "date": st.dates(date(1, 1, 1), date(9999, 12, 31)),
        "time": st.times().map(lambda time: time.strftime("%H:%M")),
        "yes_no": st.booleans(),
        "number": st.integers(-(2**53), 2**53),
        "money": st.integers(-(10**17), 10**17),
        "list": st.lists(texts.map(lambda text: text.replace(";", ",")), max_size=3).map(tuple),
    }[column.kind]
    if column.choices:
        one = st.sampled_from(column.choices)
        held = st.lists(one, max_size=2).map(tuple) if column.kind == "list" else one
    if column.required:
        return held.filter(lambda value: plain_value(value) not in ("", (), None))
    return held | st.just({"text": "", "list": ()}.get(column.kind))


def rows_of(row_class: type[Row]) -> st.SearchStrategy[Row]:
    return st.builds(row_class, **{each.name: values_of(each) for each in columns_of(row_class)})


@st.composite
def handbooks(draw: st.DrawFn) -> Handbook:
    chosen = draw(st.lists(st.sampled_from(sorted(TABLES)), min_size=1, max_size=3, unique=True))
    return Handbook.of([row for table in chosen for row in draw(st.lists(rows_of(TABLES[table]), max_size=3))])


def canonical(handbook: Handbook) -> dict[str, tuple[Row, ...]]:
    return {
        table: tuple(
            replace(
                row, where="", **{each.name: plain_value(getattr(row, each.name)) for each in columns_of(type(row))}
            )
            for row in rows
        )
        for table, rows in handbook.tables.items()
    }


@pytest.mark.parametrize("form", ["book.xlsx", "book"])
@settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)  # each example writes a file: shrinking one would take minutes
@example(handbook=example_handbook())
@given(handbook=handbooks())
def test_export_then_import_is_the_same_handbook(handbook: Handbook, form: str, tmp_path: Path) -> None:
    path = tmp_path / form
    write_handbook(handbook, path)
    back = read_handbook(path, linked=False)
    assert canonical(back) == canonical(handbook)
    assert back.sha256 == fingerprint(handbook) == fingerprint(back)
    write_handbook(back, path)
    assert read_handbook(path, linked=False).sha256 == back.sha256


@pytest.mark.parametrize("form", ["book.xlsx", "book"])
def test_each_awkward_text_comes_back(form: str, tmp_path: Path) -> None:
    rows = [Seat(seat=text, body=text, title=text, seat_class="chair", appointed_by=text) for text in AWKWARD]
    write_handbook(Handbook.of(rows), tmp_path / form)
    back = read_handbook(tmp_path / form, linked=False).rows(Seat)
    for text, row in zip(AWKWARD, back, strict=True):
        assert row.title == row.seat == row.appointed_by == plain_text(text)


def test_a_row_that_looks_like_notes_is_not_lost(tmp_path: Path) -> None:
    row = Person(person="Note: a", name="Note: b")
    write_handbook(Handbook.of([row]), tmp_path / "book")
    assert read_handbook(tmp_path / "book").rows(Person) == (row,)


def test_the_example_holds_together_in_both_forms(tmp_path: Path) -> None:
    for form in ("book.xlsx", "book"):
        write_handbook(example_handbook(), tmp_path / form)
        book = read_handbook(tmp_path / form)
        assert book.tables == example_handbook().tables
        assert book.notes == ()


def test_order_of_rows_does_not_change_the_fingerprint() -> None:
    people = [Person(person=f"P{n}", name="A") for n in range(3)]
    assert fingerprint(Handbook.of(people)) == fingerprint(Handbook.of(reversed(people)))
    assert fingerprint(Handbook.of(people)) != fingerprint(Handbook.of(people[:2]))


def test_where_a_row_stands_is_told(tmp_path: Path) -> None:
    write_handbook(example_handbook(), tmp_path / "book.xlsx")
    write_handbook(example_handbook(), tmp_path / "book")
    assert read_handbook(tmp_path / "book.xlsx").rows(Seat)[1].where == 'book.xlsx, sheet "seats", row 4'
    assert read_handbook(tmp_path / "book").rows(Seat)[1].where == "seats.csv, row 3"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Interest(statement="I", person="P", kind="financial", description="x" * 32_768), "32,768 characters"),
        (Person(person="P", name="A", other_names=("B; C",)), "another value"),
        (Person(person="P", name="#REF!"), "formula error"),
        (Person(person="", name="A"), "blank"),
        (Seat(seat="S", body="B", title="T", seat_class="king"), "none of the words"),
    ],
)
def test_what_would_not_read_back_is_not_written(row: Row, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=said):
        write_handbook(Handbook.of([row]), tmp_path / "book.xlsx")
    assert not list(tmp_path.iterdir())
