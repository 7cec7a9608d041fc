"""Rows of one table beside, or sifted by, rows of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from commonweal.engines.expressions import Literal, Plain
from commonweal.engines.names import PlanError, require_columns
from commonweal.engines.plan import Plan, indented, select
from commonweal.engines.shapes import Shape


@dataclass(frozen=True, eq=False)
class _OnKey(Plan):
    left: Plan
    right: Plan
    on: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.on:
            raise PlanError("tables are joined on at least one column")
        require_columns(self.on, self.left.columns, "the join")
        require_columns(self.on, self.right.columns, "the join")

    @property
    def sources(self) -> tuple[Plan, ...]:
        """Both."""
        return (self.left, self.right)

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of the left table."""
        return self.left.columns

    def same_key(self) -> str:
        """The test that two rows belong together; unknown keys never do."""
        return " and ".join(f"l.{name} = r.{name}" for name in self.on)


@dataclass(frozen=True, eq=False)
class Join(_OnKey):
    """Rows of two tables that agree in the key, side by side; a key that stands twice on the right doubles the row.

    Attributes:
        every_left: Keep rows of the left table that have no match; the right's columns are then unknown or filled.
        fill: What a column of the right is where it is unknown, such as a mask of nought for people without events.
    """

    every_left: bool = False
    fill: Mapping[str, Plain] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        require_columns(self.fill, self.right.columns, "the filling")
        if both := set(self.left.columns) & set(self._added):
            raise PlanError(f"both tables have {', '.join(sorted(both))}: rename one")

    @property
    def _added(self) -> tuple[str, ...]:
        return tuple(name for name in self.right.columns if name not in self.on)

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of the left, then those of the right without the key."""
        return (*self.left.columns, *self._added)

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """An inner or a left join."""
        shown = [f"l.{name}" for name in self.left.columns]
        for name in self._added:
            filled = self.fill.get(name)
            shown.append(
                f"r.{name}" if filled is None else f"coalesce(r.{name}, {Literal(filled).sql(shape)}) as {name}"
            )
        kind = "left join" if self.every_left else "inner join"
        return select(shown, f"{names[0]} as l\n{kind} {names[1]} as r on {self.same_key()}")


@dataclass(frozen=True, eq=False)
class With(_OnKey):
    """Rows of the left table whose key stands in the right one, once each however often it stands there."""

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """A semi join."""
        return _sifted(self, names, "exists")


@dataclass(frozen=True, eq=False)
class Without(_OnKey):
    """Rows of the left table whose key does not stand in the right one, such as people who have not opted out.

    A row with an unknown key stays, since it is not known to stand there.
    """

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """An anti join, which an unknown key on the right does not empty as it would empty ``not in``."""
        return _sifted(self, names, "not exists")


def _sifted(plan: _OnKey, names: Sequence[str], test: str) -> str:
    shown = [f"l.{name}" for name in plan.columns]
    matching = select(["1"], f"{names[1]} as r", where=plan.same_key())
    return select(shown, f"{names[0]} as l", where=f"{test} (\n{indented(matching)}\n)")
