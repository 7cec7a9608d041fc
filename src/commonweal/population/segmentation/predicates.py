"""Predicates of segments: true, false or not known for each person. What is missing never passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from commonweal.population.segmentation.people_facts import PeopleFacts

Known = tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]
"""Where it is true, and where it is not known."""


class Predicate(Protocol):
    """A question of every person."""

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that it names."""

    def of(self, facts: PeopleFacts) -> Known:
        """The answer for each person."""


def _sure(true: npt.NDArray[np.bool_]) -> Known:
    return true, np.zeros(len(true), dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class HasAny:
    """At least one of some conditions; those that the codelist lacks nobody is known to have."""

    conditions: tuple[str, ...]

    def of(self, facts: PeopleFacts) -> Known:
        """True where a bit is set."""
        found = np.zeros(len(facts), dtype=np.bool_)
        for name in self.conditions:
            if name in facts.codelist.bits:
                found |= facts.has(name)
        return _sure(found)


@dataclass(frozen=True, slots=True)
class CountOf:
    """A number of conditions, of all of the codelist if none are named."""

    conditions: tuple[str, ...]
    at_least: int
    at_most: int | None = None

    def of(self, facts: PeopleFacts) -> Known:
        """True where as many bits are set."""
        number = np.zeros(len(facts), dtype=np.int64)
        for name in self.conditions or facts.codelist.conditions:
            if name in facts.codelist.bits:
                number += facts.has(name)
        inside = number >= self.at_least
        return _sure(inside if self.at_most is None else inside & (number <= self.at_most))


@dataclass(frozen=True, slots=True)
class Age:
    """An age of at least and below."""

    first: int | None = None
    below: int | None = None
    conditions: tuple[str, ...] = ()

    def of(self, facts: PeopleFacts) -> Known:
        """Not known where the age is not."""
        years = np.full(len(facts), np.nan) if facts.age is None else np.asarray(facts.age, dtype=np.float64)
        inside = np.ones(len(facts), dtype=np.bool_)
        if self.first is not None:
            inside &= years >= self.first
        if self.below is not None:
            inside &= years < self.below
        return inside & ~np.isnan(years), np.isnan(years)


@dataclass(frozen=True, slots=True)
class Sex:
    """One of some sexes."""

    among: tuple[str, ...]
    conditions: tuple[str, ...] = ()

    def of(self, facts: PeopleFacts) -> Known:
        """Not known where the sex is not."""
        if facts.sex is None:
            return np.zeros(len(facts), dtype=np.bool_), np.ones(len(facts), dtype=np.bool_)
        sexes = np.asarray(facts.sex).astype(str)
        return np.isin(sexes, self.among), np.isin(sexes, ("U", "None", "", "nan"))


@dataclass(frozen=True, slots=True)
class InBand:
    """A band of a score. Whoever is outside the ages of the score is in none of its bands."""

    score: str
    names: tuple[str, ...]
    conditions: tuple[str, ...] = ()

    def of(self, facts: PeopleFacts) -> Known:
        """Not known where the score was not worked out at all."""
        if self.score not in facts.scores:
            return np.zeros(len(facts), dtype=np.bool_), np.ones(len(facts), dtype=np.bool_)
        wanted = [facts.bands[self.score].index(name) for name in self.names]
        return _sure(np.isin(facts.scores[self.score].band, wanted))


@dataclass(frozen=True, slots=True)
class CarriedValue:
    """A value that the table of persons carries: one of some words, or a number of at least and below."""

    name: str
    words: tuple[str, ...] = ()
    first: float | None = None
    below: float | None = None
    conditions: tuple[str, ...] = ()

    def of(self, facts: PeopleFacts) -> Known:
        """Not known where the cell is empty, or where the table does not carry it. Capitals do not matter."""
        held = facts.values.get(self.name)
        if held is None:
            return np.zeros(len(facts), dtype=np.bool_), np.ones(len(facts), dtype=np.bool_)
        if self.words:
            text = np.char.lower(np.asarray(held).astype(str))
            return np.isin(text, [word.lower() for word in self.words]), text == ""
        number = np.asarray(held, dtype=np.float64)
        inside = np.ones(len(facts), dtype=np.bool_)
        if self.first is not None:
            inside &= number >= self.first
        if self.below is not None:
            inside &= number < self.below
        return inside & ~np.isnan(number), np.isnan(number)
