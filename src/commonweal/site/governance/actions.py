"""The only writer of handbooks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from commonweal.governance.checking import systems_of
from commonweal.governance.handbook import TABLES, Dated, Handbook, Row
from commonweal.governance.handbook.canonical import content, fingerprint
from commonweal.governance.handbook.exchange import merge
from commonweal.governance.handbook.validation import validate
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import Reach, require
from commonweal.site.accounts.roles import Permission
from commonweal.site.audit.actions import record
from commonweal.site.audit.actors import Actor
from commonweal.site.governance import records
from commonweal.site.governance.change import Change, Stale, stamp
from commonweal.site.governance.models import State, StoredHandbook, StoredRow
from commonweal.site.governance.permissions import require_write
from commonweal.site.governance.row_changes import asked_writes

_FEW = 100


@dataclass(frozen=True)
class Imported:
    """How many rows an import added, changed, withdrew and left as they were."""

    added: int
    changed: int
    withdrawn: int
    same: int

    @property
    def did_nothing(self) -> bool:
        """Whether the handbook said all of it already."""
        return not (self.added or self.changed or self.withdrawn)


def import_handbook(*, by: Actor, system: str, handbook: Handbook, whole: bool = False) -> Imported:
    """Put the rows of a handbook into the stored one, all of them or none; twice over is the same as once.

    A row whose key is there and which says something else supersedes it. Rows that the file does not have stay: that
    a file does not mention them does not end them.

    Args:
        by: Who imports.
        system: The id of the ICB whose handbook it is.
        handbook: What was read from the file.
        whole: Whether the file is all there is, so that stored rows it does not have are withdrawn.

    Raises:
        PermissionDenied: The actor may not write the handbook of this system.
        BadInput: The rows do not hold together, are of another system, or there are none.
    """
    require(by, Permission.EDIT_HANDBOOK, Reach(system))
    rows = [row for table in TABLES for row in handbook.tables.get(table, ())]
    if not rows:
        raise BadInput(Problem("the handbook has no rows", file=handbook.name, do="fill in its sheets first"))
    with transaction.atomic():
        head = _lock(system)
        held = _held(system)
        together = _together(Handbook.of(()) if whole else held, rows)
        systems_of(together, [system])
        done = _store(system, rows, by=by)
        kept = {(row.TABLE, row.key) for row in rows}
        gone = [row for row in _rows(held) if (row.TABLE, row.key) not in kept] if whole else []
        _withdraw(system, gone, by=by)
        imported = Imported(done["added"], done["changed"], len(gone), done["same"])
        if not imported.did_nothing:
            _finish(head, together, by=by, verb="governance.handbook_imported", detail=vars(imported))
    return imported


def put_row(*, by: Actor, system: str, row: Row) -> StoredRow:
    """Enter a row, or a new version of the row with the same key; the version before is superseded.

    Returns:
        The stored row that holds now: the old one where it says the same already.

    Raises:
        PermissionDenied: The actor may not write this row.
        BadInput: The handbook would not hold together with it.
        NotStored: No handbook of this system is kept here.
    """
    with transaction.atomic():
        head, held = _open(system)
        _require(by, held, system, row)
        together = _together(held, [row])
        changed = not _store(system, [row], by=by)["same"]
        stored = _found(system, row.TABLE, row.key)
        if changed:
            _finish(head, together, by=by, verb="governance.row_put", detail=_detail(stored))
        return stored


def end_row(*, by: Actor, system: str, table: str, key: Iterable[Any], last_day: date) -> StoredRow:
    """Give a row its last day: a new version that ends supersedes the one that ran on.

    Raises:
        PermissionDenied: The actor may not write this row.
        BadInput: There is no such row, it has no period, or the day lies before its first.
        NotStored: No handbook of this system is kept here.
    """
    with transaction.atomic():
        head, held = _open(system)
        row = records.row_of(_found(system, table, key))
        if not isinstance(row, Dated):
            do = "withdraw it if it was entered by mistake; what has happened stays"
            raise BadInput(Problem("a row of this sheet has no period, so it cannot end", sheet=table, do=do))
        if row.from_date and last_day < row.from_date:
            expected = f"{row.from_date.isoformat()} or later"
            raise BadInput(
                Problem("a row cannot end before its first day", given=last_day.isoformat(), expected=expected)
            )
        _require(by, held, system, row)
        ended = replace(row, to_date=last_day)
        together = _together(held, [ended])
        changed = not _store(system, [ended], by=by)["same"]
        stored = _found(system, table, key)
        if changed:
            detail = {**_detail(stored), "last_day": last_day.isoformat()}
            _finish(head, together, by=by, verb="governance.row_ended", detail=detail)
        return stored


def withdraw_row(*, by: Actor, system: str, table: str, key: Iterable[Any]) -> None:
    """Take out a row that should never have been entered. It stays in the store, and earlier questions still know it.

    Raises:
        PermissionDenied: The actor may not write this row.
        BadInput: There is no such row, or others refer to it.
        NotStored: No handbook of this system is kept here.
    """
    with transaction.atomic():
        head, held = _open(system)
        stored = _found(system, table, key)
        row = records.row_of(stored)
        _require(by, held, system, row)
        rest = Handbook.of([each for each in _rows(held) if (each.TABLE, each.key) != (row.TABLE, row.key)])
        if errors := validate(rest).errors:
            raise BadInput(errors)
        _withdraw(system, [row], by=by)
        _finish(head, rest, by=by, verb="governance.row_withdrawn", detail=_detail(stored))


def change_rows(*, by: Actor, system: str, work: Callable[[Handbook], Change], seen: str | None = None) -> bool:
    """Write rows that belong together, worked out from the handbook as it stands while nobody else may write.

    Args:
        by: Who writes.
        system: The id of the ICB whose handbook it is.
        work: Says what to write, given the handbook.
        seen: The mark of the rows that the writer's page showed; None where no page was drawn from any.

    Returns:
        Whether anything was written; what says the same already is left alone, so that twice over is the same as once.

    Raises:
        PermissionDenied: The actor may not write one of the rows.
        BadInput: It cannot be done, or the handbook would not hold together.
        Stale: What it rests on has changed since the page was drawn.
        NotStored: No handbook of this system is kept here.
    """
    with transaction.atomic():
        head, held = _open(system)
        change = work(held)
        for row in change.rows:
            _require(by, held, system, row, change.rows)
        there = {(row.TABLE, row.key): row for row in _rows(held)}
        put = [row for row in change.put if (row.TABLE, row.key) not in there or _differs(row, there)]
        gone = [there[row.TABLE, row.key] for row in change.withdraw if (row.TABLE, row.key) in there]
        if not put and not gone:
            return False
        if seen is not None and seen != stamp(change.rests_on):
            raise Stale
        left = {(row.TABLE, row.key) for row in gone}
        rest = Handbook.of([row for row in there.values() if (row.TABLE, row.key) not in left])
        together = _together(rest, put)
        touched = [_found(system, row.TABLE, row.key) for row in gone]
        _withdraw(system, gone, by=by)
        _store(system, put, by=by, order=change.order)
        touched += [_found(system, row.TABLE, row.key) for row in put]
        rows = ", ".join(f"{stored.table} {stored.pk}" for stored in touched)
        _finish(head, together, by=by, verb="governance.rows_changed", detail={"what": change.said, "rows": rows})
        return True


def _differs(row: Row, there: Mapping[tuple[str, tuple[Any, ...]], Row]) -> bool:
    return content(there[row.TABLE, row.key]) != content(row)


def _lock(system: str) -> StoredHandbook:
    """The handbook's own row, which whoever writes holds until the transaction ends."""
    head, _ = StoredHandbook.objects.select_for_update().get_or_create(system=system)
    return head


