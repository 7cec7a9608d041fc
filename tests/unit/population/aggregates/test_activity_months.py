"""Care by month: held against a second, plain count of a few hundred made-up people, and against disclosure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from tests.unit.population.aggregates.conftest import geography

from commonweal.engines.expressions import Literal
from commonweal.engines.shapes import FULL
from commonweal.population.aggregates.activity_tables import activity_months_table, whole_months
from commonweal.population.aggregates.listed_people import ListedPeople
from commonweal.population.aggregates.worked_by import WorkedBy
from commonweal.population.people.seal import Seal
from commonweal.problems import BadInput

DAY, PEOPLE = date(2025, 3, 31), 600
Contact = tuple[int, date, str]


def people(practice: np.ndarray[Any, Any], batch: str = "b" * 32) -> ListedPeople:
    count = len(practice)
    nought = np.zeros(count, dtype=np.int64)
    return ListedPeople(
        DAY, np.arange(1, count + 1), nought, np.full(count, "F", dtype=object), practice, nought, nought, batch,
        WorkedBy(),
    )  # fmt: skip


def sealed(folder: Path, contacts: list[Contact]) -> Path:
    path = folder / "activity.parquet"
    seal = Seal("activity", "b" * 32, len(contacts), DAY, True, "commonweal 0", DAY)
    with duckdb.connect() as connection:
        connection.execute("create table made (person_id bigint, date date, kind text)")
        connection.executemany("insert into made values (?, ?, ?)", contacts)
        connection.execute(f"copy made to {Literal(str(path)).sql(FULL)} (format parquet, {seal.sql})")
    return path


@pytest.fixture(scope="module")
def contacts() -> tuple[ListedPeople, list[Contact]]:
    g = np.random.default_rng(7)
    listed = people(g.integers(0, 12, PEOPLE))
    days = [DAY - timedelta(int(ago)) for ago in g.integers(0, 900, 3000)]
    who = g.integers(1, PEOPLE + 40, 3000).tolist()  # some are not on the list
    kinds = np.array(["gp_appointment", "Outpatients"])[(g.random(3000) < 0.2).astype(int)].tolist()
    return listed, list(zip(who, days, kinds, strict=True))


def test_months_are_those_of_a_plain_count_and_none_is_small(contacts, tmp_path: Path) -> None:
    listed, made = contacts
    rows = activity_months_table(listed, sealed(tmp_path, made), geography())
    counted: Counter[tuple[str, str, str]] = Counter()
    for who, day, kind in made:
        if who <= PEOPLE:
            practice = f"Y{listed.practice[who - 1]:05d}"
            for code in (practice, f"U{int(practice[1:]) // 3}", f"P{int(practice[1:]) // 6}", "QXX"):
                counted[code, kind, f"{day:%Y-%m}-01"] += 1
    assert {row["month"] for row in rows} == {f"{2023 + at // 12}-{at % 12 + 1:02}-01" for at in range(3, 27)}
    assert len(rows) == 2 * 24 * (1 + 2 + 4 + 12)
    assert {row["title"] for row in rows} == {"GP appointment", "Outpatients"}
    told = 0
    for row in rows:
        truth = counted[row["code"], row["kind"], row["month"]]
        expected = 0 if truth <= 7 else 5 * ((2 * truth + 5) // 10)
        assert row["contacts"] in (expected, None)
        told += row["contacts"] not in (0, None)
    assert told > 100


def test_what_is_shown_does_not_pin_down_a_small_month_by_subtraction(tmp_path: Path) -> None:
    listed = people(np.arange(PEOPLE) % 12)
    days = [date(2025, 1, 1), date(2025, 1, 31)]
    made = [(one, days[one % 2], "gp_appointment") for one in range(1, PEOPLE + 1) if one % 12 != 1]
    made += [(one, days[0], "gp_appointment") for one in (1, 13, 25)]  # three of the first practice
    rows = activity_months_table(listed, sealed(tmp_path, made), geography())
    month = {row["code"]: row["contacts"] for row in rows}
    assert month["Y00000"] in (0, None)
    beside = [month[f"Y{one:05d}"] for one in (1, 2)]
    if month["U0"] is not None and None not in beside:
        least = month["U0"] - 2 - sum(beside) - 4
        most = month["U0"] + 2 - sum(beside) + 4
        assert least <= 1
        assert most >= 5


@pytest.mark.parametrize(
    ("earliest", "latest", "months"),
    [((2024, 4, 1), (2025, 3, 31), 12), ((2024, 4, 4), (2025, 3, 28), 10), ((2025, 3, 9), (2025, 3, 20), 0)],
    ids=["whole", "begun late and ended early", "within a month"],
)
def test_months_that_are_not_whole_are_left_out(earliest, latest, months: int) -> None:
    start, stop = whole_months(date(*earliest), date(*latest), DAY)
    assert max(stop - start, 0) == months


def test_a_list_within_a_month_ends_with_the_month_before() -> None:
    assert whole_months(date(2025, 1, 1), date(2025, 3, 15), date(2025, 3, 15))[1] == 2025 * 12 + 2


def test_without_activity_there_is_no_table_and_that_of_another_import_is_refused(contacts, tmp_path: Path) -> None:
    listed, made = contacts
    assert activity_months_table(listed, tmp_path / "activity.parquet", geography()) == []
    assert activity_months_table(listed, sealed(tmp_path, [(1, date(2020, 1, 1), "gp")]), geography()) == []
    with pytest.raises(BadInput, match="not of one import"):
        activity_months_table(replace(listed, batch="c" * 32), sealed(tmp_path, made), geography())


def test_two_years_of_the_made_up_system_have_a_winter_and_need_rests_on_one_year(made: Any) -> None:
    rows = made.held.rows("activity_months", level="system", kind="emergency_attendance")
    assert [rows[0]["month"], rows[-1]["month"], len(rows)] == ["2023-04-01", "2025-03-01", 24]
    by_month = {row["month"][5:7]: 0 for row in rows}
    for row in rows:
        by_month[row["month"][5:7]] += row["contacts"]
    assert by_month["12"] + by_month["01"] > by_month["06"] + by_month["07"]
    assert made.manifest.notes["activity_months"].startswith("Contacts of the people on the list now")
