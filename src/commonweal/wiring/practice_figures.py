"""The public files of practices, found in a folder and joined by practice code for the population room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from commonweal import reference
from commonweal.allocations.area_column import AreaColumn
from commonweal.allocations.practice_age_sex import read_age_sex
from commonweal.allocations.practice_file import PracticeFile, read_practice_file
from commonweal.allocations.practice_indicators import IndicatorFile, read_indicators
from commonweal.organisations.loading import read_network_members, read_networks, read_practices
from commonweal.population.prevalence import PracticeFigures, disease_registers
from commonweal.population.statistics.estimates import FloatArray
from commonweal.problems import BadInput, Problem, Problems
from commonweal.reference import Survey, catalogue, survey

NEEDED = ("registered_patients", "practice_indicators")
"""Files without which there is nothing to compare, by their names in the catalogue."""

PLACES = ("practice_file_2025_26_june", "practice_file_2025_26_february", "practice_file_2024_25")
"""Practice files that name the local authority in which a practice stands, the best first."""


@dataclass(frozen=True, slots=True)
class PracticeFiles:
    """The files that were found.

    Args:
        lists: Patients by age and sex.
        indicators: Registers and deprivation.
        practices: NHS England's practice file, which names places; None where it is not there.
        networks, members: Networks and their practices; None likewise.
        register: The list of all practices, which has their names; None likewise.
    """

    lists: Path
    indicators: Path
    practices: Path | None
    networks: Path | None
    members: Path | None
    register: Path | None


def find_practice_files(folder: Path) -> PracticeFiles:
    """Look for the files in a folder of downloads; only their beginnings are read.

    Raises:
        BadInput: A file that is needed is not there: every one is named, with where its publisher offers it.
    """
    seen = survey(folder)
    problems = Problems()
    for key in NEEDED:
        if _path(seen, key) is None:
            entry = next(file for file in catalogue() if file.id == key)
            problems.add(
                f"the folder does not hold the file: {entry.title}",
                given=str(folder),
                expected=f"a file from {entry.publisher}, {entry.address}",
                do="download it into the folder; `commonweal data` shows what is there",
            )
    problems.raise_if_any()
    lists, indicators = (_path(seen, key) for key in NEEDED)
    if lists is None or indicators is None:
        raise AssertionError("told above")
    practices = next((path for key in PLACES if (path := _path(seen, key))), None)
    others = (_path(seen, key) for key in ("networks", "network_members", "gp_practices"))
    return PracticeFiles(lists, indicators, practices, *others)


def read_practice_figures(files: PracticeFiles) -> PracticeFigures:
    """Read the files and join them by practice code.

    A practice that one file lacks is kept with what is missing as missing: it is told why it cannot be compared.

    Raises:
        BadInput: A file is faulty, or the indicators lack every register.
    """
    lists, indicators = read_age_sex(files.lists), read_indicators(files.indicators)
    places = read_practice_file(files.practices) if files.practices else None
    codes = tuple(sorted({*lists.practices, *indicators.practices}))
    position = {code: number for number, code in enumerate(lists.practices)}
    at = np.array([position.get(code, -1) for code in codes], dtype=np.intp)
    boards = dict(zip(indicators.practices, indicators.icbs, strict=True))
    boards |= {code: icb for code, icb in zip(lists.practices, lists.icbs, strict=True) if icb}
    networks, network_names = _networks(files)
    place_of, place_names = _places(places)
    names = _names(files, places)
    notes = [f"{finding.sentence}" for finding in lists.findings]
    notes += _unplaced(codes, networks, "network", "Networks are those of the list that was found; some have changed")
    notes += _unplaced(codes, place_of, "place", "A place is the local authority in which the practice stands")
    return PracticeFigures(
        codes,
        tuple(names.get(code, code) for code in codes),
        _rows(lists.male, at),
        _rows(lists.female, at),
        indicators.of(_deprivation(indicators), codes),
        _percentages(indicators, codes),
        {
            "icb": tuple(boards.get(code, "") for code in codes),
            "place": tuple(place_of.get(code, "") for code in codes),
            "pcn": tuple(networks.get(code, "") for code in codes),
        },
        {"icb": _icb_names(), "place": place_names, "pcn": network_names},
        _sources(files),
        tuple(notes),
        {header: indicators.of(header, codes) for header in indicators.values},
    )


def _path(seen: Survey, key: str) -> Path | None:
    return next((found.path for found in seen.of(key)), None)


def _rows(counts: FloatArray, at: np.ndarray[tuple[int], np.dtype[np.intp]]) -> FloatArray:
    return np.where(at[:, None] >= 0, counts[at], np.nan)


def _deprivation(indicators: IndicatorFile) -> str:
    header = indicators.deprivation()
    if not header:
        raise BadInput(
            Problem("the file has no deprivation score", file=indicators.stamp.name, do="add the column of IMD scores")
        )
    return header


def _percentages(indicators: IndicatorFile, codes: tuple[str, ...]) -> Mapping[str, FloatArray]:
    held = set(indicators.values)
    nothing = np.full(len(codes), np.nan)
    found = {
        register.id: indicators.of(register.indicator, codes) if register.indicator in held else nothing
        for register in disease_registers()
    }
    problems = Problems()
    for register in disease_registers():
        values = found[register.id]
        wrong = np.flatnonzero((values < 0) | (values > 100))
        for number in wrong[:5].tolist():
            problems.add(
                "a percentage of people on a register lies between 0 and 100",
                given=f"{values[number]:g}",
                file=indicators.stamp.name,
                column=register.indicator,
                do=f"look at practice {codes[number]}",
            )
    if all(np.isnan(values).all() for values in found.values()):
        problems.add("the file has no register that is known here", file=indicators.stamp.name)
    problems.raise_if_any()
    return found


def _networks(files: PracticeFiles) -> tuple[dict[str, str], dict[str, str]]:
    """The network of each practice by the newest membership that has not ended, and the names of networks."""
    if files.members is None:
        return {}, {}
    first: dict[str, date] = {}
    found: dict[str, str] = {}
    for member in read_network_members(files.members).rows:
        if member.last is None and member.first >= first.get(member.practice, date.min):
            first[member.practice], found[member.practice] = member.first, member.network
    names = {row.code: row.name for row in read_networks(files.networks).rows} if files.networks else {}
    return found, names


def _places(file: PracticeFile | None) -> tuple[dict[str, str], dict[str, str]]:
    column: AreaColumn | None = file.areas.get("lad") if file else None
    if file is None or column is None:
        return {}, {}
    return dict(zip(file.practices, column.codes(), strict=True)), dict(column.names)


def _names(files: PracticeFiles, places: PracticeFile | None) -> dict[str, str]:
    known = dict(zip(places.practices, places.practice_names, strict=True)) if places else {}
    if files.register:
        known |= {row.code: row.name for row in read_practices(files.register).rows if row.name}
    return known


def _icb_names() -> dict[str, str]:
    return {row["icb_code"]: row["icb_name"] for row in reference.rows("organisations/icb_2026")}


def _unplaced(codes: tuple[str, ...], known: Mapping[str, str], what: str, words: str) -> list[str]:
    without = sum(not known.get(code) for code in codes)
    return [f"{words}: for {without:,} of {len(codes):,} practices none is known."] if without else []


def _sources(files: PracticeFiles) -> tuple[str, ...]:
    titles = {file.id: f"{file.publisher}, {file.title}" for file in catalogue()}
    told = [titles[key] for key in NEEDED]
    if files.practices:
        told.append("NHS England, Practice weighted populations (for the local authority of each practice)")
    if files.members:
        told.append(titles["network_members"])
    return tuple(told)
