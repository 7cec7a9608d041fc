"""The register: every body with its history, indexed so that a question about any day is answered in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from commonweal.organisations.areas import AreaMap, map_on
from commonweal.organisations.bodies import Body
from commonweal.organisations.chains import Chains, Descent
from commonweal.organisations.kinds import Kind, depth
from commonweal.organisations.memberships import Membership
from commonweal.organisations.nearest import unknown_code
from commonweal.organisations.snapshot import Snapshot
from commonweal.organisations.successions import Succession
from commonweal.organisations.trees import Node, plant
from commonweal.problems import BadInput, Problem


class Register:
    """Bodies, memberships, successions and maps, never changed once made.

    Memberships and successions may name a body that is not in the register: the checks report it.

    Args:
        bodies: Each identity once.
        memberships: Which body stands in which, and when.
        successions: Which body took over from which.
        maps: Which body every small area or practice belongs to.
        notes: What a reader of an answer should know about the lists behind it.

    Raises:
        BadInput: Two bodies have one identity.

    Example:
        >>> from commonweal.organisations.bodies import Code, Role, Version
        >>> codes = (Code("Y62"), Code("E40000010", "ONS GSS"))
        >>> region = Body("Y62", (Version("North West"),), (Role(Kind.REGION),), codes)
        >>> icb = Body("QOP", (Version("NHS Greater Manchester ICB"),), (Role(Kind.ICB),), (Code("QOP"),))
        >>> register = Register([region, icb], [Membership("QOP", "Y62", Kind.REGION)])
        >>> register.body("E40000010").name, [body.id for body in register.children("Y62", date(2026, 4, 1))]
        ('North West', ['QOP'])
    """

    def __init__(
        self,
        bodies: Iterable[Body],
        memberships: Iterable[Membership] = (),
        successions: Iterable[Succession] = (),
        maps: Iterable[AreaMap] = (),
        notes: Iterable[str] = (),
    ) -> None:
        """Index everything."""
        held: dict[str, Body] = {}
        by_code: dict[str, list[Body]] = {}
        for body in bodies:
            if body.id in held:
                raise BadInput(Problem("two bodies have one identity", given=body.id, do="join them into one body"))
            held[body.id] = body
            by_code.setdefault(body.id.upper(), []).append(body)
            for code in body.codes:
                same = by_code.setdefault(code.value.upper(), [])
                if body not in same:
                    same.append(body)
        self._bodies, self._by_code = held, by_code
        self._by_kind: dict[Kind, list[Body]] = {}
        for body in sorted(held.values(), key=lambda body: body.id):
            for kind in {role.kind for role in body.roles}:
                self._by_kind.setdefault(kind, []).append(body)
        self.memberships: tuple[Membership, ...] = tuple(memberships)
        self._up: dict[str, list[Membership]] = {}
        self._down: dict[str, list[Membership]] = {}
        for membership in self.memberships:
            self._up.setdefault(membership.child, []).append(membership)
            self._down.setdefault(membership.parent, []).append(membership)
        self.chains = Chains(successions)
        self.maps: tuple[AreaMap, ...] = tuple(maps)
        self.notes: tuple[str, ...] = tuple(dict.fromkeys(notes))

    @property
    def bodies(self) -> Mapping[str, Body]:
        """Every body by its identity."""
        return MappingProxyType(self._bodies)

    @property
    def successions(self) -> tuple[Succession, ...]:
        """Every row of succession."""
        return self.chains.rows

    def __len__(self) -> int:
        return len(self._bodies)

    def on(self, day: date) -> Snapshot:
        """The register on one day, so that the day need not be said again."""
        return Snapshot(self, day)

    def find(self, code: str, on: date | None = None) -> Body | None:
        """The body with a code of any scheme, or None. With a day, the one that used the code on that day."""
        found = self._by_code.get(code.strip().upper(), [])
        if len(found) > 1 and on is not None:
            found = [b for b in found if any(c.value.upper() == code.upper() for c in b.codes_on(on))] or found
        return found[0] if found else None

    def body(self, code: str, on: date | None = None) -> Body:
        """The body with a code of any scheme, open or not.

        Raises:
            BadInput: No body has the code; the nearest ones are named.
        """
        found = self.find(code, on)
        if found is None:
            raise unknown_code(code, self._bodies)
        return found

    def live(self, kind: Kind | str, on: date) -> tuple[Body, ...]:
        """The bodies of a kind that are open on a day, in order of their codes.

        Example:
            >>> Register([]).live("icb", date(2026, 4, 1))
            ()
        """
        wanted = Kind(kind)
        return tuple(body for body in self._by_kind.get(wanted, ()) if body.live_on(on) and body.kind_on(on) is wanted)

    def memberships_of(self, body: Body | str) -> tuple[Membership, ...]:
        """Every membership in which a body is the child, of any day."""
        return tuple(self._up.get(_id(body), ()))

    def memberships_in(self, body: Body | str) -> tuple[Membership, ...]:
        """Every membership in which a body is the parent, of any day."""
        return tuple(self._down.get(_id(body), ()))

    def parents(self, code: Body | str, on: date, tier: Kind | str | None = None) -> tuple[Body, ...]:
        """The open bodies that a body stands in on a day, the lowest tier first; of one tier where it is named."""
        return tuple(
            self._bodies[m.parent]
            for m in sorted(self._up.get(self._resolved(code, on).id, ()), key=lambda m: -depth(m.tier))
            if (tier is None or m.tier == tier) and m.period.holds_on(on) and self._is_live(m.parent, on)
        )

    def children(self, code: Body | str, on: date, kind: Kind | str | None = None) -> tuple[Body, ...]:
        """The open bodies that stand directly in a body on a day; of one kind where it is named."""
        found = {
            m.child: self._bodies[m.child]
            for m in self._down.get(self._resolved(code, on).id, ())
            if m.period.holds_on(on) and self._is_live(m.child, on)
        }
        return tuple(body for _, body in sorted(found.items()) if kind is None or body.kind_on(on) == Kind(kind))

    def members(self, code: Body | str, on: date, kind: Kind | str) -> tuple[Body, ...]:
        """All open bodies of a kind below a body on a day, at whatever depth."""
        wanted, found = Kind(kind), {}
        edge = [self._resolved(code, on)]
        seen = {edge[0].id}
        while edge:
            edge = [child for body in edge for child in self.children(body, on) if child.id not in seen]
            edge = list({child.id: child for child in edge}.values())
            seen.update(child.id for child in edge)
            found.update({child.id: child for child in edge if child.kind_on(on) is wanted})
        return tuple(body for _, body in sorted(found.items()))

    def tree(self, code: Body | str, on: date) -> Node:
        """A body and all open bodies below it on a day, each below its lowest parent."""
        return plant(self, self._resolved(code, on), on)

    def successors(self, code: Body | str, *, on: date | None = None, basis: str | None = None) -> tuple[Descent, ...]:
        """Where the parts of a body are on a day (by default in the end), with multiplied shares along chains."""
        return self.chains.successors(self._resolved(code, None).id, on=on, basis=basis)

    def predecessors(
        self, code: Body | str, *, on: date | None = None, basis: str | None = None
    ) -> tuple[Descent, ...]:
        """The bodies whose parts are in a body on a day, each with the part of it that came."""
        return self.chains.predecessors(self._resolved(code, None).id, on=on, basis=basis)

    def map(self, vintage: str, unit: str | None = None) -> AreaMap:
        """The map of a vintage.

        Raises:
            BadInput: There is none; the vintages that are held are named.
        """
        for item in self.maps:
            if item.vintage == vintage and (unit is None or item.unit == unit):
                return item
        held = ", ".join(dict.fromkeys(item.vintage for item in self.maps))
        raise BadInput(
            Problem("there is no map of this vintage", given=vintage, expected=f"one of {held}" if held else "")
        )

    def map_on(self, day: date, *, tier: Kind = Kind.ICB, unit: str | None = None) -> AreaMap | None:
        """The map in force on a day, or None."""
        return map_on(self.maps, day, tier=tier, unit=unit)

    def areas(self, code: Body | str, on: date) -> frozenset[str]:
        """The small areas that a board or sub-ICB location covers on a day, by the map then in force.

        Raises:
            BadInput: No map of small areas is held for that day.
        """
        body = self._resolved(code, on)
        kind = body.kind_on(on) or body.kind
        item = map_on([held for held in self.maps if held.unit.startswith("lsoa")], on, tier=kind)
        if item is None:
            raise BadInput(
                Problem(
                    f"no map of small areas to {kind.plural} is held for {on.isoformat()}",
                    do="name the folder with the look-ups of the Office for National Statistics",
                )
            )
        return item.units_of(body.id)

    def _resolved(self, code: Body | str, on: date | None) -> Body:
        return code if isinstance(code, Body) else self.body(code, on)

    def _is_live(self, id: str, on: date) -> bool:
        body = self._bodies.get(id)
        return body is not None and body.live_on(on)


def _id(body: Body | str) -> str:
    return body.id if isinstance(body, Body) else body
