"""The queries that ``features --explain`` prints are those that make the table."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from commonweal.cli import main

ASKED = ("--score", "cambridge_20", "--segments", "seven_segments")


def queries(text: str) -> dict[str, str]:
    """The queries by the names that stand above them."""
    return dict(re.findall(r"\n-- (\w+)\n(.*?);(?=\n|$)", text, re.DOTALL))


def test_the_queries_give_what_the_work_gives(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, out = tmp_path / "made", tmp_path / "out"
    assert main(["population", "synthesise", "--people", "500", "--out", str(made)]) == 0
    files = [f"--{name}={made}/{name}.parquet" for name in ("persons", "events")]
    assert main(["population", "features", *files, *ASKED, "--out", str(out)]) == 0
    capsys.readouterr()
    assert main(["population", "features", *files, *ASKED, "--explain"]) == 0
    found = queries(capsys.readouterr().out)
    assert list(found) == ["persons", "people", "combinations", "features"]
    with duckdb.connect() as connection:
        connection.execute(f"create view sealed_persons as from '{made}/persons.parquet'")
        connection.execute(f"create view events as from '{made}/events.parquet'")
        connection.execute(f"create view persons as {found['persons']}")
        connection.execute(f"create table people as {found['people']}")
        connection.execute(
            "create table worked_out as select distinct mask, coalesce(age, -1) as age_key, "
            f"coalesce(sex, '') as sex_key, conditions, cambridge_20, segment from '{out}/features.parquet'"
        )
        given = connection.execute(found["features"]).fetchall()
        assert given == connection.execute(f"from '{out}/features.parquet'").fetchall()
        assert len({row[0] for row in given}) == 500
        assert sum(row[-1] for row in connection.execute(found["combinations"]).fetchall()) == 500


def test_without_files_and_in_other_dialects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for dialect, has in (("spark", "bit_or"), ("tsql", "never run on a server"), ("snowflake", "bitoragg")):
        asked = ["population", "features", "--explain", "--dialect", dialect, *ASKED]
        assert main(asked) == 0
        assert has in capsys.readouterr().out.lower()
    assert main(["population", "features", "--dialect", "spark"]) == 2
    assert "add --explain" in capsys.readouterr().err.lower()
    assert main(["population", "features", "--score", "cambridge_20"]) == 2
    assert "--persons, --out is missing" in capsys.readouterr().err
    assert main(["population", "features", "--explain", "--segments", "bridges_to_health_given"]) == 2
    assert "do not carry" in capsys.readouterr().err
