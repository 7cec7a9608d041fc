"""The evidence that a receipt carries, served again for a replay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from commonweal.answers.evidence import FactRecord, RuleRecord


class NotEmbedded(LookupError):  # noqa: N818 - it names what is not there
    """The replay asked for something that the receipt does not carry: the calculation reads other things now."""


class EmbeddedRules:
    """The rule entries of a receipt."""

    def __init__(self, evidence: Mapping[str, Any]) -> None:
        """Take the receipt's evidence."""
        self._entries = {(item["asked"], item["on"]): item["entry"] for item in evidence["rules"]}

    def look_up(self, id: str, *, rules_on: date, known_at: datetime) -> RuleRecord | None:
        """The entry that was read then.

        Raises:
            NotEmbedded: It was not read then.
        """
        try:
            entry = self._entries[(id, rules_on.isoformat())]
        except KeyError:
            raise NotEmbedded(f"rule {id} on {rules_on.isoformat()}") from None
        return RuleRecord.from_json(entry) if entry else None


class EmbeddedFacts:
    """The fact rows of a receipt."""

    def __init__(self, evidence: Mapping[str, Any]) -> None:
        """Take the receipt's evidence."""
        self._facts = {(item["table"], _order(item["key"])): item["row"] for item in evidence["facts"]}
        self._rows = {(item["table"], _order(item["where"])): item["rows"] for item in evidence["rows"]}

    def look_up(self, table: str, key: Mapping[str, str]) -> FactRecord | None:
        """The row that was read then.

        Raises:
            NotEmbedded: It was not read then.
        """
        try:
            row = self._facts[(table, _order(key))]
        except KeyError:
            raise NotEmbedded(f"a row of {table} for {dict(key)}") from None
        return FactRecord.from_json(row) if row else None

    def rows(self, table: str, where: Mapping[str, str]) -> tuple[FactRecord, ...]:
        """The rows that were read then.

        Raises:
            NotEmbedded: They were not read then.
        """
        try:
            return tuple(FactRecord.from_json(row) for row in self._rows[(table, _order(where))])
        except KeyError:
            raise NotEmbedded(f"the rows of {table} where {dict(where)}") from None


def _order(key: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(key.items()))
