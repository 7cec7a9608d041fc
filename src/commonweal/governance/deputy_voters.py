"""Whether a deputy may vote: named for the seat, allowed by it and by the terms, and its holder not there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from commonweal.governance.decide_quorum import QuorumTerms
from commonweal.governance.handbook import Attendance, Deputy, Meeting, Records, Seat
from commonweal.governance.membership import name_of
from commonweal.governance.person_names import name_of_person
from commonweal.governance.quorum import SeatAt
from commonweal.governance.voter import Voter, fact_missing

_WHY = "a deputy votes only as the terms allow"


def deputy_voter(
    records: Records,
    held: Meeting,
    person: str,
    *,
    seats: Sequence[SeatAt],
    terms: QuorumTerms,
    holder_there: Callable[[str], bool],
) -> Voter:
    """Whether a person without a seat of his own may vote for one that he deputises for.

    Args:
        records: The handbook, with its sheets of deputies and attendance.
        held: The meeting.
        person: Who.
        seats: Every seat of the body on the day.
        terms: What the body has settled about deputies.
        holder_there: Whether a seat's holder was in the room for the item, and not out of it.
    """
    sat = [row for row in records.rows(Attendance, meeting=held.meeting) if row.person == person]
    written = {row.seat for row in sat if row.seat}
    here = {seat.seat: seat for seat in seats}
    rows = [row for row in records.rows(Deputy, person=person) if row.holds_on(held.on_date)]
    named = {row.seat: row for row in rows if row.seat in here and (not written or row.seat in written)}
    voter = Voter(person, name_of_person(records, person))
    if named:
        judged = [_judge(records, held, voter, row, here[row.seat], terms, holder_there) for row in named.values()]
        able = tuple(seat for each in judged if each.may for seat in each.seats)
        if able:
            return replace(voter, seats=able, deputy=True)
        return next((each for each in judged if each.may is None), judged[0])
    if any(row.deputy for row in sat):
        gap = fact_missing("deputies", "person", person, "a deputy votes only where somebody named the deputy")
        why, into = "sat as a deputy, and nobody is named as deputy for the seat", written & set(here)
        return replace(voter, seats=tuple(sorted(into)), deputy=True, may=None, why=why, unknown=gap)
    return replace(voter, may=False, why=f"holds no seat of {name_of(records, held.body, held.on_date)} on that day")


def _judge(
    records: Records,
    held: Meeting,
    voter: Voter,
    row: Deputy,
    seat: SeatAt,
    terms: QuorumTerms,
    holder_there: Callable[[str], bool],
) -> Voter:
    voter = replace(voter, seats=(seat.seat,), deputy=True)
    holder = next((each for each in seat.holders if holder_there(each)), "")
    versions = [each for each in records.rows(Seat, seat=seat.seat) if each.holds_on(held.on_date)]
    refused = (
        (seat.voting is False, "deputises for a seat without a vote"),
        (terms.deputies_count is False, "is a deputy, and the terms let no deputy count"),
        (row.may_vote is False, "is a deputy who may sit in and not vote"),
        (any(each.deputy_allowed is False for each in versions), "is a deputy for a seat that allows none"),
        (bool(holder), f"is the deputy of {name_of_person(records, holder)}, who was there"),
    )
    if why := next((why for holds, why in refused if holds), ""):
        return replace(voter, may=False, why=why)
    unsaid = (
        (terms.deputies_count, "whether deputies count is not settled", ("terms", "value", f"deputies of {held.body}")),
        (
            row.may_vote,
            "whether this one may vote is not known",
            ("deputies", "may_vote", f"{seat.seat}, {row.person}"),
        ),
        (seat.voting, "whether the seat votes is not known", ("seats", "voting", seat.seat)),
    )
    for known, why, (table, column, key) in unsaid:
        if known is None:
            gap = fact_missing(table, column, key, _WHY)
            return replace(voter, may=None, why=f"is a deputy, and {why}", unknown=gap)
    return voter
