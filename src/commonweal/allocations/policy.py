"""The policy of one round: how allocations grow and how fast they move towards target.

One frozen object covers every round from 2014/15 on. What a round did not use is None, nought or the plain case.
A parameter is one float, or an array of shape (scenarios, 1): then one run works all scenarios.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum

import numpy as np

from commonweal.allocations.arrays import Number
from commonweal.problems import Problems


class GrowthMode(StrEnum):
    """How base growth is set."""

    UNIFORM = "uniform"
    """One rate for all (core, primary medical and pharmacy, ophthalmic and dental in 2025/26)."""
    TARGET = "target"
    """Each ICB grows as its own target does (core and primary medical in 2023/24 and 2024/25)."""
    PUBLISHED = "published"
    """A rate for each ICB that the publisher prints and does not derive (specialised in 2025/26)."""


class ConvergenceMode(StrEnum):
    """How the convergence adjustment is set."""

    DISTANCE = "distance"
    """A slope times the distance from target, up to a cap on each side."""
    REGION = "region"
    """One printed value for each NHS region (pharmacy, ophthalmic and dental to 2024/25)."""
    NONE = "none"
    """No movement towards target."""


class Basis(StrEnum):
    """Which distance from target the convergence adjustment reads."""

    OPENING = "opening"
    """Last year's baseline against last year's target."""
    PRE = "pre"
    """The baseline after growth against this year's target, before convergence."""


class Form(StrEnum):
    """How growth and convergence combine."""

    MULTIPLICATIVE = "multiplicative"
    """baseline x (1 + growth) x (1 + convergence)"""
    ADDITIVE = "additive"
    """baseline x (1 + growth + convergence)"""


class Status(StrEnum):
    """Whether a year's figures bind."""

    FIRM = "firm"
    INDICATIVE = "indicative"


@dataclass(frozen=True, slots=True)
class Pace:
    """How far one year may move an allocation on one side of target.

    Args:
        slope: The part of the distance closed in a year, a fraction.
        cap: The most that a year may move, a fraction of the grown baseline.

    Example:
        >>> Pace.reaching(0.005, at=0.025)
        Pace(slope=0.2, cap=0.005)
    """

    slope: Number
    cap: Number

    @classmethod
    def reaching(cls, cap: Number, at: Number) -> Pace:
        """The pace whose cap is reached at a given distance from target."""
        return cls(slope=_quotient(cap, at), cap=cap)

    @property
    def reached_at(self) -> Number:
        """The distance from target at which the cap takes over; infinite when the slope is nought."""
        return _quotient(self.cap, self.slope)


def _quotient(above: Number, below: Number) -> Number:
    """Divide, single numbers in decimal, so that 0.005 over 0.025 is 0.2 and not its neighbour in binary."""
    if isinstance(above, float) and isinstance(below, float) and below != 0.0:
        return float(Decimal(repr(above)) / Decimal(repr(below)))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.divide(above, below)


