"""A suggested mapping takes what stands in the cells into account, and each error names the word that mends it."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.governance.handbook import Interest, Person
from commonweal.governance.handbook.mapping import map_register, suggest_mapping
from commonweal.governance.handbook.mapping.mending import blank_words, dates_asked, marks_between
from commonweal.governance.handbook.mapping.schema import mapping_from
from commonweal.lined_yaml import LinedYaml

REGISTER = b"""NHS Wold ICB,,,,,
Register of Interests 2025/26,,,,,
Name ,Job Title,Type of Interest,Nature of Interest,Date From,Date To
"Body, Any",Chair,Financial Interests,Director of Acorn Care Ltd,01/04/24,
,,Indirect Interests,Spouse is a doctor,Apr-24,Present
Dr A N Other / Some Body,GP,Non-Financial Professional Interests,Member of a union,2024,
"""
BARE = """table: interests
header_row: 3
columns:
  statement: {made_of: [person, description], prefix: S-}
  person: {from: Name, find: people, make: "P-{name}"}
  kind: {from: Type of Interest, words: {Financial Interests: financial, Indirect Interests: indirect}}
  description: Nature of Interest
  from_date: Date From
  to_date: Date To
"""


def read(text: str, register: bytes = REGISTER):
    return map_register(mapping_from(LinedYaml.parse(text, file="map.yaml")), register, name="reg.csv")


def test_the_suggestion_reads_the_register_as_it_stands():
    found = read(suggest_mapping(REGISTER, "interests", name="reg.csv"))
    assert found.errors == ()
    people = {row.person: row.name for row in found.rows if isinstance(row, Person)}
    assert set(people.values()) == {"Body, Any", "Dr A N Other", "Some Body"}
    held = [(people[row.person], row.from_date, row.to_date) for row in found.rows if isinstance(row, Interest)]
    assert held == [
        ("Body, Any", date(2024, 4, 1), None), ("Body, Any", date(2024, 4, 1), None),
        ("Dr A N Other", date(2024, 1, 1), None), ("Some Body", date(2024, 1, 1), None),
    ]  # fmt: skip


def test_a_register_in_order_is_suggested_none_of_these_words():
    plain = b"Name,Type of Interest,Nature of Interest,Date From,Date To\nA N Other,Financial,Shares,2024-04-01,\n"
    told = suggest_mapping(plain, "interests", name="reg.csv")
    assert not any(word in told for word in ("fill_down", "blank:", "dates:", "split"))


@pytest.mark.parametrize(
    ("row", "column", "word"),
    [(4, "Date From", "dates: {two_figure_years: 2000}"), (5, "Name", 'fill_down: ["Name"]'),
     (5, "Date From", "dates: {two_figure_years: 2000, month_means: first}"), (5, "Date To", 'add "Present" to blank'),
     (6, "Date From", "dates: {year_means: first}"), (6, "Type of Interest", "words of kind")],
)  # fmt: skip
def test_each_error_names_the_word_that_mends_it(row, column, word):
    (error,) = [each for each in read(BARE).errors if (each.row, each.column) == (row, column)]
    assert word.casefold() in error.do.casefold()


def test_a_new_person_who_looks_like_several_is_warned_of():
    assert any('split: [" / "]' in warning.do for warning in read(BARE).warnings)
    split = BARE.replace("find: people,", 'find: people, split: [" / "],')
    assert not any("several people" in warning.what for warning in read(split).warnings)


def test_what_stands_already_is_not_asked_for():
    assert dates_asked(["2024-04-01", "1 April 2024", "", "Board"]) == {}
    assert dates_asked(["45383"]) == {"day_counts": "true"}
    assert blank_words(["n/a", "ongoing"], ["N/A", "Ongoing"]) == ()
    assert marks_between(["n/a", "Body, Any", "Anders And", "Mary O'Brien-Smith"]) == ()
    assert marks_between(["A Body and B Body", "C Body; D Body"]) == (";", " and ")
