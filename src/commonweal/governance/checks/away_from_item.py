"""Whether somebody who came to a meeting was away for the whole of an item, by the times that are written down."""

from __future__ import annotations

from commonweal.governance.handbook import AgendaItem, Attendance, Records, Vote
from commonweal.governance.presence import minute


def away(records: Records, item: AgendaItem, person: str) -> bool:
    """Whether a person had left before an item, or came only after it; False where the times do not show that.

    A blank time shows nothing, and who voted on an item was there. A vote that is timed outside the item stretches it,
    since one of the two times is wrong and nobody can tell which.

    Args:
        records: The handbook.
        item: The item.
        person: Who.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> item = AgendaItem(item="M1-7", meeting="M1", title="A contract", starts="09:35", ends="10:05")
        >>> left = Attendance(meeting="M1", person="P1", arrived="09:00", left="09:34")
        >>> stayed = Attendance(meeting="M1", person="P2", arrived="09:00")
        >>> records = Records(Handbook.of([item, left, stayed]))
        >>> away(records, item, "P1"), away(records, item, "P2")
        (True, False)
    """
    votes = records.rows(Vote, item=item.item)
    came = [row for row in records.rows(Attendance, meeting=item.meeting, person=person) if not row.apologies]
    if not came or any(vote.person == person for vote in votes):
        return False
    timed = [minute(vote.at) for vote in votes if vote.at]
    opens = min([minute(item.starts), *timed]) if item.starts else None
    closes = max([minute(item.ends), *timed]) if item.ends else None
    return all(
        (opens is not None and row.left and minute(row.left) <= opens)
        or (closes is not None and row.arrived and minute(row.arrived) > closes)
        for row in came
    )
