"""Reading membership files: the ODS file of PCN core partners, and any file with a practice and a place per row."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import MappingProxyType

from commonweal.allocations.area_column import PLACEHOLDERS
from commonweal.allocations.membership import Membership, Spell
from commonweal.allocations.practice_columns import PRACTICE_CODE, one_line
from commonweal.organisations.loading import read_practices
from commonweal.problems import BadInput, Problem
from commonweal.tables import Meaning, Table, read_table

_PRACTICE = (
    "Practice",
    "Practice_Code",
    "GP practice code",
    "Partner Organisation Code",
    "ODS code",
    "Organisation code",
)
_START = ("Start", "Start date", "From", "Joined", "Practice to PCN Relationship Start Date", "Valid from")
_END = ("End", "End date", "To", "Until", "Left", "Practice to PCN Relationship End Date", "Valid to")
_PLACES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "pcn": (("PCN Code", "PCN"), ("PCN Name",)),
    "sub-icb": (
        (
            "Sub ICB code",
            "Sub ICB",
            "Practice Parent Sub ICB Loc Code",
            "Sub ICB location code",
            "SICBL",
            "LOC",
            "LOC22",
            "CCG",
            "CCG Code",
        ),
        (
            "Sub ICB name",
            "Practice Parent Sub ICB Loc Name",
            "Sub ICB location name",
            "LOCname",
            "LOC22name",
            "CCG Name",
        ),
    ),
    "place": (
        ("Place", "Place code", "Neighbourhood", "Neighbourhood code", "Locality", "Group", "Borough", "Alliance"),
        ("Place name", "Neighbourhood name", "Locality name", "Group name"),
    ),
    "area": (("Area", "Area code", "New area", "New area code", "New ICB"), ("Area name", "New area name")),
}
_ANY = ("place", "area")
"""Kinds of places that any grouping may stand for."""


def read_members(source: str | os.PathLike[str] | bytes, *, kind: str = "place", name: str | None = None) -> Membership:
    """Read a membership file: a practice and a place per row, with start and end days where the file has them.

    It takes the ODS file of PCN core partners, and any file with a column for the practice and one for the place.
    A row without a place (or with the placeholder ``U``) says that the practice is in none.

    Args:
        source: Path of a .csv, .tsv, .csv.gz, .xlsx or .xlsm file, or its bytes.
        kind: ``pcn``, ``sub-icb``, ``place`` or ``area``: which column to take where the file has several.
        name: Name of the file for messages, when it is given as bytes.

    Raises:
        BadInput: A column or a practice code is missing, or a day is not a day; with every problem, row and column.
    """
    try:
        table = read_table(source, _meanings(), name=name, total_rows="practice")
    except BadInput:
        _refuse_practice_list(source, name)
        raise
    kind = _place_column(table, kind)
    if len(table) == 0:
        raise BadInput(
            Problem("the membership file has no rows", file=table.stamp.name, do="list a practice and its place")
        )
    practices, places = table.text("practice"), table.text(kind)
    names, starts, ends = table.text(kind + "_name"), table.dates("start"), table.dates("end")
    _refuse_backward(starts, ends, table.row_numbers.tolist(), table.stamp.name)
    spells: list[Spell] = []
    named: dict[str, str] = {}
    for practice, place, name, start, end, row in zip(
        practices, places, names, starts, ends, table.row_numbers.tolist(), strict=True
    ):
        if practice and place and place.strip().upper() not in PLACEHOLDERS:
            spells.append(Spell(practice.upper(), one_line(place), start, end, row))
            if name:
                named.setdefault(one_line(place), one_line(name))
    _refuse_alike(spells, table.stamp.name)
    return Membership(tuple(spells), MappingProxyType(named), kind, table.stamp.name, table.stamp.sha256, table.notes)


def _meanings() -> tuple[Meaning, ...]:
    places = [
        Meaning(kind + suffix, headers[number], kind="text", required=False, blank_allowed=True)
        for kind, headers in _PLACES.items()
        for number, suffix in enumerate(("", "_name"))
    ]
    return (
        Meaning(
            "practice",
            _PRACTICE,
            kind="code",
            pattern=PRACTICE_CODE,
            form="letters and digits without a space, such as A81001",
        ),
        *places,
        Meaning("start", _START, kind="date", required=False, blank_allowed=True),
        Meaning("end", _END, kind="date", required=False, blank_allowed=True),
    )


def _place_column(table: Table, kind: str) -> str:
    """The column to take: the one asked for; a file of places may also be one of networks or sub-ICB locations."""
    found = [name for name in (kind, *_PLACES) if table.has(name)]
    if not found or (found[0] != kind and kind not in _ANY):
        headers = _PLACES[kind][0]
        raise BadInput(
            Problem(
                f"the file has no column that says which {kind} a practice is in",
                file=table.stamp.name,
                row=1,
                expected="a column headed " + " or ".join(f'"{header}"' for header in headers[:3]),
                do="name the column so, or choose the grouping that the file has",
            )
        )
    return found[0]


def _refuse_practice_list(source: str | os.PathLike[str] | bytes, name: str | None) -> None:
    """Say of the ODS list of practices, which many have at hand, that it holds no places, and where it belongs."""
    if isinstance(source, bytes):
        return
    try:
        read_practices(source)
    except BadInput:
        return
    raise BadInput(
        Problem(
            "this is the ODS list of practices, which says who commissions a practice and not which place it is in",
            file=name or Path(source).name,
            do="for sub-ICB locations leave it out, since the practice file holds them; for closures give it as "
            "--practice-list",
        )
    )


def _refuse_backward(
    starts: Iterable[date | None], ends: Iterable[date | None], rows: Iterable[int], file: str
) -> None:
    problems = [
        Problem(
            "the membership ends before it starts", given=f"{start} to {end}", file=file, row=row, do="swap the days"
        )
        for start, end, row in zip(starts, ends, rows, strict=True)
        if start and end and end < start
    ]
    if problems:
        raise BadInput(problems)


def _refuse_alike(spells: Iterable[Spell], file: str) -> None:
    """Two spellings of one place would be two places, each with a part of the people and of the money."""
    first: dict[str, Spell] = {}
    problems = [
        Problem(
            f'the place is written "{known.place}" in row {known.row}',
            given=spell.place,
            file=file,
            row=spell.row,
            do="write it in one way, or give the two places names that differ in more than capitals",
        )
        for spell in spells
        if (known := first.setdefault(spell.place.casefold(), spell)).place != spell.place
    ]
    if problems:
        raise BadInput(problems)
