"""Where a function went: who held it in law, to whom it passed and who was let decide it, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.governance.handbook import Function, Grant, Records, Transfer
from commonweal.governance.membership import name_of
from commonweal.governance.rule_lookup import rule_on
from commonweal.governance.seat_holders import seat_on
from commonweal.governance.successors import bodies_on
from commonweal.problems import BadInput, Problem

HOLDS, PASSES, DECIDES, CARRIES_OUT = "holds in law", "passes", "may decide", "carries out"
UNCLEAR = "has a grant; whether it decides is not recorded"
_ORDER = (PASSES, HOLDS, DECIDES, CARRIES_OUT, UNCLEAR)
_BY_GRANT = {True: DECIDES, False: CARRIES_OUT, None: UNCLEAR}
COLUMNS = ("from", "to", "what", "giver", "taker", "place", "limit", "under", "id")


@dataclass(frozen=True, slots=True)
class Move:
    """One step in the history of a function.

    Args:
        day: The first day; None where it is not recorded.
        last: The last day; None until further notice, or for a transfer, which happens once.
        what: ``passes``, ``holds in law``, ``may decide``, ``carries out`` where a contract lets somebody do it,
            or that it is not recorded which of the two.
        giver: The name of the body it comes from; empty where the law itself lays it.
        taker: The name of the body or the seat.
        place: The place to which it is confined, by name; empty where it is not.
        limit: The money limit as it is written.
        under: The provision, with the document and its clause, or the scheme of transfer.
        id: The grant, or the line of the scheme.
    """

    day: date | None
    last: date | None
    what: str
    giver: str
    taker: str
    place: str = ""
    limit: str = ""
    under: str = ""
    id: str = ""

    def to_json(self) -> dict[str, Any]:
        """The step as a table shows it."""
        days = {"from": self.day.isoformat() if self.day else "not recorded"}
        days["to"] = self.last.isoformat() if self.last else ""
        return days | {name: getattr(self, name) for name in COLUMNS[2:]}


def history_of(records: Records, function: str) -> tuple[Move, ...]:
    """Every step of a function by its day, as the handbook records it.

    It tells what is written down; whether an authority holds is asked of ``governance.authority``.

    Args:
        records: The handbook.
        function: Id of the function.

    Raises:
        BadInput: The handbook has no such function.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> rows = [
        ...     Function(function="beds", title="Beds", holder="G1", provision="NHSA 2006 s.3",
        ...              from_date=date(2013, 4, 1), to_date=date(2022, 6, 30)),
        ...     Transfer(line="T1", scheme="scheme of 2022", old_body="G1", new_body="QWM", kind="function",
        ...              what="beds", on_date=date(2022, 7, 1)),
        ... ]
        >>> [(move.what, move.taker) for move in history_of(Records(Handbook.of(rows)), "beds")]
        [('holds in law', 'G1'), ('passes', 'QWM')]
    """
    held = records.rows(Function, function=function)
    if not held:
        known = ", ".join(dict.fromkeys(row.function for row in records.rows(Function))) or "none: the sheet is empty"
        raise BadInput(Problem("the handbook has no such function", given=function, expected=known[:600]))
    moves = [*_held(records, held), *_transferred(records, function), *_granted(records, function, held)]
    moves.sort(key=lambda move: (move.day or date.max, _ORDER.index(move.what), move.place, move.taker))
    return tuple(moves)


def _held(records: Records, rows: tuple[Function, ...]) -> Iterator[Move]:
    for row in rows:
        taker = name_of(records, row.holder, row.from_date or date.max) if row.holder else "not recorded"
        yield Move(row.from_date, row.to_date, HOLDS, "", taker, under=row.provision)


def _transferred(records: Records, function: str) -> Iterator[Move]:
    for row in records.rows(Transfer, kind="function", what=function):
        day = row.on_date
        giver, taker = (
            name_of(records, body, day or date.max) if body else "not recorded" for body in (row.old_body, row.new_body)
        )
        yield Move(day, None, PASSES, giver, taker, under=row.scheme or "not recorded", id=row.line)


def _granted(records: Records, function: str, held: tuple[Function, ...]) -> Iterator[Move]:
    holders = {row.holder for row in held}
    for row in records.rows(Grant, function=function):
        itself = row.from_body == row.to_body and not row.to_seat
        if itself and row.route == "statute" and row.from_body in holders:
            continue  # the row of the function says so already
        day = row.from_date or date.max
        yield Move(
            row.from_date,
            row.to_date,
            _BY_GRANT[row.decides],
            name_of(records, row.from_body, day),
            _taker(records, row, day),
            name_of(records, row.place, day) if row.place else "",
            row.limit or "not recorded",
            _under(records, row, day),
            row.grant,
        )


def _taker(records: Records, row: Grant, day: date) -> str:
    if not row.to_seat:
        return name_of(records, row.to_body, day) if row.to_body else "not recorded"
    seat = seat_on(bodies_on(records, day), row.to_seat)
    return f"{seat.title} ({row.to_seat})" if seat else row.to_seat


def _under(records: Records, row: Grant, day: date) -> str:
    rule = rule_on(records, f"governance.route.{row.route}", day) if row.route else None
    provision = str(rule.value["provision"]) if rule and rule.value.get("provision") else row.route.replace("_", " ")
    clause = f"{row.document} {row.clause}".strip() if row.document else ""
    return "; ".join(part for part in (provision or "not recorded", clause) if part)
