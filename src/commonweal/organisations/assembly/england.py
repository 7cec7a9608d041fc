"""The register of England, out of the bundled tables and whatever public lists are to hand."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from commonweal.answers import Dates, Evidence, digest
from commonweal.home import data_folder
from commonweal.law import book
from commonweal.organisations.assembly import files
from commonweal.organisations.assembly.bodies_of_lists import gather_networks, gather_practices, gather_trusts
from commonweal.organisations.assembly.files import FoundList, find_lists, list_of
from commonweal.organisations.assembly.history import gather_group_succession, gather_practice_map, gather_succession
from commonweal.organisations.assembly.maps import gather_lookups, gather_practice_boards
from commonweal.organisations.assembly.nation import Nation, Rules
from commonweal.organisations.assembly.places import gather_places
from commonweal.organisations.gathering import Gathering
from commonweal.organisations.loading import (
    read_area_lookup,
    read_network_members,
    read_networks,
    read_places,
    read_practice_boards,
    read_practice_map,
    read_practices,
    read_successors,
    read_trust_boards,
    read_trusts,
)
from commonweal.organisations.loading.written_register import PARTS, read_register
from commonweal.organisations.periods import Period
from commonweal.organisations.register import Register
from commonweal.reference import facts

_READERS: Mapping[str, Any] = {
    files.PRACTICES: read_practices,
    files.NETWORKS: read_networks,
    files.NETWORK_MEMBERS: read_network_members,
    files.TRUSTS: read_trusts,
    files.TRUST_BOARDS: read_trust_boards,
    files.PRACTICE_MAP: read_practice_map,
    files.SUCCESSORS: read_successors,
    files.PRACTICE_BOARDS: read_practice_boards,
    files.PRACTICE_BOARDS_BEFORE: read_practice_boards,
    **dict.fromkeys(files.AREAS, read_area_lookup),
}


def england(data: str | os.PathLike[str] | None = None, *, areas: bool = True) -> Register:
    """The register of England, for use from Python.

    Args:
        data: Folder of downloaded lists; by default the one that ``COMMONWEAL_DATA`` names. Without any, the register
            holds regions, boards of both maps and their succession.
        areas: Whether to read maps of small areas too.

    Raises:
        BadInput: A list is faulty; every fault of it is told, and nothing is half-loaded.

    Example:
        >>> register = england()
        >>> len(register.live("icb", date(2026, 3, 31))), len(register.live("icb", date(2026, 4, 1)))
        (42, 36)
    """
    folder = data_folder(data)
    found = find_lists(folder, areas=areas) if folder else ()
    evidence = Evidence(rules=book(), facts=facts, datasets=Files(found), dates=Dates.on(date.today()))  # noqa: DTZ011
    return register_from(evidence, {item.what.key: item.sha256 for item in found})


def asked_register(evidence: Evidence, inputs: Mapping[str, Any]) -> Register:
    """The register that a question names: England by its lists, or one written out in three files of one's own.

    Args:
        evidence: Gives the bundled rows, the rules and the files.
        inputs: ``datasets`` (SHA-256 of each list by its key) and ``places`` (``name`` and ``sha256``), if given; or
            ``register``, with the ``name`` and ``sha256`` of ``bodies``, ``memberships`` and ``successions``.

    Raises:
        MissingEvidence: A file is not held any more.
        BadInput: A file is faulty.
    """
    written = inputs.get("register")
    if not written:
        return register_from(evidence, inputs.get("datasets", {}), places=inputs.get("places"))
    parts = {part: evidence.dataset(written[part]["name"], written[part]["sha256"]) for part in PARTS}
    title = written["memberships"]["name"]
    return read_register(*(parts[part].read_bytes() for part in PARTS), source=title, vintage="own")


class Files:
    """Found lists as a place of data sets, named by their hashes."""

    def __init__(self, found: Iterable[FoundList]) -> None:
        """Index them."""
        self._paths = {item.sha256: item.path for item in found}

    def path(self, sha256: str) -> Path | None:
        """The file with these bytes, or None."""
        return self._paths.get(sha256)


@dataclass(frozen=True, slots=True)
class _Recipe:
    """All that a register is made of, comparable by its hashes so that the same one is made only once."""

    key: str
    nation: Nation
    rules: Rules
    paths: Mapping[str, Path]
    places: tuple[str, Path] | None = None

    def day_of(self, codes: Iterable[str]) -> date | None:
        """The first day of the map that has all of these boards."""
        period = self.rules.periods.get(self.nation.vintage_of(codes) or "")
        return period.first if period else None

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Recipe) and other.key == self.key


def register_from(
    evidence: Evidence, datasets: Mapping[str, str], *, places: Mapping[str, str] | None = None
) -> Register:
    """The register of England by what the evidence holds.

    Args:
        evidence: Gives the bundled rows, the rules and the lists, and remembers that they were read.
        datasets: SHA-256 of each list, by its key.
        places: ``name`` and ``sha256`` of a file of places, where one is given.

    Raises:
        MissingEvidence: A list is not held any more.
        BadInput: A list is faulty.
    """
    nation, rules = Nation.read(evidence), Rules.read(evidence)
    paths = {key: evidence.dataset(list_of(key).title, sha256) for key, sha256 in sorted(datasets.items())}
    own = (places["name"], evidence.dataset(places["name"], places["sha256"])) if places else None
    made_of = {"rows": nation.to_json(), "rules": rules.to_json(), "datasets": dict(datasets)}
    key = digest(made_of | ({"places": dict(places)} if places else {}))
    return _built(_Recipe(key, nation, rules, paths, own))


@lru_cache(maxsize=4)
def _built(recipe: _Recipe) -> Register:
    # A hundred thousand small records are made and all are kept: looking for garbage among them doubles the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _gathered(recipe)
    finally:
        if collecting:
            gc.enable()


def _gathered(recipe: _Recipe) -> Register:
    gathering, rules = Gathering(), recipe.rules
    recipe.nation.gather(gathering, rules)
    # Lists go by their titles: in the archive a file's name is its hash, and a replay must say the same words.
    read = {key: _READERS[key](path, name=list_of(key).title) for key, path in recipe.paths.items() if key in _READERS}
    gather_networks(gathering, read.get(files.NETWORKS), read.get(files.NETWORK_MEMBERS), rules.began)
    if files.PRACTICES in read:
        gather_practices(gathering, read[files.PRACTICES], rules.began)
    boards_day = (
        recipe.day_of(row.board for row in read[files.TRUST_BOARDS].rows) if files.TRUST_BOARDS in read else None
    )
    gather_trusts(gathering, read.get(files.TRUSTS), read.get(files.TRUST_BOARDS), boards_day)
    _gather_history(gathering, read, rules)
    for key in (files.PRACTICE_BOARDS_BEFORE, files.PRACTICE_BOARDS):
        if key in read:
            _gather_boards(gathering, read, recipe, key)
    if recipe.places:
        title, path = recipe.places
        listed = read_places(path.read_bytes(), name=title)
        networks = read.get(files.NETWORK_MEMBERS)
        gather_places(gathering, listed, title, read.get(files.PRACTICES), networks, rules.began)
    lookups = [(read[key], list_of(key).title) for key in files.AREAS if key in read]
    gather_lookups(gathering, lookups, rules.periods, rules.began)
    return gathering.register()


def _gather_history(gathering: Gathering, read: Mapping[str, Any], rules: Rules) -> None:
    successions = read[files.SUCCESSORS].rows if files.SUCCESSORS in read else ()
    systems: Mapping[str, str] = {}
    if files.PRACTICE_MAP in read:
        opened = {row.successor: row.day for row in sorted(successions, key=lambda row: row.day)}
        systems = gather_practice_map(gathering, read[files.PRACTICE_MAP], rules, opened)
    gather_succession(gathering, successions, rules)
    gather_group_succession(gathering, rules, systems, read.get(files.PRACTICE_MAP), read.get(files.PRACTICES))


def _gather_boards(gathering: Gathering, read: Mapping[str, Any], recipe: _Recipe, key: str) -> None:
    listed = read[key]
    vintage = recipe.nation.vintage_of(row.board for row in listed.rows)
    if vintage is None:
        gathering.notes.append(f"The list {listed.stamp.name} names boards that are on no one map; it was not used.")
        return
    period = recipe.rules.periods.get(vintage, Period())
    latest = vintage == recipe.nation.newest
    gather_practice_boards(gathering, listed, vintage, period, list_of(key).title, latest=latest)
