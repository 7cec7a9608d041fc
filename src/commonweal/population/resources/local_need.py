"""A local need index: weighted people of each practice by what the care of people alike costs in the whole system.

It feeds `commonweal allocations split` as an indicator, so that a place sees its share by need. Built from recorded
use, it says so wherever it goes.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from commonweal.answers.counted import how_many
from commonweal.population.resources.few_together import FewTogether
from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.estimates import Arrays, FloatArray, IntArray
from commonweal.problems import BadInput, Problem, Problems
from commonweal.tables import write_csv

NOT_A_FAIR_SHARE = (
    "Need built from recorded use rewards those who already get care, and passes over those who do not: "
    "it is no fair share."
)
FEW_PEOPLE = 50
"""Cells of fewer people take the mean cost of their segment, since their own tells of chance."""


@dataclass(frozen=True, eq=False)
class LocalNeed(Arrays):
    """Weighted people by practice.

    Args:
        practices: Codes.
        people: On the list.
        weighted: Weighted people; sum to the people.
        index: Weighted people for each person.
        cells_joined: Cells of segment and age that were too small and took their segment's mean.
        sentence: To be printed wherever these figures are.
    """

    practices: tuple[str, ...]
    people: IntArray
    weighted: FloatArray
    index: FloatArray
    cells_joined: int
    sentence: str = NOT_A_FAIR_SHARE

    def with_unmet_need(
        self, unmet: Mapping[str, float], share: float, *, among: Container[str] | None = None, named: str = "the file"
    ) -> LocalNeed:
        """Weighted people of whom a share follows an index of unmet need instead of recorded use.

        Args:
            unmet: Index of each practice, such as avoidable mortality or deprivation; 1 is the average.
            share: Of the whole, above 0 and up to 1. It is a decision, not a measurement.
            among: Practices that have a part; others need no index, and keep their recorded need. None for all.
            named: What the index is, for messages.

        Raises:
            BadInput: A practice without an index, or a share that is none.
        """
        has_part = np.array([among is None or code in among for code in self.practices], dtype=np.bool_)
        index = np.array([unmet.get(code, 0.0) for code in self.practices], dtype=np.float64)
        wanted = [code for code, part in zip(self.practices, has_part.tolist(), strict=True) if part]
        problems = Problems()
        if wrong := [code for code in wanted if code in unmet and not unmet[code] > 0]:
            problems.add(
                f"the index of unmet need of {how_many(len(wrong), 'practice')} is not above nought in {named}",
                given=", ".join(f"{code} {unmet[code]:g}" for code in wrong[:5]),
                do="give each an index above nought; 1 is the average",
            )
        if lacking := [code for code in wanted if code not in unmet]:
            problems.add(
                f"{how_many(len(lacking), 'practice has', 'practices have')} no index of unmet need in {named}, which "
                f"has one of {how_many(len(unmet), 'code')}", given=", ".join(lacking[:5]),
                do="give each one an index above nought",
            )  # fmt: skip
        problems.raise_if_any()
        if not 0 < share <= 1:
            raise BadInput(Problem("this is no share", given=f"{share:g}", expected="above 0 and up to 1"))
        raw = np.where(has_part, self.people * index, 0.0)
        by_index = raw * (self.weighted[has_part].sum() / raw.sum()) if raw.any() else raw
        blended = np.where(has_part, (1 - share) * self.weighted + share * by_index, self.weighted)
        sentence = f"{self.sentence} {share:.0%} of it follows an index of unmet need instead, which is a decision."
        return LocalNeed(self.practices, self.people, blended, blended / self.people, self.cells_joined, sentence)

    def write_csv(self, path: Path) -> None:
        """Write a file of indicators that `commonweal allocations split --indicators` reads, with its sentence.

        The index is that of weighted and counted people as they may be shown, so for a small practice a rough one. The
        sentence stands in each row: it is printed with whatever is shared by the index, however the file was cut.
        """
        told = FewTogether.of(self.people)  # nothing of a practice of few people, nor what would tell it
        index = told.need_a_head(self.weighted).tolist()
        rows = [
            (code, "" if few else f"{value:.6f}", self.sentence)
            for code, value, few in zip(self.practices, index, told.together.tolist(), strict=True)
        ]
        write_csv(path, rows, ("practice_code", "Local need index built from recorded use", "note"), bom=False)


def local_need(
    practice: Sequence[str], segment: npt.ArrayLike, age_band: npt.ArrayLike, pence: npt.ArrayLike
) -> LocalNeed:
    """Weighted people by practice: each person counts as much as the care of people alike costs on average.

    People alike are those of one segment and age band in the whole system, so that what one practice's own people
    cost moves its weight only through them.

    Args:
        practice: Of each person.
        segment: Number of the segment of each person; -1 for people whose segment is not known, who are a segment.
        age_band: Number of the age band.
        pence: Cost of each person.

    Raises:
        BadInput: Missing figures, or no cost at all.

    Example:
        >>> found = local_need(["A", "A", "B", "B"], [0, 1, 1, 1], [0, 0, 0, 0], [10, 30, 30, 30])
        >>> found.cells_joined, found.index.round(2).tolist(), round(float(found.weighted.sum()))
        (2, [0.8, 1.2], 4)
    """
    problems = Problems()
    if len(practice) != np.size(pence):
        problems.add("there are not as many practices as people", column="practice", given=str(len(practice)))
    try:
        each, joined = need_of_each(segment, age_band, pence)
    except BadInput as bad:
        problems.extend(bad.problems)
    problems.raise_if_any()
    names, where = np.unique(np.asarray(practice, dtype=str), return_inverse=True)
    people = np.bincount(where)
    weighted = np.bincount(where, weights=each).astype(np.float64)
    return LocalNeed(tuple(names.tolist()), people, weighted, weighted / people, joined)


def need_of_each(segment: npt.ArrayLike, age_band: npt.ArrayLike, pence: npt.ArrayLike) -> tuple[FloatArray, int]:
    """What the care of people alike costs on average, for each person; 1 is the average of the system.

    Args:
        segment: As for ``local_need``.
        age_band: Likewise.
        pence: Likewise.

    Returns:
        The need of each, which sums to the people, and how many cells of segment and age took their segment's mean.

    Raises:
        BadInput: Missing figures, or no cost at all.

    Example:
        >>> each, joined = need_of_each([0, 1, 1, 1], [0, 0, 0, 0], [10, 30, 30, 30])
        >>> each.tolist(), joined
        ([0.4, 1.2, 1.2, 1.2], 2)
    """
    inputs = Inputs()
    cost = inputs.numbers("pence", pence, at_least=0, missing=False)
    segments = inputs.numbers("segment", segment, at_least=-1, missing=False)
    bands = inputs.numbers("age_band", age_band, at_least=0, missing=False)
    cost, segments, bands = inputs.same_shape(pence=cost, segment=segments, age_band=bands)
    if not cost.sum() > 0:
        inputs.wrong("no care cost anything", column="pence")
    inputs.raise_if_any()
    kinds = (segments + 1).astype(np.int64)
    cells = kinds * (int(bands.max()) + 1) + bands.astype(np.int64)
    by_kind = np.bincount(kinds, weights=cost) / np.maximum(np.bincount(kinds), 1)
    size = np.bincount(cells)
    by_cell = np.bincount(cells, weights=cost) / np.maximum(size, 1)
    few = size[cells] < FEW_PEOPLE
    expected: FloatArray = np.where(few, by_kind[kinds], by_cell[cells])
    joined = int(((size > 0) & (size < FEW_PEOPLE)).sum())
    return expected * (cost.size / expected.sum()), joined
