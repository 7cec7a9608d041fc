"""Published percentages of general practices, each with the people that it is a percentage of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from commonweal.population.core20plus5 import clinical_areas
from commonweal.population.prevalence import PracticeFigures, disease_registers
from commonweal.population.statistics.estimates import FloatArray


@dataclass(frozen=True, slots=True)
class PracticeIndicator:
    """A published percentage of practices whose denominator is known from the lists.

    Args:
        id: Its name here, such as ``diabetes`` or ``breast_screening_ages_53_to_70``.
        words: For people.
        header: Its header in the file of practice indicators.
        first_age, last_age: Whom it is a percentage of, by age; 95 is 95 and over.
        sex: ``all`` or ``female``.
        kind: ``register`` for a disease register, ``service`` for what a service reached or recorded.
    """

    id: str
    words: str
    header: str
    first_age: int
    last_age: int
    sex: str
    kind: str

    @property
    def people_words(self) -> str:
        """Whom it is a percentage of, in words.

        Example:
            >>> next(one for one in practice_indicators() if one.id == "diabetes").people_words
            'people aged 17 and over'
        """
        who = "women" if self.sex == "female" else "people"
        if self.last_age >= OLDEST:
            return f"{who} aged {self.first_age} and over" if self.first_age else f"{who} of all ages"
        return f"{who} aged {self.first_age} to {self.last_age}"

    def values(self, figures: PracticeFigures) -> FloatArray:
        """The published figure of every practice as a fraction, shape (practices,); nan where none is published."""
        held = figures.indicators.get(self.header)
        return np.full(len(figures.codes), np.nan) if held is None else held / 100.0

    def people(self, figures: PracticeFigures) -> FloatArray:
        """People of those ages on every list of April 2026, shape (practices,); nan without a list."""
        ages = slice(self.first_age, self.last_age + 1)
        total: FloatArray = figures.female[:, ages].sum(axis=1)
        return total if self.sex == "female" else total + figures.male[:, ages].sum(axis=1)


OLDEST = 95
"""The last single year of age of the published lists, which stands for it and all above."""


@lru_cache(maxsize=1)
def practice_indicators() -> tuple[PracticeIndicator, ...]:
    """Every percentage that has a denominator: disease registers first, then what Core20PLUS5 points to.

    Example:
        >>> [one.words for one in practice_indicators() if one.kind == "service"][0]
        'Bowel cancer screening, ages 60 to 74'
    """
    found = [
        PracticeIndicator(one.id, one.name, one.indicator, one.divided_from, OLDEST, "all", "register")
        for one in disease_registers()
    ]
    for area in clinical_areas():
        for public in area.indicators:
            if public.indicator not in {one.header for one in found}:
                name = "_".join("".join(c if c.isalnum() else " " for c in public.words.casefold()).split())
                found.append(
                    PracticeIndicator(
                        name, public.words, public.indicator, public.first_age, public.last_age, public.sex, "service"
                    )
                )
    return tuple(found)
