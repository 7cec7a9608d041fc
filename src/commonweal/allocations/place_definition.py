"""What a person says a place is: named lists of practices within one ICB, or a ready-made grouping of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.allocations.membership import Membership, Spell
from commonweal.answers import digest
from commonweal.problems import Problems

OWN = "own"
"""Places that a person put together, as against a ready-made grouping such as ``pcn``."""

MOST_PLACES = 500
MOST_PRACTICES = 20_000
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class DefinedPlace:
    """A place: its name, and the codes of its practices in the order given."""

    name: str
    practices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDefinition:
    """Places of one ICB as somebody defined them.

    A practice may stand in two places: the gate reports it, so a definition is never refused for it.

    Args:
        title: What its author calls it.
        icb: Code of the ICB.
        by: ``own``, or the ready-made grouping.
        places: The places; empty for a ready-made grouping.
        remainder: Name of the place for all other practices; empty where none is wanted.
        data_title: The practice data that it was made with.
        data_sha256: The hash of that data.

    Raises:
        BadInput: With every problem: no title, no places, a place without a name or practices, a name twice, or more
            than can be meant.

    Example:
        >>> north = DefinedPlace("North", ("P1", "P2"))
        >>> found = PlaceDefinition(title="Two places", icb="Q1", by="own", places=(north,), remainder="South")
        >>> PlaceDefinition.from_json(found.to_json()) == found, found.practices
        (True, 2)
    """

    title: str
    icb: str
    by: str
    places: tuple[DefinedPlace, ...] = ()
    remainder: str = ""
    data_title: str = ""
    data_sha256: str = ""

    def __post_init__(self) -> None:
        found = Problems()
        if not self.title.strip() or len(self.title) > LONGEST_NAME:
            found.add("the definition needs a title", given=self.title[:40], expected=f"1 to {LONGEST_NAME} characters")
        if not self.icb.strip():
            found.add("the definition does not say which ICB it is for")
        if self.by == OWN and not self.places:
            found.add("there is no place yet", do="name a place and choose its practices")
        if self.by != OWN and self.places:
            found.add("a ready-made grouping has no places of its own", given=self.by)
        if len(self.places) > MOST_PLACES or self.practices > MOST_PRACTICES:
            found.add("there are more places or practices than an ICB has", expected=f"at most {MOST_PLACES} places")
        for place in self.places:
            if not place.name.strip() or len(place.name) > LONGEST_NAME:
                found.add("a place needs a name", given=place.name[:40], expected=f"1 to {LONGEST_NAME} characters")
            if not place.practices:
                found.add(f"{place.name or 'a place'} has no practices", do="choose at least one")
        names = [place.name for place in self.places] + ([self.remainder] if self.remainder else [])
        for name in sorted({name for name in names if names.count(name) > 1}):
            found.add("two places have one name", given=name, do="give one of them another")
        found.raise_if_any()

    @property
    def practices(self) -> int:
        """How many practices its places list."""
        return sum(len(place.practices) for place in self.places)

    @property
    def digest(self) -> str:
        """SHA-256 of all that it says."""
        return digest(self.to_json())

    def membership(self) -> Membership:
        """The places as a membership without days."""
        spells = tuple(Spell(practice, place.name) for place in self.places for practice in place.practices)
        return Membership(spells, {}, "place", self.title)

    def to_json(self) -> dict[str, Any]:
        """The definition as plain JSON."""
        return {
            "title": self.title,
            "icb": self.icb,
            "by": self.by,
            "places": {place.name: list(place.practices) for place in self.places},
            "remainder": self.remainder,
            "data_title": self.data_title,
            "data_sha256": self.data_sha256,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> PlaceDefinition:
        """Read it back."""
        return cls(**{**stored, "places": places_from_json(stored["places"])})


def places_from_json(stored: Any) -> tuple[DefinedPlace, ...]:
    """Places from names with lists of practice codes.

    Raises:
        BadInput: It is something else.

    Example:
        >>> places_from_json({"North": ["P1"]})
        (DefinedPlace(name='North', practices=('P1',)),)
    """
    found = Problems()
    if not isinstance(stored, Mapping):
        found.add("the places are not a list of names with practices", given=str(stored)[:40])
        found.raise_if_any()
    places = []
    for name, practices in stored.items():
        if not isinstance(practices, list | tuple) or not all(isinstance(code, str) for code in practices):
            found.add("the practices of a place are not a list of codes", given=str(name)[:40])
            continue
        codes = tuple(dict.fromkeys(code.strip().upper() for code in practices if code.strip()))
        places.append(DefinedPlace(str(name).strip(), codes))
    found.raise_if_any()
    return tuple(places)


def places_from_membership(
    membership: Membership, practices: Iterable[str], on: date | None
) -> tuple[DefinedPlace, ...]:
    """The places that a file of members holds on a day, for the practices that matter here.

    Args:
        membership: From the file.
        practices: Codes of the practices of the ICB; members of other ICBs' places are left out.
        on: The day; None takes memberships that have not ended.
    """
    inside = set(practices)
    held = membership.on(on)
    here = {place for practice, places in held.items() if practice in inside for place in places}
    found: dict[str, list[str]] = {}
    for practice, places in held.items():
        for place in places:
            if place in here:
                found.setdefault(place, []).append(practice)
    return tuple(DefinedPlace(membership.name(place), tuple(codes)) for place, codes in sorted(found.items()))
