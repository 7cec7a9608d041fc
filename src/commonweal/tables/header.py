"""Finding the header row, and which column has which meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from commonweal.problems import BadInput, Problems
from commonweal.tables.grid import Grid, cell_text, column_letters
from commonweal.tables.meanings import Meaning, Recogniser, plain_header

SEARCHED_ROWS = 12


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a grid, matched to meanings.

    Args:
        index: Its place in the grid's rows, from 0.
        texts: The header of each column as it stands, line breaks turned into spaces.
        columns: Column (from 0) of each meaning that was found.
        missing: Names of required meanings without a column.
        doubled: Columns that carry the same header, for each meaning where that leaves a doubt.
        notes: Choices that were made.
    """

    index: int
    texts: tuple[str, ...]
    columns: dict[str, int]
    missing: tuple[str, ...]
    doubled: dict[str, tuple[int, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every required column is there, once."""
        return not self.missing and not self.doubled


def find_header(grid: Grid, meanings: Sequence[Meaning], header_row: int | None = None) -> Header:
    """The row among the first twelve that holds most of the wanted columns.

    Args:
        grid: The cells.
        meanings: The wanted columns.
        header_row: The header's row number in the file, when it is known.
    """
    if header_row is not None:
        places = [header_row - 1] if 0 < header_row <= len(grid.rows) else []
    else:
        places = list(range(min(SEARCHED_ROWS, len(grid.rows))))
    recogniser = Recogniser(meanings)
    tried = [match_header(_with_merged(grid, place), place, meanings, recogniser) for place in places]
    if not tried:
        return Header(0, (), {}, tuple(meaning.name for meaning in meanings if meaning.required))
    return max(tried, key=lambda header: (-len(header.missing), len(header.columns), -header.index))


def _with_merged(grid: Grid, place: int) -> Sequence[object]:
    cells = list(grid.rows[place])
    for (row, column), value in grid.merged.items():
        if row == place and column < len(cells) and cells[column] == "":
            cells[column] = value
    return cells


def match_header(
    cells: Sequence[object], index: int, meanings: Sequence[Meaning], recogniser: Recogniser | None = None
) -> Header:
    """Match one row, taken as a header, to the meanings; ``recogniser`` saves work when many rows are tried."""
    recogniser = recogniser or Recogniser(meanings)
    texts = tuple(" ".join(cell_text(cell).split()) for cell in cells)
    columns: dict[str, int] = {}
    doubled: dict[str, tuple[int, ...]] = {}
    also: dict[str, list[int]] = {}
    candidates: dict[str, list[tuple[int, int]]] = {}
    for column, text in enumerate(texts):
        for name, rank in recogniser.ranks(text).items():
            candidates.setdefault(name, []).append((rank, column))
    for meaning in meanings:
        ranked = sorted(candidates.get(meaning.name, ()))
        if not ranked:
            continue
        columns[meaning.name] = ranked[0][1]
        equal = tuple(column for rank, column in ranked if rank == ranked[0][0])
        if len(equal) > 1:
            doubled[meaning.name] = equal
        else:
            also[meaning.name] = [column for _, column in ranked[1:]]
    used = set(columns.values())
    notes = [
        f'"{texts[columns[name]]}" was used for {name.replace("_", " ")}, not '
        + ", ".join(f'"{texts[column]}"' for column in left)
        + "."
        for name, others in also.items()
        if (left := [column for column in others if column not in used])
    ]
    missing = tuple(meaning.name for meaning in meanings if meaning.required and meaning.name not in columns)
    return Header(index, texts, columns, missing, doubled, tuple(notes))


def require_complete(header: Header, grid: Grid, meanings: Sequence[Meaning]) -> None:
    """Raise BadInput for every required column that is missing or stands there twice."""
    problems = Problems()
    by_name = {meaning.name: meaning for meaning in meanings}
    place = {"file": grid.file, "sheet": grid.sheet}
    found = [text for text in header.texts if text]
    if not header.columns:
        wanted = "; ".join(by_name[name].wanted for name in header.missing or by_name)
        problems.add(
            f"no header row was found in the first {SEARCHED_ROWS} rows",
            given=", ".join(found[:8]),
            expected=f"a row with the headers {wanted}",
            do="check that it is the right file or sheet, and that its first rows hold the headers",
            **place,
        )
        raise BadInput(problems)
    taken = set(header.columns.values())
    free = [text for column, text in enumerate(header.texts) if text and column not in taken]
    told = False
    for name in header.missing:
        near = _nearest(by_name[name], free)
        remedies = [f'rename "{near}" if it is the column that is meant'] if near else []
        if not told:  # once is enough: every missing column lacks the same headers
            remedies.append(f"the headers there are: {', '.join(found[:40])}{' ...' if len(found) > 40 else ''}")
            told = True
        what = f"there is no column headed {by_name[name].wanted}"
        problems.add(what, row=header.index + 1, do="; ".join(remedies), **place)
    for doubles in header.doubled.values():
        problems.add(
            f"{len(doubles)} columns have the same header: {', '.join(map(column_letters, doubles))}",
            row=header.index + 1,
            column=header.texts[doubles[0]],
            expected="one column",
            do="delete or rename those that are not meant",
            **place,
        )
    problems.raise_if_any()


def _nearest(meaning: Meaning, free: Sequence[str]) -> str:
    """The header, of those that no other meaning has, that is most like one of a meaning's own; or none."""
    plain = {plain_header(text): text for text in free}
    for accepted in (*meaning.headers, meaning.name):
        if near := get_close_matches(plain_header(accepted), list(plain), 1, 0.6):
            return plain[near[0]]
    return ""
