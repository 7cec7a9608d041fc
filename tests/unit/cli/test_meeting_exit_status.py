"""Exit statuses of `commonweal meeting`: the item in hand at a minute, work that is open afterwards, and receipts."""

from __future__ import annotations

import json
from datetime import date

import pytest

from commonweal.cli import main
from commonweal.governance.handbook import (
    AgendaItem,
    Appointment,
    Attendance,
    Body,
    Decision,
    Declaration,
    Handbook,
    Meeting,
    Person,
    Seat,
    Term,
)
from commonweal.governance.handbook.exchange import write_handbook

DAY = date(2026, 5, 7)


def rows(*more, quorum="2"):
    """Three members of one committee, all there from 09:30 to 11:00, with one item in hand from 10:00."""
    built = [
        Body(body="FIN", name="Finance Committee", kind="committee"),
        Term(body="FIN", term="quorum", value=quorum),
        Term(body="FIN", term="meets_in_public", value="yes"),
        Meeting(meeting="M1", body="FIN", on_date=DAY, starts="09:30", ends="11:00", open_to_public=True),
        AgendaItem(
            item="M1-1", meeting="M1", number="1", title="Scanner", for_decision=True, counterparties=("none",),
            private=False, starts="10:00", ends="10:30",
        ),
    ]  # fmt: skip
    for number in "123":
        built += [
            Person(person=f"P{number}", name=f"Person {number}"),
            Seat(seat=f"F{number}", body="FIN", title=f"Member {number}", seat_class="member", voting=True),
            Appointment(seat=f"F{number}", person=f"P{number}"),
            Attendance(meeting="M1", person=f"P{number}", seat=f"F{number}"),
        ]
    return [*built, *more]


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))

    def asked(built, action, *words):
        folder = tmp_path / "handbook"
        write_handbook(Handbook.of(built), folder)
        status = main(["meeting", action, "--handbook", str(folder), "--meeting", "M1", *words])
        return status, capsys.readouterr().out

    return asked


EXCLUDED = Declaration(item="M1-1", person="P1", action="excluded", decided_by="chair", reason="a stake")
WAITING = Declaration(item="M1-1", person="P1")
DECIDED = Decision(decision="D1", item="M1-1", meeting="M1", on_date=DAY, title="Buy it", outcome="approved")


@pytest.mark.parametrize(
    ("more", "quorum", "at", "status"),
    [
        ((), "2", "10:10", 0),
        ((EXCLUDED,), "3", "10:10", 1),
        ((EXCLUDED,), "3", "10:40", 0),
        ((EXCLUDED,), "2", "10:10", 0),
        ((WAITING,), "3", "10:10", 3),
        ((WAITING,), "2", "10:10", 3),
        ((WAITING,), "2", "09:40", 0),
        ((), "4", "10:10", 1),
    ],
    ids=[
        "quorate", "not quorate for the item", "the item is over", "quorate without who left", "hangs on a ruling",
        "a ruling is awaited", "before the item", "the meeting is not quorate",
    ],
)  # fmt: skip
def test_clock_at_a_minute_ends_as_the_item_in_hand_stands(ask, more, quorum, at, status):
    assert ask(rows(*more, quorum=quorum), "clock", "--at", at)[0] == status


def test_clock_without_a_minute_looks_at_the_item_that_has_not_ended(ask):
    running = [row for row in rows(EXCLUDED, quorum="3") if not isinstance(row, AgendaItem)]
    item = AgendaItem(item="M1-1", meeting="M1", title="Scanner", for_decision=True, starts="10:00")
    assert ask([*running, item], "clock")[0] == 1
    assert "Waits for a ruling on: Person 1" in ask(rows(WAITING), "clock", "--at", "10:10")[1]


@pytest.mark.parametrize(
    ("more", "quorum", "on", "status", "told"),
    [
        ((), "2", "2026-05-08", 3, "Scanner was for decision, and what became of it is not recorded."),
        ((), "4", "2026-05-08", 3, "Scanner was for decision; it was not quorate, and what became of it"),
        ((), "2", "2026-05-01", 0, "Scanner is for decision on 7 May 2026."),
        ((DECIDED,), "2", "2026-05-08", 3, "Buy it: No publication is recorded, and by when Finance Committee"),
        (
            (DECIDED, Term(body="FIN", term="minutes_published_within", value="10 days")),
            *("2", "2026-05-08", 0, "Buy it: It is to be published by 17 May 2026."),
        ),
        (
            (DECIDED, Term(body="FIN", term="minutes_published_within", value="10 days")),
            *("2", "2026-06-08", 1, "Buy it: It was to be published by 17 May 2026, and no publication"),
        ),
        (
            (Decision(decision="D1", item="M1-1", meeting="M1", on_date=DAY, title="Buy it"),),
            *("2", "2026-05-08", 3, "How the decision Buy it went is not recorded."),
        ),
        (
            (Decision(decision="D1", item="M1-1", meeting="M1", on_date=DAY, title="Buy it", outcome="approved",
                      published_on=DAY),),
            *("2", "2026-05-08", 0, "Nothing is open."),
        ),
        (
            (Decision(decision="D1", item="M1-1", meeting="M1", on_date=DAY, title="Buy it", outcome="deferred"),),
            *("2", "2026-05-08", 0, "Nothing is open."),
        ),
    ],
    ids=[
        "no decision", "not quorate and no decision", "before the meeting", "not published", "to be published",
        "overdue", "no outcome", "published", "deferred",
    ],
)  # fmt: skip
def test_after_a_meeting_open_work_is_named_and_decides_the_status(ask, more, quorum, on, status, told):
    ended, printed = ask(rows(*more, quorum=quorum), "after", "--on", on)
    assert told in printed
    assert ended == status


def test_open_work_is_in_the_json(ask):
    status, printed = ask(rows(), "after", "--on", "2026-05-08", "--json")
    found = json.loads(printed)["open"]
    assert (status, [(each["item"], each["verdict"]) for each in found]) == (3, [("M1-1", "INSUFFICIENT_DATA")])


@pytest.mark.parametrize(
    ("action", "words", "status"), [("clock", ["--at", "10:10"], 1), ("votes", [], 3)], ids=["clock", "votes"]
)
def test_receipt_of_a_meeting_gives_the_same_answer_again(ask, tmp_path, action, words, status, db):
    from commonweal.answers import Receipt
    from commonweal.wiring import today

    file = tmp_path / "receipt.json"
    ended, printed = ask(rows(EXCLUDED, quorum="3"), action, *words, "--receipt", str(file))
    assert ended == status
    assert "registered in the audit chain" in printed
    receipt = Receipt.read(file)
    checked = today(receipt)
    assert receipt.answer.exit_status == status
    assert [checked.intact.verdict, checked.replayed.verdict] == ["PASS", "PASS"]
