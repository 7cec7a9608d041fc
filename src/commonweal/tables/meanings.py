"""What a column means: the headers it may carry, and what its cells must hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

Kind = Literal["text", "number", "integer", "date", "code", "boolean"]
"""What the cells of a column hold. A code is text with a pattern, such as an ODS code."""

NUMERIC: frozenset[str] = frozenset({"number", "integer"})

_SPELLED_OUT = str.maketrans({"&": "and", "%": "percent", "+": "plus", "\ufeff": ""})
_YEAR = "{year}"


@lru_cache(maxsize=4096)
def plain_header(text: str) -> str:
    """A header without case, spaces, line breaks and punctuation, so that two spellings of it compare equal.

    Example:
        >>> plain_header("2023/24 Recurrent allocation \\n(£k)")
        '202324recurrentallocationk'
        >>> plain_header("G&A  WP") == plain_header("g and a wp")
        True
    """
    return "".join(letter for letter in text.translate(_SPELLED_OUT).casefold() if letter.isalnum())


@dataclass(frozen=True, slots=True)
class Meaning:
    """One column that a reader wants: its name, the headers it may carry in files, and what its cells must hold.

    Args:
        name: The column's name in the Table. It is always an accepted header too.
        headers: Accepted header texts, best first; case, spaces and punctuation do not matter. ``{year}`` stands for
            any financial year, so that ``{year} Base growth (%)`` is met by ``2025/26 Base growth (%)``.
        kind: ``text``, ``code``, ``number``, ``integer``, ``date`` or ``boolean``.
        required: Whether a file without the column is refused.
        blank_allowed: Whether a cell may be blank. A blank is missing (``None`` or nan), never nought.
        minimum, maximum: Least and greatest number allowed, themselves included.
        pattern: Regular expression that the whole of a text or code must match.
        unique: Whether a value may stand in one row only.

    Example:
        >>> Meaning("population", ("Population", "pop 2022/23"), "number", minimum=0).accepts("POP 2022-23")
        True
        >>> Meaning("growth", ("{year} Base growth (%)",), "number").accepts("2026/27 Base growth\\n(%)")
        True
    """

    name: str
    headers: tuple[str, ...] = ()
    kind: Kind = "text"
    required: bool = True
    blank_allowed: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    unique: bool = False

    def __post_init__(self) -> None:
        """Refuse a meaning that its own author has mistyped."""
        if isinstance(self.headers, str):
            raise TypeError(f"headers of {self.name!r} must be a tuple of texts, not one text")
        if self.kind not in get_args(Kind):
            raise ValueError(f"unknown kind {self.kind!r} of {self.name!r}")
        if self.pattern is not None:
            re.compile(self.pattern)

    def rank(self, header: str) -> int | None:
        """The place of the accepted header that this one meets, 0 for the best; None when it meets none."""
        plain = plain_header(header)
        for place, accepted in enumerate((*self.headers, self.name)):
            if _YEAR in accepted:
                if _year_pattern(accepted).fullmatch(plain):
                    return place
            elif plain and plain == plain_header(accepted):
                return place
        return None

    def accepts(self, header: str) -> bool:
        """Whether a column with this header is the one that is meant."""
        return self.rank(header) is not None

    @property
    def wanted(self) -> str:
        """The accepted headers in words, for messages."""
        names = list(dict.fromkeys(self.headers or (self.name,)))
        return " or ".join(f'"{name}"' for name in names)


@lru_cache(maxsize=512)
def _year_pattern(accepted: str) -> re.Pattern[str]:
    return re.compile(r"20\d\d(?:20)?\d\d".join(re.escape(plain_header(part)) for part in accepted.split(_YEAR)))
