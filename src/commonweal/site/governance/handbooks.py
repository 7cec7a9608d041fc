"""Which handbooks a visitor can choose, and what of each this visitor may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.demo.handbook_days import PRESENT
from commonweal.governance.handbook import TABLES, Ballot, Handbook, Nomination
from commonweal.site.accounts.authority import Reach, may
from commonweal.site.accounts.roles import Permission
from commonweal.site.governance import records
from commonweal.site.governance.ballot_rights import ballots_of
from commonweal.site.governance.ownership import codes_of_bodies, owner_of
from commonweal.site.governance.permissions import own_organisations
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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HandbookShown) and self._state == other._state

    def __hash__(self) -> int:
        return hash(self._state)

    @property
    def _state(self) -> tuple[str, str, bool]:
        return self.name, self.stamp, self.whole


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
    own: tuple[str, ...] = ()
    if not whole:
        own = tuple(sorted(own_organisations(reader)))
        handbook = _part(head.system, stamp, today, own)
    title = records.title_of(handbook, head.system)
    return HandbookShown(head.system, head.system, title, handbook, today, False, whole, stamp, own)


@lru_cache(maxsize=1)
def demonstration() -> HandbookShown:
    """The fictional handbook, which anyone may read whole; it stands on a day of its own."""
    handbook = wealdmarch_handbook()
    system = handbook.systems[0]
    title = records.title_of(handbook, system)
    return HandbookShown(DEMONSTRATION, system, title, handbook, PRESENT, fictional=True, whole=True, stamp="fictional")


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


def public_part(handbook: Handbook, on: date, *, system: str = "", own: tuple[str, ...] = ()) -> Handbook:
    """What of a handbook anyone may read on a day, and what an organisation answers for itself or takes part in.

    Args:
        handbook: All of it.
        on: The day, for what is public until a day.
        system: The ICB whose handbook it is.
        own: Codes of organisations whose own rows are shown whole.
    """
    codes = codes_of_bodies(handbook) if own else {}
    ballots = ballots_of(handbook, codes, own, on) if own else frozenset()
    tables = {}
    for table in TABLES:
        shown = []
        for row in handbook.tables.get(table, ()):
            owned = own and owner_of(row, codes, system) in own
            part = isinstance(row, Ballot | Nomination) and row.ballot in ballots
            found = row if owned or part else public_row(row, on)
            if found is not None:
                shown.append(found)
        tables[table] = tuple(shown)
    return Handbook(tables, handbook.name)


@lru_cache(maxsize=32)
def _part(system: str, stamp: str, on: date, own: tuple[str, ...]) -> Handbook:
    return public_part(records.stored_handbook(system), on, system=system, own=own)
