"""Tables of people: areas, ages and sexes, segments."""

from __future__ import annotations

from typing import Any

import numpy as np

from commonweal.population.aggregates.contract import ALL, LEVELS
from commonweal.population.aggregates.counts_by_area import CountsByArea, Told, What
from commonweal.population.aggregates.listed_people import BANDS, Geography, ListedPeople
from commonweal.population.statistics.estimates import IntArray

Row = dict[str, Any]
GROUPS = ((0, 17), (18, 64), (65, 79), (80, 200))
SEXES = ("F", "M")
SEXES_AND_OTHERS = (*SEXES, "")
"""With those who stand in no table by sex, last."""
EVERYBODY, SEGMENTS, AGES = 3, 2, 1
"""What is hidden last where one of several counts has to be: totals of areas; and first: the finest tables."""
FIFTHS = 5


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


def put_people(counts: CountsByArea, people: ListedPeople, lowest: str = "practice") -> None:
    """Put down how many people there are on a day."""
    counts.put(("people", people.day), counted(people, counts.geography), lowest, worth=EVERYBODY)


def put_ages(counts: CountsByArea, people: ListedPeople) -> None:
    """Put down people by age and sex, which add up to everybody: bands of five years, at practices broad groups.

    Above practices broad groups stand in no table, but are the sum of those of practices, and of bands; where a group
    begins within a band, the band is counted in two parts.
    """
    geography, above = counts.geography, ("system", "place", "pcn")
    by_both = counted(
        people, geography, (people.band, BANDS), (group_numbers(people), len(GROUPS)), (sex_numbers(people), 2)
    )
    for number, sex in enumerate(SEXES):
        held = by_both[..., number]
        for band in range(BANDS):
            counts.put(("age", band, sex), held[:, band].sum(axis=1), "pcn", worth=AGES)
        for group in range(len(GROUPS)):
            counts.put(("group", group, sex), held[:, :, group].sum(axis=1), "practice", told_at=("practice",))
        parts: dict[int, list[What]] = {group: [] for group in range(len(GROUPS))}
        for band in range(BANDS):
            within = [g for g, (low, high) in enumerate(GROUPS) if low <= 5 * band + 4 and high >= 5 * band]
            if len(within) == 1:
                parts[within[0]].append(("age", band, sex))
                continue
            split: list[What] = [("age", band, group, sex) for group in within]
            for group, what in zip(within, split, strict=True):
                counts.put(what, held[:, band, group], "pcn", told_at=())
                parts[group].append(what)
            counts.adds_up(("age", band, sex), split, above)
        for group, bands in parts.items():
            counts.adds_up(("group", group, sex), bands, above)
    ages: list[What] = [("age", band, sex) for band in range(BANDS) for sex in SEXES]
    counts.adds_up(("people", people.day), ages, above)
    groups: list[What] = [("group", group, sex) for group in range(len(GROUPS)) for sex in SEXES]
    counts.adds_up(("people", people.day), groups, ("practice",))


def put_segments(counts: CountsByArea, people: ListedPeople) -> None:
    """Put down people by segment, which add up to everybody, and for places and the system by age group and sex too."""
    geography, names = counts.geography, people.segments.names
    by_cell = counted(
        people,
        geography,
        (group_numbers(people), len(GROUPS)),
        (sex_numbers(people) % len(SEXES_AND_OTHERS), len(SEXES_AND_OTHERS)),
        (people.segments.segment, len(names)),
    )
    cells = [(group, sex) for group in range(len(GROUPS)) for sex in range(len(SEXES))]
    for place, name in enumerate(names):
        counts.put(("segment", name), by_cell[..., place].sum(axis=(1, 2)), "practice", worth=SEGMENTS)
        for group, sex in cells:
            counts.put(("segment", name, group, SEXES[sex]), by_cell[:, group, sex, place], "place")
        counts.adds_up(
            ("segment", name), [("segment", name, group, SEXES[sex]) for group, sex in cells], ("system", "place")
        )
    for group, sex in cells:
        counts.adds_up(
            ("group", group, SEXES[sex]), [("segment", name, group, SEXES[sex]) for name in names], ("system", "place")
        )
    counts.adds_up(("people", people.day), [("segment", name) for name in names], LEVELS)


