"""What the functions and decisions map shows as a table: who decides what, at which tier, up to how much."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.governance.handbook import Function, Grant, Handbook, Records, Seat
from commonweal.governance.membership import body_on
from commonweal.site.components.tables import Column, TableView
from commonweal.site.governance.presenters.names import body_name, capital, words


def functions_table(handbook: Handbook, on: date, caption: str) -> TableView:
    """A row for each function of a holder and each receiver to which it is granted on a day."""
    rows: list[dict[str, Any]] = []
    for function in handbook.rows(Function):
        if not function.holds_on(on):
            continue
        holder = body_name(handbook, function.holder, on) if function.holder else "NOBODY: no holder is known"
        granted = _passed_on(handbook, function, on)
        if not any(grant.route == "statute" and grant.to_body == function.holder for grant in granted):
            rows.append(_row(function, holder, holder, words("statute"), "", function.decided_at_tier))
        rows += [_granted(handbook, function, holder, grant, on) for grant in granted if not grant.suspended_by]
    rows.sort(key=lambda row: (row["title"], row["holder"], row["order"]))
    columns = (
        Column("title", "Function"),
        Column("holder", "Laid by law on"),
        Column("provision", "Section"),
        Column("decides", "Who decides or acts"),
        Column("tier", "Tier"),
        Column("limit", "Up to"),
        Column("route", "By which route"),
        Column("place", "Only for"),
    )
    return TableView("functions-and-decisions", caption, columns, rows)


def _passed_on(handbook: Handbook, function: Function, on: date) -> list[Grant]:
    """The live grants of a function that come from this holder, at first or at second hand."""
    live = [grant for grant in handbook.rows(Grant, function=function.function) if grant.holds_on(on)]
    holders = {row.holder for row in handbook.rows(Function, function=function.function) if row.holds_on(on)}
    if len(holders) == 1:
        return live
    givers, reached = {function.holder}, list[Grant]()
    while new := [grant for grant in live if grant.from_body in givers and grant not in reached]:
        reached += new
        givers |= {grant.to_body for grant in new if grant.to_body}
    return reached


def _granted(handbook: Handbook, function: Function, holder: str, grant: Grant, on: date) -> dict[str, Any]:
    receiver = _receiver(handbook, grant, on)
    if grant.decides is False:
        receiver += " (advises or carries out; does not decide)"
    elif grant.decides is None:
        receiver += " (whether it decides is not known)"
    body = body_on(Records(handbook), grant.to_body, on) if grant.to_body else None
    row = _row(function, holder, receiver, words(grant.route), grant.limit or "not known", body.tier if body else "")
    place = body_name(handbook, grant.place, on) if grant.place else ""
    return {**row, "place": place, "order": 1}


def _receiver(handbook: Handbook, grant: Grant, on: date) -> str:
    if grant.to_body:
        return body_name(handbook, grant.to_body, on)
    held = [seat for seat in handbook.rows(Seat, seat=grant.to_seat) if seat.holds_on(on)]
    return f"{held[0].title}, {body_name(handbook, held[0].body, on)}" if held else grant.to_seat


def _row(function: Function, holder: str, decides: str, route: str, limit: str, tier: str) -> dict[str, Any]:
    return {
        "title": function.title,
        "holder": holder,
        "provision": function.provision,
        "decides": decides,
        "tier": capital(words(tier)),
        "limit": limit,
        "route": capital(route),
        "place": "",
        "order": 0,
    }
