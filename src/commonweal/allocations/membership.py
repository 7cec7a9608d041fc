"""Which place each practice belongs to on a day: from dated membership files, or from the practice file itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from commonweal.allocations.practice_file import PracticeFile


@dataclass(frozen=True, slots=True)
class Spell:
    """One practice's time in one place; both days belong to it, and None is open.

    Example:
        >>> Spell("A84002", "U25545", end=date(2022, 3, 31)).holds(date(2022, 3, 31))
        True
    """

    practice: str
    place: str
    start: date | None = None
    end: date | None = None
    row: int | None = None

    def holds(self, day: date) -> bool:
        """Whether the practice belongs to the place on the day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Membership:
    """Practices in places over time.

    Args:
        spells: Who was where, and when.
        names: Name of each place by its code, where known.
        kind: What a place is, such as ``pcn``, ``sub-icb`` or ``place``.
        origin: Where it comes from, for the reader: a file's name.
        sha256: Hash of the file; empty when it was not read from a file.
        notes: What the reader should know of how the file was read.
    """

    spells: tuple[Spell, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    kind: str = "place"
    origin: str = ""
    sha256: str = ""
    notes: tuple[str, ...] = ()
    _asked: dict[date | None, Mapping[str, tuple[str, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def on(self, day: date | None) -> Mapping[str, tuple[str, ...]]:
        """The places of each practice on a day; more than one where the membership contradicts itself.

        Args:
            day: None takes every spell that has no end.

        Example:
            >>> first, second = Spell("P1", "North", end=date(2024, 3, 31)), Spell("P1", "South", date(2024, 4, 1))
            >>> Membership((first, second)).on(date(2024, 3, 31)), Membership((first, second)).on(None)
            (mappingproxy({'P1': ('North',)}), mappingproxy({'P1': ('South',)}))
        """
        if day not in self._asked:
            places: dict[str, tuple[str, ...]] = {}
            for spell in self.spells:
                if spell.end is None if day is None else spell.holds(day):
                    known = places.get(spell.practice, ())
                    if spell.place not in known:
                        places[spell.practice] = (*known, spell.place)
            self._asked[day] = MappingProxyType(places)
        return self._asked[day]

    def ended_before(self, day: date) -> dict[str, date]:
        """The last day in any place of each practice that is in none on the day, though it was before."""
        last: dict[str, date] = {}
        for spell in self.spells:
            if spell.end is not None and spell.end < day:
                last[spell.practice] = max(spell.end, last.get(spell.practice, spell.end))
        current = self.on(day)
        return {practice: ended for practice, ended in last.items() if practice not in current}

    def name(self, place: str) -> str:
        """The name of a place, or its code where none is known."""
        return self.names.get(place) or place


def members_in_file(file: PracticeFile, kind: str) -> Membership:
    """The membership that the practice file itself holds: ``pcn``, ``lad``, ``sub-icb``, ``icb`` ...

    Raises:
        BadInput: The file does not have that column, as the later files have no PCN.

    Example:
        >>> from commonweal.allocations.practice_file import practice_file_from_columns
        >>> small = practice_file_from_columns({"practice": ["P1", "P2"], "icb": ["Q1", "Q1"], "population": [1, 2],
        ...                                     "wp_core": [1, 2], "lad": ["E06", None]})
        >>> members_in_file(small, "lad").on(None)
        mappingproxy({'P1': ('E06',)})
    """
    column = file.area(kind.replace("-", "_"))
    spells = tuple(
        Spell(practice, code, row=int(row))
        for practice, code, row in zip(file.practices, column.codes(), file.row_numbers, strict=True)
        if code
    )
    return Membership(spells, column.names, kind, file.stamp.name, file.stamp.sha256)


def members_from_pairs(pairs: Iterable[tuple[str, str]], *, kind: str = "place", origin: str = "") -> Membership:
    """A membership without days, from practice and place codes, such as a place builder's choices."""
    return Membership(tuple(Spell(practice, place) for practice, place in pairs), {}, kind, origin)
