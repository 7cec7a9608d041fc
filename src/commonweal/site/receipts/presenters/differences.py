"""Then and now, side by side: only the parts that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.answers.verify import Difference

MOST_LINES = 25
LONGEST_TEXT = 300
_KINDS = {
    "rule": "Rule",
    "fact": "Fact",
    "engine": "Calculation",
    "answer": "Answer",
}
_PLAIN = str.maketrans("", "", "{}'")


@dataclass(frozen=True, slots=True)
class Line:
    """One part that differs."""

    part: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference as a page shows it: what differs, and its parts.

    Args:
        title: Such as "Rule allocations.core.policy on 2025-04-01".
        lines: The parts that differ.
        further: How many more there are than are shown.
    """

    title: str
    lines: Sequence[Line]
    further: int


def shown(difference: Difference) -> Shown:
    """A difference with the parts that differ.

    Example:
        >>> found = shown(Difference("rule", "cap on 2025-04-01", {"value": {"cap": 0.1}, "unit": "x"},
        ...                          {"value": {"cap": 0.2}, "unit": "x"}))
        >>> found.title, [(line.part, line.then, line.now) for line in found.lines]
        ('Rule cap on 2025-04-01', [('value, cap', '0.1', '0.2')])
    """
    then, now = dict(_leaves(difference.then)), dict(_leaves(difference.now))
    parts = [part for part in dict.fromkeys([*then, *now]) if then.get(part) != now.get(part)]
    lines = [Line(part, _words(then, part), _words(now, part)) for part in parts[:MOST_LINES]]
    # The library names the rows of a table by a mapping as Python prints it.
    title = f"{_KINDS.get(difference.kind, difference.kind)} {difference.what}".translate(_PLAIN)
    return Shown(title[0].upper() + title[1:], lines, len(parts) - len(lines))


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, (*path, str(name).replace("_", " ")))
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _leaves(inner, (*path, str(number)))
    elif value is not None:
        yield ", ".join(path), value


def _words(leaves: dict[str, Any], part: str) -> str:
    if part not in leaves:
        return "nothing"
    value = leaves[part]
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
