"""The name of an organisation, taken apart: what tells it from others, what is common, and by what else it may go."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LEGAL = (
    "limited ltd llp plc cic cio inc incorporated company co corporation corp holdings the a an and of for in at on by "
    "with to uk england gb t as mr mrs ms miss dr drs doctor doctors prof professor sir dame s"
)
LEGAL = frozenset(_LEGAL.split())
"""Words that say nothing of which organisation it is."""
_COMMON = (
    "nhs foundation trust ft nhsft hospital hospitals university teaching general royal health healthcare care service "
    "services group practice surgery surgeries medical centre clinic clinics partner partners partnership community "
    "council county city borough district metropolitan pharmacy pharmacies chemist chemists dental dentist solutions "
    "consulting consultancy associates advisory network pcn primary mental integrated board icb home homes nursing "
    "residential hospice charity charitable federation alliance college school social housing association society "
    "support homecare wellbeing ambulance infirmary acute children childrens family gp systems technology technologies "
    "digital data international national local area unit department team management training recruitment agency "
    "supplies products pharmaceuticals pharma diagnostics imaging laboratory laboratories ventures capital "
    "investments properties property enterprise enterprises north south east west northern southern eastern western "
    "central upper lower mid greater new old great saint medicalcentre healthwatch"
)
COMMON = frozenset(_COMMON.split())
"""Words that many organisations share; they count for little, and alone for nothing."""
DIRECTIONS = {
    **{word: word for word in ("north", "south", "east", "west", "central", "upper", "lower", "mid", "greater")},
    **{f"{word}ern": word for word in ("north", "south", "east", "west")},
    **{word: word for word in ("new", "old", "great")},
}
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
    "learning": "college school",
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
WEAK = frozenset(["nhs", "trust", "foundation", "ft", "nhsft", "group", "services", "service"])
"""Common words that are left out as often as not, so that their absence says nothing."""
_SIMPLE = {
    "healthcare": ("health", "care"),
    "homecare": ("home", "care"),
    "medicalcentre": ("medical", "centre"),
    "homes": ("home",),
}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
_SHORT = {
    "hosp": "hospital", "hosps": "hospitals", "hsp": "hospital", "univ": "university", "uni": "university",
    "hlth": "health", "svcs": "services", "svc": "services", "serv": "services", "servs": "services", "grp": "group",
    "ctr": "centre", "center": "centre", "cntr": "centre", "assoc": "associates", "assocs": "associates",
    "mgmt": "management", "intl": "international", "dept": "department", "fdn": "foundation", "found": "foundation",
    "tr": "trust", "tst": "trust", "comm": "community", "cmty": "community", "med": "medical", "prac": "practice",
    "surg": "surgery", "cncl": "council", "cc": "council", "bc": "council", "mbc": "council", "pharm": "pharmacy",
    "pship": "partnership", "psp": "partnership", "ptnrs": "partners", "partnrs": "partners", "soc": "society",
    "tech": "technology", "n": "north", "e": "east", "w": "west", "st": "saint", "nat": "national",
    "hc": "healthcare", "mh": "mental", "consultants": "consulting", "labs": "laboratories", "practise": "practice",
}  # fmt: skip
_JOINED = (
    ("health care", "healthcare"), ("well being", "wellbeing"), ("home care", "homecare"), ("day care", "daycare"),
    ("health centre", "medical centre"), ("gp practice", "practice"), ("medical practice", "practice"),
    ("medical centre", "medicalcentre"), ("foundation trust", "trust"), ("gp surgery", "surgery"),
    ("integrated care board", "icb"), ("primary care network", "pcn"),
    ("nhs england", "nhsengland"), ("care uk", "careuk"), ("age uk", "ageuk"), ("public health england", "phengland"),
)  # fmt: skip
_ALIAS = re.compile(
    r"\b(?:t/a|(?<![.\w])t\.a\.|trading as|trades as|trading name of|formerly known as|formerly|"
    r"previously known as|previously|now known as|now called|now|also known as|aka|a\.k\.a\.|part of|subsidiary of|"
    r"owned by|run by|née|"
    r"provided by|operated by|on behalf of)\b[ :]*|[()\[\]/;|]| [-–—] ",
    re.I,
)
_ROLE = re.compile(
    r"\b(employ\w*|works?|working|director|partner|shareholder|consultant|trustee|governor|chair|chairman|owner|"
    r"non-executive|ned|wife|husband|spouse|married|son|daughter|sister|brother|mother|father|civil partner|"
    r"member|manager|nurse|doctor|locum|salaried|adviser|advisor|secondee|seconded|contract\w*|lecturer|officer)\b",
    re.I,
)
_AFTER_ROLE = re.compile(r"\b(?:of|at|for|with|by|in|to|from)\b|[:,]", re.I)


@dataclass(frozen=True, slots=True)
class Name:
    """One way in which an organisation is named.

    Args:
        own: Words of its own, in order.
        common: Words that many share, without those that say nothing.
        kinds: What sort of organisation its words say it is.
        directions: North, south and the like.
        telling: Common words that tell two of one place apart, in their simplest form.
        forms: Forms in law that it names, such as limited.
        joined: Everything that counts, run together.
        acronyms: Initials by which it may go.
        capitals: Words that are written in capitals, and so may be initials.
    """

    own: tuple[str, ...]
    common: frozenset[str]
    kinds: frozenset[str]
    directions: frozenset[str]
    telling: frozenset[str]
    forms: frozenset[str]
    joined: str
    acronyms: frozenset[str]
    capitals: frozenset[str]


@lru_cache(maxsize=65_536)
def names_of(text: str) -> tuple[Name, ...]:
    """Every name that a text gives: the whole, trading and former names, what stands in brackets, what follows a role.

    Example:
        >>> [name.own for name in names_of("Elmbrook Homecare Ltd t/a Bright Days (formerly Sunny Care)")]
        [('elmbrook',), ('bright', 'days'), ('sunny',)]
    """
    pieces = [piece.strip(" ,.") for piece in _ALIAS.split(text)] if _ALIAS.search(text) else [text]
    found = list(pieces)
    for piece in pieces:
        role = _ROLE.search(piece)
        if role:
            found += [part.strip(" ,.") for part in _after(piece, role.end())]
        elif "," in piece and len(piece.split(",")[0].split()) > 1:
            found.append(piece.split(",")[0])
    names = (_name(piece) for piece in dict.fromkeys(found) if piece)
    return tuple(dict.fromkeys(name for name in names if name.joined))


def _after(piece: str, start: int) -> list[str]:
    """What stands behind each preposition after a role: `director of Acme` gives Acme."""
    return [piece[found.end() :] for found in _AFTER_ROLE.finditer(piece, start)][:4]


@lru_cache(maxsize=65_536)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without accents and points, with short forms written out."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['’`´]", "", plain.replace("&", " and ").replace("+", " and "))
    plain = re.sub(r"\b((?:[a-z]\.){2,})", lambda dotted: dotted[1].replace(".", ""), plain)
    plain = " ".join(_SHORT.get(word, word) for word in re.sub(r"[^a-z0-9]+", " ", plain).split())
    plain = f" {plain} "
    for apart, together in _JOINED:
        plain = plain.replace(f" {apart} ", f" {together} ")
    return tuple(plain.split())


def _name(text: str) -> Name:
    words = words_of(text)
    telling = [word for word in words if word not in LEGAL and (len(word) > 1 or word.isdigit())]
    own = tuple(dict.fromkeys(_singular(word) for word in telling if word not in COMMON))
    common = frozenset(word for word in telling if word in COMMON)
    return Name(
        own=own,
        common=common,
        kinds=_kinds(words, common),
        directions=frozenset(DIRECTIONS[word] for word in common if word in DIRECTIONS),
        telling=frozenset(part for word in common - WEAK for part in _SIMPLE.get(word, (_singular(word),))),
        forms=frozenset(FORMS[word] for word in words if word in FORMS),
        joined="".join(_singular(word) for word in telling),
        acronyms=_acronyms(words),
        capitals=frozenset(word.lower() for word in re.findall(r"\b[A-Z]{3,9}\b", text.replace(".", ""))),
    )


def _kinds(words: tuple[str, ...], common: frozenset[str]) -> frozenset[str]:
    """What sort of organisation its words say it is; doctors with partners are a practice, dentists are not."""
    found = {_KIND_OF[word] for word in common if word in _KIND_OF}
    if not found and {"dr", "drs", "doctor", "doctors"} & set(words):
        found.add("practice")
    if found & {"dental", "pharmacy"}:
        found.discard("practice")
    return frozenset(found)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _acronyms(words: tuple[str, ...]) -> frozenset[str]:
    """Initials with and without the words that say what it is: of Weald Hospitals NHS Trust, WH, WHT and WHNHST."""
    words = tuple(part for word in words for part in (("nhs", "england") if word == "nhsengland" else (word,)))
    small = ("the", "and", "of", "for", "in", "a", "at")
    bare = [word for word in words if word not in ("limited", "ltd", "llp", "plc", "cic", "company", "the")]
    if len(bare) < 2:
        return frozenset()
    heads = [
        [word for word in bare if word not in (*small, "nhs", "trust", "foundation", "council")],
        [word for word in bare if word not in (*small, "nhs")],
        [word for word in bare if word not in ("nhs", "trust", "foundation")],
        [word for word in bare if word not in small],
        list(bare),
        [word for word in bare if word not in COMMON and word not in small],
    ]
    found = set()
    for head in heads:
        initials = "".join(word if word in ("gp", "nhs", "pcn", "icb") else word[0] for word in head)
        found |= {
            initials,
            initials.removesuffix("t") + "ft" if initials.endswith("t") else initials + "ft",
            initials + "t",
        }
        found |= {initials + "nhsft", initials + "nhst", initials + "pcn"}
    return frozenset(each for each in found if 2 <= len(each) <= 10)
