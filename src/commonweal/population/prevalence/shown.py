"""Compared areas as they may be shown: small counts suppressed, others rounded, and what they mean in a sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.population.disclosure_control import disclosure_rule, shown_counts
from commonweal.population.prevalence.areas import ComparedAreas
from commonweal.population.prevalence.expected import METHOD_VERSION, Comparison
from commonweal.population.prevalence.practices import LEVELS, Unusable
from commonweal.population.prevalence.registers import DiseaseRegister

CAVEAT = (
    "What is expected is the average of what practices with the same ages, sex and deprivation record, and not how "
    "many people truly have the condition. Recording may be too low everywhere: an area that records as expected may "
    "still miss many."
)
METHOD = (
    f"Prevalence observed and expected, method {METHOD_VERSION}: a quasi-Poisson regression of each register on ages "
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
    position = {code: number for number, code in enumerate(figures.codes)} if areas.level == "practice" else {}
    found = []
    for number, code in enumerate(areas.codes):
        at = position.get(code)
        counts = {name: float(getattr(areas, name)[number]) for name in ("observed", "expected", "low", "high")}
        reason = Unusable(int(comparison.reason[at])).words if at is not None else _no_practice(areas, number)
        name = figures.names[at] if at is not None else figures.name_of(areas.level, code)
        found.append(
            ShownArea(
                areas.level,
                code,
                name,
                int(areas.practices[number]),
                int(areas.compared[number]),
                _count(areas.people[number]),
                _count(areas.people_compared[number]),
                **_parts(counts, areas.standing_of(number), reason),
                unlike=bool(comparison.unlike[at]) if at is not None else False,
            )
        )
    return found


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


def _parts(counts: Mapping[str, float], standing: str, reason: str) -> dict[str, Any]:
    nothing: dict[str, Any] = dict.fromkeys(
        ("observed", "expected", "low", "high", "difference", "difference_low", "difference_high", "ratio")
    )
    if standing == "unknown":
        return nothing | {"standing": standing, "why": reason}
    shown = {name: _count(value) for name, value in counts.items()}
    if not shown["observed"] or not shown["expected"]:
        limit = disclosure_rule().suppress_up_to
        return nothing | {"standing": "suppressed", "why": f"{limit} people or fewer are recorded or expected"}
    return {
        **shown,
        "difference": _rounded(counts["expected"] - counts["observed"]),
        "difference_low": _rounded(counts["low"] - counts["observed"]),
        "difference_high": _rounded(counts["high"] - counts["observed"]),
        "ratio": shown["observed"] / shown["expected"],
        "standing": standing,
        "why": "",
    }


def _count(value: float) -> int | None:
    return None if math.isnan(value) else int(shown_counts(round(value)))


def _rounded(value: float) -> int:
    step = disclosure_rule().round_to
    return round(value / step) * step


def _no_practice(areas: ComparedAreas, number: int) -> str:
    many = int(areas.practices[number])
    return f"none of its {many} practices has both a list and a register" if many else "it has no practice with a list"
