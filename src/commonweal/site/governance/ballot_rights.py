"""Who may take part in a nomination ballot, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from commonweal.governance.handbook import Ballot, BallotVote, Handbook, Nomination, Records, Row, Seat
from commonweal.governance.nomination_eligibility import KINDS, Eligible, electorate, eligible


def is_settled(ballot: Ballot) -> bool:
    """Whether a ballot is over whatever its days say: somebody closed it, its outcome is recorded, or it is approved.

    Example:
        >>> is_settled(Ballot(ballot="B1", seat="S1", nominators="trusts", nominated="P1"))
        True
    """
    return ballot.closed is True or bool(ballot.nominated) or ballot.chair_approved_on is not None


def is_open(ballot: Ballot, on: date) -> bool:
    """Whether a ballot takes nominations and votes on a day; one whose opening is not recorded takes none.

    The last day is part of it, until somebody closes the vote or records its outcome.

    Example:
        >>> ballot = Ballot(ballot="B1", seat="S1", nominators="trusts", opened_on=date(2026, 5, 1))
        >>> is_open(ballot, date(2026, 5, 1)), is_open(ballot, date(2026, 4, 30))
        (True, False)
    """
    if ballot.opened_on is None or is_settled(ballot):
        return False
    return ballot.opened_on <= on and (ballot.closed_on is None or on <= ballot.closed_on)


def board_of(handbook: Handbook, ballot: Ballot) -> str:
    """The body on which the seat of a ballot is; empty where the handbook does not have the seat."""
    seats = handbook.rows(Seat, seat=ballot.seat)
    return seats[-1].body if seats else ""


def may_take_part(handbook: Handbook, ballot: Ballot, body: str, on: date) -> Eligible:
    """Whether a body may put somebody forward and vote in a ballot, and why."""
    if ballot.nominators not in KINDS:
        return Eligible(body, False, "is of no group that nominates to this seat")
    return eligible(Records(handbook), icb=board_of(handbook, ballot), group=ballot.nominators, body=body, on=on)


def those_who_may(handbook: Handbook, ballot: Ballot, on: date) -> tuple[Eligible, ...]:
    """Every body that may take part in a ballot on a day, or of which that is not known."""
    if ballot.nominators not in KINDS:
        return ()
    return electorate(Records(handbook), icb=board_of(handbook, ballot), group=ballot.nominators, on=on)


def ballot_of(handbook: Handbook, row: Row) -> Ballot | None:
    """The ballot that a row is of."""
    if not isinstance(row, Ballot | Nomination | BallotVote):
        return None
    return next(iter(handbook.rows(Ballot, ballot=row.ballot)), None)


def open_to_owner(handbook: Handbook, row: Row, on: date) -> bool:
    """Whether the organisation that answers for a row may write it still.

    What an organisation says in a ballot it may say while the ballot is open and while it is not known to be shut out.
    """
    if not isinstance(row, Nomination | BallotVote):
        return True
    ballot = ballot_of(handbook, row)
    if ballot is None or not is_open(ballot, on):
        return False
    body = row.body if isinstance(row, BallotVote) else row.nominated_by
    return may_take_part(handbook, ballot, body, on).holds is not False


def ballots_of(handbook: Handbook, codes: Mapping[str, str], own: tuple[str, ...], on: date) -> frozenset[str]:
    """The ballots in which organisations may take part on a day, or might on the day on which the ballot closed.

    Args:
        handbook: All of the handbook.
        codes: The code of each body.
        own: Codes of the organisations.
        on: The day.
    """
    bodies = [body for body, code in codes.items() if code in own]
    return frozenset(
        row.ballot
        for row in handbook.rows(Ballot)
        for body in bodies
        if may_take_part(handbook, row, body, min(on, row.closed_on or on)).holds is not False
    )
