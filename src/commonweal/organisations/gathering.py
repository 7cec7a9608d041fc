"""Putting one register together out of many lists, which overlap, differ in date and know different things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from commonweal.organisations.areas import AreaMap
from commonweal.organisations.bodies import Body, Code, Role, Version
from commonweal.organisations.kinds import Kind, Status
from commonweal.organisations.memberships import Membership
from commonweal.organisations.periods import ALWAYS, Period
from commonweal.organisations.register import Register
from commonweal.organisations.successions import Succession

_ONE_DAY = timedelta(days=1)

UNNAMED = "(not named in the lists that were read)"
"""What stands for the name of a body until a list names it."""


@dataclass(slots=True)
class _Draft:
    versions: list[Version] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    last_listed: date | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A list of a day says that one body stands in another; how long before and after, it does not say.

    Args:
        day: The day of the list.
        first: The first day of the membership, where the list or its nature tells it.
    """

    child: str
    parent: str
    tier: Kind
    day: date
    source: str
    first: date | None = None
    last: date | None = None


class Gathering:
    """Collects what lists say, the best list first, and makes a register of it.

    Where two lists name a body for the same days, the first one gathered keeps its name. Where two lists of different
    days put a body under different parents, the earlier membership ends when the later one begins.

    Example:
        >>> gathering = Gathering()
        >>> gathering.body("QOP", Kind.ICB, "NHS Greater Manchester ICB", Period(date(2022, 7, 1)))
        >>> gathering.register().body("QOP").opened
        datetime.date(2022, 7, 1)
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._drafts: dict[str, _Draft] = {}
        self._memberships: list[Membership] = []
        self._sightings: dict[tuple[str, Kind], list[Sighting]] = {}
        self.successions: list[Succession] = []
        self.maps: list[AreaMap] = []
        self.notes: list[str] = []

    def __contains__(self, body: str) -> bool:
        return body in self._drafts

    def ids(self) -> tuple[str, ...]:
        """The identities gathered so far."""
        return tuple(self._drafts)

    def body(
        self,
        id: str,
        kind: Kind,
        name: str,
        period: Period = ALWAYS,
        *,
        status: Status = Status.OPEN,
        listed: date | None = None,
        codes: Iterable[Code] = (),
    ) -> None:
        """Add what one list says of a body: what it is, its name, and the days for which that holds."""
        draft = self._drafts.get(id)
        if draft is None:
            draft = self._drafts[id] = _Draft([Version(name, status, period)], [Role(kind, period)])
        else:
            if name != UNNAMED:
                draft.versions = [_named(held, name, period) for held in draft.versions]
            if not any(held.period.overlaps(period) for held in draft.versions):
                draft.versions.append(Version(name, status, period))
            if not any(held.period.overlaps(period) for held in draft.roles):
                draft.roles.append(Role(kind, period))
        for code in codes:
            self.code(id, code)
        if listed is not None:
            self.listed(id, listed)

    def kinds(self, id: str) -> tuple[Kind, ...]:
        """What the body was, earliest first; empty where it was not gathered."""
        roles = self._drafts[id].roles if id in self._drafts else []
        return tuple(role.kind for role in sorted(roles, key=lambda role: role.period.first or date.min))

    def code(self, id: str, code: Code) -> None:
        """Add a code of a body."""
        codes = self._drafts[id].codes
        if code not in codes:
            codes.append(code)

    def listed(self, id: str, day: date) -> None:
        """Say that a list of a day names the body."""
        draft = self._drafts[id]
        draft.last_listed = day if draft.last_listed is None else max(day, draft.last_listed)

    def ends_unlisted(self, ids: Iterable[str], day: date) -> int:
        """End the open version of bodies that a later list, of a day, leaves out; gives back how many there were."""
        ended = 0
        for id in ids:
            versions = self._drafts[id].versions
            last = max(versions, key=lambda version: version.period.first or date.min)
            if last.status is not Status.OPEN or last.period.last is not None:
                continue
            if last.period.first is not None and last.period.first >= day:
                continue
            place = versions.index(last)
            versions[place] = Version(last.name, last.status, Period(last.period.first, day - _ONE_DAY))
            versions.append(Version(last.name, Status.NOT_LISTED, Period(day)))
            ended += 1
        return ended

    def since_listed(self, id: str, kind: Kind, name: str, day: date) -> None:
        """Add a body that a list of a day names and no earlier list did: when it opened is not known."""
        self.body(id, kind, name, Period(day), listed=day)
        draft = self._drafts[id]
        if len(draft.versions) == 1 and draft.versions[0].period.first == day:
            draft.versions.insert(0, Version(name, Status.NOT_LISTED, Period(None, day - _ONE_DAY)))

    def opens(self, id: str, day: date) -> None:
        """Say when a body opened, whose opening no list tells."""
        versions = sorted(self._drafts[id].versions, key=lambda version: version.period.first or date.min)
        if len(versions) > 1 and versions[0].status is Status.NOT_LISTED and versions[0].period.first is None:
            second = versions[1]
            if second.period.first is not None and day < second.period.first:
                merged = Version(second.name, second.status, Period(day, second.period.last))
                self._drafts[id].versions = [merged, *versions[2:]]
                self._drafts[id].roles = [Role(role.kind, Period(day)) for role in self._drafts[id].roles[:1]]

    def closes(self, id: str, last: date) -> None:
        """Say that a body, which a list knows as open, closed on a day after that list."""
        draft = self._drafts[id]
        if draft.last_listed is not None and draft.last_listed > last:
            return
        kept = [v for v in draft.versions if v.period.first is None or v.period.first <= last]
        if kept and all(v.status is Status.NOT_LISTED for v in draft.versions if v not in kept):
            draft.versions = [
                v if v.period.last and v.period.last <= last else replace(v, period=Period(v.period.first, last))
                for v in kept
            ]

    def reopens(self, id: str, day: date) -> None:
        """Say that a body, which an earlier list calls dormant or closed, is open on the day of a later one."""
        draft = self._drafts[id]
        last = max(draft.versions, key=lambda version: version.period.first or date.min)
        if last.status is Status.OPEN and last.period.last is None:
            return
        if last.period.last is None and (last.period.first is None or last.period.first < day):
            draft.versions.remove(last)
            draft.versions.append(Version(last.name, last.status, Period(last.period.first, day - _ONE_DAY)))
        if last.period.last is None or last.period.last < day:
            draft.versions.append(Version(last.name, Status.OPEN, Period(day)))
            if not any(role.period.holds_on(day) for role in draft.roles):
                draft.roles.append(Role(draft.roles[-1].kind, Period(day)))

    def member(
        self, child: str, parent: str, tier: Kind, period: Period, *, source: str = "", sole: bool = True
    ) -> None:
        """Add a membership whose days are known: it is kept as it is told, and the checks say where it cannot be."""
        self._memberships.append(Membership(child, parent, tier, period, sole, source))

    def sighting(self, seen: Sighting) -> None:
        """Add a membership that a list of a day tells."""
        self._sightings.setdefault((seen.child, seen.tier), []).append(seen)

    def register(self) -> Register:
        """The register of all that was gathered."""
        bodies = {id: _finished(id, draft) for id, draft in self._drafts.items()}
        told = [membership for seen in self._sightings.values() for membership in _in_order(seen)]
        lives = {id: _life(body) for id, body in bodies.items()}
        clipped = [membership for loose in told if (membership := _clipped(loose, lives)) is not None]
        return Register(bodies.values(), [*self._memberships, *clipped], self.successions, self.maps, self.notes)


def _named(version: Version, name: str, period: Period) -> Version:
    if version.name == UNNAMED and version.period.overlaps(period):
        return Version(name, version.status, version.period)
    return version


def _finished(id: str, draft: _Draft) -> Body:
    def start(item: Version | Role) -> date:
        return item.period.first or date.min

    codes = [Code(id), *(code for code in draft.codes if code.value != id)]
    if len(draft.versions) == len(draft.roles) == 1:
        return Body(id, tuple(draft.versions), tuple(draft.roles), tuple(codes), draft.last_listed)
    return Body(
        id,
        tuple(sorted(draft.versions, key=start)),
        tuple(sorted(draft.roles, key=start)),
        tuple(codes),
        draft.last_listed,
    )


def _life(body: Body) -> Period:
    """The days from the first on which the body was open to the last, dormant days included."""
    if len(body.versions) == 1:
        return body.versions[0].period
    held = [v for v in body.versions if v.status not in (Status.PROPOSED, Status.NOT_LISTED, Status.CLOSED)]
    return Period(held[0].period.first, held[-1].period.last) if held else ALWAYS


def _in_order(seen: list[Sighting]) -> list[Membership]:
    """One membership per run of lists that name the same parent."""
    if len(seen) == 1:
        only = seen[0]
        return [Membership(only.child, only.parent, only.tier, Period(only.first, only.last), True, only.source)]
    ordered = sorted(seen, key=lambda sighting: sighting.day)
    runs: list[list[Sighting]] = []
    for sighting in ordered:
        if runs and runs[-1][-1].parent == sighting.parent:
            runs[-1].append(sighting)
        else:
            runs.append([sighting])
    made = []
    for place, run in enumerate(runs):
        lasts = [sighting.last for sighting in run]
        last = None if None in lasts else max(day for day in lasts if day is not None)
        if place + 1 < len(runs):
            following = _begins(runs[place + 1])
            last = following - _ONE_DAY if last is None else min(last, following - _ONE_DAY)
        first = run[0].first if place == 0 else _begins(run)
        if first is None or last is None or first <= last:
            made.append(Membership(run[0].child, run[0].parent, run[0].tier, Period(first, last), True, run[-1].source))
    return made


def _begins(run: list[Sighting]) -> date:
    return run[0].first or run[0].day


def _clipped(membership: Membership, lives: dict[str, Period]) -> Membership | None:
    """The membership within the lives of both bodies; a body that is not held bounds nothing."""
    period = membership.period
    for id in (membership.child, membership.parent):
        life = lives.get(id)
        if life is None or life.encloses(period):
            continue
        common = period.common(life)
        if common is None:
            return None
        period = common
    if period is membership.period:
        return membership
    return Membership(membership.child, membership.parent, membership.tier, period, membership.sole, membership.source)
