"""Finding allocation workbooks and practice files in a folder by what is in them, not by their names."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from commonweal.allocations.workbook_columns import stream_of
from commonweal.problems import BadInput, Problem

_SHEET = re.compile(rb'<sheet [^>]*name="([^"]*)"')
_HEAD = 4096
_CCG_SHEET = "GP practice WP by ICS"


@dataclass(frozen=True)
class DataFiles:
    """What a folder holds for allocations.

    Args:
        workbooks: Workbooks of ICB allocations.
        practice_files: Practice files of the place-based allocation tool.
        ccg_workbook: The workbook of the CCG formula, if it is there.
        indicators: The practice indicators with the weighted population of 2026/27, if they are there.
        registered: Registered patients of April 2026 by practice, if they are there.
    """

    workbooks: tuple[Path, ...]
    practice_files: tuple[Path, ...]
    ccg_workbook: Path | None
    indicators: Path | None
    registered: Path | None


def find_data_files(folder: Path) -> DataFiles:
    """Look through a folder and the folders right below it.

    Only the first bytes of text files and the sheet names of workbooks are read.

    Raises:
        BadInput: It is no folder, or holds nothing that the allocations could use.
    """
    if not folder.is_dir():
        raise BadInput(Problem("there is no such folder", given=str(folder), do="give --data the folder of the files"))
    workbooks, practices = [], []
    ccg = indicators = registered = None
    for path in sorted(_files(folder)):
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            sheets = _sheet_names(path)
            if _CCG_SHEET in sheets:
                ccg = path
            elif any("alloc" in sheet.lower() and stream_of(sheet) for sheet in sheets):
                workbooks.append(path)
        elif path.suffix.lower() == ".csv":
            head = _head(path)
            if "Final WP" in head and "Practice_Code" in head:
                practices.append(path)
            elif "QOF prevalence" in head and "Weighted population" in head:
                indicators = path
        elif path.name.startswith("practice_population_single_year") and path.name.endswith(".csv.gz"):
            registered = path
    if not workbooks and not practices and ccg is None:
        raise BadInput(
            Problem(
                "this folder holds no allocation workbook and no practice file",
                given=str(folder),
                do="see `commonweal data` for the files and where their publishers offer them",
            )
        )
    return DataFiles(tuple(workbooks), tuple(practices), ccg, indicators, registered)


def _files(folder: Path) -> list[Path]:
    found = []
    for path in folder.iterdir():
        if path.is_dir():
            found += [inner for inner in path.iterdir() if inner.is_file()]
        elif path.is_file():
            found.append(path)
    return found


def _head(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD).decode("utf-8", errors="replace").split("\n", 1)[0]
    except OSError:
        return ""


def _sheet_names(path: Path) -> list[str]:
    """The sheet names of a workbook; none where it is no workbook (reading it would say why)."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as stream:
            return [
                name.decode("utf-8", "replace").replace("&amp;", "&") for name in _SHEET.findall(stream.read(1 << 20))
            ]
    except (OSError, zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
        return []
