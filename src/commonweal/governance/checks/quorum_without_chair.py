"""That the board can be quorate without its chair."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.answers import Verdict
from commonweal.governance.board_members import CHAIR
from commonweal.governance.checks.board_roles import judged_at_amendment
from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, passes
from commonweal.governance.handbook import Term
from commonweal.governance.membership import seats_on
from commonweal.governance.open_board import board_check, board_name, no_seats
from commonweal.governance.quorum import parse_quorum, satisfiable_without
from commonweal.organisations.periods import written
from commonweal.problems import BadInput

_WHY = "The guidance asks that the board be able to meet without its chair."


@board_check("governance.C05")
def quorate_without_chair(subject: Subject) -> Iterator[Finding]:
    """With every other seat filled and present, the quorum is met though the chair is away."""
    found = _judged(subject)
    days = subject.value["published_after"], subject.value["published_by"]
    if isinstance(found, Finding):
        yield judged_at_amendment(subject, found, *days)
    else:
        yield from found


def _judged(subject: Subject) -> Finding | Iterator[Finding]:
    terms = [row for row in subject.records.rows(Term, body=subject.system, term="quorum") if row.holds_on(subject.on)]
    if not terms:
        gap = missing("terms", "value", f"{subject.system}, quorum", _WHY)
        return lacks(
            subject.system, f"The quorum of {board_name(subject)} on {written(subject.on)} is not recorded.", gap
        )
    seats = seats_on(subject.records, subject.system, subject.on)
    if not seats:
        return no_seats(subject, _WHY)
    term, where = terms[-1], [terms[-1].where] if terms[-1].where else []
    try:
        quorum = parse_quorum(term.value)
    except BadInput as bad:
        gap = missing("terms", "value", f"{subject.system}, quorum", str(bad))
        return lacks(subject.system, f'The quorum "{term.value}" cannot be read.', gap, where=where)
    chairs = [seat.seat for seat in seats if seat.seat_class == CHAIR]
    verdict = satisfiable_without(quorum, seats, left_out=chairs)
    told = f'The quorum of the board is "{term.value}"'
    if verdict is Verdict.PASS:
        return passes(subject.system, f"{told}, which can be met without the chair.", where=where)
    if verdict is Verdict.FAIL:
        do = "settle a quorum that the other members can make, with the deputy chair in the chair"
        return fails(subject.system, f"{told}, which can never be met without the chair.", do=do, where=where)
    untold = [seat.seat for seat in seats if seat.voting is None]
    gaps = [missing("seats", "voting", seat, _WHY) for seat in untold] or [
        missing("terms", "value", subject.system, _WHY)
    ]
    return lacks(subject.system, f"{told}; whether it can be met without the chair hangs on which seats vote.", *gaps)
