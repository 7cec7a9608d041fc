"""Three registers in the shapes in which boards publish them, taken in by a mapping from the command line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commonweal.cli import main
from commonweal.governance.handbook import Body, Handbook, Interest, Person
from commonweal.governance.handbook.exchange import read_handbook, write_handbook
from commonweal.governance.handbook.mapping.ranges import part_of_range

NATIONAL = [
    ["NHS Somewhere Integrated Care Board"],
    ["Register of interests of members of the board and its committees", *[None] * 9, "Last updated: June 2024"],
    [],
    [
        "Name", "Current position(s) held", "Declared interest (name of the organisation and nature of business)",
        "Type of interest", None, None, None, "Nature of interest", "Date of interest", None,
        "Action taken to mitigate risk",
    ],
    [
        None, None, None, "Financial interests", "Non-financial professional interests",
        "Non-financial personal interests", "Indirect interests", None, "From", "To", None,
    ],
    ["Board members"],
    [
        "Dr Member A", "Partner member", "Acorn Practice", "X", None, None, None, "Partner", "Apr-16", "Present",
        "Leaves the room",
    ],
    [None, None, "Oak Federation", "x", "x", None, None, "Shareholder and director", 2018, "Ongoing", "Declares it"],
    [
        "Cllr. Member B", "Partner member", "Elm Council", None, "✓", None, None, "Councillor", "01/05/2021", "N/A",
        "N/A",
    ],
    [],
    ["Directorate of Finance"],
    ["Member C", "Director", "Ash Ltd", None, None, None, "Yes", "Spouse is employed", "June 2022", "31.03.2024", "-"],
    ["Prof. Dame Member D", "Non-executive member", "None", None, None, None, None, None, None, None, None],
]  # fmt: skip
NATIONAL_MAPPING = """
table: interests
header_row: 5
fill_down: [Name]
skip_lone_cells: yes
blank: ["-", "N/A", Present, Ongoing, None]
dates: {two_figure_years: 2000, month_means: first, year_means: first}
columns:
  statement: {made_of: [person, kind, counterparty], prefix: INT-}
  person: {from: Name, find: people, make: "P-{name}"}
  kind:
    default: nil
    marked:
      Financial interests: financial
      Non-financial professional interests: non_financial_professional
      Non-financial personal interests: non_financial_personal
      Indirect interests: indirect
  counterparty: Declared interest (name of the organisation and nature of business)
  description: {from: Nature of interest, default: nothing to declare}
  from_date: From
  to_date: To
  mitigation: Action taken to mitigate risk
"""

LISTED = [
    ["REGISTER OF INTERESTS - GOVERNING MEMBERS (as at 30 Sept 2023)"],
    ["Surname", "First name", "Title", "Interest declared", "Category", "Dates"],
    [
        "A", "Member", "Dr", "1. Acorn Practice: partner\n2. Oak Ltd: shares\n3. Elm Trust: spouse employed",
        "Financial\nFinancial\nIndirect", "Jun 22 - present\n2018 – 2021\nsince 01-04-2021",
    ],
    ["B", "Member", "Ms", "Nil", "N/A", "N/A"],
    ["C", "Member", "Sir", "1. Ash Ltd: adviser", "Non Financial Professional", "Sept 2020 to Jul 2023"],
]  # fmt: skip
LISTED_MAPPING = """
table: interests
blank: ["-", "N/A", Nil]
dates: {two_figure_years: 2000, month_means: first, year_means: first}
columns:
  statement: {made_of: [person, kind, description], prefix: INT-}
  person: {from: [First name, Surname], find: people, make: "P-{name}"}
  description:
    from: Interest declared
    split: ["\\n"]
    pattern: '^(?:\\d+[.)]\\s*)?(.*)$'
    default: nothing to declare
  counterparty: {from: Interest declared, split: ["\\n"], pattern: '^(?:\\d+[.)]\\s*)?([^:]*)'}
  kind:
    from: Category
    split: ["\\n"]
    default: nil
    words: {Financial: financial, Indirect: indirect, Non Financial Professional: non_financial_professional}
  from_date: {from: Dates, split: ["\\n"], range: first}
  to_date: {from: Dates, split: ["\\n"], range: last}
