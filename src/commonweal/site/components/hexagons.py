"""A hexagon map: one cell of equal size for each area, drawn by the server as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SIDE = 40.0
"""The side of a hexagon in the drawing's own units; the type on the map is sized for it."""

_MARGIN = 6.0
STEPS = ("q1", "q2", "q3", "q4", "q5")
"""The five colours, from furthest below to furthest above."""


@dataclass(frozen=True)
class Area:
    """One area of the map.

    Args:
        code: Its short code, printed in the cell.
        name: Its name, spoken for the cell.
        column, row, shift: Its place in the grid; rows are counted from the south, and ``shift`` says which rows are
            moved half a cell to the east.
        value: The value in words, printed in the cell; empty where there is none.
        meaning: The value as a clause, spoken after the name ("4.9% below target").
        step: One of STEPS, or ``none``.
        href: The page about the area.
        chosen: Whether it is the area in hand.
    """

    code: str
    name: str
    column: int
    row: int
    shift: int
    value: str = ""
    meaning: str = "no figure"
    step: str = "none"
    href: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Cell:
    """An area with its corners and the places of its two lines of type."""

    area: Area
    points: str
    x: float
    code_y: float
    value_y: float

    @property
    def classes(self) -> str:
        """The classes of its colour."""
        chosen = " cw-hexmap__cell--chosen" if self.area.chosen else ""
        return f"cw-hexmap__cell cw-hexmap__cell--{self.area.step}{chosen}"

    @property
    def spoken(self) -> str:
        """What a screen reader says for the cell."""
        return f"{self.area.name}: {self.area.meaning}"


@dataclass(frozen=True)
class HexagonMap:
    """A map ready to be drawn, cells from north to south and west to east, as the keyboard meets them."""

    title: str
    view_box: str
    cells: Sequence[Cell]
    legend: Sequence[tuple[str, str]]


def hexagon_map(title: str, areas: Iterable[Area], legend: Iterable[tuple[str, str]] = ()) -> HexagonMap:
    """Lay out a map.

    Args:
        title: What the map shows, in a sentence; the label of the drawing.
        areas: The areas; no two in one place.
        legend: Pairs of step and words.

    Raises:
        ValueError: Two areas lie in one place, or a step is not known.

    Example:
        >>> drawn = hexagon_map("Two areas", [Area("A", "North", 0, 1, 0), Area("B", "South", 0, 0, 0)])
        >>> [cell.area.name for cell in drawn.cells], drawn.view_box
        (['North', 'South'], '0 0 115.92 152')
    """
    listed = list(areas)
    places = [(area.column, area.row) for area in listed]
    doubled = {place for place in places if places.count(place) > 1}
    if doubled:
        raise ValueError(f"two areas lie in one place of the grid: {sorted(doubled)}")
    unknown = sorted({area.step for area in listed} - {*STEPS, "none"})
    if unknown:
        raise ValueError(f"these steps are not known: {unknown}")
    centres = {id(area): _centre(area) for area in listed}
    half_width = SIDE * math.sqrt(3) / 2
    left = min((x for x, _ in centres.values()), default=0.0) - half_width - _MARGIN
    right = max((x for x, _ in centres.values()), default=0.0) + half_width + _MARGIN
    top = max((y for _, y in centres.values()), default=0.0) + SIDE + _MARGIN
    bottom = min((y for _, y in centres.values()), default=0.0) - SIDE - _MARGIN
    cells = []
    for area in sorted(listed, key=lambda area: (-area.row, centres[id(area)][0])):
        x, y = centres[id(area)]
        # The grid counts northwards, a drawing downwards.
        x, y = x - left, top - y
        cells.append(Cell(area, _corners(x, y), round(x, 2), round(y - 2, 2), round(y + 18, 2)))
    return HexagonMap(title, f"0 0 {_short(right - left)} {_short(top - bottom)}", tuple(cells), tuple(legend))


def _centre(area: Area) -> tuple[float, float]:
    x = math.sqrt(3) * SIDE * (area.column + 0.5 * ((area.row + area.shift) % 2))
    return x, 1.5 * SIDE * area.row


def _corners(x: float, y: float) -> str:
    corners = ((x + SIDE * math.sin(k * math.pi / 3), y + SIDE * math.cos(k * math.pi / 3)) for k in range(6))
    return " ".join(f"{_short(px)},{_short(py)}" for px, py in corners)


def _short(number: float) -> str:
    return f"{round(number, 2):g}" if abs(number) < 1e4 else f"{number:.2f}"
