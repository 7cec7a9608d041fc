"""Quantiles of groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.engines import idioms
from commonweal.engines.expressions import Value
from commonweal.engines.names import PlanError, checked_name, require_columns
from commonweal.engines.plan import OnOne, indented, select
from commonweal.engines.shapes import Shape


@dataclass(frozen=True, eq=False)
class Quantiles(OnOne):
    """Quantiles of a value in each group, by linear interpolation between ranks; unknown values are left out.

    Attributes:
        by: The columns of the groups; none gives one row.
        of: The value.
        at: New columns and the share of values below each, from 0 to 1: ``{"median": 0.5}``.
    """

    by: tuple[str, ...]
    of: Value
    at: Mapping[str, float]

    def __post_init__(self) -> None:
        require_columns((*self.by, *self.of.columns), self.source.columns, "the quantile")
        for name in self.at:
            checked_name(name)
        if not self.at or not all(0 <= share <= 1 for share in self.at.values()) or set(self.at) & set(self.by):
            raise PlanError("quantiles are named, new to the table, and lie between 0 and 1")

    @property
    def columns(self) -> tuple[str, ...]:
        """The groups, then the quantiles."""
        return (*self.by, *self.at)

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """Idiom 4, or ranks and interpolation for an engine without a percentile of a group."""
        of = self.of.sql(shape)
        if shape.grouped_percentile:
            shown = [f"{idioms.percentile(of, share)} as {name}" for name, share in self.at.items()]
            return select([*self.by, *shown], names[0], group_by=self.by)
        group = idioms.partition(self.by)
        # Unknown values are placed last, so that the first n places are those of the known ones.
        place = f"row_number() over ({group}order by cast({of} as double) asc nulls last) as place"
        known = f"count({of}) over ({group.strip()}) as known"
        ranked = select([*self.by, f"cast({of} as double) as amount", place, known], names[0])
        shown = [f"{interpolated(share)} as {name}" for name, share in self.at.items()]
        return select([*self.by, *shown], f"(\n{indented(ranked)}\n) as ranked", group_by=self.by)


def interpolated(share: float) -> str:
    """A quantile from columns ``amount``, ``place`` and ``known``: the value below and a part of the step above it."""
    position = f"(cast({idioms.number(float(share))} as double) * (known - 1))"
    below = idioms.whole(position)
    at_below = f"max(case when place = ({below} + 1) and place <= known then amount end)"
    above = f"max(case when place = ({below} + 2) and place <= known then amount end)"
    part = f"max({position} - {below})"
    return f"({at_below} + ({part} * coalesce(({above} - {at_below}), 0e0)))"
