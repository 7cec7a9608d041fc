"""The private part of a meeting: the reason in the resolution, who has to admit the public, and what comes out."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.answers import Verdict
from commonweal.governance.admission_duty import admission_duty
from commonweal.governance.exclusion_reasons import read_exclusion_reason
from commonweal.governance.handbook import (
    AgendaItem,
    Appointment,
    Body,
    Decision,
    Handbook,
    Meeting,
    Records,
    Seat,
    Term,
)
from commonweal.governance.private_part import private_part
from commonweal.problems import BadInput

HELD, ON = date(2026, 5, 21), date(2026, 6, 1)
BOARD = Body(body="ICB", name="Wealdmarch", kind="icb")
CLEAR = {"private": False}
PAY = {"private": True, "exclusion_reason": "it tells of the pay of named employees", "number": "9"}


def part(*rows, item=None, on=ON, **more):
    held = Meeting(**({"meeting": "M1", "body": "ICB", "on_date": HELD, "open_to_public": True} | more))
    agenda = [AgendaItem(item="M1-9", meeting="M1", title="Pay", **item)] if item else []
    return private_part(Records(Handbook.of([BOARD, held, *agenda, *rows])), "M1", on=on)


def test_an_item_in_private_by_a_resolution_with_a_reason():
    found = part(item=PAY)
    assert (found.verdict, found.whole, found.items[0].ground) == (Verdict.PASS, False, "confidential")
    assert found.resolution.endswith("for the reason given. Item 9: it tells of the pay of named employees.")
    assert found.reasons[0].sources


@pytest.mark.parametrize(
    ("reason", "verdict", "ground"),
    [
        ("none", "FAIL", ""),
        ("", "INSUFFICIENT_DATA", ""),
        ("In the public interest.", "NEEDS_JUDGEMENT", ""),
        ("Private session: section 1(2) of the Public Bodies (Admission to Meetings) Act 1960", "NEEDS_JUDGEMENT", ""),
        ("counsel's advice is heard", "PASS", "advice"),
        ("tenders are compared", "PASS", "confidential"),
        ("the fire brigade explains the alarm system", "PASS", "special"),
    ],
)
def test_the_reason_is_read(reason, verdict, ground):
    read = read_exclusion_reason(reason)
    assert (read.verdict.value, read.ground) == (verdict, ground)
    found = part(item={"private": True, "exclusion_reason": reason})
    assert found.verdict.value == verdict
    assert bool(found.unknowns) is (verdict == "INSUFFICIENT_DATA")


def test_a_whole_meeting_in_private():
    found = part(item=CLEAR, open_to_public=False, exclusion_reason="none")
    assert (found.verdict, found.whole, [item.title for item in found.items]) == (
        Verdict.FAIL, True, ["The whole meeting"],
    )  # fmt: skip
    assert found.sentence.startswith("The whole meeting is taken without the public.")


def test_what_nobody_wrote_down_is_not_taken_for_open():
    assert part(item=CLEAR).verdict is Verdict.NOT_APPLICABLE
    unsaid = part(item=CLEAR, open_to_public=None)
    assert (unsaid.verdict, unsaid.unknowns[0].fact) == (
        Verdict.INSUFFICIENT_DATA, "meetings.open_to_public of M1",
    )  # fmt: skip
    item_unsaid = part(item={"private": None})
    assert [gap.fact for gap in item_unsaid.unknowns] == ["agenda_items.private of M1-9"]
    assert item_unsaid.verdict is Verdict.INSUFFICIENT_DATA
    with pytest.raises(BadInput, match="no such meeting"):
        private_part(Records(Handbook.of([])), "M1", on=ON)


def sits(body, *people):
    rows = []
    for number, person in enumerate(people):
        rows.append(Seat(seat=f"{body}{number}", body=body, title="Member", seat_class="member", voting=True))
        rows.append(Appointment(seat=f"{body}{number}", person=person))
    return rows


@pytest.mark.parametrize(
    ("kind", "people", "term", "verdict"),
    [
        ("committee", ("P1", "P2", "P3"), None, "PASS"),
        ("committee", ("P1",), None, "PASS"),
        ("committee", ("P1", "P9"), "yes", "PASS"),
        ("committee", ("P1", "P9"), "no", "NOT_APPLICABLE"),
        ("committee", ("P1", "P9"), None, "INSUFFICIENT_DATA"),
        ("health_and_wellbeing_board", ("P9",), None, "NOT_APPLICABLE"),
    ],
)
def test_who_has_to_admit_the_public(kind, people, term, verdict):
    rows = [BOARD, Body(body="COM", name="Committee", kind=kind, system="ICB")]
    rows += [*sits("ICB", "P1", "P2", "P3"), *sits("COM", *people)]
    rows += [Term(body="COM", term="meets_in_public", value=term)] if term else []
    assert admission_duty(Records(Handbook.of(rows)), "COM", HELD).verdict.value == verdict


def test_a_committee_that_need_not_meet_in_public_needs_no_resolution():
    rows = [Body(body="COM", name="Committee", kind="committee"), Term(body="COM", term="meets_in_public", value="no")]
    found = part(*rows, body="COM", open_to_public=False)
    assert (found.verdict, found.unknowns) == (Verdict.NOT_APPLICABLE, ())


@pytest.mark.parametrize(
    ("decision", "item", "term", "on", "verdict"),
    [
        ({"published_on": date(2026, 5, 28)}, {}, "10 working days", ON, "PASS"),
        ({}, {}, "10 working days", date(2026, 6, 5), "NOT_YET_DUE"),
        ({}, {}, "10 working days", date(2026, 6, 6), "FAIL"),
        ({"published_on": date(2026, 6, 8)}, {}, "10 working days", date(2026, 6, 6), "FAIL"),
        ({}, {}, None, ON, "INSUFFICIENT_DATA"),
        ({}, {"individual_patient": True}, None, ON, "NOT_APPLICABLE"),
    ],
)
def test_when_its_decisions_come_out(decision, item, term, on, verdict):
    row = Decision(decision="D1", item="M1-9", on_date=HELD, title="A pay award", outcome="approved", **decision)
    terms = [Term(body="ICB", term="minutes_published_within", value=term)] if term else []
    found = part(row, *terms, item=PAY | item, on=on).decisions[0]
    assert found.verdict.value == verdict
    assert (found.title == "A pay award") is not bool(item)
    assert (found.due == date(2026, 6, 5)) is bool(term)


def test_the_private_part_is_plain_json():
    row = Decision(decision="D1", item="M1-9", on_date=HELD, title="A pay award", outcome="approved")
    shown = part(row, item=PAY).to_json()
    assert (shown["verdict"], shown["items"][0]["item"], shown["decisions"][0]["due"]) == ("PASS", "M1-9", None)
