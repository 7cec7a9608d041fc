"""What the first page of a handbook shows: how much it holds."""

from __future__ import annotations

from commonweal.governance.handbook import Decision, Grant, Interest, Meeting, Seat
from commonweal.site.governance.handbooks import HandbookShown
from commonweal.site.governance.presenters.bodies import governing_bodies


def overview(shown: HandbookShown) -> list[tuple[str, int]]:
    """How much a handbook holds on its day, as far as the visitor may read it."""
    handbook, on = shown.handbook, shown.day
    return [
        ("bodies that govern", len(governing_bodies(handbook, on))),
        ("seats", sum(row.holds_on(on) for row in handbook.rows(Seat))),
        ("delegations", sum(row.holds_on(on) for row in handbook.rows(Grant))),
        ("statements of interests", len(handbook.rows(Interest))),
        ("meetings", len(handbook.rows(Meeting))),
        ("decisions", len(handbook.rows(Decision))),
    ]
