"""The second implementation of values and conditions: plain Python on one row, slow and written another way."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

from commonweal.engines import expressions as x
from commonweal.engines import masks as m
from commonweal.engines import packing as pk
from commonweal.engines import values as v

Row = dict[str, Any]


def worked_out(expression: Any, row: Row) -> Any:
    """What an expression is for a row, with None for unknown."""
    return RULES[type(expression)](expression, row)


def known(function: Callable[..., Any]) -> Callable[..., Any]:
    """Unknown where any part is unknown."""

    def rule(expression: Any, row: Row) -> Any:
        parts = [worked_out(part, row) for part in expression.parts()]
        return None if None in parts else function(expression, *parts)

    return rule


def age(_: Any, birth: date, on: date) -> int:
    """Birthdays passed, counted from the year of birth; 29 February is kept on 1 March."""
    try:
        birthday = birth.replace(year=on.year)
    except ValueError:
        birthday = date(on.year, 3, 1)
    return on.year - birth.year - (1 if on < birthday else 0)


def arithmetic(expression: Any, left: Any, right: Any) -> Any:
    return {"+": left + right, "-": left - right, "*": left * right}[expression.sign]


def compared(expression: Any, left: Any, right: Any) -> bool:
    order = 0 if left == right else (-1 if left < right else 1)
    return {"=": order == 0, "<>": order != 0, "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[
        expression.sign
    ]


def both(expression: Any, row: Row) -> bool | None:
    sides = [worked_out(expression.left, row), worked_out(expression.right, row)]
    decides = expression.sign == "or"
    if decides in sides:
        return decides
    return None if None in sides else not decides


def chosen(expression: Any, row: Row) -> Any:
    true = worked_out(expression.when, row) is True
    return worked_out(expression.then if true else expression.otherwise, row)


def priority(expression: Any, row: Row) -> str | None:
    if any(row[name] is None for name in expression.columns):
        return None
    return next((label for rule, label in expression.rules if worked_out(rule, row)), expression.otherwise)


def band(expression: Any, number: float) -> int:
    return expression.last if number >= expression.width * expression.last else math.floor(number / expression.width)


def named_band(expression: Any, number: float) -> str | None:
    name = None
    for edge, label in expression.bands:
        if number >= edge:
            name = label
    return name


def bits(mask: int) -> set[int]:
    """The places of the bits set."""
    return {place for place in range(64) if (mask // 2**place) % 2 == 1}


def total(places: set[int]) -> int:
    return sum(2**place for place in places)


def packed(expression: Any, *numbers: int) -> int:
    """The binary figures of each number, one after another from the right."""
    figures = ["0"] * 64
    for number, (_, first) in zip(numbers, expression.fields, strict=True):
        for step, figure in enumerate(reversed(f"{number:b}")):
            figures[63 - first - step] = figure
    return int("".join(figures), 2)


RULES: dict[type, Callable[[Any, Row], Any]] = {
    x.Column: lambda e, row: row[e.name],
    x.Literal: lambda e, row: e.given,
    x.Arithmetic: known(arithmetic),
    x.Compare: known(compared),
    x.Both: both,
    x.Not: known(lambda e, of: not of),
    x.IsNull: lambda e, row: worked_out(e.of, row) is None,
    x.IsIn: known(lambda e, of, *members: any(of == member for member in members)),
    x.OrElse: lambda e, row: worked_out(e.other if worked_out(e.of, row) is None else e.of, row),
    x.Beginning: known(lambda e, of: "".join(list(of)[: e.length])),
    v.Ratio: known(lambda e, above, below: above / below if below else None),
    v.Whole: known(lambda e, of: math.floor(of)),
    v.AgeAt: known(age),
    v.DaysBetween: known(lambda e, first, last: last.toordinal() - first.toordinal()),
    v.MonthNumber: known(lambda e, of: int(of.strftime("%Y%m"))),
    v.Band: known(band),
    v.NamedBand: known(named_band),
    v.Choose: chosen,
    v.Priority: priority,
    m.HasAny: known(lambda e, mask: bool(bits(mask) & bits(e.bits))),
    m.HasAll: known(lambda e, mask: bits(e.bits) <= bits(mask)),
    m.BitCount: known(lambda e, mask: len(bits(mask) & bits(e.among))),
    m.Score: known(lambda e, mask: sum((w for bit, w in e.weights if bits(bit) <= bits(mask)), 0.0)),
    m.Joined: known(lambda e, before, after: total(bits(before) | bits(after))),
    m.Gained: known(lambda e, before, after: total(bits(after) - bits(before))),
    pk.Packed: known(packed),
    pk.Unpacked: known(lambda e, of: int(f"{of:064b}"[64 - e.first - e.width : 64 - e.first], 2)),
    m.Lost: known(lambda e, before, after: total(bits(before) - bits(after))),
}
