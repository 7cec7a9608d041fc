"""A query that another room writes by hand meets the same engines: it holds none of the forbidden forms either."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.engines.test_idioms import FORBIDDEN, WRITTEN, bare_casts, lawful

import commonweal

SOURCE = Path(commonweal.__file__).parent
SQL = re.compile(
    r"\bselect\b.*\bfrom\b|\bcase when\b|cast\(|::|\b(partition|group|order) by\b|\bover \(|\bcoalesce\(|"
    r"\b(date_?diff|datediff|months_between|date_trunc|generate_series|quantile_cont|median|floor|ceil|asof)\b",
    re.DOTALL,
)
PATTERN = re.compile(r"\(\?[:p=!<]|\\d")
"""What a regular expression has and a query has not."""
CAST = "a cast to a whole number without floor"
WHOLE = "a whole number without floor"
DIVISOR = "a divisor that may be nought"
MADE_HERE = "columns are arrays of whole numbers made in the same file; the cast names the width of the sealed column"
PARQUET = "Parquet's own statistics of whole numbers, as text, which DuckDB alone reads"
EXCEPTIONS = {
    ("population/synthetic/writing.py", WHOLE): MADE_HERE,
    ("population/synthetic/system_writing.py", WHOLE): MADE_HERE,
    ("population/people/on_list.py", WHOLE): PARQUET,
    ("population/runs/inputs.py", WHOLE): PARQUET,
    ("population/people/sealing_queries.py", CAST): "a sum of bits: whole by nature, and too wide for a floor",
}


def written(path: Path) -> Iterator[str]:
    """The texts of a file that read as SQL, with ``value`` where something is filled in; no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    said |= {id(part) for node in joined for part in node.values}
    for text in joined:
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "value" for part in text.values)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def queries(path: Path) -> Iterator[str]:
    yield from (text for text in map(lawful, written(path)) if SQL.search(text) and not PATTERN.search(text))


def forms(text: str) -> set[str]:
    found = {form for form, pattern in FORBIDDEN.items() if re.search(pattern, text)}
    if text.count("(") == text.count(")") and bare_casts(text):
        found.add(CAST)
    return found


FILES = sorted(path for path in SOURCE.rglob("*.py") if "engines" not in path.relative_to(SOURCE).parts)


@pytest.fixture(scope="module")
def found() -> set[tuple[str, str]]:
    return {
        (path.relative_to(SOURCE).as_posix(), form) for path in FILES for text in queries(path) for form in forms(text)
    }


def test_queries_of_other_rooms_are_looked_at() -> None:
    """A search that reads no query would prove nothing."""
    with_queries = {path.relative_to(SOURCE).parts[0] for path in FILES if any(queries(path))}
    assert {"population", "wiring"} <= with_queries


@pytest.mark.parametrize("form", FORBIDDEN)
def test_each_form_is_found_where_it_is_written(form: str, tmp_path: Path) -> None:
    path = tmp_path / "query.py"
    path.write_text(f'query = f"select {WRITTEN[form]} from {{people}}"\n')
    assert any(form in forms(text) for text in queries(path))


def test_no_other_room_writes_these_forms(found: set[tuple[str, str]]) -> None:
    assert sorted(found - set(EXCEPTIONS)) == []


def test_no_exception_is_kept_without_need(found: set[tuple[str, str]]) -> None:
    assert sorted(set(EXCEPTIONS) - found) == []
