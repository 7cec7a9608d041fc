"""The published index of deprivation with the look-ups of small areas, found in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commonweal.organisations.loading import read_area_lookup
from commonweal.population.deprivation.index import DeprivationIndex, read_index
from commonweal.problems import BadInput, Problem
from commonweal.reference import Survey, catalogue, survey
from commonweal.tables import Meaning, read_table


@dataclass(frozen=True)
class DeprivationFiles:
    """An edition of the index with what its small areas lie in.

    Args:
        index: The edition.
        boards: The ICB of each small area (ODS code); of April 2026 for the index of 2025, of July 2022 for 2019.
        places: The local authority of each; empty where no look-up is held.
        place_names: Their names.
        wards: The ward of each; empty likewise.
        maps: The maps of those look-ups, in words.
    """

    index: DeprivationIndex
    boards: dict[str, str]
    places: dict[str, str]
    place_names: dict[str, str]
    wards: dict[str, str]
    maps: str


def read_deprivation(folder: Path, edition: str = "2025") -> DeprivationFiles:
    """Find and read an edition and its look-ups.

    Args:
        folder: The folder of downloads.
        edition: ``2025`` or ``2019``.

    Raises:
        BadInput: There is no such edition, or its file or look-up is not there.
    """
    if edition not in ("2025", "2019"):
        raise BadInput(Problem("there is no such edition of the index", given=edition, expected="2025 or 2019"))
    seen = survey(folder)
    index = read_index(_needed(seen, f"deprivation_{edition}", folder))
    if edition == "2025":
        boards = read_area_lookup(_needed(seen, "areas_2026", folder))
        board = boards.map("icb26")
        wards = _path(seen, "areas_wards_2024")
        ward_of, place_of, names = _wards(wards) if wards else ({}, {}, {})
        told = "small areas of 2021, ICBs of April 2026, local authorities of 2024"
    else:
        path = _needed(seen, "areas_2022", folder)
        board = read_area_lookup(path).map("icb22")
        ward_of, (place_of, names) = {}, _places_2022(path)
        told = "small areas of 2011, ICBs of July 2022, local authorities of 2022"
    if board is None:
        raise BadInput(Problem("the look-up has no ICBs of this map", do="see `commonweal data` for the file"))
    return DeprivationFiles(index, dict(board.pairs), place_of, names, ward_of, told)


def read_edition(folder: Path, edition: str) -> DeprivationIndex | None:
    """An edition of the index alone; None where its file is not in the folder."""
    path = _path(survey(folder), f"deprivation_{edition}")
    return None if path is None else read_index(path)


def edition_wanted(edition: str) -> str:
    """What to bring for an edition, and where it is published."""
    entry = next(file for file in catalogue() if file.id == f"deprivation_{edition}")
    return f"{entry.title} ({entry.publisher}, {entry.address})"


def needed_file(folder: Path, key: str) -> Path:
    """A file of the catalogue in a folder of downloads.

    Args:
        folder: The folder.
        key: Its name in the catalogue.

    Raises:
        BadInput: It is not there; its title is told with where its publisher offers it.
    """
    return _needed(survey(folder), key, folder)


def _path(seen: Survey, key: str) -> Path | None:
    return next((found.path for found in seen.of(key)), None)


def _needed(seen: Survey, key: str, folder: Path) -> Path:
    found = _path(seen, key)
    if found is None:
        entry = next(file for file in catalogue() if file.id == key)
        raise BadInput(
            Problem(
                f"the folder does not hold the file: {entry.title}",
                given=str(folder),
                expected=f"a file from {entry.publisher}, {entry.address}",
                do="download it into the folder; `commonweal data` shows what is there",
            )
        )
    return found


def _wards(path: Path) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    meanings = (
        Meaning("area", ("lsoa21_code", "LSOA21CD"), "code"),
        Meaning("ward", ("ward24_code", "WD24CD"), "code"),
        Meaning("place", ("ltla24_code", "LAD24CD"), "code"),
        Meaning("name", ("ltla24_name", "LAD24NM"), required=False, blank_allowed=True),
    )
    table = read_table(path, meanings)
    areas, wards, places, names = ([text or "" for text in table.text(meaning.name)] for meaning in meanings)
    return (
        dict(zip(areas, wards, strict=True)),
        dict(zip(areas, places, strict=True)),
        dict(zip(places, names, strict=True)),
    )


def _places_2022(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    meanings = (
        Meaning("area", ("lsoa11_code", "LSOA11CD"), "code"),
        Meaning("place", ("ltla22_code", "LAD22CD"), "code", required=False, blank_allowed=True),
        Meaning("name", ("ltla22_name", "LAD22NM"), required=False, blank_allowed=True),
    )
    table = read_table(path, meanings)
    areas, places, names = ([text or "" for text in table.text(meaning.name)] for meaning in meanings)
    return {a: p for a, p in zip(areas, places, strict=True) if p}, dict(zip(places, names, strict=True))
