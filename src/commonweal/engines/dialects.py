"""The same query for another engine. The translator is loaded only when one is asked for."""

from __future__ import annotations

from commonweal.engines.names import PlanError
from commonweal.engines.plan import Plan
from commonweal.engines.rendering import render
from commonweal.engines.shapes import FULL, PLAIN, Shape

DIALECTS = {
    "duckdb": FULL,
    "spark": FULL,
    "snowflake": Shape(bit_count=False),
    "tsql": PLAIN,
}
"""Dialects by their names, and the forms that each has. Only the first two are run in the tests."""


def explain(plan: Plan, dialect: str = "duckdb") -> str:
    """The query that a plan becomes, for the reader or for an engine.

    Args:
        plan: What is to be worked out.
        dialect: ``duckdb``, ``spark``, ``snowflake`` or ``tsql``. The last two are parsed in the tests but were never
            run on a server.

    Raises:
        PlanError: The dialect is not one of these.

    Example:
        >>> from commonweal.engines import Column, Filter, Scan
        >>> print(explain(Filter(Scan("persons", ("age",)), Column("age") >= 18), "spark"))
        SELECT
          age
        FROM persons
        WHERE
          (
            age >= 18
          )
    """
    if dialect not in DIALECTS:
        raise PlanError(f"there is no dialect {dialect!r}; there are {', '.join(DIALECTS)}")
    query = render(plan, DIALECTS[dialect])
    return query if dialect == "duckdb" else translate(query, dialect)


def translate(query: str, dialect: str) -> str:
    """A query in DuckDB's dialect written for another engine."""
    import sqlglot

    parsed = sqlglot.parse_one(query, read="duckdb")
    if dialect == "spark":
        parsed = parsed.transform(_exact_percentile)
    return parsed.sql(dialect=dialect, pretty=True, unsupported_level=sqlglot.ErrorLevel.RAISE)


def _exact_percentile(node):  # type: ignore[no-untyped-def]
    """Spark's exact percentile, where the translator would write an approximate one."""
    from sqlglot import exp

    if isinstance(node, exp.WithinGroup) and isinstance(node.this, exp.PercentileCont):
        value = node.expression.expressions[0].this
        return exp.Anonymous(this="percentile", expressions=[value, node.this.this])
    return node


def query_text(query: Plan | str, dialect: str) -> str:
    """The text to run: a plan in the engine's dialect, a text as it is."""
    return explain(query, dialect) if isinstance(query, Plan) else query
