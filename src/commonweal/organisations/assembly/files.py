"""The public lists that the register can be made of, and finding them in a folder of downloads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from commonweal.answers import Source
from commonweal.problems import BadInput, Problem
from commonweal.reference import DataFile, catalogue, survey
from commonweal.tables import Limits

PRACTICES, NETWORKS, NETWORK_MEMBERS = "gp_practices", "networks", "network_members"
TRUSTS, TRUST_BOARDS = "trusts", "trust_boards"
PRACTICE_MAP, SUCCESSORS = "practice_map", "successors"
PRACTICE_BOARDS, PRACTICE_BOARDS_BEFORE = "registered_patients", "practice_file_2025_26_february"
BOARD_NAMES = "icb_2026_names"
AREAS = ("areas_2026", "areas_2024", "areas_2022")

_FOR_AREAS = (*AREAS, PRACTICE_BOARDS_BEFORE)
_KEYS = (
    *(PRACTICES, NETWORKS, NETWORK_MEMBERS, TRUSTS, TRUST_BOARDS, PRACTICE_MAP, SUCCESSORS, PRACTICE_BOARDS),
    *(BOARD_NAMES, *_FOR_AREAS),
)
_ENDINGS = (".csv", ".tsv", ".txt", ".gz", ".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class PublicList:
    """A list that its publisher offers for download, out of the catalogue of files.

    Args:
        file: Its entry in the catalogue.
        areas: Whether it is needed for maps only, which few questions ask for.
    """

    file: DataFile
    areas: bool

    @property
    def key(self) -> str:
        """Its name in the catalogue."""
        return self.file.id

    @property
    def title(self) -> str:
        """What it is."""
        return self.file.title

    @property
    def source(self) -> Source:
        """The citation of the list."""
        return Source(self.title, "", self.file.address, self.file.publisher, "OGL-UK-3.0", "published")


@lru_cache(maxsize=1)
def public_lists() -> tuple[PublicList, ...]:
    """Every list that the register can be made of.

    Example:
        >>> public_lists()[0].title
        'GP practices (epraccur)'
    """
    entries = {file.id: file for file in catalogue()}
    return tuple(PublicList(entries[key], key in _FOR_AREAS) for key in _KEYS)


def list_of(key: str) -> PublicList:
    """The list with this name.

    Raises:
        KeyError: There is none.
    """
    return {item.key: item for item in public_lists()}[key]


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list that was found: what it is, where it lies, and the hash of its bytes."""

    what: PublicList
    path: Path
    sha256: str


def find_lists(folder: Path, *, areas: bool = True) -> tuple[FoundList, ...]:
    """The lists in a folder of downloads, in its folders, or in a folder ``geography`` beside it.

    A list is told by its name; where one is missing, every file is looked into, as it may go by another name.

    Args:
        folder: The folder.
        areas: Whether to look for maps of small areas too.

    Raises:
        BadInput: The folder or a list cannot be read.
    """
    wanted = [item for item in public_lists() if areas or not item.areas]
    files = list(_files(folder))
    found = {item.key: path for item in wanted for path in reversed(files) if _is_named(item.file, path)}
    if len(found) < len(wanted):
        held = survey(folder)
        for item in wanted:
            told = [each.path for each in held.of(item.key) if each.how != "name"]
            if item.key not in found and told:
                found[item.key] = told[0]
    return tuple(FoundList(item, found[item.key], _hash(found[item.key])) for item in wanted if item.key in found)


def _is_named(file: DataFile, path: Path) -> bool:
    name = path.name.casefold()
    return name.endswith(_ENDINGS) and any(fnmatch(name, pattern.casefold()) for pattern in file.names)


def _files(folder: Path) -> Iterator[Path]:
    try:
        beside = folder.resolve().parent / "geography"
        places = [folder, *sorted(child for child in folder.iterdir() if child.is_dir())]
        for place in [*places, *([beside] if beside.is_dir() else [])]:
            yield from (path for path in sorted(place.iterdir()) if path.is_file())
    except OSError as error:
        raise BadInput(Problem(f"the folder cannot be read: {error.strerror}", given=str(folder))) from error


def _hash(path: Path) -> str:
    try:
        # The reader refuses such a file too; refusing it here spares hashing it.
        if path.stat().st_size > Limits().max_bytes:
            raise BadInput(Problem("the file is too large to be this list", file=path.name, do="check what it is"))
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise BadInput(Problem(f"the file cannot be read: {error.strerror}", file=path.name)) from error
