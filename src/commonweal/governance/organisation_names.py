"""The name of an organisation, taken apart: what tells it from others, what is common, and what sort it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from commonweal.governance.organisation_words import COMMON, DIRECTIONS, LEGAL, WEAK, readings_of, singular

KINDS = {
    "practice": "practice surgery surgeries gp medicalcentre",
    "hospital": "hospital hospitals infirmary acute",
    "mental": "mental",
    "ambulance": "ambulance",
    "council": "council borough",
    "pharmacy": "pharmacy pharmacies chemist chemists",
    "dental": "dental dentist",
    "hospice": "hospice",
    "home": "homes residential nursing",
    "advice": "consulting consultancy advisory recruitment training",
    "learning": "college school university",
    "housing": "housing",
    "goods": "pharmaceuticals pharma products supplies diagnostics imaging technologies technology systems digital",
    "board": "icb",
    "network": "pcn network federation alliance",
    "wealth": "properties property investments capital ventures",
}
FORMS = {
    "limited": "limited", "ltd": "limited", "llp": "llp", "plc": "plc", "cic": "cic", "cio": "cio",
    "holdings": "holdings", "inc": "inc",
}  # fmt: skip
_SIMPLE = {
    "healthcare": ("health", "care"),
    "homecare": ("home", "care"),
    "medicalcentre": ("medical", "centre"),
    "homes": ("home",),
}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
_NHS = frozenset(["hospital", "mental", "ambulance", "trust", "community"])
_UNSAID = LEGAL | {"nhs", "foundation", "trust", "ft", "nhsft"}


@dataclass(frozen=True, slots=True)
class Name:
    """One way in which an organisation is named.

    Args:
        own: Words of its own, in order; where it has none, its common words are its own.
        common: Words that many share, without those that say nothing.
        kinds: What sort of organisation its words say it is.
        directions: North, south and the like.
        telling: Common words that tell two of one place apart, in their simplest form.
        forms: Forms in law that it names, such as limited.
        joined: Everything that counts, run together.
        words: All its words, in order; initials are made of them.
        capitals: Words that are written with two capitals or more, and so may be initials.
        plain: Whether it has no words of its own.
    """

    own: tuple[str, ...]
    common: frozenset[str]
    kinds: frozenset[str]
    directions: frozenset[str]
    telling: frozenset[str]
    forms: frozenset[str]
    joined: str
    words: tuple[str, ...]
    capitals: frozenset[str]
    plain: bool

    @property
    def run(self) -> str:
        """Its words run together as they are, without those that say nothing."""
        return "".join(word for word in self.words if word not in LEGAL)

    @property
    def sorts(self) -> frozenset[str]:
        """Its kinds without trust, which tells nothing of what a trust does."""
        return self.kinds - {"trust"}

    @property
    def nhs_trust(self) -> bool:
        """Whether its words say that it is an NHS trust."""
        return bool(self.kinds & _NHS) and not self.common.isdisjoint(("nhs", "nhsft"))


@lru_cache(maxsize=65_536)
def name_of(text: str) -> Name:
    """One name taken apart.

    Example:
        >>> name_of("The Elmbrook Surgery Ltd").own, sorted(name_of("The Elmbrook Surgery Ltd").kinds)
        (('elmbrook',), ['practice'])
    """
    return names_read(text)[0]


@lru_cache(maxsize=65_536)
def names_read(text: str) -> tuple[Name, ...]:
    """One name taken apart in each way that it can be read; the likeliest first.

    Example:
        >>> [name.own for name in names_read("Bury St Edmunds Surgery")]
        [('bury', 'edmund'), ('bury', 'street', 'edmund')]
    """
    return tuple(_taken_apart(text, words) for words in readings_of(text))


def _taken_apart(text: str, words: tuple[str, ...]) -> Name:
    telling = [word for word in words if word not in LEGAL and (len(word) > 1 or word.isdigit())]
    common = frozenset(word for word in telling if word in COMMON)
    return Name(
        own=tuple(dict.fromkeys(singular(word) for word in telling if word not in COMMON)),
        common=common,
        kinds=_kinds(words, common),
        directions=frozenset(DIRECTIONS[word] for word in common if word in DIRECTIONS),
        telling=frozenset(
            part for word in common - WEAK - set(DIRECTIONS) for part in _SIMPLE.get(word, (singular(word),))
        ),
        forms=frozenset(FORMS[word] for word in words if word in FORMS),
        joined="".join(singular(word) for word in telling),
        words=words,
        capitals=frozenset(word.lower() for word in re.findall(r"\b[A-Z]\w*[A-Z]\w*\b", _undotted(text))),
        plain=all(word in COMMON for word in telling),
    )


def key_of(name: Name) -> str:
    """What two spellings of one public body have in common: its words without trust, foundation and the like."""
    return "".join(singular(word) for word in name.words if word not in _UNSAID)


def kinds_clash(one: Name, other: Name) -> bool:
    """Whether the two say that they are of different sorts, so that a place in common tells nothing."""
    if (one.nhs_trust and other.forms - {"holdings"}) or (other.nhs_trust and one.forms - {"holdings"}):
        return True
    if not one.kinds or not other.kinds or one.kinds & other.kinds:
        return False
    if "trust" in one.kinds | other.kinds and one.kinds <= _NHS and other.kinds <= _NHS:
        return False
    return not ("practice" in one.kinds | other.kinds and "network" in one.kinds | other.kinds)


def _kinds(words: tuple[str, ...], common: frozenset[str]) -> frozenset[str]:
    """What sort of organisation its words say it is.

    Doctors with partners are a practice, dentists are not; a university hospital or a trust is no place of learning.
    """
    found = {_KIND_OF[word] for word in common if word in _KIND_OF}
    if not found and {"dr", "drs", "doctor", "doctors"} & set(words):
        found.add("practice")
    if found & {"dental", "pharmacy"}:
        found.discard("practice")
    trust = not common.isdisjoint(("nhs", "nhsft", "ft")) and not common.isdisjoint(("trust", "ft", "nhsft"))
    if "learning" in found and (trust or found & _NHS or not common.isdisjoint(("healthcare", "health", "trust"))):
        found.discard("learning")
    if trust and not found & _NHS:
        said = {"partnership": "mental", "community": "community"}
        found |= {kind for word, kind in said.items() if word in common} or {"trust"}
    return frozenset(found)


def _undotted(text: str) -> str:
    return re.sub(r"\b((?:[A-Za-z]\.){2,}[A-Za-z]?)", lambda dotted: dotted[1].replace(".", ""), text)
