"""Whether a deputy may vote: named for the seat, allowed by the terms, and its holder not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from commonweal.governance.decide_quorum import QuorumTerms
from commonweal.governance.handbook import Deputy, Meeting, Records
from commonweal.governance.person_names import name_of_person
from commonweal.governance.quorum import SeatAt
from commonweal.governance.voter import Voter, fact_missing

_WHY = "a deputy votes only as the terms allow"


def deputy_voter(
    records: Records,
    held: Meeting,
    voter: Voter,
    seat: SeatAt,
    *,
    terms: QuorumTerms,
    holder_there: Callable[[str], bool],
) -> Voter:
    """Whether somebody who deputises for a seat may vote for it.

    For the quorum a clerk who writes down a deputy is believed; for a vote, somebody has to have named the deputy.

    Args:
        records: The handbook, with its sheet of deputies.
        held: The meeting.
        voter: Who.
        seat: The seat.
        terms: What the body has settled about deputies.
        holder_there: Whether a seat's holder was in the room for the item, and not out of it.
    """
    voter = replace(voter, seats=(seat.seat,), deputy=True)
    if terms.deputies_count is False:
        return replace(voter, may=False, why="is a deputy, and the terms let no deputy count")
    if holder := next((each for each in seat.holders if holder_there(each)), ""):
        return replace(voter, may=False, why=f"is the deputy of {name_of_person(records, holder)}, who was there")
    rows = [row for row in records.rows(Deputy, person=voter.person) if row.seat == seat.seat]
    live = [row for row in rows if row.holds_on(held.on_date)]
    key = f"{seat.seat}, {voter.person}"
    unsaid = (
        (bool(live), "sat as a deputy, and nobody is named as deputy for the seat", ("deputies", "person", key)),
        (terms.deputies_count is not None, "is a deputy, and whether deputies count is not settled",
         ("terms", "value", f"deputies of {held.body}")),
        (any(row.may_vote for row in live), "is a deputy, and whether this one may vote is not known",
         ("deputies", "may_vote", key)),
        (seat.voting is not None, "deputises for a seat of which it is not known whether it votes",
         ("seats", "voting", seat.seat)),
    )  # fmt: skip
    for known, why, (table, column, which) in unsaid:
        if not known:
            return replace(voter, may=None, why=why, unknown=fact_missing(table, column, which, _WHY))
    return voter
