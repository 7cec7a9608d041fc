"""What was expected where a code is not known: how many there are, and those that look like it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from commonweal.answers.counted import how_many

MOST_TOLD = 3
ALIKE = 0.5
"""Codes at least so much alike are told, as `difflib` measures it."""


def codes_like(given: str, held: Sequence[str]) -> str:
    """What was expected in place of a code, in words; codes alike are told as such, since they may be of another body.

    Args:
        given: The code that is not known.
        held: Those that are.

    Example:
        >>> codes_like("QHX", ["QHL", "QAB"]), codes_like("ZZZ", ["QHL", "QAB"])
        ('one of 2 codes, such as QHL', 'one of 2 codes')
    """
    near = get_close_matches(given, held, n=MOST_TOLD, cutoff=ALIKE)
    return f"one of {how_many(len(held), 'code')}" + (f", such as {', '.join(near)}" if near else "")
