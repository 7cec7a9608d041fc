"""A register's rows as rows of a handbook, by a mapping, with everything that cannot be read."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commonweal.governance.handbook.canonical import plain_text
from commonweal.governance.handbook.columns import Column, columns_of
from commonweal.governance.handbook.exchange.cells import read_cells
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.mapping.days import written_day
from commonweal.governance.handbook.mapping.mending import marks_between, mended_by
from commonweal.governance.handbook.mapping.names import Names
from commonweal.governance.handbook.mapping.ranges import part_of_range
from commonweal.governance.handbook.mapping.register_file import Register, read_register
from commonweal.governance.handbook.mapping.schema import ColumnMapping, Mapping
from commonweal.governance.handbook.row import Row
from commonweal.governance.handbook.tables import TABLES
from commonweal.problems import Problem
from commonweal.tables.cells import UnreadableError
from commonweal.tables.meanings import plain_header

MOST_PROBLEMS = 200
_LONGEST_MATCHED = 2_000
_NOT_TICKED = {"", "no", "n", "false", "0", "x no", "☐"}
"""What stands in a column of ticks where it is not ticked; the mapping's own words for a blank count too."""


@dataclass(frozen=True)
class Mapped:
    """What a register gives by a mapping.

    Args:
        rows: Rows of the table, and of people who were not known; none of those that have errors.
        errors: What must be mended in the register or the mapping.
        warnings: What the reader should know.
        unused: Columns of the register that hold something and are not used.
        register: Where the rows stood.
    """

    rows: tuple[Row, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    unused: tuple[str, ...]
    register: Register


def map_register(
    mapping: Mapping, path: str | os.PathLike[str] | bytes, *, handbook: Handbook | None = None, name: str = ""
) -> Mapped:
    r"""Read a register by a mapping.

    Args:
        mapping: Which of its columns is which of ours.
        path: The register, a workbook or a text table; or its bytes.
        handbook: Where names of people and bodies are looked up.
        name: Name for messages, where bytes are given.

    Raises:
        BadInput: It is no table, or lacks columns that the mapping names.

    Example:
        >>> columns = {"name": ColumnMapping(("Member",), split=(" and ",)),
        ...            "person": ColumnMapping(made_of=("name",), prefix="P-")}
        >>> mapped = map_register(Mapping("people", columns), b"Register 2026\nMember\nAny Body and A N Other\n")
        >>> [row.name for row in mapped.rows]
        ['Any Body', 'A N Other']
    """
    register = read_register(path, mapping, name=name)
    names = Names.of(handbook or Handbook.of(()))
    numbers, texts, errors = _texts(mapping, register, names)
    row_class = TABLES[mapping.table]
    wrong = {index for index, _ in errors}
    problems = [problem for _, problem in errors]
    values: dict[str, list[Any]] = {}
    for column in columns_of(row_class):
        if column.name not in mapping.columns:
            continue
        values[column.name], bad = read_cells(texts[column.name], column)
        header = " + ".join(mapping.columns[column.name].sources) or column.heading
        told = [cell for cell in bad if cell.place not in wrong or cell.given]
        at = (register.file, register.sheet)
        source = mapping.columns[column.name]
        for c in told:
            do = mended_by(c.given, column, source, mapping) or c.do
            problems.append(Problem(c.what, do, c.expected, c.given, *at, numbers[c.place], header))
        wrong |= {cell.place for cell in bad}
    rows = [
        row_class(
            where=Problem("", file=register.file, sheet=register.sheet, row=number).where,
            **{each: held[index] for each, held in values.items()},
        )
        for index, number in enumerate(numbers)
        if index not in wrong
    ]
    problems = sorted([*register.errors, *problems], key=lambda problem: problem.row or 0)
    if len(problems) > MOST_PROBLEMS:
        more = f"{len(problems) - MOST_PROBLEMS:,} more problems were found; {MOST_PROBLEMS} are shown"
        problems = [*problems[:MOST_PROBLEMS], Problem(more, file=register.file)]
    found = (*names.made.values(), *_without_repeats(rows))
    warnings = (*register.warnings, *_several_in_one(mapping, names, register))
    return Mapped(found, tuple(problems), warnings, register.unused, register)


def _several_in_one(mapping: Mapping, names: Names, register: Register) -> list[Problem]:
    """New people whose name looks like that of several, where the mapping splits no cell of names."""
    found = []
    for name, told in mapping.columns.items():
        if not told.make or told.split:
            continue
        for person in names.made.values():
            if marks := marks_between([person.name]):
                do = f"write split: {json.dumps(list(marks))} at {name} in the mapping, if these are several people"
                at = (register.file, register.sheet)
                what = "the name of a new person looks like several people"
                found.append(Problem(what, do, "", person.name, *at, None, " + ".join(told.sources)))
    return found


def _without_repeats(rows: list[Row]) -> list[Row]:
    """Registers print a row twice; the same row with the same id is one."""
    return list({row: row for row in rows}.values())


_Errors = list[tuple[int, Problem]]


def _texts(mapping: Mapping, register: Register, names: Names) -> tuple[list[int], dict[str, list[str]], _Errors]:
    """For each row to be made: the register's row number, and the text of each of our columns."""
    columns = {each.name: each for each in columns_of(TABLES[mapping.table])}
    numbers: list[int] = []
    texts: dict[str, list[str]] = {name: [] for name in mapping.columns}
    errors: _Errors = []
    blank = {word.casefold() for word in mapping.blank}

    def tell(what: str, expected: str, do: str, given: str, column: str) -> None:
        parts = (what, do, expected, given, register.file, register.sheet, numbers[-1], column)
        errors.append((len(numbers) - 1, Problem(*parts)))

    for number, cells in register.lines:
        parted = {
            name: _parts(told, [cells[register.places[source]] for source in told.sources], blank)
            for name, told in mapping.columns.items()
            if not told.made_of
        }
        several = max(map(len, parted.values()), default=1)
        for index in range(several):
            numbers.append(number)
            made: dict[str, str] = {}
            for name, parts in parted.items():
                told, header = mapping.columns[name], " + ".join(mapping.columns[name].sources)
                if len(parts) not in (1, several):
                    tell(f"{len(parts)} parts stand beside {several} in another column", "as many in each", "",
                         "; ".join(parts), header)  # fmt: skip
                part = parts[min(index, len(parts) - 1)]
                try:
                    made[name] = _ours(part, told, columns[name], mapping, names)
                except UnreadableError as error:
                    made[name] = ""
                    do = mended_by(part, columns[name], told, mapping) if told.find else ""
                    tell(error.what, error.expected, do or error.do, part, header)
            for name, told in mapping.columns.items():
                if told.made_of:
                    made[name] = told.prefix + _digest([made.get(each, "") for each in told.made_of])
                texts[name].append(made[name])
    return numbers, texts, errors


def _parts(told: ColumnMapping, cells: list[str], blank: set[str]) -> list[str]:
    """The register's cells for one of our columns: one text, or several where the mapping splits it."""
    filled = [text for cell in cells if (text := plain_text(cell)) and text.casefold() not in blank]
    if told.marked:
        return _marked(told, cells, blank) or [told.default]
    text = told.join.join(filled) if told.sources else told.value
    parts = [text]
    if told.split and text:
        marks = "|".join(re.escape(mark) for mark in sorted(told.split, key=len, reverse=True))
        parts = [part for each in re.split(marks, text) if (part := each.strip())] or [""]
    return [part if part and part.casefold() not in blank else told.default for part in parts]


def _marked(told: ColumnMapping, cells: list[str], blank: set[str]) -> list[str]:
    """Our words for the columns that are ticked in a row."""
    unticked = blank | _NOT_TICKED
    ticked = {source for source, cell in zip(told.sources, cells, strict=True) if _said(cell) not in unticked}
    return list(dict.fromkeys(word for source, word in told.marked.items() if source in ticked))


def _said(cell: str) -> str:
    return " ".join(plain_text(cell).casefold().split())


def _ours(text: str, told: ColumnMapping, column: Column, mapping: Mapping, names: Names) -> str:
    if told.pattern and text:
        found = re.search(told.pattern, text[:_LONGEST_MATCHED])
        if not found:
            raise UnreadableError("the mapping's pattern does not meet this", told.pattern)
        text = (found[1] if found.re.groups else found[0] or "").strip() if found[0] else ""
    if told.words:
        ours = {plain_header(word): word_here for word, word_here in told.words.items()}
        text = ours.get(plain_header(text), text)
    if told.range:
        text = part_of_range(text, told.range)
    if column.kind == "date":
        text = written_day(text, mapping, ends=column.name == "to_date")
    if told.find and text:
        one = _finder(told, names)
        text = "; ".join(map(one, re.split(r"[;\n]", text))) if column.kind == "list" else one(text)
    return text


def _finder(told: ColumnMapping, names: Names) -> Callable[[str], str]:
    return lambda name: names.id_of(name.strip(), told.find, told.make)


def _digest(parts: list[str]) -> str:
    """A short id made of texts: the same texts always give the same, in whichever row they stand."""
    plain = "\x1f".join(" ".join(part.casefold().split()) for part in parts)
    return hashlib.sha256(plain.encode()).hexdigest()[:8]
