"""Whose interests touch an item: live or ended, own or a spouse's, in the register or not, surely matched or nearly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commonweal.governance.conflicts import conflicts_for, ended_interests
from commonweal.governance.handbook import (
    Appointment,
    Body,
    Employment,
    Handbook,
    Interest,
    Records,
    Row,
    Seat,
    Succession,
)  # fmt: skip

ON = date(2026, 5, 1)
BODIES: tuple[Row, ...] = (
    Body(body="WUH", name="Elmbrook Infirmary NHS Trust", kind="trust", ods_code="RX9", to_date=date(2023, 3, 31)),
    Body(
        body="WUH", name="Wealdmarch University Hospitals NHS Foundation Trust", kind="foundation_trust",
        ods_code="RX9", from_date=date(2023, 4, 1),
    ),
    Body(body="CORVANE", name="Corvane Limited", kind="company", company_number="09123456"),
    Body(body="OLDT", name="Thornmere Community NHS Trust", kind="trust", to_date=date(2024, 3, 31)),
    Succession(old_body="OLDT", new_body="WUH", on_date=date(2024, 4, 1)),
    Seat(seat="BOARD-07", body="QWM", title="Trust partner", seat_class="partner"),
)  # fmt: skip
OWNED = Interest(
    statement="S1", person="P1", kind="financial", counterparty="Corvane Ltd", description="Director and shareholder",
    from_date=date(2025, 1, 1), declared_on=date(2025, 1, 5), mitigation="leaves items on software",
)  # fmt: skip


def asked(*rows, on=ON, counterparties=("CORVANE",), people=("P1",), ask=conflicts_for):
    return ask(Records(Handbook.of([*BODIES, *rows])), counterparties=counterparties, people=people, on=on)


def test_a_direct_financial_interest_excludes_by_default_and_the_sentence_says_why():
    (found,) = asked(OWNED)
    assert (found.person, found.statement, found.kind, found.match) == ("P1", "S1", "financial", "name")
    assert found.excluded
    assert found.standing_action == "leaves items on software"
    for part in ("statement S1", "Corvane Ltd", "by its name", "leaves for this item", "leaves items on software"):
        assert part in found.sentence


@pytest.mark.parametrize("kind", ["non_financial_professional", "non_financial_personal", "indirect"])
def test_every_other_interest_is_left_to_the_chair(kind):
    (found,) = asked(replace(OWNED, kind=kind))
    assert not found.excluded
    assert "The chair rules" in found.sentence


def test_a_financial_interest_of_somebody_close_is_not_direct():
    (found,) = asked(replace(OWNED, held_by="spouse"))
    assert not found.direct
    assert not found.excluded
    assert "held by spouse" in found.sentence


@pytest.mark.parametrize(
    ("columns", "counterparty", "how"),
    [
        ({"counterparty_code": "CORVANE", "counterparty": "the firm"}, "CORVANE", "code"),
        ({"company_number": "9123456", "counterparty": "the firm"}, "Corvane Limited", "company_number"),
        ({"counterparty": "CORVANE LTD."}, "Corvane Limited", "name"),
        ({"counterparty": "Corvanne Ltd"}, "CORVANE", "near"),
        ({"counterparty": "", "description": "Shares in Corvane Limited"}, "CORVANE", "name"),
        ({"counterparty": "Elmbrook Infirmary"}, "RX9", "name"),
        ({"counterparty": "Thornmere Community NHS Trust"}, "WUH", "code"),
        ({"counterparty": "WUHFT"}, "WUH", "near"),
        ({"counterparty": "Some Other Bakery"}, "WUH", None),
    ],
)
def test_how_an_interest_is_matched(columns, counterparty, how):
    found = asked(replace(OWNED, **columns), counterparties=(counterparty,))
    assert [each.match for each in found] == ([how] if how else [])


def test_a_near_match_is_shown_and_excludes_nobody():
    (found,) = asked(replace(OWNED, counterparty="Corvanne Ltd"))
    assert found.match == "near"
    assert not found.excluded
    assert "says whether it is the same organisation" in found.sentence


@pytest.mark.parametrize(
    ("first", "last", "live", "noted"),
    [
        (None, None, 1, 0),
        (ON, None, 1, 0),
        (date(2026, 5, 2), None, 0, 0),
        (None, ON, 1, 0),
        (None, date(2026, 4, 30), 0, 1),
        (None, date(2025, 11, 1), 0, 1),
        (None, date(2025, 10, 31), 0, 0),
    ],
)
def test_an_interest_is_live_between_its_days_and_noted_for_six_months_after(first, last, live, noted):
    row = replace(OWNED, from_date=first, to_date=last)
    assert len(asked(row)) == live
    notes = asked(row, ask=ended_interests)
    assert len(notes) == noted
    assert all("a note, and no bar" in each.sentence and not each.excluded for each in notes)


def test_a_later_statement_takes_the_place_of_the_one_it_supersedes():
    later = replace(OWNED, statement="S2", supersedes="S1", kind="indirect", declared_on=date(2026, 3, 1))
    assert [each.statement for each in asked(OWNED, later)] == ["S2"]
    assert [each.statement for each in asked(OWNED, replace(later, declared_on=date(2026, 6, 1)))] == ["S1", "S2"]
    to_come = replace(later, from_date=date(2026, 6, 1), declared_on=date(2026, 6, 1))
    assert [each.statement for each in asked(OWNED, to_come)] == ["S1"]


def test_an_employer_and_the_body_on_whose_behalf_one_sits_count_without_the_register():
    post = Employment(person="P1", employer="WUH", post="director", from_date=date(2024, 1, 1))
    sits = Appointment(seat="BOARD-07", person="P1", on_behalf_of=("WUH",), from_date=date(2024, 1, 1))
    found = asked(post, sits, counterparties=("RX9",))
    assert {each.kind for each in found} == {"employment", "on_behalf_of"}
    assert not any(each.excluded for each in found)
    assert asked(replace(post, to_date=date(2025, 1, 1)), counterparties=("RX9",)) == ()
    assert asked(replace(sits, to_date=date(2026, 4, 30)), counterparties=("RX9",)) == ()


def test_only_those_in_the_room_and_no_nil_returns():
    nil = Interest(statement="S9", person="P1", kind="nil", counterparty="Corvane Ltd")
    assert asked(nil, replace(OWNED, person="P2")) == ()
    assert len(asked(nil, replace(OWNED, person="P2"), people=("P1", "P2"))) == 1


def test_each_organisation_of_an_item_is_matched_and_no_organisation_touches_nobody():
    assert asked(OWNED, counterparties=()) == ()
    assert [each.counterparty for each in asked(OWNED, counterparties=("RX9", "CORVANE", "CORVANE"))] == ["CORVANE"]


def test_two_parts_of_a_body_that_was_split_are_not_one():
    rows = [
        Body(body="PART", name="Larkrise Care", kind="provider", from_date=date(2024, 4, 1)),
        Succession(old_body="OLDT", new_body="PART", on_date=date(2024, 4, 1)),
        replace(OWNED, counterparty="Larkrise Care"),
    ]
    assert asked(*rows, counterparties=("WUH",)) == ()
    assert len(asked(*rows, counterparties=("PART",))) == 1


def test_of_two_bodies_that_the_handbook_has_names_that_are_only_alike_do_not_make_one():
    rows = [
        Body(body="ELM1", name="Elmbrook Hospitals NHS Trust", kind="trust"),
        Body(body="ELM2", name="Elmbrooke Hospitals NHS Trust", kind="trust"),
    ]
    known = replace(OWNED, counterparty="Elmbrook Hospitals NHS Trust")
    assert asked(*rows, known, counterparties=("ELM2",)) == ()
    typed = replace(OWNED, counterparty="Elmbrok Hospitals")
    assert [each.match for each in asked(*rows, typed, counterparties=("ELM1",))] == ["near"]


def test_one_who_sits_in_several_seats_for_a_body_is_told_once():
    rows = [
        Appointment(seat=seat, person="P1", on_behalf_of=("WUH",), from_date=date(2024, 1, 1))
        for seat in ("BOARD-07", "FINANCE-03")
    ]
    (found,) = asked(*rows, counterparties=("RX9",))
    assert "BOARD-07, FINANCE-03" in found.sentence
