"""Several handbooks as one, in which an id that two of them use for different things is told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from commonweal.governance.handbook import TABLES, Body, Handbook, Row, Seat, columns_of
from commonweal.governance.successors import LEGAL_PERSONS

_SHARED_KINDS = (*LEGAL_PERSONS, "region", "healthwatch", "practice", "pcn", "provider", "company", "charity")
"""Bodies that go by one code wherever they are named; a committee's short id is its own board's."""
_SHARED_TABLES = ("functions", "bodies", "successions")
_MENTIONS = {"transfers": ("what",), "publications": ("about",), "terms": ("applies_to",)}
"""Columns that may hold an id of the handbook among other words."""


def joined(handbooks: Sequence[Handbook]) -> Handbook:
    """All rows of some handbooks.

    Where two use one id for different things, as with FINANCE or P01, the later handbook's gets its system in front:
    ``QBB:FINANCE``. Boards, trusts, councils and others with a code of their own keep it, and so do functions.

    Example:
        >>> from commonweal.governance.handbook import Body
        >>> def of(code):
        ...     return Handbook.of([
        ...         Body(body=code, name=code, kind="icb"),
        ...         Body(body="AUDIT", name="Audit of " + code, kind="committee", parent=code),
        ...     ], name=code)
        >>> [row.body for row in joined([of("QAA"), of("QBB")]).rows(Body)]
        ['QAA', 'AUDIT', 'QBB', 'QBB:AUDIT']
    """
    if len(handbooks) == 1:
        return handbooks[0]
    handbooks = [_without_neighbours(book, handbooks) for book in handbooks]
    tables: dict[str, list[Row]] = {name: list(handbooks[0].tables.get(name, ())) for name in TABLES}
    taken = _ids(handbooks[0])
    for number, book in enumerate(handbooks[1:], 2):
        prefix = book.systems[0] if book.systems else f"H{number}"
        renamed = _clashes(taken, _ids(book), prefix)
        for name, row_class in TABLES.items():
            held = {row.key for row in tables[name]} if name in _SHARED_TABLES else set()
            rows = [_told_apart(row, row_class, renamed) for row in book.tables.get(name, ())]
            known = {repr(replace(row, where="")) for row in tables[name]}
            tables[name] += [row for row in rows if row.key not in held and repr(replace(row, where="")) not in known]
        taken |= _ids(Handbook({name: tuple(rows) for name, rows in tables.items()}))
    name = " and ".join(book.name for book in handbooks)
    return Handbook({table: tuple(rows) for table, rows in tables.items()}, name, handbooks[0].sha256)


def _without_neighbours(book: Handbook, handbooks: Sequence[Handbook]) -> Handbook:
    """The handbook without its own words on a board whose handbook is there too: each board is told by its own."""
    told = {
        row.body
        for other in handbooks
        if other is not book
        for row in other.rows(Body, kind="icb")
        if other.rows(Seat, body=row.body) and not book.rows(Seat, body=row.body)
    }
    bodies = tuple(row for row in book.rows(Body) if row.body not in told)
    return Handbook({**book.tables, "bodies": bodies}, book.name, book.sha256, book.notes) if told else book


def _ids(book: Handbook) -> dict[tuple[str, str], frozenset[str]]:
    """What each id stands for, so that the same thing in two handbooks is not taken for two."""
    found: dict[tuple[str, str], set[str]] = {}
    for name, row_class in TABLES.items():
        column = columns_of(row_class)[0]
        if name in _SHARED_TABLES[:1] or column.refers_to:
            continue
        for row in book.tables.get(name, ()):
            if name == "bodies" and getattr(row, "kind", "") in _SHARED_KINDS:
                continue
            found.setdefault((name, getattr(row, column.name)), set()).add(repr(replace(row, where="")))
    return {place: frozenset(rows) for place, rows in found.items()}


def _clashes(
    taken: dict[tuple[str, str], frozenset[str]], own: dict[tuple[str, str], frozenset[str]], prefix: str
) -> dict[tuple[str, str], str]:
    return {(table, id): f"{prefix}:{id}" for (table, id), rows in own.items() if taken.get((table, id), rows) != rows}


def _told_apart(row: Row, row_class: type[Row], renamed: dict[tuple[str, str], str]) -> Row:
    changed: dict[str, Any] = {}
    for place, column in enumerate(columns_of(row_class)):
        held = getattr(row, column.name)
        if not isinstance(held, (str, tuple)) or not held:
            continue
        if column.name in _MENTIONS.get(row.TABLE, ()):
            new = next((name for (_, id), name in renamed.items() if id == held), held)
        else:
            table = column.refers_to or (row.TABLE if place == 0 else "")
            new = (
                tuple(renamed.get((table, each), each) for each in held)
                if isinstance(held, tuple)
                else renamed.get((table, held), held)
            )
        if new != held:
            changed[column.name] = new
    return replace(row, **changed) if changed else row
