"""The words of a question from the public: kept, bounded, shown to the public only once the clerk published them."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import date

import pytest

from commonweal.answers import Verdict
from commonweal.governance.checking import check_handbook
from commonweal.governance.handbook import Handbook, PublicQuestion, Term
from commonweal.governance.handbook.exchange import example_handbook, merge, read_handbook, write_handbook
from commonweal.governance.question_text import length_of, personal_marks
from commonweal.problems import BadInput
from commonweal.site.governance.meeting_acts.questions import hide_text, publish_text, put_question

SYSTEM, MEETING = "EXAMPLE-ICB", "BOARD-2026-05"
PAGE = f"/governance/{SYSTEM}/meetings/{MEETING}/questions/"
MEETING_PAGE = f"/governance/{SYSTEM}/meetings/{MEETING}/"
REGISTER = f"/governance/{SYSTEM}/registers/public_questions/"
WORDS = "When will the evening clinic open, and for whom?"
ASKED = PublicQuestion(question="Q1", meeting=MEETING, received_on=date(2026, 4, 27), text=WORDS, accepted=True)
SENT = {"received_on": "27 April 2026", "words": "", "text": WORDS, "accepted": "yes", "replied_on": ""}


def text_of(response) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to a.b@example.org", "an e-mail address"),
        ("Ring 01632 960 123", "a telephone number"),
        ("My number is 999 123 4567", "a ten-figure number such as an NHS number"),
        ("I live at ZZ99 3CZ", "a postcode"),
        ("She was born in May", "a date that may be somebody's day of birth"),
    ],
)
def test_what_looks_personal_is_named(text, found):
    assert found in personal_marks(text)
    assert personal_marks("On 1 May 2026 the board approved £1,250,000 for 3 years.") == []


@pytest.mark.parametrize("name", ["q.xlsx", "q"])
def test_text_is_written_and_read_back(tmp_path, name):
    row = replace(ASKED, text_published_on=date(2026, 5, 8))
    write_handbook(merge(example_handbook(), [row]).handbook, tmp_path / name)
    assert read_handbook(tmp_path / name).rows(PublicQuestion, question="Q1") == (row,)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"text": "a" * 4001}, "expected at most 4,000"),
        ({"text": "", "text_published_on": date(2026, 5, 8)}, "a text is published that is not there"),
    ],
)
def test_text_is_bounded_and_nothing_blank_is_published(more, told):
    with pytest.raises(BadInput, match=told):
        merge(example_handbook(), [replace(ASKED, **more)])


def test_length_is_counted_from_the_text_where_it_is_not_entered():
    assert length_of(None, WORDS) == 9
    terms = [
        Term(body=SYSTEM, term=name, value=value, clause="7", from_date=date(2022, 7, 1), approved_on=date(2022, 7, 1))
        for name, value in (
            ("public_question_limit", "8 words"),
            ("public_question_deadline", "3 working days"),
            ("public_question_reply", "1 month"),
            ("public_question_repeat_bar", "6 months"),
        )
    ]
    held = merge(example_handbook(), [*terms, ASKED]).handbook
    (found,) = [e for e in check_handbook(held, on=date(2026, 5, 20), rules=["E08"]) if e.finding.subject == "Q1"]
    assert found.verdict is Verdict.FAIL
    assert "has 9 words" in found.finding.sentence


def test_nothing_is_published_unread_and_a_changed_text_is_not_public():
    held = merge(example_handbook(), [replace(ASKED, text="Ring me on 01632 960123")]).handbook
    with pytest.raises(BadInput, match="it seems to hold a telephone number"):
        publish_text(held, question="Q1", on=date(2026, 5, 8), read=False)
    (made,) = publish_text(held, question="Q1", on=date(2026, 5, 8), read=True).put
    assert made.text_published_on == date(2026, 5, 8)
    later = merge(held, [made]).handbook
    assert put_question(later, row=replace(made, words=5)).put[0].text_published_on == date(2026, 5, 8)
    assert put_question(later, row=replace(made, text="Another")).put[0].text_published_on is None
    assert hide_text(later, question="Q1").put[0].text_published_on is None
    with pytest.raises(BadInput, match="not entered"):
        publish_text(Handbook.of([replace(ASKED, text="")]), question="Q1", on=date(2026, 5, 8), read=True)


@pytest.mark.django_db
def test_text_reaches_the_public_only_when_the_clerk_publishes_it(client, secretary, stored):
    from commonweal.site.audit.models import AuditEvent

    client.force_login(secretary)
    seen = re.search(r'name="seen" value="(\w*)"', client.get(PAGE).content.decode())[1]
    assert client.post(PAGE, {**SENT, "seen": seen}).status_code == 302
    assert WORDS in text_of(client.get(PAGE))
    client.logout()
    assert WORDS not in text_of(client.get(REGISTER))
    assert WORDS not in text_of(client.get(MEETING_PAGE))
    assert "Not published" in text_of(client.get(REGISTER))
    assert WORDS not in client.get(REGISTER, {"format": "csv"}).content.decode()
    assert client.get(PAGE).status_code in (302, 403)
    id = f"{MEETING}-Q1"
    said = json.dumps({"do": "publish_text", "question": id})
    assert client.post(PAGE, {"act": said, "names_nobody": "yes"}).status_code in (302, 403)
    assert WORDS not in text_of(client.get(REGISTER))
    client.force_login(secretary)
    unread = client.post(PAGE, {"act": said})
    assert unread.status_code == 400
    assert "“I have read it: it names nobody" in text_of(unread)
    before = AuditEvent.objects.count()
    assert client.post(PAGE, {"act": said, "names_nobody": "yes"}).status_code == 302
    assert AuditEvent.objects.count() == before + 1
    assert not any(WORDS in json.dumps(event.detail, default=str) for event in AuditEvent.objects.all())
    client.logout()
    assert WORDS in text_of(client.get(REGISTER))
    assert f"Questions from the public {WORDS} Came on 27 April 2026; no reply recorded." in text_of(
        client.get(MEETING_PAGE)
    )
    api = client.get(f"/api/governance/{SYSTEM}/registers/public_questions")
    assert WORDS in api.content.decode()
    client.force_login(secretary)
    assert client.post(PAGE, {"act": json.dumps({"do": "hide_text", "question": id})}).status_code == 302
    client.logout()
    assert WORDS not in text_of(client.get(REGISTER))
    assert WORDS not in text_of(client.get(MEETING_PAGE))


@pytest.mark.django_db
def test_too_long_a_text_is_refused_beside_its_field(client, secretary, stored):
    client.force_login(secretary)
    reply = client.post(PAGE, {**SENT, "text": "word " * 1000})
    assert reply.status_code == 400
    assert "Enter 4,000 characters or fewer" in text_of(reply)
