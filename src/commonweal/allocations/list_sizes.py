"""Which practices have a list size or a need that nobody should believe, or none at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.findings import Finding
from commonweal.allocations.practice_columns import SERVICES
from commonweal.allocations.practice_file import PracticeFile
from commonweal.allocations.practice_register import PracticeRegister


@dataclass(frozen=True, slots=True)
class ListSizes:
    """Bounds outside which a figure is reported, as the rule ``allocations.places.believable`` states them.

    Args:
        smallest_list: People; a shorter list is absurd, though it is kept.
        largest_list: People; a longer list is absurd, though it is kept.
        largest_need: Weighted population over population; more, or less than its inverse, is absurd.
    """

    smallest_list: float = 10.0
    largest_list: float = 200_000.0
    largest_need: float = 5.0

    @classmethod
    def from_rule(cls, value: Mapping[str, Any]) -> ListSizes:
        """The bounds of the rule entry's value."""
        return cls(float(value["smallest_list"]), float(value["largest_list"]), float(value["largest_need"]))


BELIEVABLE = ListSizes()


def check_list_sizes(
    file: PracticeFile,
    inside: NDArray[np.bool_],
    sizes: ListSizes = BELIEVABLE,
    services: Sequence[str] = ("core",),
    register: PracticeRegister | None = None,
    on: date | None = None,
) -> list[Finding]:
    """Findings about the figures of the practices inside: missing, absurd, or of a practice that has closed.

    Args:
        file: The practices.
        inside: Which practices to look at. Shape: practices.
        sizes: The bounds.
        services: The services whose missing weights matter.
        register: Closures and successions, where known.
        on: The day that the register is asked about.
    """
    population = file.population
    found = [_missing(file, number, "list size") for number in np.flatnonzero(inside & np.isnan(population)).tolist()]
    for service in services:
        if service in file.weighted:
            blank = inside & np.isnan(file.weighted[service]) & ~np.isnan(population)
            found += [
                _missing(file, number, f"{SERVICES[service].lower()} weighted population")
                for number in np.flatnonzero(blank).tolist()
            ]
    with np.errstate(invalid="ignore", divide="ignore"):
        absurd = inside & ((population < sizes.smallest_list) | (population > sizes.largest_list))
        need = file.weighted["core"] / population
        odd = inside & ~absurd & ((need > sizes.largest_need) | (need < 1 / sizes.largest_need))
    found += [_absurd(file, number) for number in np.flatnonzero(absurd).tolist()]
    found += [_odd_need(file, number, float(need[number])) for number in np.flatnonzero(odd).tolist()]
    if register is not None:
        for number in np.flatnonzero(inside).tolist():
            if register.closed_on(file.practices[number], on) or register.heirs(file.practices[number], on):
                found.append(_closed(file, number, register, on))
    return found


def _missing(file: PracticeFile, number: int, what: str) -> Finding:
    people = float(file.population[number])
    return Finding(
        "missing_figure",
        f"{file.practices[number]} ({file.practice_names[number]}) has no {what}: its share is not known, not nought.",
        severity="warning",
        practice=file.practices[number],
        people=None if np.isnan(people) else people,
        do="find the figure with the publisher, or leave the practice out knowingly",
    )


def _absurd(file: PracticeFile, number: int) -> Finding:
    people = float(file.population[number])
    shown = f"{people:,.2f}" if people < 100 else f"{people:,.0f}"
    return Finding(
        "absurd_list_size",
        f"{file.practices[number]} ({file.practice_names[number]}) has a list of {shown} people.",
        severity="warning",
        practice=file.practices[number],
        people=people,
        do="check whether it has closed, opened or merged; no index of its own can be trusted",
    )


def _odd_need(file: PracticeFile, number: int, need: float) -> Finding:
    return Finding(
        "absurd_need",
        f"{file.practices[number]} ({file.practice_names[number]}) has {need:,.2f} weighted people for each person.",
        severity="warning",
        practice=file.practices[number],
        people=float(file.population[number]),
        do="check its list and its weights; special schemes are like this",
    )


def _closed(file: PracticeFile, number: int, register: PracticeRegister, on: date | None) -> Finding:
    practice = file.practices[number]
    heirs = register.heirs(practice, on)
    tail = f"{', '.join(heirs)} took it over" if heirs else "no successor is known"
    return Finding(
        "practice_moved" if heirs else "practice_closed",
        f"{practice} ({file.practice_names[number]}) is in the file but has closed by that day; {tail}.",
        severity="warning",
        practice=practice,
        people=None if np.isnan(file.population[number]) else float(file.population[number]),
        do="expect its people on the successor's list" if heirs else "ask where its people have registered",
    )
