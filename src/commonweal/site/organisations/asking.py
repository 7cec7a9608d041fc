"""Asking the questions about bodies, with the public lists kept in the archive so that a receipt can be replayed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from commonweal.answers import Dates
from commonweal.home import data_folder, home
from commonweal.organisations import find_lists
from commonweal.organisations.assembly.nation import REGISTERED, RESIDENTS
from commonweal.wiring import Asked, archive, ask

BASES = {"residents": RESIDENTS, "registered": REGISTERED}
"""What shares along a chain may be counted by: small areas, or weighted people on practice lists."""

_WORDS = {
    "show": "What is {code} on {day}?",
    "successors": "What had become of {code} by {day}?",
    "predecessors": "What had {code} taken over from by {day}?",
    "tree": "What stands below {code} on {day}?",
    "check": "Is the register of bodies sound on {day}?",
}


def ask_of_body(question: str, code: str, on: date, *, by: str = "") -> Asked:
    """Ask one of the questions about a body.

    Args:
        question: ``show``, ``successors``, ``predecessors`` or ``tree``.
        code: A code of the body, of any scheme.
        on: The day.
        by: A key of ``BASES``; empty for every basis.

    Raises:
        BadInput: No body has the code, or a public list is faulty.
    """
    inputs: dict[str, Any] = {"code": code.strip().upper(), "datasets": _lists(areas=False)}
    if by:
        inputs["basis"] = BASES[by]
    return _ask(question, inputs, on)


def ask_of_register(on: date) -> Asked:
    """Ask whether the register is sound on a day."""
    return _ask("check", {"datasets": _lists(areas=True)}, on)


def _ask(question: str, inputs: dict[str, Any], on: date) -> Asked:
    text = _WORDS[question].format(code=inputs.get("code", ""), day=on.isoformat())
    return ask(f"organisations.{question}", inputs, text, Dates.on(on))


def _lists(*, areas: bool) -> dict[str, str]:
    """The hash of each public list of the data folder by its key; none where no folder is named."""
    folder = data_folder()
    return dict(_kept(folder, tuple(_stamp(folder)), home(), areas)) if folder else {}


def _stamp(folder: Path) -> Iterator[tuple[str, int, int]]:
    """What the lists may be found in, told without reading it."""
    beside = folder.resolve().parent / "geography"
    for place in (folder, *(child for child in folder.iterdir() if child.is_dir()), beside):
        if place.is_dir():
            for path in sorted(place.iterdir()):
                found = path.stat()
                yield str(path), found.st_size, found.st_mtime_ns


@lru_cache(maxsize=4)
def _kept(folder: Path, stamp: object, where: Path, areas: bool) -> tuple[tuple[str, str], ...]:
    kept = archive()
    return tuple((item.what.key, kept.keep(item.path)) for item in find_lists(folder, areas=areas))
