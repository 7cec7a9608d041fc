"""Whose lists can be carried forward: published ones of practices, and own tables of systems not among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from commonweal.population.aggregates import PopulationAggregates
from commonweal.population.statistics.estimates import BoolArray
from commonweal.reference import catalogue
from commonweal.site.population.figures import Held, held
from commonweal.site.population.given import Choices, areas_of
from commonweal.site.population.kept import current_aggregates, kept_systems
from commonweal.site.population.own_people.figures import rows_by_area
from commonweal.site.population.own_people.words import day
from commonweal.site.population.presenters import rows_within
from commonweal.wiring.ages_of_aggregates import LEVELS_BY_BAND
from commonweal.wiring.rates_of_aggregates import practices_of_tables

ENGLAND = "england"
KINDS = {"place": "Place", "pcn": "Network", "practice": "Practice"}


@dataclass(frozen=True, eq=False)
class Lists:
    """What can be carried forward here.

    Args:
        published: The lists of practices; None where the files are not here.
        systems: Code and name of each system whose own tables are kept.
    """

    published: Held | None
    systems: dict[str, str]
    _tables: dict[str, PopulationAggregates | None] = field(default_factory=dict, init=False, repr=False)

    def boards(self) -> Choices:
        """England, its ICBs, and systems that are not among them."""
        if self.published is None:
            return self._others()
        return [(ENGLAND, "England"), *areas_of(self.published, "icb"), *self._others()]

    def areas(self, board: str) -> Choices:
        """The whole of an ICB or system, and its places, networks and practices; value ``level/code``."""
        if self.published is not None and board in (ENGLAND, *self._published_boards()):
            if board == ENGLAND:
                return [("", "All of England")]
            found = _areas_of_board(self.published, board)
            return [("", "All of it"), *self._own_places(board), *found]
        tables = self.tables_of(board)
        if tables is None:
            return [("", "All of it")]
        rows = rows_by_area(tables)["areas"]
        return [
            ("", "All of it"),
            *(
                (f"{level}/{code}", f"{KINDS[level]}: {listed[0]['name']}")
                for (level, code), listed in rows.items()
                if level in LEVELS_BY_BAND[1:]
            ),
        ]

    def board_of(self, area: str) -> str:
        """The ICB of an area; England, or the first system where no lists are published, where there is none."""
        level, _, code = area.partition("/")
        if self.published is not None:
            within = rows_within(self.published, level, code) if level in KINDS else np.zeros(0, dtype=np.bool_)
            if code and within.any():
                return self.published.figures.areas["icb"][int(np.flatnonzero(within)[0])]
            return ENGLAND
        return next(iter(self.systems), "")

    def within(self, board: str, area: str) -> BoolArray:
        """The practices of an ICB, or of an area of it."""
        assert self.published is not None
        if board == ENGLAND:
            return np.ones(len(self.published.figures.codes), dtype=np.bool_)
        level, _, code = area.partition("/")
        if area in dict(self._own_places(board)):
            tables = self.tables_of(board)
            of = practices_of_tables(tables) if tables else {}
            return np.array([of.get(practice, ("", ""))[1] == code for practice in self.published.figures.codes])
        return rows_within(self.published, level, code) if code else rows_within(self.published, "icb", board)

    def name_of(self, board: str, level: str, code: str) -> str:
        """The name of an area of an ICB."""
        assert self.published is not None
        own = dict(self._own_places(board)).get(f"{level}/{code}")
        return own.partition(": ")[2] if own else self.published.figures.name_of(level, code)

    def is_published(self, board: str) -> bool:
        """Whether the lists of an ICB are published here."""
        return self.published is not None and (board == ENGLAND or board in self._published_boards())

    def tables_of(self, board: str) -> PopulationAggregates | None:
        """Own tables of a system: never those of made-up people beside lists of real ones."""
        if board not in self.systems:
            return None
        if board not in self._tables:
            tables = current_aggregates(board)
            mixed = tables is not None and tables.manifest.fictional and self.is_published(board)
            self._tables[board] = None if mixed else tables
        return self._tables[board]

    def _published_boards(self) -> tuple[str, ...]:
        return self.published.figures.numbered_areas("icb")[0] if self.published else ()

    def _own_places(self, board: str) -> Choices:
        """Places of an ICB's own tables that no published file has, such as those it made itself."""
        tables = self.tables_of(board) if self.is_published(board) else None
        if tables is None or self.published is None:
            return []
        known = self.published.figures.numbered_areas("place")[0]
        rows = tables.rows("areas", level="place")
        return [(f"place/{row['code']}", f"Own place: {row['name']}") for row in rows if row["code"] not in known]

    def _others(self) -> Choices:
        mine = self._published_boards()
        return [(code, name) for code, name in self.systems.items() if code not in mine]


def lists_here() -> Lists:
    """The lists that this installation has."""
    return Lists(held(), dict(kept_systems()))


def day_of_lists(tables: PopulationAggregates | None) -> str:
    """The day of the lists: of own tables, or the month of the published ones."""
    if tables is not None:
        return day(tables.manifest.as_of)
    return next(file.title for file in catalogue() if file.id == "registered_patients").rpartition(", ")[2]


def years_on(when: str, years: int) -> str:
    """The same day or month some years later.

    Example:
        >>> years_on("April 2026", 5)
        'April 2031'
    """
    words, _, year = when.rpartition(" ")
    return f"{words} {int(year) + years}"


def at(when: str) -> str:
    """A month or a day within a sentence.

    Example:
        >>> at("April 2026"), at("31 March 2025")
        ('in April 2026', 'on 31 March 2025')
    """
    return f"{'on' if when[:1].isdigit() else 'in'} {when}"


@lru_cache(maxsize=64)
def _areas_of_board(published: Held, board: str) -> Choices:
    figures = published.figures
    found = [
        (f"{level}/{code}", f"{KINDS[level]}: {name}")
        for level in ("place", "pcn")
        for code, name in areas_of(published, level, board)
    ]
    practices = sorted(
        (figures.names[number], figures.codes[number])
        for number in np.flatnonzero(rows_within(published, "icb", board)).tolist()
    )
    return [*found, *((f"practice/{code}", f"{KINDS['practice']}: {name} ({code})") for name, code in practices)]
