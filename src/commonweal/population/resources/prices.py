"""Unit costs of staff, and prices of one year in those of another, each from a published table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.estimates import IntArray
from commonweal.population.versioned import Provenance, VersionedTable, bundled_versioned
from commonweal.problems import BadInput, Problem

INDICES = ("gdp_deflator", "cpi", "cpih")


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What a role costs.

    Args:
        role: Such as ``GP``.
        pence_an_hour: For the GP per hour of contact, for others per working hour.
        pence_a_minute: Likewise.
        proxy_of: The role whose cost is taken; empty for its own.
        source: The table.
    """

    role: str
    pence_an_hour: int
    pence_a_minute: int
    proxy_of: str
    source: Provenance


def unit_cost(role: str) -> UnitCost:
    """The unit cost of a role in general practice.

    Raises:
        BadInput: There is no such role, or it has no published cost.

    Example:
        >>> unit_cost("Nurse").pence_an_hour, unit_cost("Paramedic").proxy_of
        (4700, 'Physician Associate')
    """
    table = _staff()
    found = next((row for row in table.rows if row["role"].casefold() == role.strip().casefold()), None)
    priced = [row["role"] for row in table.rows if row["pence_a_minute"]]
    if found is None or not found["pence_a_minute"]:
        what = "there is no such role" if found is None else "this role has no published cost"
        raise BadInput(Problem(what, given=role, expected="one of " + ", ".join(priced)))
    return UnitCost(
        found["role"], int(found["pence_an_hour"]), int(found["pence_a_minute"]), found["proxy_of"], table.provenance
    )


@dataclass(frozen=True, slots=True)
class Indexed:
    """A price index.

    Args:
        name: ``gdp_deflator``, ``cpi`` or ``cpih``.
        by_year: Level by financial year.
        forecast: Years whose level is a forecast.
        source: The table.
    """

    name: str
    by_year: dict[str, float]
    forecast: frozenset[str]
    source: Provenance

    def level(self, year: str) -> float:
        """The level of a financial year.

        Raises:
            BadInput: The index does not reach it.
        """
        if year not in self.by_year:
            first, last = min(self.by_year), max(self.by_year)
            raise BadInput(
                Problem(f"the index {self.name} does not reach this year", given=year, expected=f"{first} to {last}")
            )
        return self.by_year[year]


def price_index(name: str = "gdp_deflator") -> Indexed:
    """A price index by financial year.

    Example:
        >>> index = price_index()
        >>> index.level("2024/25"), "2025/26" in index.forecast
        (100.0, True)
    """
    if name not in INDICES:
        raise BadInput(Problem("there is no such index", given=name, expected=", ".join(INDICES)))
    table = _indices()
    levels = {row["financial_year"]: float(row[name]) for row in table.rows if row[name]}
    forecast = frozenset(row["financial_year"] for row in table.rows if row["forecast"] == "yes" and row[name])
    return Indexed(name, levels, forecast, table.provenance)


def deflated(pence: npt.ArrayLike, years: Sequence[str], to: str, *, index: str = "gdp_deflator") -> IntArray:
    """Amounts of several years in the prices of one.

    Args:
        pence: Whole pence, shape (n,).
        years: The financial year of each, such as ``2023/24``.
        to: The financial year whose prices are wanted.
        index: Which index.

    Returns:
        Whole pence, each rounded on its own.

    Raises:
        BadInput: A year that the index does not reach.

    Example:
        >>> deflated([100_00], ["2023/24"], "2024/25").tolist()
        [10405]
    """
    levels = price_index(index)
    wanted = levels.level(to)
    unique, where = np.unique(np.asarray(years, dtype=str), return_inverse=True)
    factor = np.array([wanted / levels.level(str(year)) for year in unique])
    in_prices: IntArray = np.rint(np.asarray(pence, dtype=np.float64) * factor[where]).astype(np.int64)
    return in_prices


def _staff() -> VersionedTable:
    return bundled_versioned(__package__, "staff_unit_costs_2023_24", ("role", "pence_a_minute"))


def _indices() -> VersionedTable:
    return bundled_versioned(__package__, "price_indices", ("financial_year", *INDICES, "forecast"))
