"""A bridge: how one figure becomes another, step by step, each step a row with a bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 1000
"""The bars' drawing is this wide in its own units; the page stretches it."""


@dataclass(frozen=True)
class Step:
    """One row of a bridge.

    Args:
        label: What it is.
        amount: A total, or what the step adds (negative: takes away), in any one unit.
        words: The amount as a reader sees it.
        total: Whether it is a total, drawn from nought, or a change, drawn from where the one before ended.
        estimate: Whether it is an estimate; a page says so beside the amount.
        note: Where it comes from.
    """

    label: str
    amount: float
    words: str
    total: bool = False
    estimate: bool = False
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """A step with the place of its bar in the drawing."""

    step: Step
    x: float
    width: float

    @property
    def kind(self) -> str:
        """Which colour the bar takes: total, up or down. The words carry the sign as well."""
        return "total" if self.step.total else "up" if self.step.amount >= 0 else "down"


@dataclass(frozen=True)
class Bridge:
    """A bridge ready to be drawn."""

    name: str
    caption: str
    bars: Sequence[Bar]
    axis: float
    scale_note: str


def bridge(name: str, caption: str, steps: Iterable[Step], *, zoom: bool = True) -> Bridge:
    """Place the bars of a bridge.

    Args:
        name: The id on the page.
        caption: What the bridge shows.
        steps: In order, beginning with a total.
        zoom: Whether the drawing may leave out most of what all totals share, when the changes would otherwise be too
            small to see. Then a note says so, because bars that do not begin at nought mislead.

    Raises:
        ValueError: There are no steps, or the first is no total.

    Example:
        >>> drawn = bridge("b", "From 8 to 10", [Step("Base", 8, "8", total=True), Step("Growth", 2, "+2"),
        ...                                      Step("Target", 10, "10", total=True)])
        >>> [(bar.x, bar.width, bar.kind) for bar in drawn.bars]
        [(0.0, 800.0, 'total'), (800.0, 200.0, 'up'), (0.0, 1000.0, 'total')]
    """
    listed = list(steps)
    if not listed or not listed[0].total:
        raise ValueError("a bridge begins with a total")
    spans: list[tuple[float, float]] = []
    at = 0.0
    for step in listed:
        begin, at = (0.0, step.amount) if step.total else (at, at + step.amount)
        spans.append((min(begin, at), max(begin, at)))
    low = min(0.0, *(begin for begin, _ in spans))
    high = max(0.0, *(end for _, end in spans))
    origin, note = low, ""
    smallest = min((begin for (begin, _), step in zip(spans, listed, strict=True) if not step.total), default=0.0)
    if zoom and low >= 0 and high > 0 and smallest > 0.8 * high:
        origin = smallest - (high - smallest) * 0.5
        note = "The bars do not begin at nought: the part that all of them share is left out."
    scale = WIDTH / (high - origin) if high > origin else 0.0
    bars = [
        Bar(step, round((max(begin, origin) - origin) * scale, 2), round((end - max(begin, origin)) * scale, 2))
        for (begin, end), step in zip(spans, listed, strict=True)
    ]
    return Bridge(name, caption, tuple(bars), round((max(0.0, origin) - origin) * scale, 2), note)
