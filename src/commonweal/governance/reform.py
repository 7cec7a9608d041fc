"""What a reform that is not in force would take away or change in a handbook: seats, bodies, grants, documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.governance.handbook import TABLES, Dated, Records, Row
from commonweal.governance.standing import Standing
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, slots=True)
class Falling:
    """A row of the handbook that a reform reaches.

    Args:
        rule: The number of the rule whose entry in the reform says so.
        table: The sheet.
        key: The row, such as a seat's id.
        name: What it is called, where it has a name.
        sentence: What becomes of it.
        source: The provision of the reform, as it is cited.
    """

    rule: str
    table: str
    key: str
    name: str
    sentence: str
    source: str

    def to_json(self) -> dict[str, str]:
        """The row as plain JSON."""
        return {
            "rule": self.rule,
            "table": self.table,
            "key": self.key,
            "name": self.name,
            "sentence": self.sentence,
            "source": self.source,
        }


def falling(rules: Sequence[Standing], records: Records, *, on: date) -> tuple[Falling, ...]:
    """The rows that hold on a day and that the rules' entries name under ``falls``, as those of a reform do.

    Each part of ``falls`` names a sheet (``table``), a ``column`` with the value that it ``is``, and what ``becomes``
    of such a row.

    Raises:
        BadInput: An entry names a sheet or a column that a handbook does not have.
    """
    found: list[Falling] = []
    for rule in rules:
        for part in (rule.record.attributes.get("falls") or ()) if rule.record else ():
            found += _rows(rule, part, records, on)
    return tuple(found)


def _rows(rule: Standing, part: dict[str, Any], records: Records, on: date) -> list[Falling]:
    row_class = TABLES.get(part["table"])
    if row_class is None or part["column"] not in row_class.__dataclass_fields__:
        given = f"{part['table']}.{part['column']}"
        raise BadInput(Problem(f"the entry {rule.id} names a fact that no handbook has", given=given))
    rows = records.rows(row_class, **{part["column"]: part["is"]})
    standing = [row for row in rows if not isinstance(row, Dated) or row.holds_on(on)]
    return [
        Falling(rule.number, row.TABLE, str(row.key[0]), _name(row), part["becomes"], rule.source.cite())
        for row in standing
    ]


def _name(row: Row) -> str:
    return str(getattr(row, "title", "") or getattr(row, "name", "") or getattr(row, "function", ""))
