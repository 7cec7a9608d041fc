"""How the chair and the chief executive are appointed, employed and removed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commonweal.governance.board_members import (
    CHAIR,
    CHIEF_EXECUTIVE,
    Sitting,
    appointments_recorded,
    member_seats,
    named,
    party,
    sittings,
    vacancy,
    words,
)
from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, not_applicable, passes
from commonweal.governance.constitutions import in_force, says
from commonweal.governance.handbook import Appointment, Clause, Seat
from commonweal.governance.open_board import board_check, board_name, no_seats
from commonweal.organisations.periods import written

_APPROVALS = {"nhs_england": "nhs_england_approved_on", "secretary_of_state": "secretary_of_state_approved_on"}


@board_check("governance.B04")
def chair_appointed(subject: Subject) -> Iterator[Finding]:
    """NHS England appointed the chair, and the Secretary of State had approved by the first day."""
    return _appointed(subject, CHAIR)


@board_check("governance.B06")
def chief_executive_appointed(subject: Subject) -> Iterator[Finding]:
    """The chair appointed the chief executive, and NHS England had approved by the first day."""
    return _appointed(subject, CHIEF_EXECUTIVE)


def holders(subject: Subject, seat_class: str, *, owed: str = "") -> Iterator[Sitting | Finding]:
    """Who holds the one seat of a class, or a finding that says why that cannot be told.

    Args:
        subject: What was asked about.
        seat_class: The class.
        owed: What the law asks where nobody is in post, if it asks anything.
    """
    seats = member_seats(subject.records, subject.system, subject.on)
    if not seats:
        yield from no_seats(subject, "Who appoints whom cannot be told without it.")
        return
    wanted = [seat for seat in seats if seat.seat_class == seat_class]
    if not wanted:
        title = seat_class.replace("_", " ")
        yield not_applicable(
            subject.system, f"The board has no seat of a {title} on {written(subject.on)} (see rule B02)."
        )
    for seat in wanted:
        found = sittings(subject.records, [seat], subject.on)
        if not found and not appointments_recorded(subject.records, seats):
            why = "Without the appointment nobody can say whether it was made as the law asks."
            yield lacks(
                seat.seat,
                f"It is not recorded who holds {named(seat)} on {written(subject.on)}.",
                missing("appointments", "person", seat.seat, why),
            )
        elif not found and owed:
            sentence = f"{vacancy(subject.records, seat, subject.on)}; {owed}."
            yield fails(seat.seat, sentence, do="have the seat filled; until then record who acts, and by what clause")
        elif not found:
            yield not_applicable(
                seat.seat, f"{vacancy(subject.records, seat, subject.on)}, so nobody's appointment is in question."
            )
        yield from found


def _appointed(subject: Subject, seat_class: str) -> Iterator[Finding]:
    value = subject.value
    owed = f"{words(value['appointer'])} has to appoint somebody, with the approval of {words(value['approver'])}"
    for held in holders(subject, seat_class, owed=owed):
        if isinstance(held, Finding):
            yield held
        else:
            yield from (_appointer(subject, held), _approval(subject, held))


def _appointer(subject: Subject, held: Sitting) -> Finding:
    wanted, row = subject.value["appointer"], held.appointment
    who = party(subject.records, row.appointed_by)
    where = [row.where] if row.where else []
    if not who:
        why = f"Only {words(wanted)} may make this appointment."
        sentence = f"It is not recorded who appointed the holder of {held.named()}."
        return lacks(
            held.seat.seat, sentence, missing("appointments", "appointed_by", held.seat.seat, why), where=where
        )
    if who == wanted or (wanted == CHAIR and _was_chair(subject, who)):
        return passes(held.seat.seat, f"The holder of {held.named()} was appointed by {words(wanted)}.", where=where)
    sentence = (
        f"The holder of {held.named()} was appointed by "
        f"{words(who, subject.records, subject.on)}; the appointment is for {words(wanted)} to make."
    )
    return fails(held.seat.seat, sentence, do=f"have the appointment made by {words(wanted)}", where=where)


def _was_chair(subject: Subject, who: str) -> bool:
    """Whether a text is the id of a person who has held a chair's seat of the board."""
    seats = subject.records.rows(Seat, body=subject.system, seat_class=CHAIR)
    return any(row.person == who for seat in seats for row in subject.records.rows(Appointment, seat=seat.seat))


