"""The register of interests: who must have an entry (D01), what must be in it (D04), confirmations (D09)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonweal.governance.checks.days import months_after
from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, none_found, passes
from commonweal.governance.checks.people_told import who
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import employees, meetings, named, own_bodies, shown, sitting
from commonweal.governance.handbook import AgendaItem, Declaration, Interest, Term
from commonweal.governance.open_board import board_check

_CYCLES = {
    "yearly": 12, "annually": 12, "annual": 12, "every year": 12, "half-yearly": 6, "six-monthly": 6,
    "every six months": 6, "quarterly": 3, "monthly": 1,
}  # fmt: skip


def statements(subject: Subject, person: str) -> list[Interest]:
    """What a person states on the day: interests that run, or that there are none."""
    return [row for row in subject.records.rows(Interest, person=person) if row.holds_on(subject.on)]


@board_check("governance.D01", every_body=True, members=True, names_people=True)
def everybody_has_an_entry(subject: Subject) -> Iterator[Finding]:
    """Every member of the board, its committees and sub-committees and every employee has an entry, or a nil return."""
    people = dict.fromkeys(sitting(subject, own_bodies(subject))) | dict.fromkeys(sorted(employees(subject)))
    if not people:
        yield lacks(
            subject.system,
            "The handbook names nobody who sits on the board or its committees, so no entry can be looked for.",
            missing("appointments", "person", "", "the register has to hold everybody who sits"),
        )
        return
    entries = {person: statements(subject, person) for person in people}
    if not any(subject.records.rows(Interest, person=person) for person in people):
        yield lacks(
            subject.system,
            f"The sheet interests holds nothing of the {len(people)} people who owe an entry.",
            missing("interests", "person", "", "whether somebody has an entry is seen only in the register"),
        )
        return
    for person, held in entries.items():
        yield _entry(subject, person, held)


def _entry(subject: Subject, person: str, held: list[Interest]) -> Finding:
    if not held:
        return fails(
            person,
            f"{who(subject, person)} has no entry in the register on {shown(subject.on)}; whoever sits on the board or "
            "a committee, or is employed, needs one, if only to say that there is no interest.",
            do=f"ask {who(subject, person)} for a declaration, and enter it or a nil return",
        )
    entered = [row for row in held if row.registered_on]
    if any(row.registered_on and row.registered_on <= subject.on for row in entered):
        return passes(
            person, f"{who(subject, person)} has an entry in the register.", where=[row.where for row in entered]
        )
    if entered:
        return fails(
            person,
            f"{who(subject, person)} has no entry in the register on {shown(subject.on)}; the first was made later.",
            do=f"check the day of the entry of {who(subject, person)}",
        )
    return lacks(
        person,
        f"{who(subject, person)} has made a statement; the day on which it was entered in the register is not known.",
        missing("interests", "registered_on", held[0].statement, "a statement counts once it is in the register"),
    )


@check("governance.D04", every_body=True, names_people=True)
def declarations_are_in_the_register(subject: Subject) -> Iterator[Finding]:
    """Whatever is declared at a meeting of the ICB stands in the register."""
    held = meetings(subject, own_bodies(subject))
    found = [
        (item, row)
        for meeting in held
        for item in subject.records.rows(AgendaItem, meeting=meeting.meeting)
        for row in subject.records.rows(Declaration, item=item.item)
    ]
    if not found:
        if held and subject.records.rows(Declaration):
            told = "No interest was declared at the meetings in the handbook."
            why = "a declaration is made in an item, and only the items say at which meeting"
            yield none_found(subject, told, why, agenda_items="meeting")
        else:
            yield lacks(
                subject.system,
                "The handbook holds no declarations made at meetings.",
                missing("declarations", "item", "", "what was declared has to be found in the register"),
            )
    for item, row in found:
        yield _declared(subject, item, row)


def _declared(subject: Subject, item: AgendaItem, row: Declaration) -> Finding:
    what = f"What {who(subject, row.person)} declared in item {item.item}"
    if not row.statement:
        return lacks(
            item.item,
            f"{what} is not linked to a statement in the register.",
            missing("declarations", "statement", f"{item.item}, {row.person}", "it shows which entry was declared"),
        )
    entry = next((one for one in subject.records.rows(Interest, statement=row.statement)), None)
    if entry is None and not subject.records.rows(Interest):
        return lacks(
            item.item,
            f"{what} should stand in the register as {row.statement}; the handbook holds no register.",
            missing("interests", "statement", row.statement, "what was declared has to be found in the register"),
        )
    if entry is None or entry.person != row.person:
        whose = f"belongs to {who(subject, entry.person)}" if entry else "is not there"
        return fails(
            item.item,
            f"{what} should stand in the register as {row.statement}, which {whose}.",
            do=f"enter the interest of {who(subject, row.person)} in the register; give its id with the declaration",
        )
    if entry.registered_on is None:
        return lacks(
            item.item,
            f"{what} is statement {row.statement}, of which nobody knows when it was entered in the register.",
            missing("interests", "registered_on", row.statement, "only what was entered is in the register"),
        )
    if entry.registered_on > subject.on:
        return fails(
            item.item,
            f"{what} was entered in the register only on {shown(entry.registered_on)}.",
            do="enter declarations as they are made",
        )
    return passes(item.item, f"{what} stands in the register as {row.statement}.", where=[entry.where])


@board_check("governance.D09", every_body=True, members=True, names_people=True)
def entries_are_confirmed(subject: Subject) -> Iterator[Finding]:
    """Those who decide confirm their entries once in the cycle: yearly, or more often where a local term says so."""
    people = sitting(subject, own_bodies(subject))
    months, told = _cycle(subject)
    if months is None:
        yield lacks(
            subject.system,
            f"How often entries are to be confirmed stands as {told!r}, which cannot be read as a time.",
            missing("terms", "value", "interests_confirmation", "the cycle is what a confirmation is held against"),
        )
        return
    if not any(statements(subject, person) for person in people):
        yield lacks(
            subject.system,
            "The register holds no statements of those who sit on the board and its committees.",
            missing("interests", "confirmed_on", "", "it shows when each entry was last confirmed"),
        )
        return
    for person in people:
        for row in statements(subject, person):
            yield _confirmed(subject, row, months, told)


def _cycle(subject: Subject) -> tuple[int | None, str]:
    terms = [
        row
        for row in subject.records.rows(Term, body=subject.system, term="interests_confirmation")
        if row.holds_on(subject.on) and (row.approved_on is None or row.approved_on <= subject.on)
    ]
    if not terms:
        return int(subject.value["confirm_within_months"]), f"every {subject.value['confirm_within_months']} months"
    text = terms[-1].value.strip().casefold()
    counted = re.fullmatch(r"(?:every )?(\d+) months?", text)
    return (int(counted[1]) if counted else _CYCLES.get(text)), terms[-1].value


def _confirmed(subject: Subject, row: Interest, months: int, told: str) -> Finding:
    due_since, name = months_after(subject.on, -months), who(subject, row.person)
    last = max((day for day in (row.confirmed_on, row.declared_on) if day), default=None)
    if last and last >= due_since:
        return passes(row.statement, f"{name} confirmed statement {row.statement} on {shown(last)}.")
    if row.confirmed_on is None:
        return lacks(
            row.statement,
            f"When {name} last confirmed statement {row.statement} is not known; it is due {told}.",
            missing("interests", "confirmed_on", row.statement, "entries have to be confirmed in each cycle"),
        )
    assert last is not None
    return fails(
        row.statement,
        f"{name} last confirmed statement {row.statement} on {shown(last)}; it was due {told}, so by "
        f"{shown(months_after(last, months))}.",
        do=f"ask {name} to confirm or change the entry in the register of {named(subject, subject.system)}",
    )
