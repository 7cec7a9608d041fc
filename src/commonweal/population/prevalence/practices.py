"""The published figures of every practice, joined by code: list by age and sex, registers, deprivation, areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from commonweal.population.prevalence.registers import DiseaseRegister, least_list
from commonweal.population.statistics.estimates import FloatArray, IntArray

LEVELS: dict[str, str] = {
    "icb": "integrated care board",
    "place": "place",
    "pcn": "primary care network",
    "practice": "practice",
}
"""What figures are told for, from the largest, with the name shown to people."""


class Unusable(IntEnum):
    """Why a practice has no expected figure; nought where it has one."""

    COMPARED = 0
    NO_LIST = 1
    ONE_SEX = 2
    SMALL_LIST = 3
    NO_DEPRIVATION = 4
    NO_REGISTER = 5

    @property
    def words(self) -> str:
        """The reason as a clause."""
        return _WORDS[self]


_WORDS = {
    Unusable.COMPARED: "compared",
    Unusable.NO_LIST: "no list was published for April 2026, as when a practice has closed or merged",
    Unusable.ONE_SEX: "the published list has people of one sex only",
    Unusable.SMALL_LIST: "the list is too small to be compared",
    Unusable.NO_DEPRIVATION: "no deprivation score is published",
    Unusable.NO_REGISTER: "no register is published for 2024/25",
}


@dataclass(frozen=True, eq=False)
class PracticeFigures:
    """Every practice that any of the public files names.

    Args:
        codes: Practice codes, each once.
        names: Their names; the code where none is known.
        male, female: People registered by single year of age 0 to 95 (95 and over), shape (practices, 96); nan where
            there is no list.
        deprivation: Score of the Index of Multiple Deprivation 2025, shape (practices,); nan where none is published.
        percentages: Published percentage on each register, by register id, shape (practices,); nan where missing.
        areas: Code of the ICB, place and network of each practice, by level; empty where none is known.
        area_names: Names of those areas, by level and code.
        sources: The files, in words.
        notes: What a reader should know about them.
        indicators: Every other published percentage of practices, by its header, shape (practices,).
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    male: FloatArray
    female: FloatArray
    deprivation: FloatArray
    percentages: Mapping[str, FloatArray]
    areas: Mapping[str, tuple[str, ...]]
    area_names: Mapping[str, Mapping[str, str]]
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    indicators: Mapping[str, FloatArray] = field(default_factory=dict)
    _people: dict[int, FloatArray] = field(default_factory=dict, init=False, repr=False)
    _numbered: dict[str, tuple[tuple[str, ...], IntArray]] = field(default_factory=dict, init=False, repr=False)

    def people(self, youngest: int = 0) -> FloatArray:
        """People of an age and over on each list, shape (practices,); summed once for each age, and read only."""
        total = self._people.get(youngest)
        if total is None:
            total = self.male[:, youngest:].sum(axis=1) + self.female[:, youngest:].sum(axis=1)
            total.flags.writeable = False
            self._people[youngest] = total
        return total

    def observed(self, register: DiseaseRegister) -> FloatArray:
        """People on a register: the published percentage of the ages that it is divided by, on the list of April 2026.

        The percentage is of the list of its own year, which is not published with it: a practice whose list has
        changed since has as many people here as its percentage means today.
        """
        people: FloatArray = self.percentages[register.id] / 100.0 * self.people(register.divided_from)
        return people

    def reasons(self, register: DiseaseRegister) -> npt.NDArray[np.int8]:
        """Why each practice cannot be compared (codes of Unusable), the first reason that holds, shape (practices,)."""
        found = np.zeros(len(self.codes), dtype=np.int8)
        with np.errstate(invalid="ignore"):
            checks = (
                (Unusable.NO_DEPRIVATION, np.isnan(self.deprivation)),
                (Unusable.NO_REGISTER, np.isnan(self.percentages[register.id])),
                (Unusable.SMALL_LIST, self.people(register.youngest) < least_list()),
                (Unusable.ONE_SEX, (self.male.sum(axis=1) == 0) | (self.female.sum(axis=1) == 0)),
                (Unusable.NO_LIST, np.isnan(self.people())),
            )
        for reason, holds in checks:
            found[holds] = reason
        return found

    def area_codes(self, level: str) -> tuple[str, ...]:
        """The code of each practice's area at a level; at the level ``practice`` its own."""
        return self.codes if level == "practice" else self.areas[level]

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each practice stands among all, by its code."""
        return {code: number for number, code in enumerate(self.codes)}

    def numbered_areas(self, level: str) -> tuple[tuple[str, ...], IntArray]:
        """The areas of a level in order of code, and the number of each practice's among them, shape (practices,).

        Practices without an area have one of their own, whose code is empty. It is worked once, and read only.
        """
        found = self._numbered.get(level)
        if found is None:
            codes, numbers = np.unique(np.array(self.area_codes(level), dtype=str), return_inverse=True)
            area = numbers.reshape(-1).astype(np.int64)
            area.flags.writeable = False
            found = self._numbered[level] = tuple(codes.tolist()), area
        return found

    def name_of(self, level: str, code: str) -> str:
        """The name of an area or practice; its code where none is known."""
        if level == "practice":
            return self.names[self.position[code]]
        return self.area_names.get(level, {}).get(code, code)
