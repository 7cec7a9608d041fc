"""What would make a quorum where it is not met: so many more people, of which kinds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from commonweal.governance.quorum_grammar import AtLeast, FromEachOrganisation, HolderOf, Quorum

_MOST_WAYS = 64


@dataclass(frozen=True, slots=True)
class Need:
    """People who are lacking.

    Args:
        number: How many.
        of: What they have to be; None where any voting member will do.
        bodies: For a minimum from each organisation: those that lack theirs.
        instead: Others any one of whom would do as well.
    """

    number: int
    of: AtLeast | HolderOf | FromEachOrganisation | None = None
    bodies: tuple[str, ...] = ()
    instead: tuple[Need, ...] = ()

    def words(self) -> str:
        """The people as a sentence names them.

        Example:
            >>> Need(2).words(), Need(1, AtLeast(2, "seat_class", "partner")).words()
            ('2 more voting members', 'one more partner member')
        """
        if self.instead:
            first, *others = (replace(self, instead=()), *self.instead)
            return f"either {' or '.join(need.words() for need in (first, *others))}"
        more = "one more" if self.number == 1 else f"{self.number} more"
        if isinstance(self.of, HolderOf):
            return self.of.words()
        if isinstance(self.of, FromEachOrganisation):
            # Where nobody entered for whom the members sit, no organisation can be named.
            each = f"{'each of ' if len(self.bodies) > 1 else ''}{listed(self.bodies)}" or "each organisation"
            many = "a member" if self.of.number == 1 else f"{self.of.number} members"
            return f"{many} from {each}"
        if self.of is None:
            return f"{more} voting member{'s' * (self.number > 1)}"
        asked = replace(self.of, number=self.number).words()
        return asked.replace(f"at least {self.number}", more)


Way = tuple[Need, ...]
"""One way of mending it: all of these people."""


def lacking(quorum: Quorum, short: int, bodies: Sequence[str] = ()) -> tuple[Way, ...]:
    """What one minimum lacks.

    Args:
        quorum: A part of a quorum that is neither all-of nor any-of.
        short: How many are lacking; nought gives no way, since none is needed.
        bodies: For a minimum from each organisation: those that lack theirs.
    """
    if not short:
        return ()
    if isinstance(quorum, FromEachOrganisation):
        return ((Need(short * quorum.number, quorum, tuple(bodies)),),)
    if isinstance(quorum, HolderOf) or (isinstance(quorum, AtLeast) and quorum.selector):
        return ((Need(short, quorum),),)
    return ((Need(short),),)


def together(parts: Iterable[tuple[Way, ...]]) -> tuple[Way, ...]:
    """The ways of mending all of several parts at once; a part that lacks nothing adds nothing."""
    open_parts = [ways for ways in parts if ways]
    if not open_parts:
        return ()
    joined = (tuple(need for way in choice for need in way) for choice in product(*open_parts))
    return tuple(dict.fromkeys(_merged(way) for way in islice(joined, _MOST_WAYS)))


def either(parts: Iterable[tuple[Way, ...]]) -> tuple[Way, ...]:
    """The ways of mending one of several parts; where each asks for one kind of person, told as one way.

    Example:
        >>> one, other = (lacking(AtLeast(1, "profession", each), 1) for each in ("nursing", "medical"))
        >>> cures(either([one, other]))
        ('with either the nursing director or the medical director present',)
    """
    ways = tuple(way for each in parts for way in each)
    first = ways[0][0] if ways else None
    if first and len(ways) > 1 and all(len(way) == 1 and way[0].number == first.number and way[0].of for way in ways):
        return ((replace(first, instead=tuple(way[0] for way in ways[1:])),),)
    return ways


def people(way: Way) -> int:
    """How many people a way asks for."""
    return sum(need.number for need in way)


def cures(ways: Sequence[Way]) -> tuple[str, ...]:
    """Each way in words, the one with the fewest people first."""
    ordered = sorted(ways, key=people)
    return tuple(dict.fromkeys(f"with {listed([need.words() for need in way])} present" for way in ordered))


def _merged(way: Way) -> Way:
    """A way without what it says twice: whoever is asked for by kind is a voting member as well.

    Example:
        >>> nurse = AtLeast(1, "profession", "nursing")
        >>> [need.words() for need in _merged((Need(2), Need(1, nurse), Need(1)))]
        ['one more voting member', 'the nursing director']
    """
    kinds: dict[tuple[object, ...], Need] = {}
    for need in way:
        kind = _kind(need)
        if kind and (kind not in kinds or kinds[kind].number < need.number):
            kinds[kind] = need
    rest = max((need.number for need in way if need.of is None), default=0) - people(tuple(kinds.values()))
    return (*((Need(rest),) if rest > 0 else ()), *kinds.values())


def _kind(need: Need) -> tuple[object, ...]:
    if need.instead:
        return tuple(_kind(each) for each in (replace(need, instead=()), *need.instead))
    if isinstance(need.of, AtLeast):
        return need.of.selector, need.of.value, *need.of.also
    if isinstance(need.of, HolderOf):
        return (need.of.seat,)
    return need.bodies or ("each organisation",) if need.of else ()


def listed(words: Sequence[str]) -> str:
    """Several as a sentence lists them.

    Example:
        >>> listed(["A", "B", "C"])
        'A, B and C'
    """
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
