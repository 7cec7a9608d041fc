"""Rates by sex and age band of a run's people, to be held in a projection."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np

from commonweal.population.projections import HeldRates
from commonweal.population.projections.held_rates import LAST_BAND
from commonweal.problems import BadInput, Problem

TABLE = Path("internal") / "practice_age_sex_segment.parquet"
SEXES = ("M", "F")


def rates_of_run(folder: Path) -> tuple[HeldRates, str]:
    """Segments, people with two conditions or more, conditions and points of the score, for each person.

    Args:
        folder: A result of `commonweal population run`.

    Returns:
        The rates, and whose they are in words.

    Raises:
        BadInput: The folder is not such a result.
    """
    path = folder / TABLE
    if not path.is_file():
        raise BadInput(
            Problem("this is not the result of a run", file=str(folder), expected=str(TABLE),
                    do="make one with `commonweal population run --out DIR`")
        )  # fmt: skip
    try:
        with duckdb.connect(config={"autoinstall_known_extensions": False, "threads": 1}) as connection:
            rows = connection.execute(
                "select sex, age_band, segment, sum(people), sum(multimorbid), sum(conditions), sum(score)"
                " from read_parquet(?) where sex in ('M', 'F') and age_band is not null group by all",
                [str(path)],
            ).fetchall()
    except duckdb.Error as error:
        raise BadInput(Problem("this table of a run cannot be read", file=str(path), given=str(error)[:100])) from error
    segments = sorted({row[2] for row in rows})
    names = (*segments, "two conditions or more", "conditions", "points of the score")
    cases = np.zeros((len(names), 2, LAST_BAND + 1))
    people = np.zeros((2, LAST_BAND + 1))
    for sex, band, segment, count, *others in rows:
        at = (SEXES.index(sex), int(band))
        people[at] += count
        cases[(segments.index(segment), *at)] += count
        for place, amount in enumerate(others):
            cases[(len(segments) + place, *at)] += float(amount)
    return HeldRates.of_counts(names, cases, people), f"the {people.sum():,.0f} people of {folder.name}"
