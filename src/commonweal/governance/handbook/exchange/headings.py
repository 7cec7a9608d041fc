"""Which column of a sheet is which, and which are none of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from commonweal.governance.handbook.columns import Column, columns_of
from commonweal.governance.handbook.row import Row
from commonweal.governance.handbook.tables import TABLES
from commonweal.problems import Problem
from commonweal.tables.grid import column_letters
from commonweal.tables.meanings import Meaning, plain_header


@dataclass(frozen=True)
class Matched:
    """The header of a sheet, matched.

    Args:
        places: The place (from 0) of each column that was found, by field name.
        headers: Its header as it stands.
        pence: The columns of money whose header says that their numbers are pence.
        errors: What must be mended first.
        unknown: Places of the columns that are not ours, with what to say of each where it holds anything.
    """

    places: dict[str, int]
    headers: dict[str, str]
    pence: frozenset[str]
    errors: tuple[Problem, ...]
    unknown: dict[int, Problem]


def meanings_of(row_class: type[Row]) -> list[Meaning]:
    """The columns of a table as the reader of tables wants them."""
    return [
        Meaning(each.name, (each.heading,), required=each.required, blank_allowed=True)
        for each in columns_of(row_class)
    ]


def match(texts: Sequence[str], row_class: type[Row], *, file: str, sheet: str, row: int) -> Matched:
    """Match the texts of a header row to the columns of a table.

    A header that is much like one of ours, which the sheet lacks, is an error: passed over, what stands below it
    would be lost without a word. Any other unknown header is told and left alone.
    """
    columns = columns_of(row_class)
    accepted = {plain_header(name): each for each in columns for name in (each.name, each.heading)}
    at = {"file": file, "sheet": sheet, "row": row}
    places: dict[str, int] = {}
    errors: list[Problem] = []
    strange: list[int] = []
    for place, text in enumerate(texts):
        column = accepted.get(plain_header(text))
        if column is None:
            strange.append(place)
        elif column.name in places:
            what = f'two columns are "{column.heading}": {column_letters(places[column.name])} and'
            what += f" {column_letters(place)}"
            errors.append(Problem(what, do="delete or rename one", column=text, **at))  # type: ignore[arg-type]
        else:
            places[column.name] = place
    absent = {plain: each for plain, each in accepted.items() if each.name not in places}
    unknown: dict[int, Problem] = {}
    told: set[str] = set()
    for place in strange:
        text = texts[place]
        near = _near(text, absent)
        if near:
            told.add(near.name)
            what, do = "this column is not known", f'rename it to "{near.heading}" if that is meant, or delete it'
            errors.append(Problem(what, do=do, column=text, **at))  # type: ignore[arg-type]
        else:
            shown = text or f"(column {column_letters(place)}, without a header)"
            what = "this column is none of the handbook's, and was not read"
            unknown[place] = Problem(what, column=shown, **at)  # type: ignore[arg-type]
    for column in columns:
        if column.required and column.name not in places and column.name not in told:
            what, do = f'there is no column "{column.heading}", which every row needs', f"add it: {column.note}"
            errors.append(Problem(what, do=do, **at))  # type: ignore[arg-type]
    pence = frozenset(
        name
        for name, place in places.items()
        if name.endswith("_pence") and plain_header(texts[place]) == plain_header(name)
    )
    return Matched(places, {name: texts[at] for name, at in places.items()}, pence, tuple(errors), unknown)


def _near(text: str, absent: dict[str, Column]) -> Column | None:
    found = get_close_matches(plain_header(text), list(absent), 1, 0.8) if text else []
    return absent[found[0]] if found else None


def table_named(name: str) -> str:
    """The table that a sheet or file is named after, or nothing.

    Example:
        >>> table_named("Fit and proper tests"), table_named("Lunch")
        ('fit_and_proper_tests', '')
    """
    return _TABLES.get(plain_header(name), "")


def near_table(name: str) -> str:
    """The table whose name is much like this one, or nothing.

    Example:
        >>> near_table("Bodys"), near_table("Sheet1")
        ('bodies', '')
    """
    found = get_close_matches(plain_header(name), list(_TABLES), 1, 0.7)
    return _TABLES[found[0]] if found else ""


_TABLES = {plain_header(name): name for name in TABLES}