def _held(system: str) -> Handbook:
    # Read after the lock, and never from what this process keeps in memory.
    return records.held_now(system)


def _open(system: str) -> tuple[StoredHandbook, Handbook]:
    if records.head_of(system) is None:
        raise records.NotStored(system)
    return _lock(system), _held(system)


def _found(system: str, table: str, key: Iterable[Any]) -> StoredRow:
    found = records.current_row(system, table, key)
    if found is None:
        given = " / ".join(str(part) for part in key)
        raise BadInput(Problem("the handbook has no such row", sheet=table, given=given))
    return found


def _rows(handbook: Handbook) -> list[Row]:
    return [row for rows in handbook.tables.values() for row in rows]


def _together(held: Handbook, rows: Iterable[Row]) -> Handbook:
    return merge(held, rows).handbook


def _require(by: Actor, held: Handbook, system: str, row: Row, together: Iterable[Row] = ()) -> None:
    if not by.is_authenticated:
        raise PermissionDenied("Sign in first.")
    for asked in asked_writes(held, system, row, timezone.localdate(), together=together):
        require_write(by, asked)


def _store(system: str, rows: Iterable[Row], *, by: Actor, order: tuple[Row, ...] = ()) -> dict[str, int]:
    """Store rows that are new or say something else, and count what was done; those of an order trade places."""
    rows = list(rows)
    # An act at a meeting touches a few rows of thousands: only those are fetched.
    few = [records.key_of(row)[1] for row in rows] if len(rows) <= _FEW else None
    current, now = records.current_rows(system, few), timezone.now()
    trading = [(row.TABLE, records.key_of(row)[1]) for row in order]
    traded = dict(zip(trading, sorted(current[place].position for place in trading), strict=True))
    versions, last = records.last_versions(system, few), records.last_position(system)
    done, new, old = {"added": 0, "changed": 0, "same": 0}, [], []
    for row in rows:
        place = (row.TABLE, records.key_of(row)[1])
        before = current.get(place)
        if before is not None and content(records.row_of(before)) == content(row):
            done["same"] += 1
            continue
        last += before is None
        new.append(
            StoredRow(
                **records.fields_of(row, system=system),
                version=versions.get(place, 0) + 1,
                position=last if before is None else traded.get(place, before.position),
                recorded_at=now,
                recorded_by=by.reference,
            )
        )
        if before is not None:
            old.append(before.pk)
        done["added" if before is None else "changed"] += 1
    StoredRow.objects.filter(pk__in=old).close(state=State.SUPERSEDED, at=now, by=by.reference)
    StoredRow.objects.bulk_create(new, batch_size=500)
    return done


def _withdraw(system: str, rows: Iterable[Row], *, by: Actor) -> None:
    rows = list(rows)
    if not rows:
        return
    held = records.current_rows(system, [records.key_of(row)[1] for row in rows] if len(rows) <= _FEW else None)
    keys = [held[row.TABLE, records.key_of(row)[1]].pk for row in rows]
    StoredRow.objects.filter(pk__in=keys).close(state=State.WITHDRAWN, at=timezone.now(), by=by.reference)


def _detail(stored: StoredRow) -> dict[str, str]:
    # By its number in the store: a key may be made of a person's name, and the chain is never purged.
    return {"table": stored.table, "row": str(stored.pk)}


def _finish(head: StoredHandbook, together: Handbook, *, by: Actor, verb: str, detail: Mapping[str, Any]) -> None:
    """Count the change, and enter it in the audit chain with the hash of the handbook as it is now."""
    head.revision += 1
    head.changed_at = timezone.now()
    head.save(update_fields=["revision", "changed_at"])
    whole = {**detail, "revision": head.revision, "content_sha256": together.sha256 or fingerprint(together)}
    record(by=by, verb=verb, subject=head.reference, detail=whole)