"""

TWO_PERIODS = [
    [None, None, "Interest", None, "Interest held", None, "Declaration", None],
    ["Employee", "Role", "With", "Type", "From", "To", "From", "Reviewed"],
    ["Executive team", *[None] * 7],
    ["Member A (Chair)", "Chair", "Acorn Ltd", "Direct financial", "1 April 2022", "to date", "3 May 2022", "Apr 24"],
    ["Member A (Chair)", "Chair", "Oak Trust", "Indirect (spouse)", "2019", "2020", "3 May 2022", "Apr 24"],
    [],
    ["Primary care team", *[None] * 7],
    ["Mrs Member E", "Manager", "N/A", "None", None, None, 44684, "Apr 24"],
]
TWO_PERIODS_MAPPING = """
table: interests
skip_lone_cells: yes
blank: ["-", "N/A", to date]
dates: {two_figure_years: 2000, month_means: last, year_means: first, day_counts: yes}
columns:
  statement: {made_of: [person, kind, counterparty], prefix: INT-}
  person: {from: Employee, pattern: '^([^(]+)', find: people, make: "P-{name}"}
  counterparty: With
  kind: {from: Type, words: {Direct financial: financial, Indirect (spouse): indirect, None: nil}}
  local_label: Type
  held_by: {from: Type, pattern: '\\((\\w+)\\)$|$'}
  from_date: Interest held From
  to_date: Interest held To
  declared_on: Declaration From
  confirmed_on: Reviewed
"""

HELD = Handbook.of(
    [
        Person(person="P01", name="Member A"),
        Person(person="P02", name="Member B"),
        Body(body="QXX", name="NHS Somewhere Integrated Care Board", kind="icb"),
    ]
)


def bring(place: Path, rows: list[list[Any]], mapping: str, merge: tuple[str, ...] = ()) -> tuple[int, list[Interest]]:
    """Take a register in, twice, so that the second time changes nothing."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    book.save(place / "register.xlsx")
    (place / "mapping.yaml").write_text(mapping, encoding="utf-8")
    write_handbook(HELD, place / "book.xlsx")
    words = ["handbook", "import", str(place / "register.xlsx"), "--mapping", str(place / "mapping.yaml"), "--into"]
    assert main([*words, str(place / "book.xlsx"), "--preview"]) == 0
    status = main([*words, str(place / "book.xlsx")])
    first = read_handbook(place / "book.xlsx")
    assert main([*words, str(place / "book.xlsx")]) == status
    assert read_handbook(place / "book.xlsx").sha256 == first.sha256
    return status, list(first.rows(Interest))


def told(rows: list[Interest], *names: str) -> list[tuple[Any, ...]]:
    return sorted(tuple(getattr(row, name) for name in names) for row in rows)


def test_the_national_form_with_a_column_for_each_type_and_headings_in_two_rows(tmp_path):
    merge = ("A4:A5", "B4:B5", "C4:C5", "D4:G4", "H4:H5", "I4:J4", "K4:K5", "A7:A8", "A6:K6", "A11:K11")
    status, rows = bring(tmp_path, NATIONAL, NATIONAL_MAPPING, merge)
    assert status == 0
    assert told(rows, "person", "kind", "counterparty") == [
        ("P-member-c", "indirect", "Ash Ltd"),
        ("P-member-d", "nil", ""),
        ("P01", "financial", "Acorn Practice"),
        ("P01", "financial", "Oak Federation"),
        ("P01", "non_financial_professional", "Oak Federation"),
        ("P02", "non_financial_professional", "Elm Council"),
    ]
    by_name = {(row.counterparty, row.kind): row for row in rows}
    assert by_name["Acorn Practice", "financial"].from_date == date(2016, 4, 1)
    assert by_name["Acorn Practice", "financial"].to_date is None
    assert by_name["Oak Federation", "financial"].from_date == date(2018, 1, 1)
    assert by_name["Elm Council", "non_financial_professional"].mitigation == ""
    assert by_name["Ash Ltd", "indirect"].to_date == date(2024, 3, 31)


def test_the_same_form_without_merged_cells(tmp_path):
    status, rows = bring(tmp_path, NATIONAL, NATIONAL_MAPPING.replace("header_row: 5\n", ""))
    assert (status, len(rows)) == (0, 6)


