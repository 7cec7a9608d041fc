"""Queries for other engines are read back by the translator's own parser, and say the same there.

No server of Snowflake or SQL Server is at hand: this proves that the text is of the dialect, not that it runs.
"""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp
from tests.unit.engines.primitives import PLANS, query_of

from commonweal.engines import DIALECTS, PlanError, Scan, explain

# Functions that a dialect lacks, by the names that a translator leaves as they are.
LACKING = {
    "snowflake": {"BIT_COUNT", "BIT_OR", "LIST", "STRUCT"},
    "tsql": {"BIT_COUNT", "BIT_OR", "BITWISE_OR_AGG", "PERCENTILE_CONT", "STARTS_WITH", "DATE_DIFF", "LENGTH", "LEAST"},
}


@pytest.mark.parametrize("dialect", ["spark", "snowflake", "tsql"])
@pytest.mark.parametrize("name", PLANS)
def test_query_is_read_back(name: str, dialect: str) -> None:
    query = query_of(name, dialect)
    parsed = sqlglot.parse(query, read=dialect, error_level=sqlglot.ErrorLevel.RAISE)
    assert len(parsed) == 1
    statement = parsed[0]
    assert isinstance(statement, exp.Query)
    assert tuple(statement.named_selects) == PLANS[name].columns
    assert not list(statement.find_all(exp.Command)), "a text that the parser let pass unread"
    if dialect != "tsql":  # which reads a difference in days as one of times
        assert statement.sql(dialect=dialect, pretty=True) == query


@pytest.mark.parametrize("dialect", LACKING)
@pytest.mark.parametrize("name", PLANS)
def test_query_calls_nothing_that_the_dialect_lacks(name: str, dialect: str) -> None:
    tokens = sqlglot.tokenize(query_of(name, dialect), read=dialect)
    assert {token.text.upper() for token in tokens} & LACKING[dialect] == set()


def test_unknown_dialect_is_told() -> None:
    with pytest.raises(PlanError, match="no dialect 'oracle'; there are duckdb, spark, snowflake, tsql"):
        explain(Scan("persons", ("age",)), "oracle")


def test_spark_gets_its_exact_percentile() -> None:
    """The translator writes an approximate one, without a word."""
    query = query_of("quantiles", "spark").lower()
    assert "percentile(cast(amount as double), 0.5)" in query
    assert "approx" not in query


def test_dialects_that_are_run_use_every_form() -> None:
    assert [name for name, shape in DIALECTS.items() if shape.bit_or and shape.bit_count] == ["duckdb", "spark"]
