"""Telling which of the catalogue's files lie in a folder, by what is in them; only their beginnings are read."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from commonweal.problems import BadInput, Problem
from commonweal.reference.catalogue import DataFile, catalogue
from commonweal.tables.limits import Limits
from commonweal.tables.meanings import plain_header

READ_AT_FIRST = 65_536
MOST_FILES = 5_000
ENDINGS = (".csv", ".tsv", ".txt", ".gz", ".xlsx", ".xlsm", ".parquet")
BESIDE = ("geography", "population")
"""Folders of other published files, which may lie beside that of downloads."""

How = Literal["edition", "content", "name"]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the catalogue that lies there.

    ``how`` says by what it was told: ``edition`` (byte for byte a published edition), ``content`` (its columns or
    sheets), or ``name`` alone, when its content is not what is expected of that name.
    """

    file: DataFile
    path: Path
    how: How
    bytes: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What a folder holds: files of the catalogue, and other tables, which Commonweal has no use for."""

    folder: Path
    found: tuple[FoundFile, ...]
    others: tuple[Path, ...]

    def of(self, id: str) -> tuple[FoundFile, ...]:
        """The files found for one entry of the catalogue."""
        return tuple(found for found in self.found if found.file.id == id)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first rows of a text file under each separator, or the sheet names of a workbook."""

    rows: tuple[tuple[str, ...], ...] = ()
    sheets: tuple[str, ...] = ()


def survey(folder: Path) -> Survey:
    """Look through a folder, the folders right below it, and the folders ``geography`` and ``population`` beside it.

    Raises:
        BadInput: The folder cannot be read, or holds very many files.
    """
    found: list[FoundFile] = []
    others: list[Path] = []
    for path in _tables_in(folder):
        told = recognise(path)
        found += told
        if not told:
            others.append(path)
    return Survey(folder, tuple(found), tuple(others))


def folders_beside(folder: Path) -> tuple[Path, ...]:
    """Folders beside one of downloads that are looked through with it, where they are there."""
    beside = (folder.resolve().parent / name for name in BESIDE)
    return tuple(path for path in beside if path.is_dir())


def recognise(path: Path) -> tuple[FoundFile, ...]:
    """Which file of the catalogue this is; a workbook may be several, and most files are none.

    Args:
        path: A file; one that cannot be read is none.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > Limits().max_bytes:
            return ()
        return _recognised(path, status.st_size, status.st_mtime_ns)
    except OSError:
        return ()


@lru_cache(maxsize=MOST_FILES)
def _recognised(path: Path, size: int, changed: int) -> tuple[FoundFile, ...]:
    """What a file is, found once for as long as its size and the time of its last change are the same."""
    beginning = _beginning(path)
    fitting = [file for file in catalogue() if _fits(file, beginning)]
    if any(file.sha256 for file in fitting):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        editions = [file for file in fitting if digest in file.sha256]
        if editions:
            return (FoundFile(editions[0], path, "edition", size),)
    named = [file for file in catalogue() if _is_named(file, path.name)]
    chosen = [file for file in fitting if file in named]
    if beginning.sheets:
        chosen = [file for file in fitting if file.names] or fitting
    elif not chosen:
        chosen = [file for file in fitting if not file.names] or fitting
    if chosen:
        whole = chosen if beginning.sheets else chosen[:1]
        return tuple(FoundFile(file, path, "content", size) for file in whole)
    return tuple(FoundFile(file, path, "name", size) for file in named[:1])


def _tables_in(folder: Path) -> Iterator[Path]:
    try:
        places = [folder, *sorted(child for child in folder.iterdir() if child.is_dir())]
        held = {place.resolve() for place in places}
        places += [beside for beside in folders_beside(folder) if beside not in held]
        paths = [path for place in places for path in sorted(place.iterdir()) if path.suffix.lower() in ENDINGS]
    except OSError as error:
        raise BadInput(Problem(f"the folder cannot be read: {error.strerror}", given=str(folder))) from error
    if len(paths) > MOST_FILES:
        raise BadInput(
            Problem(f"the folder holds {len(paths):,} tables", given=str(folder), do="name a folder of downloads only")
        )
    yield from paths


def _is_named(file: DataFile, name: str) -> bool:
    return any(fnmatch(name.casefold(), pattern.casefold()) for pattern in file.names)


def _fits(file: DataFile, beginning: Beginning) -> bool:
    if file.sheets and beginning.sheets:
        return all(any(re.fullmatch(wanted, sheet) for sheet in beginning.sheets) for wanted in file.sheets)
    if file.columns and any(_has_columns(row, file) for row in beginning.rows):
        return True
    return bool(file.first_cells and beginning.rows) and _has_form(beginning.rows[0], file.first_cells)


def _has_columns(row: Sequence[str], file: DataFile) -> bool:
    there = {plain_header(cell) for cell in row}
    if file.no_other_columns and len(there) > len(file.columns):
        return False
    return all(any(plain_header(spelling) in there for spelling in spellings) for spellings in file.columns)


def _has_form(row: Sequence[str], forms: Sequence[str]) -> bool:
    return len(row) >= len(forms) and all(
        re.fullmatch(form, cell.strip()) for form, cell in zip(forms, row, strict=False)
    )


def _beginning(path: Path) -> Beginning:
    with path.open("rb") as stream:
        start = stream.read(READ_AT_FIRST)
    if start.startswith(b"PK\x03\x04"):
        return Beginning(sheets=_sheet_names(path))
    if start.startswith(b"PAR1"):
        return Beginning(rows=(_parquet_columns(path),))
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(wbits=31).decompress(start, READ_AT_FIRST)
        except zlib.error:
            return Beginning()
    encoding = "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    text = start.decode(encoding, errors="replace")
    lines = text.splitlines()[:12]
    rows = []
    for separator in (",", "\t", ";", "|"):
        try:
            read = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=separator))
        except csv.Error:
            continue
        rows += [tuple(row) for row in read if len(row) > 1]
    return Beginning(rows=tuple(rows))


def _parquet_columns(path: Path) -> tuple[str, ...]:
    import duckdb  # only where such a file lies there

    try:
        with duckdb.connect() as connection:
            found = connection.execute("select name from parquet_schema(?)", [str(path)]).fetchall()
    except duckdb.Error:
        return ()
    return tuple(str(name) for (name,) in found)


def _sheet_names(path: Path) -> tuple[str, ...]:
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as stream:
            xml = stream.read(1_000_000)
        if b"<!DOCTYPE" in xml:
            return ()
        nodes = ElementTree.fromstring(xml).iter()  # noqa: S314 - no document type, so no entity can unfold
        return tuple(node.get("name", "") for node in nodes if node.tag.rpartition("}")[2] == "sheet")
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        RuntimeError,
        NotImplementedError,
        ElementTree.ParseError,
    ):
        return ()