def put_fifths(counts: CountsByArea, people: ListedPeople) -> None:
    """Put down people by deprivation fifth, the first of which is Core20; with those without one they are everybody."""
    fifth = (people.decile + 1) // 2
    by_fifth = counted(people, counts.geography, (fifth, FIFTHS + 1))
    for number in range(1, FIFTHS + 1):
        counts.put(("fifth", number), by_fifth[:, number], "practice", worth=SEGMENTS)
    counts.adds_up(("people", people.day), [("fifth", number) for number in range(1, FIFTHS + 1)], LEVELS)


def fifths_table(told: Told, geography: Geography) -> list[Row]:
    """People by deprivation fifth at every level; 1 is the most deprived, Core20."""
    return [
        {"level": level, "code": code, "fifth": number, "people": told[("fifth", number), level, code]}
        for level in LEVELS
        for code in dict.fromkeys(geography.codes(level))
        for number in range(1, FIFTHS + 1)
    ]


def areas_table(told: Told, people: ListedPeople, geography: Geography) -> list[Row]:
    """Every area and practice with its people and those in the most deprived fifth."""
    known = bool((people.decile > 0).any())  # people who came without tenths are not people of no deprivation
    rows = []
    parents = _parents(geography)
    for level in LEVELS:
        for code in dict.fromkeys(geography.codes(level)):
            count = told[("people", people.day), level, code]
            deprived = told.get((("fifth", 1), level, code)) if known and count else None
            rows.append(
                {
                    "level": level, "code": code, "name": geography.names.get((level, code), code),
                    "parent": parents.get((level, code), ""), "people": count, "core20_people": deprived,
                    "core20_share": None if deprived is None or not count else deprived / count,
                }
            )  # fmt: skip
    return rows


def people_table(told: Told, geography: Geography) -> list[Row]:
    """People by age and sex: bands of five years, at practices broad groups."""
    rows: list[Row] = []
    for level in LEVELS:
        names = group_names() if level == "practice" else band_names()
        what = "group" if level == "practice" else "age"
        for code in dict.fromkeys(geography.codes(level)):
            rows += [
                {"level": level, "code": code, "age_band": name, "sex": sex,
                 "people": told[(what, number, sex), level, code]}
                for sex in SEXES
                for number, name in enumerate(names)
            ]  # fmt: skip
    return rows


def segments_table(told: Told, people: ListedPeople, geography: Geography) -> list[Row]:
    """People by segment at every level, and for places and the system by age group and sex too."""
    titles = dict(zip(people.segments.names, people.segments.titles, strict=True))
    rows: list[Row] = []
    for level in LEVELS:
        for code in dict.fromkeys(geography.codes(level)):
            cells = [(ALL, ALL, name, title, ("segment", name)) for name, title in titles.items()]
            cells.append((ALL, ALL, ALL, "Everybody", ("people", people.day)))  # type: ignore[arg-type]
            if level in ("system", "place"):
                cells += [
                    (group_names()[group], sex, name, title, ("segment", name, group, sex))  # type: ignore[misc]
                    for group in range(len(GROUPS))
                    for sex in SEXES
                    for name, title in titles.items()
                ]
            rows += [
                {"level": level, "code": code, "age_group": group, "sex": sex, "segment": name, "title": title,
                 "people": told[what, level, code]}
                for group, sex, name, title, what in cells
            ]  # fmt: skip
    return rows


def _parents(geography: Geography) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for practice, network, place in zip(geography.practices, geography.networks, geography.places, strict=True):
        found |= {("practice", practice): network, ("pcn", network): place, ("place", place): geography.system}
    return found
