"""Floors and caps: amounts in proportion to weights, none below its floor or above its cap, exact to the penny."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.money import round_half_away, split_largest_remainder
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that one practice or place may get.

    Args:
        floor_pence, cap_pence: For each practice or place.
        floor_per_head_pence, cap_per_head_pence: For each person of the base.
    """

    floor_pence: int | None = None
    cap_pence: int | None = None
    floor_per_head_pence: int | None = None
    cap_per_head_pence: int | None = None

    @property
    def none(self) -> bool:
        """Whether nothing is bounded."""
        return self == Bounds()

    def floors(self, base: Sequence[float]) -> list[int]:
        """Whole pence that each gets at least; the higher of the two floors."""
        per_head = self.floor_per_head_pence or 0
        return [max(self.floor_pence or 0, math.ceil(Fraction(people) * per_head)) for people in base]

    def caps(self, base: Sequence[float], total: int) -> list[int]:
        """Whole pence that each gets at most; the lower of the two caps, and the whole where there is none."""
        least = total if self.cap_pence is None else min(self.cap_pence, total)
        if self.cap_per_head_pence is None:
            return [least] * len(base)
        return [min(least, math.floor(Fraction(people) * self.cap_per_head_pence)) for people in base]


def split_within(total: int, weights: Sequence[float], floors: Sequence[int], caps: Sequence[int]) -> list[int]:
    """Split whole pence by weights, holding each part between its floor and its cap.

    Those at a bound are set to it and the rest is shared among the others in proportion, until no more bound is met.
    There is one such split; the pennies go by largest remainder and never across a bound.

    Args:
        total: Whole pence.
        weights: One per part, nought or more.
        floors: Least pence per part.
        caps: Most pence per part, none below its floor.

    Raises:
        BadInput: The floors sum to more than the total, or the caps to less, or a cap is below its floor.

    Example:
        >>> split_within(100, [8, 1, 1], [0, 15, 0], [60, 100, 100])
        [60, 20, 20]
    """
    # Floors above the fund come first: where no cap is given, the fund is the cap of each, and nobody typed that.
    crossed = any(cap < floor for floor, cap in zip(floors, caps, strict=True))
    if sum(floors) > total or (sum(caps) < total and not crossed):
        what = "the floors sum to more than the fund" if sum(floors) > total else "the caps sum to less than the fund"
        given = sum(floors) if sum(floors) > total else sum(caps)
        raise BadInput(
            Problem(
                what,
                given=f"£{given / 100:,.2f}",
                expected=f"at most £{total / 100:,.2f}" if given > total else f"at least £{total / 100:,.2f}",
                do="lower the floors" if given > total else "raise the caps",
            )
        )
    if crossed:
        raise BadInput(Problem("a cap is below its floor", do="raise the cap or lower the floor"))
    free = set(range(len(weights)))
    amounts: dict[int, int] = {}
    while free:
        order = sorted(free)
        if not any(weights[n] for n in order):
            break
        scale = _scale(total - sum(amounts.values()), [weights[n] for n in order])
        shares = {n: Fraction(weights[n]) * scale for n in order}
        short = sum((max(Fraction(floors[n]) - shares[n], Fraction(0)) for n in order), Fraction(0))
        over = sum((max(shares[n] - caps[n], Fraction(0)) for n in order), Fraction(0))
        bound = (
            {n: floors[n] for n in order if shares[n] < floors[n]}
            if short > over
            else {n: caps[n] for n in order if shares[n] > caps[n]}
        )
        if not bound:
            break
        if short == over:
            bound |= {n: floors[n] for n in order if shares[n] < floors[n]}
        amounts |= bound
        free -= set(bound)
    if free:
        _share_the_rest(total - sum(amounts.values()), sorted(free), weights, floors, caps, amounts)
    return [amounts[n] for n in range(len(weights))]


def _scale(left: int, weights: Sequence[float]) -> Fraction:
    whole = sum((Fraction(weight) for weight in weights), Fraction(0))
    return Fraction(left) / whole if whole else Fraction(0)


def _share_the_rest(
    left: int,
    order: Sequence[int],
    weights: Sequence[float],
    floors: Sequence[int],
    caps: Sequence[int],
    amounts: dict[int, int],
) -> None:
    """Give what is left to those at no bound, whole pence, none across a bound."""
    if not any(weights[n] for n in order):
        for n in order:  # nobody left has a weight: hand out what is left from the floors up, evenly
            amounts[n] = floors[n]
        spare = left - sum(floors[n] for n in order)
        while spare:
            open_parts = [n for n in order if amounts[n] < caps[n]]
            step = max(1, spare // len(open_parts))
            for n in open_parts:
                given = min(step, spare, caps[n] - amounts[n])
                amounts[n] += given
                spare -= given
        return
    parts = split_largest_remainder(left, [weights[n] for n in order])
    amounts |= dict(zip(order, parts, strict=True))


def pence_per_head(pounds: float) -> int:
    """Whole pence of an amount for each person.

    Example:
        >>> pence_per_head(1.25)
        125
    """
    return round_half_away(pounds * 100)
