"""The register on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from commonweal.organisations.areas import AreaMap
from commonweal.organisations.bodies import Body
from commonweal.organisations.chains import Descent
from commonweal.organisations.kinds import Kind
from commonweal.organisations.trees import Node

if TYPE_CHECKING:
    from commonweal.organisations.register import Register


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the register says of one day.

    Example:
        >>> from commonweal.organisations import england
        >>> day = england(areas=False).on(date(2026, 4, 1))
        >>> [body.id for body in day.parents("T6Y0W")], len(day.live("icb"))
        (['Y61'], 36)
    """

    register: Register
    day: date

    def body(self, code: str) -> Body:
        """The body that uses a code on the day, open or not."""
        return self.register.body(code, self.day)

    def live(self, kind: Kind | str) -> tuple[Body, ...]:
        """The bodies of a kind that are open."""
        return self.register.live(kind, self.day)

    def parents(self, code: Body | str, tier: Kind | str | None = None) -> tuple[Body, ...]:
        """The open bodies that a body stands in, the lowest tier first."""
        return self.register.parents(code, self.day, tier)

    def children(self, code: Body | str, kind: Kind | str | None = None) -> tuple[Body, ...]:
        """The open bodies that stand directly in a body."""
        return self.register.children(code, self.day, kind)

    def members(self, code: Body | str, kind: Kind | str) -> tuple[Body, ...]:
        """All open bodies of a kind below a body."""
        return self.register.members(code, self.day, kind)

    def tree(self, code: Body | str) -> Node:
        """A body and all open bodies below it."""
        return self.register.tree(code, self.day)

    def successors(self, code: Body | str, *, basis: str | None = None) -> tuple[Descent, ...]:
        """Where the parts of a body are on the day."""
        return self.register.successors(code, on=self.day, basis=basis)

    def predecessors(self, code: Body | str, *, basis: str | None = None) -> tuple[Descent, ...]:
        """The bodies whose parts are in a body on the day."""
        return self.register.predecessors(code, on=self.day, basis=basis)

    def map(self, *, tier: Kind = Kind.ICB, unit: str | None = None) -> AreaMap | None:
        """The map in force, or None."""
        return self.register.map_on(self.day, tier=tier, unit=unit)
