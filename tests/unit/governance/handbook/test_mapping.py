"""Registers as they are met: titles above, merged cells, several people in a cell, days as text."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commonweal.governance.handbook import Body, Handbook, Interest, Person
from commonweal.governance.handbook.mapping import Mapped, Mapping, map_register, read_mapping, suggest_mapping
from commonweal.governance.handbook.mapping.names import plain_name
from commonweal.governance.handbook.mapping.schema import mapping_from
from commonweal.lined_yaml import LinedYaml
from commonweal.problems import BadInput

MAPPING = """
table: interests
fill_down: [Name]
skip:
  Name: ["Last updated*", Total]
blank: ["-", "N/A", Ongoing]
dates: {two_figure_years: 2000, month_means: first, day_counts: yes}
columns:
  statement: {made_of: [person, kind, counterparty, description], prefix: INT-}
  person: {from: Name, split: [" and ", "/"], find: people, make: "P-{name}"}
  kind:
    from: Type of interest
    words:
      Financial interests: financial
      Indirect interest: indirect
      Nothing to declare: nil
  local_label: Type of interest
  counterparty: Organisation
  description: {from: [Nature of interest, Role], join: ": ", default: none stated}
  from_date: From
  to_date: To
  declared_on: {from: column G}
  public: {value: yes}
