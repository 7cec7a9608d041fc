"""What a practice file is refused for once it is read, and what its reader should know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.area_column import AreaColumn
from commonweal.allocations.findings import Finding
from commonweal.allocations.practice_columns import SERVICES
from commonweal.allocations.practice_year import FileYear
from commonweal.problems import BadInput, Problem
from commonweal.tables import Table

FIGURE_NAMES = {
    "population": "projected population",
    "registered": "registered patients",
    "latitude": "latitude",
    "longitude": "longitude",
} | {"wp_" + service: f"{name.lower()} weighted population" for service, name in SERVICES.items()}
"""What each column of figures holds, in words."""


def refuse_without_icb(table: Table, icb: AreaColumn | None) -> None:
    """Raise BadInput for each practice whose ICB is a placeholder: without one, no money can reach it."""
    if icb is not None and (icb.numbers >= 0).all():
        return
    lacking = np.flatnonzero(icb.numbers < 0) if icb is not None else range(len(table))
    given = table.text("icb")
    raise BadInput(
        [
            Problem(
                "a placeholder stands where the ICB should",
                given=given[number] or "",
                file=table.stamp.name,
                row=int(table.row_numbers[number]),
                column=table.headers.get("icb", "icb"),
                do="write the practice's ICB, or take the row out",
            )
            for number in lacking
        ]
    )


def noted(table: Table) -> list[Finding]:
    """What the reader should know of how the file was read, such as its encoding, its macros or a row of totals."""
    return [Finding("file_note", f"{table.stamp.name}: {note}", severity="note") for note in table.notes]


def doubted(year: FileYear, table: Table) -> list[Finding]:
    """A warning where the file contradicts the year that was given for it."""
    if not year.doubt:
        return []
    return [
        Finding(
            "year_contradicted",
            f"{table.stamp.name} is taken for {year.year}, as given, though {year.doubt}.",
            severity="warning",
            do="check the year, since the money of that year is shared by this file",
        )
    ]


def absent_columns(absent: Sequence[str], table: Table) -> list[Finding]:
    """One note per figure column that is there and holds nothing."""
    return [
        Finding(
            "blank_column",
            f"The column of {FIGURE_NAMES[name]} is wholly blank in {table.stamp.name}; it counts as absent.",
            severity="note",
        )
        for name in absent
    ]


def missing_figures(figures: Mapping[str, NDArray[np.float64]], practices: tuple[str, ...]) -> list[Finding]:
    """One finding per practice and blank figure that matters to shares."""
    found = []
    population = figures["population"]
    for name, values in figures.items():
        if name in ("latitude", "longitude", "registered"):
            continue
        for number in np.flatnonzero(np.isnan(values)).tolist():
            people = None if np.isnan(population[number]) else float(population[number])
            found.append(
                Finding(
                    "missing_figure",
                    f"{practices[number]} has no {FIGURE_NAMES[name]}; it is treated as not known, not as nought.",
                    severity="warning",
                    practice=practices[number],
                    people=people,
                    do="find the figure with the publisher, or leave the practice out knowingly",
                )
            )
    return found
