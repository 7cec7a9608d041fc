"""What would make an item quorate: more members, or the body to which it goes where interests leave too few."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from commonweal.answers import Verdict
from commonweal.governance.handbook import Deputy, Records
from commonweal.governance.membership import name_of
from commonweal.governance.quorum import Present, QuorumResult, SeatAt, evaluate
from commonweal.governance.quorum_terms import QuorumTerms, term_on

_MOST_CURES = 3


def item_cures(
    records: Records,
    body: str,
    on: date,
    terms: QuorumTerms,
    seats: Sequence[SeatAt],
    away: Collection[str],
    result: QuorumResult,
) -> tuple[str, ...]:
    """What would mend a quorum that is not met, as one sentence without its stop, or nothing.

    Args:
        records: The handbook.
        body: The body.
        on: The day.
        terms: What the body has settled.
        seats: Its seats on the day.
        away: Who leaves for the item because of an interest, or may have to.
        result: What the quorum made of the room.
    """
    assert terms.quorum is not None
    more = f"{', or '.join(result.cures[:_MOST_CURES])} it would be quorate" if result.cures else ""
    term = term_on(records, body, "quorum_fallback", on) if away else None
    passed_on = f"take it to {name_of(records, term.value, on)}, which the terms name for such an item" if term else ""
    if result.verdict is not Verdict.FAIL or not more:
        return tuple(part for part in (more,) if part)
    could = evaluate(
        terms.quorum,
        seats=seats,
        present=list(_everybody(records, seats, on, away)),
        excluded=away,
        deputies_count=terms.deputies_count,
        most_deputies=terms.most_deputies,
    )
    if could.verdict is Verdict.FAIL:
        free = "who is free to stay " if away else ""
        instead = passed_on or "fill a vacant seat, or take it to another body that may decide it"
        return (f"{more}, but no other member or deputy {free}could make it so: {instead}",)
    return (f"{more}; or {passed_on}" if passed_on else more,)


def _everybody(records: Records, seats: Sequence[SeatAt], on: date, away: Collection[str]) -> Iterator[Present]:
    """Every member, and the deputies for seats whose holders cannot count, as if all were in the room."""
    for seat in seats:
        yield from (Present(person, (seat.seat,)) for person in seat.holders)
        if seat.deputy_allowed is not False and all(person in away for person in seat.holders):
            deputies = [row for row in records.rows(Deputy, seat=seat.seat) if row.holds_on(on)]
            yield from (
                Present(row.person, (seat.seat,), (seat.seat,)) for row in deputies if row.may_vote is not False
            )
