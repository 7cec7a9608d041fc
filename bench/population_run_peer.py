"""What all peers of the person-level run share: the facts of the job, the rates from its counts, and how it is run.

The heavy part, from events to counts, is each peer's own; the rates of some hundred practices are worked out here.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import NormalDist
from typing import Any

import whole_process
from people import MADE, folder_of

Work = Callable[[], list[float]]
LAST_BAND, BAND_YEARS, MANY = 18, 5, 2
ORGANS = ("heart_failure", "copd", "chronic_kidney_disease")
PERSONS = ("person_id", "age", "sex", "practice", "imd_decile")
STANDARD = (
    5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000,
)  # fmt: skip
"""European Standard Population 2013, in bands of five years."""
MULTIPLIER, LEAST_EVENTS = 100_000, 10
_Z = NormalDist().inv_cdf(0.975)

Counts = Iterable[tuple[Any, int, int, int]]
"""Area, age band, people, and those of them with two conditions or more."""
Rates = dict[Any, tuple[float, float, float]]


def standardised_rates(counts: Counts) -> Rates:
    """Directly standardised rate per 100,000 with Dobson's limits of 95% for each area; none below ten people.

    Example:
        >>> rate, lower, upper = standardised_rates([("A", band, 100, 20) for band in range(19)])["A"]
        >>> round(rate), round(lower), round(upper)
        (20000, 17996, 22167)
    """
    whole = sum(STANDARD)
    sums: dict[Any, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    for area, band, people, many in counts:
        held, weight = sums[area], STANDARD[band] / people
        held[0] += many
        held[1] += weight * many
        held[2] += weight * weight * many
    found = {}
    for area, (events, weighted, squared) in sums.items():
        if events < LEAST_EVENTS:
            continue
        rate, spread = weighted / whole, math.sqrt(squared / whole**2 / events)
        lower = events * (1 - 1 / (9 * events) - _Z / (3 * math.sqrt(events))) ** 3
        above = events + 1
        upper = above * (1 - 1 / (9 * above) + _Z / (3 * math.sqrt(above))) ** 3
        limits = (rate, rate + spread * (lower - events), rate + spread * (upper - events))
        found[area] = tuple(MULTIPLIER * each for each in limits)
    return found  # type: ignore[return-value]


def figures(
    sums: Sequence[float], rows: Sequence[int], segments: Mapping[int, int], practices: Rates, tenths: Rates
) -> list[float]:
    """What is compared with ours, in the order of `population_run_ours._figures`.

    Args:
        sums: People, multimorbid people, conditions and score.
        rows: Of the two tables of counts.
        segments: People by number of the segment, from 1.
        practices: Rates by practice.
        tenths: Rates by deprivation tenth.
    """
    people, many, conditions, score = (float(each) for each in sums)
    by_segment = [float(segments.get(number, 0)) for number in range(1, 8)]
    rates = [math.fsum(rate[0] for rate in of.values()) for of in (practices, tenths)]
    lower = math.fsum(rate[1] for rate in tenths.values())
    return [people, many, conditions, round(score, 2), *map(float, rows), *by_segment, *rates, lower]


def timed(module: str, people: int, *, with_children: bool = False) -> Work:
    """The run of a peer's module as a whole process, and the figures that it leaves behind."""
    out = MADE / f"result-{Path(module).stem}"
    out.mkdir(parents=True, exist_ok=True)
    told = out / "figures.json"

    def work() -> list[float]:
        told.unlink(missing_ok=True)
        whole_process.run([sys.executable, module, str(folder_of(people)), str(out)], with_children=with_children)
        return list(json.loads(told.read_text("utf-8")))

    return work


def main(job: Callable[[Path, Path], list[float]]) -> None:
    """The whole process of a peer: its job on a folder of people, and its figures in the folder of results."""
    folder, out = (Path(word) for word in sys.argv[1:3])
    (out / "figures.json").write_text(json.dumps(job(folder, out)), "utf-8")
