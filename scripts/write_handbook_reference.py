"""Write docs/reference/handbook.md from the tables of the handbook: run it with `make docs`."""

from __future__ import annotations

from pathlib import Path

from commonweal.governance.handbook import TABLES, Column, Row, columns_of
from commonweal.governance.handbook.exchange.sources import LIMITS
from commonweal.governance.handbook.validation import TERMS_READ

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "handbook.md"

OPENING = """# The handbook's tables

Written by `make docs` from the tables in the code; a test fails when this page and the tables differ. How to fill them
is told in [write a handbook](../how-to/write-a-handbook.md).

A handbook is one workbook (.xlsx) with a sheet for each table, or a folder with a CSV file for each; the columns are
the same. A blank is not known: never no, never nought. A table that is missing is empty.

## What is read

* A sheet or file is known by its table's name, without regard to capitals, spaces and underlines: `Agenda items` is
  `agenda_items`. The sheets `README` and `Choices` are passed over, and so is any file that is no CSV.
* The header is searched in the first 12 rows. A column is known by its heading or its field's name, in any order.
* A row in which every cell begins with `Note:` says what the columns mean, and is passed over.
* A column or sheet that is none of ours is told and not read. One whose name is much like one of ours that is missing
  is an error, since what stands there would be lost.
* Cells merged downwards say the same in each row; a warning tells where.
* CSV may be in UTF-8 or Windows-1252, with commas, semicolons or tabs. Formulas are never worked out, macros never
  run.
* Everything that is wrong is told at once, with file, sheet, row and column. A handbook with errors is not used at all;
  warnings refuse nothing.

| kind of column | written | read too |
|---|---|---|
| text | as it stands; blanks at the ends do not count | |
| date | 2026-04-01 | 1 April 2026, 01/04/2026 (the day first), a cell that holds a date |
| time | 09:30 | 9.30, 2pm, a cell that holds a time |
| yes or no | yes, no | y, n, true, false, 1, 0 |
| number | 1200000 | 1,200,000 |
| money | pounds: 1234.50 | £1,234.50, 1.5m; in a column headed `amount_pence` or `value_pence`, whole pence |
| list | texts with semicolons between | a line for each |
| one of several words | the word | with capitals, and with spaces for underlines |

The most that is taken on: {bytes} MB, {rows} rows in a table, {chars} characters in a cell.

## What is refused, and what is told

| looked at | |
|---|---|
| a cell that names a row of another table names one that is there | error; where that other table is empty, a warning |
| no key stands twice; the key of each table is given below | error |
| no two versions of one body, seat or term hold on one day; no person holds one seat twice on one day | error |
| nothing ends before it begins: from and to, starts and ends, arrived and left, opened and closed | error |
| quorum, deputies, casting vote, lead times and money limits can be read | error |
| other open terms with a form of their own can be read | warning |
| a seat is held by one person at a time | warning, since it may be shared |
| a person does not arrive again before leaving; one who sent apologies did not come | warning |
| days lie between 1900 and 2150 | warning |
| a sheet of which a nil return says that there is nothing is empty | warning |
| nothing was left unread: columns, sheets, merged cells, macros | warning |
"""

MAPPING = """## The mapping of a register

A mapping is a YAML file. An unknown word in it is an error, with its line.

| word | meaning |
|---|---|
| `table` | the table that the register is read into |
| `sheet` | the register's sheet; by default the one that has the columns |
| `header_row` | the row of its header; by default the first 12 rows are searched; of a header in \
two rows, the lower |
| `fill_down` | its columns in which a blank cell says what the cell above says; merged cells always do |
| `skip` | rows that are no data: words by column, with `*` for anything |
| `skip_lone_cells` | `yes` passes over rows with one filled cell, such as the name of a directorate |
| `blank` | words that mean a blank; by default `-`, `–`, `—` and `n/a` |
| `dates` | `two_figure_years: 2000` reads 24 as 2024; `month_means: first` or `last` gives a month alone its day, \
`year_means` a year alone, and in `to_date` either means its last; `day_counts: yes` reads 45383 as a day. \
What is not said here is refused, never guessed |
| `columns` | each of our columns, by field name, and where it comes from |

A column is the header of the register's column, or these:

| word | meaning |
|---|---|
| `from` | one header, or several, which are joined; `column C` where there is no header |
| `marked` | columns that are ticked, each with the word of ours that its tick means; a row is made for each tick |
| `join` | what is put between several; a space by default |
| `value` | what stands in every row |
| `default` | what stands where the register's cell is blank |
| `split` | marks between several in one cell; each becomes a row |
| `words` | the register's words and ours |
| `pattern` | a regular expression; its first group is taken |
| `range` | `first` or `last` day of a period in one cell, such as `Jun 22 - present` |
| `find` | `people` or `bodies`: a name is looked up there for its id; titles and the order of names do not matter |
| `make` | for people who are not found: the id of a new row of people, such as `P-{name}` |
| `made_of`, `prefix` | an id made of other columns, so that the same row has the same id every time |
"""


def page() -> str:
    """The whole page."""
    parts = [
        OPENING.format(bytes=LIMITS.max_bytes // 1_000_000, rows=f"{LIMITS.max_rows:,}", chars=f"{32_767:,}"),
        "## The tables\n",
        "| table | what it holds |\n|---|---|",
        *(f"| [`{name}`](#{name}) | {_cell(row.MEANING)} |" for name, row in TABLES.items()),
        "",
        *(_table(name, row) for name, row in TABLES.items()),
        _terms(),
        MAPPING,
    ]
    return "\n".join(parts)


def _table(name: str, row: type[Row]) -> str:
    key = ", ".join(f"`{each}`" for each in row.KEY)
    lines = [
        f"### {name}\n",
        f"{row.MEANING}. Key: {key}.\n",
        "| heading | field | holds | meaning |",
        "|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_line(each) for each in columns_of(row)), ""])


def _line(column: Column) -> str:
    needed = "**needed.** " if column.required else ""
    words = " One of: " + ", ".join(f"`{each}`" for each in column.choices) + "." if column.choices else ""
    return f"| {_cell(column.heading)} | `{column.name}` | {_holds(column)} | {needed}{_cell(column.note)}.{words} |"


def _holds(column: Column) -> str:
    if column.refers_to:
        named = f"[{column.refers_to}](#{column.refers_to})"
        return f"ids of {named}" if column.kind == "list" else f"an id of {named}"
    return "a word" if column.choices else {"yes_no": "yes or no"}.get(column.kind, column.kind)


def _terms() -> str:
    lines = [
        "## How each open term is written\n",
        "In the table [terms](#terms), `term` names the term and `value` holds it. A money limit is written in the",
        "same way in the column `limit` of [grants](#grants).\n",
        "| term | what it settles | written such as |",
        "|---|---|---|",
    ]
    for term, reader in TERMS_READ.items():
        examples = "<br>".join(f"`{each}`" for each in reader.examples)
        lines.append(f"| `{term}` | {_cell(reader.written)} | {examples} |")
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(Path.cwd()) if PAGE.is_relative_to(Path.cwd()) else PAGE}")
