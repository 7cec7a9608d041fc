"""Who takes the chair for an item when the chair has an interest in it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from commonweal.answers import Reason
from commonweal.governance.decide_conflicts import Leaving
from commonweal.governance.handbook import Records
from commonweal.governance.membership import seats_on
from commonweal.governance.quorum_cures import listed

_CHAIR, _DEPUTY = "chair", "deputy_chair"


def chair_for_item(
    records: Records, body: str, on: date, leaving: Leaving, there: Collection[str]
) -> tuple[Reason, ...]:
    """That another takes the chair, and who, where the chair leaves or nobody has ruled on the chair yet.

    Args:
        records: The handbook.
        body: The body; empty where one person decides.
        on: The day.
        leaving: Who leaves, or may have to.
        there: Who is in the room.
    """
    if not body or not leaving.out | leaving.perhaps:
        return ()
    seats = seats_on(records, body, on)
    away = leaving.out | leaving.perhaps
    chairs = [person for seat in seats if seat.seat_class == _CHAIR for person in seat.holders if person in away]
    if not chairs:
        return ()
    deputies = [
        person
        for seat in seats
        if _DEPUTY in seat.roles
        for person in seat.holders
        if person in there and person not in away
    ]
    who = listed(chairs)
    ruled = "leaves for this item" if set(chairs) <= leaving.out else "has an interest on which somebody else rules"
    takes = (
        f"{listed(list(dict.fromkeys(deputies)))}, the deputy chair, takes the chair"
        if deputies
        else "no deputy chair who is free of interests is in the room, so those there choose who takes the chair"
    )
    return (Reason(f"{who} is the chair and {ruled}: {takes}.", None, personal=True),)
