"""Many yes-or-no facts of a person in one whole number, a bit each: tests, counts, differences and weighted sums."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonweal.engines import idioms
from commonweal.engines.expressions import Condition, Expression, Value
from commonweal.engines.names import PlanError
from commonweal.engines.shapes import Shape

MOST_BITS = 63
"""Bits of a signed 64-bit number beside its sign; past that a plan keeps two masks."""
EVERY_BIT = (1 << MOST_BITS) - 1


def bits_of(names: Sequence[str]) -> dict[str, int]:
    """A bit for each name, in order.

    Raises:
        PlanError: A name stands twice, or there are more than 63.

    Example:
        >>> bits_of(["asthma", "copd", "dementia"])
        {'asthma': 1, 'copd': 2, 'dementia': 4}
    """
    if len(set(names)) != len(names) or len(names) > MOST_BITS:
        raise PlanError(f"a mask holds up to {MOST_BITS} names, each once; {len(names)} were given")
    return {name: 1 << place for place, name in enumerate(names)}


def single_bits(mask: int) -> list[int]:
    """The bits of a mask, lowest first.

    Example:
        >>> single_bits(13)
        [1, 4, 8]
    """
    return [1 << place for place in range(mask.bit_length()) if mask >> place & 1]


def checked_mask(bits: int) -> int:
    """The mask, if it has a bit and all fit."""
    if not 0 < bits <= EVERY_BIT:
        raise PlanError(f"{bits} is not a mask of 1 to {MOST_BITS} bits")
    return bits


@dataclass(frozen=True, eq=False)
class HasAny(Condition):
    """Whether a mask has at least one of some bits."""

    mask: Value
    bits: int

    def __post_init__(self) -> None:
        checked_mask(self.bits)

    def sql(self, shape: Shape) -> str:
        """The mask's part in them is not nought."""
        return f"(({self.mask.sql(shape)} & {idioms.bit(self.bits)}) <> 0)"


@dataclass(frozen=True, eq=False)
class HasAll(Condition):
    """Whether a mask has every one of some bits."""

    mask: Value
    bits: int

    def __post_init__(self) -> None:
        checked_mask(self.bits)

    def sql(self, shape: Shape) -> str:
        """The mask's part in them is all of them."""
        bits = idioms.bit(self.bits)
        return f"(({self.mask.sql(shape)} & {bits}) = {bits})"


@dataclass(frozen=True, eq=False)
class BitCount(Value):
    """How many of some bits a mask has, such as a number of long-term conditions.

    Attributes:
        among: The bits that count; say which there are, since an engine without a count tests each.
    """

    mask: Value
    among: int = EVERY_BIT

    def __post_init__(self) -> None:
        checked_mask(self.among)

    def sql(self, shape: Shape) -> str:
        """A count, or a sum over the bits."""
        mask = self.mask.sql(shape)
        if shape.bit_count:
            return idioms.bits_set(mask if self.among == EVERY_BIT else f"({mask} & {idioms.bit(self.among)})")
        return weighted_bits(mask, [(bit, "1") for bit in single_bits(self.among)], "0")


@dataclass(frozen=True, eq=False)
class Score(Value):
    """The sum of the weights of the bits that a mask has, as a double.

    Work it out on groups of like masks where there are fewer of them than people.

    Attributes:
        weights: Each single bit and its weight; weights may be below nought.
    """

    mask: Value
    weights: tuple[tuple[int, float], ...]

    def __post_init__(self) -> None:
        bits = [bit for bit, _ in self.weights]
        if not bits or len(set(bits)) != len(bits) or any(bit.bit_count() != 1 for bit in map(checked_mask, bits)):
            raise PlanError("a score gives weights to single bits, each once")

    def sql(self, shape: Shape) -> str:
        """A sum of cases."""
        weights = [(bit, idioms.number(float(weight))) for bit, weight in self.weights]
        return weighted_bits(self.mask.sql(shape), weights, "0e0")


def weighted_bits(mask: str, weights: Sequence[tuple[int, str]], nothing: str) -> str:
    """The sum of weights of the bits set; unknown where the mask is, which a plain sum of cases would call nought."""
    cases = (f"case when ({mask} & {idioms.bit(bit)}) <> 0 then {weight} else {nothing} end" for bit, weight in weights)
    return f"(case when {mask} is null then null else {' + '.join(f'({case})' for case in cases)} end)"


class _TwoMasks(Value):
    def __init__(self, before: Value, after: Value) -> None:
        self.before, self.after = before, after

    def parts(self) -> Iterator[Expression]:
        """Both masks."""
        yield from (self.before, self.after)

    def sql(self, shape: Shape) -> str:
        """Signs whose meaning is not the same everywhere (a caret is a power on one engine) are left out."""
        return self.join(self.before.sql(shape), self.after.sql(shape))

    @abstractmethod
    def join(self, before: str, after: str) -> str:
        """The two in SQL."""


class Joined(_TwoMasks):
    """The bits of either of two masks."""

    def join(self, before: str, after: str) -> str:
        """Either."""
        return f"({before} | {after})"


class Gained(_TwoMasks):
    """The bits of the later mask that the earlier lacks."""

    def join(self, before: str, after: str) -> str:
        """The later less what both have."""
        return f"({after} - ({before} & {after}))"


class Lost(_TwoMasks):
    """The bits of the earlier mask that the later lacks."""

    def join(self, before: str, after: str) -> str:
        """The earlier less what both have."""
        return f"({before} - ({before} & {after}))"
