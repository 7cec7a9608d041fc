"""Need of each person by age and sex: what makes the need of an area follow when its people grow older.

A person's need by age and sex is the mix of segments at that age and sex times what the care of each segment costs on
average, so that one small table holds both. It is told for the cells of the table of people and no others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from commonweal.population.aggregates.listed_people import BANDS, Geography, ListedPeople
from commonweal.population.aggregates.people_tables import SEXES, Row, band_names, sex_numbers
from commonweal.population.aggregates.protected_tree import summed
from commonweal.population.disclosure_control import shown_count
from commonweal.population.statistics.estimates import FloatArray

NOTE = (
    "Need of each person by age and sex, from rounded weighted people over rounded people; 1 is the system's average. "
    "It is told where that many people are told."
)
LEVELS_TOLD = ("system", "place")


def need_by_age_table(
    people: ListedPeople, each: FloatArray, geography: Geography, shown: Sequence[Mapping[str, Any]]
) -> list[Row]:
    """Need of each person by age band and sex, of the system and its places.

    Both parts are those that may be shown: people of a cell as the table of people has them, hidden alike, and weighted
    people rounded as people are. Neither is told in full, so that the need tells no count.

    Args:
        people: On the list now.
        each: Need of each of them; 1 is the average of the system.
        geography: Where practices belong.
        shown: The table of people as it may be shown.
    """
    sexes = sex_numbers(people)
    known = sexes >= 0
    shape = (len(geography.practices), BANDS, len(SEXES))
    flat = np.ravel_multi_index((people.practice[known], people.band[known], sexes[known]), shape)
    weighted = np.bincount(flat, weights=each[known], minlength=int(np.prod(shape))).reshape(shape)
    by_level = {level: dict(zip(*summed(geography, level, weighted), strict=True)) for level in LEVELS_TOLD}
    place = {name: number for number, name in enumerate(band_names())}
    rows: list[Row] = []
    for row in shown:
        if row["level"] not in LEVELS_TOLD:
            continue
        whole = by_level[row["level"]][row["code"]][place[row["age_band"]], SEXES.index(row["sex"])]
        count, need = row["people"], shown_count(round(float(whole)))
        told = round(need / count, 3) if count and need else None
        rows.append({key: row[key] for key in ("level", "code", "age_band", "sex")} | {"need": told})
    return rows
