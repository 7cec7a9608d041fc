"""Shares of a system by every measure: from rounded figures alone, whole, and never called what they are not."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from commonweal.population.aggregates import read_aggregates, write_aggregates
from commonweal.population.aggregates.listed_people import Geography
from commonweal.population.aggregates.people_tables import Row
from commonweal.population.aggregates.share_tables import ShareInputs, shares_note, shares_table
from commonweal.population.disclosure_control import shown_count
from commonweal.population.resources import LocalNeed
from commonweal.problems import BadInput

GEOGRAPHY = Geography("QXX", ("A1", "A2", "A3"), ("N1", "N1", "N2"), ("P1", "P1", "P2"), {})
PEOPLE, WEIGHTED, PENCE = np.array([1001, 498, 502]), np.array([1202.0, 398, 401]), np.array([5, 2, 3]) * 10_000_00
NEED = LocalNeed(("A1", "A2", "A3"), PEOPLE, WEIGHTED, WEIGHTED / PEOPLE, 0)
HISTORY = ShareInputs({"P1": 600, "P2": 400}, "the budgets of 2025/26", {"A1": 1, "A2": 1, "A3": 2}, 0.15)


def totals(people: dict[str, int | None]) -> dict[Any, int | None]:
    found: dict[Any, int | None] = {}
    for level in ("place", "pcn", "practice"):
        for code, practice in zip(GEOGRAPHY.codes(level), GEOGRAPHY.practices, strict=True):
            found[level, code] = people.get(practice, 500)
    return found


def worked(given: ShareInputs = HISTORY, **people: int | None) -> list[Row]:
    return shares_table(NEED, PENCE, GEOGRAPHY, totals(people), given)


def test_every_level_sums_to_the_whole_by_every_measure() -> None:
    rows = worked()
    for level in ("place", "pcn", "practice"):
        here = [row for row in rows if row["level"] == level]
        for measure in ("heads", "cost", "need", "unmet"):
            assert sum(row[measure] for row in here) == pytest.approx(1, abs=1e-9)
    place, other = rows[:2]
    assert (place["code"], place["people"], place["history"]) == ("P1", 1500, 0.6)
    assert place["heads"] == pytest.approx(1500 / 2000)
    assert place["cost"] == pytest.approx(0.7, rel=0.01)
    assert place["need"] == pytest.approx(0.8, rel=0.01)
    assert other["unmet"] > other["need"]
    assert {row["history"] for row in rows if row["level"] != "place"} == {None}


def test_what_was_not_given_is_not_known() -> None:
    rows = worked(ShareInputs())
    assert {row[measure] for row in rows for measure in ("history", "unmet")} == {None}
    with pytest.raises(BadInput, match="history has no amount for 1 place "):
        worked(ShareInputs({"P1": 600}))
    with pytest.raises(BadInput, match=r"no place, network or practice with people in the system, 100\.0% of all"):
        worked(ShareInputs({"Northside": 600}))
    with pytest.raises(BadInput, match=r"1 code that .* 99\.0% of all it gives"):
        worked(ShareInputs({"P1": 600, "P2": 400, "P9": 99_000}))
    with pytest.raises(BadInput, match="no index of unmet need"):
        worked(ShareInputs(unmet={"A1": 1.0}, unmet_part=0.1))


@pytest.mark.parametrize("count", [0, None], ids=["few", "hidden"])
def test_a_level_with_an_area_of_few_people_is_left_out(count: int | None) -> None:
    assert {row["level"] for row in worked(A1=count)} == {"place", "pcn"}
    assert {row["level"] for row in worked(A3=count)} == set()


def test_two_lists_that_differ_in_few_people_show_the_same_heads() -> None:
    """People are counted rounded: shares by heads of an exact count would tell it."""
    other = np.array([1002, 499, 501])
    rows = shares_table(
        LocalNeed(NEED.practices, other, WEIGHTED, WEIGHTED / other, 0), PENCE, GEOGRAPHY, totals({}), HISTORY
    )
    assert [row["heads"] for row in rows] == [row["heads"] for row in worked()]


def test_shares_by_cost_are_right_where_there_are_many_people() -> None:
    """Three figures of pounds put them wrong by half a per cent of an area; worth a count of people is near enough."""
    people, pence = np.array([11_003, 10_050, 8_979]), np.array([1_154_723_412, 1_027_685_377, 866_754_905])
    weighted = people.astype(np.float64)
    rows = shares_table(
        LocalNeed(NEED.practices, people, weighted, weighted / people, 0), pence, GEOGRAPHY, totals({}), ShareInputs()
    )
    told = [row["cost"] for row in rows if row["level"] == "practice"]
    np.testing.assert_allclose(told, pence / pence.sum(), rtol=0.0005)
    assert told != pytest.approx((pence / pence.sum()).tolist(), rel=1e-9), (
        "an exact share would tell one person's cost"
    )


def test_the_note_begins_with_the_caution() -> None:
    note = shares_note(NEED, HISTORY)
    assert note.startswith(NEED.sentence)
    assert "15% of it follows an index of unmet need instead, which is a decision" in note
    assert "History is the budgets of 2025/26." in note
    assert "that of 10,000 people may be off by 0.025% of itself" in note
    assert note.count("fair share") == note.count("no fair share") == 1


def test_the_shares_of_made_people_are_those_of_the_tables_beside_them(made: Any) -> None:
    held = made.held
    for row in held.rows("shares"):
        area = held.area(row["level"], row["code"])
        (need,) = held.rows("need", level=row["level"], code=row["code"])
        assert area["people"] == row["people"] == shown_count(row["people"])
        whole = sum(one["weighted_people"] for one in held.rows("need", level=row["level"]))
        assert row["need"] == pytest.approx(need["weighted_people"] / whole, rel=0.02)
    assert {row["level"] for row in held.rows("shares")} == {"place", "pcn", "practice"}


def test_a_folder_without_the_table_is_read(made: Any, tmp_path: Path) -> None:
    held = made.held
    tables = {name: held.rows(name) for name in held.tables if name != "shares"}
    manifest = write_aggregates(tmp_path / "out", made.manifest, tables)
    assert "shares.parquet" not in manifest.files
    found = read_aggregates(tmp_path / "out")
    assert not found.has("shares")
    assert found.rows("shares") == []
    shutil.copytree(held.folder, tmp_path / "copy")
    (tmp_path / "copy" / "shares.parquet").unlink()
    with pytest.raises(BadInput, match="missing, or is not the one"):
        read_aggregates(tmp_path / "copy")
