"""Writing tables that spreadsheets open safely: no cell of text can run as a formula."""

from __future__ import annotations

import csv
import datetime
import io
import math
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any, cast

import numpy as np

from commonweal.tables.placing import placed

Row = Mapping[str, Any] | Sequence[Any]
Columns = Sequence[str] | Mapping[str, str]
"""Names of columns in order, or the header to print by name."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_ILLEGAL_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def write_csv(
    target: str | os.PathLike[str] | IO[str] | IO[bytes], rows: Iterable[Row], columns: Columns, *, bom: bool = True
) -> None:
    r"""Write rows as CSV in UTF-8.

    Text that a spreadsheet would take for a formula gets an apostrophe in front, which ``read_table`` takes off.
    A missing value (``None`` or nan) is a blank cell. A file at a path is written whole or not at all.

    Args:
        target: Path, or a stream of text or bytes.
        rows: Dictionaries by column name, or sequences in the order of ``columns``.
        columns: Names of columns, or a mapping of name to header.
        bom: Whether to begin with the mark by which spreadsheets know UTF-8; without it they garble £.

    Raises:
        BadInput: The file cannot be written at the path.

    Example:
        >>> out = io.StringIO()
        >>> write_csv(out, [{"name": "=HYPERLINK(1)", "cost": -3.5}, {"name": None, "cost": None}],
        ...           ["name", "cost"], bom=False)
        >>> out.getvalue()
        "name,cost\r\n'=HYPERLINK(1),-3.5\r\n,\r\n"
    """
    if isinstance(target, (str, os.PathLike)):
        with placed(target) as file:
            write_csv(file, rows, columns, bom=bom)
    elif isinstance(target, io.TextIOBase):
        _write_csv(target, rows, columns, bom)
    else:
        stream = io.TextIOWrapper(cast("IO[bytes]", target), encoding="utf-8", newline="")
        _write_csv(stream, rows, columns, bom)
        stream.flush()
        stream.detach()


def _write_csv(stream: Any, rows: Iterable[Row], columns: Columns, bom: bool) -> None:
    if bom:
        stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow([_csv_value(header) for header in _headers(columns)])
    names = list(columns)
    lone = len(names) == 1  # a blank cell alone on its line must be quoted, or the line is no row at all
    for row in rows:
        values = [_csv_value(value) for value in _cells(row, names)]
        if lone and values == [""]:
            stream.write('""\r\n')
        else:
            writer.writerow(values)


def write_xlsx(
    target: str | os.PathLike[str] | IO[bytes],
    sheets: Mapping[str, Iterable[Row]],
    *,
    columns: Columns | Mapping[str, Columns] | None = None,
    notes: Sequence[str] = (),
) -> None:
    """Write sheets of rows as an .xlsx workbook.

    Args:
        target: Path, or a stream of bytes.
        sheets: Rows by sheet name; a name that Excel would refuse is shortened and its slashes become hyphens.
        columns: Columns for all sheets, or by sheet name; by default every key that a row has, in order.
        notes: Lines for a last sheet called Notes: sources, units, dates.
    """
    # Imported here: it takes longer than most commands, and few of them write workbooks.
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    used: set[str] = set()
    for name, rows in {**sheets, **({"Notes": [[note] for note in notes]} if notes else {})}.items():
        sheet = book.create_sheet(_sheet_name(name, used))
        listed = list(rows)
        chosen = ["Notes"] if notes and name == "Notes" else _columns_of(name, listed, columns)
        heads = [_text_cell(sheet, header) for header in _headers(chosen)]
        for head in heads:
            head.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        sheet.append(heads)
        for row in listed:
            sheet.append([_xlsx_value(sheet, value) for value in _cells(row, list(chosen))])
    if not isinstance(target, (str, os.PathLike)):
        book.save(target)
        return
    finished = io.BytesIO()
    book.save(finished)  # a workbook is a zip, which a stream such as a pipe cannot take piece by piece
    with placed(target) as file:
        file.write(finished.getvalue())


def _columns_of(name: str, rows: list[Row], columns: Columns | Mapping[str, Columns] | None) -> Columns:
    if columns is None:
        keys: dict[str, None] = {}
        for row in rows:
            if not isinstance(row, Mapping):
                raise TypeError(f"columns of sheet {name!r} must be given, since its rows have no names")
            keys |= dict.fromkeys(row)  # of every row: the first may lack what others have
        return list(keys)
    if isinstance(columns, Mapping) and name in columns and not isinstance(columns[name], str):
        return columns[name]
    return columns  # type: ignore[return-value]


def _headers(columns: Columns) -> list[str]:
    return [str(header) for header in (columns.values() if isinstance(columns, Mapping) else columns)]


def _cells(row: Row, names: list[str]) -> list[Any]:
    if isinstance(row, Mapping):
        return [row.get(name) for name in names]
    if len(row) != len(names):
        raise ValueError(f"a row has {len(row)} cells and there are {len(names)} columns")
    return list(row)


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        if math.isnan(value):
            return None
        raise ValueError("an infinite number cannot be written")
    return value


def _csv_value(value: Any) -> str:
    value = _plain(value)
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.replace("\0", "")
        risky = text.startswith(_FORMULA_STARTS) and not _PLAIN_NUMBER.fullmatch(text)
        return "'" + text if risky or _ESCAPED.match(text) else text
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)


def _xlsx_value(sheet: Any, value: Any) -> Any:
    value = _plain(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, (int, float, datetime.date)):
        return value
    return _text_cell(sheet, _ILLEGAL.sub("", str(value))[:32_767])


def _text_cell(sheet: Any, text: str) -> Any:
    """A cell that stays text, whatever sign it begins with."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _sheet_name(name: str, used: set[str]) -> str:
    plain = _ILLEGAL_IN_SHEET_NAME.sub("-", name).strip("' ")[:31] or "Sheet"
    number = 2
    chosen = plain
    while chosen.casefold() in used:
        chosen = f"{plain[: 31 - len(str(number)) - 3]} ({number})"
        number += 1
    used.add(chosen.casefold())
    return chosen
