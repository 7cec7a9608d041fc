"""Rounding whole arrays the way the publisher rounds: to a step, a half going away from nought."""

from __future__ import annotations

import numpy as np

from commonweal.allocations.arrays import FloatArray, Number

ROUNDING_CLEARANCE = 1e-9
"""How near a half a figure must come, in steps, before it is reported as too close to call."""


def round_to_step(amounts: FloatArray, step: Number | None) -> FloatArray:
    """Amounts rounded to the nearest multiple of a step, a half away from nought.

    This is `commonweal.money.round_half_away` for arrays of floats. The fraction is compared with one half after the
    whole part is taken off, which is exact in binary; adding one half first would round 0.49999999999999994 up.

    Args:
        amounts: Any shape; any unit.
        step: In the same unit, such as 1.0 for £1,000 when amounts are in £k; None leaves the amounts unrounded.

    Returns:
        An array of the broadcast shape.

    Example:
        >>> round_to_step(np.array([2.5, -2.5, 0.49999999999999994, 250.0]), 1.0).tolist()
        [3.0, -3.0, 0.0, 250.0]
        >>> round_to_step(np.array([250.0, 249.0]), 100.0).tolist()
        [300.0, 200.0]
    """
    if step is None:
        return np.asarray(amounts, dtype=np.float64)
    scaled = np.asarray(amounts, dtype=np.float64) / step
    size = np.abs(scaled)
    whole = np.floor(size)
    rounded: FloatArray = np.copysign(whole + (size - whole >= 0.5), scaled) * step
    return rounded + 0.0


def percent(fraction: float, *, signed: bool = False) -> str:
    """A fraction as a percentage for a sentence: at most four decimals, and none that say nothing.

    Args:
        fraction: Such as 0.0437.
        signed: Whether to write a plus sign too.

    Example:
        >>> percent(0.0437), percent(0.005, signed=True), percent(-0.004635), percent(0.0, signed=True)
        ('4.37%', '+0.5%', '-0.4635%', '+0%')
    """
    digits = f"{fraction * 100.0 + 0.0:{'+' if signed else ''}.4f}".rstrip("0").rstrip(".")
    return f"{digits}%"


def too_close_to_call(amounts: FloatArray, step: float) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Whether floating-point noise alone could change which way an amount is rounded.

    Args:
        amounts: Any shape; any unit.
        step: The rounding step in the same unit.

    Returns:
        True where the amount lies within `ROUNDING_CLEARANCE` steps of a half.

    Example:
        >>> too_close_to_call(np.array([10.5, 10.49]), 1.0).tolist()
        [True, False]
    """
    scaled = np.abs(np.asarray(amounts, dtype=np.float64)) / step
    return np.asarray(np.abs(scaled - np.floor(scaled) - 0.5) < ROUNDING_CLEARANCE)
