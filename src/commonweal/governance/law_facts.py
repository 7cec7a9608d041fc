"""The rule book as facts, so that a receipt says also which rules did not apply, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.answers import FactRecord, RuleRecord
from commonweal.governance.rule_numbers import of_the_handbook
from commonweal.law import RuleBook

RULES, HISTORY = "law/rules", "law/history"


class LawFacts:
    """A fact source over the rule book: ``law/rules`` lists the rules, ``law/history`` holds every value of one.

    What it does not hold itself it asks of the source behind it.
    """

    def __init__(self, book: RuleBook, behind: Any = None) -> None:
        """Read nothing yet."""
        self._book, self._behind = book, behind

    def look_up(self, table: str, key: Mapping[str, str]) -> FactRecord | None:
        """The row with this key, or None."""
        if table in (RULES, HISTORY):
            rows = self.rows(table, key)
            return rows[0] if len(rows) == 1 else None
        found: FactRecord | None = self._behind.look_up(table, key) if self._behind else None
        return found

    def rows(self, table: str, where: Mapping[str, str]) -> tuple[FactRecord, ...]:
        """Every row whose columns have these values."""
        if table == RULES:
            ids = of_the_handbook(self._book.ids())
            listed = tuple(FactRecord(RULES, {"id": id}, {"id": id}, self._book.history(id)[-1].source) for id in ids)
            return tuple(row for row in listed if all(row.values.get(name) == value for name, value in where.items()))
        if table == HISTORY:
            held = self._book.history(where["id"]) if where.get("id") in self._book.ids() else ()
            return tuple(_fact(record) for record in held)
        return self._behind.rows(table, where) if self._behind else ()


def _fact(record: RuleRecord) -> FactRecord:
    key = {"id": record.id, "from": record.valid_from, "recorded_from": record.recorded_from}
    return FactRecord(HISTORY, key, record.to_json(), record.source)
