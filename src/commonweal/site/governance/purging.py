"""Erasing statements of interests that need be kept no longer. The only act that takes words out of the store.

What a statement said, in every version that was ever stored, is gone afterwards; that there was one, when it was
entered and when it was erased, and a salted digest of it, stay. ADR 0025 says why.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from commonweal.governance.handbook import Declaration, Handbook, Interest, Records
from commonweal.governance.retention import Retained, due
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import Reach, require
from commonweal.site.accounts.roles import Permission
from commonweal.site.audit.actions import record
from commonweal.site.audit.actors import Actor
from commonweal.site.governance import actions, records
from commonweal.site.governance.change import Change
from commonweal.site.governance.models import State, StoredRow

_STAYS = frozenset({"statement", "person", "kind", "from_date", "to_date", "recorded_on", "where"})
"""What is left of a statement that the record of a meeting names: the record says as much itself."""


@dataclass(frozen=True)
class Purge:
    """What is to be erased, or was.

    Args:
        erased: Statements of which nothing stays.
        emptied: Statements that a declaration at a meeting names: what they said goes, the bare entry stays.
        not_known: Statements whose end is not known, which are kept.
        stored: How many stored versions are erased.
    """

    erased: tuple[Retained, ...]
    emptied: tuple[Retained, ...]
    not_known: tuple[Retained, ...]
    stored: int

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all that are erased or emptied."""
        return tuple(each.statement for each in (*self.erased, *self.emptied))


def plan(system: str, on: date) -> Purge:
    """What would be erased on a day; nothing is touched.

    Args:
        system: The id of the ICB whose register it is.
        on: The day.

    Raises:
        NotStored: No handbook of this system is kept here.
    """
    held = records.stored_handbook(system)
    every = _ever_stored(system, held)
    found = due(Records(Handbook.of([*_others(held), *every.values()])), on)
    named = {row.statement for row in held.rows(Declaration)}
    bare = {name for name, row in every.items() if row == _emptied(row)}
    past = [each for each in found if each.state == "past" and not (each.statement in named and each.statement in bare)]
    erased = tuple(each for each in past if each.statement not in named)
    emptied = tuple(each for each in past if each.statement in named)
    not_known = tuple(each for each in found if each.state == "unknown")
    return Purge(erased, emptied, not_known, len(_versions(system, (each.statement for each in past))))


def purge(*, by: Actor, system: str, on: date) -> Purge:
    """Erase the statements that need be kept no longer.

    Args:
        by: Who does it.
        system: The id of the ICB whose register it is.
        on: The day, not later than today.

    Returns:
        What was erased.

    Raises:
        PermissionDenied: The actor may not.
        BadInput: The day has not come.
        NotStored: No handbook of this system is kept here.
    """
    require(by, Permission.PURGE_REGISTER, Reach(system))
    if on > timezone.localdate():
        raise BadInput(
            Problem("this day has not come, and what is erased cannot be brought back", given=written(on),
                    do="see what would be due then without --do")
        )  # fmt: skip
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
    with transaction.atomic():
        done = plan(system, on)
        if not done.statements:
            return done
        versions = _versions(system, done.statements)
        actions.change_rows(by=by, system=system, work=lambda held: _change(held, done))
        digests = sorted(_erase(stored) for stored in versions)
        detail = {
            "on": on.isoformat(),
            "statements": len(done.statements),
            "rows": ", ".join(str(stored.pk) for stored in versions),
            "digests_sha256": hashlib.sha256("\n".join(digests).encode()).hexdigest(),
        }
        record(by=by, verb="governance.statements_purged", subject=f"handbook:{system}", detail=detail)
    records.forget()
    _clean_up()
    return done


def _change(held: Handbook, done: Purge) -> Change:
    """What becomes of the rows that hold now: those erased go, those emptied stay bare, and nothing names the gone."""
    gone = {each.statement for each in done.erased}
    emptied = {each.statement for each in done.emptied}
    put = []
    for row in held.rows(Interest):
        if row.statement in gone:
            continue
        new = _emptied(row) if row.statement in emptied else row
        new = replace(new, supersedes="") if new.supersedes in gone else new
        if new != row:
            put.append(new)
    withdrawn = tuple(row for row in held.rows(Interest) if row.statement in gone)
    return Change("statements of interests past their time", put=tuple(put), withdraw=withdrawn)


def _emptied(row: Interest) -> Interest:
    blank: dict[str, Any] = {each.name: each.default for each in fields(row) if each.name not in _STAYS}
    return replace(row, **{**blank, "public": False})


def _others(held: Handbook) -> list[Any]:
    return [row for rows in held.tables.values() for row in rows if not isinstance(row, Interest)]


def _ever_stored(system: str, held: Handbook) -> Mapping[str, Interest]:
    """Every statement that was ever stored and not erased; one that was withdrawn ended on that day at the latest."""
    found = {row.statement: row for row in held.rows(Interest)}
    gone = StoredRow.objects.of(system).filter(table=Interest.TABLE, state=State.WITHDRAWN).order_by("version")
    withdrawn: dict[str, Interest] = {}
    for stored in gone:
        row = records.row_of(stored)
        assert isinstance(row, Interest)
        last = timezone.localdate(stored.superseded_at)
        withdrawn[row.statement] = replace(row, to_date=min(row.to_date or last, last), supersedes="")
    return {**withdrawn, **found}


def _versions(system: str, statements: Iterable[str]) -> list[StoredRow]:
    digests = {records.key_text((statement,))[1] for statement in statements}
    held = StoredRow.objects.of(system).filter(table=Interest.TABLE, key_digest__in=digests)
    return list(held.order_by("pk"))


def _erase(stored: StoredRow) -> str:
    """Empty a stored version; the salted digest of what it said."""
    salt = secrets.token_hex(16)
    digest = purged_digest(salt, stored.key_json, stored.fields_json)
    StoredRow.objects.filter(pk=stored.pk).erase(salt=salt, digest=digest)
    return digest


def purged_digest(salt: str, key_json: str, fields_json: str) -> str:
    """By which whoever holds the words of an erased statement can show that it stood here.

    Example:
        >>> purged_digest("00", '["S1"]', "{}")[:8]
        '220eeed2'
    """
    return hashlib.sha256("\n".join((salt, key_json, fields_json)).encode()).hexdigest()


def _clean_up() -> None:
    """Take the old words out of what the database leaves behind, which a copy of its files would still hold."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'VACUUM "{StoredRow._meta.db_table}"')
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
