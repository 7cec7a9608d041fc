"""A number with its noun, in the singular where it is one."""

from __future__ import annotations


def how_many(number: int, one: str, more: str = "") -> str:
    """A number and what is counted.

    Args:
        number: How many.
        one: The noun of one, such as ``practice`` or ``practice has``.
        more: That of several; by default with an s.

    Example:
        >>> how_many(1, "practice"), how_many(2100, "practice"), how_many(1, "person is", "people are")
        ('1 practice', '2,100 practices', '1 person is')
    """
    return f"{number:,} {one if number == 1 else more or one + 's'}"
