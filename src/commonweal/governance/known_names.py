"""Names that public bodies bore before, and the hospitals of trusts, so that an old name in a register is not missed.

They are put together from the bundled tables of organisations: trusts, their former names and their hospitals; clinical
commissioning groups, the integrated care boards of 2022 and those of 2026; councils that were abolished. Where each was
taken from is told in the manifest of those tables. They are an aid to matching names, and no register.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from commonweal.governance.organisation_names import key_of, name_of
from commonweal.reference import rows


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What is known of names.

    Args:
        into: For each name, by its key, the keys of the bodies that took over from it.
        before: For each body, by its key, the names that it took over from, without those before them.
        sites: For each body, by its key, its hospitals.
        code: The latest name that is known of the body that has a code.
    """

    into: dict[str, frozenset[str]]
    before: dict[str, tuple[str, ...]]
    sites: dict[str, tuple[str, ...]]
    code: dict[str, str]


@lru_cache(maxsize=1)
def known_names() -> KnownNames:
    """The names of the bundled tables, put together once."""
    code = _names_by_code()
    into: dict[str, set[str]] = {body_key(name): set() for name in code.values()}
    before: dict[str, list[str]] = {}
    for name, later_name in _successions():
        key, later = body_key(name), body_key(later_name)
        into.setdefault(later, set())
        if later != key:
            into.setdefault(key, set()).add(later)
            before.setdefault(later, []).append(name)
    sites: dict[str, list[str]] = {}
    for row in rows("organisations/nhs_trust_hospitals"):
        sites.setdefault(body_key(code[row["trust_code"]]), []).append(row["hospital_name"])
    return KnownNames(
        {key: frozenset(keys) for key, keys in into.items()},
        {key: tuple(dict.fromkeys(names)) for key, names in before.items()},
        {key: tuple(dict.fromkeys(names)) for key, names in sites.items()},
        code,
    )


def _names_by_code() -> dict[str, str]:
    """The latest known name for each code: the list has some trusts under a name that they bore before."""
    found = {row["trust_code"]: row["trust_name"] for row in rows("organisations/nhs_trusts")}
    for row in rows("organisations/nhs_trust_former_names"):
        if row["code"] == row["successor_code"] or row["successor_code"] not in found:
            found[row["successor_code"]] = row["successor_name"]
    for table in ("organisations/icb_2022", "organisations/icb_2026"):
        found |= {row["icb_code"]: row["icb_name"] for row in rows(table)}
    return found


def _successions() -> Iterator[tuple[str, str]]:
    """A name and the name that took over from it."""
    of_2022 = {row["icb_code"]: row["icb_name"] for row in rows("organisations/icb_2022")}
    of_2026 = {row["icb_code"]: row["icb_name"] for row in rows("organisations/icb_2026")}
    for row in rows("organisations/nhs_trust_former_names"):
        yield row["name"], row["successor_name"]
    for row in rows("organisations/clinical_commissioning_groups"):
        yield row["ccg_name"], of_2022[row["icb_code_2022"]]
    for row in rows("organisations/icb_succession_2026"):
        yield of_2022[row["predecessor"]], of_2026[row["successor"]]
    for row in rows("organisations/council_successions"):
        yield row["council_name"], row["successor_name"]


@lru_cache(maxsize=16_384)
def body_key(name: str) -> str:
    """The key of a body's name."""
    return key_of(name_of(name))


@lru_cache(maxsize=16_384)
def names_before(key: str) -> tuple[str, ...]:
    """The names of all bodies that this one took over from, and those that they did.

    Example:
        >>> "Ipswich Hospital NHS Trust" in names_before(body_key("East Suffolk and North Essex NHS Foundation Trust"))
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
