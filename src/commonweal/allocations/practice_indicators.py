"""Indicators by practice, such as prevalence, screening coverage or deprivation, joined by practice code alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.practice_columns import practice_codes
from commonweal.problems import BadInput, Problem, Problems
from commonweal.tables import FileStamp, Meaning, Table, read_table


@dataclass(frozen=True, eq=False)
class IndicatorFile:
    """Indicators by practice; a blank is missing, never nought.

    Args:
        practices: Practice codes, each once.
        icbs: ICB code of each practice as this file has it; empty where it does not say.
        sub_icbs: Sub-ICB code of each practice; empty likewise.
        values: One array per indicator, by its header; nan where missing. Shape: practices.
        stamp: The file.
        notes: What its column of notes says of the figures, each sentence once; to be printed wherever they are used.
    """

    practices: tuple[str, ...]
    icbs: tuple[str, ...]
    sub_icbs: tuple[str, ...]
    values: Mapping[str, NDArray[np.float64]]
    stamp: FileStamp
    notes: tuple[str, ...] = ()

    def find(self, name: str) -> str:
        """The header of an indicator, from its header or from a part of it that only one header has.

        Raises:
            BadInput: No header has it, or several have.
        """
        wanted = name.casefold().strip()
        exact = [header for header in self.values if header.casefold() == wanted]
        near = exact or [header for header in self.values if wanted in header.casefold()]
        if len(near) == 1:
            return near[0]
        if near:
            raise BadInput(
                Problem(
                    "several indicators have these words", given=name, file=self.stamp.name, expected="; ".join(near)
                )
            )
        close = get_close_matches(name, list(self.values), n=3, cutoff=0.4) or list(self.values)
        raise BadInput(
            Problem("there is no such indicator", given=name, file=self.stamp.name, expected="; ".join(close))
        )

    def of(self, name: str, practices: tuple[str, ...]) -> NDArray[np.float64]:
        """An indicator in the order of other practices, joined on the code alone; nan where this file has no figure."""
        position = {code: number for number, code in enumerate(self.practices)}
        places = np.array([position.get(code, -1) for code in practices], dtype=np.intp)
        return np.where(places >= 0, self.values[self.find(name)][places], np.nan)

    def deprivation(self) -> str:
        """The header of the deprivation score; empty where the file has none."""
        return next(
            (
                header
                for header in self.values
                if "deprivation" in header.casefold() or "imd" in header.casefold().split()
            ),
            "",
        )


_KEYS = (
    Meaning("practice", ("Practice_Code", "Practice", "ODS code", "Area code", "GP code"), kind="code", unique=True),
    Meaning("practice_name", ("GP_Practice_Name", "Practice name", "Area name"), required=False, blank_allowed=True),
    Meaning("icb", ("ICB", "ICB code", "icb_code_2026", "icb_code"), required=False, blank_allowed=True),
    Meaning("sub_icb", ("Sub ICB code", "sub_icb_code", "Sub ICB location code"), required=False, blank_allowed=True),
    Meaning("note", required=False, blank_allowed=True),
)
_LABELS = frozenset(
    {"sub_icb_label", "sub icb label", "postcode", "icb name", "sub icb name", "pcn code", "pcn name", "pcn"}
)


def read_indicators(path: str | os.PathLike[str]) -> IndicatorFile:
    """Read a file of indicators: a practice code and any number of columns of figures, each under its own header.

    Columns that hold no figure at all, such as names, are passed over; a column ``note`` is kept, since it says what
    the figures must not be taken for.

    Raises:
        BadInput: There is no practice code or no column of figures, a practice stands twice, or a cell among figures
            is not a number; with every problem, row and column.
    """
    table = read_table(path, _KEYS, keep_other_columns=True)
    practices = practice_codes(table)
    wanted = {meaning.name for meaning in _KEYS}
    problems = Problems()
    values: dict[str, NDArray[np.float64]] = {}
    for header in table.names:
        if header not in wanted and header.casefold() not in _LABELS:
            figures = _figures(table, header, problems)
            if figures is not None:
                values[header] = figures
    problems.raise_if_any()
    if not values:
        raise BadInput(Problem("the file has no column of figures", file=table.stamp.name, do="add an indicator"))
    return IndicatorFile(
        practices,
        tuple(code or "" for code in table.text("icb")),
        tuple(code or "" for code in table.text("sub_icb")),
        MappingProxyType(values),
        table.stamp,
        tuple(dict.fromkeys(note for note in table.text("note") if note)),
    )


def _figures(table: Table, header: str, problems: Problems) -> NDArray[np.float64] | None:
    """The column as numbers; None when most of it is words, so that it is no indicator."""
    cells = table.text(header)
    try:
        quick = np.array([np.nan if cell is None else float(cell) for cell in cells])
    except ValueError:
        pass
    else:
        if not np.isinf(quick).any() and np.isfinite(quick).any():
            return quick
    parsed = [_number(cell) for cell in cells]
    filled = [number for number, cell in enumerate(cells) if cell is not None]
    wrong = [number for number in filled if parsed[number] is None]
    if not filled or len(wrong) > len(filled) / 2:
        return None
    for number in wrong:
        problems.add(
            "this is not a number",
            given=cells[number] or "",
            file=table.stamp.name,
            row=int(table.row_numbers[number]),
            column=table.headers.get(header, header),
            do="type the number, or leave the cell blank if it is not known",
        )
    return np.array([np.nan if value is None else value for value in parsed], dtype=np.float64)


_MISSING = frozenset({"na", "n/a", "..", "*", "null", "suppressed", "-"})


def _number(cell: str | None) -> float | None:
    """A figure; nan for a blank or a publisher's mark for missing; None for words."""
    if cell is None or cell.casefold() in _MISSING:
        return float("nan")
    try:
        value = float(cell.removesuffix("%").replace(",", ""))
    except ValueError:
        return None
    return value if np.isfinite(value) else None
