"""Every ICB's published figures of one stream and year side by side, on the map of 42 or carried to the map of 36."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from commonweal import reference
from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.place_budget import STREAM_NAMES
from commonweal.allocations.published import bundled_weights, table_from_rows
from commonweal.allocations.published_table import PublishedTable
from commonweal.allocations.rebase import Redraw, rebase, rebase_measure, redraw_from_rows
from commonweal.money import to_pence
from commonweal.problems import BadInput, Problem

MAPS = {"icb24": "the 42 ICBs of July 2022 to March 2026", "icb26": "the 36 ICBs from April 2026"}
"""The maps by the vintage of their codes."""

_SHARES = "organisations/icb_succession_shares_2026"
_PENCE_PER_K = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class IcbFigures:
    """One ICB's figures of a stream and year; None where nothing is published or it cannot be carried to the map.

    Args:
        code, name: The ICB; for England both are ``England``.
        region: NHS region code; empty for England.
        baseline_k: Last year's recurrent allocation after recurrent changes, £k.
        opening_target_k: Target in last year's money, £k.
        opening_distance: Baseline over opening target, minus 1.
        growth: Base growth, a fraction.
        convergence: Movement towards target, a fraction.
        allocation_k: Recurrent allocation, £k.
        closing_target_k: Target in this year's money, £k.
        closing_distance: Allocation over closing target, minus 1.
        total_k: Recurrent allocation with the additions after convergence, £k.
        population: Projected registered people.
        restated: Whether the figures were carried from other ICBs, as no figure was published for this one.
    """

    code: str
    name: str
    region: str = ""
    baseline_k: float | None = None
    opening_target_k: float | None = None
    opening_distance: float | None = None
    growth: float | None = None
    convergence: float | None = None
    allocation_k: float = 0.0
    closing_target_k: float | None = None
    closing_distance: float | None = None
    total_k: float | None = None
    population: float | None = None
    restated: bool = False

    @property
    def cash_growth(self) -> float | None:
        """Allocation over baseline, minus 1."""
        return self.allocation_k / self.baseline_k - 1 if self.baseline_k else None

    @property
    def gap_k(self) -> float | None:
        """What lies between allocation and closing target, £k; negative below target."""
        return None if self.closing_target_k is None else self.allocation_k - self.closing_target_k

    @property
    def per_head_gbp(self) -> float | None:
        """Recurrent pounds for each person."""
        return self.allocation_k * 1000 / self.population if self.population else None


@dataclass(frozen=True)
class England:
    """One stream and year: every ICB on a map, and their total.

    Args:
        stream, year: What it is.
        map: ``icb24`` or ``icb26``.
        icbs: In the order of the published table or of the map.
        total: England; its money is the sum of the ICBs' to the penny on both maps.
    """

    stream: str
    year: str
    map: str
    icbs: tuple[IcbFigures, ...]
    total: IcbFigures

    @property
    def has_targets(self) -> bool:
        """Whether the stream has targets, and so distances from them."""
        return self.total.closing_distance is not None

    def icb(self, code: str) -> IcbFigures:
        """One ICB.

        Raises:
            BadInput: It is not on the map.
        """
        for found in self.icbs:
            if found.code == code.upper():
                return found
        raise BadInput(
            Problem(f"{code} is not among {MAPS[self.map]}", expected=", ".join(icb.code for icb in self.icbs))
        )


def england(stream: str, year: str, map: str = "icb24") -> England:
    """Every ICB's figures of a stream and year.

    On the map of 36 the money, targets and people of an ICB that was split follow the weighted population of its
    practices; the sums of England stay as they were to the penny. What is carried is marked ``restated``.

    Args:
        stream: Key of ``STREAM_NAMES``.
        year: Financial year.
        map: ``icb24`` or ``icb26``.

    Raises:
        BadInput: Nothing is published for the stream and year, or there is no such map.

    Example:
        >>> found = england("core", "2025/26", "icb26")
        >>> len(found.icbs), round(found.total.allocation_k)
        (36, 116741038)
    """
    if stream not in STREAM_NAMES or year not in years_of(stream):
        raise BadInput(
            Problem(
                f"nothing is published for {STREAM_NAMES.get(stream, stream).lower()} in {year}",
                expected="; ".join(f"{key} {', '.join(years_of(key))}" for key in STREAM_NAMES),
            )
        )
    if map not in MAPS:
        raise BadInput(Problem("there is no such map", given=map, expected=" or ".join(MAPS)))
    return _england(stream, year, map)


@lru_cache(maxsize=8)
def years_of(stream: str) -> tuple[str, ...]:
    """The years for which a stream's figures are bundled, earliest first.

    Example:
        >>> years_of("specialised")
        ('2025/26',)
    """
    if stream not in STREAM_NAMES:
        return ()
    return tuple(sorted({row["year"] for row in reference.rows(f"allocations/{stream}")}))


@lru_cache(maxsize=1)
def redraw_of_2026() -> Redraw:
    """How the 42 ICBs lie in the 36, by the weighted population of their practices."""
    return redraw_from_rows(
        reference.rows(_SHARES), old="predecessor", new="successor", weight="weighted_population_2025_26"
    )


@lru_cache(maxsize=64)
def _england(stream: str, year: str, map: str) -> England:
    rows = [row for row in reference.rows(f"allocations/{stream}") if row["year"] == year]
    # Running costs were published twice for one year: of several versions the last one holds.
    last = max(row.get("publication_version", "") for row in rows)
    table = table_from_rows(stream, year, [row for row in rows if row.get("publication_version", "") == last])
    people = dict(zip(table.codes, bundled_weights(year, table.codes, "population").tolist(), strict=True))
    published = tuple(_published(table, place, people[code]) for place, code in enumerate(table.codes))
    icbs = published if map == "icb24" else _carried(published)
    return England(stream, year, map, icbs, _total(published))


def _published(table: PublishedTable, place: int, population: float) -> IcbFigures:
    def figure(name: str, values: FloatArray | None = None) -> float | None:
        found = table.figures.get(name) if values is None else values
        return None if found is None or np.isnan(found[place]) else float(found[place])

    return IcbFigures(
        code=table.codes[place],
        name=table.names[place],
        region=table.regions[place],
        baseline_k=figure("baseline_k"),
        opening_target_k=figure("opening_target_k"),
        opening_distance=figure("opening_distance"),
        growth=figure("base_growth"),
        convergence=figure("convergence"),
        allocation_k=float(table.figure("allocation_k")[place]),
        closing_target_k=figure("closing_target_k", table.implied_target_k),
        closing_distance=figure("closing_distance"),
        total_k=figure("total_k"),
        population=population,
    )


def _carried(published: tuple[IcbFigures, ...]) -> tuple[IcbFigures, ...]:
    redraw = redraw_of_2026()
    by_code = {icb.code: icb for icb in published}
    money = {name: _money(by_code, name, redraw) for name in ("baseline_k", "allocation_k", "total_k")}
    other = {name: _measure(by_code, name, redraw) for name in ("opening_target_k", "closing_target_k", "population")}
    whole = {part.new for part in redraw.parts if part.old == part.new and len(redraw.of(part.old)) == 1}
    joined = {part.new for part in redraw.parts if part.old != part.new}
    found = []
    for row in sorted(reference.rows("organisations/icb_2026"), key=lambda row: row["icb_name"]):
        code = row["icb_code"]
        if code in whole - joined:
            found.append(by_code[code])
            continue
        values = {name: by_new[code] for name, by_new in {**money, **other}.items() if by_new}
        found.append(
            IcbFigures(
                code=code,
                name=row["icb_name"].replace("Integrated Care Board", "ICB"),
                region=row["region_code"],
                restated=True,
                opening_distance=_distance(values.get("baseline_k"), values.get("opening_target_k")),
                closing_distance=_distance(values.get("allocation_k"), values.get("closing_target_k")),
                **values,
            )
        )
    return tuple(found)


def _money(by_code: Mapping[str, IcbFigures], name: str, redraw: Redraw) -> dict[str, float]:
    """A sum of money by new code, carried in whole pence; nothing where it is not published for all."""
    values = {code: getattr(icb, name) for code, icb in by_code.items()}
    if any(value is None for value in values.values()):
        return {}
    carried = rebase({code: to_pence(value) for code, value in values.items()}, redraw)
    return {code: pence / _PENCE_PER_K for code, pence in carried.items()}


def _measure(by_code: Mapping[str, IcbFigures], name: str, redraw: Redraw) -> dict[str, float]:
    values = {code: getattr(icb, name) for code, icb in by_code.items()}
    return {} if any(value is None for value in values.values()) else rebase_measure(values, redraw)


def _total(icbs: tuple[IcbFigures, ...]) -> IcbFigures:
    def summed(name: str) -> float | None:
        values = [getattr(icb, name) for icb in icbs]
        return None if any(value is None for value in values) else float(np.sum(values))

    def pence(name: str) -> float | None:
        values = [getattr(icb, name) for icb in icbs]
        return None if any(value is None for value in values) else sum(map(to_pence, values)) / _PENCE_PER_K

    baseline, opening, closing = pence("baseline_k"), summed("opening_target_k"), summed("closing_target_k")
    allocation = pence("allocation_k") or 0.0
    return IcbFigures(
        code="England",
        name="England",
        baseline_k=baseline,
        opening_target_k=opening,
        opening_distance=_distance(baseline, opening),
        allocation_k=allocation,
        closing_target_k=closing,
        closing_distance=_distance(allocation, closing),
        total_k=pence("total_k"),
        population=summed("population"),
    )


def _distance(amount_k: float | None, target_k: float | None) -> float | None:
    return None if amount_k is None or not target_k else amount_k / target_k - 1
