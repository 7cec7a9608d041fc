"""What a suggestion says of columns that are ticked, and of a period in one cell."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from commonweal.governance.handbook.columns import Column
from commonweal.governance.handbook.mapping.names import TITLES
from commonweal.tables.meanings import plain_header

_PERIODS = ("dateofinterest", "datesofinterest", "dates", "period", "periodofinterest", "datefromto", "interestdates")
_FIRST_NAMES = ("firstname", "forename", "forenames", "givenname", "firstnames", "first")
_SURNAMES = ("surname", "lastname", "familyname", "last")
_BEFORE_NAMES = ("title", "titles", "salutation", "prefix", "honorific")
_LONGEST_TICK, _FEWEST, _SHORTEST_PART = 6, 2, 3
_TICKS = frozenset(
    ("x", "✓", "✔", "✗", "✘", "☑", "☒", "☐", "√", "yes", "no", "y", "n", "true", "false", "-", "–", "1", "0")
)
_SAYS_NOTHING = frozenset(("interest", "interests", "type"))
_WORD = re.compile(r"[^\W_]+")


def ticked_columns(headers: Sequence[str], rows: Sequence[Sequence[str]], choices: Sequence[str]) -> dict[int, str]:
    """Columns whose headings are our words, or short for them, and that hold ticks; none where fewer than two do.

    Returns:
        Our word for each column, by its place.

    Example:
        >>> ticked_columns(["Name", "Financial interest", "Indirect"], [["A", "x", ""]], ("financial", "indirect"))
        {1: 'financial', 2: 'indirect'}
        >>> ticked_columns(["Prof.", "Personal"], [["x", ""]], ("non_financial_professional", "non_financial_personal"))
        {0: 'non_financial_professional', 1: 'non_financial_personal'}
    """
    found = {
        place: choice
        for place, text in enumerate(headers)
        if (choice := _choice_headed(text, choices))
        and all(len(row[place].strip()) <= _LONGEST_TICK for row in rows if place < len(row))
    }
    return found if len(set(found.values())) == len(found) >= _FEWEST else {}


def _choice_headed(heading: str, choices: Sequence[str]) -> str:
    """Our word that a heading begins with; or the one whose words its words begin, of several the shortest."""
    plain = plain_header(heading)
    if begun := [choice for choice in choices if plain.startswith(plain_header(choice))]:
        return max(begun, key=len)
    said = [word for word in words_of(heading) if word not in _SAYS_NOTHING]
    if not said or min(map(len, said)) < _SHORTEST_PART:
        return ""
    meant = [choice for choice in choices if all(any(w.startswith(s) for w in choice.split("_")) for s in said)]
    shortest = min((len(choice.split("_")) for choice in meant), default=0)
    nearest = [choice for choice in meant if len(choice.split("_")) == shortest]
    return nearest[0] if len(nearest) == 1 else ""


def words_of(heading: str) -> list[str]:
    """The words of a heading, without case and signs.

    Example:
        >>> words_of("Non-fin. Prof. interest")
        ['non', 'fin', 'prof', 'interest']
    """
    return _WORD.findall(heading.casefold())


def is_ticks(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a column holds ticks, or yes and no, and nothing else: such a column names nobody.

    Example:
        >>> is_ticks([["x"], [""], ["✓"]], 0), is_ticks([["Any Body"], ["x"]], 0), is_ticks([[""]], 0)
        (True, False, False)
    """
    filled = [text for row in rows if place < len(row) and (text := row[place].strip().casefold())]
    return bool(filled) and all(text in _TICKS for text in filled)


def halves_of_a_name(
    headers: Sequence[str], free: Sequence[int], rows: Sequence[Sequence[str]] = ()
) -> tuple[int, ...] | None:
    """The places of a column of first names and one of surnames, of those that nothing else comes from.

    A column of titles such as Dr and Prof., if there is one, stands before them.

    Example:
        >>> halves_of_a_name(["Surname", "First name", "Post"], [0, 1, 2])
        (1, 0)
        >>> halves_of_a_name(["Title", "First name", "Surname"], [0, 1, 2], [["Prof.", "Any", "Body"]])
        (0, 1, 2)
    """
    plain = {plain_header(headers[place]): place for place in free}
    first = next((plain[word] for word in _FIRST_NAMES if word in plain), None)
    last = next((plain[word] for word in _SURNAMES if word in plain), None)
    if first is None or last is None:
        return None
    title = next((plain[word] for word in _BEFORE_NAMES if word in plain and _is_titles(rows, plain[word])), None)
    return (first, last) if title is None else (title, first, last)


def _is_titles(rows: Sequence[Sequence[str]], place: int) -> bool:
    words = [word for row in rows if place < len(row) for word in words_of(row[place])]
    return bool(words) and TITLES.issuperset(words)


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
