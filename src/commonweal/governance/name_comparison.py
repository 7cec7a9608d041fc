"""Two names of organisations: the same, near, or neither, with the reason in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from commonweal.governance.organisation_names import WEAK, Name

How = Literal["code", "company_number", "name", "near"]


@dataclass(frozen=True, slots=True)
class Match:
    """That two are the same organisation, or may be.

    Args:
        score: 1 where they are the same beyond doubt of spelling; less the less they share.
        how: ``code``, ``company_number``, ``name``; or ``near``, which a person has to judge.
        why: The reason in a few words.
    """

    score: float
    how: How
    why: str


@lru_cache(maxsize=65_536)
def compare_names(one: Name, other: Name) -> Match | None:
    """Two names: the same, near, or neither."""
    if one.joined == other.joined:
        if not one.own:  # only words that many share, such as Integrated Care Board
            return Match(0.9, "near", "both have the same common words")
        return _unless_forms_differ(one, other, Match(1.0, "name", "the same name"))
    if one.directions and other.directions and one.directions != other.directions:
        return None
    initials = _initials(one, other) or _initials(other, one)
    if not one.own or not other.own:
        return initials
    exact, off = _shared(one.own, other.own)
    shared = len(exact) + len(off)
    if not shared:
        return initials
    if one.kinds and other.kinds and not one.kinds & other.kinds:
        return initials
    left, right = len(one.own) - shared, len(other.own) - shared
    common = len(one.common & other.common)
    weight = 3 * shared + common
    score = 2 * weight / (3 * (len(one.own) + len(other.own)) + len(one.common) + len(other.common))
    if not left and not right:
        return _same_own(one, other, off, score) or initials
    if (not left or not right) and _enough(one, other, exact, off, left + right):
        return Match(round(score, 2), "near", "one name has words that the other lacks")
    if score >= 0.75:
        return Match(round(score, 2), "near", "most of the words are the same")
    return initials


def _same_own(one: Name, other: Name, off: Sequence[tuple[str, str]], score: float) -> Match | None:
    if off:
        return Match(round(score * 0.9, 2), "near", f"“{off[0][0]}” and “{off[0][1]}” are one letter apart")
    if one.directions != other.directions:
        return Match(round(score, 2), "near", "only one of them says north, south or the like")
    apart = one.telling and other.telling and not one.telling & other.telling and not one.kinds & other.kinds
    if len(one.own) == 1 and apart:  # one place, and all that is said besides is different
        return None
    if one.common - WEAK != other.common - WEAK:
        return Match(round(score, 2), "near", "the words of their own are the same, the common words are not")
    return _unless_forms_differ(one, other, Match(round(max(score, 0.8), 2), "name", "the same words of their own"))


def _unless_forms_differ(one: Name, other: Name, found: Match) -> Match:
    """A limited company and a partnership of one name are two in law; so is a company and what holds its shares."""
    if one.forms != other.forms and ((one.forms and other.forms) or "holdings" in one.forms | other.forms):
        return Match(min(found.score, 0.9), "near", "the names are the same, the forms in law are not")
    return found


def _enough(one: Name, other: Name, exact: Sequence[str], off: Sequence[tuple[str, str]], missing: int) -> bool:
    """Whether what is shared tells enough, where one side has further words."""
    if len(exact) + len(off) >= 2:
        return missing <= 3
    if one.kinds and one.kinds & other.kinds:
        return missing <= 3 and bool(exact)
    return (
        missing <= 1
        and bool(exact)
        and len(exact[0]) > 3
        and bool(one.common & other.common or not one.common or not other.common)
    )


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list[str], list[tuple[str, str]]]:
    """Words in both, and pairs that are one letter apart."""
    exact = [word for word in one if word in other]
    rest = [word for word in other if word not in exact]
    off = []
    for word in one:
        if word in exact:
            continue
        near = next((each for each in rest if _one_off(word, each)), None)
        if near:
            rest.remove(near)
            off.append((word, near))
    return exact, off


def _one_off(one: str, other: str) -> bool:
    """Whether two long words that begin alike are one letter apart: left out, put in, changed or swapped."""
    if min(len(one), len(other)) < 5 or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    return not without_one_letter(one).isdisjoint(without_one_letter(other))


@lru_cache(maxsize=65_536)
def without_one_letter(word: str) -> frozenset[str]:
    """A word, and each way of leaving one letter out; only for words long enough for a slip to be told."""
    return frozenset([word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]) if len(word) > 4 else frozenset()


def _initials(one: Name, other: Name) -> Match | None:
    """Whether one is known by the initials of the other."""
    known = [
        word
        for word in {*one.own, *one.capitals}
        if word in other.acronyms and (len(word) > 2 or one.common & other.common - WEAK)
    ]
    if known and len(one.own) <= 2:
        return Match(0.7, "near", f"“{max(known, key=len).upper()}” may be the initials of the other")
    return None
