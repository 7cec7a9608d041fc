"""What is looked at in a workbook before it is opened: its size, its damage, its macros and its stray cells.

A workbook is a zip of XML files. Reading one that is malformed, or made to be huge, can end the whole process, so the
directory and the XML are checked first with plain byte searches.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from commonweal.problems import BadInput, Problem
from commonweal.tables.grid import NOT_CALCULATED
from commonweal.tables.limits import MEGABYTE, Deadline, Limits
from commonweal.tables.opening import refuse_expansion

_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"([^>]*)(?<!/)>(?!</(?:\w+:)?c>)')
_FORMULA = re.compile(rb"(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")
_ROOT = re.compile(rb"<(?:\w+:)?([A-Za-z]\w*)")
_CELLS = re.compile(rb"<(?:\w+:)?sheetData[\s/>]")
_OTHER_SHEETS = (b"chartsheet", b"dialogsheet", b"macrosheet")
_ERROR_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)</")
_AUTO_RUN = re.compile(r"(?:_xlnm\.)?auto_(?:open|close|activate|deactivate)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet of a workbook: its name, whether it shows, and where its XML lies in the zip."""

    name: str
    hidden: bool
    path: str


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """What the gate found: the sheets, notes for the reader, and the zip to look further into."""

    sheets: tuple[SheetPart, ...]
    notes: tuple[str, ...]
    archive: zipfile.ZipFile


