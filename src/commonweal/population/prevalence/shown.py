"""Compared areas as they may be shown: small counts suppressed, others rounded, and what they mean in a sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.population.disclosure_control import disclosure_rule, shown_counts
from commonweal.population.prevalence.areas import ComparedAreas
from commonweal.population.prevalence.expected import METHOD_VERSION, Comparison
from commonweal.population.prevalence.practices import LEVELS, Unusable
from commonweal.population.prevalence.registers import DiseaseRegister
from commonweal.population.statistics.estimates import FloatArray

CAVEAT = (
    "What is expected is the average of what practices with the same ages, sex and deprivation record, and not how "
    "many people truly have the condition. Recording may be too low everywhere: an area that records as expected may "
    "still miss many."
)
METHOD_NAME = f"Prevalence observed and expected, method version {METHOD_VERSION}"
METHOD = (
    f"{METHOD_NAME}: a quasi-Poisson regression of each register on ages "
    "by sex and deprivation (IMD 2025) over all practices of England. Limits hold what 19 of 20 practices, networks, "
    "places or ICBs such as this one record."
)


@dataclass(frozen=True, slots=True)
class ShownArea:
    """One area or practice as it may be shown.

    Args:
        level, code, name: Which it is.
        practices, compared: Practices with a list, and those that could be compared.
        people, people_compared: People on their lists.
        observed, expected, low, high: People on the register, expected on it, and its limits; None where suppressed or
            unknown.
        difference, difference_low, difference_high: Expected less observed with its limits; below nought where more
            are recorded than expected.
        standing: ``below``, ``within``, ``above``, ``unknown`` or ``suppressed``.
        ratio: Observed over expected, and None where either is not shown.
        why: Why nothing is shown; else empty.
        unlike: Whether its people are unlike those of nearly all practices; of practices only.
    """

    level: str
    code: str
    name: str
    practices: int
    compared: int
    people: int | None
    people_compared: int | None
    observed: int | None
    expected: int | None
    low: int | None
    high: int | None
    difference: int | None
    difference_low: int | None
    difference_high: int | None
    standing: str
    ratio: float | None
    why: str = ""
    unlike: bool = False

    @property
    def not_yet_found(self) -> int | None:
        """People whom the area would have on its register if it recorded as others; None unless it stands below."""
        return self.difference if self.standing == "below" else None

    def to_json(self) -> dict[str, Any]:
        """The area as plain JSON."""
        return {name: getattr(self, name) for name in self.__slots__} | {"not_yet_found": self.not_yet_found}


def shown_areas(comparison: Comparison, areas: ComparedAreas) -> list[ShownArea]:
    """Every area as it may be shown, in order of code."""
    figures = comparison.figures
    position = figures.position if areas.level == "practice" else {}
    people, people_compared = _counts(areas.people), _counts(areas.people_compared)
    columns = _shown_columns(areas)
    found = []
    for number, code in enumerate(areas.codes):
        at = position.get(code)
        reason = Unusable(int(comparison.reason[at])).words if at is not None else _no_practice(areas, number)
        found.append(
            ShownArea(
                areas.level,
                code,
                figures.names[at] if at is not None else figures.name_of(areas.level, code),
                int(areas.practices[number]),
                int(areas.compared[number]),
                people[number],
                people_compared[number],
                **_parts({name: values[number] for name, values in columns.items()}, areas.standing_of(number), reason),
                unlike=bool(comparison.unlike[at]) if at is not None else False,
            )
        )
    return found


def _shown_columns(areas: ComparedAreas) -> dict[str, list[int | None]]:
    missing, least, most = areas.not_yet_found
    return {
        **{name: _counts(getattr(areas, name)) for name in ("observed", "expected", "low", "high")},
        "difference": _rounded(missing),
        "difference_low": _rounded(least),
        "difference_high": _rounded(most),
    }


def sentence(area: ShownArea, register: DiseaseRegister) -> str:
    """What the figures of an area mean."""
    if area.observed is None or area.expected is None:
        return f"Nothing can be said of {register.words} in {area.name}: {area.why}."
    alike = f"practices with the same ages, sex and deprivation record {area.expected:,}"
    if area.standing == "below":
        return (
            f"{area.difference:,} people, {area.difference_low:,} to {area.difference_high:,}, with {register.words} "
            f"are not yet found in {area.name}: {area.observed:,} are on the register, and {alike}."
        )
    if area.standing == "above":
        return (
            f"{area.name} has {area.observed:,} people with {register.words} on the register, more than nearly every "
            f"{LEVELS[area.level]} such as this one: {alike}."
        )
    return (
        f"{area.name} has {area.observed:,} people with {register.words} on the register; {alike}, and 19 of 20 such "
        f"{_plural(area.level)} between {area.low:,} and {area.high:,}. It records as others do: by these figures "
        "alone nobody can be said to be not yet found."
    )


def _plural(level: str) -> str:
    return {"icb": "ICBs", "place": "places", "pcn": "networks", "practice": "practices"}[level]


def _parts(shown: Mapping[str, int | None], standing: str, reason: str) -> dict[str, Any]:
    nothing: dict[str, Any] = {**dict.fromkeys(shown), "ratio": None}
    if standing == "unknown":
        return nothing | {"standing": standing, "why": reason}
    if not shown["observed"] or not shown["expected"]:
        limit = disclosure_rule().suppress_up_to
        return nothing | {"standing": "suppressed", "why": f"{limit} people or fewer are recorded or expected"}
    return {**shown, "ratio": shown["observed"] / shown["expected"], "standing": standing, "why": ""}


def _counts(values: FloatArray) -> list[int | None]:
    known = ~np.isnan(values)
    counts = shown_counts(np.round(np.where(known, values, 0.0))).tolist()
    return [count if there else None for count, there in zip(counts, known.tolist(), strict=True)]


def _rounded(values: FloatArray) -> list[int | None]:
    step = disclosure_rule().round_to
    return [None if math.isnan(value) else round(value / step) * step for value in values.tolist()]


def _no_practice(areas: ComparedAreas, number: int) -> str:
    many = int(areas.practices[number])
    return f"none of its {many} practices has both a list and a register" if many else "it has no practice with a list"
