"""What a suggestion says because of what stands in the cells: blanks to fill, words for a blank, forms of days."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from commonweal.governance.handbook.columns import Column
from commonweal.governance.handbook.mapping.mending import blank_words, dates_asked
from commonweal.governance.handbook.mapping.schema import BLANK_WORDS


def told_by_cells(
    columns: Sequence[Column],
    places: Mapping[str, int],
    rows: Sequence[Sequence[str]],
    source: Callable[[int], str],
) -> list[str]:
    """The lines of a mapping that stand for the whole register.

    Args:
        columns: Ours.
        places: Which column of the register each of ours comes from.
        rows: The cells below the header.
        source: What the mapping calls a column of the register.
    """
    lines = []
    named = [each for each in columns if each.required and each.refers_to in ("people", "bodies")]
    down = [
        source(places[each.name]) for each in named if each.name in places and _filled_down(places[each.name], rows)
    ]
    if down:
        lines.append(f"fill_down: {_listed(down)}  # a blank cell there means what the cell above says")
    days = [each for each in columns if each.kind == "date" and each.name in places]
    ends = [each for each in days if each.name == "to_date"]
    if words := blank_words(_cells(ends, places, rows), BLANK_WORDS):
        lines.append(f"blank: {_listed([*BLANK_WORDS, *words])}  # words that mean an empty cell")
    if asked := dates_asked(_cells(days, places, rows)):
        told = ", ".join(f"{word}: {value}" for word, value in asked.items())
        lines.append(f"dates: {{{told}}}  # look: a month or a year alone is its first day, and its last in to_date")
    return lines


def _filled_down(place: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a cell is blank below a filled one, in a row that holds more than a remark."""
    above = False
    for row in rows:
        text = row[place].strip() if place < len(row) else ""
        if above and not text and sum(bool(cell.strip()) for cell in row) > 1:
            return True
        above = above or bool(text)
    return False


def _cells(columns: Sequence[Column], places: Mapping[str, int], rows: Sequence[Sequence[str]]) -> list[str]:
    wanted = [places[each.name] for each in columns]
    return [row[place] for row in rows for place in wanted if place < len(row) and row[place].strip()]


def _listed(words: Sequence[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)
