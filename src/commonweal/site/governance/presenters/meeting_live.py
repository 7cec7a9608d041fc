"""What the page of a running meeting shows: every seat with who is there, the agenda, and the clock of the quorum."""

from __future__ import annotations

from typing import Any

from commonweal.answers import Verdict
from commonweal.governance.handbook import AgendaItem, Attendance, Deputy, Handbook, Meeting, Records
from commonweal.governance.item_in_hand import in_hand, verdict_in_hand
from commonweal.governance.meeting_clock import MeetingClock, clock
from commonweal.governance.membership import seats_on
from commonweal.site.governance.change import stamp
from commonweal.site.governance.meeting_acts.items import item_label
from commonweal.site.governance.meeting_acts.seats import open_stay, rows_of
from commonweal.site.governance.minute_shown import minute_shown
from commonweal.site.governance.presenters.citations import cites
from commonweal.site.governance.presenters.names import address, capital, people_of


def clock_of(handbook: Handbook, meeting: Meeting) -> MeetingClock:
    """The clock of the meeting at the minute that is shown."""
    return clock(Records(handbook), meeting.meeting, at=minute_shown(handbook, meeting))


def headline(told: MeetingClock, items: list[dict[str, Any]]) -> dict[str, Any]:
    """What the page says first: how the item in hand stands, or the meeting where no item for decision is in hand.

    The verdict takes the meeting and the item together, so that a quorate meeting hides no item that is not, and none
    that waits for a ruling.
    """
    current = in_hand(told)
    item = next((each for each in items if current is not None and each["id"] == current.item), None)
    verdict = verdict_in_hand(told)
    if item is None or item["verdict"] is None or verdict in (Verdict.NOT_YET_DUE, Verdict.NOT_APPLICABLE):
        return {"item": item, "verdict": told.verdict, "sentence": told.sentence, "cites": cites(told.reasons)}
    sentence = item["sentence"]
    if told.verdict is Verdict.FAIL and item["verdict"] is not Verdict.FAIL:
        # A vote that was taken stands; the meeting has lost its quorum since.
        sentence = f"{told.sentence} {sentence}"
    if verdict is Verdict.NEEDS_JUDGEMENT and item["perhaps"]:
        sentence = f"The chair has to rule on {' and '.join(item['perhaps'])} before this item is decided. {sentence}"
    return {"item": item, "verdict": verdict, "sentence": sentence, "cites": item["cites"]}


def seats_shown(handbook: Handbook, meeting: Meeting) -> list[dict[str, Any]]:
    """Every seat of the body: who holds it and who deputises, where each of them is, and what can be pressed."""
    records, people = Records(handbook), people_of(handbook)
    shown = []
    for seat in seats_on(records, meeting.body, meeting.on_date):
        holders = [_person(handbook, meeting, people, person, seat.seat) for person in seat.holders]
        filled = any(each["state"] == "in" for each in holders)
        deputies = [
            _person(handbook, meeting, people, row.person, seat.seat, deputy=True)
            for row in records.rows(Deputy, seat=seat.seat)
            if row.holds_on(meeting.on_date) and row.person not in seat.holders
        ]
        shown.append(
            {
                "title": seat.title or seat.seat,
                "voting": seat.voting,
                "people": holders,
                "deputies": [each for each in deputies if not filled or each["state"] in ("in", "left")],
            }
        )
    return shown


def guests_shown(handbook: Handbook, meeting: Meeting, seats: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those who are there, or were, and stand in no seat of the list."""
    listed = {each["person"] for seat in seats for each in (*seat["people"], *seat["deputies"])}
    rows = handbook.rows(Attendance, meeting=meeting.meeting)
    others = dict.fromkeys((row.person, row.seat) for row in rows if row.person not in listed)
    people = people_of(handbook)
    return [_person(handbook, meeting, people, person, seat) for person, seat in others]


def stays_shown(handbook: Handbook, name: str, meeting: Meeting) -> list[dict[str, str]]:
    """Every stay as it is entered, each with the page that corrects it."""
    people = people_of(handbook)
    return [
        {
            "words": f"{people.get(row.person, row.person)}, {row.arrived or 'from the start'} to {row.left or 'now'}",
            "href": address(
                "live_time", name, meeting.meeting, person=row.person, seat=row.seat, arrived=row.arrived or ""
            ),
        }
        for row in handbook.rows(Attendance, meeting=meeting.meeting)
        if not row.apologies
    ]


def items_shown(handbook: Handbook, name: str, meeting: Meeting, told: MeetingClock) -> list[dict[str, Any]]:
    """The agenda with the times of each item and, once it has started, how its quorum stands."""
    people, clocks = people_of(handbook), {each.item: each for each in told.items}
    rows = handbook.rows(AgendaItem, meeting=meeting.meeting)
    shown = []
    for row in rows:
        state = "running" if row.starts and not row.ends else "ended" if row.ends else "waiting"
        each = clocks[row.item]
        judged = state != "waiting" and row.for_decision is not False
        times = f"{row.starts} to {row.ends}" if row.ends else f"in hand since {row.starts}" if row.starts else ""
        shown.append(
            {
                "id": row.item,
                "number": row.number,
                "title": row.title,
                "label": item_label(row),
                "state": state,
                "times": times,
                "private": row.private,
                "verdict": each.verdict if judged else None,
                "sentence": each.sentence if judged else "",
                "turns": each.turns if judged else (),
                "out": [people.get(person, person) for person in each.out],
                "perhaps": [people.get(person, person) for person in each.perhaps],
                "cures": [f"{capital(cure)}." for cure in each.cures] if judged else [],
                "cites": cites(each.reasons) if judged else [],
                "href": address("live_item", name, meeting.meeting, row.item),
            }
        )
    return shown


def items_seen(handbook: Handbook, meeting: Meeting) -> str:
    """The mark of the agenda as the page shows it."""
    return stamp(handbook.rows(AgendaItem, meeting=meeting.meeting))


def people_choices(handbook: Handbook, meeting: Meeting) -> list[tuple[str, str]]:
    """Everybody whom the handbook knows and who is not in the room."""
    there = {row.person for row in handbook.rows(Attendance, meeting=meeting.meeting) if not row.apologies}
    named = people_of(handbook).items()
    return sorted(((person, name) for person, name in named if person not in there), key=lambda pair: pair[1])


def _person(
    handbook: Handbook, meeting: Meeting, people: dict[str, str], person: str, seat: str, *, deputy: bool = False
) -> dict[str, Any]:
    rows, there = rows_of(handbook, meeting.meeting, person), open_stay(handbook, meeting.meeting, person)
    left = max((row.left for row in rows if row.left), default="")
    if there is not None:
        state, words = "in", f"In the room since {there.arrived or 'the start'}"
        if there.seat not in ("", seat):
            words += ", in another seat"
    elif left:
        state, words = "left", f"Left at {left}"
    elif any(row.apologies for row in rows):
        state, words = "away", "Apologies"
    else:
        state, words = "expected", "Not in the room"
    return {
        "person": person,
        "name": people.get(person, person),
        "seat": seat,
        "deputy": deputy,
        "state": state,
        "words": words,
        "seen": stamp(rows),
    }
