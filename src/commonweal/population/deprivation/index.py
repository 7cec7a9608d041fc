"""The Index of Multiple Deprivation of 2019 and of 2025: each ranks the small areas of its own map."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from commonweal.population.deprivation.vintages import map_of_codes
from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.population.statistics.quantiles import quantile_of_rank
from commonweal.problems import BadInput, Problem, Problems
from commonweal.tables import Meaning, read_table

TENTHS, FIFTHS, CORE20_TENTHS = 10, 5, 2
EDITIONS = {"lsoa21": "2025", "lsoa11": "2019"}
"""The edition whose ranks are of each map of small areas."""

MOST_TIED = 10
"""So many areas may share a rank; in the index of 2019 a few do."""

_RANK = "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"
_SCORE = "Index of Multiple Deprivation (IMD) Score"


@dataclass(frozen=True)
class DeprivationIndex:
    """One edition of the index.

    Args:
        edition: ``2019`` or ``2025``.
        area_map: ``lsoa11`` or ``lsoa21``: the map whose areas it ranks.
        codes: Every small area of England.
        ranks: From 1, the most deprived, shape (areas,).
        scores: Shape (areas,); nan where the file has none.
    """

    edition: str
    area_map: str
    codes: tuple[str, ...]
    ranks: IntArray
    scores: FloatArray

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each area stands."""
        return {code: number for number, code in enumerate(self.codes)}

    @cached_property
    def tenths(self) -> IntArray:
        """The tenth of each area, 1 the most deprived, as published."""
        return quantile_of_rank(self.ranks, TENTHS, of=len(self.codes))

    @cached_property
    def fifths(self) -> IntArray:
        """The fifth of each area."""
        return quantile_of_rank(self.ranks, FIFTHS, of=len(self.codes))

    @property
    def core20(self) -> FloatArray:
        """1 for the areas of the two most deprived tenths of England, else 0."""
        return (self.tenths <= CORE20_TENTHS).astype(np.float64)

    def tenths_of(self, codes: Sequence[str], *, file: str = "", column: str = "lsoa") -> IntArray:
        """The tenth of each of the given areas, in their order.

        Raises:
            BadInput: Two maps in one column, areas of the other map, or codes that no area has.
        """
        found = map_of_codes(codes, file=file, column=column)
        if found and found != self.area_map:
            raise BadInput(
                Problem(
                    f"these areas are of the map of 20{found[-2:]}, and the index of {self.edition} ranks those of the "
                    f"map of 20{self.area_map[-2:]}",
                    file=file,
                    column=column,
                    do=f"use the index of {EDITIONS[found]}, or bring the areas to the other map",
                )
            )
        problems = Problems()
        at = [self.position.get(code.strip().upper(), -1) for code in codes]
        for number in [number for number, place in enumerate(at) if place < 0][:10]:
            problems.add(
                "no small area of England has this code", given=codes[number], file=file, row=number + 2, column=column
            )
        problems.raise_if_any()
        return self.tenths[at]


def read_index(path: str | os.PathLike[str]) -> DeprivationIndex:
    """Read an edition: small areas with the rank of each; the map is told by the header.

    Raises:
        BadInput: Ranks that are not 1 to the number of areas, but for ties; or published tenths that are not those of
            the ranks.
    """
    meanings = (
        Meaning("lsoa21", ("lsoa21_code", "LSOA code (2021)"), "code", required=False, unique=True, blank_allowed=True),
        Meaning("lsoa11", ("lsoa11_code", "LSOA code (2011)"), "code", required=False, unique=True, blank_allowed=True),
        Meaning("rank", ("IMD_rank", _RANK), "number", minimum=1),
        Meaning("score", ("IMD_score", _SCORE), "number", required=False, blank_allowed=True),
        Meaning(
            "tenth",
            ("IMD_decile", "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"),
            "number",
            required=False,
            blank_allowed=True,
        ),
    )
    table = read_table(path, meanings)
    held = [name for name in EDITIONS if table.has(name)]
    if len(held) != 1:
        raise BadInput(
            Problem(
                "the file does not say of which map its small areas are",
                file=table.stamp.name,
                expected="one column headed lsoa21_code or lsoa11_code",
            )
        )
    codes = tuple((code or "").upper() for code in table.text(held[0]))
    ranks = table.number("rank").astype(np.int64)
    if np.abs(np.sort(ranks) - np.arange(1, len(codes) + 1)).max() > MOST_TIED:
        raise BadInput(
            Problem(
                f"the ranks are not 1 to {len(codes):,}",
                file=table.stamp.name,
                column="rank",
                do="use the whole file of England: a tenth is a tenth of all areas",
            )
        )
    found = DeprivationIndex(EDITIONS[held[0]], held[0], codes, ranks, table.number("score"))
    published = table.number("tenth")
    if (~np.isnan(published) & (published != found.tenths)).any():
        raise BadInput(Problem("published tenths are not those of the ranks", file=table.stamp.name, column="tenth"))
    return found
