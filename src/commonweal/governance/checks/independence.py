"""That nobody was appointed who would undermine the health service's independence: a person judges that, not a rule."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.board_members import Sitting, member_seats, named, party, sittings, words
from commonweal.governance.checks.commissioning_committees import committee_sittings
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    needs_judgement,
    none_found,
    passes,
)
from commonweal.governance.constitutions import says
from commonweal.governance.open_board import board_check, no_seats
from commonweal.organisations.periods import written

_WHY = "Whoever appoints must consider whether the appointment could be regarded as undermining independence."


@board_check("governance.B03")
def board_members(subject: Subject) -> Iterator[Finding]:
    """The constitution forbids such appointments, and of each member somebody judged it before appointing."""
    yield from says(subject, "independence_of_appointments")
    seats = member_seats(subject.records, subject.system, subject.on)
    if not seats:
        yield from no_seats(subject, _WHY)
        return
    held = sittings(subject.records, seats, subject.on)
    if not held:
        told = f"Nobody is recorded in a seat of the board on {written(subject.on)}."
        yield none_found(subject, told, _WHY, appointments="person")
    for each in held:
        yield judged(subject, each, judge=party(subject.records, each.appointment.appointed_by))


@board_check("governance.B16", every_body=True, members=True)
def committee_members(subject: Subject) -> Iterator[Finding]:
    """Of each member of a committee that commissions, the chair judged it before approving or appointing."""
    for each in committee_sittings(subject):
        yield each if isinstance(each, Finding) else judged(subject, each, judge="chair")


def judged(subject: Subject, held: Sitting, *, judge: str) -> Finding:
    """What was judged of one appointment, and by whom; where nobody has judged it, nothing is computed.

    Args:
        subject: The question.
        held: Who sits where.
        judge: Whose judgement it is; empty where that is not recorded.
    """
    row, seat = held.appointment, held.seat.seat
    where = [row.where] if row.where else []
    tested = row.independence_tested_on
    if tested is None or tested > subject.on:
        sentence = (
            f"Nobody is recorded to have considered, by {written(subject.on)}, whether the appointment to "
            f"{held.named()} "
            "could be regarded as undermining the independence of the health service."
        )
        who = words(judge) if judge else "whoever made the appointment"
        do = f"let {who} consider it, and record the day, what was found and why"
        return needs_judgement(seat, sentence, do=do)
    if row.independence_undermined:
        sentence = (
            f"On {written(tested)} it was found that the appointment to {named(held.seat)} could "
            "undermine independence."
        )
        return fails(seat, sentence, do="end the appointment: the law forbids it", where=where)
    if row.independence_undermined is None:
        sentence = (
            f"The test of independence for {held.named()} was made on {written(tested)}; what it found is not recorded."
        )
        return lacks(seat, sentence, missing("appointments", "independence_undermined", seat, _WHY), where=where)
    if not judge:
        sentence = f"It is not recorded who made the appointment to {held.named()}, and so whose judgement it was."
        return lacks(seat, sentence, missing("appointments", "appointed_by", seat, _WHY), where=where)
    if held.start is None:
        sentence = f"It is not recorded from what day {held.named()} has been held."
        return lacks(seat, sentence, missing("appointments", "from_date", seat, _WHY), where=where)
    if tested > held.start:
        sentence = (
            f"{held.named()} has been held since {written(held.start)}, and whether that undermines independence was "
            f"considered only on {written(tested)}."
        )
        return fails(
            seat, sentence, do="consider it before every appointment; record why it was late here", where=where
        )
    sentence = (
        f"On {written(tested)} {words(judge)} judged that the appointment to {held.named()} does "
        "not undermine independence."
    )
    return passes(seat, sentence, where=where)
