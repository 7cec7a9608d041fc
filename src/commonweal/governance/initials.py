"""Whether a word is made of the first letters of a name: UCLH, GSTT, TEWV, SaTH, RNIB."""

from __future__ import annotations

from functools import lru_cache

_SMALL = frozenset(
    ["the", "and", "of", "for", "in", "a", "at", "on", "by", "to", "with", "limited", "ltd", "llp", "plc"]
)
_OMITTED = "nhs foundation trust university teaching cic company council uk group people saint england"
_LEFT_OUT = frozenset(_OMITTED.split())
"""Words that those who make initials leave out anywhere in the name."""
_LAST = (
    "hospital hospitals health healthcare care service services teaching partnership charity association society "
    "federation solicitors consulting solutions integrated clinical icb pcn lmc ccg board network committee partners "
    "practice"
)
_TAIL = frozenset(_LAST.split())
"""Words that they leave out at the end, with all that follows."""
_WRITTEN_OUT = {"icb": ("integrated", "care", "board"), "pcn": ("primary", "care", "network"),
                "lmc": ("local", "medical", "committee"), "ccg": ("clinical", "commissioning", "group"),
                "ft": ("foundation", "trust"), "nhsft": ("nhs", "foundation", "trust"),
                "nhsengland": ("nhs", "england"), "careuk": ("care", "uk"), "ageuk": ("age", "uk"),
                "medicalcentre": ("medical", "centre"), "cic": ()}  # fmt: skip
_WHOLE = frozenset(["uk", "gp", "nhs", "ft"])


@lru_cache(maxsize=65_536)
def stands_for(word: str, words: tuple[str, ...]) -> bool:
    """Whether a word is the initials of these words, in order; a name's own words must all give a letter.

    Args:
        word: Of three to eight letters, in small letters.
        words: Of the name, as ``words_of`` gives them.

    Example:
        >>> stands_for("euht", ("elmbrook", "university", "hospitals", "nhs", "foundation", "trust"))
        True
        >>> stands_for("eht", ("elmbrook", "university", "hospitals", "nhs", "foundation", "trust"))
        True
        >>> stands_for("nice", ("national", "institute", "for", "health", "and", "care", "excellence"))
        True
        >>> stands_for("ept", ("elmbrook", "university", "hospitals", "nhs", "foundation", "trust"))
        False
    """
    whole = tuple(part for each in words for part in _WRITTEN_OUT.get(each, (each,)))
    said = [each for each in whole if each not in _SMALL]
    if not 3 <= len(word) <= 8 or len(said) < 2:
        return False
    if _fits(word, whole, given=0):
        return True
    # A long name may leave out one word, as NICE does: health.
    passed = (whole[:place] + whole[place + 1 :] for place in range(1, len(whole)) if whole[place] not in _SMALL)
    return len(word) > 3 and len(said) > 4 and any(_fits(word, each, given=0) for each in passed)


def may_begin(words: tuple[str, ...]) -> frozenset[str]:
    """The letters with which initials of a name may begin."""
    found = set()
    for word in words:
        found.add(word[0])
        if word not in _SMALL and word not in _LEFT_OUT:
            break
    return frozenset(found)


def _fits(letters: str, words: tuple[str, ...], given: int) -> bool:
    """Whether the letters can be taken from the words; `given` counts the words that have given one."""
    if not words:
        return not letters
    head, rest = words[0], words[1:]
    if letters:
        if letters[0] == head[0] and _fits(letters[1:], rest, given + 1):
            return True
        if head in _WHOLE and letters.startswith(head) and _fits(letters[len(head) :], rest, given + 1):
            return True
        if head == "trust" and letters == "ft":  # words_of leaves foundation out
            return True
        if given and len(head) > 4 and letters[:3] == head[:3] and _fits(letters[3:], rest, given + 1):
            return True  # Birmingham and Solihull: BSOL
        return (head in _SMALL or head in _LEFT_OUT) and _fits(letters, rest, given)
    if head in _TAIL and given > 1:
        return True
    return (head in _SMALL or head in _LEFT_OUT) and _fits(letters, rest, given)
