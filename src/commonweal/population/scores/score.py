"""A score: a weight for each condition, a hierarchy among them, bands, and whom it was made for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from commonweal.population.codelists import Codelist, where_to_find
from commonweal.population.scores.mask_tables import cleared, weighted_sum
from commonweal.population.statistics.estimates import Arrays, FloatArray, IntArray
from commonweal.population.versioned import (
    Provenance,
    VersionedTable,
    bundled_names,
    bundled_versioned,
    read_versioned,
)
from commonweal.problems import BadInput, Problem, Problems

COLUMNS = ("condition", "weight")
_BAND = re.compile(r"(?P<name>[a-z_]+)(?:(?P<sign><=|<)(?P<limit>[0-9.]+))?")


@dataclass(frozen=True, slots=True)
class Band:
    """A name for the scores up to a limit; the last band has none."""

    name: str
    limit: float | None = None
    inclusive: bool = False


@dataclass(frozen=True, eq=False)
class ScoreResult(Arrays):
    """A score of many people, and whose weights and codes made it.

    Args:
        value: The score; not-a-number for people outside the ages it was made for.
        band: Number of the band in ``score.bands``; -1 where there is no score, or no bands.
        score: Where the weights come from.
        codelist: Where the conditions come from.
        without_codes: Conditions with a weight that the codelist has no code for, so that nobody can have them.
    """

    value: FloatArray
    band: IntArray
    score: Provenance
    codelist: Provenance
    without_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A score with its provenance.

    Args:
        provenance: Name, version, source, status and hash of the weights.
        weights: By condition.
        hierarchy: Pairs of conditions: whoever has the first is not given points for the second.
        divisor: What the sum of weights is divided by.
        bands: In rising order.
        age_from: The youngest age that the score was made for; None for any.
        codelist_name: The codelist that its conditions are defined by, where there is one.
        rules_name: The rules on recency that its conditions need, where there are some.
    """

    provenance: Provenance
    weights: Mapping[str, Decimal]
    hierarchy: tuple[tuple[str, str], ...] = ()
    divisor: int = 1
    bands: tuple[Band, ...] = ()
    age_from: int | None = None
    codelist_name: str = ""
    rules_name: str = ""

    def of(
        self,
        masks: npt.ArrayLike,
        codelist: Codelist,
        *,
        age: npt.ArrayLike | None = None,
        every_condition: bool = True,
    ) -> ScoreResult:
        """The score of each person.

        Args:
            masks: Conditions, int64, shape (people,), or (people, masks) where the codelist needs several.
            codelist: Says which bit is which condition.
            age: Ages in years, shape (people,); needed where the score was made for some ages only. Not-a-number gives
                no score.
            every_condition: Refuse a codelist that has no code for a condition of the score. Where this is off, what
                is missing is told in the result, and the score is too low for whoever has it.

        Raises:
            BadInput: Masks of another shape, missing ages, a codelist that lacks conditions.

        Example:
            >>> from commonweal.population.codelists import codelist
            >>> quan = codelist("charlson_icd10_quan")
            >>> _, aids = quan.bits["aids"]
            >>> score("charlson_quan_2011").of([aids, 0], quan).value.tolist()
            [4.0, 0.0]
        """
        words = np.asarray(masks, dtype=np.int64)
        words = words[:, None] if words.ndim == 1 else words
        problems = Problems()
        if words.ndim != 2 or words.shape[1] != codelist.masks:
            problems.add(
                "the masks are not as many as the codelist needs", given=str(words.shape), expected=f"{codelist.masks}"
            )
        missing = tuple(name for name in self.weights if name not in codelist.bits)
        if missing and every_condition:
            problems.add(
                f"the codelist {codelist.provenance.name} has no code for some conditions of {self.provenance.name}",
                given=", ".join(missing),
                do=where_to_find(tuple(self.weights), codelist, "score"),
            )
        if self.age_from is not None and age is None:
            problems.add(f"this score was made for people of {self.age_from} and over", do="give the ages")
        problems.raise_if_any()
        bits = codelist.bits
        for above, below in [pair for pair in self.hierarchy if set(pair) <= set(bits)]:
            words = cleared(words, bits[above], bits[below])
        places = max((-int(weight.as_tuple().exponent) for weight in self.weights.values()), default=0)
        scaled = {bits[name]: int(weight.scaleb(places)) for name, weight in self.weights.items() if name in bits}
        value = weighted_sum(words, scaled) / (10**places * self.divisor)
        if self.age_from is not None:
            years = np.asarray(age, dtype=np.float64)
            if years.shape != value.shape:
                raise BadInput(Problem("there are not as many ages as people", given=str(years.shape)))
            value = np.where(years >= self.age_from, value, np.nan)
        return ScoreResult(value, self.band_of(value), self.provenance, codelist.provenance, missing)

    def band_of(self, value: npt.ArrayLike) -> IntArray:
        """The number of the band of each score; -1 for no score.

        Example:
            >>> score("electronic_frailty").band_of([0.12, 0.1201, 0.5, float("nan")]).tolist()
            [0, 1, 3, -1]
        """
        read = np.asarray(value, dtype=np.float64)
        band = np.full(read.shape, len(self.bands) - 1, dtype=np.int64)
        for number, step in reversed(list(enumerate(self.bands[:-1]))):
            limit = np.inf if step.limit is None else step.limit
            inside = read <= limit if step.inclusive else read < limit
            band = np.where(inside, number, band)
        return np.where(np.isnan(read), -1, band)