NO_PACE = Pace(slope=0.0, cap=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Floors and ceilings that act after convergence. Those not set do nothing.

    The order is fixed: the ceiling first, then the guarantees, so that a promise to the worst placed outranks a limit.

    Args:
        maximum_growth: The most that an allocation may grow over its baseline, a fraction.
        minimum_growth: The least that it must grow, a fraction.
        minimum_growth_per_head: The least that it must grow for each person, a fraction.
        guarantee_full_to: Distance above target up to which both minima hold in full.
        guarantee_ends_at: Distance above target from which they no longer hold; between the two, the part of the
            lift that is given falls in a straight line.
        furthest_below: No one may close further below target than this fraction (0.05 in 2016/17 to 2020/21).
        minimum_per_head_gbp: No one may receive less than this, in pounds for each person.
    """

    maximum_growth: Number | None = None
    minimum_growth: Number | None = None
    minimum_growth_per_head: Number | None = None
    guarantee_full_to: Number | None = None
    guarantee_ends_at: Number | None = None
    furthest_below: Number | None = None
    minimum_per_head_gbp: Number | None = None

    @property
    def any_set(self) -> bool:
        """Whether any limit acts at all."""
        return any(getattr(self, each.name) is not None for each in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The growth and convergence rule of one stream in one year.

    Args:
        growth_mode: How base growth is set.
        growth_rate: The rate when it is uniform, a fraction.
        convergence_mode: How convergence is set.
        gain: The pace below target.
        loss: The pace above target.
        basis: Which distance the pace reads.
        region_convergence: The value of each NHS region, when it is set by region.
        form: How growth and convergence combine.
        partial_scope: Whether convergence acts only on the part of the baseline that `StreamYear.scope_share` gives.
        limits: Floors and ceilings.
        rounding_k: The rounding step in £k; None leaves the figures as they fall.
        status: Firm or indicative.

    Raises:
        BadInput: With every parameter that cannot be.

    Example:
        >>> Policy(growth_rate=0.0437, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005), basis=Basis.PRE).growth_rate
        0.0437
    """

    growth_mode: GrowthMode = GrowthMode.UNIFORM
    growth_rate: Number | None = None
    convergence_mode: ConvergenceMode = ConvergenceMode.DISTANCE
    gain: Pace = NO_PACE
    loss: Pace = NO_PACE
    basis: Basis = Basis.PRE
    region_convergence: Mapping[str, float] = field(default_factory=dict)
    form: Form = Form.MULTIPLICATIVE
    partial_scope: bool = False
    limits: Limits = Limits()
    rounding_k: Number | None = 1.0
    status: Status = Status.FIRM

    def __post_init__(self) -> None:
        found = Problems()
        if self.growth_mode is GrowthMode.UNIFORM and self.growth_rate is None:
            found.add(
                "uniform growth needs a rate", column="growth.rate", do="give the rate as a fraction, 0.0437 for 4.37%"
            )
        if self.growth_mode is not GrowthMode.UNIFORM and self.growth_rate is not None:
            found.add("a growth rate is given but growth is not uniform", column="growth.rate", do="leave the rate out")
        if self.convergence_mode is ConvergenceMode.REGION and not self.region_convergence:
            found.add("convergence by region needs a value for each region", column="convergence.by_region")
        for name, value, least, most in (
            ("growth.rate", self.growth_rate, -1.0, 1.0),
            ("convergence.gain.slope", self.gain.slope, 0.0, None),
            ("convergence.gain.cap", self.gain.cap, 0.0, 1.0),
            ("convergence.loss.slope", self.loss.slope, 0.0, None),
            ("convergence.loss.cap", self.loss.cap, 0.0, 1.0),
            ("limits.maximum_growth", self.limits.maximum_growth, -1.0, None),
            ("limits.minimum_growth", self.limits.minimum_growth, -1.0, 1.0),
            ("limits.minimum_growth_per_head", self.limits.minimum_growth_per_head, -1.0, 1.0),
            ("limits.guarantee_full_to", self.limits.guarantee_full_to, -1.0, None),
            ("limits.guarantee_ends_at", self.limits.guarantee_ends_at, -1.0, None),
            ("limits.furthest_below", self.limits.furthest_below, 0.0, 1.0),
            ("limits.minimum_per_head_gbp", self.limits.minimum_per_head_gbp, 0.0, None),
            ("rounding_k", self.rounding_k, 1e-5, None),
        ):
            if value is not None:
                _check_range(found, name, value, least, most)
        full, ends = self.limits.guarantee_full_to, self.limits.guarantee_ends_at
        if (full is None) != (ends is None):
            found.add("a guarantee that fades needs both guarantee_full_to and guarantee_ends_at", column="limits")
        elif full is not None and ends is not None and not np.all(np.asarray(ends) > np.asarray(full)):
            found.add("guarantee_ends_at must be above guarantee_full_to", column="limits.guarantee_ends_at")
        found.raise_if_any()


def _check_range(found: Problems, name: str, value: Number, least: float, most: float | None) -> None:
    numbers = np.asarray(value, dtype=np.float64)
    wrong = ~np.isfinite(numbers) | (numbers < least)
    if most is not None:
        wrong |= numbers > most
    if np.any(wrong):
        shown = f"{least:g} or more" if most is None else f"a fraction between {least:g} and {most:g}"
        hint = "give fractions, not percentages: 0.005 for 0.5%" if most == 1.0 else ""
        found.add(
            "a parameter of the policy is out of range",
            column=name,
            given=f"{numbers[wrong].flat[0]:g}",
            expected=shown,
            do=hint,
        )
