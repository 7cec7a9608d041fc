"""A quorum as it is written in a handbook, read into what it asks for."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from commonweal.governance.handbook.board import NOMINATORS, PROFESSIONS, REPRESENTS, ROLES, SEAT_CLASSES
from commonweal.governance.quorum_grammar import (
    AllOf,
    AnyOf,
    AtLeast,
    FractionOf,
    FromEachOrganisation,
    HolderOf,
    Quorum,
)
from commonweal.problems import BadInput, Problem

_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "a": 1,
    "an": 1,
}
_FRACTIONS = {
    "half": Fraction(1, 2),
    "one half": Fraction(1, 2),
    "a half": Fraction(1, 2),
    "one third": Fraction(1, 3),
    "a third": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "one quarter": Fraction(1, 4),
    "a quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
}
_BY_WORD = {"profession": PROFESSIONS, "nominated_by": NOMINATORS, "represents": REPRESENTS, "role": ROLES}
_DEEPEST, _LONGEST = 20, 4000
_EXPECTED = (
    "a form such as: at least 7; 1/2 of voting seats; more than 1/2 of filled voting seats; at least 2 non_executive; "
    "at least 1 profession nursing; at least 1 from each organisation; all of (…; …); any of (…; …)"
)


@lru_cache(maxsize=1024)
def parse_quorum(text: str) -> Quorum:
    """What a quorum asks for.

    Args:
        text: As the handbook has it, such as ``all of (1/2 of voting seats; at least 1 non_executive)``.

    Raises:
        BadInput: It cannot be read; the part that cannot is named.

    Example:
        >>> parse_quorum("all of (1/2 of voting seats; any of (chief_executive; profession finance))").words()
        'all of these: 1/2 of the voting seats; any of these: the chief executive; the finance director'
    """
    if len(text) > _LONGEST:
        raise BadInput(Problem("the quorum is too long to be one", given=f"{len(text):,} characters"))
    return _read(" ".join(text.split()), 0)


def _read(text: str, deep: int) -> Quorum:
    text = text.strip().rstrip(".").strip()
    if deep > _DEEPEST:
        raise BadInput(Problem("the quorum has too many brackets inside each other"))
    joined = re.fullmatch(r"(all|any) of:? ?\((.*)\)", text, re.IGNORECASE)
    if joined:
        parts = tuple(_read(part, deep + 1) for part in _parts(joined[2], text))
        return AllOf(parts) if joined[1].lower() == "all" else AnyOf(parts)
    return _atom(text)


def _parts(text: str, whole: str) -> list[str]:
    """The parts between semicolons that stand in no bracket."""
    parts, depth = [""], 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth < 0:
            break
        if letter == ";" and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    if depth:
        raise BadInput(Problem("the brackets of the quorum do not pair", given=whole, expected=_EXPECTED))
    named = [part for part in parts if part.strip()]
    if not named:
        raise BadInput(Problem("the quorum asks for nothing", given=whole, expected=_EXPECTED))
    return named


def _atom(text: str) -> Quorum:
    plain = text.lower()
    seat = re.fullmatch(r"(?:the holder of )?seat (\S+)", text, re.IGNORECASE)
    if seat:
        return HolderOf(seat[1])
    for read in (_fraction, _each_organisation, _at_least):
        found = read(plain)
        if found is not None:
            return found
    raise BadInput(Problem("the quorum cannot be read", given=text or "(nothing)", expected=_EXPECTED))


def _fraction(text: str) -> FractionOf | None:
    if text in ("a majority of voting seats", "majority of voting seats", "a simple majority of voting seats"):
        return FractionOf(Fraction(1, 2), more_than=True)
    found = re.fullmatch(
        r"(?:at least )?(more than )?(\d+ ?/ ?\d+|\d{1,3}(?:\.\d+)? ?%|[a-z]+ ?[a-z]*?) of (?:the |all )?(filled )?"
        r"(?:voting )?(?:seats|members|membership)",
        text,
    )
    if not found:
        return None
    share = _share(found[2].strip())
    if share is None or not 0 < share <= 1:
        return None
    return FractionOf(share, filled=bool(found[3]), more_than=bool(found[1]))


def _share(text: str) -> Fraction | None:
    if text in _FRACTIONS:
        return _FRACTIONS[text]
    if "/" in text:
        above, below = text.replace(" ", "").split("/")
        return Fraction(int(above), int(below)) if int(below) else None
    return Fraction(text.rstrip("% ")) / 100 if text.endswith("%") else None


def _each_organisation(text: str) -> FromEachOrganisation | None:
    found = re.fullmatch(r"(?:at least )?(\w+)(?: members?)? from each (?:organisation|body|partner)", text)
    number = _number(found[1]) if found else None
    return FromEachOrganisation(number) if number else None


def _at_least(text: str) -> AtLeast | None:
    found = re.fullmatch(r"(?:at least )?(\d+|[a-z]+)?(?: ?(.*))?", text)
    if not found:
        return None
    number, rest = _number(found[1] or ""), (found[2] or "").strip()
    if number is None:
        number, rest = 1, re.sub(r"^at least ", "", text)
    rest = re.sub(r"^(?:of )?(?:the )?|(?: ?(?:voting )?(?:members?|seats?)(?: present)?)$", "", rest).strip()
    if not rest:
        return AtLeast(number) if _number(found[1] or "") else None
    word, _, value = rest.replace("-", "_").partition(" ")
    value = value.strip().replace(" ", "_")
    if word in _BY_WORD:
        return AtLeast(number, word, value) if value in _BY_WORD[word] else None
    classes = [_seat_class(part) for part in re.split(r",| or ", rest) if part.strip()]
    if not classes or not all(classes):
        return None
    first, *others = dict.fromkeys(classes)
    return AtLeast(number, "seat_class", first, tuple(others))


def _seat_class(text: str) -> str:
    """The class of seat that a word names, in the singular or the plural; empty where it names none."""
    plain = re.sub(r"^(?:an? |the )|(?: members?)$", "", text.strip())
    whole = plain.replace("-", "_").replace(" ", "_")
    found = whole if whole in SEAT_CLASSES else whole.removesuffix("s")
    return found if found in SEAT_CLASSES else ""


def _number(text: str) -> int | None:
    number = int(text) if text.isdigit() and len(text) < 4 else _NUMBERS.get(text)
    return number if number and number > 0 else None