def inspect(data: bytes, file: str, limits: Limits, deadline: Deadline) -> WorkbookParts:
    """Check the zip of a workbook as a whole, or raise BadInput."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        _check_entries(entries, data, file, limits)
        workbook = _workbook_path(archive.namelist(), file)
        for entry in entries:
            if not entry.is_dir():
                _check_part(archive, entry, file, deadline)
        sheets = tuple(_sheets(archive, workbook, file))
        return WorkbookParts(sheets, tuple(_macro_notes(archive, workbook)), archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, ValueError, OSError) as error:
        if isinstance(error, BadInput):
            raise
        raise _damaged(file) from error
    except ElementTree.ParseError as error:
        raise _damaged(file) from error


def flaws(
    parts: WorkbookParts, sheet: SheetPart, file: str, limits: Limits, deadline: Deadline
) -> dict[tuple[int, int], str]:
    """Cells that a plain reading would take for blanks: formula errors, and formulas never calculated.

    Returns:
        Text to put in the cell, by row and column counted from 0.

    Raises:
        BadInput: The sheet's part is no sheet, or filled cells span more of it than the limits allow.
    """
    xml = parts.archive.read(sheet.path)
    _require_sheet(xml, sheet, file)
    found: dict[tuple[int, int], str] = {}
    last_row = last_column = 0
    letters: dict[bytes, int] = {}
    for cell in _CELL.finditer(xml):
        column = letters.get(cell[1]) or letters.setdefault(cell[1], _column_number(cell[1]))
        row = int(cell[2])
        last_row, last_column = max(last_row, row), max(last_column, column)
        if b't="e"' in cell[0]:
            value = _ERROR_VALUE.search(xml, cell.end(), cell.end() + 4096)
            found[row - 1, column - 1] = value[1].decode("ascii", "replace") if value else "#VALUE!"
        elif b't="str"' not in cell[0] and _FORMULA.match(xml, cell.end()):
            found[row - 1, column - 1] = NOT_CALCULATED
    deadline.check()
    if last_row * last_column > limits.max_cells or last_row > limits.max_rows or last_column > limits.max_columns:
        raise BadInput(
            Problem(
                f"the sheet reaches to row {last_row:,} and column {last_column:,}; a stray cell may stand far out",
                file=file,
                sheet=sheet.name,
                expected=f"at most {limits.max_rows:,} rows, {limits.max_columns:,} columns "
                f"and {limits.max_cells:,} cells in all",
                do="go to the last cell (Ctrl+End), delete the stray rows and columns, and save",
            )
        )
    return found


def _require_sheet(xml: bytes, sheet: SheetPart, file: str) -> None:
    """Refuse a part that is no sheet: the reader behind the gate would take it for an empty one, and lose its rows."""
    root = _ROOT.search(xml)
    kind = root[1] if root else b""
    if kind in _OTHER_SHEETS or (kind == b"worksheet" and _CELLS.search(xml)):
        return
    raise BadInput(
        Problem(
            "the sheet is damaged: where its cells should stand, the file holds something else",
            file=file,
            sheet=sheet.name,
            expected="a worksheet with its cells",
            do="download the workbook again, or open it in a spreadsheet program, look whether the rows are there, "
            "and save it again",
        )
    )


def _check_entries(entries: list[zipfile.ZipInfo], data: bytes, file: str, limits: Limits) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadInput(Problem("the file is protected by a password", file=file, do="remove the password and save it"))
    if len(entries) > 10_000:
        raise BadInput(Problem(f"the file packs {len(entries):,} files; no workbook does", file=file))
    refuse_expansion(file, len(data), sum(entry.file_size for entry in entries), limits)


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, deadline: Deadline) -> None:
    """Unpack a part to its declared size: a wrong size or checksum shows here, before any other reader meets it."""
    declares = False
    with archive.open(entry) as stream:
        start = True
        while piece := stream.read(MEGABYTE):
            deadline.check()
            declares = declares or (start and entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in piece)
            start = False
    if declares:
        raise BadInput(
            Problem(
                "the workbook declares a document type, which no spreadsheet program writes",
                file=file,
                do="open it in a spreadsheet program and save it again",
            )
        )


def _workbook_path(names: list[str], file: str) -> str:
    for name in names:
        if name.lower().endswith("xl/workbook.xml"):
            return name
    lower = [name.lower() for name in names]
    if any(name.endswith("workbook.bin") for name in lower):
        what, do = "this is a binary workbook (.xlsb)", "open it and save it as .xlsx"
    elif "content.xml" in lower:
        what, do = "this is an OpenDocument file (.ods)", "open it and save it as .xlsx or CSV"
    elif any(name.startswith("word/") for name in lower):
        what, do = "this is a text document (.docx)", "copy its table into a spreadsheet and save that"
    elif len(names) and not any(name.startswith("[content_types]") for name in lower):
        shown = ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")
        what, do = f"this is a zip archive, not a table; it holds {shown}", "unpack it and choose one file"
    else:
        what, do = "the workbook holds no sheets", "open it in a spreadsheet program and save it again"
    raise BadInput(Problem(what, file=file, do=do))


def _sheets(archive: zipfile.ZipFile, workbook: str, file: str) -> Iterator[SheetPart]:
    folder, _, leaf = workbook.rpartition("/")
    relations = _xml(archive.read(f"{folder}/_rels/{leaf}.rels"))
    targets = {node.get("Id", ""): node.get("Target", "") for node in relations}
    names = set(archive.namelist())
    for node in _xml(archive.read(workbook)).iter():
        if node.tag.rpartition("}")[2] != "sheet":
            continue
        key = next((value for name, value in node.attrib.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        if path not in names:
            raise _damaged(file)
        if "/worksheets/" in path or "sheet" in path.lower():
            yield SheetPart(node.get("name", ""), node.get("state", "visible") != "visible", path)


def _macro_notes(archive: zipfile.ZipFile, workbook: str) -> Iterator[str]:
    names = [name.lower() for name in archive.namelist()]
    if any("vbaproject" in name or "/macrosheets/" in name for name in names):
        yield "The workbook holds macros. They were not run and not looked at: only values of cells are read."
    for node in _xml(archive.read(workbook)).iter():
        if node.tag.rpartition("}")[2] == "definedName":
            name = node.get("name", "")
            runs = {"function", "vbProcedure", "xlm"} & set(node.attrib) or _AUTO_RUN.fullmatch(name)
            if runs:
                yield f'The workbook defines the macro name "{name[:60]}". It was ignored: only values are read.'


def _xml(data: bytes) -> ElementTree.Element:
    """Parse XML that ``_check_part`` has found free of a document type, hence of entities that could unfold."""
    return ElementTree.fromstring(data)  # noqa: S314


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _damaged(file: str) -> BadInput:
    return BadInput(
        Problem(
            "the workbook is damaged or cut short",
            file=file,
            do="download it again, or open it in a spreadsheet program and save it again",
        )
    )
