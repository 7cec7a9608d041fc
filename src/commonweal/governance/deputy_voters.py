"""Whether a deputy may vote: named for the seat, allowed by the terms, and its holder not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from commonweal.governance.decide_quorum import QuorumTerms
from commonweal.governance.deputy_right import deputy_doubt
from commonweal.governance.handbook import Meeting, Records
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

    The right to sit is judged as for the quorum; for a vote, the holder must besides not be there.

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
    if doubt := deputy_doubt(records, seat, voter.person, held.on_date):
        return replace(voter, may=None, why=doubt.why, unknown=doubt.unknown)
    unsaid = (
        (terms.deputies_count is not None, "is a deputy, and whether deputies count is not settled",
         ("terms", "value", f"deputies of {held.body}")),
        (seat.voting is not None, "deputises for a seat of which it is not known whether it votes",
         ("seats", "voting", seat.seat)),
    )  # fmt: skip
    for known, why, (table, column, which) in unsaid:
        if not known:
            return replace(voter, may=None, why=why, unknown=fact_missing(table, column, which, _WHY))
    return voter
