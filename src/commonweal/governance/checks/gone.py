"""Whether a body or a seat's holder that something was left to stands on a day, or had ended by then."""

from __future__ import annotations

from datetime import date

from commonweal.governance.checks.finding import Subject
from commonweal.governance.checks.scope import named, shown
from commonweal.governance.ended_parents import ended_parent
from commonweal.governance.handbook import Body, Grant, Seat
from commonweal.governance.membership import body_on


def gone(subject: Subject, body: str, day: date) -> str:
    """That a body had ended, or had not begun, by a day, in words; empty where it stood or has no row of its own.

    A committee ends with the body that it is a part of.
    """
    rows = subject.records.rows(Body, body=body)
    if not rows:
        return ""
    if standing := body_on(subject.records, body, day):
        above = ended_parent(subject.records, standing, day)
        return f"{named(subject, above.body, day)}, of which it was a part, had ended" if above else ""
    ended = max((row.to_date for row in rows if row.to_date and row.to_date < day), default=None)
    if ended:
        return f"it had ended on {shown(ended)}"
    begins = min((row.from_date for row in rows if row.from_date), default=None)
    return f"it began only on {shown(begins)}" if begins else "it did not stand then"


def receiver_gone(subject: Subject, grant: Grant) -> str:
    """That who receives a grant does not stand on the day asked about, in words; empty where they do."""
    if grant.to_body:
        return gone(subject, grant.to_body, subject.on)
    seats = subject.records.rows(Seat, seat=grant.to_seat) if grant.to_seat else ()
    if not seats:
        return ""
    here = [seat for seat in seats if seat.holds_on(subject.on)]
    return gone(subject, here[0].body, subject.on) if here else "the seat is none of that day"
