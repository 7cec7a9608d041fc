"""A meeting and its agenda before it is held: called, changed, items added, moved and taken off."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from commonweal.governance.handbook import AgendaItem, Handbook, Meeting
from commonweal.problems import BadInput, Problem
from commonweal.site.governance.change import Change
from commonweal.site.governance.meeting_acts.finding import item_of, meeting_of


def call_meeting(
    handbook: Handbook,
    *,
    body: str,
    on_date: date,
    starts: str,
    notice_on: date | None = None,
    papers_on: date | None = None,
    open_to_public: bool | None = None,
    exclusion_reason: str = "",
) -> Change:
    """A body is called to meet.

    Raises:
        BadInput: It meets at that time already, and what is recorded of it is something else.
    """
    asked = Meeting(
        meeting=meeting_id(handbook, body, on_date, starts),
        body=body,
        on_date=on_date,
        starts=starts,
        notice_on=notice_on,
        papers_on=papers_on,
        open_to_public=open_to_public,
        exclusion_reason=exclusion_reason,
    )
    there = handbook.rows(Meeting, meeting=asked.meeting)
    if there and there[0] != asked:
        do = "open that meeting and change it there"
        raise BadInput(Problem("this body meets on that day at that time already", given=asked.meeting, do=do))
    return Change("a meeting", put=(asked,), rests_on=there)


def meeting_id(handbook: Handbook, body: str, on_date: date, starts: str) -> str:
    """The id of a meeting: body and month; with the day, and the time, where there is another.

    Example:
        >>> meeting_id(Handbook.of(()), "BOARD", date(2026, 5, 7), "09:30")
        'BOARD-2026-05'
    """
    held = {row.meeting: row for row in handbook.rows(Meeting)}
    tried = (f"{body}-{on_date:%Y-%m}", f"{body}-{on_date.isoformat()}")
    for id in tried:
        row = held.get(id)
        if row is None or (row.body, row.on_date, row.starts) == (body, on_date, starts):
            return id
    return f"{tried[1]}-{starts.replace(':', '')}"


def change_meeting(handbook: Handbook, *, meeting: str, **said: object) -> Change:
    """What was settled of a meeting is changed: times, notice, papers, whether the public is admitted."""
    held = meeting_of(handbook, meeting)
    return Change("what is settled of a meeting", put=(replace(held, **said),), rests_on=(held,))  # type: ignore[arg-type]


def next_item(handbook: Handbook, meeting: str) -> tuple[str, str]:
    """The id and the number of an item that is added to an agenda.

    Example:
        >>> row = AgendaItem(item="M-4", meeting="M", title="An item", number="4")
        >>> next_item(Handbook.of([row]), "M")
        ('M-5', '5')
    """
    held = handbook.rows(AgendaItem, meeting=meeting)
    ends = [re.search(r"(\d{1,6})$", text) for row in held for text in (row.item.removeprefix(meeting), row.number)]
    last = max((int(found[1]) for found in ends if found), default=0)
    return f"{meeting}-{last + 1}", str(last + 1)


def put_item(handbook: Handbook, *, row: AgendaItem) -> Change:
    """An item is put on an agenda, or what stands there is changed; its times stay as they are."""
    meeting_of(handbook, row.meeting)
    there = handbook.rows(AgendaItem, item=row.item)
    if there:
        if there[0].meeting != row.meeting:
            raise BadInput(Problem("an item of another meeting has this id", given=row.item, do="open the page again"))
        row = replace(row, starts=there[0].starts, ends=there[0].ends, recorded_on=there[0].recorded_on)
    return Change("an item on an agenda", put=(row,), rests_on=there)


def move_item(handbook: Handbook, *, item: str, up: bool) -> Change:
    """An item changes places, and numbers, with the one before it or after it."""
    row = item_of(handbook, item)
    items = handbook.rows(AgendaItem, meeting=row.meeting)
    place = items.index(row)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(items):
        return Change("the order of an agenda", put=(row,), rests_on=items)
    numbers = [each.number for each in items]
    if "" in numbers or len(set(numbers)) < len(numbers):
        numbers = [str(number) for number in range(1, len(items) + 1)]
    numbers[place], numbers[other] = numbers[other], numbers[place]
    put = tuple(replace(each, number=number) for each, number in zip(items, numbers, strict=True))
    first, second = min(place, other), max(place, other)
    return Change("the order of an agenda", put=put, rests_on=items, order=(put[second], put[first]))


def take_off_item(handbook: Handbook, *, item: str) -> Change:
    """An item is taken off an agenda; nothing may have been recorded of it."""
    rows = handbook.rows(AgendaItem, item=item)
    return Change("that an item is off an agenda", withdraw=rows, rests_on=rows)
