"""A suggested mapping of a register with ticks below Type of interest: headings in two rows, merged or not."""

from __future__ import annotations

from datetime import date
from itertools import compress
from pathlib import Path

import openpyxl
import pytest

from commonweal.governance.handbook import Handbook, Interest, Person
from commonweal.governance.handbook.mapping import map_register, suggest_mapping
from commonweal.governance.handbook.mapping.schema import mapping_from
from commonweal.lined_yaml import LinedYaml

UPPER = ["Surname, forename", "Role", "Type of interest", "", "", "", "Nature of interest", "Interest held", ""]
LOWER = ["", "", "Financial", "Prof.", "Personal", "Indirect", "", "From", "To"]
ROWS = [
    ["Example, Dr Any", "Chair", "X", "x", "", "", "Trustee of Ash", "01/03/2024", ""],
    ["Other, A N", "Member", "", "", "✓", "", "Friend of Oak", "01/02/2025", "31/12/2025"],
]
MERGED = ("A3:A4", "B3:B4", "C3:F3", "G3:G4", "H3:I3")


def register(folder: Path, upper=UPPER, lower=LOWER, rows=ROWS, merged=()) -> Path:
    book = openpyxl.Workbook()
    for row in (["Declared interests", *[""] * 8], [""] * 9, upper, lower, *rows):
        book.active.append([cell or None for cell in row])
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(folder / "register.xlsx")
    return folder / "register.xlsx"


@pytest.mark.parametrize("merged", [(), MERGED[2::2], MERGED], ids=["not merged", "groups merged", "all merged"])
def test_headings_of_the_upper_row_are_used_where_the_lower_is_blank(tmp_path, merged):
    file = register(tmp_path, merged=merged)
    text = suggest_mapping(file, "interests")
    assert "header_row: 4" in text
    assert '  person: {from: "Surname, forename", find: people, make: "P-{name}"}' in text
    assert '  description: "Nature of interest"' in text
    assert '# Not used: "Role"\n' in text
    found = map_register(mapping_from(LinedYaml.parse(text, file="map.yaml")), file, handbook=Handbook.of(()))
    assert not found.errors
    assert sorted(person.person for person in found.rows if isinstance(person, Person)) == [
        "P-a-n-other",
        "P-any-example",
    ]
    told = [row for row in found.rows if isinstance(row, Interest)]
    assert sorted((row.person, row.kind, row.description, row.from_date) for row in told) == [
        ("P-a-n-other", "non_financial_personal", "Friend of Oak", date(2025, 2, 1)),
        ("P-any-example", "financial", "Trustee of Ash", date(2024, 3, 1)),
        ("P-any-example", "non_financial_professional", "Trustee of Ash", date(2024, 3, 1)),
    ]
    assert len({row.statement for row in told}) == 3, "two ticks in a row are two statements"


def test_a_title_above_one_row_of_headings_is_no_heading(tmp_path):
    upper = ["", "", "", "", "", "", "", "", ""]
    lower = ["Name", "Role", *LOWER[2:6], "Nature of interest", "From", "To"]
    text = suggest_mapping(register(tmp_path, upper, lower), "interests")
    assert "header_row: 4" in text
    assert '  person: {from: "Name", find: people' in text


@pytest.mark.parametrize("heading", ["Personal", "Personnel number", "Impersonal", "Salesperson"])
def test_a_person_is_found_by_whole_words_alone(heading):
    text = suggest_mapping(f"{heading},Nature of interest\nAny,Shares\n".encode(), "interests", name="a.csv")
    assert "# person is needed" in text
    assert f'# Not used: "{heading}"' in text


@pytest.mark.parametrize("heading", ["Persons", "Full names", "Declarants", "Surname and forename"])
def test_several_persons_are_a_person(heading):
    text = suggest_mapping(f"{heading},Nature of interest\nAny,Shares\n".encode(), "interests", name="a.csv")
    assert f'  person: {{from: "{heading}", find: people' in text


@pytest.mark.parametrize("cells", [("x", ""), ("Yes", "no"), ("✓", "–")], ids=["crosses", "yes or no", "ticks"])
def test_a_column_of_ticks_names_nobody(cells):
    rows = "".join(f"{cell},Shares\n" for cell in cells)
    text = suggest_mapping(f"Member,Nature of interest\n{rows}".encode(), "interests", name="a.csv")
    assert "# person is needed" in text


def test_titles_stand_before_the_name():
    data = b"Title,First name,Surname,Nature of interest\nProf.,Any,Example,Shares\nDr,A N,Other,None\n"
    text = suggest_mapping(data, "interests", name="a.csv")
    assert '  person: {from: ["Title", "First name", "Surname"], find: people' in text
    posts = data.replace(b"Prof.", b"Chair")
    assert '  person: {from: ["First name", "Surname"], find: people' in suggest_mapping(
        posts, "interests", name="a.csv"
    )


@pytest.mark.parametrize(
    ("headings", "kinds"),
    [
        (("Fin.", "Non-fin. prof.", "Non-fin. personal", "Ind."), (1, 1, 1, 1)),
        (("Financial interests", "Professional interests", "Personal interests", "Indirect interests"), (1, 1, 1, 1)),
        (("Financial", "Personal details", "Indirect", "Role"), (1, 0, 1, 0)),
    ],
    ids=["short", "long", "other columns"],
)
def test_short_words_for_the_national_types(headings, kinds):
    text = suggest_mapping(f"Name,{','.join(headings)}\nAny,x,,,\n".encode(), "interests", name="a.csv")
    marked = text.partition("marked:\n")[2].partition("    #")[0]
    assert [line.split('"')[1] for line in marked.splitlines()] == list(compress(headings, kinds))
