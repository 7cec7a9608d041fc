"""No table of a run gives a small count away, beside its other column or beside the other tables."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from tests.unit.population.disclosure_control.everything_shown import Reader

from commonweal.population.runs.counts_shown import (
    KNOWN_AGE,
    PRACTICE,
    SEGMENT,
    TENTH,
    UNKNOWN,
    CountsShown,
    Key,
    Pair,
    counts_shown,
)

PARTS = {SEGMENT: 5, PRACTICE: 3}
TENTHS = ("1", "2", "3", UNKNOWN)
BANDS = ("0", "5", "10", UNKNOWN)


def small_system(seed: int) -> tuple[Pair, dict[str, dict[str, Pair]], dict[str, dict[str, Pair]]]:
    """Made-up people, many of whom stand in groups of few; some have no practice, tenth or age."""
    rng = np.random.default_rng(seed)
    cells = np.where(rng.random((4, 4)) < 0.5, rng.integers(0, 15, (4, 4)), rng.integers(0, 60, (4, 4)))
    cells[0, 0] += 20
    several = rng.binomial(cells, rng.choice([0.1, 0.5, 0.9], (4, 4)))
    bands = {
        tenth: {band: (int(cells[a, b]), int(several[a, b])) for b, band in enumerate(BANDS) if cells[a, b]}
        for a, tenth in enumerate(TENTHS)
        if cells[a].any()
    }
    divisions = {
        name: {
            str(part): (int(one + other), int(other))
            for part, one, other in zip(
                range(number),
                rng.multinomial(cells.sum() - several.sum(), rng.dirichlet(np.full(number, 0.5))),
                rng.multinomial(several.sum(), rng.dirichlet(np.full(number, 0.5))),
                strict=True,
            )
            if one + other
        }
        for name, number in PARTS.items()
    }
    if seed % 2:
        divisions[PRACTICE].popitem()  # whoever is there has no practice
    divisions[TENTH] = {tenth: total(held) for tenth, held in bands.items()}
    return (int(cells.sum()), int(several.sum())), divisions, bands


def total(parts: dict[str, Pair]) -> Pair:
    return sum(one for one, _ in parts.values()), sum(other for _, other in parts.values())


def reader_of(
    told: CountsShown, everybody: Pair, divisions: dict[str, dict[str, Pair]], bands: dict[str, dict[str, Pair]]
) -> Reader:
    """Reads all tables, and knows that nobody has several conditions who is not there."""
    reader = Reader()

    def reads(key: Key, truth: Pair, shown: tuple[int | None, int | None]) -> None:
        for place in (0, 1):
            reader.reads((key, place), truth[place], shown[place])
        reader.reads((key, "others"), truth[0] - truth[1], None)
        reader.adds((key, 0), [(key, 1), (key, "others")])

    def adds(key: Key, parts: list[Key]) -> None:
        for place in (0, 1):
            reader.adds((key, place), [(part, place) for part in parts])

    reads((), everybody, told.everybody())
    for division, parts in divisions.items():
        for name, pair in parts.items():
            reads((division, name), pair, told.of(division, name))
        held: list[Key] = [(division, name) for name in parts]
        if total(parts) != everybody:
            here = total(parts)
            reads((division, "none"), (everybody[0] - here[0], everybody[1] - here[1]), (None, None))
            held.append((division, "none"))
        adds((), held)
    for tenth, cells in bands.items():
        for band, pair in cells.items():
            reads((TENTH, tenth, band), pair, told.of(TENTH, tenth, band))
        adds((TENTH, tenth), [(TENTH, tenth, band) for band in cells])
        aged = {band: pair for band, pair in cells.items() if band != UNKNOWN}
        reads((TENTH, tenth, KNOWN_AGE), total(aged), told.of(TENTH, tenth, KNOWN_AGE))
        if aged:
            adds((TENTH, tenth, KNOWN_AGE), [(TENTH, tenth, band) for band in aged])
    return reader


@pytest.mark.parametrize("seed", range(8))
def test_all_tables_of_a_small_run_tell_no_small_count(seed: int) -> None:
    system = small_system(seed)
    assert not reader_of(counts_shown(*system), *system).too_close()


def test_what_has_nothing_small_is_shown_entirely() -> None:
    bands = {tenth: dict.fromkeys(BANDS, (200, 90)) for tenth in TENTHS}
    everybody = 3200, 1440
    divisions = {SEGMENT: {"well": (1200, 440), "frail": (2000, 1000)}, TENTH: dict.fromkeys(TENTHS, (800, 360))}
    told = counts_shown(everybody, divisions, bands)
    assert told.everybody() == everybody
    assert told.of(TENTH, "1", KNOWN_AGE) == (600, 270)
    assert {told.of(TENTH, *cell) for cell in product(TENTHS, BANDS)} == {(200, 90)}
    assert told.of(SEGMENT, "frail") == (2000, 1000)
