"""Is this the same organisation? By its code, its company number or its name; names that are only alike are told apart.

The method is plain, so that a clerk can check it. Names are taken apart into words of their own and common words.
The same words of their own, and no contradiction in kind or direction, make one name. Where some words are missing on
one side, are one letter off, or are initials, the match is near: it is shown, and a person has to judge.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from commonweal.governance.initials import may_begin
from commonweal.governance.known_names import are_two
from commonweal.governance.mentions import names_mentioned, names_of
from commonweal.governance.name_comparison import Match, compare_names
from commonweal.governance.organisation_names import Name, key_of
from commonweal.governance.organisation_words import DIRECTIONS, readings_of, without_one_letter
from commonweal.governance.party import Party

__all__ = ["Match", "Matcher", "Party", "match", "matcher_of"]

_RANK: dict[str, int] = {"code": 3, "company_number": 2, "name": 1, "near": 0}
_NUMBER = re.compile(r"^(?:[A-Z]{2}\d{6}|\d{6,8})$")


def match(name_or_code: str | Party, candidate: str | Party) -> Match | None:
    """Whether two are the same organisation.

    Args:
        name_or_code: A name, an ODS code, a company number; or a party of which more is known.
        candidate: The other side.

    Returns:
        The best match, or None where they share too little.

    Example:
        >>> match("Elmbrook Surgery Ltd", "The Elmbrook Surgery").how
        'name'
        >>> match("North Elm Hospitals NHS Trust", "South Elm Hospitals NHS Trust") is None
        True
        >>> match("EUH", "Elmbrook University Hospitals NHS Foundation Trust").how
        'near'
    """
    left, right = _party(name_or_code), _party(candidate)
    if left.known and right.known:
        same = _codes(left, right) or _names(left, right)
        if same and same.how != "near":
            return same
        return _mentioned(left, right) or _mentioned(right, left)
    return _codes(left, right) or _names(left, right) or _mentioned(left, right) or _mentioned(right, left)


class Matcher:
    """Many parties, so arranged that one is compared only with those that share a word, initials or a code with it."""

    def __init__(self, parties: Sequence[Party]) -> None:
        """Arrange them."""
        self.parties = tuple(parties)
        self._at: dict[str, set[int]] = defaultdict(set)
        for place, party in enumerate(self.parties):
            for key in _keys(party):
                self._at[key].add(place)

    def matches(self, party: Party) -> Iterator[tuple[int, Match]]:
        """The place of each party that matches, with its match."""
        places = {place for key in _keys(party) for place in self._at.get(key, ())}
        for place in sorted(places):
            found = _match(party, self.parties[place])
            if found:
                yield place, found


@lru_cache(maxsize=8)
def matcher_of(parties: tuple[Party, ...]) -> Matcher:
    """A matcher over these parties, kept while the register stays the same."""
    return Matcher(parties)


@lru_cache(maxsize=65_536)
def _match(left: Party, right: Party) -> Match | None:
    return match(left, right)


@lru_cache(maxsize=16_384)
def _keys(party: Party) -> tuple[str, ...]:
    """What a party can be found by; two that match share at least one."""
    found = {f"code {code}" for code in party.codes} | {f"number {number}" for number in party.numbers}
    for name in (*_all(party), *names_mentioned(party.telling), *(name for name, _ in _others(party))):
        found |= _keys_of(name)
    return tuple(sorted(found))


@lru_cache(maxsize=65_536)
def _keys_of(name: Name) -> frozenset[str]:
    found = {f"joined {name.joined}", f"run {name.run[:6]}"}
    for word in name.own:
        found |= {f"word {word}", *(f"off {short}" for short in without_one_letter(word))}
    if name.plain:
        found |= {f"word {word}" for word in name.common}
    if len(name.own) < 3:
        found |= {f"initials {word[0]}" for word in {*name.own, *name.capitals} if len(word) < 9}
    return frozenset(found | {f"initials {letter}" for letter in may_begin(name.words)})


def _party(given: str | Party) -> Party:
    if isinstance(given, Party):
        return given
    plain = given.strip()
    code = plain if re.fullmatch(r"[A-Z0-9]{3,6}", plain) else ""
    return Party.of(plain, code=code, number=plain if _NUMBER.match(plain.upper()) else "")


def _codes(left: Party, right: Party) -> Match | None:
    if same := left.codes & right.codes:
        return Match(1.0, "code", f"the code {min(same)} is the same")
    if numbers := left.numbers & right.numbers:
        return Match(1.0, "company_number", f"the company number {min(numbers)} is the same")
    return None


def _all(party: Party) -> Iterable[Name]:
    for text in party.names:
        yield from names_of(text)


def _others(party: Party) -> Iterable[tuple[Name, str]]:
    """Its former names and its hospitals, each with what it is."""
    for texts, what in (
        (party.before, "was its name, or that of a body before it"),
        (party.sites, "is one of its places"),
    ):
        for text in texts:
            for name in names_of(text):
                yield name, what


def _names(left: Party, right: Party) -> Match | None:
    ours, theirs = _not_anothers(_all(left), right), _not_anothers(_all(right), left)
    return _surer(_best(ours, right), _by_another(ours, right) or _by_another(theirs, left))


def _surer(by_name: Match | None, by_another: Match | None) -> Match | None:
    if by_name and by_another and by_name.how == "near" and by_another.score > by_name.score:
        return by_another
    return by_name or by_another


def _not_anothers(names: Iterable[Name], other: Party) -> list[Name]:
    """These names without those that are known to be of a body that is not this party."""
    keys = {key_of(name) for name in _all(other)} | {key_of(name) for name, _ in _others(other)}
    return [
        one
        for one in names
        if not one.kinds or key_of(one) in keys or not any(are_two(key_of(one), key) for key in keys)
    ]


def _best(names: Iterable[Name], other: Party) -> Match | None:
    """The best match of these names with those of a party."""
    best: Match | None = None
    theirs = tuple(_all(other))
    for one in names:
        for name in theirs:
            found = compare_names(one, name)
            if found and (best is None or (_RANK[found.how], found.score) > (_RANK[best.how], best.score)):
                best = found
    return best


def _by_another(names: Iterable[Name], other: Party) -> Match | None:
    """Whether one of these names is a former name of the other party, or a hospital that it runs."""
    near: Match | None = None
    for one in names:
        for name, what in _others(other):
            found = compare_names(one, name)
            if found and found.how == "name":
                return Match(0.95, "near", f"{' '.join(name.words)} {what}")
            if not found and one.words and one.words == name.words[:-1]:  # the Northern General, without Hospital
                found = Match(0.8, "near", "the beginning of the name")
            if found and near is None and not set(name.own) - set(one.own):
                near = Match(min(found.score, 0.8), "near", f"{' '.join(name.words)} {what}")
    return near


def _mentioned(teller: Party, other: Party) -> Match | None:
    """Whether the free text of one side mentions the other by name."""
    if not teller.telling:
        return None
    names = _not_anothers(names_mentioned(teller.telling), other)
    found = _surer(_best(names, other), _by_another(names, other))
    if found is None:
        return _spoken(teller.telling, other)
    if found.how == "name" and not teller.names:
        return Match(0.9, "name", "the description names it")
    return Match(min(found.score, 0.9), "near", f"the description: {found.why}")


def _spoken(telling: str, other: Party) -> Match | None:
    """Whether a name of two words or more stands in running text as it is; North before it makes it another's."""
    texts = [f" {' '.join(words)} " for words in readings_of(telling)]
    for name, text in product(_all(other), texts):
        before, found, _ = text.partition(f" {' '.join(name.words)} ")
        if (
            found
            and len(name.words) > 1
            and not name.plain
            and before.split()[-1:] not in [[each] for each in DIRECTIONS]
        ):
            return Match(0.8, "near", "the description names it")
    return None
