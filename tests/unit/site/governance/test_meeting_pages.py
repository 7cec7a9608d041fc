"""The pages on which a clerk works: who sees them, what they send, and what stands on them."""

from __future__ import annotations

import html
import json
import re

import pytest

pytestmark = pytest.mark.django_db
SYSTEM = "EXAMPLE-ICB"
MEETING = "BOARD-2026-05"
ITEM = f"{MEETING}-1"
DEMO = "/governance/wealdmarch/meetings/FINANCE-2026-04"
OWN = f"/governance/{SYSTEM}/meetings/{MEETING}"
PAGES = ["agenda/", "agenda/new/", "settings/", "live/", "live/time/", "outcomes/", "questions/"]


def text_of(response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def press(client, page, said, **given):
    """Press a button of a page that carries what it does."""
    return client.post(page, {"act": json.dumps(said), **given})


@pytest.mark.parametrize("page", ["../new/", *PAGES, "agenda/{item}/", "live/{item}/"])
def test_demonstration_shows_every_page_and_nothing_to_press(client, page):
    address = f"{DEMO}/{page.format(item='FINANCE-2026-04-1')}".replace("FINANCE-2026-04/../", "")
    response = client.get(address)
    assert response.status_code == 200, text_of(response)[:500]
    assert "stays as it is" in text_of(response)
    assert 'type="submit"' not in response.content.decode()
    assert response.content.decode().count("<h1") == 1


@pytest.fixture
def clerk(client, secretary, stored):
    """A browser in which the company secretary is signed in, with a meeting of the board that has not been held."""
    client.force_login(secretary)
    return client


def rows(table, **where):
    """Rows of the stored handbook."""
    from commonweal.site.governance.records import stored_handbook

    return [row for row in stored_handbook(SYSTEM).tables[table] if all(getattr(row, k) == v for k, v in where.items())]


def events():
    """How many acts stand in the audit chain."""
    from commonweal.site.audit.models import AuditEvent

    return AuditEvent.objects.filter(verb__startswith="governance.").count()


ACTS = {
    "live/": {"do": "leave", "person": "P01"},
    "live/{item}/": {"do": "end_item", "section": "times"},
    "agenda/": {"do": "remove", "item": ITEM},
    "outcomes/": {"do": "publish", "decision": "D-1"},
    "questions/": {"do": "remove", "question": "Q-1"},
    "live/time/?person=P01&seat=BOARD-01&arrived=09:30": {"do": "remove"},
}


@pytest.mark.parametrize("page", ACTS)
@pytest.mark.parametrize(
    ("role", "organisation", "reads"),
    [
        ("", "", False),
        ("member", SYSTEM, False),
        ("partner_organisation", "EXAMPLE-TRUST", False),
        ("administrator", "", False),
        ("company_secretary", "QOP", False),
        ("chair", SYSTEM, True),
        ("auditor", "", True),
    ],
)
def test_nobody_but_the_secretary_writes(client, account, stored, page, role, organisation, reads):
    if role:
        client.force_login(account("somebody", role, organisation))
    address, before = f"{OWN}/{page.format(item=ITEM)}", events()
    shown = client.get(address)
    assert shown.status_code == (200 if reads else 403)
    if reads:
        assert "Only the company secretary of EXAMPLE-ICB" in text_of(shown)
        assert 'name="act"' not in shown.content.decode()
    assert press(client, address, ACTS[page], time="10:00").status_code == 403
    assert events() == before


@pytest.mark.parametrize("page", ACTS)
def test_demonstration_is_written_by_nobody(client, operator_like, page):
    client.force_login(operator_like)
    address = f"{DEMO}/{page.format(item='FINANCE-2026-04-1')}"
    item = {"item": "FINANCE-2026-04-1"} if "item" in ACTS[page] else {}
    assert press(client, address, {**ACTS[page], **item}, time="10:00").status_code == 403


@pytest.fixture
def operator_like(account):
    """A company secretary of the demonstration's own system."""
    return account("demo", "company_secretary", "WEALDM")


def test_signed_in_member_is_told_who_may(client, account, stored):
    client.force_login(account("chair", "chair", SYSTEM))
    refused = press(client, f"{OWN}/live/", ACTS["live/"], time="10:00")
    assert "Only the company secretary of EXAMPLE-ICB" in text_of(refused)


def call(client, **more):
    sent = {"body": SYSTEM, "on_date": "4 June 2026", "starts": "9.30", "open_to_public": "yes", **more}
    return client.post(f"/governance/{SYSTEM}/meetings/new/", sent, follow=True)


def test_meeting_is_called_and_lead_times_are_told(clerk):
    first = call(clerk)
    assert first.redirect_chain[-1][0].endswith("/EXAMPLE-ICB-2026-06/agenda/")
    assert "Papers: due out by 28 May 2026 at the latest (5 working days before; clause 4.7)" in text_of(first)
    count = events()
    assert "Nothing was changed" in text_of(call(clerk))
    assert events() == count
    other = call(clerk, open_to_public="no")
    assert other.status_code == 400
    assert "meets on that day at that time already" in text_of(other)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"body": ""}, "Choose the body that meets"),
        ({"body": "NOBODY"}, "Choose a body from the list"),
        ({"on_date": "31 June 2026"}, "a day that exists"),
        ({"on_date": ""}, "Enter the day of the meeting"),
        ({"starts": "noonish"}, "Enter a time of day"),
        ({"exclusion_reason": "secret"}, "no reason to exclude"),
    ],
)
def test_faults_of_a_meeting_stand_beside_their_fields(clerk, sent, said):
    response = call(clerk, **sent)
    assert response.status_code == 400
    assert said in text_of(response)


