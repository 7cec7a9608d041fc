"""Names of tables and columns that every engine takes unquoted, and the error of a plan that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
# Words that at least one of the dialects keeps for itself and that a table of people or events might use.
_KEPT = frozenset(
    re.findall(
        r"\w+",
        """all and any as asc between by case cast check column constraint create cross current default delete desc
        distinct drop else end except exists false filter for foreign from full group having in index inner insert
        intersect into is join key left like limit natural not null of offset on or order outer over partition plan
        primary procedure public references right rows select session_user set some start table then to top trigger true
        union unique update user using values view when where window with""",
    )
)


class PlanError(ValueError):
    """A plan that cannot be: it names a column that is not there, or says a thing that engines do not share."""


def checked_name(name: str) -> str:
    """The name, if every engine takes it without quotes.

    Raises:
        PlanError: It is not small letters, figures and underscores, or it is a word of SQL.

    Example:
        >>> checked_name("order")
        Traceback (most recent call last):
        ...
        commonweal.engines.names.PlanError: 'order' cannot name a table or column on every engine: use another word in \
small letters, figures and underscores
    """
    if not _NAME.fullmatch(name) or name in _KEPT:
        raise PlanError(
            f"{name!r} cannot name a table or column on every engine: "
            "use another word in small letters, figures and underscores"
        )
    return name


def require_columns(asked: Iterable[str], there: Iterable[str], what: str) -> None:
    """Check that columns are there.

    Raises:
        PlanError: Some are not, with those that are.
    """
    there = tuple(there)
    if lacking := sorted(set(asked) - set(there)):
        raise PlanError(f"{what} reads {', '.join(lacking)}, but its source has only {', '.join(there)}")
