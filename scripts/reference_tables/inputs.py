"""The published files, found in the data folder by name and read by the meaning of their columns."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from commonweal.problems import BadInput, Problem
from commonweal.tables import Meaning, Table, read_table

FIRST_WORKBOOK = "nhse_icb_allocations_2023-24_2024-25_v1.2.xlsx"
SECOND_WORKBOOK = "nhse_icb_allocations_2025-26.xlsx"
ICB_2022 = re.compile(r"Q[A-Z0-9]{2}")

IDENTITY = (
    Meaning("region_code", ("R23",), blank_allowed=True),
    Meaning("icb_code", ("ICB23",), "code", blank_allowed=True),
    Meaning("icb_name", ("System Name", "Integrated Care Board (ICB)", "Integrated Care Board"), blank_allowed=True),
)


class Inputs:
    """The data folder; it remembers which files were read."""

    def __init__(self, folder: Path) -> None:
        """Look in the folder, in its ``allocation``, ``geography`` and ``population``, and in those beside it."""
        self._places = [
            folder,
            *(base / name for base in (folder, folder.parent) for name in ("allocation", "geography", "population")),
        ]
        self.read: set[str] = set()

    def path(self, name: str) -> Path:
        """The file with this name."""
        for place in self._places:
            if (place / name).is_file():
                self.read.add(name)
                return place / name
        raise BadInput(Problem("the file is not in the data folder", file=name, given=str(self._places[0])))

    def sha256(self, name: str) -> str:
        """Hash of a file."""
        return hashlib.sha256(self.path(name).read_bytes()).hexdigest()

    def rows(self, name: str) -> list[dict[str, str]]:
        """Rows of a CSV file, packed or not, as text."""
        data = self.path(name).read_bytes()
        text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8-sig")
        return [
            {key.strip(): value for key, value in row.items()} for row in csv.DictReader(io.StringIO(text, newline=""))
        ]

    @cache  # noqa: B019 - one Inputs lives as long as the script
    def sheet(self, workbook: str, sheet: str) -> Table:
        """The rows of the 42 ICBs in a sheet of an allocation workbook, all other columns as text."""
        return read_table(
            self.path(workbook),
            IDENTITY,
            sheet=sheet,
            keep_other_columns=True,
            skip_row=lambda row: not ICB_2022.fullmatch(row["icb_code"]),
        )


def number(text: str | None) -> float | None:
    """A number of a workbook, or None for a blank."""
    return float(text) if text else None


def show(value: object) -> str:
    """A value as it is written to a bundled table: numbers at full precision, whole ones without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def as_csv(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Rows as the bytes of a bundled table."""
    out = io.StringIO()
    names = list(columns)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([show(row[name]) for name in names] for row in rows)
    return out.getvalue().encode()