def hidden(response, name):
    """What a hidden field of a page carries."""
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1])


def buttons(response):
    """What the buttons of a page carry, by their ids."""
    found = re.findall(r'id="([\w-]+)" name="act" value="([^"]*)"', response.content.decode())
    return {id: json.loads(html.unescape(said)) for id, said in found}


ITEM_SENT = {"title": "A winter plan", "number": "2", "for_decision": "yes", "private": "no", "nobody_gains": "on"}


def test_item_is_added_once_changed_moved_and_taken_off(clerk):
    page = clerk.get(f"{OWN}/agenda/new/")
    sent = {**ITEM_SENT, "item": hidden(page, "item"), "seen": hidden(page, "seen"), "amount": "£1.2m"}
    clerk.post(f"{OWN}/agenda/new/", sent)
    clerk.post(f"{OWN}/agenda/new/", sent)
    (made,) = rows("agenda_items", title="A winter plan")
    assert (made.amount_pence, made.counterparties, made.item) == (120_000_000, ("none",), f"{MEETING}-2")
    # Somebody else who had the same page open does not write over it.
    other = clerk.post(f"{OWN}/agenda/new/", {**sent, "title": "Another item"})
    assert other.status_code == 409
    assert "Somebody else changed this" in text_of(other)
    clerk.post(
        f"{OWN}/agenda/new/",
        {**sent, "title": "Another item", "item": hidden(other, "item"), "seen": hidden(other, "seen")},
    )
    page = clerk.get(f"{OWN}/agenda/")
    press(clerk, f"{OWN}/agenda/", buttons(page)["up-2"])
    assert [row.title for row in rows("agenda_items", meeting=MEETING)] == [
        "A winter plan",
        "A contract for community services",
        "Another item",
    ]
    stale = press(clerk, f"{OWN}/agenda/", buttons(page)["down-1"])
    assert stale.status_code == 409
    assert press(clerk, f"{OWN}/agenda/", buttons(page)["off-3"]).status_code == 302
    assert len(rows("agenda_items", meeting=MEETING)) == 2


def test_faults_of_an_item_are_told_all_at_once(clerk):
    sent = {
        "title": "",
        "amount": "plenty",
        "years": "0",
        "function": "none-such",
        "private": "yes",
        "nobody_gains": "on",
    }
    response = clerk.post(f"{OWN}/agenda/new/", {**sent, "counterparties": "A trust"})
    assert response.status_code == 400
    for said in (
        "what the item is about",
        "in pounds",
        "at least 1 year",
        "from the list",
        "the reason that",
        "tick that",
    ):
        assert said in text_of(response), said


def test_meeting_is_changed_and_a_page_that_is_old_is_refused(clerk):
    page = clerk.get(f"{OWN}/settings/")
    sent = {"starts": "09:30", "notice_on": "27 April 2026", "papers_on": "30 April 2026", "open_to_public": "yes"}
    changed = clerk.post(f"{OWN}/settings/", {**sent, "seen": hidden(page, "seen")}, follow=True)
    assert "30 April 2026, which is 1 working day late" in text_of(changed)
    old = clerk.post(f"{OWN}/settings/", {**sent, "papers_on": "", "seen": hidden(page, "seen")})
    assert old.status_code == 409
    assert rows("meetings", meeting=MEETING)[0].papers_on is not None


@pytest.fixture
def held(clerk):
    """A meeting that has not begun."""
    call(clerk)
    page = f"/governance/{SYSTEM}/meetings/EXAMPLE-ICB-2026-06/agenda/new/"
    clerk.post(page, {**ITEM_SENT, "item": "EXAMPLE-ICB-2026-06-1", "seen": hidden(clerk.get(page), "seen")})
    return f"/governance/{SYSTEM}/meetings/EXAMPLE-ICB-2026-06"


