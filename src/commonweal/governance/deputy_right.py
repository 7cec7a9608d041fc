"""Whether somebody who sits as a deputy does so by right: named for the seat, with a vote, and for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.answers import Unknown
from commonweal.governance.handbook import Deputy, Records
from commonweal.governance.quorum_rooms import SeatAt
from commonweal.governance.quorum_terms import quorum_terms
from commonweal.governance.voter import fact_missing

_WHY = "a deputy counts and votes only as the terms allow"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why it is not known whether a deputy sits by right.

    Args:
        why: What is not known, as a sentence without its subject.
        unknown: The fact that would settle it.
    """

    why: str
    unknown: Unknown


def deputy_doubt(records: Records, seat: SeatAt, person: str, on: date) -> Doubt | None:
    """What is not known of a deputy's right to sit; one rule for the quorum and for a vote.

    A deputy has to be named for the seat, with the right to vote said, unless the terms of the body let anyone
    deputise. Whether there can be a deputy of nobody is for the terms, or for a ruling.

    Args:
        records: The handbook.
        seat: The seat.
        person: Who sits in it as a deputy.
        on: The day.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> named = Deputy(seat="F1", person="P2")
        >>> seat = SeatAt("F1", True, holders=("P1",), body="FIN")
        >>> deputy_doubt(Records(Handbook.of([named])), seat, "P2", date(2026, 5, 1)).why
        'is the deputy for F1, and whether this one may vote is not known'
    """
    terms = quorum_terms(records, seat.body, on)
    key = f"{seat.seat}, {person}"
    if not seat.holders and not terms.vacant_too:
        why = f"is a deputy for {seat.seat}: the seat is vacant; whether a deputy of nobody may sit is for the terms "
        return Doubt(f"{why}or a ruling", fact_missing("terms", "value", f"deputies of {seat.body}", _WHY))
    rows = [row for row in records.rows(Deputy, person=person) if row.seat == seat.seat and row.holds_on(on)]
    if not rows and not terms.anyone_deputises:
        why = f"sits in {seat.seat} as a deputy, and nobody is named as deputy for the seat"
        return Doubt(why, fact_missing("deputies", "person", key, _WHY))
    if rows and not any(row.may_vote for row in rows):
        why = f"is the deputy for {seat.seat}, and whether this one may vote is not known"
        return Doubt(why, fact_missing("deputies", "may_vote", key, _WHY))
    return None
