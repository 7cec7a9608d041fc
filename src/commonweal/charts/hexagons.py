"""Where the hexagons of a map are drawn: one for each area, close to where the area lies."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

SIDE = 40
"""Length of a hexagon's side in the drawing's own units; the type of the stylesheet is sized for it."""

_MARGIN = 6
_CORNERS = tuple((math.sin(k * math.pi / 3), math.cos(k * math.pi / 3)) for k in range(6))


@dataclass(frozen=True, slots=True)
class Hexagon:
    """A hexagon in the drawing: its centre, and its corners as SVG wants them."""

    x: float
    y: float
    points: str


def hexagon(column: int, row: int, shift: int) -> Hexagon:
    """The hexagon of a cell of the layout; rows count upwards, so north is at the top.

    Args:
        column: Position in the row, from the west.
        row: Row, from the south.
        shift: 0 or 1: whether even or odd rows are moved half a cell to the east.

    Example:
        >>> hexagon(0, 0, 0).points.split()[0], hexagon(1, 1, 0).x
        ('0.0,40.0', 103.9)
    """
    x = math.sqrt(3) * SIDE * (column + ((row + shift) % 2) / 2)
    y = -1.5 * SIDE * row
    points = " ".join(f"{x + SIDE * across:.1f},{y + SIDE * up:.1f}" for across, up in _CORNERS)
    return Hexagon(round(x, 1), round(y, 1), points)


def view_box(hexagons: Iterable[Hexagon]) -> str:
    """The extent of a drawing that holds these hexagons, as SVG's ``viewBox``.

    Example:
        >>> view_box([hexagon(0, 0, 0)])
        '-41 -46 81 92'
    """
    held = list(hexagons)
    half = math.sqrt(3) / 2 * SIDE + _MARGIN
    left, right = min(one.x for one in held) - half, max(one.x for one in held) + half
    top, bottom = min(one.y for one in held) - SIDE - _MARGIN, max(one.y for one in held) + SIDE + _MARGIN
    return f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"
