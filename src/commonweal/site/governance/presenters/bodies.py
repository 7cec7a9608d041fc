"""What the page of bodies shows: those that govern, their seats, and who sits in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from commonweal.governance.handbook import Body, Deputy, Grant, Handbook, Records, Role, Row, Seat, Term
from commonweal.governance.membership import appointments_on, body_on
from commonweal.governance.quorum_text import parse_quorum
from commonweal.problems import BadInput
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.presenters.names import address, body_name, capital, people_of, words

_TERMS = {
    "quorum": "Quorum",
    "deputies": "Deputies",
    "voting": "How it votes",
    "casting_vote": "Casting vote",
    "paper_lead_time": "Papers go out",
    "notice_period": "Notice of a meeting",
    "meets_in_public": "Meets in public",
}
DECIDING_KINDS = frozenset(
    {
        "icb", "icp", "committee", "sub_committee", "joint_committee", "committees_in_common", "forum", "cluster",
        "place_partnership", "provider_collaborative", "health_and_wellbeing_board", "gp_provider_board",
    }
)  # fmt: skip
"""What meets and decides, or advises; of the others only those that a grant reaches decide anything here."""


def governing_bodies(handbook: Handbook, on: date) -> list[Body]:
    """The bodies that have a seat on a day, the system's own board first, then by name."""
    seated = {seat.body for seat in handbook.rows(Seat) if seat.holds_on(on)}
    records = Records(handbook)
    found = [row for body in seated if (row := body_on(records, body, on))]
    return sorted(found, key=lambda row: (row.kind != "icb", row.name))


def bodies_without_seats(handbook: Handbook, on: date) -> list[Body]:
    """Bodies that decide something, by what they are or by a grant, and of which no seat stands in the handbook."""
    seated = {seat.body for seat in handbook.rows(Seat) if seat.holds_on(on)}
    granted = {grant.to_body for grant in handbook.rows(Grant) if grant.to_body and grant.holds_on(on)}
    records = Records(handbook)
    found = {row.body for row in handbook.rows(Body) if row.kind in DECIDING_KINDS} | granted
    rows = (body_on(records, body, on) for body in found - seated)
    return sorted((row for row in rows if row), key=lambda row: (row.name, row.body))


def bodies_table(handbook: Handbook, name: str, on: date, caption: str) -> TableView:
    """The bodies that govern, with how many of their seats are filled."""
    rows = []
    for body in governing_bodies(handbook, on):
        seats = _seats(handbook, body.body, on)
        vacant = sum(not row["filled"] for row in seats)
        rows.append(
            {
                "name": body.name,
                "kind": capital(words(body.kind)) + (f", {words(body.form)}" if body.form else ""),
                "parent": body_name(handbook, body.parent, on) if body.parent else "",
                "seats": len(seats),
                "vacant": vacant,
                "_href": address("bodies", name, body=body.body, on=on.isoformat()) + "#seats",
            }
        )
    columns = (
        Column("name", "Body", link=_href),
        Column("kind", "What it is"),
        Column("parent", "Part of, or answers to"),
        Column("seats", "Seats", "count"),
        Column("vacant", "Of these vacant", "count"),
    )
    return TableView("bodies", caption, columns, rows)


def body_shown(handbook: Handbook, body: str, on: date) -> dict[str, Any] | None:
    """One body: what is settled of it, its seats with who sits, who carries which task; None where it is not there."""
    row = body_on(Records(handbook), body, on)
    if row is None:
        return None
    people = people_of(handbook)
    facts = [
        ("What it is", capital(words(row.kind)) + (f", {words(row.form)}" if row.form else "")),
        ("Part of, or answers to", body_name(handbook, row.parent, on) if row.parent else ""),
        ("Tier", capital(words(row.tier))),
        ("Led by", people.get(row.lead, row.lead)),
        *_terms(handbook, body, on),
    ]
    tasks = [
        f"{capital(words(role.role))}: {people.get(role.person, role.person)}"
        for role in handbook.rows(Role, body=body)
        if role.holds_on(on)
    ]
    return {
        "name": row.name,
        "facts": [(label, value) for label, value in facts if value],
        "seats": _table(_seats(handbook, body, on), f"Seats of {row.name} on {calendar_date(on)}"),
        "tasks": tasks,
    }


def _terms(handbook: Handbook, body: str, on: date) -> list[tuple[str, str]]:
    held = {term.term: _in_words(term) for term in handbook.rows(Term, body=body) if term.holds_on(on)}
    return [
        (title, held.get(term, "not settled in this handbook" if term == "quorum" else ""))
        for term, title in _TERMS.items()
    ]


def _in_words(term: Term) -> str:
    """A term as a reader understands it; a quorum that cannot be read stands as it is written."""
    if term.term != "quorum":
        return term.value
    try:
        return capital(parse_quorum(term.value).words())
    except BadInput:
        return term.value


def _seats(handbook: Handbook, body: str, on: date) -> list[dict[str, Any]]:
    records, people = Records(handbook), people_of(handbook)
    rows = []
    for seat in handbook.rows(Seat, body=body):
        if not seat.holds_on(on):
            continue
        held = appointments_on(records, seat.seat, on)
        deputies = [people.get(row.person, row.person) for row in _live(handbook.rows(Deputy, seat=seat.seat), on)]
        rows.append(
            {
                "title": seat.title,
                "class": capital(words(seat.seat_class)),
                "voting": {True: "Votes", False: "Does not vote", None: "Not known"}[seat.voting],
                "holder": ", ".join(
                    people.get(row.person, row.person) + (" (for the time being)" if row.interim else "")
                    for row in held
                )
                or "VACANT",
                "from_body": ", ".join(
                    dict.fromkeys(body_name(handbook, each, on) for row in held for each in row.on_behalf_of)
                ),
                "since": ", ".join(calendar_date(row.from_date) for row in held),
                "deputies": ", ".join(deputies),
                "seat": seat.seat,
                "filled": bool(held),
            }
        )
    return rows


def _live(rows: Iterable[Deputy], on: date) -> list[Deputy]:
    return [row for row in rows if row.holds_on(on)]


def _table(rows: list[dict[str, Any]], caption: str) -> TableView:
    columns = (
        Column("title", "Seat"),
        Column("holder", "Who sits"),
        Column("class", "Class"),
        Column("voting", "Vote"),
        Column("from_body", "Comes from"),
        Column("since", "Since"),
        *((Column("deputies", "Deputies"),) if any(row["deputies"] for row in rows) else ()),
        Column("seat", "Id"),
    )
    return TableView("seats", caption, columns, rows)


def _href(row: Mapping[str, Any]) -> str:
    return str(row["_href"])


def is_body(handbook: Handbook, body: str) -> bool:
    """Whether the handbook has a row of this body."""
    rows: tuple[Row, ...] = handbook.rows(Body, body=body)
    return bool(rows)
