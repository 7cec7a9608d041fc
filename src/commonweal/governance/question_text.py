"""The words of a question from the public: how long they are, and what in them may tell who somebody is."""

from __future__ import annotations

import re

MOST_CHARACTERS = 4_000
"""The most that is kept of a question's words; a longer paper is kept with the papers of the meeting."""

_MARKS = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w"),
    "a ten-figure number such as an NHS number": re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)"),
    "a telephone number": re.compile(r"(?<!\d)(?:\+44|0)(?:[ -]?\d){9,10}(?!\d)"),
    "a postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),
    "a date that may be somebody's day of birth": re.compile(r"\bborn\b|\bdate of birth\b|\bdob\b", re.IGNORECASE),
}


def length_of(words: int | None, text: str) -> int | None:
    """How many words a question has: as it is entered, or else counted; None is not known.

    Example:
        >>> length_of(None, "Why is the clinic closed?"), length_of(7, ""), length_of(None, " ")
        (5, 7, None)
    """
    return words if words is not None else len(text.split()) or None


def personal_marks(text: str) -> list[str]:
    """What in a text looks as if it told who somebody is. That nothing is found proves nothing: names cannot be found.

    Example:
        >>> personal_marks("Write to me at a.person@example.org, please.")
        ['an e-mail address']
        >>> personal_marks("When does the clinic in Marchside open?")
        []
    """
    return [what for what, pattern in _MARKS.items() if pattern.search(text)]
