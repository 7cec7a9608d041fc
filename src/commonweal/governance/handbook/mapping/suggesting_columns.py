"""What a suggestion says of columns that are ticked, and of a period in one cell."""

from __future__ import annotations

import json
from collections.abc import Sequence

from commonweal.governance.handbook.columns import Column
from commonweal.tables.meanings import plain_header

_PERIODS = ("dateofinterest", "datesofinterest", "dates", "period", "periodofinterest", "datefromto", "interestdates")
_FIRST_NAMES = ("firstname", "forename", "forenames", "givenname", "firstnames", "first")
_SURNAMES = ("surname", "lastname", "familyname", "last")
_LONGEST_TICK, _FEWEST = 6, 2


def ticked_columns(headers: Sequence[str], rows: Sequence[Sequence[str]], choices: Sequence[str]) -> dict[int, str]:
    """Columns whose headings are our words and that hold ticks, by their place; none where fewer than two do.

    Example:
        >>> ticked_columns(["Name", "Financial interest", "Indirect"], [["A", "x", ""]], ("financial", "indirect"))
        {1: 'financial', 2: 'indirect'}
    """
    wanted = {plain_header(choice): choice for choice in choices}
    found = {
        place: wanted[max(begun, key=len)]
        for place, text in enumerate(headers)
        if (begun := [plain for plain in wanted if plain_header(text).startswith(plain)])
        and all(len(row[place].strip()) <= _LONGEST_TICK for row in rows if place < len(row))
    }
    return found if len(set(found.values())) == len(found) >= _FEWEST else {}


def halves_of_a_name(headers: Sequence[str], free: Sequence[int]) -> tuple[int, int] | None:
    """The places of a column of first names and one of surnames, of those that nothing else comes from.

    Example:
        >>> halves_of_a_name(["Surname", "First name", "Post"], [0, 1, 2])
        (1, 0)
    """
    plain = {plain_header(headers[place]): place for place in free}
    first = next((plain[word] for word in _FIRST_NAMES if word in plain), None)
    last = next((plain[word] for word in _SURNAMES if word in plain), None)
    return (first, last) if first is not None and last is not None else None


def ticks_told(column: Column, ticked: dict[int, str], headers: Sequence[str]) -> list[str]:
    """The lines of the mapping for a column that comes from ticks."""
    lines = [f"  {column.name}:", "    marked:"]
    lines += [f"      {json.dumps(headers[place], ensure_ascii=False)}: {word}" for place, word in ticked.items()]
    return [*lines, f"    # default: one of {', '.join(column.choices)}, where nothing is ticked"]


def period_column(headers: Sequence[str], free: Sequence[int]) -> int | None:
    """The place of a column, of those that nothing else comes from, that holds a period from a day to a day."""
    return next((place for place in free if plain_header(headers[place]) in _PERIODS), None)


def period_told(header: str) -> list[str]:
    """The lines of the mapping for the first and the last day of a period in one cell."""
    quoted = json.dumps(header, ensure_ascii=False)
    return [f"  from_date: {{from: {quoted}, range: first}}", f"  to_date: {{from: {quoted}, range: last}}"]
