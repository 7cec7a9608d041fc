"""A meeting whose day is still to come is planned, and not run: nothing that happens at it can be entered before."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commonweal.governance.handbook import AgendaItem, Decision, Handbook, Meeting, Person
from commonweal.problems import BadInput
from commonweal.site.governance.meeting_acts import agenda, decisions, items, seats, votes

DAY = date(2026, 5, 7)
HELD = Handbook.of(
    [
        Person(person="P1", name="Ida Example"),
        Meeting(meeting="M1", body="FIN", on_date=DAY, starts="09:30"),
        AgendaItem(item="M1-1", meeting="M1", title="A contract", starts="09:40"),
        AgendaItem(item="M1-2", meeting="M1", title="Another"),
        Decision(decision="D1", item="M1-1", meeting="M1", on_date=DAY, title="Buy it", outcome="refused"),
    ]
)
DECIDED = {"outcome": "approved", "title": "Buy it", "amount_pence": 0, "quorate": True, "considered": {}}
ACTS = {
    "begins": lambda: items.begin_meeting(HELD, meeting="M1", at="09:30"),
    "ends": lambda: items.end_meeting(HELD, meeting="M1", at="11:00"),
    "an item starts": lambda: items.start_item(HELD, item="M1-2", at="09:45"),
    "an item ends": lambda: items.end_item(HELD, item="M1-1", at="09:45"),
    "times of an item": lambda: items.correct_item(HELD, item="M1-2", starts="09:45", ends=""),
    "an arrival": lambda: seats.arrive(HELD, meeting="M1", person="P1", at="09:30"),
    "a departure": lambda: seats.leave(HELD, meeting="M1", person="P1", at="09:30"),
    "a corrected stay": lambda: seats.correct_stay(
        HELD, meeting="M1", person="P1", seat="", was="09:30", arrived="09:30", left=""
    ),
    "a vote": lambda: votes.record_votes(HELD, item="M1-1", votes={"P1": "for"}, at="09:50"),
    "a decision": lambda: decisions.record_decision(HELD, item="M1-1", **DECIDED),
    "its publication": lambda: decisions.publish_decision(HELD, decision="D1", on=DAY, in_doubt_too=True),
}
REFUSED = "on 7 May 2026; today is 6 May 2026"


@pytest.fixture
def today(monkeypatch):
    def is_(day: date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *given, **more: day)

    return is_


def refusal(act: str) -> str:
    try:
        ACTS[act]()
    except BadInput as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("act", ACTS)
def test_what_happens_at_a_meeting_is_refused_before_its_day_and_not_from_it_on(act, today):
    today(DAY - timedelta(days=1))
    assert (REFUSED.replace("on 7", "of 7") if act == "its publication" else REFUSED) in refusal(act)
    for day in (DAY, DAY + timedelta(days=30)):
        today(day)
        assert "today is" not in refusal(act), "it is done, or refused for another reason"


def test_planning_goes_on_before_its_day(today):
    today(DAY - timedelta(days=1))
    assert agenda.change_meeting(HELD, meeting="M1", starts="10:00").put
    assert agenda.move_item(HELD, item="M1-2", up=True).put
    assert seats.send_apologies(HELD, meeting="M1", person="P1").put
    assert items.go_private(HELD, item="M1-2", reason="the terms of a contract").put


@pytest.mark.django_db
def test_page_says_so_and_refuses(client, stored, secretary, today):
    held = stored.rows(Meeting)[0]
    today(held.on_date - timedelta(days=1))
    client.force_login(secretary)
    live = reverse("governance:live", args=["EXAMPLE-ICB", held.meeting])
    assert "; today is " in client.get(live).content.decode()
    sent = client.post(live, {"act": json.dumps({"do": "begin"}), "time": "09:30"})
    assert sent.status_code == 400
    assert "; today is " in sent.content.decode()
    today(held.on_date)
    assert "; today is " not in client.get(live).content.decode()
