"""Putting rows into a handbook that is there already: all of them or none, and twice over is the same as once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from commonweal.governance.handbook.canonical import content, fingerprint
from commonweal.governance.handbook.exchange.reading import examine
from commonweal.governance.handbook.exchange.writing import write_handbook
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.row import Row
from commonweal.governance.handbook.tables import TABLES
from commonweal.governance.handbook.validation import validate
from commonweal.problems import BadInput, Problem

Done = Literal["added", "changed", "same"]


@dataclass(frozen=True)
class Change:
    """What a merge did with one row."""

    table: str
    key: tuple[Any, ...]
    done: Done


@dataclass(frozen=True)
class Merged:
    """A handbook with rows put in, what was done with each, and what the reader should know."""

    handbook: Handbook
    changes: tuple[Change, ...]
    warnings: tuple[Problem, ...] = ()

    def count(self, done: Done) -> int:
        """How many rows were added, changed or the same."""
        return sum(each.done == done for each in self.changes)


def merge(handbook: Handbook, rows: Iterable[Row]) -> Merged:
    """Put rows into a handbook: a row whose key is there takes the place of the old one, any other is added.

    Raises:
        BadInput: The handbook that comes of it does not hold together.

    Example:
        >>> from commonweal.governance.handbook.board import Person
        >>> book = Handbook.of([Person(person="P1", name="A")])
        >>> merged = merge(book, [Person(person="P1", name="A"), Person(person="P2", name="B")])
        >>> [change.done for change in merged.changes], len(merged.handbook)
        (['same', 'added'], 2)
    """
    tables = {table: list(handbook.tables.get(table, ())) for table in TABLES}
    places = {(table, row.key): place for table, held in tables.items() for place, row in enumerate(held)}
    changes = []
    for row in rows:
        held = tables[row.TABLE]
        place = places.pop((row.TABLE, row.key), None)  # a key that comes twice is added twice, which is then refused
        if place is None:
            held.append(row)
            done: Done = "added"
        else:
            done = "same" if content(held[place]) == content(row) else "changed"
            held[place] = row if done == "changed" else held[place]
        changes.append(Change(row.TABLE, row.key, done))
    together = Handbook({table: tuple(held) for table, held in tables.items()}, handbook.name)
    findings = validate(together)
    if findings.errors:
        raise BadInput(findings.errors)
    together = replace(together, sha256=fingerprint(together), notes=tuple(map(str, findings.warnings)))
    return Merged(together, tuple(changes), tuple(findings.warnings))


def merge_into(path: str | os.PathLike[str], rows: Iterable[Row]) -> Merged:
    """Merge rows into the handbook at a path, which is made where there is none; on any error it stays as it is.

    Raises:
        BadInput: The handbook there cannot be read, holds something that writing it anew would lose, or does not hold
            together with the rows in it.
    """
    target = Path(path)
    there = target.is_file() or (target.is_dir() and any(target.iterdir()))
    if not there:
        merged = merge(Handbook.of((), name=target.name), rows)
        write_handbook(merged.handbook, target)
        return merged
    held = examine(target)
    # A stray sheet of a folder is a file of its own, which stays; a column is lost with the file that is written anew.
    lost = [each for each in held.unread if each.column or each.sheet]
    if held.errors or lost:
        do = "move it elsewhere, or delete it, before importing into this handbook"
        raise BadInput([*held.errors, *(replace(each, what="importing would lose this", do=do) for each in lost)])
    merged = merge(held.handbook, rows)
    if merged.count("same") < len(merged.changes):
        write_handbook(merged.handbook, target)
    return merged
