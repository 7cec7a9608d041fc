"""Tables with a row for every cell, the empty ones too: months of a span, bands of a standard population.

Each is the counted rows and a row of noughts for every cell, stacked and added up; a join on the groups would lose the
group whose name is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.engines import idioms
from commonweal.engines.names import PlanError, require_columns
from commonweal.engines.plan import OnOne, Rows, indented, select
from commonweal.engines.shapes import Shape


@dataclass(frozen=True, eq=False)
class MonthSeries(OnOne):
    """For each group and each month of a span, how many events there were: ``month`` such as 202503, and ``n``.

    Groups are all that occur in the source, those without an event in the span too.

    Attributes:
        source: Events.
        by: The columns of the groups.
        first, last: Any day of the first and of the last month.
        date: The column of the event's day; an event whose day is unknown is in no month.
    """

    by: tuple[str, ...]
    first: date
    last: date
    date: str = "date"

    def __post_init__(self) -> None:
        require_columns((*self.by, self.date), self.source.columns, "the series")
        if self.last < self.first:
            raise PlanError("the last month comes before the first")

    @property
    def columns(self) -> tuple[str, ...]:
        """The groups, the month, the count."""
        return (*self.by, "month", "n")

    @property
    def months(self) -> Rows:
        """The months of the span, written into the query: engines make series of days in ways of their own."""
        whole = range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month)
        return Rows(("month",), tuple((month // 12 * 100 + month % 12 + 1,) for month in whole))

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """Events by month over noughts."""
        month = idioms.month_number(self.date)
        span = f"{month} >= {self.months.given[0][0]} and {month} <= {self.months.given[-1][0]}"
        events = select([*self.by, f"{month} as month", "1 as n"], names[0], where=span)
        noughts = cells(self.by, names[0], self.months.select((), shape), ["c.month", "0 as n"])
        by = [*self.by, "month"]
        stacked = f"(\n{indented(events)}\n  union all\n{indented(noughts)}\n) as stacked"
        return select([*by, f"{idioms.whole('sum(n)')} as n"], stacked, group_by=by)


@dataclass(frozen=True, eq=False)
class StandardRateInputs(OnOne):
    """What a directly standardised rate is worked out from: each group by each band of the standard, with its weight.

    Columns: the groups, ``band``, ``events``, ``population``, ``standard``. A band without people has noughts. People
    in a band that the standard lacks, or whose band is unknown, keep a row with an unknown weight: they stay in sight.

    Attributes:
        source: Counts, one row or more for a group and band.
        by: The columns of the groups.
        events, population: The columns that are added up, as doubles.
        standard: People of the standard population by band.
        band: The column of the band, a whole number.
    """

    by: tuple[str, ...]
    events: str
    population: str
    standard: Mapping[int, float]
    band: str = "band"

    def __post_init__(self) -> None:
        require_columns((*self.by, self.events, self.population, self.band), self.source.columns, "the rate")
        if not self.standard:
            raise PlanError("the standard population has no bands")

    @property
    def columns(self) -> tuple[str, ...]:
        """Groups, band, events, population, standard."""
        return (*self.by, "band", "events", "population", "standard")

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """Counts over noughts that carry the weights."""
        bands = Rows(("band", "standard"), tuple((band, float(n)) for band, n in sorted(self.standard.items())))
        summed = [f"cast({self.events} as double) as events", f"cast({self.population} as double) as population"]
        band = self.band if self.band == "band" else f"{self.band} as band"
        counts = select([*self.by, band, *summed, "cast(null as double) as standard"], names[0])
        shown = ["c.band", "0e0 as events", "0e0 as population", "c.standard"]
        noughts = cells(self.by, names[0], bands.select((), shape), shown)
        by = [*self.by, "band"]
        stacked = f"(\n{indented(counts)}\n  union all\n{indented(noughts)}\n) as stacked"
        sums = ["sum(events) as events", "sum(population) as population", "max(standard) as standard"]
        return select([*by, *sums], stacked, group_by=by)


def cells(by: Sequence[str], source: str, cell_rows: str, shown: Sequence[str]) -> str:
    """Every group of a source with every cell, named ``c``."""
    rows = f"(\n{indented(cell_rows)}\n) as c"
    if not by:
        return select(shown, rows)
    groups = f"(\n{indented(select(by, source, distinct=True))}\n) as g"
    return select([*(f"g.{name}" for name in by), *shown], f"{groups}\ncross join {rows}")
