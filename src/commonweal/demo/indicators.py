"""Indicators of Wealdmarch's practices: deprivation, its fifths, prevalence and screening, with gaps as in life."""

from __future__ import annotations

import math
from typing import Any

from commonweal.demo import codes
from commonweal.demo.chance import Chance
from commonweal.demo.people import Practice

HEADERS = (
    "practice_code",
    "practice_name",
    "icb_code",
    "Deprivation score",
    "Deprivation fifth (1 most deprived)",
    "People aged 65 and over (%)",
    "Diabetes: QOF prevalence",
    "Hypertension: QOF prevalence",
    "COPD: QOF prevalence",
    "Depression: QOF prevalence",
    "Bowel cancer screening coverage",
    "Cervical screening coverage",
    "Weighted population",
)


def fifths(practices: list[Practice]) -> dict[str, int]:
    """The deprivation fifth of each practice, 1 for the most deprived; each fifth holds about a fifth of the people."""
    ordered = sorted(practices, key=lambda practice: (-practice.deprivation, practice.code))
    total = math.fsum(practice.population for practice in ordered)
    found: dict[str, int] = {}
    before = 0.0
    for practice in ordered:
        found[practice.code] = min(5, 1 + int(5 * (before + practice.population / 2) / total))
        before += practice.population
    return found


def indicators(practices: list[Practice], seed: int) -> list[dict[str, Any]]:
    """A row for each practice; about one screening figure in forty is missing."""
    chance = Chance(seed + 1)
    fifth = fifths(practices)
    return [_row(practice, fifth[practice.code], chance) for practice in practices]


def _row(practice: Practice, fifth: int, chance: Chance) -> dict[str, Any]:
    poor, old = practice.deprivation - 21.7, practice.older * 100
    bowel = round(73.5 - 0.42 * poor + chance.normal(2.5), 1)
    cervical = round(71.0 - 0.35 * poor + chance.normal(3.0), 1)
    figures = (
        practice.code,
        practice.name,
        codes.SYSTEM,
        practice.deprivation,
        fifth,
        round(old, 2),
        round(max(2.0, 6.0 + 0.07 * poor + 0.09 * (old - 18) + chance.normal(0.6)), 2),
        round(max(4.0, 13.8 + 0.02 * poor + 0.42 * (old - 18) + chance.normal(1.0)), 2),
        round(max(0.3, 1.9 + 0.05 * poor + 0.06 * (old - 18) + chance.normal(0.3)), 2),
        round(max(3.0, 13.0 + 0.12 * poor - 0.05 * (old - 18) + chance.normal(1.8)), 2),
        None if chance.between(0, 40) < 1 else bowel,
        None if chance.between(0, 40) < 1 else cervical,
        practice.weighted("core"),
    )
    return dict(zip(HEADERS, figures, strict=True))
