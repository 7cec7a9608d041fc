"""Rows of stored handbooks as the library's row classes, and back. Nothing else turns one into the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from commonweal.governance.handbook import TABLES, Body, Dated, Handbook, Row
from commonweal.governance.handbook.canonical import fingerprint
from commonweal.problems import BadInput, Problem
from commonweal.site.governance.models import State, StoredHandbook, StoredRow


class NotStored(BadInput):
    """No handbook of this system is kept here."""

    def __init__(self, system: str) -> None:
        """Say which, and what to do."""
        super().__init__(
            Problem(
                "no handbook of this system is kept here",
                given=system,
                do="ask the company secretary to import one with `commonweal handbook import FILE --system CODE`",
            )
        )


def key_of(row: Row) -> tuple[str, str]:
    """What tells a row apart from the others of its sheet: as JSON, and as its SHA-256.

    Example:
        >>> from commonweal.governance.handbook import Person
        >>> key_of(Person(person="P1", name="A"))[0]
        '["P1"]'
    """
    return key_text(row.key)


def key_text(key: Iterable[Any]) -> tuple[str, str]:
    """A key as JSON, and as its SHA-256."""
    plain = [part.isoformat() if isinstance(part, date) else part for part in key]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text, hashlib.sha256(text.encode()).hexdigest()


def fields_of(row: Row, *, system: str) -> dict[str, Any]:
    """The fields of a stored row that hold what a row says."""
    text, digest = key_of(row)
    said = row.to_json()
    said.pop("where", None)
    return {
        "system": system,
        "table": row.TABLE,
        "key_json": text,
        "key_digest": digest,
        "fields_json": json.dumps(said, ensure_ascii=False, sort_keys=True),
        "from_date": row.from_date if isinstance(row, Dated) else None,
        "to_date": row.to_date if isinstance(row, Dated) else None,
    }


def row_of(stored: StoredRow) -> Row:
    """The row that a stored row holds."""
    return _row(stored.table, stored.fields_json)


def _row(table: str, fields_json: str) -> Row:
    return TABLES[table].from_json(json.loads(fields_json))


def systems() -> list[str]:
    """The systems whose handbooks are kept here."""
    return list(StoredHandbook.objects.values_list("system", flat=True))


def head_of(system: str) -> StoredHandbook | None:
    """The handbook of a system, without its rows; None where none is kept."""
    return StoredHandbook.objects.filter(system=system).first()


def stored_handbook(system: str, known_at: datetime | None = None) -> Handbook:
    """The handbook of a system.

    Args:
        system: The id of its ICB.
        known_at: By what this installation had recorded at this moment; by default all that it takes for true now.
            A row imported later is not known to an earlier question, whenever its author wrote it.

    Raises:
        NotStored: No handbook of the system is kept here.
    """
    head = head_of(system)
    if head is None:
        raise NotStored(system)
    if known_at is None:
        return _current(system, head.revision, head.changed_at)
    known = StoredRow.objects.of(system).recorded_at(known_at)
    if known.filter(state=State.PURGED).exists():
        raise BadInput(
            Problem(
                "something that was known at this moment has been erased since, because it need be kept no longer",
                given=known_at.isoformat(timespec="seconds"),
                do="read the receipt that was issued then: it holds what its answer rested on",
            )
        )
    return _read(system, known)


def held_now(system: str) -> Handbook:
    """The handbook as the database has it at this moment, and not as this process keeps it in memory."""
    held = StoredRow.objects.of(system).current().values_list("table", "fields_json")
    return Handbook.of([_row(table, fields) for table, fields in held])


def current_rows(system: str, digests: Iterable[str] | None = None) -> dict[tuple[str, str], StoredRow]:
    """The stored rows that hold now, by sheet and digest of their key; all of them, or those of some digests."""
    held = StoredRow.objects.of(system).current()
    chosen = held if digests is None else held.filter(key_digest__in=list(digests))
    return {(row.table, row.key_digest): row for row in chosen}


def current_row(system: str, table: str, key: Iterable[Any]) -> StoredRow | None:
    """The version of a row that holds now; None where there is none."""
    held = StoredRow.objects.of(system).current()
    found: StoredRow | None = held.filter(table=table, key_digest=key_text(key)[1]).first()
    return found


def versions(system: str, table: str, key: Iterable[Any]) -> list[StoredRow]:
    """Every version of a row, the newest first."""
    return versions_of(system, table, key_text(key)[1])


def versions_of(system: str, table: str, digest: str) -> list[StoredRow]:
    """Every version of the row whose key has this SHA-256, the newest first."""
    held = StoredRow.objects.filter(system=system, table=table, key_digest=digest).exclude(state=State.PURGED)
    return list(held.order_by("-version"))


def last_versions(system: str, digests: Iterable[str] | None = None) -> dict[tuple[str, str], int]:
    """The number of the latest version of every row that was ever stored, by sheet and digest; all, or of some."""
    held = StoredRow.objects.filter(system=system).order_by("version")
    chosen = held if digests is None else held.filter(key_digest__in=list(digests))
    return {(table, digest): version for table, digest, version in chosen.values_list("table", "key_digest", "version")}


def last_position(system: str) -> int:
    """The place of the row that was added last; 0 where there is none."""
    held = StoredRow.objects.filter(system=system).order_by("-position")
    return held.values_list("position", flat=True).first() or 0


def title_of(handbook: Handbook, system: str) -> str:
    """The latest name of a system's ICB; its id where the handbook does not name it."""
    named = [row for row in handbook.rows(Body) if system in (row.body, row.ods_code)]
    return max(named, key=lambda row: row.from_date or date.min).name if named else system


def forget() -> None:
    """Forget the handbooks held in memory, of which something was erased."""
    _current.cache_clear()


@lru_cache(maxsize=8)
def _current(system: str, revision: int, changed_at: datetime) -> Handbook:
    return _read(system, StoredRow.objects.of(system).current())


def _read(system: str, rows: Any) -> Handbook:
    held = [_row(table, fields) for table, fields in rows.values_list("table", "fields_json")]
    handbook = Handbook.of(held, name=f"the handbook of {system}")
    return Handbook(handbook.tables, handbook.name, fingerprint(handbook))
