"""A body over time: its names, what it is, and the codes that it goes by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.organisations.kinds import Kind, Status
from commonweal.organisations.periods import ALWAYS, Period

ODS = "ODS"
"""The scheme of codes that the Organisation Data Service gives."""

ONS = "ONS GSS"
"""The scheme of codes that the Office for National Statistics gives; such a code changes when a boundary moves."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that a body goes by.

    Args:
        value: The code. No length or shape is assumed.
        scheme: Who gives it: ``ODS``, ``ONS GSS``, or a local scheme.
        vintage: The map that the code belongs to, such as ``icb24``, ``icb26`` or ``sicbl24``.
        period: The days on which it is in use.
    """

    value: str
    scheme: str = ODS
    vintage: str = ""
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Version:
    """A name and a status, and the days on which a body had them."""

    name: str
    status: Status = Status.OPEN
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Role:
    """What a body was, and when."""

    kind: Kind
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, or a part of one, through all its names, roles and codes.

    Args:
        id: The body's identity, which never changes; an ODS code where there is one, as ODS uses no code twice.
        versions: Names and statuses, earliest first.
        roles: What it was, earliest first.
        codes: Every code, its own ODS code included where it has one.
        last_listed: The last day for which a list that was read names the body; None where no list gives one.

    Example:
        >>> frimley = Body("QNQ", (Version("NHS Frimley ICB", period=Period(date(2022, 7, 1), date(2026, 3, 31))),),
        ...                (Role(Kind.ICB),), (Code("QNQ"), Code("E54000034", ONS, "icb24")))
        >>> frimley.live_on(date(2026, 3, 31)), frimley.live_on(date(2026, 4, 1)), frimley.kind
        (True, False, <Kind.ICB: 'icb'>)
    """

    id: str
    versions: tuple[Version, ...]
    roles: tuple[Role, ...]
    codes: tuple[Code, ...] = ()
    last_listed: date | None = None

    def version_on(self, day: date) -> Version | None:
        """The version that holds on a day, the latest where several do; None where none does."""
        for version in reversed(self.versions):
            if version.period.holds_on(day):
                return version
        return None

    def live_on(self, day: date) -> bool:
        """Whether the body is open on a day."""
        version = self.version_on(day)
        return version is not None and version.status is Status.OPEN

    def status_on(self, day: date) -> Status | None:
        """The body's status on a day; CLOSED after its last version, None before its first.

        Example:
            >>> version = Version("X", period=Period(date(2020, 1, 1), date(2020, 12, 31)))
            >>> Body("X", (version,), ()).status_on(date(2021, 1, 1))
            <Status.CLOSED: 'closed'>
        """
        version = self.version_on(day)
        if version is not None:
            return version.status
        opened = self.opened
        return None if opened is not None and day < opened else Status.CLOSED

    def kind_on(self, day: date) -> Kind | None:
        """What the body is on a day; None where no role holds."""
        for role in reversed(self.roles):
            if role.period.holds_on(day):
                return role.kind
        return None

    def name_on(self, day: date | None = None) -> str:
        """The name on a day, or the last name where none holds then or no day is given."""
        version = self.version_on(day) if day is not None else None
        return (version or self.versions[-1]).name

    def codes_on(self, day: date) -> tuple[Code, ...]:
        """The codes in use on a day."""
        return tuple(code for code in self.codes if code.period.holds_on(day))

    @property
    def name(self) -> str:
        """The last name."""
        return self.versions[-1].name

    @property
    def kind(self) -> Kind:
        """The last role."""
        return self.roles[-1].kind if self.roles else Kind.OTHER

    @property
    def opened(self) -> date | None:
        """The first day on which it was open; None where that is not known."""
        return next((v.period.first for v in self.versions if v.status is not Status.PROPOSED), None)

    @property
    def closed(self) -> date | None:
        """The last day on which it was open; None where it has not closed, or the day is not known."""
        last = self.versions[-1]
        return last.period.last if last.status in (Status.OPEN, Status.DORMANT) else None
