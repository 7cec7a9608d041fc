"""What is worked out of a combination reaches everybody who has it, those of unknown age or sex among them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commonweal import engines as e
from commonweal.population.features.combinations import (
    columns_of,
    combinations,
    missing_as_nan,
    require_column_names,
    write_people,
)
from commonweal.problems import BadInput

COLUMNS = ("person_id", "age", "sex", "practice", "mask")
PEOPLE = (
    (5, 40, "F", "A1", 3),
    (1, None, "F", "A1", 3),
    (4, 40, None, "A2", 3),
    (2, None, None, None, 0),
    (3, 40, "F", "A2", 3),
)


def test_everybody_gets_what_their_combination_has(tmp_path: Path) -> None:
    with e.open_engine("duckdb", threads=1) as engine:
        engine.hold("people", e.Rows(COLUMNS, PEOPLE))
        found = combinations(engine, ["mask"], tmp_path)
        order = np.argsort(np.asarray(found["people"]))
        assert np.asarray(found["people"])[order].tolist() == [1, 1, 1, 2]
        # A number that no other combination has, so that a row that gets another's would show.
        worked_out = {name: found[name] for name in ("mask", "age", "sex")} | {"number": np.arange(4)}
        out = tmp_path / "it's features.parquet"
        assert write_people(engine, COLUMNS, ["mask"], worked_out, tmp_path, out) == len(PEOPLE)
        engine.register("written", out)
        rows = engine.execute("select * from written").rows()
    assert columns_of(out) == (*COLUMNS, "number")
    assert [row[:5] for row in rows] == sorted(PEOPLE)
    number = {row[0]: row[5] for row in rows}
    assert number[3] == number[5]
    assert len({number[person] for person in (1, 2, 4, 5)}) == 4
    assert list(tmp_path.iterdir()) == [out]


def test_unknown_is_not_a_number() -> None:
    given = np.ma.array([1, 2], mask=[False, True])
    assert np.array_equal(missing_as_nan(given), [1.0, np.nan], equal_nan=True)
    assert missing_as_nan(np.array([3])).tolist() == [3.0]


@pytest.mark.parametrize("name", ["My score", "age", "mask0", "order", "twice"])
def test_a_score_that_cannot_be_a_column_is_refused(name: str) -> None:
    require_column_names(["cambridge_20", "twice"])
    with pytest.raises(BadInput, match="score of this name cannot stand as a column"):
        require_column_names(["cambridge_20", "twice", name])