def test_several_interests_in_a_cell_with_periods_as_text(tmp_path):
    status, rows = bring(tmp_path, LISTED, LISTED_MAPPING)
    assert status == 0
    assert told([row for row in rows if row.person == "P01"], "counterparty", "kind", "description") == [
        ("Acorn Practice", "financial", "Acorn Practice: partner"),
        ("Elm Trust", "indirect", "Elm Trust: spouse employed"),
        ("Oak Ltd", "financial", "Oak Ltd: shares"),
    ]
    assert {row.counterparty: (row.from_date, row.to_date) for row in rows} == {
        "Acorn Practice": (date(2022, 6, 1), None),
        "Oak Ltd": (date(2018, 1, 1), date(2021, 12, 31)),
        "Elm Trust": (date(2021, 4, 1), None),
        "": (None, None),
        "Ash Ltd": (date(2020, 9, 1), date(2023, 7, 31)),
    }
    assert [row.kind for row in rows if row.person == "P02"] == ["nil"]


def test_two_columns_with_one_heading_are_told_apart_by_the_group_above(tmp_path):
    status, rows = bring(tmp_path, TWO_PERIODS, TWO_PERIODS_MAPPING, ("C1:D1", "E1:F1", "G1:H1"))
    assert status == 0
    assert told(rows, "person", "kind", "counterparty", "held_by") == [
        ("P-member-e", "nil", "", ""),
        ("P01", "financial", "Acorn Ltd", ""),
        ("P01", "indirect", "Oak Trust", "spouse"),
    ]
    by_name = {row.counterparty: row for row in rows}
    assert (by_name["Acorn Ltd"].from_date, by_name["Acorn Ltd"].to_date) == (date(2022, 4, 1), None)
    assert (by_name["Oak Trust"].from_date, by_name["Oak Trust"].to_date) == (date(2019, 1, 1), date(2020, 12, 31))
    assert by_name["Oak Trust"].declared_on == date(2022, 5, 3)
    assert by_name["Oak Trust"].confirmed_on == date(2024, 4, 30)
    assert by_name[""].declared_on == date(2022, 5, 3)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Jun 22 - present", "Jun 22", ""),
        ("Jun 22-present", "Jun 22", ""),
        ("Jun-22", "Jun-22", ""),
        ("2018-2021", "2018", "2021"),
        ("01/04/2021 – 31/03/2023", "01/04/2021", "31/03/2023"),
        ("01-04-2021 - 31-03-2023", "01-04-2021", "31-03-2023"),
        ("2021-04-01", "2021-04-01", ""),
        ("April 2020 onwards", "April 2020", ""),
        ("since 2015", "2015", ""),
        ("From June 2019 to date", "June 2019", ""),
        ("From June 2019 until July 2020", "June 2019", "July 2020"),
        ("until March 2024", "", "March 2024"),
        ("Ongoing", "", ""),
        ("", "", ""),
    ],
)
def test_a_period_in_one_cell(text, first, last):
    assert (part_of_range(text, "first"), part_of_range(text, "last")) == (first, last)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text.replace("year_means: first", "year_means: middle"), "not a day of a year"),
        (lambda text: text.replace(", year_means: first", ""), "2018"),
        (lambda text: text.replace("      Indirect interests: indirect\n", "      Indirect: indirect\n"), "Indirect"),
        (lambda text: text.replace("skip_lone_cells: yes\n", ""), "Board members"),
    ],
    ids=["no day of a year", "a year alone", "no such heading", "a heading between rows"],
)
def test_what_the_mapping_does_not_say_is_asked_for(
    change: Callable[[str], str], expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with suppress(AssertionError):  # the preview ends with another status than nought
        bring(tmp_path, NATIONAL, change(NATIONAL_MAPPING))
    told = capsys.readouterr()
    assert expected in told.out + told.err


def test_a_mapping_is_suggested_for_the_national_form(tmp_path, capsys):
    book = openpyxl.Workbook()
    for row in NATIONAL:
        book.active.append(row)
    book.save(tmp_path / "register.xlsx")
    assert main(["handbook", "import", str(tmp_path / "register.xlsx"), "--table", "interests", "--suggest"]) == 0
    told = capsys.readouterr().out
    assert "header_row: 5" in told
    assert '      "Non-financial personal interests": non_financial_personal' in told
    assert 'from_date: "From"' in told
    assert 'to_date: "To"' in told


def test_a_mapping_is_suggested_for_periods_in_one_cell(tmp_path, capsys):
    (tmp_path / "register.csv").write_text(
        "Name,Interest declared,Category,Dates\nMember A,Shares,Indirect,2018 - 2021\n"
    )
    assert main(["handbook", "import", str(tmp_path / "register.csv"), "--table", "interests", "--suggest"]) == 0
    told = capsys.readouterr().out
    assert 'from_date: {from: "Dates", range: first}' in told
    assert 'to_date: {from: "Dates", range: last}' in told
