"""Telling what is wrong with an input: every problem, and many of one kind in a few lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from commonweal.problems import Problem

SHOWN_OF_A_KIND = 5
"""Problems of one kind that are told in full; the rows of the others are named."""

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_FIGURE = re.compile(r"\d+")


def visible(text: str) -> str:
    r"""A text without what would move the cursor, wipe the screen or turn the direction of writing.

    What was sent in by others is printed: a terminal must show it, and never obey it.

    Example:
        >>> visible("Fail\x1b[2J\u202ePASS")
        'Fail\ufffd[2J\ufffdPASS'
    """
    return text if text.isprintable() else _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)


def tell(problems: Iterable[Problem]) -> list[str]:
    """One line for each problem, and one line for all that are left of a kind that has many.

    Two problems are of one kind when they differ in nothing but the row and the cell's text.

    Example:
        >>> found = [Problem("this is not a number", file="a.csv", row=row, column="List") for row in range(2, 60)]
        >>> lines = tell(found)
        >>> len(lines), lines[-1]
        (6, 'a.csv, column "List": the same in 53 more rows: 7-59.')
    """
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        kind = (problem.file, problem.sheet, problem.column, _FIGURE.sub("#", problem.what), problem.do)
        groups.setdefault(kind, []).append(problem)
    lines = []
    for found in groups.values():
        several = len(found) > SHOWN_OF_A_KIND + 1 and all(problem.row is not None for problem in found)
        lines += [str(problem) for problem in (found[:SHOWN_OF_A_KIND] if several else found)]
        if several:
            rest = found[SHOWN_OF_A_KIND:]
            where = Problem("", file=rest[0].file, sheet=rest[0].sheet, column=rest[0].column).where
            rows = spans(sorted({problem.row for problem in rest if problem.row is not None}))
            lines.append(f"{where}: the same in {len(rest)} more rows: {rows}.")
    return lines


def spans(numbers: Sequence[int]) -> str:
    """Rising whole numbers in words, those that follow each other joined.

    Example:
        >>> spans([2, 3, 4, 7, 9, 10])
        '2-4, 7, 9-10'
    """
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], number]
        else:
            parts.append([number])
    return ", ".join("-".join(str(number) for number in part) for part in parts)
