"""How ordinary members come to the board: who appoints, the chair's approval, and the partners who nominate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commonweal.answers import Verdict
from commonweal.governance.board_members import (
    Sitting,
    appointments_recorded,
    is_ordinary,
    member_seats,
    named,
    parties,
    party,
    sittings,
    vacancy,
    words,
)
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
from commonweal.governance.checks.nominated_by_whom import Against, against
from commonweal.governance.constitutions import says
from commonweal.governance.handbook import Ballot, Seat
from commonweal.governance.membership import name_of
from commonweal.governance.open_board import board_check, board_name, no_seats
from commonweal.organisations.periods import written

GROUPS = {
    "trusts": "the eligible NHS trusts and foundation trusts",
    "primary_medical_providers": "the eligible providers of primary medical services",
    "local_authorities": "the local authorities of the area",
    "strategic_authorities": "the mayors of the strategic authorities of the area",
}


def ordinary_seats(subject: Subject) -> tuple[Seat, ...]:
    """The seats of the board's ordinary members on the day."""
    return tuple(seat for seat in member_seats(subject.records, subject.system, subject.on) if is_ordinary(seat))


@board_check("governance.B08")
def appointer_and_approval(subject: Subject) -> Iterator[Finding]:
    """Each ordinary seat names who appoints and that the chair approves, and its holder was approved in time."""
    seats = ordinary_seats(subject)
    if not seats:
        yield from no_seats(subject, "Each ordinary seat has to name who appoints to it.")
    by_gaps: dict[tuple[str, ...], list[Seat]] = {}
    for seat in seats:
        by_gaps.setdefault(_gaps(seat), []).append(seat)
    for gaps, alike in by_gaps.items():
        if gaps:
            yield _not_recorded(subject, gaps, alike)
    if seats and not appointments_recorded(subject.records, seats):
        why = "No ordinary member is appointed without the chair's approval."
        told = "Who sits in the seats of the ordinary members is not recorded, nor whether the chair approved them."
        yield lacks(subject.system, told, missing("appointments", "chair_approved_on", subject.system, why))
    for seat in seats:
        if not _gaps(seat):
            yield _provision(subject, seat)
        for held in sittings(subject.records, [seat], subject.on):
            yield _approved(held)


def _gaps(seat: Seat) -> tuple[str, ...]:
    return tuple(column for column in ("appointed_by", "approved_by") if not getattr(seat, column))


def _not_recorded(subject: Subject, gaps: Sequence[str], seats: Sequence[Seat]) -> Finding:
    """Seats that lack the same are told of together: a board that is being typed in lacks it for all."""
    what = {"appointed_by": "who appoints", "approved_by": "who approves"}
    told, ids = " and ".join(what[column] for column in gaps), ", ".join(seat.seat for seat in seats)
    why = "The constitution must say who appoints an ordinary member, and make it subject to the chair's approval."
    of = named(seats[0]) if len(seats) == 1 else f"{len(seats)} seats of ordinary members ({ids})"
    unknowns = (missing("seats", column, ids, why) for column in gaps)
    where = [seat.where for seat in seats if seat.where]
    about = seats[0].seat if len(seats) == 1 else subject.system
    return lacks(about, f"For {of} it is not recorded {told}.", *unknowns, where=where)


def _provision(subject: Subject, seat: Seat) -> Finding:
    approvers, where = parties(subject.records, seat.approved_by), [seat.where] if seat.where else []
    if subject.value["approver"] not in approvers:
        sentence = f"{named(seat)} is subject to the approval of {_listed(subject, approvers)}, not of the chair."
        return fails(seat.seat, sentence, do="make the appointment subject to the chair's approval", where=where)
    who = words(party(subject.records, seat.appointed_by), subject.records, subject.on)
    sentence = f"Appointments to {named(seat)} are made by {who}, with the chair's approval."
    return passes(seat.seat, sentence, where=where)


def _listed(subject: Subject, who: Sequence[str]) -> str:
    return " and ".join(words(each, subject.records, subject.on) for each in who)


def _approved(held: Sitting) -> Finding:
    row, seat, why = held.appointment, held.seat.seat, "No ordinary member is appointed without the chair's approval."
    where = [row.where] if row.where else []
    if row.chair_approved_on is None:
        sentence = f"It is not recorded when the chair approved the holder of {held.named()}."
        return lacks(seat, sentence, missing("appointments", "chair_approved_on", seat, why), where=where)
    if held.start is None:
        sentence = f"It is not recorded from what day {held.named()} has been held."
        return lacks(seat, sentence, missing("appointments", "from_date", seat, why), where=where)
    approved = written(row.chair_approved_on)
    if row.chair_approved_on > held.start:
        sentence = (
            f"{held.named()} has been held since {written(held.start)}, but the chair approved only on {approved}."
        )
        return fails(seat, sentence, do="look again at what was done in the seat before that day", where=where)
    return passes(seat, f"The chair approved the holder of {held.named()} on {approved}.", where=where)


@board_check("governance.B09", "governance.B10", "governance.B11")
def partner_member(subject: Subject) -> Iterator[Finding]:
    """At least so many people sit in seats to which one group of partners nominates jointly."""
    group, least = subject.value["nominators"], int(subject.value["least"])
    seats = ordinary_seats(subject)
    if not member_seats(subject.records, subject.system, subject.on):
        yield from no_seats(
            subject, f"At least {'one' if least == 1 else least} member has to be nominated jointly by {GROUPS[group]}."
        )
        return
    wanted = [seat for seat in seats if seat.nominated_by == group]
    untold = [seat for seat in seats if not seat.nominated_by and seat.seat_class == "partner"]
    held = sittings(subject.records, wanted, subject.on)
    seated = sittings(subject.records, seats, subject.on)
    others = {each: told for each in held if (told := against(subject, each, group, seated))}
    people = {each.person for each in held if each not in others}
    where = [seat.where for seat in wanted if seat.where]
    if len(people) >= least:
        listed = ", ".join(each.named() + _behalf(subject, each) for each in held if each not in others)
        count = "1 person sits" if len(people) == 1 else f"{len(people)} people sit"
        sentence = f"{count} in seats to which {GROUPS[group]} nominate jointly: {listed}."
        yield passes(subject.system, sentence, where=where)
        return
    yield _too_few(subject, group, least, wanted, untold, others)


