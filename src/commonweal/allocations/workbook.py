"""Reading NHS England's allocation workbooks of any year: which sheet is which, and what each column means."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.published_table import PublishedTable
from commonweal.allocations.workbook_columns import (
    FIGURE_NAMES,
    allocation_meanings,
    allocation_years,
    baseline_meanings,
    stream_of,
)
from commonweal.allocations.workbook_lines import amounts_between, ledger_to, sums_to
from commonweal.problems import BadInput, Problem, Problems
from commonweal.tables import Meaning, Sheet, Table, read_sheets

_CODE_HEADER = re.compile(r"ICB\d\d|ICB( ODS)? code|Organisation code", re.I)
_SEARCHED_ROWS = 12
_NOT_A_SYSTEM = re.compile(r"|total|england|sort|icb ?\d*|r\d\d|[yY]\d\d", re.I)


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    title: str
    stream: str
    header_row: int
    headers: tuple[str, ...]
    held: Sheet

    @property
    def version(self) -> str:
        found = re.search(r"\bv\d+(\.\d+)*", self.title)
        return found[0] if found else ""


def read_allocation_workbook(path: str | os.PathLike[str], *, with_ledger: bool = True) -> tuple[PublishedTable, ...]:
    """Read every stream and year that a workbook prints, by the meaning of its columns.

    The stream is told by a sheet's title or name, the year by the header of its allocations. Sheets of other things
    are passed over. Rows of regions and totals are no organisations.

    Args:
        path: An .xlsx or .xlsm file. Macros are never run.
        with_ledger: Whether to read the lines that build each baseline too, which takes longer.

    Returns:
        One table for each stream and year, in the order of the sheets.

    Raises:
        BadInput: The file is no allocation workbook, or a column or figure is missing; with the problems of all sheets.
    """
    name, held = Path(path).name, read_sheets(path)
    sheets = [sheet for sheet in map(_recognise, held) if sheet]
    if not sheets:
        raise BadInput(
            Problem(
                "no sheet of this workbook holds ICB allocations",
                file=name,
                given=", ".join(sheet.name for sheet in held),
                expected="sheets with a column of ICB codes, titled by stream such as core services or primary medical",
            )
        )
    problems, found = Problems(), []
    for sheet in sheets:
        for year in allocation_years(sheet.headers, sheet.stream):
            try:
                found.append(_read(sheet, year, sheets, with_ledger))
            except BadInput as bad:
                problems.extend(bad.problems)
    problems.raise_if_any()
    if not found:
        raise BadInput(
            Problem(
                "no sheet has a column of recurrent allocations",
                file=name,
                given=", ".join(sheet.name for sheet in sheets),
                expected='a header such as "2026/27 Recurrent allocation (£k)"',
            )
        )
    return tuple(found)


def _recognise(held: Sheet) -> _Sheet | None:
    """What a sheet is, when it has a column of ICB codes and its title or name tells a stream."""
    above: list[str] = []
    for number, texts in enumerate(held.texts(_SEARCHED_ROWS)):
        if any(_CODE_HEADER.fullmatch(text) for text in texts):
            title = " ".join(above)
            stream = stream_of(title) or stream_of(held.name)
            return _Sheet(held.name, title, stream, number + 1, texts, held) if stream else None
        above += [text for text in texts if text]
    return None


def _read(sheet: _Sheet, year: str, sheets: Sequence[_Sheet], with_ledger: bool) -> PublishedTable:
    stamp = sheet.held.stamp
    table = _table(sheet, allocation_meanings(sheet.stream, year))
    codes = tuple(str(code) for code in table.text("icb"))
    figures = {name: table.number(name) for name in table.headers if name in FIGURE_NAMES and name in table.names}
    headers = {name: table.headers[name] for name in figures}
    additions: dict[str, FloatArray] = {}
    if "total_k" in figures:
        between = amounts_between(
            table, sheet.headers, headers["allocation_k"], headers["total_k"], [*headers.values()]
        )
        if sums_to(figures["total_k"], between, figures["allocation_k"]):
            additions = between
    ledger: dict[str, FloatArray] = {}
    built = _baseline_sheet(sheet, year, sheets) if with_ledger or sheet.stream == "specialised" else None
    if built is not None:
        baseline = _table(built, baseline_meanings(sheet.stream, year))
        order = _same_order(codes, tuple(str(code) for code in baseline.text("icb")), stamp.name, built.name)
        for name in ("physical_health_k", "baseline_per_head"):
            if name in baseline.names:
                figures[name], headers[name] = baseline.number(name)[order], baseline.headers[name]
        stop, left_out = baseline.headers["baseline_k"], [headers.get("physical_health_k", "")]
        lines = amounts_between(baseline, built.headers, None, stop, left_out)
        ledger = ledger_to(figures["baseline_k"], {header: values[order] for header, values in lines.items()})
    return PublishedTable(
        stream=sheet.stream,
        year=year,
        version=sheet.version,
        codes=codes,
        names=tuple(name or code for name, code in zip(table.text("icb_name"), codes, strict=True)),
        regions=tuple(code or "" for code in table.text("region_code")),
        figures=figures,
        headers=headers,
        ledger=ledger,
        additions=additions,
        sheet=sheet.name,
        file=stamp.name,
        sha256=stamp.sha256,
        notes=table.notes,
    )


def _table(sheet: _Sheet, meanings: Sequence[Meaning]) -> Table:
    """The table on a sheet; rows of regions and totals are no organisations."""
    return sheet.held.table(
        meanings,
        header_row=sheet.header_row,
        keep_other_columns=True,
        skip_row=lambda row: bool(_NOT_A_SYSTEM.fullmatch(row["icb"])),
    )


def _baseline_sheet(sheet: _Sheet, year: str, sheets: Sequence[_Sheet]) -> _Sheet | None:
    """The sheet that builds the baseline of a stream's year, when there is one."""
    wanted = re.compile(rf"baseline.*{year[:4]}.{year[5:]}", re.I)
    return next(
        (
            other
            for other in sheets
            if other.stream == sheet.stream and other is not sheet and wanted.search(f"{other.title} {other.name}")
        ),
        None,
    )


def _same_order(codes: tuple[str, ...], others: tuple[str, ...], file: str, sheet: str) -> list[int]:
    """Where each code stands in the other sheet; both must name the same organisations."""
    place = {code: number for number, code in enumerate(others)}
    missing = [code for code in codes if code not in place]
    if missing or len(others) != len(codes):
        extra = [code for code in others if code not in codes]
        raise BadInput(
            Problem(
                "the baseline sheet and the allocation sheet name different organisations",
                file=file,
                sheet=sheet,
                given=", ".join([*(f"without {code}" for code in missing), *(f"with {code}" for code in extra)]),
            )
        )
    return [place[code] for code in codes]
