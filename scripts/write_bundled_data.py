"""Write docs/reference/bundled-data.md from the manifest of the bundled tables: run it with `make docs`."""

from __future__ import annotations

from pathlib import Path

from commonweal import reference
from commonweal.reference import ColumnEntry, SourceEntry, TableEntry

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "bundled-data.md"

OPENING = """# The bundled tables

Written by `make docs` from the manifest inside the package; a test fails when this page and the manifest differ.

These tables of published figures come with every installation. They are enough to reproduce, explain and vary the
allocations of each ICB. Work on practices and places needs files that you download: see
[get the data](../how-to/get-the-data.md).

A number stands as it was published, at full precision; a column that is derived says how. A blank is a figure that was
not published, and is never nought. Shares are fractions: 0.0437 is 4.37%. The SHA-256 is that of the file as it lies in
the package; a test compares the two.
"""


def page() -> str:
    """The whole page."""
    tables = reference.manifest().tables
    index = ["| table | rows | what it holds |", "|---|--:|---|"]
    index += [f"| [`{name}`](#{_anchor(name)}) | {table.rows:,} | {table.title} |" for name, table in tables.items()]
    parts = [OPENING, "\n".join(index) + "\n"]
    parts += [_table(table) for table in tables.values()]
    parts.append(_publications())
    return "\n".join(parts)


def _table(table: TableEntry) -> str:
    lines = [f"## {table.file}\n", f"{table.title}."]
    if table.description:
        lines[-1] += f" {table.description}"
    key = ", ".join(f"`{name}`" for name in table.key)
    lines += ["", f"One row for each: {key}. Rows: {table.rows:,}. SHA-256: `{table.sha256}`.", ""]
    lines += ["| column | meaning | unit |", "|---|---|---|", *map(_column, table.columns), ""]
    lines += [f"* {_source(source)}" for source in table.sources]
    return "\n".join(lines) + "\n"


def _column(column: ColumnEntry) -> str:
    return f"| `{column.name}` | {_cell(column.meaning)} | {_cell(column.unit or column.kind)} |"


def _source(source: SourceEntry) -> str:
    """The publication, with the rows that it holds for and the place in it."""
    rows = "; ".join(f"{column} {' or '.join(values)}" for column, values in source.where.items())
    place = source.at.replace("{", "‹").replace("}", "›")
    return source.title + (f" ({rows})" if rows else "") + (f": {place}" if place else "") + "."


def _publications() -> str:
    found: dict[str, SourceEntry] = {}
    for table in reference.manifest().tables.values():
        for source in table.sources:
            found.setdefault(source.file, source)
    lines = [
        "## The publications\n",
        "The figures stand under the licence that is named. The carrier is where the file was got, when that was not",
        "the publisher's own page.\n",
        "| publication | publisher | licence | carrier | got on | SHA-256 of the file |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| [{_cell(source.title)}]({source.address}) | {_cell(source.publisher)} | {_cell(source.licence)} "
        f"| {_cell(source.carrier)} | {source.retrieved.isoformat()} | `{source.sha256[:16]}…` |"
        for source in found.values()
    ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _anchor(name: str) -> str:
    """The fragment of a heading, as the usual renderers make it."""
    return "".join(letter for letter in name.lower() if letter.isalnum() or letter in "_-")


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(Path.cwd()) if PAGE.is_relative_to(Path.cwd()) else PAGE}")
