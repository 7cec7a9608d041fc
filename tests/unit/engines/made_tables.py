"""Tables that Hypothesis makes: many small cases in one, told apart by ``case_id``, so that one query answers all.

Each case is a few records of people with whatever goes wrong in life: nothing known, the same record twice, days in
leap years, birthdays after the day, amounts below nought, ties, texts with quotes and backslashes.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import hypothesis
from hypothesis import strategies as st
from tests.unit.engines.reference_tables import Rows, Tables

from commonweal.engines.masks import EVERY_BIT

HOW_MANY = 70
AWKWARD_DAYS = [date(y, m, d) for y, m, d in (
    (2000, 2, 29), (2024, 2, 29), (1900, 2, 28), (2023, 2, 28), (2023, 3, 1), (2024, 2, 28), (2024, 3, 1),
    (2024, 12, 31), (2025, 1, 1), (2025, 3, 30), (2025, 3, 31), (2025, 4, 1), (2024, 3, 31), (2024, 4, 1),
)]  # fmt: skip
days = st.none() | st.sampled_from(AWKWARD_DAYS) | st.dates(date(1899, 1, 1), date(2030, 12, 31))
amounts = st.none() | st.integers(-30, 30).map(lambda n: n / 4) | st.integers(-(10**7), 10**7).map(lambda n: n / 1000)
wholes = st.none() | st.integers(-3, 3) | st.integers(-(10**6), 10**6)
bands = st.none() | st.integers(0, 4)
masks = st.none() | st.integers(0, 15) | st.sampled_from([0, 2**31, 2**40 + 1, EVERY_BIT]) | st.integers(0, EVERY_BIT)
codes = st.none() | st.sampled_from(["I10", "I10.9", "I1", "I", "E11", "e11", "", "I21X", "é1"])
words = (
    st.none() | st.sampled_from(["it's", "back\\slash", "per%cent_", "", "A", "a"]) | st.text("aB'\\ é%_\n", max_size=4)
)
people = st.none() | st.integers(1, 3)

FACTS = {
    "person_id": ("bigint", people),
    "born": ("date", days),
    "day": ("date", days),
    "amount": ("double", amounts),
    "whole": ("bigint", wholes),
    "band": ("integer", bands),
    "small": ("tinyint", st.none() | st.integers(-128, 127)),
    "word": ("varchar", words),
    "code": ("varchar", codes),
    "before": ("bigint", masks),
    "after": ("bigint", masks),
}
OTHERS = {"person_id": FACTS["person_id"], "extra": ("bigint", wholes), "note": ("varchar", words)}


def records(columns: dict[str, Any], most: int) -> st.SearchStrategy[Rows]:
    """A small table, in which some rows stand twice."""
    row = st.fixed_dictionaries({name: strategy for name, (_, strategy) in columns.items()})
    return st.lists(row, max_size=most).flatmap(
        lambda rows: (
            st.lists(st.sampled_from(rows), max_size=2).map(lambda again: rows + again) if rows else st.just(rows)
        )
    )


def awkward_case(number: int) -> dict[str, Any]:
    """Every awkward day of birth with every awkward day of an event, whatever Hypothesis draws."""
    born, day = divmod(number, len(AWKWARD_DAYS))
    known = {"born": AWKWARD_DAYS[born], "day": AWKWARD_DAYS[day], "amount": -1.5, "before": 5, "code": "I10"}
    return dict.fromkeys(FACTS) | known


def made_tables() -> Tables:
    """The stacked cases; the same in every run where things are required, others while developing."""
    cases: list[tuple[Rows, Rows]] = []

    @hypothesis.settings(max_examples=HOW_MANY, database=None, phases=[hypothesis.Phase.generate])
    @hypothesis.given(records(FACTS, 9), records(OTHERS, 4))
    def gather(facts: Rows, others: Rows) -> None:
        cases.append((facts, others))

    gather()
    cases.append(([awkward_case(number) for number in range(len(AWKWARD_DAYS) ** 2)], [dict.fromkeys(OTHERS)]))
    tables: Tables = {"facts": [], "others": []}
    for case_id, (facts, others) in enumerate(cases):
        for rows, name in ((facts, "facts"), (others, "others")):
            tables[name] += [{"case_id": case_id, "row_id": len(tables[name]) + n} | row for n, row in enumerate(rows)]
    return tables


def write_tables(tables: Tables, folder: Path) -> dict[str, Path]:
    """The tables as Parquet, for any engine to read."""
    paths = {}
    with duckdb.connect() as connection:
        for name, kinds in (("facts", FACTS), ("others", OTHERS)):
            columns = {"case_id": "integer", "row_id": "integer"} | {
                column: kind for column, (kind, _) in kinds.items()
            }
            shape = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            connection.execute(f"create table {name} ({shape})")
            if tables[name]:
                marks = ", ".join("?" for _ in columns)
                rows = [[row[column] for column in columns] for row in tables[name]]
                connection.executemany(f"insert into {name} values ({marks})", rows)
            paths[name] = folder / f"{name}.parquet"
            connection.execute(f"copy {name} to '{paths[name]}' (format parquet)")
    return paths