def test_one_press_enters_what_happened_and_the_same_again_nothing(clerk, held):
    live = f"{held}/live/"
    arrive = buttons(clerk.get(live))["arrive-1-1"]
    there = press(clerk, live, arrive, time="09.30")
    assert there.headers["Location"] == f"{live}?time=09.30"
    count = events()
    assert press(clerk, live, arrive, time="09:31").status_code == 302
    assert events() == count
    (row,) = rows("attendance", meeting="EXAMPLE-ICB-2026-06")
    assert (row.person, row.seat, row.arrived, row.left) == ("P01", "BOARD-01", "09:30", None)


def test_two_clerks_at_once_are_told(clerk, held):
    live = f"{held}/live/"
    early = buttons(clerk.get(live))
    press(clerk, live, early["arrive-1-1"], time="09:30")
    once = buttons(clerk.get(live))
    press(clerk, live, once["leave-1-1"], time="10:00")
    press(clerk, live, buttons(clerk.get(live))["arrive-1-1"], time="10:10")
    late = press(clerk, live, once["leave-1-1"], time="10:20")
    assert late.status_code == 409
    assert "Somebody else changed this" in text_of(late)
    # What somebody else entered of another person does not stand in the way.
    assert press(clerk, live, early["arrive-2-1"], time="10:20").status_code == 302


def test_time_is_asked_for_where_the_clock_cannot_say(clerk, held):
    arrive = buttons(clerk.get(f"{held}/live/"))["arrive-1-1"]
    for time, said in (("", "meeting is not today"), ("soon", "not a time of day")):
        response = press(clerk, f"{held}/live/", arrive, time=time)
        assert response.status_code == 400
        assert said in text_of(response)
    assert rows("attendance", meeting="EXAMPLE-ICB-2026-06") == []


def test_clock_gives_the_time_on_the_day(clerk, monkeypatch):
    import datetime
    from zoneinfo import ZoneInfo

    from commonweal.site.governance.views import writing

    now = datetime.datetime(2026, 6, 4, 9, 37, tzinfo=ZoneInfo("Europe/London"))
    call(clerk)
    monkeypatch.setattr(writing.timezone, "localtime", lambda *_: now)
    live = f"/governance/{SYSTEM}/meetings/EXAMPLE-ICB-2026-06/live/"
    press(clerk, live, buttons(clerk.get(live))["arrive-1-1"])
    assert rows("attendance", meeting="EXAMPLE-ICB-2026-06")[0].arrived == "09:37"


@pytest.mark.parametrize(
    "said", ["", "[]", '{"do": "fly"}', '{"do": 3}', "{" * 9000, '{"do": "guest"}', '{"do": "arrive", "person": "X"}']
)
def test_buttons_that_there_are_none_of_are_refused(clerk, held, said):
    count = events()
    for page in ("live/", "live/EXAMPLE-ICB-2026-06-1/", "outcomes/"):
        response = clerk.post(f"{held}/{page}", {"act": said, "time": "09:30"})
        assert response.status_code == 400, page
    assert events() == count


