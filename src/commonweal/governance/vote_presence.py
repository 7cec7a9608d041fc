"""Whether a person was in the room when a vote was taken."""

from __future__ import annotations

from collections.abc import Sequence

from commonweal.answers import Unknown
from commonweal.governance.handbook import AgendaItem
from commonweal.governance.presence import Stay, minute
from commonweal.governance.voter import fact_missing


def there_at_vote(
    held: Sequence[Stay], item: AgendaItem, person: str, at: str | None
) -> tuple[bool | None, str, Unknown | None]:
    """Whether a person was there; if not or not known, why, and the fact that would settle it.

    Args:
        held: Every stay at the meeting.
        item: The item, whose times stand in where that of the vote is not known.
        person: Who.
        at: When the vote was taken; who left in that minute may have voted first.

    Example:
        >>> voted_on = AgendaItem(item="M1-2", meeting="M1", title="A contract", starts="10:00", ends="10:30")
        >>> there_at_vote([Stay("P1", "", False, 570, 615)], voted_on, "P1", "10:20")[:2]
        (False, 'was not in the room at 10:20')
    """
    if not held:
        gap = fact_missing("attendance", "person", item.meeting, "only who is there may vote")
        return None, "voted, and nobody has written down who was there", gap
    mine = [stay for stay in held if stay.person == person]
    if not mine:
        return False, "was not at the meeting", None
    if at:
        inside = any(stay.arrived <= minute(at) <= stay.left for stay in mine)
        return inside, "" if inside else f"was not in the room at {at}", None
    if item.starts and item.ends:
        first, last = minute(item.starts), minute(item.ends)
        if not any(stay.arrived < last and stay.left > first for stay in mine):
            return False, f"was not in the room for the item, {item.starts} to {item.ends}", None
    else:
        first, last = min(stay.arrived for stay in held), max(stay.left for stay in held)
    if any(stay.arrived <= first and stay.left >= last for stay in mine):
        return True, "", None
    gap = fact_missing("votes", "at", f"{item.item}, {person}", "the person was there for a part of it only")
    return None, "was there for a part only, and the time of the vote is not known", gap
