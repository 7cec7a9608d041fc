"""The five portable idioms, and the other forms whose meaning differs between engines. Nothing else may write them.

Engines give different numbers, without a word, for the obvious ways to write an age, a whole number, a ratio, a
quantile and a latest value. Each has one form here that means the same on all of them; a test looks for the others in
the source and in all SQL that is rendered. Every function takes and gives SQL text in DuckDB's dialect and writes its
own brackets, since a translator may drop the precedence that a reader would assume.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def day(value: date) -> str:
    """A day as a literal.

    Example:
        >>> day(date(2025, 3, 31))
        "cast('2025-03-31' as date)"
    """
    return f"cast('{value.isoformat()}' as date)"


def age_at(birth: str, on: str) -> str:
    """Idiom 1: completed years from a day of birth to a later day; a birthday on 29 February is kept on 1 March.

    ``date_diff('year', ...)`` counts new years' days on one engine and full years on another.
    """
    reached = f"(month({on}) * 100 + day({on})) < (month({birth}) * 100 + day({birth}))"
    return f"((year({on}) - year({birth})) - (case when {reached} then 1 else 0 end))"


def whole(number: str, kind: str = "bigint") -> str:
    """Idiom 2: the whole number at or below a number; a bare cast rounds on one engine and cuts on another.

    Example:
        >>> whole("x")
        'cast(floor(x) as bigint)'
    """
    return f"cast(floor({number}) as {kind})"


def ratio(above: str, below: str) -> str:
    """Idiom 3: a ratio as a double, null where the divisor is nought, which else is infinity here and an error there.

    Example:
        >>> ratio("deaths", "people")
        '(cast(deaths as double) / nullif(cast(people as double), 0))'
    """
    return f"(cast({above} as double) / nullif(cast({below} as double), 0))"


def percentile(value: str, at: float) -> str:
    """Idiom 4: a quantile by linear interpolation between ranks, nulls left out.

    Example:
        >>> percentile("stay", 0.5)
        'percentile_cont(0.5) within group (order by cast(stay as double))'
    """
    return f"percentile_cont({at!r}) within group (order by cast({value} as double))"


def latest_first(key: Sequence[str], on: str, kept: Sequence[str]) -> str:
    """Idiom 5: rows of each key numbered from the latest by a total order, so that a tie has one answer everywhere.

    Of rows with one day, the greatest kept values come first; rows that are still equal are the same row.

    Example:
        >>> latest_first(["person_id"], "date", ["value"])
        'row_number() over (partition by person_id order by date desc nulls last, value desc nulls last)'
    """
    order = ", ".join(f"{name} desc nulls last" for name in (on, *kept))
    return f"row_number() over ({partition(key)}order by {order})"


def first_to_last(order: Sequence[str]) -> str:
    """Rows numbered from the first by a total order, unknown last."""
    return f"row_number() over (order by {', '.join(f'{name} asc nulls last' for name in order)})"


def partition(key: Sequence[str]) -> str:
    """The rows that a window looks at; all of them where there is no key."""
    return f"partition by {', '.join(key)} " if key else ""


def bit(value: int) -> str:
    """A mask as a literal; past 31 bits it is named a bigint, because an engine may read it as a decimal.

    Example:
        >>> bit(4), bit(2**40)
        ('4', 'cast(1099511627776 as bigint)')
    """
    return str(value) if value < 2**31 else long(value)


def long(value: int) -> str:
    """A whole number as a literal of 64 bits, however small it is."""
    return f"cast({value} as bigint)"


def bits_set(mask: str) -> str:
    """How many bits of a mask are set, wide enough to be added up: the bare count has 8 bits on one engine."""
    return f"cast(bit_count({mask}) as bigint)"


def low_bits(number: str, width: int) -> str:
    """The lowest bits of a whole number in the smallest type that holds them, so that groups of them are small.

    Example:
        >>> low_bits("packed", 4)
        'cast((packed & 15) as tinyint)'
    """
    kind = "tinyint" if width < 8 else "smallint" if width < 16 else "integer" if width < 32 else "bigint"
    return f"cast(({number} & {bit((1 << width) - 1)}) as {kind})"


def month_number(of: str) -> str:
    """The month of a day as a number such as 202503; truncation gives a day on one engine, a time on another."""
    return f"(year({of}) * 100 + month({of}))"


def month_start(of: str) -> str:
    """The first day of a day's month, as a day.

    Example:
        >>> month_start("born")
        'make_date(year(born), month(born), 1)'
    """
    return f"make_date(year({of}), month({of}), 1)"


def text(value: str) -> str:
    """A text as a literal.

    Example:
        >>> print(text("St Mary's"))
        'St Mary''s'
    """
    return "'" + value.replace("'", "''") + "'"


def number(value: int | float) -> str:
    """A number as a literal; a fraction is a double, never a decimal of some engine's own precision.

    Example:
        >>> number(3), number(0.92)
        ('3', '0.92e0')
    """
    if isinstance(value, int):
        return bit(value) if value >= 0 else f"(-{bit(-value)})"
    shown = repr(abs(value))
    shown = shown if "e" in shown else f"{shown}e0"
    return f"(-{shown})" if value < 0 else shown
