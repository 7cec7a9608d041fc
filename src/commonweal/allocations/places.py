"""Need indices of places: each against its ICB and against England, for every weighted population at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.partition import Partition
from commonweal.allocations.practice_file import PracticeFile

Figures = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PlaceNeed:
    """Populations, weighted populations and indices of places.

    Rows are the parts of the partition (a place within one ICB); columns are ``services``.

    Args:
        partition: The places.
        services: The services of the columns.
        practices: Practices per part.
        population: Projected population per part, people.
        weighted: Weighted population per part and service, people.
        index_to_icb: Need per head over the ICB's need per head; 1 is the ICB's average.
        index_to_england: Need per head over England's; 1 is the average of England.
        share_of_icb: Part's share of its ICB's weighted population.
        icb_population: Population of each part's ICB, people.
        icb_weighted: Weighted population of each part's ICB by service, people.
        left_out: Practices per part and service whose figure is missing; neither their people nor their weights count
            in the index.
    """

    partition: Partition
    services: tuple[str, ...]
    practices: NDArray[np.int64]
    population: Figures
    weighted: Figures
    index_to_icb: Figures
    index_to_england: Figures
    share_of_icb: Figures
    icb_population: Figures
    icb_weighted: Figures
    left_out: NDArray[np.int64]

    def column(self, service: str) -> int:
        """The column of a service."""
        return self.services.index(service)

    @property
    def icb_index(self) -> Figures:
        """Each part's ICB against England, per service."""
        return self.index_to_england / self.index_to_icb

    def rows(self) -> list[dict[str, Any]]:
        """One plain row per place, for tables and downloads; indices as fractions of 1, missing as None."""
        rows: list[dict[str, Any]] = []
        partition = self.partition
        for part in range(len(partition)):
            row: dict[str, Any] = {
                "icb": partition.icbs[part],
                "place": partition.places[part],
                "name": partition.names[part],
                "practices": int(self.practices[part]),
                "population": float(self.population[part]),
            }
            for number, service in enumerate(self.services):
                row[f"{service}_weighted_population"] = float(self.weighted[part, number])
                row[f"{service}_index_to_icb"] = _or_none(self.index_to_icb[part, number])
                row[f"{service}_index_to_england"] = _or_none(self.index_to_england[part, number])
            rows.append(row)
        return rows


def place_need(partition: Partition, services: Sequence[str] | None = None) -> PlaceNeed:
    """Work out the indices of every place of a partition.

    ``index_to_icb = (WP_p / N_p) / (WP_i / N_i)`` and ``index_to_england = WP_p / N_p``, since weighted populations are
    scaled so that England's sum equals its population. These are the ratios of NHS England's place tool. A practice
    whose weight or population is missing is left out of both sums, and counted in ``left_out``.

    Args:
        partition: Practices sorted into places.
        services: Keys of ``SERVICES``; by default all that the file has.

    Raises:
        BadInput: The file lacks a service that was named.

    Example:
        >>> from commonweal.allocations.membership import members_from_pairs
        >>> from commonweal.allocations.partition import partition_practices
        >>> from commonweal.allocations.practice_file import practice_file_from_columns
        >>> file = practice_file_from_columns({"practice": ["P1", "P2"], "icb": ["Q1", "Q1"],
        ...     "population": [100, 100], "wp_core": [120, 80]})
        >>> places = partition_practices(file, members_from_pairs([("P1", "North"), ("P2", "South")]), icb="Q1")
        >>> place_need(places).index_to_icb[:, 0].tolist()
        [1.2, 0.8]
    """
    file = partition.file
    chosen = tuple(services) if services is not None else file.services
    weights = [file.weights(service) for service in chosen]
    parts, part_of = len(partition), partition.part_of
    inside = part_of >= 0
    groups = part_of[inside]
    icb_numbers, icbs = file.areas["icb"].numbers, len(file.areas["icb"].keys)
    population_known = ~np.isnan(file.population)
    population = _sums(groups, np.where(population_known, file.population, 0.0)[inside], parts)
    icb_population = _sums(icb_numbers, np.where(population_known, file.population, 0.0), icbs)
    shape = (parts, len(chosen))
    weighted, people = np.empty(shape), np.empty(shape)
    icb_weighted, icb_people = np.empty((icbs, len(chosen))), np.empty((icbs, len(chosen)))
    left_out = np.zeros(shape, dtype=np.int64)
    for number, values in enumerate(weights):
        known = population_known & ~np.isnan(values)
        if known.all():
            counted, counted_people = values, file.population
        else:
            counted, counted_people = np.where(known, values, 0.0), np.where(known, file.population, 0.0)
            left_out[:, number] = np.bincount(groups, weights=~known[inside], minlength=parts).astype(np.int64)
        weighted[:, number] = _sums(groups, counted[inside], parts)
        icb_weighted[:, number] = _sums(icb_numbers, counted, icbs)
        if counted_people is file.population:
            people[:, number], icb_people[:, number] = population, icb_population
        else:
            people[:, number] = _sums(groups, counted_people[inside], parts)
            icb_people[:, number] = _sums(icb_numbers, counted_people, icbs)
    of_icb = partition.icb_of
    need, icb_need = _ratio(weighted, people), _ratio(icb_weighted, icb_people)
    return PlaceNeed(
        partition=partition,
        services=chosen,
        practices=np.bincount(groups, minlength=parts),
        population=population,
        weighted=weighted,
        index_to_icb=_ratio(need, icb_need[of_icb]),
        index_to_england=need,
        share_of_icb=_ratio(weighted, icb_weighted[of_icb]),
        icb_population=icb_population[of_icb],
        icb_weighted=icb_weighted[of_icb],
        left_out=left_out,
    )


def cross_border_need(need: PlaceNeed) -> dict[str, tuple[float, Figures]]:
    """Population and index to England of each cross-border place over all its parts, by place code."""
    joined: dict[str, tuple[float, Figures]] = {}
    partition = need.partition
    for place in sorted(partition.cross_border):
        parts = [number for number, code in enumerate(partition.places) if code == place]
        people = float(need.population[parts].sum())
        joined[place] = (people, _ratio(need.weighted[parts].sum(axis=0), np.full(len(need.services), people)))
    return joined


def practice_need(file: PracticeFile, service: str = "core") -> Figures:
    """Need index of each practice against England: weighted population over population; nan where it has no list.

    Shape: practices.
    """
    return _ratio(file.weights(service), file.population)


def _sums(groups: NDArray[np.intp], values: Figures, count: int) -> Figures:
    return np.asarray(np.bincount(groups, weights=values, minlength=count), np.float64)


def _ratio(above: Figures, below: Figures) -> Figures:
    """Division that gives nan, not a warning, where there is nothing below the line."""
    out = np.full(np.broadcast(above, below).shape, np.nan)
    return np.asarray(np.divide(above, below, out=out, where=below > 0), np.float64)


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