def _parse(table: VersionedTable, file: str) -> Score:
    problems = Problems()
    weights: dict[str, Decimal] = {}
    for number, row in enumerate(table.rows):
        here = {"file": file, "row": table.place(number)}
        if not row["condition"] or row["condition"] in weights:
            problems.add("no condition, or one that stands above", column="condition", given=row["condition"], **here)
        try:
            weight = Decimal(row["weight"])
        except InvalidOperation:
            weight = Decimal("NaN")
        if not weight.is_finite():
            problems.add("this is not a number", column="weight", given=row["weight"], **here)
        weights[row["condition"]] = weight
    head = table.head
    hierarchy = tuple(
        (above, below) for above, _, below in (pair.partition(">") for pair in head.get("hierarchy", "").split())
    )
    for name in {name for pair in hierarchy for name in pair} - set(weights):
        problems.add("the hierarchy names a condition without a weight", file=file, given=name)
    bands = []
    for word in head.get("bands", "").split():
        met = _BAND.fullmatch(word)
        if not met:
            problems.add("this is not a band", file=file, given=word, expected="such as fit<=0.12")
            continue
        bands.append(Band(met["name"], float(met["limit"]) if met["limit"] else None, met["sign"] == "<="))
    if [band.limit for band in bands[:-1]] != sorted(band.limit for band in bands[:-1] if band.limit is not None):
        problems.add("the bands do not rise", file=file, given=head["bands"])
    for word in ("divisor", "age_from"):
        if not head.get(word, "1").isdigit():
            problems.add("this is not a whole number", file=file, given=f"{word}: {head[word]}")
    problems.raise_if_any()
    return Score(
        table.provenance, MappingProxyType(weights), hierarchy, int(head.get("divisor", 1)), tuple(bands),
        int(head["age_from"]) if "age_from" in head else None, head.get("codelist", ""), head.get("rules", ""),
    )  # fmt: skip


def read_score(path: Path) -> Score:
    """Read a score of the user's own from a versioned CSV of conditions and weights.

    Raises:
        BadInput: Everything that is wrong with it, by row and column.
    """
    return _parse(read_versioned(path, columns=COLUMNS), path.name)


@lru_cache(maxsize=32)
def score(name: str) -> Score:
    """A score that comes with Commonweal.

    Example:
        >>> cambridge = score("cambridge_20")
        >>> sum(cambridge.weights.values()), cambridge.provenance.status
        (Decimal('16.33'), 'published')
    """
    return _parse(bundled_versioned(__package__, name, COLUMNS), f"{name}.csv")


def bundled_scores() -> tuple[str, ...]:
    """The names of the scores that come with Commonweal."""
    return bundled_names(__package__)
