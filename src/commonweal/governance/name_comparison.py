"""Two names of organisations: the same, near, or neither, with the reason in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from commonweal.governance.initials import stands_for
from commonweal.governance.organisation_names import Name, kinds_clash
from commonweal.governance.organisation_words import COMMON, LEGAL, WEAK, singular, without_one_letter
from commonweal.governance.street_words import STREET

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
    if one.joined == other.joined and not kinds_clash(one, other):
        if bool(one.kinds) != bool(other.kinds):
            return Match(0.9, "near", "only one of them says what sort it is")
        if one.plain and not other.joined.startswith("royal"):  # such as Integrated Care Board
            return Match(0.9, "near", "both have the same common words")
        return _unless_forms_differ(one, other, Match(1.0, "name", "the same name"))
    if one.directions and other.directions and one.directions != other.directions:
        return None
    initials = _initials(one, other) or _initials(other, one)
    if kinds_clash(one, other):
        return initials
    if one.plain or other.plain:
        return initials or _plain(one, other)
    exact, off = _shared(one.own, other.own)
    shared = len(exact) + len(off)
    if not shared:
        return initials or _run_together(one, other)
    if _two_councils(one, other):
        return None
    if STREET.issuperset(exact) and not off and (one.own != other.own or one.directions != other.directions):
        return initials
    left, right = len(one.own) - shared, len(other.own) - shared
    weight = 3 * shared + len(one.common & other.common)
    score = 2 * weight / (3 * (len(one.own) + len(other.own)) + len(one.common) + len(other.common))
    if not left and not right:
        return _same_own(one, other, off, score) or initials
    if _within(one, other, left, right) and _enough(one, other, exact, off, left, right):
        return Match(round(score, 2), "near", "one name has words that the other lacks")
    if _begins(one, other) or _begins(other, one):
        return Match(round(score, 2), "near", "one is the beginning of the other")
    if score >= 0.75 and shared > 1:
        return Match(round(score, 2), "near", "most of the words are the same")
    return initials


def _same_own(one: Name, other: Name, off: Sequence[tuple[str, str]], score: float) -> Match | None:
    if len(one.own) == 1 and not _alike_besides(one, other):  # one place, and what is said besides is different
        return None
    if off:
        return Match(round(score * 0.9, 2), "near", f"“{off[0][0]}” and “{off[0][1]}” are one letter apart")
    if one.directions != other.directions:
        return Match(round(score, 2), "near", "only one of them says north, south or the like")
    if bool(one.kinds) != bool(other.kinds):  # Salisbury, and Salisbury NHS Foundation Trust
        return Match(round(score, 2), "near", "only one of them says what sort it is")
    if one.common - WEAK != other.common - WEAK:
        return Match(round(score, 2), "near", "the words of their own are the same, the common words are not")
    return _unless_forms_differ(one, other, Match(round(max(score, 0.8), 2), "name", "the same words of their own"))


def _alike_besides(one: Name, other: Name) -> bool:
    """Whether the common words agree: of one sort, or all that the one says the other says too."""
    return bool(
        one.telling <= other.telling
        or other.telling <= one.telling
        or one.sorts & other.sorts
        or {"practice", "network"} <= one.kinds | other.kinds
    )


def _two_councils(one: Name, other: Name) -> bool:
    """A council's name is whole: North Somerset is not Somerset, a city not its county."""
    if not ("council" in one.kinds and "council" in other.kinds):
        return False
    tiers = [name.common & {"county", "district", "city", "borough"} for name in (one, other)]
    return one.directions != other.directions or bool(tiers[0] and tiers[1] and not tiers[0] & tiers[1])


def _unless_forms_differ(one: Name, other: Name, found: Match) -> Match:
    """A limited company and a partnership of one name are two in law; so is a company and what holds its shares."""
    if one.forms != other.forms and ((one.forms and other.forms) or "holdings" in one.forms | other.forms):
        return Match(min(found.score, 0.9), "near", "the names are the same, the forms in law are not")
    return found


def _within(one: Name, other: Name, left: int, right: int) -> bool:
    """Whether all that the one says the other says too; common words may differ where both are of one sort."""
    if left and right:
        return False
    if one.sorts & other.sorts:
        return True
    return not (left or one.telling - other.telling) or not (right or other.telling - one.telling)


def _enough(
    one: Name, other: Name, exact: Sequence[str], off: Sequence[tuple[str, str]], left: int, right: int
) -> bool:
    """Whether what is shared tells enough, where one side has further words."""
    short, long = (one, other) if not left else (other, one)
    missing = left + right
    if len(exact) + len(off) >= 2:
        return missing <= 3
    if not exact or len(exact[0]) < 4:
        return False
    if short.nhs_trust and not short.telling:  # a trust that has the name of its town: only the whole name will do
        return False
    if one.sorts & other.sorts:
        return missing <= 3
    if short.telling <= long.telling and not short.telling:
        return missing <= 2 or long.own[0] == exact[0]
    return missing <= 1


def _begins(short: Name, long: Name) -> bool:
    """Whether one name is the first words of the other, two at least, and so may be its short form."""
    start = tuple(word for word in short.words if word != "the")
    whole = tuple(word for word in long.words if word != "the")
    return len(start) > 1 and len(start) < len(whole) and whole[: len(start)] == start


def _plain(one: Name, other: Name) -> Match | None:
    """Names of common words alone, such as North West Ambulance Service: every word has to be there."""
    short, long = (one, other) if one.plain else (other, one)
    said = {singular(word) for word in short.common - WEAK}
    there = {singular(word) for word in long.common - WEAK}
    if len(said) > 2 and (said == there if one.plain and other.plain else said <= there and short.directions):
        return Match(0.7, "near", "both have the same common words")
    return None


def _run_together(one: Name, other: Name) -> Match | None:
    """Whether one writes in one word what the other writes in two: Astra Zeneca."""
    short, long = sorted((one.run, other.run), key=len)
    if len(short) > 6 and long.startswith(short):
        return Match(0.8, "near", "the same letters, in other words")
    if len(short) > 9 and len(long) == len(short) + 1 and short in without_one_letter(long):
        return Match(0.8, "near", "the names are one letter apart")
    return None


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


def _initials(one: Name, other: Name) -> Match | None:
    """Whether one is known by the initials of the other."""
    if len(one.own) > 2:
        return None
    said = {*one.own, *one.capitals} - COMMON - LEGAL
    known = [word for word in sorted(said) if stands_for(word, other.words)]
    if known:
        return Match(0.7, "near", f"“{max(known, key=len).upper()}” may be the initials of the other")
    return None
