"""The item in hand at a minute of a meeting: whether it is quorate then, and whether it waits for a ruling."""

from __future__ import annotations

from commonweal.answers import Verdict, all_of
from commonweal.governance.item_clock import ItemClock
from commonweal.governance.meeting_clock import MeetingClock


def in_hand(found: MeetingClock) -> ItemClock | None:
    """The item under way at the minute of a clock; where no minute was asked about, the one that has not ended.

    Args:
        found: The clock of a meeting.

    Returns:
        None where no item is known to be under way.
    """
    if found.at:
        return next((item for item in found.items if item.item == found.current), None)
    return next((item for item in found.items if item.starts and not item.ends), None)


def verdict_in_hand(found: MeetingClock) -> Verdict:
    """How the meeting and the item in hand stand at the minute of a clock, taken together.

    A meeting may be quorate while the item that it has in hand is not, since somebody left for an interest. An item of
    which the chair has yet to rule on somebody waits for that ruling, even where the quorum stands either way.

    Returns:
        The verdict on the meeting where no item is under way, or the item decides nothing.
    """
    item = in_hand(found)
    if item is None or item.for_decision is False or found.verdict in (Verdict.NOT_YET_DUE, Verdict.NOT_APPLICABLE):
        return found.verdict
    ruling = Verdict.NEEDS_JUDGEMENT if item.perhaps else Verdict.NOT_APPLICABLE
    return all_of((found.verdict, item.verdict, ruling))
