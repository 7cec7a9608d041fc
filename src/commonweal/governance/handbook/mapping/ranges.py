"""A period in one cell, such as Jun 22 - present: its first day and its last."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"\s+-+\s+|\s*[–—]\s*|\s+(?:to|until|till|up to)\s+", re.I)
_ONE_DAY = re.compile(r"\d{1,2}-(?:\d{1,2}|[A-Za-z]{3,9})-\d{2,4}|\d{4}-\d{2}-\d{2}|[A-Za-z]{3,9}-\d{2,4}")
_CLOSE = re.compile(r"(.*\d)-([A-Za-z].*|\d{4})")
_LEAD_IN = re.compile(r"^(?:from|since|as of)\s+", re.I)
_OPEN = re.compile(
    r"[,\s]*(?:to )?(?:the )?(?:onwards?|present|to date|date|current(?:ly)?|on-?going|continuing|now)", re.I
)


def part_of_range(text: str, which: str) -> str:
    """The first or the last day of a period, as it is written; blank where it goes on.

    A day alone is the first; one that begins with a dash or *until* is the last.

    Example:
        >>> [part_of_range("Jun 22 - present", which) for which in ("first", "last")]
        ['Jun 22', '']
        >>> [part_of_range("2018–31/03/2021", which) for which in ("first", "last")]
        ['2018', '31/03/2021']
        >>> [part_of_range("since 01-04-2021, ongoing", which) for which in ("first", "last")]
        ['01-04-2021', '']
    """
    first, last = _parts(" ".join(text.split()))
    return first if which == "first" else last


def goes_on(text: str) -> bool:
    """Whether a cell says in words that something has not ended.

    Example:
        >>> goes_on("Present"), goes_on("to date"), goes_on("31/03/2026")
        (True, True, False)
    """
    return bool(_OPEN.fullmatch(" ".join(text.split())))


def _parts(plain: str) -> tuple[str, str]:
    plain = _LEAD_IN.sub("", plain)
    if ends := re.match(r"(?:until|till|up to|to|[-–—])\s+", f"{plain} ", re.I):
        return "", plain[ends.end() :]
    if _ONE_DAY.fullmatch(plain):
        return plain, ""
    found = _BETWEEN.split(plain, maxsplit=1)
    if len(found) == 1 and (close := _CLOSE.fullmatch(plain)):
        found = [close[1], close[2]]
    if len(found) == 1:
        going_on = re.search(_OPEN.pattern + "$", plain, re.I)
        return (plain[: going_on.start()] if going_on else plain).strip(" ,"), ""
    first, last = found[0].strip(" ,"), found[1].strip(" ,")
    return first, "" if _OPEN.fullmatch(last) else last
