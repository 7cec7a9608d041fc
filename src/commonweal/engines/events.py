"""From dated events to facts of people: which codes count, which of them hold on a day, what was measured last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commonweal.engines import idioms
from commonweal.engines.expressions import Column
from commonweal.engines.masks import EVERY_BIT
from commonweal.engines.measures import AllBits
from commonweal.engines.names import PlanError, require_columns
from commonweal.engines.plan import OnOne, Plan, Rows, indented, select
from commonweal.engines.shapes import Shape


def codelist(codes: Mapping[str, int]) -> Rows:
    """A codelist as a small table of ``code`` and ``mask``, each code with the bits of all conditions that it means."""
    return Rows(("code", "mask"), tuple(codes.items()), label="codelist")


@dataclass(frozen=True, eq=False)
class CodelistMatch(Plan):
    """Events whose code stands in a codelist, each with the mask of its entry; the others are left out.

    An event that more than one entry fits gives a row for each.

    Attributes:
        source: Events.
        codes: A table with ``code`` and ``mask``: :func:`codelist`, or a scan of one too long for a query.
        code: The column of the events' codes.
        prefix_lengths: For a codelist of beginnings of codes, every length that they have; none matches whole codes.
    """

    source: Plan
    codes: Plan
    code: str = "code"
    prefix_lengths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        require_columns((self.code,), self.source.columns, "the match")
        require_columns(("code", "mask"), self.codes.columns, "the match")
        if "mask" in self.source.columns:
            raise PlanError("the events have a column named mask already: rename it")
        if self.prefix_lengths and isinstance(self.codes, Rows):
            place = self.codes.columns.index("code")
            left_out = {len(str(row[place])) for row in self.codes.given} - set(self.prefix_lengths)
            if left_out or len(set(self.prefix_lengths)) != len(self.prefix_lengths):
                raise PlanError(f"prefix_lengths names each length once; {sorted(left_out)} are left out")

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of the events, and the mask."""
        return (*self.source.columns, "mask")

    @property
    def sources(self) -> tuple[Plan, ...]:
        """Events and codelist."""
        return (self.source, self.codes)

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """A join on the whole code, or one for each length of a beginning, so that none compares every pair."""
        shown = [*(f"e.{name}" for name in self.source.columns), "c.mask"]
        tests = [f"e.{self.code} = c.code"]
        if self.prefix_lengths:
            tests = [
                f"substring(e.{self.code}, 1, {length}) = c.code and length(c.code) = {length}"
                for length in self.prefix_lengths
            ]
        joined = (f"{names[0]} as e\ninner join {names[1]} as c on {test}" for test in tests)
        return "\nunion all\n".join(select(shown, source) for source in joined)


@dataclass(frozen=True, eq=False)
class AsOfFlags(OnOne):
    """One mask for each person: the bits of all events up to and including a day; people without any are not there.

    Attributes:
        source: Events with a mask, such as a :class:`CodelistMatch`.
        person: The columns that tell people apart.
        on: The day as of which the flags hold.
        date: The column of the event's day; an event whose day is unknown sets nothing.
        days: Only so many days back from the day, itself included; all of the past if not given.
        among: The bits that occur.
    """

    person: tuple[str, ...]
    on: date
    date: str = "date"
    days: int | None = None
    among: int = EVERY_BIT

    def __post_init__(self) -> None:
        require_columns((*self.person, self.date, "mask"), self.source.columns, "the flags")
        if not self.person:
            raise PlanError("flags are of people: name the columns that tell them apart")

    @property
    def columns(self) -> tuple[str, ...]:
        """The person and the mask."""
        return (*self.person, "mask")

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """Masks joined by person; the bounds are worked out beforehand, so no engine counts days."""
        flags = AllBits(Column("mask"), self.among).sql(shape)
        where = within(self.date, self.on, self.days)
        return select([*self.person, f"{flags} as mask"], names[0], where=where, group_by=self.person)


@dataclass(frozen=True, eq=False)
class LatestValue(OnOne):
    """For each key the last known record up to and including a day, such as a person's last blood pressure.

    Of records of one day the one with the greatest kept values is taken, in the order in which they are named.

    Attributes:
        source: Records.
        key: The columns that tell people apart.
        kept: The columns that are shown.
        on: The day.
        date: The column of the record's day; a record whose day is unknown does not count.
        days: Only so many days back, the day itself included.
    """

    key: tuple[str, ...]
    kept: tuple[str, ...]
    on: date
    date: str = "date"
    days: int | None = None

    def __post_init__(self) -> None:
        require_columns((*self.key, *self.kept, self.date), self.source.columns, "the latest value")
        if not self.key or not self.kept or set(self.kept) & {*self.key, self.date}:
            raise PlanError("a latest value has a key, and keeps columns beside it and its day")

    @property
    def columns(self) -> tuple[str, ...]:
        """The key, the day, the kept columns."""
        return (*self.key, self.date, *self.kept)

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """Idiom 5."""
        place = f"{idioms.latest_first(self.key, self.date, self.kept)} as place_from_last"
        inner = select([*self.columns, place], names[0], where=within(self.date, self.on, self.days))
        return select(self.columns, "(\n" + indented(inner) + "\n) as placed", where="place_from_last = 1")


def within(day: str, on: date, days: int | None) -> str:
    """The test that a day lies in a window that ends on another.

    Example:
        >>> within("date", date(2025, 3, 31), 365)
        "date <= cast('2025-03-31' as date) and date > cast('2024-03-31' as date)"
    """
    test = f"{day} <= {idioms.day(on)}"
    return test if days is None else f"{test} and {day} > {idioms.day(on - timedelta(days=days))}"
