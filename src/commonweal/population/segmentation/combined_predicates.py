"""Predicates made of others, and what all the parts of one ask for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Container, Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.population.segmentation.people_facts import PeopleFacts
from commonweal.population.segmentation.predicates import CarriedValue, InBand, Known, Predicate


@dataclass(frozen=True, slots=True)
class OfParts(ABC):
    """Some predicates as one."""

    parts: tuple[Predicate, ...]

    @property
    def conditions(self) -> tuple[str, ...]:
        """Those of its parts."""
        return tuple(name for part in self.parts for name in part.conditions)

    @abstractmethod
    def of(self, facts: PeopleFacts) -> Known:
        """The answer for each person, from those of the parts."""


@dataclass(frozen=True, slots=True)
class AllOf(OfParts):
    """Every one of some predicates."""

    def of(self, facts: PeopleFacts) -> Known:
        """Not known where none is false and one is not known."""
        answers = [part.of(facts) for part in self.parts]
        true = np.logical_and.reduce([yes for yes, _ in answers])
        may_be = np.logical_and.reduce([yes | unsure for yes, unsure in answers])
        return true, may_be & ~true


@dataclass(frozen=True, slots=True)
class AnyOf(OfParts):
    """At least one of some predicates."""

    def of(self, facts: PeopleFacts) -> Known:
        """Not known where none is true and one is not known."""
        answers = [part.of(facts) for part in self.parts]
        true = np.logical_or.reduce([yes for yes, _ in answers])
        return true, np.logical_or.reduce([unsure for _, unsure in answers]) & ~true


@dataclass(frozen=True, slots=True)
class FirstKnown(OfParts):
    """The first of some predicates that is known of a person, so that what a table carries goes before a substitute."""

    def of(self, facts: PeopleFacts) -> Known:
        """Not known where none is."""
        true, unsure = self.parts[0].of(facts)
        for part in self.parts[1:]:
            then, still = part.of(facts)
            true, unsure = true | (unsure & then), unsure & still
        return true, unsure


def carried_values_in(predicate: Predicate) -> Iterator[CarriedValue]:
    """The questions about values that the table of persons carries, in the parts of a predicate too."""
    if isinstance(predicate, CarriedValue):
        yield predicate
    elif isinstance(predicate, OfParts):
        for part in predicate.parts:
            yield from carried_values_in(part)


def scores_in(predicate: Predicate) -> Iterator[str]:
    """The scores whose bands a predicate asks about, in its parts too.

    Example:
        >>> from commonweal.population.segmentation.predicates import HasAny
        >>> list(scores_in(AnyOf((InBand("electronic_frailty", ("severe",)), HasAny(("cancer",))))))
        ['electronic_frailty']
    """
    if isinstance(predicate, InBand):
        yield predicate.score
    elif isinstance(predicate, OfParts):
        for part in predicate.parts:
            yield from scores_in(part)


def needs(predicate: Predicate, carried: Container[str]) -> tuple[set[str], set[str]]:
    """Without which scores, and which values of the table, a predicate is known of nobody.

    Args:
        predicate: The predicate.
        carried: Values that the table carries.

    Returns:
        Names of scores; names of values that are not carried. Of several predicates of which the first known counts,
        one that lacks no value is enough.

    Example:
        >>> either = FirstKnown((CarriedValue("frailty", ("severe",)), InBand("electronic_frailty", ("severe",))))
        >>> needs(either, ["frailty"]), needs(either, [])
        ((set(), set()), ({'electronic_frailty'}, set()))
    """
    if isinstance(predicate, InBand):
        return {predicate.score}, set()
    if isinstance(predicate, CarriedValue):
        return set(), set() if predicate.name in carried else {predicate.name}
    if not isinstance(predicate, OfParts):
        return set(), set()
    each = [needs(part, carried) for part in predicate.parts]
    if isinstance(predicate, FirstKnown):
        return next((one for one in each if not one[1]), each[0])
    return set[str]().union(*(scores for scores, _ in each)), set[str]().union(*(values for _, values in each))
