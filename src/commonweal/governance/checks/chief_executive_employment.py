"""That the chief executive is an employee, or seconded by an employer whom the law lists, on every day in the seat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from commonweal.governance.board_members import CHIEF_EXECUTIVE, Sitting
from commonweal.governance.checks.chair_and_chief_executive import holders
from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, passes
from commonweal.governance.handbook import Body, Employment
from commonweal.governance.membership import name_of
from commonweal.governance.open_board import board_check, board_name
from commonweal.organisations.periods import written

_BASES = {"employee": "an employee of", "secondee": "seconded by", "office_holder": "an office holder of"}


@board_check("governance.B07")
def employed_throughout(subject: Subject) -> Iterator[Finding]:
    """Employment or secondment covers every day from the first in the seat to the day asked about."""
    for held in holders(subject, CHIEF_EXECUTIVE):
        yield held if isinstance(held, Finding) else _covered(subject, held)


def _covered(subject: Subject, held: Sitting) -> Finding:
    seat, rows = held.seat.seat, subject.records.rows(Employment, person=held.person)
    why = "The chief executive may hold the seat only as an employee, or seconded by an employer whom the law lists."
    if not rows:
        sentence = f"It is not recorded who employs the holder of {held.named()}."
        return lacks(seat, sentence, missing("employments", "employer", f"the holder of {seat}", why))
    if held.start is None:
        sentence = f"It is not recorded from what day {held.named()} has been held."
        return lacks(seat, sentence, missing("appointments", "from_date", seat, why))
    judged = [(row, _fits(subject, row)) for row in rows]
    gap = _first_gap([row for row, fits in judged if fits], held.start, subject.on)
    where = [row.where for row in rows if row.where]
    if gap is None:
        sentence = (
            f"The holder of {held.named()} has been employed by {board_name(subject)}, or seconded by an "
            "employer whom "
            f"the law lists, on every day since {written(held.start)}."
        )
        return passes(seat, sentence, where=where)
    unknown = [_unknown(subject, held, row, fits) for row, fits in judged]
    if any(unknown):
        return next(each for each in unknown if each)
    there = [row for row, fits in judged if fits is False and row.holds_on(gap)]
    told = "was neither its employee nor on a listed secondment"
    if there:
        told = f"was {_BASES.get(there[0].basis, '')} {name_of(subject.records, there[0].employer, gap)}"
    sentence = (
        f"On {written(gap)} the holder of {held.named()} {told}; the chief executive has to be an employee of "
        f"{board_name(subject)}, or seconded by an employer whom the law lists."
    )
    return fails(
        seat, sentence, do="employ the chief executive, or agree a secondment from a listed employer", where=where
    )


def _fits(subject: Subject, row: Employment) -> bool | None:
    """Whether an employment is one that the law accepts; None where that is not known."""
    value = subject.value
    if not row.basis:
        return None
    if row.employer == subject.system:
        return row.basis in value["own_bases"] or (None if row.basis == "secondee" else False)
    if row.basis != "secondee":
        return False
    bodies = subject.records.rows(Body, body=row.employer)
    if not bodies:
        return None
    return any(
        body.kind in value["employer_kinds"] or body.name.casefold() in (name.casefold() for name in value["employers"])
        for body in bodies
    )


def _unknown(subject: Subject, held: Sitting, row: Employment, fits: bool | None) -> Finding | None:
    """What is not known of an employment and might settle the matter."""
    employer = name_of(subject.records, row.employer, subject.on)
    key, of = f"the holder of {held.seat.seat} at {row.employer}", f"the holder of {held.named()}"
    why = "The chief executive may hold the seat only as an employee, or seconded by an employer whom the law lists."
    if fits is None and (not row.basis or row.employer == subject.system):
        sentence = f"It is not recorded whether {of} is an employee of {employer}, or seconded, and by whom."
        return lacks(held.seat.seat, sentence, missing("employments", "basis", key, why))
    if fits is None:
        sentence = f"It is not recorded what kind of body {employer} is, which seconds {of}."
        return lacks(held.seat.seat, sentence, missing("bodies", "kind", row.employer, why))
    if fits and row.from_date is None:
        sentence = f"It is not recorded from what day {employer} has employed {of}."
        return lacks(held.seat.seat, sentence, missing("employments", "from_date", key, why))
    return None


def _first_gap(rows: Sequence[Employment], start: date, until: date) -> date | None:
    """The first day between two days on which none of these employments holds."""
    day = start
    for row in sorted((row for row in rows if row.from_date), key=lambda row: row.from_date or date.min):
        if row.from_date and row.from_date > day:
            break
        if row.to_date is None:
            return None
        day = max(day, row.to_date + timedelta(days=1))
    return day if day <= until else None
