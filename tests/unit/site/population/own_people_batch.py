"""A small folder of aggregates of a system that there is not: four practices, three networks, two places, two days."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from commonweal.population.aggregates import TABLES, Manifest, PopulationAggregates, write_aggregates
from commonweal.population.disclosure_control import disclosure_rule

SYSTEM, DAYS, LAST = "QXX", ("2024-03-31", "2025-03-31"), "2025-03-31"
AREAS = (
    ("system", "QXX", "Elmfold (fictional)", "", 4000),
    ("place", "P1", "Northside", "QXX", 3000),
    ("place", "P2", "Southside", "QXX", 1000),
    ("pcn", "N1", "North PCN", "P1", 2000),
    ("pcn", "N2", "Quay PCN", "P1", 1000),
    ("pcn", "N3", "South PCN", "P2", 1000),
    ("practice", "A1", "Ash Surgery", "N1", 1500),
    ("practice", "A2", "Birch Surgery", "N1", 500),
    ("practice", "A3", "Cedar Surgery", "N2", 1000),
    ("practice", "A4", "Damson Surgery", "N3", None),
)
CONDITIONS = (("two_or_more", "Two or more long-term conditions"), ("diabetes", "Diabetes"), ("epilepsy", "Epilepsy"))
SEGMENTS = (("1_frail", "Frail"), ("2_well", "Well"))


def write_batch(folder: Path, *, fictional: bool = True, rule: str = "", without: str = "") -> Path:
    """Write the folder.

    Diabetes is more frequent in Northside than in the system and rose; its slope is told on both days, that of two or
    more conditions on neither. Epilepsy is hidden, or seven or fewer, in practices. Damson Surgery is hidden.
    """
    manifest = Manifest(
        SYSTEM, "Elmfold (fictional)", fictional, LAST, DAYS[0], DAYS, rule or disclosure_rule().sentence,
        {"summary_sha256": "ab" * 32, "people": 4000},
        {
            "standard_population": "population.european_standard_population_19",
            "codelist": {"title": "A list of codes", "version": "3"},
            "segmentation": {"title": "Rules", "version": "2"},
        },
        {name: f"The note of {name}." for name in TABLES}, "commonweal 0",
    )  # fmt: skip
    tables = {name: list(_ROWS[name]()) for name in TABLES if name != without}
    return Path(write_aggregates(folder, manifest, tables) and folder)


def with_every_band(found: PopulationAggregates) -> PopulationAggregates:
    """The same tables with people in every band of five years but two, one of few people and one hidden."""
    bands = [f"{5 * band} to {5 * band + 4}" for band in range(18)] + ["90 and over"]
    rows = [
        (level, code, band, sex, None if number == 17 else 0 if number == 18 else people // 40)
        for level, code, _, _, people in AREAS
        if level != "practice"
        for number, band in enumerate(bands)
        for sex in "FM"
    ]
    people = {key: [row[place] for row in rows] for place, key in enumerate(TABLES["people"])}
    return replace(found, tables={**found.tables, "people": people})


def _areas() -> Any:
    for level, code, name, parent, people in AREAS:
        core = {"QXX": 1000, "P1": 1000, "P2": None, "N1": 900, "N2": 0, "N3": None}.get(code)
        share = core / people if core is not None and people else None
        yield dict(zip(TABLES["areas"], (level, code, name, parent, people, core, share), strict=True))


def _people() -> Any:
    for level, code, _, _, people in AREAS:
        bands = ("0 to 17", "18 to 64", "65 to 79", "80 and over") if level == "practice" else ("0 to 4", "65 to 69")
        for number, band in enumerate(bands):
            for sex in "FM":
                count = None if people is None else 0 if number == 3 else people // 20 * (2 + (code == "P1") * number)
                yield dict(zip(TABLES["people"], (level, code, band, sex, count), strict=True))


def _segments() -> Any:
    for level, code, _, _, people in AREAS:
        frail = None if people is None else 0 if code == "A2" else people // 5
        counts = {"1_frail": frail, "2_well": None if people is None else people - people // 5, "All": people}
        for segment, title in (*SEGMENTS, ("All", "Everybody")):
            row = (level, code, "All", "All", segment, title, counts[segment])
            yield dict(zip(TABLES["segments"], row, strict=True))
        if level in ("system", "place"):
            for sex in "FM":
                for segment, title in SEGMENTS:
                    row = (level, code, "0 to 17", sex, segment, title, 0 if segment == "1_frail" else 100)
                    yield dict(zip(TABLES["segments"], row, strict=True))


def _conditions() -> Any:
    for level, code, _, _, people in AREAS:
        for on in DAYS if level in ("system", "place") else (LAST,):
            for condition, title in CONDITIONS:
                cases: int | None = (people or 0) // 10
                rate = {"P1": 80.0}.get(code, 60.0) - (20.0 if on != LAST else 0.0)
                if people is None or (condition == "epilepsy" and code == "A1"):
                    cases = None
                elif condition == "epilepsy" and level == "practice":
                    cases = 0
                rates = (rate, rate, rate - 5, rate + 5) if cases else (None,) * 4
                row = (level, code, condition, title, on, cases, people, *rates)
                yield dict(zip(TABLES["conditions"], row, strict=True))


def _deprivation() -> Any:
    for level, code, _, _, _ in AREAS[:3]:
        for condition in ("two_or_more", "diabetes"):
            for on in DAYS:
                for tenth in range(1, 11):
                    told = condition == "diabetes" or tenth > 1
                    rate = 82.0 - 4 * tenth
                    rates = (rate, rate - 8, rate + 8) if told else (None,) * 3
                    row = (level, code, condition, on, tenth, 30 if told else None, 400, *rates)
                    yield dict(zip(TABLES["deprivation"], row, strict=True))


def _inequality() -> Any:
    for level, code, _, _, _ in AREAS[:3]:
        for condition in ("two_or_more", "diabetes"):
            for on in DAYS:
                slope = 40.0 if on == LAST else 10.0
                measures: tuple[float | None, ...] = (None,) * 7
                if condition == "diabetes":
                    measures = (slope, slope - 5, slope + 5, 1.8, 1.5, 2.1, 36.0)
                yield dict(zip(TABLES["inequality"], (level, code, condition, on, *measures), strict=True))


def _flows() -> Any:
    counts = {("2_well", "1_frail"): 45, ("1_frail", "2_well"): 0, ("2_well", "died"): 20, ("came", "2_well"): None}
    for level, code, _, _, _ in AREAS[:3]:
        for before in ("1_frail", "2_well", "not known", "came"):
            for after in ("1_frail", "2_well", "not known", "died", "left"):
                count = counts.get((before, after), 600 if before == after else 0)
                yield dict(zip(TABLES["flows"], (level, code, before, after, count), strict=True))


def _monthly() -> Any:
    for level, code, _, _, _ in AREAS[:3]:
        for series, title in (("first_condition", "Any condition, for the first time"), ("diabetes", "Diabetes")):
            for number in range(24):
                month = f"{2023 + (number + 3) // 12}-{(number + 3) % 12 + 1:02}-01"
                count = 0 if series == "diabetes" and number == 5 else 20 + 5 * (number % 2) + 40 * (number > 15)
                yield dict(zip(TABLES["monthly"], (level, code, series, title, month, count), strict=True))


def _activity_months() -> Any:
    """Attendances rose in Ash Surgery in the last months; Birch's are hidden, Damson's too few in most months."""
    for level, code, _, _, people in AREAS:
        for kind, title in (("emergency_attendance", "Emergency attendance"), ("gp_appointment", "GP appointment")):
            for number in range(24):
                month = f"{2023 + (number + 3) // 12}-{(number + 3) % 12 + 1:02}-01"
                count: int | None = (people or 250) // 25 + 5 * (number % 3 == 0)
                if kind == "emergency_attendance":
                    count = {"A1": (count or 0) + 40 * (number > 21), "A2": None, "A4": 10 * (number % 4 == 0)}.get(
                        code, count
                    )
                    count = 0 if code == "A3" and number == 4 else count
                yield dict(zip(TABLES["activity_months"], (level, code, kind, title, month, count), strict=True))


def _need() -> Any:
    for level, code, _, _, people in AREAS:
        index = {"P1": 1.1, "P2": 0.7, "A4": None}.get(code, 1.0)
        weighted = None if index is None or people is None else people * index
        yield dict(zip(TABLES["need"], (level, code, people, weighted, index), strict=True))


def _need_by_age() -> Any:
    """Old women of Southside are not told."""
    for code, level, young, old in (("QXX", "system", 0.5, 2.0), ("P1", "place", 0.6, 2.2), ("P2", "place", 0.4, 1.5)):
        for sex in "FM":
            for band, need in (("0 to 4", young), ("65 to 69", old)):
                told = None if (code, band, sex) == ("P2", "65 to 69", "F") else need
                yield dict(zip(TABLES["need_by_age"], (level, code, band, sex, told), strict=True))


def _shares() -> Any:
    """Of places and networks; practices are not told, since Damson Surgery is hidden."""
    for level, code, _, _, people in AREAS[1:6]:
        heads = (people or 0) / 4000
        history = {"P1": 0.7, "P2": 0.3}.get(code)
        rows = (level, code, people, heads, history, heads, {"P1": 0.825, "P2": 0.175}.get(code, heads), heads)
        yield dict(zip(TABLES["shares"], rows, strict=True))


_ROWS = {
    "areas": _areas, "people": _people, "segments": _segments, "conditions": _conditions, "deprivation": _deprivation,
    "inequality": _inequality, "flows": _flows, "monthly": _monthly, "need": _need, "shares": _shares,
    "activity_months": _activity_months, "need_by_age": _need_by_age,
}  # fmt: skip
