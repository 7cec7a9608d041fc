"""A table as it may be shown: counts suppressed and rounded, ratios from the shown parts, telling counts hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from commonweal.population.disclosure_control.protection import protect
from commonweal.population.disclosure_control.rounding import shown_counts
from commonweal.population.disclosure_control.rule import DisclosureRule, disclosure_rule
from commonweal.population.disclosure_control.sums import check_sums, sums_of
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True)
class ShownTable:
    """A table after disclosure control; only this is printed, drawn, downloaded or answered.

    Args:
        columns: Values by column. A count is an int (0 stands for a suppressed one) or None where it is hidden; a
            ratio or a figure that rests on a suppressed count is None.
        suppressed: How many counts are shown as nought, true noughts included.
        hidden: How many counts are hidden since a suppressed one could have been recovered from them.
        rule: The rule that was kept.
    """

    columns: Mapping[str, tuple[Any, ...]]
    suppressed: int
    hidden: int
    rule: DisclosureRule

    @property
    def note(self) -> str:
        """What to print under the table."""
        if not self.hidden:
            return self.rule.sentence
        many = "1 count is" if self.hidden == 1 else f"{self.hidden} counts are"
        return f"{self.rule.sentence} {many} left out, since a small count could be worked out from it."

    def rows(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, in the order given."""
        return [dict(zip(self.columns, row, strict=True)) for row in zip(*self.columns.values(), strict=True)]


def shown(
    table: Mapping[str, Sequence[Any]],
    *,
    counts: Sequence[str],
    ratios: Mapping[str, tuple[str, str, float]] | None = None,
    resting_on: Mapping[str, str] | None = None,
    keys: Sequence[str] | None = None,
    total: str = "All",
    rule: DisclosureRule | None = None,
) -> ShownTable:
    """Put a table of counts through disclosure control.

    Args:
        table: Columns by name, of one length.
        counts: The columns that are counts of people; each is suppressed, rounded and protected on its own.
        ratios: New columns by name: numerator, denominator (both counts) and multiplier.
        resting_on: Columns with other figures (a mean, a rate, a cost) and the count each rests on; a figure is left
            empty where that count is not shown, and its own digits are the caller's.
        keys: The columns that tell rows apart, by default all others. Values are compared as text.
        total: In a row that is a total over a key, that key has this value.
        rule: By default the rule of the room's pack.

    Returns:
        The table as it may be shown, its rows in the same order.

    Raises:
        BadInput: A column that is not there, two rows with the same keys, parts larger than their total, counts that
            are missing, negative or not whole.

    Example:
        >>> table = {"fifth": ["1", "2", "All"], "people": [420, 55, 475], "frail": [31, 4, 35]}
        >>> result = shown(table, counts=["people", "frail"], ratios={"share": ("frail", "people", 100)})
        >>> result.columns["frail"], [round(value, 1) for value in result.columns["share"]]
        ((30, 0, 35), [7.1, 0.0, 7.4])
    """
    rule = rule or disclosure_rule()
    ratios, resting_on = dict(ratios or {}), dict(resting_on or {})
    named = [*counts, *resting_on, *resting_on.values(), *(keys or ())]
    named += [part for above, below, _ in ratios.values() for part in (above, below)]
    _require(table, named, counts, ratios, resting_on)
    by_key = [name for name in table if name not in {*counts, *resting_on}] if keys is None else list(keys)
    sums = sums_of({name: [str(value) for value in table[name]] for name in by_key}, total)
    columns: dict[str, tuple[Any, ...]] = {name: tuple(table[name]) for name in table}
    suppressed = hidden = 0
    for name in counts:
        as_shown = shown_counts(list(table[name]), rule=rule)
        truth = np.asarray(table[name], dtype=np.int64)
        left_out = protect(truth, as_shown, check_sums(sums, truth.tolist(), name), rule)
        columns[name] = tuple(
            None if out else count for out, count in zip(left_out.tolist(), as_shown.tolist(), strict=True)
        )
        suppressed += int(((as_shown == 0) & ~left_out).sum())
        hidden += int(left_out.sum())
    for name, (above, below, multiplier) in ratios.items():
        pairs = zip(columns[above], columns[below], strict=True)
        columns[name] = tuple(None if not part or share is None else multiplier * share / part for share, part in pairs)
    for name, count in resting_on.items():
        pairs = zip(columns[name], columns[count], strict=True)
        columns[name] = tuple(figure if people else None for figure, people in pairs)
    return ShownTable(MappingProxyType(columns), suppressed, hidden, rule)


def _require(
    table: Mapping[str, Sequence[Any]],
    named: Sequence[str],
    counts: Sequence[str],
    ratios: Mapping[str, Any],
    resting_on: Mapping[str, str],
) -> None:
    wrong = [Problem("there is no such column in the table", given=name) for name in named if name not in table]
    rests = {part for above, below, _ in ratios.values() for part in (above, below)} | set(resting_on.values())
    wrong += [
        Problem("a ratio or figure rests on a column that is not among the counts", given=name, do="name it in counts")
        for name in sorted(rests - set(counts))
    ]
    wrong += [Problem("a ratio has the name of a column", given=name) for name in ratios if name in table]
    lengths = {name: len(values) for name, values in table.items()}
    if len(set(lengths.values())) > 1:
        wrong.append(Problem("the columns are not of one length", given=str(lengths)))
    if not counts:
        wrong.append(Problem("no column is named as a count", do="name those that count people"))
    if wrong:
        raise BadInput(wrong)
