"""The organisations that a line of a register mentions: trading and former names, employers of a spouse, and the like.

A line is cut where a name cannot go on: at brackets, dashes and colons, at words for a post or a relation, at verbs.
What lies between is taken for a name, and so is what stands behind a preposition, because many lines run
`director of finance at Acme`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from commonweal.governance.organisation_names import Name, name_of, names_read
from commonweal.governance.organisation_words import LEGAL

_ALIAS = (
    r"t/a|(?<![.\w])t\.a\.|trading (?:as|name of)|trad(?:es|ing)(?: under)?(?: the)? (?:as|name(?: of)?)|formerly"
    r"(?: known as)?|previously(?: known as)?|now(?: known as| called)?|also known as|known (?:as|until)|aka|a\.k\.a\.|"
    r"(?:a )?part of|(?:a |wholly owned )?subsidiary of|(?:wholly )?owned by|run by|née|provided by|operated by|"
    r"on behalf of|(?:a )?member of"
)
_RELATION = (
    "my his her their our self wife husband spouse married son daughter sister brother mother father partner ex-wife "
    "ex-husband son-in-law daughter-in-law brother-in-law sister-in-law cousin aunt uncle niece nephew friend relative"
)
_POST = (
    "director directors partner shareholder shareholding shares consultant trustee governor chair chairman chairwoman "
    "vice-chair non-executive non-exec ned exec executive member manager nurse doctor locum salaried adviser advisor "
    "secondee seconded contract contractor lecturer professor officer employee employer employed employment owner owns "
    "owned cllr councillor leader midwife surgeon physiotherapist pharmacist accountant solicitor volunteer ambassador "
    "patron fellow reader secretary treasurer associate substantive honorary visiting bank"
)
_VERB = (
    "is are was were has had have holds hold held works work working teaches runs receives receive as who which that "
    "where whose while since until also via through from"
)
_CUT = re.compile(
    rf"\b(?:{_ALIAS}|{'|'.join((_RELATION + ' ' + _POST + ' ' + _VERB).split())})\b(?!['’]\w)|"
    r"[()\[\]/;|:\"“”]|\s[-–—]\s|(?<=[a-z]{5})\.\s",
    re.I,
)
_BEHIND = re.compile(r"\b(?:of|at|for|with|by|in|to|the)\b", re.I)
_ROOM = re.compile(
    r",?\s*\b(?:(?:ground|first|second|third|fourth|top|lower|upper|\d(?:st|nd|rd|th))\s+floor|"
    r"(?:suite|unit|room|floor|level)\s+\d+\w*)\b",
    re.I,
)
"""Where in a building: no part of a name, and shared by neighbours."""
_LIST = re.compile(r"^[A-Z][\w' -]*, [A-Z][\w' -]*(?: and | & )[A-Z]\w+")
"""Places in a row, as in Bournemouth, Christchurch and Poole Council: one name, not three."""
_FIRST = re.compile(r"^(?:(?:of|at|for|with|by|in|to|and)\b\s*)+", re.I)
_NAME_OF = re.compile(
    r"\b(?:university|college|borough|city|county|council|institute|bank|hospital|society|association|federation|"
    r"district|isle|school|academy|friends|partnership|alliance|network|house|diocese|cooperatives)\s+(?:of|for)\s*$",
    re.I,
)
_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Prof|Sir|Dame|Lord|Lady)\.?\s+"
    r"(?!(?:Surger(?:y|ies)|Practice|Medical|Dental|Clinic|Pharmacy|Health|Hospital)\b)[A-Z][\w'’-]+(?![\w'’-])"
    r"(?!\s*(?:and|&|of|in|surger(?:y|ies)|practice|partners?|medical|dental|clinic)\b)(?=\s*(?:$|[,.:;()]|[a-z]))"
)


@lru_cache(maxsize=65_536)
def names_of(text: str) -> tuple[Name, ...]:
    """Every name that a cell for a name gives; where the cell holds a whole line of a register, what that mentions.

    Example:
        >>> [name.own for name in names_of("Elmbrook Homecare Ltd t/a Bright Days (formerly Sunny Care)")]
        [('elmbrook',), ('bright', 'days'), ('sunny',)]
    """
    if cuts := list(_CUT.finditer(text)):
        whole = names_read(text.strip()) if _ends_in_a_post(text.strip(), cuts) else ()
        return tuple(dict.fromkeys((*names_mentioned(text), *whole)))
    plain = _ROOM.sub("", text) or text
    pieces = dict.fromkeys([plain, *_pieces(plain, parts=1)])
    names = (name for piece in pieces if piece.strip() for name in names_read(piece))
    return tuple(dict.fromkeys(name for name in names if name.joined))


def _ends_in_a_post(text: str, cuts: list[re.Match[str]]) -> bool:
    """Whether the last word, and no other, could be a post, and is as likely a part of the name: a Safety Executive."""
    last = text.split()[-1]
    return len(cuts) == 1 and cuts[0][0] == last and last[0].isupper() and len(text.split()) > 2


@lru_cache(maxsize=16_384)
def names_mentioned(text: str) -> tuple[Name, ...]:
    """The names in free text; a title with a surname is a person, and no name of an organisation.

    Example:
        >>> [name.own for name in names_mentioned("Husband is a consultant at Elmbrook NHS Trust")]
        [('elmbrook',)]
    """
    plain = _PERSON.sub(" | ", _ROOM.sub("", text))
    some = bool(re.search(r"\S\s+\S*[A-Z]", plain))  # capitals beyond the first word: the writer uses them
    pieces = dict.fromkeys(_pieces(plain))
    names = (name for piece in pieces if _is_name(piece, some) for name in names_read(piece))
    return tuple(dict.fromkeys(name for name in names if name.joined))


def _is_name(piece: str, capitals_used: bool) -> bool:
    """Whether a piece can be a name: with a capital or a figure, unless the writer uses none; `a charity` is none."""
    if re.search(r"[A-Z0-9]", piece):
        return True
    return not capitals_used and " " in piece and not re.match(r"(?:a|an|any|local|some|various|several)\b", piece)


def _pieces(text: str, parts: int | None = None) -> Iterator[str]:
    """What may be names in a text; of what commas part, so many from the left: in a name, an address comes after."""
    for piece in (_FIRST.sub("", part.strip(" ,.&")) for part in _CUT.split(text)):
        if not piece:
            continue
        yield piece
        between = [part.strip(" ,.&") for part in piece.split(",")][:parts]
        if _LIST.search(piece) and not (name_of(between[0]).forms or name_of(between[0]).kinds):
            between = []
        yield from (part for part in between if part and part != piece)
        for part in dict.fromkeys([piece, *between]):
            for behind in (part, *_behind(part)):
                yield behind
                yield from behind.split(" at ")[:1]


def _behind(piece: str) -> Iterator[str]:
    """What stands behind each preposition, except where it is within a name, such as University of Elmbrook."""
    for found in _BEHIND.finditer(piece):
        rest = piece[found.end() :].strip(" ,.&")
        if rest and not _NAME_OF.search(piece[: found.end()]) and not _says_little(rest):
            yield rest


def _says_little(rest: str) -> bool:
    """Whether only one common word is left, such as Hours of Out of Hours."""
    name = name_of(rest)
    return name.plain and len(set(name.words) - LEGAL) < 2
