"""A run's result held against the plain one, and sealed files changed under the same seal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

PEOPLE = 20_000


def rows(path: Path, columns: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"select {columns} from read_parquet(?)", [str(path)]).fetchall()


def resealed(source: Path, target: Path, columns: str, order: str = "", rows: int = 122_880) -> None:
    """The file with other columns, in an order and in groups of so many rows, under the same seal."""
    with duckdb.connect() as connection:
        seal = connection.execute(
            "select value from parquet_kv_metadata(?) where key = 'commonweal.seal'::blob", [str(source)]
        ).fetchone()
        assert seal is not None
        connection.execute(
            f"copy (select {columns} from '{source}' {order}) to '{target}'"
            f" (format parquet, row_group_size {rows}, kv_metadata {{'commonweal.seal': '{bytes(seal[0]).decode()}'}})"
        )


def some_dead_and_codes_without_dots(made: Path, folder: Path) -> tuple[Path, Path]:
    """Sealed people of whom one in seven died before the day, with codes as hospitals write them; and a plain truth."""
    sealed, plain = folder / "changed", folder / "plain"
    sealed.mkdir()
    plain.mkdir()
    resealed(
        made / "persons.parquet", sealed / "persons.parquet",
        "*, if(person_id % 7 = 0, date '2025-01-01', null) as death_date, date '2025-03-31' as registered_from",
    )  # fmt: skip
    spelled = "case when code = 'I10' then 'I10X' when code = 'E11.9' then 'E1190' else replace(code, '.', '') end"
    resealed(made / "events.parquet", sealed / "events.parquet", f"* replace ({spelled} as code)")
    with duckdb.connect() as connection:
        for query, name in (
            (f"from '{made}/persons.parquet' where person_id % 7 <> 0", "persons"),
            (f"from '{made}/events.parquet'", "events"), (f"from '{made}/codelist.parquet'", "codelist"),
        ):  # fmt: skip
            connection.execute(f"copy ({query}) to '{plain}/{name}.parquet' (format parquet)")
    return sealed, plain


def same_as_plain(out: Path, truth: dict[str, Any]) -> None:
    cells = rows(
        out / "internal" / "practice_age_sex_segment.parquet",
        "practice, age_band, sex, segment, people, multimorbid, conditions, score",
    )
    assert {row[:4]: [*row[4:7], round(row[7] * 100)] for row in cells} == truth["cells"]
    assert len(cells) == len(truth["cells"])
    tenths = rows(out / "internal" / "deprivation_age.parquet", "imd_decile, age_band, people, multimorbid")
    assert {row[:2]: list(row[2:]) for row in tenths} == truth["deprivation"]
    for name, expected in (("practice", truth["by_practice"]), ("imd_decile", truth["by_decile"])):
        found = rows(out / "internal" / f"rates_by_{name}.parquet", f"{name}, rate_per_100000, lower_95, upper_95")
        assert {row[0] for row in found} == set(expected)
        for area, *figures in found:
            assert figures == pytest.approx(expected[area], rel=1e-12)
