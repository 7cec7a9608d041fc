"""The registers that anyone may read: what is in each on a day, and what is left out."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from commonweal.governance.handbook import Breach, Decision, Evaluator, Gift, Person, PublicQuestion
from commonweal.site.governance import actions
from commonweal.site.governance.change import Change
from commonweal.site.governance.handbooks import demonstration, find_handbook
from commonweal.site.governance.presenters.registers import SHOWN, count_shown, register_shown

pytestmark = pytest.mark.django_db
SYSTEM = "EXAMPLE-ICB"
DAY = date(2026, 5, 7)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def filled(secretary, stored):
    """A handbook with something in each register, and something that is not for the public."""
    rows = (
        Person(person="P08", name="Made-up person 8"),
        Gift(
            gift="G1", person="P01", kind="gift", from_whom="A supplier", value_pence=5000, on_date=DAY, accepted=False
        ),
        Gift(gift="G2", person="P08", kind="hospitality", from_whom="A firm", on_date=DAY, accepted=True),
        Gift(gift="G3", person="P01", kind="gift", from_whom="A dayless giver", accepted=True),
        Breach(breach="B1", body=SYSTEM, on_date=DAY, nature="Declared late", outcome="Reminded", published_on=DAY),
        Breach(breach="B2", body=SYSTEM, on_date=DAY, nature="A hidden breach"),
        Decision(decision="D1", meeting="BOARD-2026-05", on_date=DAY, title="Stroke rehabilitation", published_on=DAY),
        Decision(decision="D2", meeting="BOARD-2026-05", on_date=DAY, title="A hidden decision"),
        Evaluator(procurement="Stroke rehabilitation", person="P01", conflicted=True, measure="Stood aside"),
        PublicQuestion(question="Q1", meeting="BOARD-2026-05", received_on=date(2026, 4, 30), accepted=True),
        PublicQuestion(question="Q2", meeting="BOARD-2026-05", received_on=date(2027, 1, 30)),
    )
    actions.change_rows(by=secretary, system=SYSTEM, work=lambda held: Change("rows", put=rows))


@pytest.mark.parametrize(
    ("name", "there", "hidden"),
    [
        (
            "gifts",
            ["Made-up person 1", "A supplier", "£50", "Declined", "1 entry names nobody", "nobody recorded its day"],
            ["Made-up person 8", "dayless"],
        ),
        ("breaches", ["Declared late", "1 breach is not published yet"], ["hidden"]),
        ("decisions", ["Stroke rehabilitation", "1 decision is not published"], ["hidden"]),
        ("procurement_decisions", ["Stroke rehabilitation", "Stood aside"], ["Made-up person 1"]),
        ("public_questions", ["30 April 2026", "No reply recorded"], ["30 January 2027"]),
    ],
)
def test_register_shows_what_is_public_on_a_day(client, filled, name, there, hidden):
    address = f"/governance/{SYSTEM}/registers/{name}/"
    text = text_of(client.get(address, {"on": "1 June 2026"}))
    for words in there:
        assert words in text, words
    file = client.get(address, {"on": "1 June 2026", "format": "csv"}).content.decode()
    assert "2026-0" in file
    for words in hidden:
        assert words not in text, words
        assert words not in file, words
    assert "Why it is public" in text
    before = client.get(address, {"on": "1 January 2026", "format": "csv"}).content.decode()
    if name != "procurement_decisions":
        assert len(before.splitlines()) == 1
    assert client.get(address, {"on": "soon"}).status_code == 400


@pytest.mark.parametrize("on", [date(2025, 1, 1), DAY, date(2027, 6, 1)], ids=str)
def test_index_counts_the_rows_of_each_register_without_making_them(client, filled, on):
    for shown in (demonstration(), find_handbook(SYSTEM, AnonymousUser())):
        for name in SHOWN:
            assert count_shown(shown, name, on) == len(register_shown(shown, name, on).rows), name


def test_index_names_each_register_and_what_makes_it_public(client, filled):
    text = text_of(client.get(f"/governance/{SYSTEM}/registers/"))
    for each in SHOWN.values():
        assert each.title in text
        assert each.law in text
    assert client.get(f"/governance/{SYSTEM}/registers/interests/").headers["Location"].endswith("/interests/")
    assert client.get(f"/governance/{SYSTEM}/registers/secrets/").status_code == 404


@pytest.mark.parametrize("name", [name for name in SHOWN if name != "interests"])
def test_register_of_the_demonstration(client, name):
    page = client.get(f"/governance/wealdmarch/registers/{name}/")
    assert page.status_code == 200
    assert "There is nothing to show" not in text_of(page)
    assert client.get(f"/governance/wealdmarch/registers/{name}/", {"format": "xlsx"}).status_code == 200
