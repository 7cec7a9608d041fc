"""A seat and who sits in it, told in one line; the rows of both follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from commonweal.governance.handbook import Appointment, Row, Seat


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A seat, its holder, and how the holder came into it.

    Args:
        seat: The seat's id.
        body: The body it belongs to.
        title: Its title.
        seat_class: Its class.
        person: Who holds it.
        since: The first day of the holder.
        behalf: The bodies that the holder comes from.
        voting: Whether it votes.
        seat_more: Further columns of the seat.
        more: Further columns of the appointment; they win over what is usual.
    """

    seat: str
    body: str
    title: str
    seat_class: str
    person: str
    since: date
    behalf: tuple[str, ...]
    voting: bool = True
    seat_since: date | None = None
    seat_more: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)

    def rows(self) -> tuple[Row, Row]:
        """The seat and the appointment; the chair's approval and the test of independence precede the first day."""
        before = self.since - timedelta(days=14)
        seat: dict[str, Any] = {
            "appointed_by": "chair",
            "approved_by": "chair",
            "deputy_allowed": self.seat_class in ("executive", "partner", "member"),
            "nominated_by": "none",
            "from_date": self.seat_since or self.since,
        } | self.seat_more
        appointment: dict[str, Any] = {
            "appointed_by": "chair",
            "appointed_on": before,
            "chair_approved_on": before,
            "independence_tested_on": before,
            "independence_undermined": False,
            "interim": False,
        } | self.more
        return (
            Seat(
                seat=self.seat,
                body=self.body,
                title=self.title,
                seat_class=self.seat_class,
                voting=self.voting,
                **seat,
            ),
            Appointment(
                seat=self.seat,
                person=self.person,
                on_behalf_of=self.behalf,
                from_date=self.since,
                **appointment,
            ),
        )


def rows_of(sittings: Iterable[Sitting]) -> list[Row]:
    """Seats first, then appointments."""
    pairs = [sitting.rows() for sitting in sittings]
    return [seat for seat, _ in pairs] + [appointment for _, appointment in pairs]
