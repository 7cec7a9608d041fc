"""Every primitive gives the same rows on DuckDB, on Spark and in plain Python, for tables that Hypothesis makes.

This is one file so that it runs in one worker with one Spark session. DuckDB runs each plan in the plain shape too,
which is the one that is written for engines without some forms.
"""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import missing
from tests.unit.engines.made_tables import made_tables, write_tables
from tests.unit.engines.primitives import PLANS
from tests.unit.engines.reference_tables import RULES, Tables, rows_of
from tests.unit.engines.reference_values import RULES as VALUE_RULES
from tests.unit.population.runs.compared import same_as_plain, some_dead_and_codes_without_dots
from tests.unit.population.runs.plain_run import plain_run

from commonweal.engines import Engine, Plan, Scan, open_engine
from commonweal.engines.rendering import render
from commonweal.engines.shapes import PLAIN
from commonweal.engines.spark_engine import SparkEngine
from commonweal.population.codelists import codelist, rules
from commonweal.population.features import FeatureRequest, person_features
from commonweal.population.runs.running import RunRequest, run_people
from commonweal.population.scores import score
from commonweal.population.segmentation import rule_set
from commonweal.population.synthetic import synthesise

PEOPLE = 5_000
Row = tuple[Any, ...]
# Most of the time on tables this small goes into making code: as little of it as can be, but for one test below.
QUICK = {
    "spark.driver.extraJavaOptions": "-Duser.timezone=UTC -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return made_tables()


@pytest.fixture(scope="module")
def files(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write_tables(tables, tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="module")
def empty_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write_tables({"facts": [], "others": []}, tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def duckdb(files: dict[str, Path]) -> Iterator[Engine]:
    with open_engine("duckdb", threads=2) as engine:
        yield given(engine, files)


@pytest.fixture(scope="module")
def spark() -> Iterator[Engine]:
    """The one Spark session of the suite."""
    if find_spec("pyspark") is None:
        missing("spark", "Spark is not installed: pip install 'commonweal[spark]'")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        missing("spark", "there is no Java here, which Spark needs: install Java 17")
    with SparkEngine(2, "1GB", None, QUICK) as engine:
        yield engine


def given(engine: Engine, files: dict[str, Path]) -> Engine:
    for name, path in files.items():
        engine.register(name, path)
    return engine


def expected(plan: Plan, tables: Tables) -> list[Row]:
    return [tuple(row[name] for name in plan.columns) for row in rows_of(plan, tables)]


def place(value: Any) -> tuple[Any, ...]:
    """Where a value stands among others of its column: known before unknown, doubles roughly."""
    return (1,) if value is None else (0, float(f"{value:.7g}") if isinstance(value, float) else value)


def require_same(found: list[Row], wanted: list[Row], plan: Plan, name: str) -> None:
    """Compare rows, in any order unless the plan sorts them; doubles to nine figures."""
    if name != "sorted":
        found, wanted = (sorted(rows, key=lambda row: [place(value) for value in row]) for rows in (found, wanted))
    assert len(found) == len(wanted)
    for left, right in zip(found, wanted, strict=True):
        for column, one, other in zip(plan.columns, left, right, strict=True):
            if isinstance(one, float) and isinstance(other, int | float):
                assert math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9), (column, left, right)
            else:
                assert one == other, (column, left, right)
                assert not isinstance(one, bool)
                assert isinstance(one, type(other)), (column, one, other)


@pytest.mark.parametrize("name", PLANS)
def test_duckdb_is_as_the_reference(name: str, duckdb: Engine, tables: Tables) -> None:
    wanted = expected(PLANS[name], tables)
    assert wanted, "nothing is compared"
    require_same(duckdb.execute(PLANS[name]).rows(), wanted, PLANS[name], name)


@pytest.mark.parametrize("name", PLANS)
def test_plain_shape_is_as_the_reference(name: str, duckdb: Engine, tables: Tables) -> None:
    found = duckdb.execute(render(PLANS[name], PLAIN)).rows()
    require_same(found, expected(PLANS[name], tables), PLANS[name], name)


@pytest.mark.parametrize("name", PLANS)
def test_spark_is_as_the_reference(name: str, spark: Engine, files: dict[str, Path], tables: Tables) -> None:
    found = given(spark, files).execute(PLANS[name]).rows()
    require_same(found, expected(PLANS[name], tables), PLANS[name], name)


@pytest.mark.parametrize("name", PLANS)
def test_duckdb_takes_empty_tables(name: str, empty_files: dict[str, Path]) -> None:
    with open_engine("duckdb", threads=1) as engine:
        found = given(engine, empty_files).execute(PLANS[name]).rows()
    require_same(found, expected(PLANS[name], {"facts": [], "others": []}), PLANS[name], name)


@pytest.mark.parametrize("name", ["values", "job"])
def test_code_that_spark_makes_is_as_the_reference(
    name: str, spark: Engine, files: dict[str, Path], tables: Tables
) -> None:
    """Spark turns queries into code of its own, as it does on real work."""
    assert isinstance(spark, SparkEngine)
    made = {"spark.sql.codegen.factoryMode": "FALLBACK", "spark.sql.codegen.wholeStage": "true"}
    for setting, value in made.items():
        spark.session.conf.set(setting, value)
    try:
        found = given(spark, files).execute(PLANS[name]).rows()
    finally:
        for setting in made:
            spark.session.conf.set(setting, QUICK[setting])
    require_same(found, expected(PLANS[name], tables), PLANS[name], name)


@pytest.mark.parametrize("name", ["whole_table", "whole_table_quantile", "whole_table_months", "groups", "job"])
def test_spark_takes_empty_tables(name: str, spark: Engine, empty_files: dict[str, Path]) -> None:
    found = given(spark, empty_files).execute(PLANS[name]).rows()
    require_same(found, expected(PLANS[name], {"facts": [], "others": []}), PLANS[name], name)


@pytest.mark.parametrize("name", ["duckdb", "spark"])
def test_held_rows_are_scanned_again(
    name: str, request: pytest.FixtureRequest, files: dict[str, Path], tables: Tables
) -> None:
    engine = given(request.getfixturevalue(name), files)
    flags, again = PLANS["as_of_flags"], Scan("held", PLANS["as_of_flags"].columns)
    engine.hold("held", PLANS["filter"])
    count = engine.hold("held", flags, address_bits=20)
    found = engine.execute(again).rows()
    assert len(found) == count
    require_same(found, expected(flags, tables), flags, "held")


def test_spark_writes_one_file_and_settles_it(spark: Engine, files: dict[str, Path], tmp_path: Path) -> None:
    target = tmp_path / "groups.parquet"
    count = given(spark, files).write_parquet(PLANS["groups"], target)
    assert [path.name for path in tmp_path.iterdir()] == ["groups.parquet"]
    with open_engine("duckdb") as engine:
        engine.register("written", target)
        assert len(engine.execute("select * from written")) == count > 0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "sealed"
    synthesise(PEOPLE, folder)
    return folder


def test_a_run_over_people_on_spark_is_as_the_plain_one(
    spark: Engine, made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed, plain = some_dead_and_codes_without_dots(made, tmp_path)
    files = (sealed / "persons.parquet", sealed / "events.parquet")
    request = RunRequest(*files, tmp_path / "out", engine="spark", threads=2, progress=True)
    summary = run_people(request)
    assert summary["engine"]["name"] == "spark"
    same_as_plain(request.out, plain_run(plain))
    told = capsys.readouterr().err
    for stage in ("conditions", "cells", "areas"):
        assert f"people 1 of 1: {stage}" in told
    assert isinstance(spark, SparkEngine)
    assert spark.execute("select 1 as one").rows() == [(1,)], "a run ends its own session, not the one that was there"
    assert spark.session.conf.get("spark.sql.shuffle.partitions") == QUICK["spark.sql.shuffle.partitions"]
    assert not spark.session.catalog.tableExists("persons")


def test_features_on_spark_are_those_of_duckdb(spark: Engine, made: Path, tmp_path: Path) -> None:
    """With rules on recency, which rest on most of the plans, two scores and segments."""
    found = {}
    for name in ("duckdb", "spark"):
        request = FeatureRequest(
            made / "persons.parquet", made / "events.parquet", tmp_path / name, engine=name, threads=2,
            codelist=codelist("twenty_conditions_icd10"), rules=rules("rules_cambridge"),
            ages=rules("rules_registers"), scores=(score("cambridge_20"), score("cambridge_20_mortality")),
            rule_set=rule_set("seven_segments"),
        )  # fmt: skip
        assert person_features(request).people == PEOPLE
        with open_engine("duckdb", threads=1) as engine:
            engine.register("features", tmp_path / name / "features.parquet")
            found[name] = engine.execute("select * from features")
    assert found["spark"].names == found["duckdb"].names
    assert found["spark"].values("person_id") == sorted(found["spark"].values("person_id"))
    assert found["spark"].rows() == found["duckdb"].rows()
    assert len(set(found["spark"].values("segment"))) == 7


def test_no_primitive_is_left_out() -> None:
    """Every primitive stands in a plan that is compared, and the reference knows no other."""
    used: set[type] = set()

    def visit(held: Any) -> None:
        if isinstance(held, Plan):
            used.add(type(held))
            for source in held.sources:
                visit(source)
        elif hasattr(held, "parts") and hasattr(held, "sql"):
            used.add(type(held))
            for part in held.parts():
                visit(part)
        if hasattr(held, "__dict__"):
            for value in vars(held).values():
                inner = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
                for one in inner:
                    if hasattr(one, "sql") or isinstance(one, Plan):
                        visit(one)

    for plan in PLANS.values():
        visit(plan)
    assert {kind for kind in RULES | VALUE_RULES if kind not in used} == set()
    assert {kind for kind in used if kind.__name__[0] != "_" and "measures" not in kind.__module__} <= set(
        RULES | VALUE_RULES
    )


def test_made_tables_hold_what_goes_wrong(tables: Tables) -> None:
    facts = tables["facts"]
    assert all(any(row[name] is None for row in facts) for name in facts[0] if name not in ("case_id", "row_id"))
    assert any(row["day"] == date(2024, 2, 29) for row in facts)
    assert any(row["born"] == date(2000, 2, 29) for row in facts)
    assert any((row["amount"] or 0) < 0 for row in facts)
    bare = [tuple(value for name, value in row.items() if name != "row_id") for row in facts]
    assert len(set(bare)) < len(bare), "a row stands twice"
    assert len({row["case_id"] for row in facts}) < max(row["case_id"] for row in facts) + 1, "a case is empty"
