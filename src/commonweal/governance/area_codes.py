"""Areas written as codes, so that two can be compared."""

from __future__ import annotations

import re

_CODE = re.compile(r"[A-Z0-9]{3,12}")
_AUTHORITIES = ("E06", "E07", "E08", "E09")


def area_codes(text: str) -> frozenset[str] | None:
    """The codes in a text; None where it is blank or says the area in words.

    Example:
        >>> sorted(area_codes("E06000014; E07000163 E07000164"))
        ['E06000014', 'E07000163', 'E07000164']
        >>> area_codes("the county of Wealdmarch") is None
        True
    """
    parts = text.replace(",", " ").replace(";", " ").split()
    if not parts or not all(_CODE.fullmatch(part) and any(letter.isdigit() for letter in part) for part in parts):
        return None
    return frozenset(parts)


def same_level(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets are codes of one kind of area: a county and a small area inside it share no code, yet overlap.

    Example:
        >>> same_level(frozenset({"E06000014"}), frozenset({"E07000163"})), same_level(
        ...     frozenset({"E10000023"}), frozenset({"E07000163"}))
        (True, False)
    """
    levels = {level_of(code) for code in one | other}
    return len(levels) == 1


def level_of(code: str) -> str:
    """The kind of area a code is of: the first three signs, unless they tell kinds of lower-tier authority apart."""
    return "authority" if code[:3] in _AUTHORITIES else code[:3]
