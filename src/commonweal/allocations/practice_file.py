"""NHS England's practice file: each practice's area, projected population and nine weighted populations."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.area_column import AreaColumn, area_column
from commonweal.allocations.findings import Finding
from commonweal.allocations.practice_columns import CODE_AND_NAME, SERVICES, one_line, practice_codes, practice_meanings
from commonweal.allocations.practice_file_checks import (
    FIGURE_NAMES,
    absent_columns,
    doubted,
    missing_figures,
    noted,
    refuse_without_icb,
)
from commonweal.allocations.practice_headings import check_headings
from commonweal.allocations.practice_icbs import check_areas
from commonweal.allocations.practice_year import FileYear, year_of_file
from commonweal.problems import BadInput, Problem
from commonweal.tables import FileStamp, Table, read_table

Figures = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PracticeFile:
    """One practice file as arrays; a missing figure is nan, never nought.

    Args:
        practices: Practice codes in the order of the file, each once.
        practice_names: Their names; the code where the file has none.
        areas: The area columns that are filled in, by kind: icb, region, sub_icb, former_ccg, pcn, lad, upper_tier.
        population: Projected registered population, people per practice.
        weighted: Weighted population by service (keys of ``SERVICES``), people per practice; absent ones left out.
        registered: Patients actually registered, people per practice; None where the file does not say.
        latitude, longitude: Degrees per practice; nan where not known.
        file_year: The year the file is for and how that is known.
        stamp: Name, SHA-256 and size of the file.
        row_numbers: Row of each practice as a spreadsheet shows it.
        findings: What was odd and is not an error: columns absent, figures missing.
    """

    practices: tuple[str, ...]
    practice_names: tuple[str, ...]
    areas: Mapping[str, AreaColumn]
    population: Figures
    weighted: Mapping[str, Figures]
    registered: Figures | None
    latitude: Figures
    longitude: Figures
    file_year: FileYear
    stamp: FileStamp
    row_numbers: NDArray[np.int64]
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.practices)

    @property
    def year(self) -> str | None:
        """The financial year, such as ``2025/26``; None when it cannot be told."""
        return self.file_year.year

    @property
    def services(self) -> tuple[str, ...]:
        """The services whose weighted population the file has, in the order of ``SERVICES``."""
        return tuple(service for service in SERVICES if service in self.weighted)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Position of each practice by its code."""
        return MappingProxyType({code: number for number, code in enumerate(self.practices)})

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """The findings on the file as a whole: how it was read, and where its figures or its year are in doubt."""
        return tuple(finding for finding in self.findings if finding.kind in OF_THE_FILE)

    @property
    def fictional(self) -> bool:
        """Whether an ICB of the file says by its name that it is fictional."""
        return any("fictional" in name.casefold() for name in self.icb_names.values())

    @cached_property
    def icb_names(self) -> Mapping[str, str]:
        """Name of each ICB in the file by its code."""
        icb = self.areas["icb"]
        return MappingProxyType({key: icb.name(key) for key in icb.keys})

    def weights(self, service: str) -> Figures:
        """The weighted population of one service per practice.

        Raises:
            BadInput: The file has no such column, or there is no such service.

        Example:
            >>> from commonweal.allocations.practice_file import practice_file_from_columns
            >>> small = practice_file_from_columns({"practice": ["P1"], "icb": ["Q1"], "population": [10.0],
            ...                                     "wp_core": [12.0]})
            >>> small.weights("core")
            array([12.])
        """
        if service in self.weighted:
            return self.weighted[service]
        if service in SERVICES:
            raise BadInput(
                Problem(
                    f"the file has no weighted population for {SERVICES[service].lower()}",
                    file=self.stamp.name,
                    do="choose one of: " + ", ".join(self.services),
                )
            )
        raise BadInput(Problem("there is no such service", given=service, expected="one of " + ", ".join(SERVICES)))

    def area(self, kind: str) -> AreaColumn:
        """One area column.

        Raises:
            BadInput: The file does not have it, with what to do about it.
        """
        if kind in self.areas:
            return self.areas[kind]
        remedy = "give the membership with --members FILE" if kind in ("pcn", "sub_icb") else "choose another grouping"
        raise BadInput(
            Problem(
                f"the file does not say which {kind_name(kind)} a practice is in",
                file=self.stamp.name,
                expected="one of " + ", ".join(self.areas),
                do=remedy,
            )
        )


KIND_NAMES = {
    "icb": "ICB",
    "region": "region",
    "sub_icb": "sub-ICB location",
    "former_ccg": "former CCG",
    "pcn": "primary care network",
    "lad": "local authority district",
    "upper_tier": "upper-tier local authority",
}
"""Kinds of area, in words."""


OF_THE_FILE = frozenset({"file_note", "headings_exchanged", "year_contradicted"})
"""Kinds of findings on a practice file as a whole."""


