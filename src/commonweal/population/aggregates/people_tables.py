"""Tables of people: areas, ages and sexes, segments."""

from __future__ import annotations

from typing import Any

import numpy as np

from commonweal.population.aggregates.contract import ALL, LEVELS
from commonweal.population.aggregates.listed_people import BANDS, Geography, ListedPeople
from commonweal.population.aggregates.protected_tree import protected, protected_by
from commonweal.population.statistics.estimates import IntArray

Row = dict[str, Any]
GROUPS = ((0, 17), (18, 64), (65, 79), (80, 200))
SEXES = ("F", "M")
CORE20_TENTHS = (1, 2)


def counted(people: ListedPeople, geography: Geography, *parts: tuple[IntArray, int]) -> IntArray:
    """People by practice and by further numbers, each from 0 to below its size; others are counted nowhere."""
    shape = (len(geography.practices), *(size for _, size in parts))
    index = [people.practice, *(numbers for numbers, _ in parts)]
    kept = np.ones(len(people.practice), dtype=np.bool_)
    for numbers, size in zip(index[1:], shape[1:], strict=True):
        kept &= (numbers >= 0) & (numbers < size)
    flat = np.ravel_multi_index([numbers[kept] for numbers in index], shape)
    return np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape)


def sex_numbers(people: ListedPeople) -> IntArray:
    """0 for women, 1 for men, -1 for others."""
    found: IntArray = np.where(people.sex == "F", 0, np.where(people.sex == "M", 1, -1)).astype(np.int64)
    return found


def group_numbers(people: ListedPeople) -> IntArray:
    """The broad age group of each."""
    return np.searchsorted([oldest for _, oldest in GROUPS], people.age)


def group_names() -> tuple[str, ...]:
    """Names of the broad age groups.

    Example:
        >>> group_names()
        ('0 to 17', '18 to 64', '65 to 79', '80 and over')
    """
    return tuple(f"{low} and over" if low == GROUPS[-1][0] else f"{low} to {high}" for low, high in GROUPS)


def band_names() -> tuple[str, ...]:
    """Names of the age bands of five years."""
    return tuple("90 and over" if band == BANDS - 1 else f"{5 * band} to {5 * band + 4}" for band in range(BANDS))


def areas_table(people: ListedPeople, geography: Geography) -> list[Row]:
    """Every area and practice with its people and, above practices, those in the most deprived fifth."""
    everybody = counted(people, geography)
    known = bool((people.decile > 0).any())  # people who came without tenths are not people of no deprivation
    core = np.isin(people.decile, CORE20_TENTHS).astype(np.int64)
    by_core = counted(people, geography, (core, 2))
    totals = protected(geography, everybody, "practice")
    # Those outside are told nowhere, but people less those inside would tell them: each is protected by itself.
    others, core20 = (protected(geography, by_core[:, part], "pcn") for part in (0, 1))
    rows = []
    parents = _parents(geography)
    for (level, code), count in totals.items():
        deprived = core20.get((level, code))
        # A part that is all but everybody tells of the few who are not in it.
        told = known and deprived is not None and bool(others.get((level, code))) and bool(count)
        rows.append(
            {
                "level": level, "code": code, "name": geography.names.get((level, code), code),
                "parent": parents.get((level, code), ""), "people": count,
                "core20_people": deprived if told else None,
                "core20_share": deprived / count if told and count and deprived is not None else None,
            }
        )  # fmt: skip
    return rows


def people_table(people: ListedPeople, geography: Geography) -> list[Row]:
    """People by age and sex: bands of five years, at practices broad groups."""
    sexes = sex_numbers(people)
    by_band = counted(people, geography, (people.band, BANDS), (sexes, 2))
    by_group = counted(people, geography, (group_numbers(people), len(GROUPS)), (sexes, 2))
    rows: list[Row] = []
    for number, sex in enumerate(SEXES):
        for counts, names, lowest in ((by_band, band_names(), "pcn"), (by_group, group_names(), "practice")):
            for place, name in enumerate(names):
                for (level, code), count in protected(geography, counts[:, place, number], lowest).items():
                    if lowest == "pcn" or level == "practice":
                        rows.append({"level": level, "code": code, "age_band": name, "sex": sex, "people": count})
    return sorted(rows, key=lambda row: (LEVELS.index(row["level"]), row["code"]))


def segments_table(people: ListedPeople, geography: Geography) -> list[Row]:
    """People by segment at every level, and for places and the system by age group and sex too."""
    found = people.segments
    names, titles = found.names, dict(zip(found.names, found.titles, strict=True)) | {ALL: "Everybody"}
    by_segment = counted(people, geography, (found.segment, len(names)))
    everybody = protected(geography, counted(people, geography), "practice")  # as in the table of areas, hidden alike
    rows = [
        {"level": level, "code": code, "age_group": ALL, "sex": ALL, "segment": segment, "title": titles[segment],
         "people": everybody[level, code] if segment == ALL else count}
        for (level, code, segment), count in protected_by(geography, by_segment, names, "practice").items()
    ]  # fmt: skip
    by_cell = counted(
        people, geography, (group_numbers(people), len(GROUPS)), (sex_numbers(people), 2), (found.segment, len(names))
    )
    for group, sex, segment in np.ndindex(len(GROUPS), 2, len(names)):
        for (level, code), count in protected(geography, by_cell[:, group, sex, segment], "place").items():
            rows.append(
                {"level": level, "code": code, "age_group": group_names()[group], "sex": SEXES[sex],
                 "segment": names[segment], "title": titles[names[segment]], "people": count}
            )  # fmt: skip
    return rows


def _parents(geography: Geography) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for practice, network, place in zip(geography.practices, geography.networks, geography.places, strict=True):
        found |= {("practice", practice): network, ("pcn", network): place, ("place", place): geography.system}
    return found
