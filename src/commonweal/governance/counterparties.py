"""Is this the same organisation? By its code, its company number or its name; names that are only alike are told apart.

The method is plain, so that a clerk can check it. Names are taken apart into words of their own and common words.
The same words of their own, and no contradiction in kind or direction, make one name. Where some words are missing on
one side, are one letter off, or are initials, the match is near: it is shown, and a person has to judge.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from commonweal.governance.name_comparison import Match, compare_names, without_one_letter
from commonweal.governance.organisation_names import Name, names_of, words_of

__all__ = ["Match", "Matcher", "Party", "match", "matcher_of"]

_RANK: dict[str, int] = {"code": 3, "company_number": 2, "name": 1, "near": 0}
_NUMBER = re.compile(r"^(?:[A-Z]{2}\d{6}|\d{6,8})$")


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as one side names it.

    Args:
        names: Its names: present, former, trading.
        codes: Its ODS code and id in the handbook.
        numbers: Its number at Companies House.
        telling: Free text in which it may be mentioned, such as the description of an interest.
        known: Whether the handbook has it among its bodies; of two such, names that are only alike do not make one.
    """

    names: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    telling: str = ""
    known: bool = False

    @classmethod
    def of(cls, *names: str, code: str = "", number: str = "", telling: str = "") -> Party:
        """A party out of what one cell or several say; blank is not known."""
        return _told(names, code, number, telling)

    @classmethod
    def _made(cls, names: tuple[str, ...], code: str, number: str, telling: str) -> Party:
        numbers = frozenset([_number(number)]) if number.strip() else frozenset[str]()
        codes = frozenset([code.strip().upper()]) if code.strip() else frozenset[str]()
        return cls(
            tuple(dict.fromkeys(name.strip() for name in names if name.strip())), codes, numbers, telling.strip()
        )


@lru_cache(maxsize=20_000)
def _told(names: tuple[str, ...], code: str, number: str, telling: str) -> Party:
    return Party._made(names, code, number, telling)


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
    for name in _all(party):
        found |= {f"joined {name.joined}", *(f"initials {each}" for each in name.acronyms | name.capitals)}
        for word in name.own:
            found |= {f"word {word}", f"initials {word}", *(f"off {short}" for short in without_one_letter(word))}
    found |= {f"word {word}" for word in words_of(party.telling) if len(word) > 2}
    return tuple(sorted(found))


def _party(given: str | Party) -> Party:
    if isinstance(given, Party):
        return given
    plain = given.strip()
    code = plain if re.fullmatch(r"[A-Z0-9]{3,6}", plain) else ""
    return Party.of(plain, code=code, number=plain if _NUMBER.match(plain.upper()) else "")


def _number(text: str) -> str:
    plain = text.replace(" ", "").upper()
    return plain.zfill(8) if plain.isdigit() else plain


def _codes(left: Party, right: Party) -> Match | None:
    if same := left.codes & right.codes:
        return Match(1.0, "code", f"the code {min(same)} is the same")
    if numbers := left.numbers & right.numbers:
        return Match(1.0, "company_number", f"the company number {min(numbers)} is the same")
    return None


def _all(party: Party) -> Iterable[Name]:
    for text in party.names:
        yield from names_of(text)


def _names(left: Party, right: Party) -> Match | None:
    best: Match | None = None
    for one in _all(left):
        for other in _all(right):
            found = compare_names(one, other)
            if found and (best is None or (_RANK[found.how], found.score) > (_RANK[best.how], best.score)):
                best = found
    return best


def _mentioned(teller: Party, other: Party) -> Match | None:
    """Whether the free text of one side mentions the other by name."""
    if not teller.telling:
        return None
    text = f" {' '.join(words_of(teller.telling))} "
    for name in other.names:
        for words in _spoken(name):
            if f" {words} " in text:
                sure = not teller.names
                return Match(0.9, "name" if sure else "near", "the description names it")
    found = _names(Party((teller.telling,)), other) if not teller.names else None
    return Match(found.score, "near", "the description is like its name") if found else None


@lru_cache(maxsize=16_384)
def _spoken(name: str) -> tuple[str, ...]:
    """A name as it stands in running text: whole, and without what a speaker leaves out."""
    whole = list(words_of(name))
    forms = []
    for leave in ((), ("limited", "ltd", "llp", "plc", "cic"), ("limited", "ltd", "nhs", "trust", "foundation", "the")):
        kept = [word for word in whole if word not in leave]
        if len(kept) > 1 or (kept and len(kept[0]) > 5):
            forms.append(" ".join(kept))
    return tuple(dict.fromkeys(forms))
