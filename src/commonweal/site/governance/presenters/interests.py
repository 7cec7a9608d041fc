"""What the public register of interests shows, and what it leaves out and why."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from commonweal.governance.handbook import Appointment, Handbook, Interest, Person, Records, Seat
from commonweal.governance.membership import body_on
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.handbooks import public_part
from commonweal.site.governance.presenters.names import body_name, capital, people_of, words
from commonweal.site.governance.public_rows import public_row


def register_table(handbook: Handbook, on: date, caption: str, *, body: str = "", every: bool = False) -> TableView:
    """The statements that the public may read on a day.

    Args:
        handbook: A handbook, of which only what is public is shown here, whoever asks.
        on: The day.
        caption: What the table shows.
        body: Only people who sit on this body on the day; empty for everyone.
        every: Show also what is not public: to whoever clerks the meetings of this body.
    """
    public = handbook if every else public_part(handbook, on)
    people, seats = people_of(public), _seats_of(public, on)
    rows = []
    for row in _standing(public, on):
        sits = seats.get(row.person, {})
        if body and body not in sits:
            continue
        rows.append(
            {
                "name": people.get(row.person, row.person),
                "seat": sits.get(body) or "; ".join(sits.values()) or "No seat on this day",
                "kind": capital(words(row.kind)) + (f" ({row.local_label})" if row.local_label else ""),
                "description": row.description or ("None" if row.kind == "nil" else ""),
                "counterparty": row.counterparty,
                "period": _period(row),
                "declared": calendar_date(row.declared_on) if row.declared_on else "not known",
                "until": calendar_date(row.published_until) if row.published_until else "",
                "action": row.mitigation,
            }
        )
    rows.sort(key=lambda each: (each["name"], each["kind"]))
    columns = (
        Column("name", "Name"),
        Column("seat", "Sits as"),
        Column("kind", "Kind of interest"),
        Column("description", "Interest"),
        Column("counterparty", "Organisation"),
        Column("period", "Held"),
        Column("declared", "Declared on"),
        *(
            Column(key, title)
            for key, title in (("action", "Standing action"), ("until", "Public until"))
            if any(row[key] for row in rows)
        ),
    )
    notes = ("A statement that a later one replaces is not shown. Close relatives are not named.",)
    return TableView("register-of-interests", caption, columns, rows, notes)


def count_of_register(handbook: Handbook, on: date) -> int:
    """How many statements the public may read on a day: as many as ``register_table`` has rows for everyone.

    Args:
        handbook: A handbook, of which only what is public is counted.
        on: The day.
    """
    made = handbook.rows(Interest)
    return len(_standing(Handbook.of(filter(None, (public_row(row, on) for row in made))), on))


def left_out(handbook: Handbook, on: date) -> list[str]:
    """What a register holds on a day and does not show, in sentences; nothing where the visitor cannot know."""
    counted: Counter[str] = Counter()
    for row in _standing(handbook, on):
        if row.public is None:
            counted["unknown"] += 1
        elif row.public is False:
            counted["redacted"] += 1
        elif row.published_until and row.published_until < on:
            counted["over"] += 1
    told = {
        "redacted": "redacted: the register keeper holds the reason",
        "unknown": "not shown because the handbook does not say whether to publish",
        "over": "past the last day of publication, and kept privately",
    }
    return [
        f"{counted[key]} {'statement is' if counted[key] == 1 else 'statements are'} {what}."
        for key, what in told.items()
        if counted[key]
    ]


def people_without(handbook: Handbook, on: date) -> list[str]:
    """Members on a day of whom the register has no statement at all, not even that there is nothing to declare."""
    declared = {row.person for row in _standing(handbook, on)}
    seated = _seats_of(handbook, on)
    return sorted(row.name for row in handbook.rows(Person) if row.person in seated and row.person not in declared)


def _standing(handbook: Handbook, on: date) -> list[Interest]:
    """Statements made by a day that no later one had replaced."""
    made = [row for row in handbook.rows(Interest) if row.declared_on is None or row.declared_on <= on]
    replaced = {row.supersedes for row in made if row.supersedes}
    return [row for row in made if row.statement not in replaced]


def _seats_of(handbook: Handbook, on: date) -> dict[str, dict[str, str]]:
    """For each person the bodies on which the person sits, each with the seat in words."""
    records = Records(handbook)
    titles = {seat.seat: seat for seat in handbook.rows(Seat) if seat.holds_on(on)}
    found: dict[str, dict[str, str]] = {}
    for row in handbook.rows(Appointment):
        seat = titles.get(row.seat)
        if seat is None or not row.holds_on(on) or body_on(records, seat.body, on) is None:
            continue
        where = body_name(handbook, seat.body, on)
        found.setdefault(row.person, {})[seat.body] = f"{seat.title}, {where}"
    return found


def _period(row: Interest) -> str:
    first: Any = calendar_date(row.from_date) if row.from_date else "a day not known"
    return f"From {first}" + (f" to {calendar_date(row.to_date)}" if row.to_date else "")
