"""Splitting a discretionary fund across practices or places by several indicators, exact to the penny."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.findings import Finding
from commonweal.allocations.split_bounds import Bounds, split_within
from commonweal.allocations.split_scaling import IndicatorUse, Scaled, scale_indicator
from commonweal.money import round_half_away, split_largest_remainder
from commonweal.problems import BadInput, Problem, Problems

Figures = NDArray[np.float64]

PER_HEAD = "per head of the base"
"""Name of the part of a fund that no indicator shares."""

ADJUSTMENT = "floors and caps"
"""Name of what floors and caps add or take."""


class Missing(StrEnum):
    """What is done for a practice whose indicator is missing. It never means nought without being said."""

    REFUSE = "refuse"
    """Nothing is split until the figure is supplied."""
    AVERAGE = "average"
    """It gets the average pay per head of those whose figure is known."""
    LEAVE_OUT = "leave-out"
    """It gets nothing by that indicator, and what it forgoes is listed."""


@dataclass(frozen=True, eq=False)
class Units:
    """What a fund is split across: practices, or places.

    Args:
        codes, names: One per unit.
        base: People (or weighted people) of each unit that the fund is for.
        indicators: Values by indicator header; nan is missing. Shape of each: units.
        deprivation: Deprivation score per unit, higher is more deprived; nan is missing; None where none is known.
        base_name: What the base counts, in words.
        left_out: Units that cannot be split to, since their base is not known, with the reason.
        members: Where the units are places: the practices in them, and the position of each one's place.
        notes: What the file of indicators says of its figures, such as what they must not be taken for.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    base: Figures
    indicators: Mapping[str, Figures]
    deprivation: Figures | None = None
    base_name: str = "projected population"
    left_out: tuple[Finding, ...] = ()
    members: tuple[Units, NDArray[np.intp]] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class FundSplit:
    """A fund split across units; every column of parts, and the whole, sums to the fund exactly.

    Args:
        units: What it was split across.
        fund_pence: The fund.
        parts: Whole pence per unit for each part of the fund, by its name. Parts and adjustment sum to the amounts.
        amount_pence: Whole pence per unit.
        scaled: How each indicator was scaled, and how strong its effect is.
        missing: How missing indicators were treated.
        findings: Missing figures, parts without effect, and units left out.
    """

    units: Units
    fund_pence: int
    parts: Mapping[str, tuple[int, ...]]
    amount_pence: tuple[int, ...]
    scaled: tuple[Scaled, ...]
    missing: Missing
    findings: tuple[Finding, ...]

    @property
    def per_head_pence(self) -> Figures:
        """Pence for each person of the base; nan where the base is nought."""
        base = self.units.base
        out = np.full(len(base), np.nan)
        return np.asarray(np.divide(np.array(self.amount_pence, dtype=np.float64), base, out=out, where=base > 0))

    def rows(self) -> list[dict[str, Any]]:
        """One plain row per unit, money in pence."""
        per_head = self.per_head_pence
        return [
            {
                "code": code,
                "name": self.units.names[number],
                "base": float(self.units.base[number]),
                **{f"{part} (pence)": pence[number] for part, pence in self.parts.items()},
                "amount_pence": self.amount_pence[number],
                "per_head_pence": None if np.isnan(per_head[number]) else float(per_head[number]),
            }
            for number, code in enumerate(self.units.codes)
        ]


def split_fund(
    units: Units,
    fund_pence: int,
    uses: Sequence[IndicatorUse] = (),
    *,
    missing: Missing = Missing.AVERAGE,
    bounds: Bounds = Bounds(),  # noqa: B008 - frozen
    inert_below: float = 1.05,
) -> FundSplit:
    """Split a fund: each indicator shares its part by base times pay per head; the rest follows the base alone.

    ``amount_g = sum over k of w_k F b_g x_gk / sum over h of b_h x_hk, plus (1 - sum of w) F b_g / sum of b``. Each
    part is split to the penny by itself, so the parts of a unit add up to its amount. Floors and caps then move
    money, and what they moved is a part of its own.

    Args:
        units: Practices or places with base and indicators.
        fund_pence: Whole pence, above nought.
        uses: Indicators with weights that sum to at most 1.
        missing: What is done where an indicator is missing.
        bounds: Floors and caps.
        inert_below: Highest over lowest pay per head below which an indicator is reported as doing next to nothing.

    Raises:
        BadInput: Weights sum to more than 1, an indicator is named twice or unknown, figures are missing under
            ``refuse``, or the bounds cannot be met; with every problem.

    Example:
        >>> from commonweal.allocations.split_scaling import read_use
        >>> units = Units(("P1", "P2"), ("One", "Two"), np.array([100.0, 100.0]), {"imd": np.array([30.0, 10.0])})
        >>> split_fund(units, 100_00, [read_use("imd=0.5")]).amount_pence
        (6250, 3750)
    """
    _check(units, fund_pence, uses)
    findings = list(units.left_out)
    shared: list[tuple[str, float, list[float]]] = []
    scaled_all: list[Scaled] = []
    for use in uses:
        scaled = scale_indicator(use, units.indicators[use.indicator])
        scaled_all.append(scaled)
        findings += _weak(scaled, inert_below)
        shared.append((use.indicator, use.weight, (units.base * _filled(scaled, units, missing)).tolist()))
    rest = max(0.0, 1.0 - sum(use.weight for use in uses))
    if rest > 1e-12 or not uses:
        shared.append((PER_HEAD, rest if uses else 1.0, units.base.tolist()))
    totals = split_largest_remainder(fund_pence, [weight for _, weight, _ in shared])
    parts = {
        name: tuple(split_largest_remainder(total, weights))
        for (name, _, weights), total in zip(shared, totals, strict=True)
    }
    findings += _missing_findings(units, uses, parts, missing)
    amounts = [sum(column) for column in zip(*parts.values(), strict=True)]
    if not bounds.none:
        base = units.base.tolist()
        bounded = split_within(fund_pence, amounts, bounds.floors(base), bounds.caps(base, fund_pence))
        parts[ADJUSTMENT] = tuple(after - before for before, after in zip(amounts, bounded, strict=True))
        amounts = bounded
    return FundSplit(units, fund_pence, parts, tuple(amounts), tuple(scaled_all), missing, tuple(findings))