def _behalf(subject: Subject, held: Sitting) -> str:
    bodies = [name_of(subject.records, body, subject.on) for body in held.appointment.on_behalf_of]
    return f" (from {' and '.join(bodies)}, one person)" if len(bodies) > 1 else ""


def _too_few(
    subject: Subject,
    group: str,
    least: int,
    wanted: Sequence[Seat],
    untold: Sequence[Seat],
    others: Mapping[Sitting, Against],
) -> Finding:
    asks = (
        f"at least {'one' if least == 1 else least} member of {board_name(subject)} has to be "
        f"nominated jointly by {GROUPS[group]}"
    )
    if untold and sittings(subject.records, untold, subject.on):
        listed = ", ".join(map(named, untold))
        gaps = [missing("seats", "nominated_by", seat.seat, f"{asks[0].upper()}{asks[1:]}.") for seat in untold]
        return lacks(subject.system, f"It is not recorded who nominates to {listed}; {asks}.", *gaps)
    if (wanted or untold) and not appointments_recorded(
        subject.records, member_seats(subject.records, subject.system, subject.on)
    ):
        seat = (*wanted, *untold)[0]
        gap = missing("appointments", "person", seat.seat, f"{asks[0].upper()}{asks[1:]}.")
        return lacks(seat.seat, f"It is not recorded who sits in {named(seat)}; {asks}.", gap)
    if unsure := [told for told in others.values() if told.verdict is Verdict.INSUFFICIENT_DATA]:
        return lacks(subject.system, f"{unsure[0].because}; {asks}.", *unsure[0].unknowns)
    if judged := [told for told in others.values() if told.verdict is Verdict.NEEDS_JUDGEMENT]:
        do = (
            f"see in the nomination whether {GROUPS[group]} put this member forward as their own, or fill the seat anew"
        )
        return needs_judgement(subject.system, f"{judged[0].because}; {asks}.", do=do)
    if others:
        listed = "; ".join(dict.fromkeys(told.because for told in others.values()))
        do = f"mend what is recorded of the holder or of the partners, or hold a nomination by {GROUPS[group]}"
        return fails(subject.system, f"{listed}; {asks}.", do=do)
    if wanted:
        empty = "; ".join(vacancy(subject.records, seat, subject.on) for seat in wanted)
        do = "fill the seat by a joint nomination; until then see what the constitution says of acts during a vacancy"
        return fails(wanted[0].seat, f"{empty}; {asks}.", do=do, where=[seat.where for seat in wanted if seat.where])
    do = f"provide for such a seat in the constitution, and have it filled by a joint nomination of {GROUPS[group]}"
    return fails(subject.system, f"The board has no seat to which they nominate; {asks}.", do=do)


@board_check("governance.B12")
def nomination_followed(subject: Subject) -> Iterator[Finding]:
    """The constitution sets out how partners nominate, and each partner member came that way."""
    yield from says(subject, "nomination_process")
    seats = [seat for seat in ordinary_seats(subject) if seat.nominated_by in GROUPS or seat.seat_class == "partner"]
    held = sittings(subject.records, seats, subject.on)
    if not held:
        told = f"Nobody sits in a partner's seat on {written(subject.on)} (see rules B09 to B11)."
        why = "Each partner member has to come by the process in the constitution."
        yield none_found(subject, told, why, seats="nominated_by", appointments="nomination")
    for each in held:
        yield _followed(subject, each)


def _followed(subject: Subject, held: Sitting) -> Finding:
    row, seat = held.appointment, held.seat.seat
    why, where = "Each partner member has to come by the process in the constitution.", [row.where] if row.where else []
    if not row.nomination:
        sentence = f"No nomination is recorded for the holder of {held.named()}."
        return lacks(seat, sentence, missing("appointments", "nomination", seat, why), where=where)
    ballot = subject.records.first(Ballot, ballot=row.nomination)
    if ballot is None:
        sentence = f"The nomination {row.nomination}, by which {held.named()} was filled, is not in the handbook."
        return lacks(seat, sentence, missing("ballots", "process_followed", row.nomination, why), where=where)
    if ballot.process_followed is False:
        sentence = f"The nomination {ballot.ballot} for {held.named()} did not follow the process in the constitution."
        return fails(seat, sentence, do="hold the nomination again, as the constitution sets it out", where=where)
    if ballot.nominated and ballot.nominated != held.person:
        sentence = (
            f"{held.named()} is held by somebody other than the person whom the nomination {ballot.ballot} put forward."
        )
        return fails(seat, sentence, do="appoint the person who was nominated, or hold a new nomination", where=where)
    gaps = [column for column in ("process_followed", "nominated") if getattr(ballot, column) in (None, "")]
    if gaps:
        what = {"process_followed": "whether it followed the constitution", "nominated": "whom it put forward"}
        told = " and ".join(what[column] for column in gaps)
        unknowns = (missing("ballots", column, ballot.ballot, why) for column in gaps)
        return lacks(
            seat, f"Of the nomination {ballot.ballot} for {held.named()} it is not recorded {told}.", *unknowns
        )
    return passes(
        seat, f"{held.named()} was filled by the nomination {ballot.ballot}, which followed the constitution."
    )
