"""Names of rows at the left of a chart, which shorten where the page is narrow."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

NARROW = "(width < 0 || containerSize()[0] < 600)"
"""True where the page is narrow: a name of thirty letters would leave no room for the drawing.

The width of the drawing is named so that the question is asked again when the page is resized."""

NARROW_LEGEND: dict[str, Any] = {"columns": {"expr": f"{NARROW} ? 1 : 0"}}
"""A legend in one line, or where the page is narrow one below the other."""

LEGEND_OVER_LABELS: dict[str, Any] = {"legend": {"layout": {"top": {"frame": "bounds"}}}}
"""A legend that begins where the labels of the rows begin, so that a long name in it has the width of the page."""

NARROW_TITLE: dict[str, Any] = {"titleAnchor": {"expr": f"{NARROW} ? 'end' : 'middle'"}}
"""The title of an axis over its middle, or where the page is narrow ending where the axis ends, since labels of rows
stand before it and the room over them is free."""

_LONGEST, _LONGEST_NARROW = 230, 90
_LETTERS_OF_A_LINE = 32


def axis_title(words: str) -> list[str]:
    """The title of an axis in lines that a narrow page has room for.

    Example:
        >>> axis_title("Core need for each person, where the ICB's average is 1")
        ['Core need for each person, where', "the ICB's average is 1"]
    """
    return textwrap.wrap(words, _LETTERS_OF_A_LINE)


def row_labels(
    order: Sequence[str], short: Mapping[str, str], *, longest_narrow: int = _LONGEST_NARROW
) -> dict[str, Any]:
    """The encoding of rows by the field ``label``, in the order given.

    Args:
        order: The names, from the top.
        short: What each is called where the page is narrow.
        longest_narrow: How many pixels a name may take there.

    Example:
        >>> row_labels(["Frimley"], {"Frimley": "QNQ"})["sort"]
        ['Frimley']
    """
    return {
        "field": "label",
        "type": "nominal",
        "sort": list(order),
        "title": None,
        "axis": {
            "labelLimit": {"expr": f"{NARROW} ? {longest_narrow} : {_LONGEST}"},
            "labelExpr": f"{NARROW} ? {json.dumps(dict(short), ensure_ascii=False)}[datum.value] : datum.value",
            "ticks": False,
            "domain": False,
            "labelPadding": 6,
        },
    }
