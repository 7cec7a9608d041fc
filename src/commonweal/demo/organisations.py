"""Wealdmarch's organisations as a register, read back from its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from commonweal.demo.files import BANNER, DemoFiles
from commonweal.organisations.bodies import ODS, ONS, Body, Code, Role, Version
from commonweal.organisations.kinds import Kind
from commonweal.organisations.memberships import Membership
from commonweal.organisations.periods import Period
from commonweal.organisations.register import Register
from commonweal.organisations.successions import Succession
from commonweal.tables import Meaning, read_table

_SOURCE = "Wealdmarch (fictional)"
_DAYS = (Meaning("from", kind="date", blank_allowed=True), Meaning("to", kind="date", blank_allowed=True))
_BODY = (
    Meaning("code", kind="code", unique=True),
    Meaning("name"),
    Meaning("kind"),
    *_DAYS,
    Meaning("area_code", kind="code", blank_allowed=True),
)
_MEMBERSHIP = (
    Meaning("child", kind="code"),
    Meaning("parent", kind="code"),
    Meaning("tier"),
    *_DAYS,
    Meaning("sole", kind="boolean"),
)
_SUCCESSION = (
    Meaning("predecessor", kind="code"),
    Meaning("successor", kind="code"),
    Meaning("date", kind="date"),
)


def register(files: DemoFiles) -> Register:
    """The organisations of Wealdmarch: what stands in what, and what took over from what.

    Args:
        files: What ``wealdmarch.build`` wrote.

    Raises:
        BadInput: A file has been changed and is faulty now.
    """
    return Register(
        [_body(row) for row in _rows(files.bodies, _BODY)],
        [
            Membership(row["child"], row["parent"], Kind(row["tier"]), _period(row), row["sole"], _SOURCE)
            for row in _rows(files.memberships, _MEMBERSHIP)
        ],
        [
            Succession(row["predecessor"], row["successor"], row["date"], source=_SOURCE)
            for row in _rows(files.successions, _SUCCESSION)
        ],
        notes=[BANNER],
    )


def _rows(path: Path, meanings: tuple[Meaning, ...]) -> list[dict[str, Any]]:
    return list(read_table(path, meanings).rows())


def _period(row: dict[str, Any]) -> Period:
    return Period(row["from"], row["to"])


def _body(row: dict[str, Any]) -> Body:
    period = _period(row)
    found = [Code(row["code"], ODS, period=period)]
    if row["area_code"]:
        found.append(Code(row["area_code"], ONS, "fictional", period))
    return Body(row["code"], (Version(row["name"], period=period),), (Role(Kind(row["kind"]), period),), tuple(found))
