"""What the adapters do beside running a query: start light, name files, write whole, give back aggregates only."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from commonweal.engines import Column, Count, Filter, Plan, Result, Scan, Sorted, dialects, engine, open_engine, result
from commonweal.problems import BadInput

PEOPLE = (
    "select 1 as person_id, date '2024-02-29' as born, 0.5 as amount, 'it''s' as word "
    "union all select 2, null, null, null"
)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "it's people.parquet"
    with open_engine(threads=1) as made:
        assert made.write_parquet(PEOPLE, path) == 2
    return path


def test_rooms_load_no_engine() -> None:
    """A command that works out nothing does not wait for an engine, nor a run on one engine for another."""
    loaded = (
        "import sys, commonweal.engines as e\n"
        "heavy = {'duckdb', 'numpy', 'pyspark', 'sqlglot', 'pyarrow', 'pandas'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "with e.open_engine('duckdb', threads=1) as engine: engine.execute(e.Rows(('a',), ((1,),)))\n"
        "assert heavy & set(sys.modules) == {'duckdb', 'numpy'}, heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", loaded], check=True)


def test_columns_come_back_as_plain_values(people: Path) -> None:
    with open_engine(threads=1) as made:
        made.register("people", people)
        found = made.execute(Sorted(Scan("people", ("person_id", "born", "amount", "word"))))
    assert found.names == ("person_id", "born", "amount", "word")
    assert found.rows() == [(1, date(2024, 2, 29), 0.5, "it's"), (2, None, None, None)]
    assert found.values("word") == ["it's", None]
    assert np.array_equal(found.numbers("amount"), [0.5, np.nan], equal_nan=True)
    assert len(found) == 2


def test_several_files_are_one_table(people: Path, tmp_path: Path) -> None:
    with open_engine(threads=1) as made:
        made.register("people", [people, str(people)])
        assert len(made.execute("select * from people")) == 4


def test_aggregates_only_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result, "MOST_ROWS", 3)
    with open_engine(threads=1) as made:
        assert len(made.execute("select * from range(3)")) == 3
        with pytest.raises(BadInput, match=r'more rows than an aggregate has \("4"\); expected at most 3'):
            made.execute("select * from range(4)")


def test_a_table_without_rows_has_columns() -> None:
    with open_engine(threads=1) as made:
        found = made.execute("select 1 as a where false")
    assert (len(found), found.names, found.rows()) == (0, ("a",), [])
    assert len(Result({})) == 0


def test_a_run_that_fails_leaves_the_old_file(people: Path) -> None:
    before = people.read_bytes()
    with open_engine(threads=1) as made, pytest.raises(Exception, match="nothing_of_the_kind"):
        made.write_parquet("select * from nothing_of_the_kind", people)
    assert people.read_bytes() == before
    assert [path.name for path in people.parent.iterdir()] == [people.name]


def test_settings_reach_the_engine(tmp_path: Path) -> None:
    names = ("threads", "memory_limit", "preserve_insertion_order", "autoinstall_known_extensions")
    with open_engine(threads=1, memory="1GB", temporary=tmp_path) as made:
        settings = made.execute("select " + ", ".join(f"current_setting('{name}') as {name}" for name in names))
        folder = made.execute("select current_setting('temp_directory') as folder").values("folder")[0]
        assert Path(folder).parent == tmp_path
    assert settings.rows() == [(1, "953.6 MiB", False, False)]
    assert not list(tmp_path.iterdir())


def test_work_past_the_memory_spills_and_ends(tmp_path: Path) -> None:
    groups = (
        "select (i * 7919) % 1500007 as person_id, bit_or(i) as mask from range(1500007) as t(i) group by person_id"
    )
    with open_engine(threads=1, memory="48MB", temporary=tmp_path) as made:
        assert made.write_parquet(groups, tmp_path / "masks.parquet") == 1_500_007
    assert [path.name for path in tmp_path.iterdir()] == ["masks.parquet"]


def test_unknown_engine_is_told() -> None:
    with pytest.raises(BadInput, match=r'no engine of this name \("polars"\); expected duckdb or spark'):
        open_engine("polars")


def test_spark_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(BadInput, match=r"Spark needs Java, which is not here\. Install Java 17"):
        open_engine("spark")
    monkeypatch.setenv("JAVA_HOME", "somewhere")
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(BadInput, match=r"Spark is not installed. Install it with pip install 'commonweal\[spark\]'"):
        open_engine("spark")


def test_text_and_plan_are_run_alike() -> None:
    plan: Plan = Filter(Scan("people", ("a",)), Column("a") > 1)
    assert dialects.query_text("select 1", "spark") == "select 1"
    assert dialects.query_text(plan, "duckdb").endswith("where (a > 1)")
    assert Count().columns == frozenset()


@pytest.mark.parametrize("adapter", ["duckdb_engine", "spark_engine", "dialects"])
def test_no_adapter_leans_on_what_opens_it(adapter: str) -> None:
    text = (Path(engine.__file__).parent / f"{adapter}.py").read_text("utf-8")
    assert "commonweal.engines.engine import" not in text