def kind_name(kind: str) -> str:
    """A kind of area in words, whether written with hyphens or underscores.

    Example:
        >>> kind_name("sub-icb"), kind_name("place")
        ('sub-ICB location', 'place')
    """
    return KIND_NAMES.get(kind.replace("-", "_"), kind)


def read_practice_file(
    source: str | os.PathLike[str] | bytes, *, year: str | None = None, name: str | None = None
) -> PracticeFile:
    """Read a practice file of any year by the meaning of its columns.

    Columns may stand in any order and bear the headers of any year. A column that is wholly blank counts as absent; a
    single blank figure is missing and reported.

    Args:
        source: Path of a .csv, .tsv, .csv.gz, .xlsx or .xlsm file, or its bytes.
        year: Financial year such as ``2025/26``, when the content cannot tell it.
        name: Name of the file for messages, when it is given as bytes.

    Raises:
        BadInput: The file cannot be read, a column that must be there is not, a figure is not a number or is below
            nought, or a practice stands in it twice; with every problem, row and column.
    """
    table = read_table(source, practice_meanings(), name=name, total_rows="practice")
    return _from_table(table, year)


def practice_file_from_columns(columns: Mapping[str, list[object]], *, year: str | None = None) -> PracticeFile:
    """A practice file from columns in memory, by meaning (``practice``, ``icb``, ``population``, ``wp_core`` ...).

    It goes through the same checks as a file.

    Example:
        >>> file = practice_file_from_columns(
        ...     {"practice": ["P1", "P2"], "icb": ["Q1", "Q1"], "population": [10, None], "wp_core": [12, 8]})
        >>> [finding.kind for finding in file.findings if finding.practice]
        ['missing_figure']
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    headers = {meaning.name: meaning.headers[0] for meaning in practice_meanings()}
    writer.writerow([headers[name] for name in columns])
    writer.writerows(
        zip(*(["" if cell is None else cell for cell in column] for column in columns.values()), strict=True)
    )
    table = read_table(stream.getvalue().encode(), practice_meanings(), name="columns in memory")
    return _from_table(table, year)


def _from_table(table: Table, year: str | None) -> PracticeFile:
    practices = practice_codes(table)
    areas = _areas(table)
    refuse_without_icb(table, areas.get("icb"))
    figures = {name: table.number(name) for name in FIGURE_NAMES if table.has(name)}
    absent = [name for name, values in figures.items() if np.isnan(values).all()]
    for name in absent:
        figures.pop(name)
    for required in ("population", "wp_core"):
        if required not in figures:
            raise BadInput(
                Problem(
                    f"the column of {FIGURE_NAMES[required]} is wholly blank",
                    file=table.stamp.name,
                    do="use a file that has it: without it no share can be worked out",
                )
            )
        if not np.nansum(figures[required]) > 0:
            raise BadInput(
                Problem(
                    f"the column of {FIGURE_NAMES[required]} holds nothing but nought",
                    file=table.stamp.name,
                    do="use a file that has the figures: a share of nothing is no share",
                )
            )
    names = table.text("practice_name")
    blank = np.full(len(practices), np.nan)
    weighted = {service: figures["wp_" + service] for service in SERVICES if "wp_" + service in figures}
    file_year = year_of_file(
        given=year,
        sha256=table.stamp.sha256,
        population=float(np.nansum(figures["population"])),
        file_name=table.stamp.name,
        header=table.headers.get("population", ""),
        has_pcn="pcn" in areas,
    )
    return PracticeFile(
        practices=practices,
        practice_names=tuple(
            (name if name is None or name.isprintable() else one_line(name)) or code
            for name, code in zip(names, practices, strict=True)
        ),
        areas=MappingProxyType(areas),
        population=figures["population"],
        weighted=MappingProxyType(weighted),
        registered=figures.get("registered"),
        latitude=figures.get("latitude", blank),
        longitude=figures.get("longitude", blank),
        file_year=file_year,
        stamp=table.stamp,
        row_numbers=table.row_numbers,
        findings=(
            *noted(table),
            *doubted(file_year, table),
            *absent_columns(absent, table),
            *missing_figures(figures, practices),
            *check_areas(areas, KIND_NAMES),
            *check_headings(figures["population"], weighted),
        ),
    )


def _areas(table: Table) -> dict[str, AreaColumn]:
    """The area columns that hold anything; sub-ICB locations bear the codes of the CCGs that they follow."""
    areas: dict[str, AreaColumn] = {}
    for kind in CODE_AND_NAME:
        if not table.has(kind):
            continue
        column = area_column(table.text(kind), table.text(kind + "_name"))
        if column.keys:
            areas[kind] = column
    if "sub_icb" not in areas and "former_ccg" in areas:
        areas["sub_icb"] = areas["former_ccg"]
    return areas
