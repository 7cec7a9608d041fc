"""A map: which body each unit (a small area or a practice) belongs to, as one vintage draws it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from commonweal.organisations.kinds import Kind
from commonweal.organisations.periods import ALWAYS, Period
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, slots=True)
class AreaMap:
    """Which body every unit belongs to, on one map, for a time.

    Args:
        vintage: Name of the map, such as ``icb24``, ``icb26`` or a name of one's own.
        unit: What is mapped, with its own vintage: ``lsoa21``, ``lsoa11``, ``practice``.
        tier: What the bodies are.
        pairs: Unit and body, one pair per row of the look-up. A unit without a body has the body ``""``; a unit that
            stands in two bodies has two pairs, which the checks report.
        period: The days on which the map is in force.
        source: Title of the look-up.

    Example:
        >>> old = AreaMap("old", "lsoa21", Kind.ICB, (("E01000001", "QMF"), ("E01000002", "QMF"), ("E01000003", "QMJ")))
        >>> old.owner("E01000003"), old.counts()["QMF"], len(old)
        ('QMJ', 2, 3)
    """

    vintage: str
    unit: str
    tier: Kind
    pairs: tuple[tuple[str, str], ...]
    period: Period = ALWAYS
    source: str = ""
    _owners: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_owners", dict(self.pairs))

    @classmethod
    def of(cls, vintage: str, unit: str, owners: Mapping[str, str], *, tier: Kind = Kind.ICB) -> AreaMap:
        """A map from a plain mapping of unit to body, such as a redraw of one's own."""
        return cls(vintage, unit, tier, tuple(owners.items()))

    @property
    def owners(self) -> Mapping[str, str]:
        """Body by unit; for a unit in two bodies the last row."""
        return self._owners

    def owner(self, unit: str) -> str:
        """The body of a unit.

        Raises:
            BadInput: The map has no such unit.
        """
        try:
            return self._owners[unit]
        except KeyError:
            raise BadInput(Problem(f"the map {self.vintage} has no unit of this code", given=unit)) from None

    def units_of(self, body: str) -> frozenset[str]:
        """The units of a body; none where it has none.

        Example:
            >>> sorted(AreaMap.of("m", "lsoa21", {"E1": "QMF", "E2": "QMJ", "E3": "QMF"}).units_of("QMF"))
            ['E1', 'E3']
        """
        return frozenset(unit for unit, owner in self.pairs if owner == body)

    def counts(self) -> Counter[str]:
        """How many units each body has."""
        return Counter(self._owners.values())

    def doubled(self) -> dict[str, list[str]]:
        """Units that stand in more than one body, with those bodies."""
        if len(self._owners) == len(self.pairs):
            return {}
        found: dict[str, list[str]] = {}
        for unit, body in self.pairs:
            bodies = found.setdefault(unit, [])
            if body not in bodies:
                bodies.append(body)
        return {unit: bodies for unit, bodies in found.items() if len(bodies) > 1}

    def __len__(self) -> int:
        return len(self._owners)

    def moved(self, other: AreaMap) -> Counter[tuple[str, str]]:
        """How many units each body of this map has in each body of the other, where the two bodies differ.

        Example:
            >>> old = AreaMap.of("old", "lsoa21", {"E01000001": "QMF", "E01000002": "QMJ"})
            >>> dict(old.moved(AreaMap.of("new", "lsoa21", {"E01000001": "QMF", "E01000002": "Z9B2Z"})))
            {('QMJ', 'Z9B2Z'): 1}
        """
        theirs = other.owners
        pairs = ((body, theirs[unit]) for unit, body in self._owners.items() if unit in theirs)
        return Counter(pair for pair in pairs if pair[0] != pair[1])


def map_on(maps: Iterable[AreaMap], day: date, *, tier: Kind = Kind.ICB, unit: str | None = None) -> AreaMap | None:
    """The map in force on a day for a tier, the latest where several are; None where there is none."""
    held = [
        item for item in maps if item.tier is tier and item.period.holds_on(day) and (unit is None or item.unit == unit)
    ]
    return max(held, key=lambda item: (item.period.first or date.min, item.unit), default=None)
