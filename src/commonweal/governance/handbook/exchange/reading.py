"""Reading a handbook: every table, every error at once, and nothing half-loaded."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from commonweal.governance.handbook.canonical import fingerprint
from commonweal.governance.handbook.exchange.sheet_rows import read_rows
from commonweal.governance.handbook.exchange.sources import LIMITS, sources_of
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.row import Row
from commonweal.governance.handbook.tables import TABLES
from commonweal.governance.handbook.validation import validate
from commonweal.problems import BadInput, Problem
from commonweal.tables import Limits

MOST_ERRORS = 1_000


@dataclass(frozen=True)
class Reading:
    """A handbook as it was found.

    Args:
        handbook: The rows without fault of their own; whole only where there are no errors.
        errors: What must be mended before it is used.
        warnings: What the reader should know; nothing is refused for it.
        unread: Columns and sheets that hold something and are none of the handbook's.
    """

    handbook: Handbook
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    unread: tuple[Problem, ...]


def read_handbook(
    path: str | os.PathLike[str] | bytes, *, name: str = "", limits: Limits = LIMITS, linked: bool = True
) -> Handbook:
    r"""Read a workbook, a folder of CSV files, or one CSV file named after its table.

    Columns may stand in any order, under their heading or their field's name; sheets that are missing are empty.

    Args:
        path: The file or folder; or the bytes of a workbook.
        name: Name for messages, where bytes are given.
        limits: The most that is taken on.
        linked: Whether rows must agree with each other; no for a part of a handbook that is to be merged.

    Returns:
        The handbook, with the hash of its content; what was noticed stands in its notes.

    Raises:
        BadInput: With every problem found, each with file, sheet, row and column.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "people.csv").write_text("Name,Person\nAny Body,P01\n")
        ...     [person.name for person in read_handbook(folder).rows(TABLES["people"])]
        ['Any Body']
    """
    found = examine(path, name=name, limits=limits, linked=linked)
    if found.errors:
        raise BadInput(found.errors)
    return found.handbook


def examine(
    path: str | os.PathLike[str] | bytes, *, name: str = "", limits: Limits = LIMITS, linked: bool = True
) -> Reading:
    """Read a handbook and tell all that is wrong in it, without refusing it.

    Raises:
        BadInput: It is no handbook at all.
    """
    sources = sources_of(path, name, limits)
    errors, warnings, unread = list(sources.errors), list(sources.warnings), list(sources.unread)
    tables: dict[str, tuple[Row, ...]] = dict.fromkeys(TABLES, ())
    incomplete, faulty = set(), {}
    for table, grid, merged in sources.sheets:
        rows = read_rows(grid, TABLES[table], merged)
        tables[table], faulty[table] = rows.rows, rows.faulty
        errors += rows.errors
        warnings += rows.warnings
        unread += rows.unread
        if rows.errors or any(each.file == grid.file and each.sheet == grid.sheet for each in sources.errors):
            incomplete.add(table)
    shown = name or ("handbook" if isinstance(path, bytes) else Path(path).resolve().name)
    handbook = Handbook(tables, shown)
    if linked:
        findings = validate(handbook, incomplete=frozenset(incomplete), faulty=faulty)
        errors += findings.errors
        warnings += findings.warnings
    warnings = list(dict.fromkeys(warnings))
    handbook = replace(handbook, sha256=fingerprint(handbook), notes=tuple(map(str, warnings)))
    if len(errors) > MOST_ERRORS:
        more = f"{len(errors) - MOST_ERRORS:,} more problems were found; {MOST_ERRORS:,} are shown"
        errors = [*errors[:MOST_ERRORS], Problem(more)]
    return Reading(handbook, tuple(errors), tuple(warnings), tuple(unread))
