"""What a reform that is not in force would take away or change in a handbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commonweal.answers import Answer
from commonweal.site.components.tables import Column, TableView
from commonweal.site.governance.presenters.check import STANDING_COLUMNS, rule_standing
from commonweal.site.governance.presenters.names import capital, words
from commonweal.site.governance.presenters.rows import table_words

ABOUT = {
    "seats": "Seats",
    "bodies": "Boards, committees and other bodies",
    "documents": "Plans and other documents",
    "grants": "Grants of functions",
}
"""The sheets in the order in which a reader asks for them, each with its heading; others follow."""


def falling_tables(answer: Answer, reform: str) -> list[TableView]:
    """For each sheet the rows that a reform reaches, with what becomes of each and by which provision."""
    held: dict[str, list[Mapping[str, Any]]] = {table: [] for table in ABOUT}
    for each in answer.details["falls"]:
        held.setdefault(each["table"], []).append(each)
    standing = rule_standing(answer)
    return [_table(table, rows, reform, standing) for table, rows in held.items()]


def grouped(table: TableView) -> TableView:
    """The table as a page shows it: rows of which the same becomes, by the same provision, stand together in one."""
    held: dict[tuple[Any, ...], list[str]] = {}
    for row in table.rows:
        held.setdefault(tuple((name, value) for name, value in row.items() if name != "name"), []).append(row["name"])
    rows = [{"name": "; ".join(names), **dict(place)} for place, names in held.items()]
    return replace(table, rows=rows, tall=len(rows) > 20)


def _table(
    table: str, found: list[Mapping[str, Any]], reform: str, standing: Mapping[str, Mapping[str, str]]
) -> TableView:
    rows = [
        {
            "name": f"{each['name'].replace('_', ' ')} ({each['key']})" if each["name"] else each["key"],
            "becomes": capital(each["sentence"]),
            "rule": each["rule"],
            "source": each["source"],
            **standing.get(each["rule"], {}),
        }
        for each in found
    ]
    columns = (
        Column("name", "What"),
        Column("becomes", "What would become of it"),
        Column("rule", "Rule"),
        Column("source", "By which provision"),
        *STANDING_COLUMNS,
    )
    heading = ABOUT.get(table, table_words(table))
    return TableView(
        f"falls-{table}", f"{heading} that the {words(reform)} reaches", columns, rows, tall=len(rows) > 20
    )
