"""What a column means: the headers it may carry, and what its cells must hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

Kind = Literal["text", "number", "integer", "date", "code", "boolean"]
"""What the cells of a column hold. A code is text with a pattern, such as an ODS code."""

NUMERIC: frozenset[str] = frozenset({"number", "integer"})

_SPELLED_OUT = str.maketrans({"&": "and", "%": "percent", "+": "plus", "\ufeff": ""})
_YEAR = "{year}"
_SHOWN_HEADERS = 3


@lru_cache(maxsize=4096)
def plain_header(text: str) -> str:
    r"""A header without case, spaces, line breaks and punctuation, so that two spellings of it compare equal.

    Example:
        >>> plain_header("2023/24 Recurrent allocation \n(£k)")
        '202324recurrentallocationk'
        >>> plain_header("G&A  WP") == plain_header("g and a wp")
        True
    """
    return "".join(letter for letter in text.translate(_SPELLED_OUT).casefold() if letter.isalnum())


@dataclass(frozen=True, slots=True)
class Meaning:
    r"""One column that a reader wants: its name, the headers it may carry in files, and what its cells must hold.

    Args:
        name: The column's name in the Table. It is always an accepted header too.
        headers: Accepted header texts, best first; case, spaces and punctuation do not matter. ``{year}`` stands for
            any financial year, so that ``{year} Base growth (%)`` is met by ``2025/26 Base growth (%)``.
        kind: ``text``, ``code``, ``number``, ``integer``, ``date`` or ``boolean``.
        required: Whether a file without the column is refused.
        blank_allowed: Whether a cell may be blank. A blank is missing (``None`` or nan), never nought.
        minimum, maximum: Least and greatest number allowed, themselves included.
        pattern: Regular expression that the whole of a text or code must match.
        form: The pattern in words, for messages, such as ``letters and digits, such as A81001``.
        unique: Whether a value may stand in one row only.

    Example:
        >>> Meaning("population", ("Population", "pop 2022/23"), "number", minimum=0).accepts("POP 2022-23")
        True
        >>> Meaning("growth", ("{year} Base growth (%)",), "number").accepts("2026/27 Base growth\n(%)")
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
    form: str = ""

    def __post_init__(self) -> None:
        """Refuse a meaning that its own author has mistyped."""
        if not isinstance(self.headers, tuple):
            raise TypeError(f"headers of {self.name!r} must be a tuple of texts")
        if self.kind not in get_args(Kind):
            raise ValueError(f"unknown kind {self.kind!r} of {self.name!r}")
        if self.pattern is not None:
            re.compile(self.pattern)

    def accepts(self, header: str) -> bool:
        """Whether a column with this header is the one that is meant."""
        return bool(Recogniser([self]).ranks(header))

    @property
    def wanted(self) -> str:
        """The best accepted headers in words, for messages: there are dozens where every year has its own.

        Example:
            >>> Meaning("icb", ("ICB", "ICB22", "ICB23", "ICS22")).wanted
            '"ICB" or "ICB22" or "ICB23" (or another of 4 known headers)'
            >>> Meaning("icb", ("ICB", "ICB22", "ICS")).wanted
            '"ICB" or "ICS" or "ICB22"'
        """
        names = list(dict.fromkeys(self.headers or (self.name,)))
        names.sort(key=lambda name: name[-1:].isdigit())  # ICB22 only after ICB, ICS and the like
        shown = " or ".join(f'"{name}"' for name in names[:_SHOWN_HEADERS]).replace(_YEAR, "2025/26")
        return shown + (f" (or another of {len(names)} known headers)" if len(names) > _SHOWN_HEADERS else "")


class Recogniser:
    """Tells which meanings a header may have; made once for a list of meanings, since files have many headers."""

    def __init__(self, meanings: Sequence[Meaning]) -> None:
        """Prepare the accepted headers of all meanings."""
        self._plain: dict[str, dict[str, int]] = {}
        self._with_year: list[tuple[re.Pattern[str], str, int]] = []
        for meaning in meanings:
            for place, accepted in enumerate((*meaning.headers, meaning.name)):
                if _YEAR in accepted:
                    self._with_year.append((_year_pattern(accepted), meaning.name, place))
                else:
                    self._plain.setdefault(plain_header(accepted), {}).setdefault(meaning.name, place)

    def ranks(self, header: str) -> dict[str, int]:
        """The names of the meanings that a header may have, each with its rank: 0 for the best accepted header."""
        plain = plain_header(header)
        if not plain:
            return {}
        found = dict(self._plain.get(plain, ()))
        if "20" in plain:
            for pattern, name, place in self._with_year:
                if place < found.get(name, place + 1) and pattern.fullmatch(plain):
                    found[name] = place
        return found


def _year_pattern(accepted: str) -> re.Pattern[str]:
    return re.compile(r"20\d\d(?:20)?\d\d".join(re.escape(plain_header(part)) for part in accepted.split(_YEAR)))