def test_part_of_a_page_comes_back_to_a_script(clerk, held):
    arrive = buttons(clerk.get(f"{held}/live/"))["arrive-1-1"]
    sent = {"act": json.dumps(arrive), "time": "09:30"}
    response = clerk.post(f"{held}/live/", sent, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert 'id="live-parts"' in response.content.decode()
    assert "In the room since 09:30" in text_of(response)


def test_time_is_corrected_and_what_stood_before_is_kept(clerk, held):
    from commonweal.site.governance.models import StoredRow

    live = f"{held}/live/"
    press(clerk, live, buttons(clerk.get(live))["arrive-1-1"], time="09:30")
    address = f"{live}time/?person=P01&seat=BOARD-01&arrived=09:30"
    seen = hidden(clerk.get(address), "seen")
    wrong = press(clerk, address, {"do": "correct"}, arrived="09:40", left="09:35", seen=seen)
    assert "cannot leave before arriving" in text_of(wrong)
    press(clerk, address, {"do": "correct"}, arrived="09:40", left="", seen=seen)
    (row,) = rows("attendance", meeting="EXAMPLE-ICB-2026-06")
    assert row.arrived == "09:40"
    old = StoredRow.objects.filter(system=SYSTEM, table="attendance", state="withdrawn").get()
    assert '"09:30"' in old.fields_json
    assert "no such stay" in text_of(clerk.get(address))


def test_item_is_run_from_declaration_to_published_decision(client, clerk, held, secretary):
    live, item = f"{held}/live/", f"{held}/live/EXAMPLE-ICB-2026-06-1/"
    for number in (1, 2, 3):
        press(clerk, live, buttons(clerk.get(live))[f"arrive-{number}-1"], time="09:30")
    press(clerk, item, buttons(clerk.get(item))["start"], time="09:35")
    declare = buttons(clerk.get(item))["declare"]
    told = {"person": "P03", "action": "stayed_and_voted", "decided_by": "chair", "reason": "Nothing to gain"}
    assert press(clerk, item, declare, **told, time="09:36").headers["Location"].endswith("#interests")
    vote = buttons(clerk.get(item))["record-vote"]
    press(clerk, item, vote, **{"vote-P01": "for", "vote-P02": "against", "vote-P03": "for"}, time="09:40")
    decide = buttons(clerk.get(item))["decide"]
    said = {"outcome": "approved", "title": "To adopt it", "amount": "0", "quorate": "yes", "text-quality": "Looked at"}
    wrong = press(clerk, item, decide, **{**said, "outcome": ""})
    assert wrong.status_code == 400
    assert "To adopt it" in wrong.content.decode()
    press(clerk, item, decide, **said)
    (made,) = rows("decisions", item="EXAMPLE-ICB-2026-06-1")
    assert (made.outcome, made.amount_pence, made.quorate, made.published_on) == ("approved", 0, True, None)
    assert rows("considerations", decision=made.decision)[0].text == "Looked at"
    private = press(clerk, item, buttons(clerk.get(item))["private"], reason="")
    assert "states its reason" in text_of(private)
    publish = buttons(clerk.get(f"{held}/outcomes/"))["publish-1"]
    early = press(clerk, f"{held}/outcomes/", publish, on="3 June 2026")
    assert "on its day or later" in text_of(early)
    client.logout()
    assert "To adopt it" not in text_of(client.get(f"{held}/"))
    client.force_login(secretary)
    press(clerk, f"{held}/outcomes/", publish, on="5 June 2026")
    client.logout()
    assert "To adopt it" in text_of(client.get(f"{held}/"))


def test_private_item_leaves_the_public_page(client, clerk, held):
    item = f"{held}/live/EXAMPLE-ICB-2026-06-1/"
    press(clerk, item, buttons(clerk.get(item))["private"], reason="bids that are still open")
    assert rows("agenda_items", item="EXAMPLE-ICB-2026-06-1")[0].private is True
    client.logout()
    assert "A winter plan" not in text_of(client.get(f"{held}/"))


def test_question_is_entered_once_and_its_limits_are_told(clerk, held):
    page = clerk.get(f"{held}/questions/")
    assert "To be in by: not settled in this handbook" in text_of(page)
    sent = {"received_on": "1 June 2026", "words": "80", "accepted": "yes"}
    sent |= {"question": hidden(page, "question"), "seen": hidden(page, "seen")}
    clerk.post(f"{held}/questions/", sent)
    clerk.post(f"{held}/questions/", sent)
    (row,) = rows("public_questions")
    assert (row.question, row.words, row.accepted) == ("EXAMPLE-ICB-2026-06-Q1", 80, True)
    shown = clerk.get(f"{held}/questions/?question={row.question}")
    clerk.post(
        f"{held}/questions/?question={row.question}",
        {**sent, "replied_on": "10 June 2026", "seen": hidden(shown, "seen")},
    )
    assert rows("public_questions")[0].replied_on is not None
    for wrong, said in (({"received_on": ""}, "on which the question came"), ({"words": "many"}, "whole number")):
        response = clerk.post(f"{held}/questions/", {**sent, **wrong})
        assert response.status_code == 400
        assert said in text_of(response)
    press(clerk, f"{held}/questions/", buttons(clerk.get(f"{held}/questions/"))["remove-1"])
    assert rows("public_questions") == []


def test_what_was_typed_of_a_question_stays_where_it_cannot_be_entered(clerk, held):
    page = f"{held}/questions/"
    sent = {"question": "EXAMPLE-ICB-2026-06-Q1", "received_on": "31 June 2026", "words": "12O", "accepted": "yes"}
    wrong = clerk.post(page, {**sent, "replied_on": "soon"})
    assert wrong.status_code == 400
    text = wrong.content.decode()
    for typed in ("31 June 2026", "12O", "soon"):
        assert f'value="{typed}"' in text, typed
    assert re.search(r'value="yes"[^>]* checked', text)
    assert rows("public_questions", meeting="EXAMPLE-ICB-2026-06") == []


def test_question_that_cannot_be_taken_out_faults_no_field_of_the_form(clerk, held):
    page = f"{held}/questions/"
    seen = hidden(clerk.get(page), "seen")
    clerk.post(page, {"question": "EXAMPLE-ICB-2026-06-Q1", "received_on": "1 June 2026", "seen": seen})
    stale = press(clerk, page, {"do": "remove", "question": "EXAMPLE-ICB-2026-06-Q1", "seen": "000000000000"})
    assert stale.status_code == 409
    assert "Somebody else changed this" in text_of(stale)
    assert "Enter the day" not in text_of(stale)
