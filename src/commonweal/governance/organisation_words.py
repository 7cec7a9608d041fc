"""The words that names of organisations are made of: what says nothing, what many share, and what is short for what."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from commonweal.governance.street_words import readings

_LEGAL = (
    "limited ltd llp plc cic cio inc incorporated company co corporation corp holdings ag the a an and of for in at on "
    "by with to uk england gb t as mr mrs ms miss dr drs doctor doctors prof professor sir dame s"
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
    "central upper lower mid greater new old great saint medicalcentre healthwatch people committee lmc ccg "
    "commissioning clinical urgent hours out scheme scrutiny branch institute solicitors consultants"
)
COMMON = frozenset(_COMMON.split())
"""Words that many organisations share; they count for little, and alone for nothing."""
DIRECTIONS = {
    **{word: word for word in ("north", "south", "east", "west", "central", "upper", "lower", "mid", "greater")},
    **{f"{word}ern": word for word in ("north", "south", "east", "west")},
    **{word: word for word in ("new", "old", "great")},
}
WEAK = frozenset(["nhs", "trust", "foundation", "ft", "nhsft", "group", "services", "service"])
"""Common words that are left out as often as not, so that their absence says nothing."""
_SHORT = {
    "hosp": "hospital", "hosps": "hospitals", "hsp": "hospital", "univ": "university", "uni": "university",
    "hlth": "health", "svcs": "services", "svc": "services", "serv": "services", "servs": "services", "grp": "group",
    "ctr": "centre", "center": "centre", "cntr": "centre", "assoc": "associates", "assocs": "associates",
    "mgmt": "management", "intl": "international", "dept": "department", "fdn": "foundation", "found": "foundation",
    "tr": "trust", "tst": "trust", "comm": "community", "cmty": "community", "med": "medical", "prac": "practice",
    "surg": "surgery", "cncl": "council", "cc": "county council", "bc": "borough council", "mbc": "borough council",
    "dc": "district council", "pharm": "pharmacy", "pship": "partnership", "psp": "partnership", "ptnrs": "partners",
    "partnrs": "partners", "soc": "society", "tech": "technology", "n": "north", "e": "east", "w": "west",
    "nat": "national", "hc": "healthcare", "mh": "mental", "labs": "laboratories",
    "practise": "practice", "consultants": "consulting",
}  # fmt: skip
_PLACES = {
    "beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire", "cambs": "cambridgeshire",
    "ches": "cheshire", "derbys": "derbyshire", "glos": "gloucestershire", "gloucs": "gloucestershire",
    "hants": "hampshire", "herefs": "herefordshire", "herts": "hertfordshire", "hunts": "huntingdonshire",
    "lancs": "lancashire", "leics": "leicestershire", "lincs": "lincolnshire", "middx": "middlesex",
    "northants": "northamptonshire", "northumb": "northumberland", "notts": "nottinghamshire", "oxon": "oxfordshire",
    "salop": "shropshire", "shrops": "shropshire", "staffs": "staffordshire", "warks": "warwickshire",
    "wilts": "wiltshire", "worcs": "worcestershire", "yorks": "yorkshire", "pboro": "peterborough",
    "bham": "birmingham", "mcr": "manchester", "lpool": "liverpool", "soton": "southampton",
}  # fmt: skip
"""The counties of England, and a few cities, as they are written short."""
_JOINED = (
    ("health care", "healthcare"), ("well being", "wellbeing"), ("home care", "homecare"), ("day care", "daycare"),
    ("health centre", "medical centre"), ("gp practice", "practice"), ("medical practice", "practice"),
    ("medical centre", "medicalcentre"), ("foundation trust", "trust"), ("gp surgery", "surgery"),
    ("integrated care board", "icb"), ("primary care network", "pcn"), ("local medical committee", "lmc"),
    ("clinical commissioning group", "ccg"), ("community interest company", "cic"),
    ("nhs england", "nhsengland"), ("care uk", "careuk"), ("age uk", "ageuk"), ("public health england", "phengland"),
)  # fmt: skip


@lru_cache(maxsize=65_536)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without accents and points, with short forms written out.

    Example:
        >>> words_of("Herts Comm. Hosps NHS F.T.")
        ('hertfordshire', 'community', 'hospitals', 'nhs', 'ft')
    """
    return readings_of(text)[0]


@lru_cache(maxsize=65_536)
def readings_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a text in each way that it can be read, because ``St`` may be a saint or a street.

    Example:
        >>> readings_of("Elm St Surgery")
        (('elm', 'street', 'surgery'),)
    """
    plain = unicodedata.normalize("NFKD", re.sub(r"[’`´]", "'", text)).encode("ascii", "ignore").decode()
    plain = re.sub(r"\bS\.?\s+(?=[A-Z][a-z])", "South ", plain).lower()
    plain = re.sub("'", "", plain.replace("&", " and ").replace("+", " and "))
    plain = re.sub(r"\b(?:[a-z]\.){2,}[a-z]?\b|\b(?:[a-z]\.){2,}", lambda dotted: dotted[0].replace(".", ""), plain)
    written = " ".join(_written_out(word) for word in re.sub(r"[^a-z0-9]+", " ", plain).split()).split()
    return tuple(_joined(words) for words in readings(written, LEGAL.__contains__, _is_common))


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    plain = f" {' '.join(words)} "
    for apart, together in _JOINED:
        plain = plain.replace(f" {apart} ", f" {together} ")
    return tuple(plain.split())


def _is_common(word: str) -> bool:
    return word in COMMON and word not in DIRECTIONS


def _written_out(word: str) -> str:
    return _SHORT.get(word) or _PLACES.get(word) or _spelt(word)


@lru_cache(maxsize=65_536)
def _spelt(word: str) -> str:
    """A slip in a word that many share put right: a letter left out, put in, or two swapped."""
    if len(word) < 6 or word in COMMON or word in LEGAL:
        return word
    for short in sorted(without_one_letter(word)):
        for right in _SLIPS.get(short, ()):
            whole = right.startswith(word) or word.startswith(right)  # Medica is a name of its own, not a slip
            if right[0] == word[0] and not whole and (len(right) != len(word) or sorted(right) == sorted(word)):
                return right
    return word


@lru_cache(maxsize=65_536)
def without_one_letter(word: str) -> frozenset[str]:
    """A word, and each way of leaving one letter out; only for words long enough for a slip to be told."""
    return frozenset([word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]) if len(word) > 4 else frozenset()


def singular(word: str) -> str:
    """The word without the ending of the plural, or of a possessive."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _slips() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(COMMON):
        for short in without_one_letter(word) if len(word) > 6 else ():
            found.setdefault(short, []).append(word)
    return found


_SLIPS = _slips()