def _approval(subject: Subject, held: Sitting) -> Finding:
    approver = subject.value["approver"]
    column, who, row = _APPROVALS[approver], words(approver), held.appointment
    approved: date | None = getattr(row, column)
    where = [row.where] if row.where else []
    why = f"{who[0].upper()}{who[1:]} has to approve by the first day in the seat."
    if approved is None:
        sentence = f"It is not recorded when {who} approved the appointment to {held.named()}."
        return lacks(held.seat.seat, sentence, missing("appointments", column, held.seat.seat, why), where=where)
    if held.start is None:
        sentence = f"It is not recorded from what day {held.named()} has been held."
        return lacks(held.seat.seat, sentence, missing("appointments", "from_date", held.seat.seat, why), where=where)
    if approved > held.start:
        sentence = (
            f"{held.named()} has been held since {written(held.start)}, but {who} approved the appointment only on "
            f"{written(approved)}."
        )
        return fails(
            held.seat.seat, sentence, do="look again at what was done in the seat before that day", where=where
        )
    sentence = f"{who[0].upper()}{who[1:]} approved the appointment to {held.named()} on {written(approved)}."
    return passes(held.seat.seat, sentence, where=where)


@board_check("governance.B05")
def removal_of_chair(subject: Subject) -> Iterator[Finding]:
    """Only NHS England may remove the chair, with approval: by the constitution, and in every removal."""
    yield from says(subject, "removal_of_chair")
    document = in_force(subject.records, subject.system, subject.on)
    if document is not None:
        yield _removal_by_others(subject, document.document)
    seats = subject.records.rows(Seat, body=subject.system, seat_class=CHAIR)
    if not appointments_recorded(subject.records, seats):
        why = "Whether a chair was removed, and by whom, is seen only there."
        table, column = ("appointments", "ended_because") if seats else ("seats", "seat_class")
        told = f"Who has been chair of {board_name(subject)} is not recorded, nor whether anybody was removed."
        yield lacks(subject.system, told, missing(table, column, subject.system, why))
    for seat in seats:
        for row in subject.records.rows(Appointment, seat=seat.seat):
            if row.to_date and row.to_date < subject.on:
                yield from _removal(subject, seat, row, row.to_date)


def _removal_by_others(subject: Subject, name: str) -> Finding:
    rows = subject.records.rows(Clause, document=name, topic="removal_of_chair_by_others")
    if any(row.stated for row in rows):
        sentence = f"{name} lets somebody other than NHS England remove the chair."
        return fails(name, sentence, do="take that power out of the constitution, with NHS England's approval")
    if rows and all(row.stated is False for row in rows):
        return passes(name, f"{name} gives nobody other than NHS England the power to remove the chair.")
    why = "The constitution may give that power to nobody other than NHS England."
    sentence = f"It is not recorded whether {name} lets anybody else remove the chair."
    return lacks(name, sentence, missing("clauses", "stated", f"{name}, removal_of_chair_by_others", why))


def _removal(subject: Subject, seat: Seat, row: Appointment, left: date) -> Iterator[Finding]:
    key, gone = f"{seat.seat} to {left.isoformat()}", f"The holder of {named(seat)} left on {written(left)}"
    where = [row.where] if row.where else []
    if not row.ended_because:
        why = "If it was a removal, only NHS England may have made it, with approval."
        yield lacks(seat.seat, f"{gone}, and why is not recorded.", missing("appointments", "ended_because", key, why))
        return
    if row.ended_because != "removed":
        return
    remover, approver = subject.value["remover"], subject.value["approver"]
    who = party(subject.records, row.removed_by)
    if not who:
        why = f"Only {words(remover)} may remove the chair."
        yield lacks(
            seat.seat,
            f"{gone}, removed; who removed them is not recorded.",
            missing("appointments", "removed_by", key, why),
        )
    elif who != remover:
        sentence = (
            f"{gone}, removed by {words(who, subject.records, subject.on)}; only {words(remover)} may remove the chair."
        )
        yield fails(seat.seat, sentence, do="take advice at once on whether the removal stands", where=where)
    if row.removal_approved_on is None:
        why = f"A removal needs the approval of {words(approver)}."
        sentence = f"{gone}, removed; when {words(approver)} approved it is not recorded."
        yield lacks(seat.seat, sentence, missing("appointments", "removal_approved_on", key, why), where=where)
    elif row.removal_approved_on > left:
        sentence = f"{gone}, removed, but {words(approver)} approved that only on {written(row.removal_approved_on)}."
        yield fails(seat.seat, sentence, do="take advice at once on whether the removal stands", where=where)
    elif who == remover:
        yield passes(seat.seat, f"{gone}, removed by {words(remover)} with the approval that this needs.", where=where)
