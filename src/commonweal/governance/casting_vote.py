"""The chair's casting vote: who has it, and whether there was a tie for it to break."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.answers import Reason, Unknown, Verdict
from commonweal.governance.decide_quorum import clause_source, term_on
from commonweal.governance.handbook import Vote
from commonweal.governance.membership import name_of
from commonweal.governance.vote_ballots import Ballots, InvalidVote
from commonweal.governance.voter import Voter, fact_missing
from commonweal.governance.voters import VotersOfItem


@dataclass(frozen=True, slots=True)
class CastingVote:
    """What came of the casting vote.

    Args:
        way: ``for`` or ``against`` where one was used and counts; else empty.
        may: Whether the terms give one; None where they do not say.
        open: Whether one was used of which it is not known whether it counts.
        person: Who used one that counts.
        first: Whether the same row stands for the person's ordinary vote too.
        reasons: What it did, or why it does not count.
        unknowns: What would settle whether it counts.
        invalid: The vote, where it does not count.
    """

    way: str = ""
    may: bool | None = None
    open: bool = False
    person: str = ""
    first: bool = False
    reasons: tuple[Reason, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    invalid: tuple[InvalidVote, ...] = ()


def read_casting(room: VotersOfItem, ballots: Ballots) -> CastingVote:
    """The casting vote on an item, if one was used: by who presides, to break a tie, where the terms give one.

    Where the sheet has only this row of the chair's, and the votes are even with one vote more the same way, the row
    stands for both, the vote before and the casting one.
    """
    rows = [row for row in room.records.rows(Vote, item=room.item.item) if row.vote.startswith("casting_")]
    term = term_on(room.records, room.held.body, "casting_vote", room.held.on_date)
    may = None if term is None else term.value.strip().casefold() == "chair"
    if not rows:
        return CastingVote(may=may)
    sources = (clause_source(room.records, term),) if term else ()
    row, way = rows[0], rows[0].vote.removeprefix("casting_")
    voter = room.voter(row.person, row.at)
    presides = _presides(room, voter, row.at)
    tied, first = ballots.tally().tied, False
    if tied is False and row.person not in ballots.counted:
        first = ballots.with_vote(row.person, way).tally().tied is True
        tied = first
    refused = (
        (len(rows) > 1, "is not the only one with a casting vote in this item, and there is one at most"),
        (may is False, "used a casting vote, and the terms give none"),
        (voter.may is False, voter.why),
        (presides is False, "used a casting vote and does not preside"),
        (tied is False, "used a casting vote where the votes were not even"),
    )
    if why := next((why for holds, why in refused if holds), ""):
        told = InvalidVote(row.person, voter.name, row.vote, why, voter.conflicted)
        reason = Reason(f"The casting vote of {voter.name} does not count: {voter.name} {why}.", Verdict.FAIL,
                        sources=sources, personal=True)  # fmt: skip
        return CastingVote(may=may, reasons=(reason,), invalid=(told,))
    gaps = _gaps(room, voter, may, presides)
    if gaps or tied is None:
        sentence = "Whether the casting vote counts cannot be told."
        return CastingVote(
            may=may, open=True, reasons=(Reason(sentence, Verdict.INSUFFICIENT_DATA, sources=sources),), unknowns=gaps
        )
    body = name_of(room.records, room.held.body, room.held.on_date)
    told_way = f"The votes were even, and the casting vote of who presided at {body} was {way}."
    if first:
        told_way += " The vote of the same person that made them even is counted with the others."
    reasons = (Reason(told_way, Verdict.PASS, sources=sources),)
    return CastingVote(way, may, person=row.person, first=first, reasons=reasons)


def _presides(room: VotersOfItem, voter: Voter, at: str | None) -> bool | None:
    """Whether a person presides: the chair, or the deputy chair where the chair is not there or is out of the item."""
    chairs = {person for seat in room.seats if seat.seat_class == "chair" for person in seat.holders}
    deputies = {person for seat in room.seats if "deputy_chair" in seat.roles for person in seat.holders}
    for people in (chairs, deputies):
        may = {person: room.voter(person, at).may for person in people}
        if any(may.values()):
            return bool(may.get(voter.person))
        if None in may.values():
            return None
    return None


def _gaps(room: VotersOfItem, voter: Voter, may: bool | None, presides: bool | None) -> tuple[Unknown, ...]:
    found = [voter.unknown] if voter.unknown else []
    if may is None:
        key = f"casting_vote of {room.held.body}"
        found.append(fact_missing("terms", "value", key, "whether there is a casting vote is settled locally"))
    if presides is None:
        key = f"deputy_chair of {room.held.body}"
        found.append(fact_missing("roles", "person", key, "only who presides has a casting vote"))
    return tuple(found)
