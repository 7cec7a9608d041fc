"""Which rows of a table are totals of which others: whoever reads the table knows that, and can subtract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.problems import BadInput, Problem, Problems

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A row that is the total of others, by their places in the table."""

    total: int
    parts: tuple[int, ...]


def sums_of(keys: Mapping[str, Sequence[str]], total: str) -> tuple[Sum, ...]:
    """Every row that is the total of others.

    In a row that is a total over a key, that key reads ``total``. A row that is a total over two keys is the sum over
    either of them.

    Args:
        keys: The key columns by name, of one length.
        total: The word that marks a total, such as ``All``.

    Raises:
        BadInput: Two rows with the same keys.

    Example:
        >>> sums_of({"sex": ["F", "M", "All"]}, "All")
        (Sum(total=2, parts=(0, 1)),)
    """
    rows: list[Key] = list(zip(*keys.values(), strict=True)) if keys else []
    places: dict[Key, int] = {}
    problems = Problems()
    for place, row in enumerate(rows):
        if row in places:
            problems.add(
                Problem("two rows have the same keys", given=" / ".join(row), row=place + 1, do="sum them first")
            )
        places.setdefault(row, place)
    problems.raise_if_any()
    found = []
    for axis in range(len(keys)):
        parts: dict[Key, list[int]] = {}
        for place, row in enumerate(rows):
            if row[axis] != total:
                parts.setdefault((*row[:axis], *row[axis + 1 :]), []).append(place)
        for others, members in parts.items():
            whole = places.get((*others[:axis], total, *others[axis:]))
            if whole is not None:
                found.append(Sum(whole, tuple(members)))
    return tuple(found)


def check_sums(sums: Sequence[Sum], counts: Sequence[int], column: str) -> tuple[Sum, ...]:
    """The sums that hold exactly, which a reader can use to subtract; the others have people in no part.

    Raises:
        BadInput: Parts that together are more than their total.
    """
    exact = []
    for line in sums:
        together = sum(counts[part] for part in line.parts)
        if together > counts[line.total]:
            raise BadInput(
                Problem(
                    f"the parts of this total sum to {together:,}, more than the total itself",
                    given=f"{counts[line.total]:,}",
                    row=line.total + 1,
                    column=column,
                    do="count each person once, or leave the total out",
                )
            )
        if together == counts[line.total]:
            exact.append(line)
    return tuple(exact)


@dataclass(frozen=True, slots=True)
class Composition:
    """Every row as the sum of rows that are no total of anything shown.

    Args:
        parts: For each row the places of the rows it is made of; of one that is no total, itself.
        again: Totals that are the sum of other rows too, such as everybody by sex and by fifth, with those rows.
    """

    parts: tuple[tuple[int, ...], ...]
    again: tuple[tuple[int, tuple[int, ...]], ...] = ()

    @property
    def totals(self) -> tuple[int, ...]:
        """Places of the rows that are totals."""
        return tuple(place for place, parts in enumerate(self.parts) if parts != (place,))


def composition(sums: Sequence[Sum], size: int) -> Composition:
    """Take every total apart, through the totals it is made of, down to the rows that are no totals.

    Example:
        >>> composition([Sum(2, (0, 1)), Sum(3, (2,))], 4).parts
        ((0,), (1,), (0, 1), (0, 1))
    """
    lines: dict[int, list[tuple[int, ...]]] = {}
    for line in sums:
        lines.setdefault(line.total, []).append(line.parts)
    made: dict[int, tuple[int, ...]] = {}
    again: list[tuple[int, tuple[int, ...]]] = []

    def taken_apart(place: int) -> tuple[int, ...]:
        if place not in made:
            ways = [
                tuple(sorted(below for part in parts for below in taken_apart(part))) for parts in lines.get(place, [])
            ]
            made[place] = ways[0] if ways else (place,)
            again.extend((place, other) for other in dict.fromkeys(ways[1:]) if other != ways[0])
        return made[place]

    return Composition(tuple(taken_apart(place) for place in range(size)), tuple(again))
