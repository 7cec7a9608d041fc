"""``--explain``: a command prints the queries that it would ask an engine, and runs nothing."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.engines import Plan


def add_explain(parser: argparse.ArgumentParser) -> None:
    """Give a command ``--explain`` and ``--dialect``."""
    parser.add_argument("--explain", action="store_true", help="print the queries and run nothing")
    parser.add_argument(
        "--dialect", choices=("duckdb", "spark", "snowflake", "tsql"), help="of --explain; by default the engine's"
    )


def asked_dialect(options: argparse.Namespace) -> str:
    """The dialect in which the queries are asked for; empty where the work itself is.

    Raises:
        BadInput: A dialect without ``--explain``.
    """
    from commonweal.problems import BadInput, Problem

    if options.dialect and not options.explain:
        raise BadInput(Problem("--dialect is of the queries that --explain prints", do="add --explain"))
    return str(options.dialect or options.engine) if options.explain else ""


def require_options(options: argparse.Namespace, *names: str, do: str) -> None:
    """Refuse to begin without options that only ``--explain`` can do without.

    Raises:
        BadInput: Which are missing.
    """
    from commonweal.problems import BadInput, Problem

    missing = [f"--{name}" for name in names if getattr(options, name) is None]
    if missing:
        raise BadInput(Problem(f"{', '.join(missing)} is missing", do=do))


def print_queries(steps: Mapping[str, Plan], dialect: str, notes: Sequence[str]) -> None:
    """Print the query of each step under its name, after what is to be known of them all.

    Args:
        steps: Plans by the name under which their rows are kept or given.
        dialect: As `asked_dialect` gives it.
        notes: Lines of comment.
    """
    from commonweal.engines import explain

    for line in notes:
        print(f"-- {line}")
    if dialect in ("snowflake", "tsql"):
        print("-- Written for this dialect and parsed; never run on a server of it.")
    for name, plan in steps.items():
        print(f"\n-- {name}\n{explain(plan, dialect)};")
