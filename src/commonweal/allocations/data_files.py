"""The allocation workbooks and practice files of a folder, told by what is in them and not by their names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commonweal.problems import BadInput, Problem
from commonweal.reference import Survey, survey


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
    """Look through a folder and the folders right below it; only the beginnings of files are read.

    Raises:
        BadInput: The folder cannot be read, or holds nothing that the allocations could use.
    """
    seen = survey(folder)
    found = DataFiles(
        workbooks=_paths(seen, "allocations_"),
        practice_files=_paths(seen, "practice_file"),
        ccg_workbook=_first(seen, "ccg_formula"),
        indicators=_first(seen, "practice_indicators"),
        registered=_first(seen, "registered_patients"),
    )
    if not any((found.workbooks, found.practice_files, found.ccg_workbook, found.indicators)):
        raise BadInput(
            Problem(
                "this folder holds no allocation workbook and no practice file",
                given=str(folder),
                do="see `commonweal data` for the files and where their publishers offer them",
            )
        )
    return found


def _paths(seen: Survey, start: str) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(found.path for found in seen.found if found.file.id.startswith(start)))


def _first(seen: Survey, id: str) -> Path | None:
    return next((found.path for found in seen.of(id)), None)
