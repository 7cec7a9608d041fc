"""Need of a practice of few people: not told where its weighted people are few, and never nought."""

from __future__ import annotations

import numpy as np

from commonweal.population.aggregates.listed_people import Geography
from commonweal.population.aggregates.making import need_table
from commonweal.population.resources import LocalNeed


def test_few_weighted_people_have_no_index_and_are_not_nought() -> None:
    geography = Geography("QXX", ("A1", "A2", "A3"), ("N1", "N1", "N1"), ("P1", "P1", "P1"), {})
    people, weighted = np.array([8, 12, 980]), np.array([7.2, 10.4, 982.4])
    need = LocalNeed(("A1", "A2", "A3"), people, weighted, weighted / people, 0)
    totals = {("practice", "A1"): 10, ("practice", "A2"): 10, ("practice", "A3"): 980}
    rows = {row["code"]: row for row in need_table(need, geography, totals) if row["level"] == "practice"}
    assert [rows[code]["people"] for code in ("A1", "A2", "A3")] == [10, 10, 980]
    assert [rows[code]["weighted_people"] for code in ("A1", "A2", "A3")] == [None, 10.0, 980.0]
    assert [rows[code]["index"] for code in ("A1", "A2", "A3")] == [None, 1.0, 1.0]