"""
ROWS: list[list[Any]] = [
    ["Register of interests 2026/27"],
    ["Integrated care board", None, "printed April 2026"],
    [],
    [
        "Name",
        "Type of \n interest",
        "Organisation",
        "Nature of interest",
        "Role",
        "From / To",
        None,
        "From",
        "To",
        "Ref",
    ],
    [
        "Dr Any Body",
        "Financial Interests",
        "Acorn Practice",
        "Partner",
        "GP",
        None,
        "1/4/26",
        "March 2024",
        "Ongoing",
        9,
    ],
    [None, "indirect interest", "Oak Ltd", "Spouse's employer", None, None, 46113, "01.02.2025", "-", None],
    ["BODY, Other and Third Person", "Nothing to declare", None, None, None, None, date(2026, 4, 3), None, None, None],
    ["Last updated 5 April 2026"],
]


def mapping(text: str = MAPPING) -> Mapping:
    return mapping_from(LinedYaml.parse(text, file="map.yaml"))


def register(place: Path, rows: list[list[Any]] = ROWS, merge: str = "A5:A6") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Register"
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    if merge:
        sheet.merge_cells(merge)
    book.create_sheet("Guidance").append(["How to declare"])
    book.save(place / "register.xlsx")
    return place / "register.xlsx"


HELD = Handbook.of([Person(person="P07", name="Any Body"), Body(body="QWM", name="ICB", kind="icb")])


@pytest.fixture
def mapped(tmp_path: Path) -> Mapped:
    return map_register(mapping(), register(tmp_path), handbook=HELD)


def test_every_row_comes_in_with_merged_and_split_cells(mapped: Mapped) -> None:
    assert mapped.errors == ()
    interests = [row for row in mapped.rows if isinstance(row, Interest)]
    assert [(row.person, row.kind, row.counterparty) for row in interests] == [
        ("P07", "financial", "Acorn Practice"),
        ("P07", "indirect", "Oak Ltd"),
        ("P-other-body", "nil", ""),
        ("P-third-person", "nil", ""),
    ]
    assert [row.description for row in interests][:3] == ["Partner: GP", "Spouse's employer", "none stated"]
    assert interests[0].local_label == "Financial Interests"
    assert interests[0].public is True


def test_days_are_read_as_the_mapping_says(mapped: Mapped) -> None:
    first, second, third, _ = [row for row in mapped.rows if isinstance(row, Interest)]
    assert (first.from_date, first.to_date, first.declared_on) == (date(2024, 3, 1), None, date(2026, 4, 1))
    assert (second.from_date, second.declared_on) == (date(2025, 2, 1), date(2026, 4, 1))
    assert third.declared_on == date(2026, 4, 3)


def test_people_not_known_are_made_once(mapped: Mapped) -> None:
    made = [row for row in mapped.rows if isinstance(row, Person)]
    assert [(row.person, row.name) for row in made] == [
        ("P-other-body", "BODY, Other"), ("P-third-person", "Third Person"),
    ]  # fmt: skip


def test_what_was_left_is_told(mapped: Mapped) -> None:
    assert (mapped.register.sheet, mapped.register.header_row, mapped.register.skipped) == ("Register", 4, 1)
    assert mapped.unused == ("Ref",)
    assert mapped.rows[-1].where == 'register.xlsx, sheet "Register", row 7'


def test_ids_do_not_move_with_the_rows(mapped: Mapped, tmp_path: Path) -> None:
    moved = [*ROWS[:4], ["New Person", "Financial interests", "X", "Y"], *ROWS[4:]]
    again = map_register(mapping(), register(tmp_path, moved, merge="A6:A7"), handbook=HELD)
    before = {row.statement for row in mapped.rows if isinstance(row, Interest)}
    after = {row.statement for row in again.rows if isinstance(row, Interest)}
    assert before < after
    assert len(after) == len(before) + 1


def test_errors_name_the_registers_row_and_header(tmp_path: Path) -> None:
    rows = [*ROWS[:4], ["Any Body", "Friendship", "X", "Y", None, None, "soon", None, None, None]]
    found = map_register(mapping(), register(tmp_path, rows, merge=""), handbook=HELD)
    assert found.rows == ()
    assert [(each.row, each.column, each.given) for each in found.errors] == [
        (5, "Type of interest", "Friendship"), (5, "column G", "soon"),
    ]  # fmt: skip
    assert all((each.file, each.sheet) == ("register.xlsx", "Register") for each in found.errors)


def test_nothing_is_guessed_that_the_mapping_does_not_say(tmp_path: Path) -> None:
    strict = mapping(MAPPING.replace("dates:", "# dates:").replace(', make: "P-{name}"', ""))
    found = map_register(strict, register(tmp_path), handbook=HELD)
    told = {(each.row, each.given) for each in found.errors}
    assert told == {(5, "1/4/26"), (5, "March 2024"), (6, "46113"), (7, "BODY, Other"), (7, "Third Person")}


def test_a_name_that_two_people_have_is_not_chosen(tmp_path: Path) -> None:
    two = Handbook.of([Person(person="P1", name="Any Body"), Person(person="P2", name="Dr. Any Body")])
    found = map_register(mapping(), register(tmp_path), handbook=two)
    assert any("2 rows of people have this name" in each.what for each in found.errors)


def test_csv_registers_and_patterns() -> None:
    text = "table: people\ncolumns:\n  person: {made_of: [name], prefix: P-}\n"
    text += "  name: {from: Member, pattern: '^([^(]+)'}\n"
    found = map_register(mapping(text), b"Members\n\nMember;Age\nAny Body (chair);50\n;\n", name="members.csv")
    assert [row.name for row in found.rows if isinstance(row, Person)] == ["Any Body"]
    assert found.rows[0].where == "members.csv, row 4"


def test_several_parts_beside_several_others() -> None:
    text = "table: people\ncolumns:\n  person: {from: Id, split: [';']}\n  name: {from: Name, split: [';']}\n"
    found = map_register(mapping(text), b'Id,Name\n"P1;P2","A;B"\n"P3;P4;P5","C;D"\n', name="members.csv")
    assert any("2 parts stand beside 3" in each.what for each in found.errors)
    assert [(row.person, row.name) for row in found.rows if isinstance(row, Person)][:2] == [("P1", "A"), ("P2", "B")]


def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match='"Type of interest" in the mapping') as refused:
        map_register(mapping(MAPPING.replace("from: Type of interest", "from: Type")), register(tmp_path))
    assert "Nature of interest" in str(refused.value)
    with pytest.raises(BadInput, match="no such column"):
        map_register(mapping(MAPPING.replace("column G", "column ZZ")), register(tmp_path))


def test_two_sheets_with_the_columns_ask_which(tmp_path: Path) -> None:
    path = register(tmp_path)
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["Register"]).title = "Old"
    book.save(path)
    with pytest.raises(BadInput, match='sheet: "Register"'):
        map_register(mapping(), path)
    assert map_register(mapping(MAPPING + "sheet: Old\n"), path, handbook=HELD).errors == ()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("table: intrests\ncolumns: {}\n", 1, "write interests"),
        ("table: people\n", 1, "names no columns"),
        ("table: people\ncolumns:\n  person: Id\n", 2, "every row of people needs name"),
        ("table: people\ncolumns:\n  person: Id\n  name: Name\n  nmae: X\n", 5, "write name"),
        ("table: people\ncolumns:\n  person: Id\n  name: {form: Name}\n", 4, "comes from nowhere"),
        ("table: people\ncolumns:\n  person: Id\n  name: {form: Name}\n", 4, "write from"),
        ("table: people\ncolumns:\n  person: Id\n  name: {from: X, pattern: '('}\n", 4, "pattern cannot be read"),
        ("table: people\ncolumns:\n  person: Id\n  name: {from: X, find: trees}\n", 4, "people or bodies"),
        ("table: people\ncolumns:\n  name: N\n  person: {made_of: [nome]}\n", 4, "made of other columns"),
        ("table: people\ncolumns:\n  person: Id\n  name: N\ndates: {month_means: mid}\n", 5, "first, or last"),
        ("table: people\ncolumns:\n  person: Id\n  name: N\nheader_row: two\n", 5, "whole number"),
        ("- a\n- b\n", 1, "pairs of a word"),
        ("a: [", None, "not YAML"),
    ],
)
def test_faults_of_a_mapping_name_their_line(text: str, line: int | None, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        mapping(text)
    assert any(
        said in str(each).replace("Write", "write") and (line is None or each.row == line)
        for each in refused.value.problems
    )


def test_a_mapping_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    assert read_mapping(tmp_path / "map.yaml").table == "interests"
    with pytest.raises(BadInput, match="does not exist"):
        read_mapping(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("one", "other"), [("Dr Any Body", "any body"), ("BODY, Any", "Any Body"), ("Cllr. A. N. Other", "A N Other")]
)
def test_names_that_are_one(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


def test_a_suggestion_is_a_mapping_that_reads_the_register(tmp_path: Path) -> None:
    rows = [*ROWS[:3], ["Full name", "Category of interest", "Organisation", "Nature of interest", "Date from", "Ref"],
            ["Any Body", "Financial Interests", "Acorn", "Partner", "2024-03-01", 9],
            ["Any Body", "Non-Financial Professional Interests", "Oak", "Trustee", "2024-03-02", 9],
            ["Any Body", "Friends", "Elm", "Golf", "2024-03-02", 9]]  # fmt: skip
    path = register(tmp_path, rows, merge="")
    text = suggest_mapping(path, "interests")
    assert '# Not used: "Ref"' in text
    assert '# "Friends": one of financial' in text
    suggested = mapping(text)
    assert (suggested.sheet, suggested.header_row) == ("Register", 4)
    found = map_register(suggested, path, handbook=HELD)
    assert [(each.row, each.given) for each in found.errors] == [(7, "Friends")]
    assert [(row.person, row.kind, row.from_date) for row in found.rows if isinstance(row, Interest)] == [
        ("P07", "financial", date(2024, 3, 1)), ("P07", "non_financial_professional", date(2024, 3, 2)),
    ]  # fmt: skip


def test_a_suggestion_for_no_table_and_for_a_register_of_nothing() -> None:
    with pytest.raises(BadInput, match="Write interests"):
        suggest_mapping(b"Name\nA\n", "intrests", name="a.csv")
    assert "statement is needed" in suggest_mapping(b"x,y\n1,2\n", "interests", name="a.csv")
