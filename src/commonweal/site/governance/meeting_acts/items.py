"""The running of a meeting: it begins, items start and end, the public is excluded, it ends."""

from __future__ import annotations

from dataclasses import replace

from commonweal.governance.handbook import AgendaItem, Handbook
from commonweal.problems import BadInput, Problem
from commonweal.site.governance.change import Change
from commonweal.site.governance.meeting_acts.finding import (
    clock_time,
    item_of,
    meeting_of,
    meeting_today,
    not_before,
)


def running(handbook: Handbook, meeting: str) -> tuple[AgendaItem, ...]:
    """The items that have started and not ended."""
    return tuple(row for row in handbook.rows(AgendaItem, meeting=meeting) if row.starts and not row.ends)


def begin_meeting(handbook: Handbook, *, meeting: str, at: str) -> Change:
    """The meeting begins: the time takes the place of the planned one.

    Raises:
        BadInput: Its day is still to come.
    """
    held, time = meeting_today(handbook, meeting), clock_time(at)
    if held.ends:
        not_before(held.ends, time, "the meeting has ended by then")
    return Change("when the meeting began", put=(replace(held, starts=time),), rests_on=(held,))


def end_meeting(handbook: Handbook, *, meeting: str, at: str) -> Change:
    """The meeting ends, and with it the item in hand.

    Raises:
        BadInput: Something of it happened later.
    """
    held, time = meeting_today(handbook, meeting), clock_time(at)
    items = handbook.rows(AgendaItem, meeting=meeting)
    if held.ends:
        return Change("the end of the meeting", put=(held,), rests_on=(held, *items))
    not_before(time, held.starts, "the meeting had not begun by then")
    for row in items:
        not_before(time, row.ends or row.starts, f"{item_label(row)} was in hand later")
    ended = tuple(replace(row, ends=time) for row in running(handbook, meeting))
    return Change("the end of the meeting", put=(replace(held, ends=time), *ended), rests_on=(held, *items))


def reopen_meeting(handbook: Handbook, *, meeting: str) -> Change:
    """An end that was entered by mistake is taken back."""
    held = meeting_of(handbook, meeting)
    return Change("that the meeting goes on", put=(replace(held, ends=None),), rests_on=(held,))


def start_item(handbook: Handbook, *, item: str, at: str) -> Change:
    """An item starts, and the one in hand ends at the same minute.

    Raises:
        BadInput: It has ended already, or started before the one in hand.
    """
    row, time = item_of(handbook, item), clock_time(at)
    items, held = handbook.rows(AgendaItem, meeting=row.meeting), meeting_today(handbook, row.meeting)
    if row.starts and not row.ends:
        return Change("the start of an item", put=(row,), rests_on=items)
    if row.ends:
        do = "correct its times on the page of the item"
        raise BadInput(Problem(f"this item ran from {row.starts or 'an unknown time'} to {row.ends}", do=do))
    if held.ends:
        raise BadInput(Problem(f"the meeting ended at {held.ends}", do="take back the end first, if it goes on"))
    for other in items:
        not_before(time, other.ends or other.starts, f"{item_label(other)} was in hand then")
    ended = tuple(replace(other, ends=time) for other in running(handbook, row.meeting))
    return Change("the start of an item", put=(replace(row, starts=time), *ended), rests_on=items)


def end_item(handbook: Handbook, *, item: str, at: str) -> Change:
    """The item in hand ends.

    Raises:
        BadInput: It has not started, or only later.
    """
    row, time = item_of(handbook, item), clock_time(at)
    meeting_today(handbook, row.meeting)
    if row.ends:
        return Change("the end of an item", put=(row,), rests_on=(row,))
    if not row.starts:
        raise BadInput(Problem("this item has not started", do="start it first"))
    not_before(time, row.starts, "this item had not started by then")
    return Change("the end of an item", put=(replace(row, ends=time),), rests_on=(row,))


def correct_item(handbook: Handbook, *, item: str, starts: str, ends: str) -> Change:
    """Times of an item that were entered wrongly are put right; blank is not known, or not yet."""
    row = item_of(handbook, item)
    meeting_today(handbook, row.meeting)
    began = clock_time(starts, "the start of the item") if starts.strip() else None
    ended = clock_time(ends, "the end of the item") if ends.strip() else None
    if ended and not began:
        raise BadInput(Problem("an item that ended has started", given=ends, do="type when it started"))
    if ended:
        not_before(ended, began, "an item cannot end before it starts")
    return Change("corrected times of an item", put=(replace(row, starts=began, ends=ended),), rests_on=(row,))


def go_private(handbook: Handbook, *, item: str, reason: str) -> Change:
    """A resolution excludes the public from an item, for a reason that it states.

    Raises:
        BadInput: No reason is given: the resolution has to state one.
    """
    row = item_of(handbook, item)
    if not reason.strip():
        do = "type the reason that the resolution states"
        raise BadInput(Problem("a resolution that excludes the public states its reason", column="reason", do=do))
    private = replace(row, private=True, exclusion_reason=reason.strip())
    return Change("a resolution that excludes the public", put=(private,), rests_on=(row,))


def return_to_public(handbook: Handbook, *, item: str) -> Change:
    """An item is taken in public after all."""
    row = item_of(handbook, item)
    return Change(
        "that an item is taken in public", put=(replace(row, private=False, exclusion_reason=""),), rests_on=(row,)
    )


def item_label(row: AgendaItem) -> str:
    """An item by its number, or else by its id.

    Example:
        >>> item_label(AgendaItem(item="M-4", meeting="M", title="An item", number="4"))
        'item 4'
    """
    return f"item {row.number or row.item}"
