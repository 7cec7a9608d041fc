"""A handbook as facts that a calculation reads through its evidence, so that a receipt embeds the rows that counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from commonweal.answers import Evidence, FactRecord, Source
from commonweal.governance.handbook.columns import columns_of
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.row import Row
from commonweal.governance.handbook.tables import TABLES

R = TypeVar("R", bound=Row)
K = TypeVar("K")
PREFIX = "handbook/"


class RowValues(Mapping[str, Any]):
    """The values of a row as plain JSON; the row is taken apart only when a receipt asks for them."""

    __slots__ = ("_values", "row")

    def __init__(self, row: Row) -> None:
        """Keep the row whole."""
        self.row = row
        self._values: dict[str, Any] | None = None

    def _plain(self) -> dict[str, Any]:
        if self._values is None:
            self._values = self.row.to_json()
        return self._values

    def __getitem__(self, name: str) -> Any:
        """One value."""
        return self._plain()[name]

    def __iter__(self) -> Iterator[str]:
        """The names of what the row says."""
        return iter(self._plain())

    def __len__(self) -> int:
        """How much the row says."""
        return len(self._plain())


class HandbookFacts:
    """A fact source over a handbook: table ``handbook/seats`` holds the rows of the sheet ``seats``.

    What it does not hold itself it asks of the source behind it, such as the reference tables.
    """

    def __init__(self, handbook: Handbook, behind: Any = None) -> None:
        """Index nothing yet."""
        self.handbook, self._behind = handbook, behind
        self._source = Source.own_file(handbook.name, handbook.sha256 or "0" * 64)
        # Of the handbook alone, whatever stands behind it: the same under every day and every reform.
        self._records: dict[tuple[str, tuple[tuple[str, str], ...]], tuple[FactRecord, ...]]
        self._records = handbook.kept.setdefault("facts by place", {})
        self._made: dict[int, FactRecord] = handbook.kept.setdefault("facts by row", {})
        self._personal: dict[str, bool] = {}

    def look_up(self, table: str, key: Mapping[str, str]) -> FactRecord | None:
        """The row with this key, or None."""
        if not table.startswith(PREFIX):
            found: FactRecord | None = self._behind.look_up(table, key) if self._behind else None
            return found
        rows = self.rows(table, key)
        return rows[0] if len(rows) == 1 else None

    def rows(self, table: str, where: Mapping[str, str]) -> tuple[FactRecord, ...]:
        """Every row whose columns have these values, in the table's order."""
        if not table.startswith(PREFIX):
            return self._behind.rows(table, where) if self._behind else ()
        place = (table, tuple(sorted(where.items())))
        if place not in self._records:
            row_class = TABLES.get(table.removeprefix(PREFIX))
            held = self.handbook.rows(row_class, **where) if row_class else ()
            self._records[place] = tuple(self._record(row) for row in held)
        return self._records[place]

    def _tells_of_people(self, row: Row) -> bool:
        if row.TABLE not in self._personal:
            self._personal[row.TABLE] = any(each.personal for each in columns_of(type(row)))
        return self._personal[row.TABLE]

    def _record(self, row: Row) -> FactRecord:
        if id(row) not in self._made:
            key = {name: _text(getattr(row, name)) for name in row.KEY}
            self._made[id(row)] = FactRecord(
                PREFIX + row.TABLE, key, RowValues(row), self._source, self._tells_of_people(row)
            )
        return self._made[id(row)]


class Records:
    """The rows of a handbook as a rule or an answer reads them: through evidence, or straight from the handbook.

    Args:
        source: The evidence of a question, whose receipt then embeds what was read; or a handbook.
        names_people: Whether sentences call people by name; the first version of the questions of decisions called
            them by id, and its receipts are replayed so.

    Example:
        >>> from commonweal.governance.handbook.board import Seat
        >>> book = Handbook.of([Seat(seat="B1", body="ICB", title="Chair", seat_class="chair")])
        >>> len(Records(book).rows(Seat, body="ICB"))
        1
    """

    def __init__(self, source: Evidence | Handbook, *, names_people: bool = True) -> None:
        """Read nothing yet."""
        self.source, self.names_people = source, names_people
        self._read: dict[tuple[str, tuple[tuple[str, Any], ...]], tuple[Row, ...]] = {}
        self._kept: dict[Any, Any] = {}
        if isinstance(source, Handbook):
            # Nothing stands between: a check of a system reads thousands of times.
            self.rows = source.rows  # type: ignore[method-assign]

    @property
    def as_first_released(self) -> bool:
        """Whether a receipt of the first version is replayed, which must judge as that version judged."""
        return not self.names_people

    def kept(self, place: tuple[Any, ...], work: Callable[[], K]) -> K:
        """What was worked out of these rows before, so that every rule of a check need not work it out again.

        Args:
            place: What it is, and of what; nothing else may decide the result.
            work: Works it out, from these records alone.
        """
        if place not in self._kept:
            self._kept[place] = work()
        found: K = self._kept[place]
        return found

    def rows(self, row_class: type[R], **where: str) -> tuple[R, ...]:
        """The rows of a table that have these values."""
        place = (row_class.TABLE, tuple(where.items()))
        held = self._read.get(place)
        if held is None:
            assert not isinstance(self.source, Handbook)
            facts = self.source.rows(PREFIX + row_class.TABLE, **where)
            held = self._read[place] = tuple(row_of(row_class, fact) for fact in facts)
        return held  # type: ignore[return-value]

    def first(self, row_class: type[R], **where: str) -> R | None:
        """The first such row, or None."""
        return next(iter(self.rows(row_class, **where)), None)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def row_of(row_class: type[R], fact: FactRecord) -> R:
    """The row that a fact states: the handbook's own where it comes from one, else read from what a receipt keeps."""
    if isinstance(fact.values, RowValues):
        assert isinstance(fact.values.row, row_class)
        return fact.values.row
    return row_class.from_json(fact.values)
