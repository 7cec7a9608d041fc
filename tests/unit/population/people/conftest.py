"""Small tables of invented people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from commonweal.population.people.importing import ImportReport, ImportRequest, import_people

PERSONS = (
    "person_id,nhs_number,birth_date,sex,practice,lsoa,imd_decile,ethnicity\n"
    "a1,9990000018,1950-04-01,F,A81001,E01000001,1,A\n"
    "a2,,1990-03-31,male,a81001,E01000002,10,\n"
    "a3,,2000-04-01,M,A81002,,5,R\n"
)
EVENTS = "person_id,date,code\na1,2024-05-01,I10\na1,2024-05-01,j45.0\na2,2023-01-05,ZZZZ\na3,2024-01-01,\n"

Bring = Callable[..., ImportReport]


def rows(path: Path, columns: str = "*") -> list[tuple]:
    """Rows of a Parquet file, in the order of what they hold."""
    with duckdb.connect() as connection:
        return connection.execute(f"select {columns} from read_parquet('{path}') order by all").fetchall()


@pytest.fixture
def bring_in(tmp_path: Path) -> Bring:
    """Import tables given as text."""

    def bring(persons: str = PERSONS, events: str | None = EVENTS, **more: Any) -> ImportReport:
        (tmp_path / "persons.csv").write_text(persons, "utf-8")
        if events is not None:
            (tmp_path / "events.csv").write_text(events, "utf-8")
        (tmp_path / "key").write_bytes(more.pop("key", bytes(range(32))))
        for name in ("opt_outs", "activity"):
            if name in more:
                (tmp_path / f"{name}.csv").write_text(more[name], "utf-8")
                more[name] = tmp_path / f"{name}.csv"
        wired = {name: more.pop(name) for name in ("register", "index_of") if name in more}
        request = ImportRequest(
            tmp_path / "persons.csv", more.pop("out", tmp_path / "out"), tmp_path / "key",
            events=tmp_path / "events.csv" if events is not None else None,
            as_of=more.pop("as_of", date(2025, 3, 31)), today=date(2026, 1, 1), threads=2, **more,
        )  # fmt: skip
        return import_people(request, **wired)

    return bring
