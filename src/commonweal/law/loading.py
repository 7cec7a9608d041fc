"""Loading rule packs: every error at once, with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from commonweal.law.schema import DatedValue, Entry, Pack
from commonweal.law.units import UNITS
from commonweal.lined_yaml import LinedYaml
from commonweal.problems import BadInput, Problem, Problems


def pack_files() -> tuple[Traversable, ...]:
    """The rule packs inside the package, each in the room that owns its facts."""
    rooms = sorted((room for room in files("commonweal").iterdir() if room.is_dir()), key=lambda room: room.name)
    found = [
        file
        for room in rooms
        if room.joinpath("packs").is_dir()
        for file in sorted(room.joinpath("packs").iterdir(), key=lambda file: file.name)
    ]
    return tuple(file for file in found if file.name.endswith(".yaml"))


def load_packs(documents: Iterable[Traversable | Path] | None = None) -> tuple[Pack, ...]:
    """Load packs, by default those inside the package.

    Raises:
        BadInput: Any pack has any error; all of them are told.
    """
    problems, packs = Problems(), []
    for document in pack_files() if documents is None else documents:
        try:
            if isinstance(document, Path):
                packs.append(read_pack(LinedYaml.read(document)))
            else:
                packs.append(read_pack(LinedYaml.parse(document.read_text("utf-8-sig"), file=document.name)))
        except BadInput as bad:
            problems.extend(bad.problems)
    problems.extend(_twice(packs))
    problems.raise_if_any()
    return tuple(packs)


def read_pack(document: LinedYaml) -> Pack:
    r"""Check one document and make it a pack.

    Raises:
        BadInput: An unknown key, a missing source or unit, a value that does not fit its unit, overlapping periods.

    Example:
        >>> read_pack(LinedYaml.parse("pack: example\nsources: {}\n", file="example.yaml"))
        Traceback (most recent call last):
        ...
        commonweal.problems.BadInput: example.yaml, row 1: "entries" is missing; expected a list of rules.
    """
    try:
        pack = Pack.model_validate(document.data)
    except ValidationError as errors:
        raise BadInput(_from_pydantic(error, document) for error in errors.errors()) from errors
    problems = Problems()
    for position, entry in enumerate(pack.entries):
        _check_entry(pack, entry, position, document, problems)
    problems.raise_if_any()
    return pack


def _from_pydantic(error: Any, document: LinedYaml) -> Problem:
    path = tuple(part for part in error["loc"] if isinstance(part, int) or not part.startswith("function-"))
    row = document.line(*path)
    name = str(path[-1]) if path else "the document"
    if error["type"] == "missing":
        expected = (
            "a list of rules" if name == "entries" else "a source with its last_checked" if "source" in name else ""
        )
        return Problem(f'"{name}" is missing', file=document.file, row=row, expected=expected)
    if error["type"] == "extra_forbidden":
        return Problem(
            f'the key "{name}" is not known here', file=document.file, row=row, do="check its spelling, or take it out"
        )
    message = error["msg"][0].lower() + error["msg"][1:]
    return Problem(f'"{name}" does not fit: {message}', given=str(error["input"])[:80], file=document.file, row=row)


def _check_entry(pack: Pack, entry: Entry, position: int, document: LinedYaml, problems: Problems) -> None:
    def add(what: str, *path: str | int, **more: str) -> None:
        problems.add(what, file=document.file, row=document.line("entries", position, *path), **more)

    if (entry.unit == "structure") != (entry.fields is not None):
        add("an entry has `fields` exactly where its unit is structure", "unit", do="give the unit of every field")
    if entry.example and entry.example.source not in pack.sources:
        add(f'the source "{entry.example.source}" is not in this pack', "example")
    for number, dated in enumerate(entry.values):
        where = ("values", number)
        if dated.source not in pack.sources:
            add(f'the source "{dated.source}" is not in this pack', *where, do="add it under `sources`")
        if dated.valid_to and dated.valid_to < dated.valid_from:
            add("this period ends before it begins", *where)
        for what in _misfits(entry, dated):
            add(what, *where, "value")
    for earlier, later in _overlaps(entry):
        add(
            f"the periods from {earlier.valid_from} and from {later.valid_from} overlap",
            "values",
            do="end the earlier one; a correction of it gets a later `recorded_from`",
        )


def _misfits(entry: Entry, dated: DatedValue) -> list[str]:
    if dated.value is None:
        return ["the value is blank"]
    if entry.unit != "structure":
        return [] if _fits(dated.value, entry.unit) else [f"the value {dated.value!r} is not in the unit {entry.unit}"]
    if not isinstance(dated.value, dict):
        return ["the value of a structure is a mapping of its fields"]
    fields, leaves = entry.fields or {}, dict(_leaves(dated.value))
    found = [f'the field "{name}" has no unit' for name in leaves if _unit_of(name, fields) is None]
    for name, value in leaves.items():
        unit = _unit_of(name, fields)
        if unit and value is not None and not _fits(value, unit):
            found.append(f'the field "{name}" is {value!r}, which is not in the unit {unit}')
    return found


def _unit_of(name: str, fields: dict[str, Any]) -> str | None:
    """The unit of a leaf; ``*`` in a field stands for any one part, such as a region's code."""
    if name in fields:
        return str(fields[name])
    for pattern, unit in fields.items():
        if "*" in pattern and re.fullmatch(re.escape(pattern).replace(r"\*", r"[^.]+"), name):
            return str(unit)
    return None


def _leaves(value: dict[Any, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _leaves(inner, f"{before}{key}.")
        else:
            yield f"{before}{key}", inner


def _fits(value: Any, unit: str) -> bool:
    if isinstance(value, bool):
        return unit == "boolean"
    return isinstance(value, UNITS[unit]) or (unit == "date" and hasattr(value, "isoformat"))


def _overlaps(entry: Entry) -> list[tuple[DatedValue, DatedValue]]:
    """Values that were recorded on the same day and apply on the same day in the same standing."""
    found = []
    for recorded in {dated.recorded_from for dated in entry.values}:
        together = sorted((d for d in entry.values if d.recorded_from == recorded), key=lambda dated: dated.valid_from)
        for earlier, later in pairwise(together):
            if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
                found.append((earlier, later))
    return found


def _twice(packs: list[Pack]) -> list[Problem]:
    seen: dict[tuple[str, str | None], str] = {}
    found = []
    for pack in packs:
        for entry in pack.entries:
            place = (entry.id, pack.overlay)
            if place in seen:
                found.append(
                    Problem(f"the rule {entry.id} stands in the packs {seen[place]} and {pack.pack}", do="keep one")
                )
            seen[place] = pack.pack
    return found
