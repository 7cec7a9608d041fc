"""Which handbooks a visitor can choose, and what of each this visitor may read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.demo.handbook_days import PRESENT
from commonweal.governance.handbook import TABLES, Ballot, Breach, Handbook, Interest, Nomination, Row
from commonweal.site.accounts.authority import Reach, may
from commonweal.site.accounts.roles import Permission
from commonweal.site.governance import records
from commonweal.site.governance.ballot_rights import ballots_of
from commonweal.site.governance.own_bodies import (
    OF_A_MEETING,
    bodies_of,
    held_by,
    items_withheld,
    places_of,
    registered_of,
)
from commonweal.site.governance.ownership import codes_of_bodies, owner_of
from commonweal.site.governance.permissions import own_organisations, own_persons, persons_reading, places_clerked
from commonweal.site.governance.public_rows import public_row

DEMONSTRATION = "wealdmarch"
"""The name under which the fictional handbook is always there."""


@dataclass(frozen=True, eq=False)
class HandbookShown:
    """A handbook as one visitor may read it. Two readings of one state of it are equal: it is a key of what is kept.

    Args:
        name: What stands in the address: ``wealdmarch``, or the id of a system whose handbook is kept here.
        system: The id of its ICB.
        title: The name of its ICB.
        handbook: The rows that this visitor may read.
        day: The day that is asked about where nobody says another.
        fictional: Whether all of it is made up.
        whole: Whether every row is there; only then can anything be checked or decided by it.
        stamp: What tells one state of it from another, for whoever keeps what was worked out.
        own: Codes of the organisations whose own rows are there besides what is public.
        sits: Bodies on which the visitor sits, whose papers are there besides what is public.
        clerks: Bodies of a place that the visitor leads, whose meetings the visitor plans and clerks.
        person: Ids of the visitor in it, where a role names one.
        bounded: Whether the visitor may read a part of it only, though all of it is here to work something out by.
    """

    name: str
    system: str
    title: str
    handbook: Handbook
    day: date
    fictional: bool
    whole: bool
    stamp: str
    own: tuple[str, ...] = ()
    sits: frozenset[str] = frozenset()
    clerks: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()
    bounded: bool = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HandbookShown) and self._state == other._state

    def __hash__(self) -> int:
        return hash(self._state)

    @property
    def _state(self) -> tuple[object, ...]:
        # All of it is the same for everybody; a part of it is not.
        part = () if self.whole else (self.own, self.sits, self.clerks, self.person)
        return self.name, self.stamp, self.whole, *part

    @property
    def asks_of(self) -> frozenset[str]:
        """The bodies of which a visitor who may not read all of it may ask whether they may decide something."""
        return self.sits | self.clerks

    def whole_behind(self) -> HandbookShown:
        """All of it, to work something out by; what is told of that is for the caller to bound."""
        if self.whole:
            return self
        return replace(self, handbook=records.stored_handbook(self.system), whole=True, bounded=True)


def find_handbook(name: str, reader: Any) -> HandbookShown | None:
    """The handbook of this name as a visitor may read it; None where there is none.

    Args:
        name: ``wealdmarch`` or the id of a system; capitals do not matter.
        reader: Who asks.
    """
    if name.casefold() == DEMONSTRATION:
        return demonstration()
    head = records.head_of(name) or records.head_of(name.upper())
    if head is None:
        return None
    handbook, today = records.stored_handbook(head.system), timezone.localdate()
    whole = may(reader, Permission.READ_HANDBOOK, Reach(head.system))
    stamp = f"{head.revision}/{head.changed_at.isoformat()}"
    if whole:
        title = records.title_of(handbook, head.system)
        return HandbookShown(head.system, head.system, title, handbook, today, False, whole, stamp)
    readable = _readable(handbook, head.system, reader, today)
    part = _part(head.system, stamp, today, readable)
    return HandbookShown(
        name=head.system,
        system=head.system,
        title=records.title_of(part, head.system),
        handbook=part,
        day=today,
        fictional=False,
        whole=False,
        stamp=stamp,
        **vars(readable),
    )


@dataclass(frozen=True)
class Readable:
    """What of a handbook somebody may read besides what is public.

    Args:
        own: Codes of organisations whose own rows are shown whole.
        sits: Bodies whose papers are shown, but for what is withheld.
        clerks: Bodies whose papers and registers are shown whole.
        person: Ids in the handbook of whoever reads: their own statements are shown, and nothing of an item from which
            one was excluded.
    """

    own: tuple[str, ...] = ()
    sits: frozenset[str] = frozenset()
    clerks: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()


def _readable(handbook: Handbook, system: str, reader: Any, on: date) -> Readable:
    sitting, (leading, codes) = persons_reading(reader, system), places_clerked(reader, system)
    return Readable(
        own=tuple(sorted(own_organisations(reader))),
        sits=bodies_of(handbook, sitting, on),
        clerks=places_of(handbook, leading, codes, on) if leading or codes else frozenset(),
        person=sitting | own_persons(reader, system),
    )


@lru_cache(maxsize=1)
def demonstration() -> HandbookShown:
    """The fictional handbook, which anyone may read whole; it stands on a day of its own."""
    handbook = wealdmarch_handbook()
    system = handbook.systems[0]
    title = records.title_of(handbook, system)
    return HandbookShown(DEMONSTRATION, system, title, handbook, PRESENT, fictional=True, whole=True, stamp="fictional")


def require_asker(shown: HandbookShown) -> None:
    """Let a question about a body go on where the visitor may read every row, sits on a body, or clerks a place's.

    Raises:
        PermissionDenied: None of these; the message says who may.
    """
    if not shown.asks_of:
        require_whole(shown)


def require_whole(shown: HandbookShown) -> None:
    """Let a question go on only where the visitor may read every row: part of a handbook gives wrong answers.

    Raises:
        PermissionDenied: They may not; the message says who may.
    """
    if not shown.whole:
        raise PermissionDenied(
            f"Checks and decisions need every row of the handbook of {shown.title}, and some are not public. Sign in "
            "as its company secretary or chair, or as an auditor. The public pages of the handbook stay open to you."
        )


def choices() -> list[tuple[str, str]]:
    """The handbooks that are kept here, by the id of the system, each with the name of its ICB."""
    return [(system, records.title_of(records.stored_handbook(system), system)) for system in records.systems()]


def public_part(handbook: Handbook, on: date, *, system: str = "", besides: Readable | None = None) -> Handbook:
    """What of a handbook anyone may read on a day, and what somebody may read besides.

    Args:
        handbook: All of it.
        on: The day, for what is public until a day.
        system: The ICB whose handbook it is.
        besides: What the reader may read that the public may not; None for the public.
    """
    more = _more(handbook, on, system, besides) if besides and besides != Readable() else None
    tables = {}
    for table in TABLES:
        shown = []
        for row in handbook.tables.get(table, ()):
            found = row if more is not None and more(row) else public_row(row, on)
            if found is not None:
                shown.append(found)
        tables[table] = tuple(shown)
    return Handbook(tables, handbook.name)


def _more(handbook: Handbook, on: date, system: str, besides: Readable) -> Callable[[Row], bool]:
    """Whether a row is shown whole to somebody, by what they may read besides what is public."""
    own, codes = besides.own, codes_of_bodies(handbook) if besides.own else {}
    ballots = ballots_of(handbook, codes, own, on) if own else frozenset()
    withheld = items_withheld(handbook, besides.person)
    registered = registered_of(handbook, besides.clerks, on)

    def shown(row: Row) -> bool:
        if own and (owner_of(row, codes, system) in own or _of_ballot(row, ballots)):
            return True
        if isinstance(row, Interest) and row.person in besides.person:
            return True
        if row.TABLE in OF_A_MEETING and (besides.sits or besides.clerks):
            held = held_by(handbook, row)
            if held.body in besides.clerks:
                return True
            return held.body in besides.sits and not (held.item and held.item in withheld)
        if isinstance(row, Breach) and row.body in besides.clerks:
            return True
        return (row.TABLE, row.key) in registered

    return shown


def _of_ballot(row: Row, ballots: frozenset[str]) -> bool:
    return isinstance(row, Ballot | Nomination) and row.ballot in ballots


@lru_cache(maxsize=32)
def _part(system: str, stamp: str, on: date, besides: Readable) -> Handbook:
    return public_part(records.stored_handbook(system), on, system=system, besides=besides)
