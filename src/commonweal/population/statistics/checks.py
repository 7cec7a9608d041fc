"""Arrays on their way in: every fault of every argument is told at once, with its row."""

from __future__ import annotations

from enum import Enum
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.estimates import BoolArray, FloatArray
from commonweal.problems import BadInput, Problem, Problems

Choice = TypeVar("Choice", bound=Enum)

MOST_ROWS_TOLD = 10
"""Rows told one by one for each fault of an argument; the rest are counted."""


class Inputs:
    """Reads arguments and collects what is wrong with them; `commonweal.problems.BadInput` tells all of it.

    Rows count from 1; a single number has none. An array of several dimensions is read row by row, and the place
    within the row is told too.

    Example:
        >>> inputs = Inputs()
        >>> population = inputs.numbers("population", [120, -3, 80], above=0)
        >>> inputs.raise_if_any()
        Traceback (most recent call last):
        ...
        commonweal.problems.BadInput: row 2, column "population": this must be above 0 ("-3").
    """

    def __init__(self) -> None:
        """Begin with no fault."""
        self.problems = Problems()

    def numbers(
        self,
        name: str,
        values: Any,
        *,
        at_least: float | None = None,
        above: float | None = None,
        at_most: float | None = None,
        missing: bool = True,
    ) -> FloatArray:
        """An argument as float64, checked.

        Args:
            name: The argument's name.
            values: Anything that NumPy reads as real numbers; not-a-number, None and masked places are missing values.
                Text, dates and complex numbers are none.
            at_least: Smallest value allowed.
            above: Values must be larger than this.
            at_most: Largest value allowed.
            missing: Whether values may be missing.

        Returns:
            The values in their shape; one not-a-number if they are no numbers at all.
        """
        try:
            read = _as_numbers(values)
        except (TypeError, ValueError):
            self.problems.add("these are not numbers", column=name, expected="an array of numbers")
            return np.full((1,), np.nan)
        finite = np.isfinite(read)
        if not finite.all():
            lacking = np.isnan(read)
            self.fault(name, ~finite & ~lacking, "this is infinite", read)
            if not missing:
                self.fault(name, lacking, "this is missing", do="supply it or leave the row out")
        if at_least is not None:
            self.fault(name, read < at_least, f"this must be {at_least:g} or more", read)
        if above is not None:
            self.fault(name, read <= above, f"this must be above {above:g}", read)
        if at_most is not None:
            self.fault(name, read > at_most, f"this must be {at_most:g} or less", read)
        return read

    def number(
        self, name: str, value: Any, *, at_least: float | None = None, above: float | None = None,
        at_most: float | None = None,
    ) -> FloatArray:  # fmt: skip
        """An argument that is one number for all rows, checked as by `numbers`; it may not be missing."""
        if np.ndim(value):
            self.problems.add("this is one number for all rows", column=name, given=f"{np.size(value)} numbers")
            return np.full((1,), np.nan)
        return self.numbers(name, value, at_least=at_least, above=above, at_most=at_most, missing=False)

    def whole(self, name: str, value: Any, what: str, *, at_least: int) -> None:
        """Record a fault, in these words, unless an argument is one whole number, so large or larger."""
        whole = isinstance(value, int | float | np.integer | np.floating) and value % 1 == 0
        if isinstance(value, bool | np.bool_) or not whole or value < at_least:
            self.problems.add(
                what, column=name, given=str(value),
                expected=f"a whole number, {at_least} or more",
            )  # fmt: skip

    def fault(self, name: str, where: npt.ArrayLike, what: str, given: FloatArray | None = None, do: str = "") -> None:
        """Record a fault of an argument at each place where it holds."""
        single = np.ndim(where) == 0
        holds: BoolArray = np.atleast_1d(np.asarray(where, dtype=np.bool_))
        if not holds.any():
            return
        found = np.argwhere(holds)
        values = None if given is None else np.atleast_1d(given)
        for place in found[:MOST_ROWS_TOLD]:
            rest = ", ".join(str(step + 1) for step in place[1:].tolist())
            self.problems.add(
                Problem(
                    f"{what}, at place {rest} of the row" if rest else what,
                    given="" if values is None else f"{values[tuple(place)]:g}",
                    row=None if single else int(place[0]) + 1,
                    column=name,
                    do=do,
                )
            )
        if len(found) > MOST_ROWS_TOLD:
            self.problems.add(f"{what}: {len(found) - MOST_ROWS_TOLD:,} more like this", column=name)

    def same_shape(self, **arrays: FloatArray) -> tuple[FloatArray, ...]:
        """The arrays broadcast against each other; raises at once if their shapes do not fit.

        Raises:
            BadInput: Shapes do not fit, with whatever was found before.
        """
        try:
            return tuple(np.broadcast_arrays(*arrays.values()))
        except ValueError:
            shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
            self.problems.add("the arguments have shapes that do not fit together", given=shapes)
            self.raise_if_any()
            raise

    def wrong(self, what: str, **parts: Any) -> None:
        """Record a fault that belongs to no row."""
        self.problems.add(what, **parts)

    def raise_if_any(self) -> None:
        """Raise BadInput if any fault was recorded."""
        self.problems.raise_if_any()


def _as_numbers(values: Any) -> FloatArray:
    """Values as float64: what is masked is missing, whatever number lies below the mask.

    Raises:
        TypeError: Text, dates, spans of time or complex numbers, which NumPy would turn into numbers of its own.
        ValueError: Rows of different lengths.
    """
    read = np.asarray(_masks_as_missing(values))
    if read.dtype.kind == "O":
        read = np.asarray([_masks_as_missing(value) for value in read.flat], dtype=object).reshape(read.shape)
    if read.dtype.kind not in "biufO" or (
        read.dtype.kind == "O" and any(isinstance(value, str | bytes | np.datetime64 | complex) for value in read.flat)
    ):
        raise TypeError
    return np.asarray(read, dtype=np.float64)


def _masks_as_missing(values: Any) -> Any:
    """Masked places as not-a-number, also in lists within lists, where NumPy would drop the masks."""
    if isinstance(values, list | tuple):
        return [_masks_as_missing(value) for value in values]
    if isinstance(values, np.ma.MaskedArray) and values.dtype.kind in "biuf":
        return np.ma.filled(values.astype(np.float64), np.nan)
    if isinstance(values, np.ma.MaskedArray) and values.dtype.kind == "O":
        return np.ma.filled(values, np.nan)
    return values


def choose(kind: type[Choice], given: Choice | str, column: str) -> Choice:
    """One of the values of an enumeration, by itself or by name.

    Raises:
        BadInput: There is no such value; the message lists them.

    Example:
        >>> choose(Enum("Way", {"UP": "up", "DOWN": "down"}), "sideways", "way")
        Traceback (most recent call last):
        ...
        commonweal.problems.BadInput: column "way": this is not one of the choices ("sideways"); expected up, down.
    """
    if isinstance(given, kind):
        return given
    held = {str(member.value): member for member in kind}
    if given not in held:
        raise BadInput(
            Problem("this is not one of the choices", given=str(given), column=column, expected=", ".join(held))
        )
    return held[str(given)]
