"""A handbook as a workbook: headings, a row of notes, lists to choose from, and a sheet that explains."""

from __future__ import annotations

import re
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from commonweal.governance.handbook.canonical import plain_value
from commonweal.governance.handbook.columns import Column, columns_of
from commonweal.governance.handbook.exchange.cells import cell_of, guarded
from commonweal.governance.handbook.exchange.explaining import CHECK, HOW, OPENING, TITLE, WORKBOOK, terms_written
from commonweal.governance.handbook.exchange.notes_row import note_of
from commonweal.governance.handbook.exchange.sources import CHOICES, EXPLAINING
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.tables import TABLES
from commonweal.tables.grid import column_letters

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook as OpenpyxlWorkbook

_SPARE_ROWS = 1_000
"""Rows below the last one that offer lists too."""
_FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets count earlier days wrongly, so that they are written as text."""
_MOST_EXACT = 10**14
_ESCAPES = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FORMATS = {"date": "d mmm yyyy", "money": "#,##0.00", "number": "0"}
_WIDTHS = {"date": 14, "yes_no": 11, "time": 10, "number": 12, "money": 15}


def write_workbook(handbook: Handbook, stream: IO[bytes]) -> None:
    """Write every table as a sheet, empty ones too, after a sheet that explains."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    lists = {
        f"{table}.{column.name}": column.choices
        for table, row_class in TABLES.items()
        for column in columns_of(row_class)
        if column.choices
    }
    places = {choices: place for place, choices in enumerate(dict.fromkeys(lists.values()))}
    _explain(book, handbook)
    for table in TABLES:
        _sheet(book, table, handbook, places)
    _choices(book, places, lists)
    book.save(stream)


def _explain(book: OpenpyxlWorkbook, handbook: Handbook) -> None:
    sheet: Any = book.create_sheet(EXPLAINING)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 110
    sheet.append([_styled(sheet, TITLE, bold=True, size=16)])
    for line in (*OPENING, *WORKBOOK, *HOW, CHECK):
        sheet.append([None, _styled(sheet, line, wrap=True)])
    for heading, lines in (
        ("The sheets", [(table, f"{row.MEANING}. Rows: {len(handbook.tables.get(table, ())):,}.")
                        for table, row in TABLES.items()]),
        ("How each open term is written", terms_written()),
    ):  # fmt: skip
        sheet.append([])
        sheet.append([_styled(sheet, heading, bold=True, size=13)])
        for name, told in lines:
            sheet.append([_styled(sheet, name, bold=True, wrap=True), _styled(sheet, told, wrap=True)])


def _sheet(book: OpenpyxlWorkbook, table: str, handbook: Handbook, places: dict[tuple[str, ...], int]) -> None:
    sheet: Any = book.create_sheet(table)
    columns = columns_of(TABLES[table])
    rows = handbook.tables.get(table, ())
    sheet.freeze_panes = "B3"
    sheet.sheet_properties.tabColor = "005EB8" if rows else "AEB7BD"
    for place, column in enumerate(columns):
        dimension = sheet.column_dimensions[column_letters(place)]
        dimension.width = _width(column)
        dimension.number_format = _FORMATS.get(column.kind, "@")
        if offered := _offer(column, places):
            cells = f"{column_letters(place)}3:{column_letters(place)}{len(rows) + 2 + _SPARE_ROWS}"
            offered.add(cells)
            sheet.data_validations.append(offered)
    sheet.row_dimensions[2].height = 60
    sheet.append([_styled(sheet, each.heading, bold=True, fill="005EB8", colour="FFFFFF") for each in columns])
    sheet.append([_styled(sheet, note_of(each), wrap=True, italic=True, fill="E8EDEE") for each in columns])
    for row in rows:
        sheet.append([_value(sheet, getattr(row, each.name), each) for each in columns])


def _offer(column: Column, places: dict[tuple[str, ...], int]) -> Any:
    """The list that a column's cells offer, if any; one of ids, or where several words fit, lets others be typed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.kind == "yes_no":
        formula = '"yes,no"'
    elif column.choices and column.kind in ("text", "list"):
        letters = column_letters(places[column.choices])
        formula = f"'{CHOICES}'!${letters}$2:${letters}${len(column.choices) + 1}"
    elif column.refers_to and column.kind == "text":
        formula = f"'{column.refers_to}'!$A$3:$A${_SPARE_ROWS + 2}"
    else:
        return None
    offered = DataValidation(type="list", formula1=formula, allow_blank=True)
    # Of a list the words are offered one by one; several are typed with semicolons between.
    offered.showErrorMessage = not column.refers_to and column.kind != "list"
    offered.errorTitle, offered.error = column.heading[:32], "Choose one of the words offered, or leave the cell blank."
    return offered


def _choices(book: OpenpyxlWorkbook, places: dict[tuple[str, ...], int], lists: dict[str, tuple[str, ...]]) -> None:
    sheet: Any = book.create_sheet(CHOICES)
    heads = [next(name for name, choices in lists.items() if choices == each) for each in places]
    for place in range(len(heads)):
        sheet.column_dimensions[column_letters(place)].width = 30
    sheet.freeze_panes = "A2"
    sheet.append([_styled(sheet, head, bold=True) for head in heads])
    for line in range(max(map(len, places), default=0)):
        sheet.append([each[line] if line < len(each) else None for each in places])


def _width(column: Column) -> int:
    if column.kind in _WIDTHS:
        return max(_WIDTHS[column.kind], min(len(column.heading) + 2, 30))
    return max(18 if column.choices or column.refers_to else 26, min(len(column.heading) + 2, 30))


def _value(sheet: Any, value: Any, column: Column) -> Any:
    value = plain_value(value)
    if value in (None, "", ()):
        return None
    if isinstance(value, date) and value >= _FIRST_DAY:
        return _styled(sheet, value, number_format=_FORMATS["date"])
    if column.kind in ("number", "money") and abs(value) < _MOST_EXACT:
        number = value if column.kind == "number" or value % 100 else value // 100
        number = number / 100 if column.kind == "money" and value % 100 else number
        return _styled(sheet, number, number_format=_FORMATS[column.kind])
    text = guarded(cell_of(value, column))
    return _styled(sheet, _ESCAPES.sub(r"_x005F_x\1_", text), number_format="@")


def _styled(
    sheet: Any, value: Any, *, bold: bool = False, italic: bool = False, size: int = 11, wrap: bool = False,
    fill: str = "", colour: str = "", number_format: str = "",
) -> Any:  # fmt: skip
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cell: Any = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # it stays text, whatever sign it begins with
    # Working a style out costs far more than the cell: each is worked out once for the workbook.
    styles = sheet.parent.__dict__.setdefault("_styles_of_handbook", {})
    style = (bold, italic, size, wrap, fill, colour, number_format)
    if style in styles:
        cell._style = styles[style]
        return cell
    cell.font = Font(bold=bold, italic=italic, size=size, color=colour or None)
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")
    if fill:
        cell.fill = PatternFill("solid", start_color=fill)
    cell.number_format = number_format or "General"
    styles[style] = cell._style
    return cell
