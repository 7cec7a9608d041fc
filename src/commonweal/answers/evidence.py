"""What a calculation may read, and a record of all that it did read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from commonweal.answers.dates import Dates
from commonweal.answers.source import Source


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """A rule entry as it stood for one day: enough to apply it again without the rule pack."""

    id: str
    title: str
    value: Any
    unit: str
    status: str
    valid_from: str
    valid_to: str | None
    recorded_from: str
    source: Source
    pack: str
    attributes: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The record as plain JSON."""
        return {
            "id": self.id,
            "title": self.title,
            "value": self.value,
            "unit": self.unit,
            "status": self.status,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
            "recorded_from": self.recorded_from,
            "source": self.source.to_json(),
            "pack": self.pack,
            "attributes": dict(self.attributes),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> RuleRecord:
        """Read it back."""
        return cls(**{**stored, "source": Source.from_json(stored["source"])})


@dataclass(frozen=True, slots=True)
class FactRecord:
    """One row of a table of facts, with the source of the table; ``personal`` where it tells of a person."""

    table: str
    key: Mapping[str, str]
    values: Mapping[str, Any]
    source: Source
    personal: bool = False

    def to_json(self) -> dict[str, Any]:
        """The record as plain JSON."""
        return {
            "table": self.table,
            "key": dict(self.key),
            "values": dict(self.values),
            "source": self.source.to_json(),
            "personal": self.personal,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> FactRecord:
        """Read it back."""
        return cls(**{**stored, "source": Source.from_json(stored["source"])})


class RuleSource(Protocol):
    """Where rules are looked up: the packs, or the entries embedded in a receipt."""

    def look_up(self, id: str, *, rules_on: date, known_at: datetime) -> RuleRecord | None:
        """The entry that applies on a day by what was recorded at a moment, or None."""


class FactSource(Protocol):
    """Where facts are looked up: the reference tables, a store, or the rows embedded in a receipt."""

    def look_up(self, table: str, key: Mapping[str, str]) -> FactRecord | None:
        """The row with this key, or None."""

    def rows(self, table: str, where: Mapping[str, str]) -> tuple[FactRecord, ...]:
        """Every row whose columns have these values, in the table's order."""


class DatasetSource(Protocol):
    """Where large data sets lie, named by the SHA-256 of their bytes."""

    def path(self, sha256: str) -> Path | None:
        """The file with these bytes, or None when it is not held here."""


class MissingEvidence(LookupError):  # noqa: N818 - it names what is missing
    """A rule, fact or data set that a calculation needs is not to be had; the answer is INSUFFICIENT_DATA."""

    def __init__(self, what: str, do: str) -> None:
        """Say what is missing and how to supply it."""
        super().__init__(what)
        self.what, self.do = what, do


class NoDatasets:
    """A place without data sets."""

    def path(self, sha256: str) -> Path | None:
        """None: there is nothing here."""
        return None


class NoFacts:
    """A place without facts."""

    def look_up(self, table: str, key: Mapping[str, str]) -> FactRecord | None:
        """None: there is nothing here."""
        return None

    def rows(self, table: str, where: Mapping[str, str]) -> tuple[FactRecord, ...]:
        """No rows."""
        return ()


class Evidence:
    """The only door through which a calculation reads; it remembers what went through.

    Args:
        rules, facts, datasets: Where to look.
        dates: The three dates of the question.
        versions: Versions of calculations to use instead of the newest, for a replay.
    """

    def __init__(
        self,
        *,
        rules: RuleSource,
        facts: FactSource | None = None,
        datasets: DatasetSource | None = None,
        dates: Dates,
        versions: Mapping[str, str] | None = None,
    ) -> None:
        """Begin with nothing read."""
        self.dates, self.versions = dates, versions or {}
        self._rules, self._facts, self._datasets = rules, facts or NoFacts(), datasets or NoDatasets()
        self.rules_read: dict[tuple[str, str], RuleRecord | None] = {}
        self.facts_read: dict[tuple[str, tuple[tuple[str, str], ...]], FactRecord | None] = {}
        self.rows_read: dict[tuple[str, tuple[tuple[str, str], ...]], tuple[FactRecord, ...]] = {}
        self.datasets_read: dict[str, str] = {}
        self.calculations: dict[str, str] = {}
        self.children: list[dict[str, Any]] = []

    def find_rule(self, id: str, *, on: date | None = None) -> RuleRecord | None:
        """The rule that applies on a day (by default the question's), or None where there is none."""
        day = on or self.dates.rules_on
        place = (id, day.isoformat())
        if place not in self.rules_read:
            self.rules_read[place] = self._rules.look_up(id, rules_on=day, known_at=self.dates.known_at)
        return self.rules_read[place]

    def rule(self, id: str, *, on: date | None = None) -> RuleRecord:
        """The rule that applies on a day.

        Raises:
            MissingEvidence: No entry applies.
        """
        found = self.find_rule(id, on=on)
        if found is None:
            day = on or self.dates.rules_on
            raise MissingEvidence(f"No rule {id} applies on {day.isoformat()}", f"see `commonweal law show {id}`")
        return found

    def find_fact(self, table: str, **key: str) -> FactRecord | None:
        """The fact with this key, or None where the table has none."""
        place = (table, tuple(sorted(key.items())))
        if place not in self.facts_read:
            self.facts_read[place] = self._facts.look_up(table, key)
        return self.facts_read[place]

    def fact(self, table: str, **key: str) -> FactRecord:
        """The fact with this key.

        Raises:
            MissingEvidence: The table has no such row.
        """
        found = self.find_fact(table, **key)
        if found is None:
            wanted = ", ".join(f"{name} {value}" for name, value in key.items())
            raise MissingEvidence(
                f"The table {table} has no row for {wanted}", "supply the row, or ask of one that it has"
            )
        return found

    def rows(self, table: str, **where: str) -> tuple[FactRecord, ...]:
        """Every fact of a table whose columns have these values; none is an empty tuple."""
        place = (table, tuple(sorted(where.items())))
        if place not in self.rows_read:
            self.rows_read[place] = tuple(self._facts.rows(table, where))
        return self.rows_read[place]

    def dataset(self, name: str, sha256: str) -> Path:
        """The file of a large data set, which the receipt names by its hash.

        Raises:
            MissingEvidence: No file with this hash is held here.
        """
        self.datasets_read[sha256] = name
        found = self._datasets.path(sha256)
        if found is None:
            raise MissingEvidence(
                f"The data set {name} (SHA-256 {sha256[:12]}…) is not in the archive",
                "restore the archive that holds it",
            )
        return found

    def all_sources(self) -> tuple[Source, ...]:
        """The sources of all that was read, once each."""
        sources = [record.source for record in self.rules_read.values() if record]
        sources += [record.source for record in self.facts_read.values() if record]
        sources += [record.source for rows in self.rows_read.values() for record in rows]
        # One handbook is one source for hundreds of rows: each object is compared once.
        return tuple(dict.fromkeys({id(source): source for source in sources}.values()))

    def to_json(self) -> dict[str, Any]:
        """All that was read, in an order that does not depend on the order of reading."""
        return {
            "rules": [
                {"asked": id, "on": on, "entry": record.to_json() if record else None}
                for (id, on), record in sorted(self.rules_read.items())
            ],
            "facts": [
                {"table": table, "key": dict(key), "row": record.to_json() if record else None}
                for (table, key), record in sorted(self.facts_read.items(), key=lambda item: item[0])
            ],
            "rows": [
                {"table": table, "where": dict(where), "rows": [record.to_json() for record in records]}
                for (table, where), records in sorted(self.rows_read.items(), key=lambda item: item[0])
            ],
            "datasets": [{"name": name, "sha256": sha256} for sha256, name in sorted(self.datasets_read.items())],
        }
