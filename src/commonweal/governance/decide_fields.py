"""Single fields of an item as a file or form holds them: each is read as what it is meant to be, or refused by name.

Nothing is turned into something else on the way. A file that says ``deputy: "perhaps"`` or ``title: yes`` is told
which key is wrong and what was expected; it is never read as no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from commonweal.money import pounds
from commonweal.problems import BadInput, Problem, Problems

_SHOWN = 60
_MOST_YEARS = 50


def refuse(found: Problems, key: str, value: Any, expected: str, *, what: str = "") -> None:
    """Add the problem that a key holds something of the wrong kind."""
    found.add(Problem(what or f"{key} cannot be read", given=repr(value)[:_SHOWN], expected=expected))


def only(given: Mapping[Any, Any], known: Iterable[str], what: str, found: Problems) -> None:
    """Refuse every key that is not known, so that a misspelt one is never passed over in silence."""
    for name in given:
        if name not in known:
            found.add(Problem(f"{what} has no field {name}", expected="one of " + ", ".join(known)))


def text(key: str, value: Any, found: Problems) -> str:
    """Words; a number or a yes without quotes is refused, since YAML reads them as something else than was written.

    Example:
        >>> told = Problems()
        >>> text("title", "  Scanner ", told), text("title", True, told), len(told)
        ('Scanner', '', 1)
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        refuse(found, key, value, "text; put it in quotes", what=f"{key} is not text")
        return ""
    return value.strip()


def texts(key: str, value: Any, found: Problems) -> tuple[str, ...] | None:
    """A list of words, or one text with semicolons between; None is not known, an empty list is none at all."""
    if value is None:
        return None
    parts = [part for part in value.split(";") if part.strip()] or [""] if isinstance(value, str) else value
    expected = "a list of names or codes; an empty list where there are none; left out where it is not known"
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        refuse(found, key, value, expected, what=f"{key} is not a list of texts")
        return None
    if any(not part.strip() for part in parts):
        refuse(found, key, value, expected, what=f"{key} has a blank in it, which may mean none or not known")
        return None
    return tuple(part.strip() for part in parts)


def amount(given: Mapping[str, Any], found: Problems) -> int | None:
    """Pence, out of ``amount_pence`` or of ``amount`` in pounds; None is not known."""
    pence, written = given.get("amount_pence"), given.get("amount")
    if pence is not None and written not in (None, ""):
        found.add(Problem("amount and amount_pence are both given", do="give one of them"))
        return None
    if pence is not None:
        if isinstance(pence, int) and not isinstance(pence, bool) and pence >= 0:
            return pence
        refuse(found, "amount_pence", pence, "whole pence, nought or more", what="amount_pence is not whole pence")
        return None
    if written is None or written == "":
        return None
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        refuse(found, "amount", written, "pounds, such as £400,000 or 1.2m", what="amount is not an amount of money")
        return None
    try:
        read = pounds(str(written))
    except BadInput as error:
        for problem in error.problems:
            found.add(Problem(f"amount: {problem.what}", given=problem.given, expected=problem.expected, do=problem.do))
        return None
    if read < 0:
        refuse(found, "amount", written, "nought or more", what="the amount is below nought")
        return None
    return read


def years(value: Any, found: Problems) -> int:
    """Over how many years; blank is one."""
    if value is None or value == "":
        return 1
    plain = value.strip() if isinstance(value, str) else str(value) if type(value) is int else ""
    if plain.isascii() and plain.isdecimal() and len(plain) < 4 and 0 < int(plain) <= _MOST_YEARS:
        return int(plain)
    refuse(found, "years", value, f"a whole number from 1 to {_MOST_YEARS}", what="the years cannot be read")
    return 1


def yes_no(key: str, value: Any, found: Problems) -> bool | None:
    """Yes or no; None and blank are not known.

    Example:
        >>> told = Problems()
        >>> yes_no("deputy", "Yes", told), yes_no("deputy", None, told), yes_no("deputy", "perhaps", told), len(told)
        (True, None, None, 1)
    """
    if value is None or value == "" or isinstance(value, bool):
        return value if isinstance(value, bool) else None
    if isinstance(value, str) and value.strip().casefold() in ("yes", "no"):
        return value.strip().casefold() == "yes"
    refuse(found, key, value, "yes or no", what=f"{key} is neither yes nor no")
    return None


def day(key: str, value: Any, found: Problems) -> date | None:
    """A day; a moment with a time is refused, since it is not said in which zone the day is meant."""
    if value is None or value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str):
            return date.fromisoformat(value.strip())
    except ValueError:
        pass
    refuse(found, key, value, "a day such as 2026-05-01", what=f"{key} is not a day")
    return None
