"""Names that public bodies bore before, and the hospitals of trusts, so that an old name in a register is not missed.

The table ``known_names.csv`` has one name a row: ``into`` is the body that took over on that ``day`` (kind `before`) or
runs the hospital (kind `site`); kind `now` is a body that stands. Trusts and clinical commissioning groups are from the
lists of bodies and successors of the Organisation Data Service (Open Government Licence), with later changes added by
hand. Hospitals are from the list of the Royal College of Paediatrics and Child Health (MIT licence), with further large
ones added by hand. Councils are those of the structural changes orders that took effect from 2009 to 2023. The table is
an aid to matching names, and no register.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from commonweal.governance.organisation_names import key_of, name_of


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What is known of names.

    Args:
        into: For each name, by its key, the keys of the bodies that took over from it.
        before: For each body, by its key, the names that it took over from, without those before them.
        sites: For each body, by its key, its hospitals.
        code: The name of the body that has a code now.
    """

    into: dict[str, frozenset[str]]
    before: dict[str, tuple[str, ...]]
    sites: dict[str, tuple[str, ...]]
    code: dict[str, str]


@lru_cache(maxsize=1)
def known_names() -> KnownNames:
    """The table, read once."""
    into: dict[str, set[str]] = {}
    before: dict[str, list[str]] = {}
    sites: dict[str, list[str]] = {}
    code: dict[str, str] = {}
    text = files("commonweal.governance").joinpath("known_names.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["kind"] == "site":
            sites.setdefault(body_key(row["into"]), []).append(row["name"])
            continue
        key = body_key(row["name"])
        into.setdefault(key, set())
        if row["into"]:
            later = body_key(row["into"])
            into.setdefault(later, set())
            if later != key:
                into[key].add(later)
                before.setdefault(later, []).append(row["name"])
        elif row["code"]:
            code[row["code"]] = row["name"]
    return KnownNames(
        {key: frozenset(keys) for key, keys in into.items()},
        {key: tuple(dict.fromkeys(names)) for key, names in before.items()},
        {key: tuple(dict.fromkeys(names)) for key, names in sites.items()},
        code,
    )


@lru_cache(maxsize=16_384)
def body_key(name: str) -> str:
    """The key of a body's name."""
    return key_of(name_of(name))


@lru_cache(maxsize=16_384)
def names_before(key: str) -> tuple[str, ...]:
    """The names of all bodies that this one took over from, and those that they did.

    Example:
        >>> "Weston Area Health NHS Trust" in names_before(body_key("Bristol NHS Foundation Trust"))
        True
    """
    known, found, left = known_names().before, dict[str, None](), [key]
    while left:
        for name in known.get(left.pop(), ()):
            if name not in found:
                found[name] = None
                left.append(body_key(name))
    return tuple(found)


@lru_cache(maxsize=16_384)
def sites_of(key: str) -> tuple[str, ...]:
    """The hospitals of a body and of those that it took over from."""
    keys = [key, *(body_key(name) for name in names_before(key))]
    return tuple(dict.fromkeys(site for each in keys for site in known_names().sites.get(each, ())))


def are_two(one: str, other: str) -> bool:
    """Whether two keys are of two known bodies, of which neither took over from the other."""
    known = known_names().into
    if one == other or one not in known or other not in known:
        return False
    return not (_later(one) & {other} or _later(other) & {one})


@lru_cache(maxsize=16_384)
def _later(key: str) -> frozenset[str]:
    found, left = set[str](), [key]
    while left:
        for each in known_names().into.get(left.pop(), frozenset()) - found:
            found.add(each)
            left.append(each)
    return frozenset(found)
