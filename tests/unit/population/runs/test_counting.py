"""What each mask means, and people counted from packed numbers, against plain counting."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from commonweal.engines import Packing
from commonweal.population.runs.counting import AT_A_TIME, CellCounts, mask_meanings
from commonweal.population.runs.definition import Definition, standard_definition
from commonweal.population.runs.plans import packing

PEOPLE = AT_A_TIME + 1000


@pytest.fixture(scope="module")
def definition() -> Definition:
    return standard_definition()


def plain_meaning(definition: Definition, mask: int) -> tuple[int, int, int]:
    """Conditions, score and segment of one mask, by the rules as they are written."""
    conditions = mask.bit_count()
    score = sum(weight for place, weight in enumerate(definition.weights) if mask >> place & 1)
    for number, rule in enumerate(definition.segments[:-1]):
        if mask & rule.any_of if rule.any_of else conditions >= rule.least_conditions:
            return conditions, score, number
    return conditions, score, len(definition.segments) - 1


def test_every_kind_of_mask_means_what_the_rules_say(definition: Definition) -> None:
    means = mask_meanings(definition)
    some = {0, (1 << len(definition.conditions)) - 1, *(1 << place for place in range(len(definition.conditions)))}
    some |= set(np.random.default_rng(1).integers(0, 1 << len(definition.conditions), 3000).tolist())
    for mask in some:
        found = (means.conditions[mask], means.score[mask], means.segment[mask])
        assert tuple(map(int, found)) == plain_meaning(definition, mask)
    assert set(means.segment.tolist()) == set(range(len(definition.segments)))


def test_counts_are_those_of_plain_counting(definition: Definition) -> None:
    g, fields = np.random.default_rng(2), packing(definition, 5)
    given = {
        "mask": np.where(g.random(PEOPLE) < 0.5, 0, 1 << g.integers(0, 20, PEOPLE) | 1 << g.integers(0, 20, PEOPLE)),
        "imd_decile": g.integers(0, 11, PEOPLE), "band": g.choice([0, 3, 18, 31], PEOPLE),
        "sex_number": g.integers(0, 4, PEOPLE), "practice_number": g.integers(0, 6, PEOPLE),
        "listed": np.ones(PEOPLE, dtype=np.int64),
    }  # fmt: skip
    packed = sum(values.astype(np.int64) << fields.first(name) for name, values in given.items())
    assert isinstance(packed, np.ndarray)
    counts = CellCounts(fields, mask_meanings(definition), len(definition.segments))
    counts.add(packed[: PEOPLE // 3])
    counts.add(packed[PEOPLE // 3 :])
    cells: Counter[tuple[int, ...]] = Counter()
    areas: Counter[tuple[int, ...]] = Counter()
    meanings = {mask: plain_meaning(definition, mask) for mask in set(given["mask"].tolist())}
    for mask, decile, band, sex, practice in zip(
        *(given[name].tolist() for name in ("mask", "imd_decile", "band", "sex_number", "practice_number")), strict=True
    ):
        conditions, score, segment = meanings[mask]
        key = (practice, band, sex, segment)
        for place, amount in enumerate((1, int(conditions >= 2), conditions, score)):
            cells[(*key, place)] += amount
            if place < 2:
                areas[decile, band, place] += amount
    names = ("practice_number", "band", "sex_number", "segment_number")
    found = counts.cells()
    for place, name in enumerate(("people", "multimorbid", "conditions", "score_hundredths")):
        rows = zip(*(found[each].tolist() for each in names), found[name].tolist(), strict=True)
        assert {row[:4]: row[4] for row in rows} == {key[:4]: n for key, n in cells.items() if key[4] == place}
    found = counts.areas()
    for place, name in enumerate(("people", "multimorbid")):
        rows = zip(found["imd_decile"].tolist(), found["band"].tolist(), found[name].tolist(), strict=True)
        assert {row[:2]: row[2] for row in rows} == {key[:2]: n for key, n in areas.items() if key[2] == place}


def test_fields_that_are_read_together_lie_side_by_side(definition: Definition) -> None:
    widths = {"mask": 20, "band": 5, "imd_decile": 4, "sex_number": 2, "practice_number": 3, "listed": 1}
    with pytest.raises(ValueError, match="do not lie side by side: practice_number, band, sex_number"):
        CellCounts(Packing(widths), mask_meanings(definition), 7)
