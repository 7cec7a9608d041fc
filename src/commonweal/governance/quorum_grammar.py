"""What a quorum may ask for, as values: counts, fractions, minima by kind of seat, all-of and any-of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

SELECTORS = ("seat_class", "profession", "nominated_by", "represents", "role")
"""What a minimum may choose seats by."""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number of voting members; with a selector, of those in seats of one kind.

    Args:
        number: How many, one or more.
        selector: One of SELECTORS, or empty for any voting seat.
        value: The class, profession, nominators, sector or role that is meant.
        also: Other classes of seat that count as well. The chief executive is no executive member (the Act sets chair
            and chief executive apart from the ordinary members, of whom the executive members are some), so a clause
            that means both has to name both.
    """

    number: int
    selector: str = ""
    value: str = ""
    also: tuple[str, ...] = ()

    def words(self) -> str:
        """The minimum as a person says it.

        Example:
            >>> AtLeast(2, "seat_class", "non_executive").words(), AtLeast(7).words()
            ('at least 2 non-executive members', 'at least 7 voting members')
            >>> AtLeast(2, "seat_class", "executive", ("chief_executive",)).words()
            'at least 2 of these: an executive member or the chief executive'
        """
        if self.also:
            kinds = [AtLeast(1, self.selector, each).words() for each in (self.value, *self.also)]
            return f"at least {self.number} of these: {' or '.join(map(_with_article, kinds))}"
        if self.number == 1 and self.value in ("chair", "chief_executive"):
            return f"the {self.value.replace('_', ' ')}"
        if self.number == 1 and self.selector == "profession":
            return f"the {self.value} director"
        members = "members" if self.number != 1 else "member"
        told = self.value.replace("_", "-" if self.value.startswith("non_") else " ")
        kind = {
            "": f"voting {members}",
            "seat_class": f"{told} {members}" if self.value != "member" else members,
            "profession": f"{told} directors",
            "nominated_by": f"{members} nominated by {told}",
            "represents": f"{members} for {told}",
            "role": f"{members} with the task of {told}",
        }[self.selector]
        return f"at least {self.number} {kind}"


def _with_article(one: str) -> str:
    kind = one.removeprefix("at least 1 ")
    return one if kind == one else f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


@dataclass(frozen=True, slots=True)
class FractionOf:
    """A fraction of the voting seats, or of those that are filled; what is not whole is rounded up.

    Args:
        fraction: Above nought, at most one.
        filled: Whether vacant seats are left out of what the fraction is taken of.
        more_than: Whether the number must be above the fraction, as for a majority.
    """

    fraction: Fraction
    filled: bool = False
    more_than: bool = False

    def needed(self, seats: int) -> int:
        """How many members that is, of a number of seats.

        Example:
            >>> FractionOf(Fraction(1, 3)).needed(10), FractionOf(Fraction(1, 2), more_than=True).needed(10)
            (4, 6)
        """
        exact = self.fraction * seats
        return int(exact) + 1 if self.more_than else -int(-exact // 1)

    def words(self) -> str:
        """The fraction as a person says it."""
        more = "more than " if self.more_than else ""
        return f"{more}{self.fraction} of the {'filled ' if self.filled else ''}voting seats"


@dataclass(frozen=True, slots=True)
class HolderOf:
    """The holder of one seat, or who deputises for it."""

    seat: str

    def words(self) -> str:
        """The seat as a person says it."""
        return f"the holder of seat {self.seat}"


@dataclass(frozen=True, slots=True)
class FromEachOrganisation:
    """A number of members from each organisation that sits on a joint body; one person stands for one of them."""

    number: int

    def words(self) -> str:
        """The minimum as a person says it."""
        return f"at least {self.number} from each organisation"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part."""

    parts: tuple[Quorum, ...]

    def words(self) -> str:
        """The parts as a person says them."""
        return "all of these: " + "; ".join(part.words() for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part."""

    parts: tuple[Quorum, ...]

    def words(self) -> str:
        """The parts as a person says them."""
        return "any of these: " + "; ".join(part.words() for part in self.parts)


Quorum = AtLeast | FractionOf | HolderOf | FromEachOrganisation | AllOf | AnyOf
