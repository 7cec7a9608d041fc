"""The practice data that places can be built from: Wealdmarch always, and the files of the data folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from commonweal import demo, reference
from commonweal.allocations.data_files import find_data_files
from commonweal.allocations.membership import Membership, members_in_file
from commonweal.allocations.membership_files import read_members
from commonweal.allocations.place_amounts import Amounts, published_amounts, read_amounts
from commonweal.allocations.practice_file import PracticeFile, read_practice_file
from commonweal.home import data_folder, home
from commonweal.organisations.assembly import find_lists
from commonweal.problems import BadInput, Problem
from commonweal.site.alone import alone

WEALDMARCH = "wealdmarch"
WEALDMARCH_AGAIN = "wealdmarch-reissued"

GROUPINGS = {
    "place": "Places of the system",
    "pcn": "Primary care networks (PCNs)",
    "lad": "Local authority districts",
    "sub_icb": "Sub-ICB locations",
    "upper_tier": "Upper-tier local authorities",
}
"""Ready-made groupings, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """Practice data of one year.

    Args:
        key: Its name in addresses: a word for Wealdmarch, the beginning of the SHA-256 for a file.
        title: Its name for people.
        path: The practice file.
        sha256: Its hash.
        fictional: Whether it is made up.
        members: A file of members, by the groupings that it holds.
    """

    key: str
    title: str
    path: Path
    sha256: str
    fictional: bool
    members: Mapping[str, Path]


def data_sets() -> tuple[DataSet, ...]:
    """Everything that places can be built from, the newest real file first and Wealdmarch last."""
    folder = data_folder()
    real = _real(folder, stamp(folder)) if folder else ()
    return (*real, *_fictional(str(home())))


def data_set(key: str) -> DataSet:
    """The data set with this name.

    Raises:
        BadInput: There is none; a saved definition may name a file that has since been taken away.
    """
    for found in data_sets():
        if found.key == key:
            return found
    raise BadInput(
        Problem(
            "this practice data is not held here",
            given=key[:40],
            expected="one of " + ", ".join(found.key for found in data_sets()),
            do="put the file into the data folder again, or choose other data",
        )
    )


def practices(found: DataSet) -> PracticeFile:
    """The practice file, read once for as long as it does not change."""
    return _practices(found.path, found.path.stat().st_mtime_ns)


def groupings(found: DataSet) -> dict[str, str]:
    """The ready-made groupings that the data has, by name, with words for people."""
    areas = practices(found).areas
    return {kind: words for kind, words in GROUPINGS.items() if kind in areas or kind in found.members}


def membership(found: DataSet, kind: str) -> Membership:
    """Which place each practice is in, by a ready-made grouping.

    Raises:
        BadInput: The data has no such grouping.
    """
    if kind in found.members:
        path = found.members[kind]
        return _members(path, kind, path.stat().st_mtime_ns)
    return members_in_file(practices(found), kind)


def amounts(found: DataSet, icb: str) -> Amounts | None:
    """What the ICB was allocated in the year of the data; None where nothing is known for that year."""
    file = practices(found)
    if found.fictional:
        return _wealdmarch_amounts(str(home()))
    if file.year is None:
        return None
    known = published_amounts(file.year, [icb])
    return known if known.amounts else None


def wealdmarch() -> demo.DemoFiles:
    """The files of Wealdmarch, made at first use in this installation's folder."""
    return _wealdmarch(str(home()))


def stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What is in a folder, told without reading it: a changed file has another time or size."""
    held = [(path.name, path.stat()) for path in folder.iterdir()]
    return tuple(sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in held))


@lru_cache(maxsize=4)
def _wealdmarch(where: str) -> demo.DemoFiles:
    with alone("wealdmarch"):
        return demo.build(Path(where) / "wealdmarch")


@lru_cache(maxsize=4)
def _fictional(where: str) -> tuple[DataSet, ...]:
    files = _wealdmarch(where)
    members = {"pcn": files.members, "place": files.members}
    return tuple(
        DataSet(key, title, path, _hash(path), fictional=True, members=members)
        for key, title, path in (
            (WEALDMARCH, "Wealdmarch, fictional, 2025/26", files.practices),
            (WEALDMARCH_AGAIN, "Wealdmarch, fictional, 2025/26 as issued again", files.practices_reissued),
        )
    )


@lru_cache(maxsize=4)
def _wealdmarch_amounts(where: str) -> Amounts:
    return read_amounts(_wealdmarch(where).allocations)


@lru_cache(maxsize=2)
def _real(folder: Path, stamp: object) -> tuple[DataSet, ...]:
    try:
        files = find_data_files(folder).practice_files
    except BadInput:
        return ()
    editions = {row["sha256"]: row["edition"] for row in reference.rows("allocations/practice_file_editions")}
    networks = {item.what.key: item.path for item in find_lists(folder, areas=False)}.get("network_members")
    found = []
    for path in files:
        sha256 = _hash(path)
        edition = editions.get(sha256)
        title = f"NHS England's practice file, {edition}" if edition else path.name
        members = {"pcn": networks} if networks else {}
        found.append(DataSet(sha256[:12], title, path, sha256, fictional=False, members=members))
    return tuple(sorted(found, key=lambda one: one.title, reverse=True))


@lru_cache(maxsize=8)
def _practices(path: Path, changed: int) -> PracticeFile:
    return read_practice_file(path)


@lru_cache(maxsize=8)
def _members(path: Path, kind: str, changed: int) -> Membership:
    return read_members(path, kind=kind)


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
