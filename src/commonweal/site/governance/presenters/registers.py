"""The published registers as tables, with the law or guidance that makes each public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from commonweal.governance.handbook import Gift, Handbook, Meeting, PublicQuestion, Records
from commonweal.governance.membership import name_of
from commonweal.governance.register_decisions import published_decisions
from commonweal.governance.register_rows import BLANK, count_note, told_choice
from commonweal.governance.registers import REGISTERS, register
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date
from commonweal.site.governance import records
from commonweal.site.governance.handbooks import HandbookShown
from commonweal.site.governance.presenters.interests import count_of_register, register_table
from commonweal.site.governance.public_rows import PUBLIC, public_only

STAFF = "A member of staff who holds no seat"
QUESTIONS = "public_questions"
_DAYS = frozenset({"on", "from", "to", "declared", "published", "received_on", "replied_on", "meeting_on"})


@dataclass(frozen=True)
class Shown:
    """A register that anyone may read.

    Args:
        name: As in its address.
        title: What it is called.
        law: What makes it public.
        rule: The number of the rule that Commonweal checks of it.
        about: What a newcomer finds in it.
        grounds: The rules by which it is public, by number, or by id where they have none.
    """

    name: str
    title: str
    law: str
    rule: str
    about: str
    grounds: tuple[str, ...]


SHOWN: dict[str, Shown] = {
    each.name: each
    for each in (
        Shown(
            "interests",
            "Interests",
            PUBLIC["interests"].law,
            "D02",
            "What the people who decide have declared that binds them elsewhere.",
            ("D02",),
        ),
        Shown(
            "gifts",
            "Gifts and hospitality",
            PUBLIC["gifts"].law,
            "D13",
            "What people who decide were offered, by whom, and whether they took it or declined.",
            ("D06", "D13"),
        ),
        Shown(
            "breaches",
            "Breaches of the rules on interests",
            PUBLIC["breaches"].law,
            "D13",
            "Where the rules on interests were not kept, and what was done about it. Nobody is named.",
            ("D13",),
        ),
        Shown(
            "decisions",
            "Decisions",
            "Public Bodies (Admission to Meetings) Act 1960, and the handbook says that each was published",
            "E04",
            "What was decided, by which body in law, and for how much.",
            ("E01", "E04"),
        ),
        Shown(
            "procurement_decisions",
            "Procurement decisions",
            PUBLIC["procurements"].law,
            "D13",
            "Who was chosen to provide a service, by which route, for how much, and how conflicts were managed.",
            ("governance.publicity.procurements", "D13"),
        ),
        Shown(
            QUESTIONS,
            "Questions from the public",
            "They are put at meetings that are open to all, by the Public Bodies (Admission to Meetings) Act 1960",
            "E08",
            "Which questions came to which meeting, whether they were taken, and when they were answered.",
            ("E01", "E08"),
        ),
    )
}
"""The registers by name, in the order in which they are listed."""


def register_shown(shown: HandbookShown, name: str, on: date) -> TableView:
    """A register as anyone may read it on a day, whoever asks.

    It is made from all of the handbook, and leaves out itself what is withheld: what it counts in its notes nobody
    could count who saw a part.
    """
    return _shown(shown, name, on)


@lru_cache(maxsize=64)
def count_shown(shown: HandbookShown, name: str, on: date) -> int:
    """How many rows ``register_shown`` has, without what a row says: of each decision that would ask for its quorum.

    Args:
        shown: The handbook.
        name: The register.
        on: The day.
    """
    if name == "decisions":
        return len(published_decisions(Records(_all_of(shown)), on))
    if name == "interests":
        return count_of_register(_all_of(shown), on)
    return len(register_shown(shown, name, on).rows)


def _all_of(shown: HandbookShown) -> Handbook:
    return shown.handbook if shown.whole else records.stored_handbook(shown.system)


@lru_cache(maxsize=64)
def _shown(shown: HandbookShown, name: str, on: date) -> TableView:
    handbook = _all_of(shown)
    if name == QUESTIONS:
        return _questions(handbook, on)
    if name == "interests":
        return register_table(handbook, on, f"Register of interests, {calendar_date(on)}")
    notes: list[str] = []
    if name == "gifts":
        held = handbook.rows(Gift)
        # A breach that is not published is counted by the register itself.
        handbook = public_only(handbook, name, on)
        notes += count_note(
            sum(row.declared_on is None and row.on_date is None for row in held),
            "entry is not shown: nobody recorded its day.",
            "entries are not shown: nobody recorded their days.",
        )
    made, kind = register(Records(handbook), name, on), REGISTERS[name]
    rows = [_row(row) for row in made.rows]
    notes += made.notes
    if name == "gifts":
        rows, notes = _without_staff(rows, notes)
    columns = [Column(key, heading, "date" if key in _DAYS else "text") for key, heading in kind.columns.items()]
    first = next((place for place, each in enumerate(columns) if each.key in ("title", "name")), 0)
    columns.insert(0, columns.pop(first))
    return TableView(f"register-{name}", f"{kind.title}, {calendar_date(on)}", columns, rows, notes)


def _row(row: Mapping[str, str]) -> dict[str, Any]:
    return {key: _day(value) if key in _DAYS else value for key, value in row.items()}


def _day(text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _without_staff(rows: list[dict[str, Any]], notes: list[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """Name only those who decide: whoever never held a seat is not named."""
    found = [row | {"name": STAFF} if row["role"] == BLANK else row for row in rows]
    hidden = sum(row["name"] == STAFF for row in found)
    told = f"{hidden} {'entry names' if hidden == 1 else 'entries name'} nobody: those people hold no seat."
    return found, [*notes, told] if hidden else notes


def _text_of(row: PublicQuestion, on: date) -> str:
    """What was asked, where it is public on the day."""
    if row.text and row.text_published_on and row.text_published_on <= on:
        return row.text
    return "Not published" if row.text else BLANK


def _questions(handbook: Handbook, on: date) -> TableView:
    """The questions that came up to a day; who asked is in no handbook."""
    held, meetings = Records(handbook), {row.meeting: row for row in handbook.rows(Meeting)}
    rows = []
    for row in handbook.rows(PublicQuestion):
        meeting = meetings.get(row.meeting)
        if (row.received_on or on) > on:
            continue
        replied = row.replied_on if row.replied_on and row.replied_on <= on else None
        rows.append(
            {
                "question": row.question,
                "meeting": name_of(held, meeting.body, meeting.on_date) if meeting else row.meeting,
                "meeting_on": meeting.on_date if meeting else BLANK,
                "text": _text_of(row, on),
                "received_on": row.received_on or BLANK,
                "taken": told_choice(row.accepted),
                "repeats": row.repeats,
                "replied_on": replied or "No reply recorded",
            }
        )
    rows.sort(key=lambda row: str(row["received_on"]))
    columns = (
        Column("question", "Question"),
        Column("meeting", "Asked of"),
        Column("meeting_on", "For the meeting on", "date"),
        Column("text", "What was asked"),
        Column("received_on", "Came on", "date"),
        Column("taken", "Taken"),
        Column("repeats", "Repeats"),
        Column("replied_on", "Answered on", "date"),
    )
    notes = ("Who asked is in no handbook. What was asked stands here from the day on which the clerk published it.",)
    return TableView(f"register-{QUESTIONS}", f"Questions from the public, {calendar_date(on)}", columns, rows, notes)
