"""Facts of the asker's own, as a receipt carries them: the world cannot have changed them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.answers import FactRecord, FactSource
from commonweal.governance.handbook import TABLES
from commonweal.governance.handbook.facts import PREFIX


class OwnFacts:
    """A handbook's rows out of a receipt; every other table is asked of the source behind it.

    So that what would differ today is the law and the published figures, and not that the file is elsewhere.

    Args:
        evidence: The evidence of a receipt, not yet believed.
        behind: Where the other tables are.
    """

    def __init__(self, evidence: Mapping[str, Any], behind: FactSource) -> None:
        """Index what the receipt carries."""
        self._behind = behind
        self._rows = {(item["table"], _order(item["where"])): item["rows"] for item in evidence["rows"]}
        self._facts = {(item["table"], _order(item["key"])): item["row"] for item in evidence["facts"]}

    def look_up(self, table: str, key: Mapping[str, str]) -> FactRecord | None:
        """The row with this key, or None."""
        if not table.startswith(PREFIX):
            return self._behind.look_up(table, key)
        held = self._facts.get((table, _order(key)))
        return FactRecord.from_json(held) if held else None

    def rows(self, table: str, where: Mapping[str, str]) -> tuple[FactRecord, ...]:
        """Every row whose columns have these values."""
        if not table.startswith(PREFIX) or table.removeprefix(PREFIX) not in TABLES:
            return self._behind.rows(table, where)
        return tuple(FactRecord.from_json(row) for row in self._rows.get((table, _order(where)), ()))


def _order(key: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(key.items()))
