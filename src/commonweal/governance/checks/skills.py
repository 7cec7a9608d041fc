"""What the members of the board know: mental illness services, and skills kept under review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from commonweal.governance.board_members import Sitting, appointments_recorded, named, sittings
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    needs_judgement,
    passes,
)
from commonweal.governance.checks.ordinary_members import ordinary_seats
from commonweal.governance.checks.scope import says_none
from commonweal.governance.handbook import Review, Skill, Term
from commonweal.governance.open_board import board_check, board_name, no_seats
from commonweal.organisations.periods import written

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_NUMBERS = {"": 1, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@board_check("governance.B13")
def mental_illness_knowledge(subject: Subject) -> Iterator[Finding]:
    """Somebody judged that an ordinary member knows services for mental illness, and said when and why."""
    skill: str = subject.value
    seats = ordinary_seats(subject)
    if not seats:
        yield from no_seats(subject, "The chair has to see to it that a member knows services for mental illness.")
        return
    held = sittings(subject.records, seats, subject.on)
    if not held and not appointments_recorded(subject.records, seats):
        gap = missing("appointments", "person", subject.system, "It is a judgement about those who sit in the seats.")
        yield lacks(subject.system, "It is not recorded who sits in the seats of the ordinary members.", gap)
        return
    judged = [(each, row) for each in held for row in _judgements(subject, each, skill)]
    knowing = [(each, row) for each, row in judged if row.held]
    if knowing:
        each, row = knowing[0]
        assert row.judged_on
        sentence = (
            f"On {written(row.judged_on)} the {row.judged_by} judged that the holder of {named(each.seat)} has "
            "knowledge and "
            f"experience of services for mental illness: {row.reason.rstrip('.')}."
        )
        yield passes(subject.system, sentence, where=[row.where] if row.where else [])
    elif {each.person for each in held} == {each.person for each, _ in judged}:
        sentence = (
            f"Each of the {len(held)} ordinary members in post on {written(subject.on)} was judged, and none "
            "was found to have "
            "knowledge and experience of services for mental illness."
        )
        do = "let the chair approve a member who has that knowledge, at the next appointment"
        yield fails(subject.system, sentence, do=do)
    else:
        sentence = (
            f"Nobody's judgement is recorded that an ordinary member in post on {written(subject.on)} has "
            "knowledge and "
            "experience of services for mental illness: who judged it, when, and why."
        )
        do = "let the chair judge it, and record it in the sheet skills with role, day and reason"
        yield needs_judgement(subject.system, sentence, do=do)


def _judgements(subject: Subject, held: Sitting, skill: str) -> list[Skill]:
    """Judgements of a person that say who judged, when and why; without these nobody has judged."""
    rows = subject.records.rows(Skill, person=held.person, skill=skill)
    return [
        row
        for row in rows
        if row.held is not None and row.judged_by and row.reason and row.judged_on and row.judged_on <= subject.on
    ]


@board_check("governance.B24")
def skills_reviewed(subject: Subject) -> Iterator[Finding]:
    """The skills of the board were reviewed within its own cycle, and a gap that was found is being met."""
    rows = subject.records.rows(Review, body=subject.system, subject="board_skills")
    done = sorted((row for row in rows if row.on_date <= subject.on), key=lambda row: row.on_date)
    name = board_name(subject)
    if not done:
        why = "The board has to keep under review the skills that it needs."
        sentence = f"No review of the skills of the board of {name} is recorded by {written(subject.on)}."
        yield lacks(subject.system, sentence, missing("reviews", "on_date", f"{subject.system}, board_skills", why))
        return
    last = done[-1]
    yield _gap_met(subject, last)
    yield _recent(subject, last)


def _gap_met(subject: Subject, last: Review) -> Finding:
    day, where = written(last.on_date), [last.where] if last.where else []
    if not last.gap or says_none(last.gap):
        return passes(subject.system, f"The review of the board's skills of {day} found no gap.", where=where)
    gap = last.gap.rstrip(".")
    if says_none(last.mitigation):
        sentence = f"The review of {day} found a gap in the board's skills ({gap}), and nothing is done about it."
        return fails(subject.system, sentence, do="decide what meets or lessens the gap, and record it", where=where)
    if not last.mitigation:
        why = "A gap that the board finds has to be met or lessened."
        sentence = (
            f"The review of {day} found a gap in the board's skills ({gap}); what is done about it is not recorded."
        )
        return lacks(
            subject.system, sentence, missing("reviews", "mitigation", f"{subject.system}, {day}", why), where=where
        )
    sentence = (
        f"The review of {day} found a gap in the board's skills ({gap}), which is met: {last.mitigation.rstrip('.')}."
    )
    return passes(subject.system, sentence, where=where)


def _recent(subject: Subject, last: Review) -> Finding:
    terms = [
        row
        for row in subject.records.rows(Term, body=subject.system, term="review_cycle")
        if row.holds_on(subject.on)
        and row.applies_to.casefold() in ("", "board", "board_skills", "board skills", subject.system.casefold())
    ]
    local = next((months for row in terms if (months := cycle_in_months(row.value))), None)
    day = written(last.on_date)
    if local is not None:
        due = months_after(last.on_date, local)
        if due >= subject.on:
            return passes(
                subject.system, f"The board's skills were reviewed on {day}, within its own cycle of {local} months."
            )
        sentence = (
            f"The board's skills were last reviewed on {day}; by its own cycle of {local} months a "
            f"review was due by {written(due)}."
        )
        return fails(subject.system, sentence, do="review the skills of the board now")
    asked: int = subject.value["ask_after_months"]
    if months_after(last.on_date, asked) >= subject.on:
        return passes(subject.system, f"The board's skills were reviewed on {day}.")
    sentence = (
        f"The board's skills were last reviewed on {day}. The Act names no interval and the board has settled "
        "none, so whether "
        "that is keeping them under review is for a person to judge."
    )
    return needs_judgement(
        subject.system, sentence, do="review them, or settle a review cycle for board_skills in the sheet terms"
    )


def cycle_in_months(text: str) -> int | None:
    """A review cycle as months; None where it cannot be read.

    Example:
        >>> [cycle_in_months(text) for text in ("yearly", "every two years", "6 months", "?")]
        [12, 24, 6, None]
    """
    plain = {"annually": "yearly", "annual": "yearly", "twice a year": "6 months"}.get(text.strip().casefold(), text)
    found = re.fullmatch(
        r"(?:every |each |once |at least )*(\d+|[a-z]*?) ?(month|quarter|year)(?:s|ly)?", plain.strip().casefold()
    )
    if not found:
        return None
    number = int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1].strip())
    return number * _MONTHS[found[2]] if number else None


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month.

    Example:
        >>> months_after(date(2025, 8, 31), 6)
        datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(day.year + year, month + 1, number)
        except ValueError:
            continue
    return date(day.year + year, month + 1, min(day.day, 28))
