"""A hexagon map of ICBs as a page shows it: one cell for each, coloured by step and told in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.charts.hexagons import Hexagon


@dataclass(frozen=True, slots=True)
class MapCell:
    """One ICB on the map.

    Args:
        hexagon: Where it is drawn.
        code: Its code, written in the cell.
        value: Its figure, written below the code.
        step: ``q1`` (furthest below) to ``q5`` (furthest above), or ``none``.
        words: Name and figure for those who do not see it.
        address: The ICB's page.
        chosen: Whether it is the one in hand.
    """

    hexagon: Hexagon
    code: str
    value: str
    step: str
    words: str
    address: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class HexMap:
    """The map; ``components/hexmap.jinja`` draws it.

    Args:
        label: What the map shows, for those who do not see it.
        view_box: The drawing's extent.
        cells: The ICBs, in the order in which a keyboard meets them.
        legend: Step and words, from furthest below to furthest above.
    """

    label: str
    view_box: str
    cells: Sequence[MapCell]
    legend: Sequence[tuple[str, str]]
