"""A whole register from three files of one's own: bodies, who stands in whom, and who took over from whom."""

from __future__ import annotations

from typing import Any

from commonweal.organisations.bodies import ODS, ONS, Body, Code, Role, Version
from commonweal.organisations.kinds import Kind
from commonweal.organisations.loading.listings import Source
from commonweal.organisations.memberships import Membership
from commonweal.organisations.periods import Period
from commonweal.organisations.register import Register
from commonweal.organisations.successions import Succession
from commonweal.problems import BadInput, Problem
from commonweal.tables import Meaning, read_table

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

_FICTIONAL = "These bodies are fictional: they do not exist, and stand in for real ones so that this can be tried."

PARTS = ("bodies", "memberships", "successions")
"""The three files."""


def read_register(
    bodies: Source, memberships: Source, successions: Source, *, source: str = "", vintage: str = "", note: str = ""
) -> Register:
    """Read a register that was written out as three tables.

    Args:
        bodies: ``code, name, kind, from, to, area_code``.
        memberships: ``child, parent, tier, from, to, sole``.
        successions: ``predecessor, successor, date``.
        source: The title that memberships and successions are cited by.
        vintage: The vintage of the area codes.
        note: What a reader of an answer should know; of bodies that are fictional by name it is said in any case.

    Raises:
        BadInput: A file is faulty, or names a kind of body that there is not.
    """
    held = [_body(row, vintage) for row in _rows(bodies, _BODY, "bodies")]
    fictional = any("fictional" in body.name.casefold() for body in held)
    notes = [note or _FICTIONAL] if note or fictional else []
    return Register(
        held,
        [
            Membership(row["child"], row["parent"], _kind(row["tier"]), _period(row), row["sole"], source)
            for row in _rows(memberships, _MEMBERSHIP, "memberships")
        ],
        [
            Succession(row["predecessor"], row["successor"], row["date"], source=source)
            for row in _rows(successions, _SUCCESSION, "successions")
        ],
        notes=notes,
    )


def _rows(source: Source, meanings: tuple[Meaning, ...], name: str) -> list[dict[str, Any]]:
    return list(read_table(source, meanings, name=name if isinstance(source, bytes) else None).rows())


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        expected = "one of " + ", ".join(kind.value for kind in Kind)
        raise BadInput(Problem("there is no such kind of body", given=text, expected=expected)) from None


def _period(row: dict[str, Any]) -> Period:
    return Period(row["from"], row["to"])


def _body(row: dict[str, Any], vintage: str) -> Body:
    period = _period(row)
    found = [Code(row["code"], ODS, period=period)]
    if row["area_code"]:
        found.append(Code(row["area_code"], ONS, vintage, period))
    return Body(row["code"], (Version(row["name"], period=period),), (Role(_kind(row["kind"]), period),), tuple(found))
