"""The short numbers of rules, such as B02: a family's letter and two digits."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBERED = re.compile(r"[a-z][a-z0-9_.]*\.([A-Z]\d{2}[a-z]?)")
FAMILIES = {
    "A": "existence, area and succession",
    "B": "constitution and board",
    "C": "seats, roles, fit and proper persons",
    "D": "interests, gifts, conflicts",
    "E": "meetings, quorum, duties on a decision",
    "F": "delegation and joint working",
    "K": "reconfiguration, transfers, tiers, places, collaboratives",
}
"""The families whose facts a handbook holds; those of plans, money and oversight belong to other rooms."""


def short(id: str) -> str:
    """The number alone, or the whole id of a rule that has none.

    Example:
        >>> short("governance.B02"), short("allocations.core.policy")
        ('B02', 'allocations.core.policy')
    """
    found = _NUMBERED.fullmatch(id)
    return found[1] if found else id


def of_the_handbook(ids: Iterable[str]) -> tuple[str, ...]:
    """The ids of the rules that a handbook is checked by, in the order of their numbers.

    Example:
        >>> of_the_handbook(["governance.B02", "organisations.A01", "planning.G01", "allocations.core.policy"])
        ('organisations.A01', 'governance.B02')
    """
    return tuple(sorted((id for id in ids if short(id) != id and short(id)[0] in FAMILIES), key=short))