def _check(units: Units, fund_pence: int, uses: Sequence[IndicatorUse]) -> None:
    problems = Problems()
    if fund_pence <= 0:
        problems.add("a fund must be above nought", given=f"{fund_pence} pence")
    if not len(units.codes) or not units.base.sum() > 0:
        problems.add("there is nobody to split the fund among", do="choose practices with people")
    total = sum(use.weight for use in uses)
    if total > 1 + 1e-9:
        problems.add("the weights sum to more than the whole fund", given=f"{total:.0%}", expected="at most 100%")
    for name in {use.indicator for use in uses if [other.indicator for other in uses].count(use.indicator) > 1}:
        problems.add("an indicator is named twice", given=name, do="give it one weight")
    for use in uses:
        if use.indicator not in units.indicators:
            problems.add("there is no such indicator", given=use.indicator, expected="; ".join(units.indicators))
    problems.raise_if_any()


def _filled(scaled: Scaled, units: Units, missing: Missing) -> Figures:
    """Pay per head with missing ones treated as the policy says."""
    unknown = np.isnan(scaled.per_head)
    if not unknown.any():
        return scaled.per_head
    if missing is Missing.REFUSE:
        raise BadInput(
            [
                Problem(
                    f"{units.codes[number]} has no figure for {scaled.use.indicator}",
                    do="supply it, or choose average or leave-out",
                )
                for number in np.flatnonzero(unknown).tolist()
            ]
        )
    if missing is Missing.LEAVE_OUT:
        return np.where(unknown, 0.0, scaled.per_head)
    people = units.base[~unknown]
    known = scaled.per_head[~unknown]
    average = float((people * known).sum() / people.sum()) if people.sum() > 0 else float(known.mean())
    return np.where(unknown, average, scaled.per_head)


def _weak(scaled: Scaled, inert_below: float) -> list[Finding]:
    if scaled.flat:
        return [
            Finding(
                "indicator_without_effect",
                f"{scaled.use.indicator} is the same for all, or nobody falls short: its part is shared per head.",
                severity="warning",
                do="choose another indicator, or leave its part to the base",
            )
        ]
    if scaled.effect < inert_below:
        return [
            Finding(
                "indicator_inert",
                f"{scaled.use.indicator} pays the highest only {scaled.effect:.4f} times the lowest per head: "
                "in effect a head count.",
                severity="warning",
                do="choose gap or min-max, which state how strong the effect is",
            )
        ]
    return []


def _missing_findings(
    units: Units, uses: Sequence[IndicatorUse], parts: Mapping[str, tuple[int, ...]], missing: Missing
) -> list[Finding]:
    """One finding per unit and missing indicator: what it got instead, or forgoes."""
    found = []
    for use in uses:
        unknown = np.isnan(units.indicators[use.indicator])
        people = float(units.base[~unknown].sum())
        part = sum(parts[use.indicator])
        for number in np.flatnonzero(unknown).tolist():
            if missing is Missing.AVERAGE:
                tail = f"it gets the average per head, £{parts[use.indicator][number] / 100:,.2f}"
            else:
                forgone = round_half_away(part * float(units.base[number]) / people) if people else 0
                tail = f"it gets nothing by it, about £{forgone / 100:,.2f} less than the average"
            found.append(
                Finding(
                    "missing_indicator",
                    f"{units.codes[number]} ({units.names[number]}) has no figure for {use.indicator}: {tail}.",
                    severity="warning",
                    practice=units.codes[number],
                    people=float(units.base[number]),
                    do="supply the figure",
                )
            )
    return found
