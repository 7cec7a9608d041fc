"""Wealdmarch's handbook: whole, the same each time, within its own references, and faulty only where it says so."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from commonweal.answers import Dates, Verdict
from commonweal.demo import codes, handbook
from commonweal.demo.handbook_bodies import FORMS, PLACES, SYSTEM
from commonweal.demo.handbook_days import PRESENT
from commonweal.demo.handbook_faults import FAULTS
from commonweal.demo.handbook_item import write_item
from commonweal.demo.people import practices
from commonweal.demo.wealdmarch import SEED
from commonweal.governance.checking import RuleFinding, check_handbook
from commonweal.governance.decide import can_decide
from commonweal.governance.decide_inputs import read_item
from commonweal.governance.handbook import (
    TABLES,
    Appointment,
    BallotVote,
    Body,
    Function,
    Grant,
    Handbook,
    Interest,
    Meeting,
    Person,
    Seat,
    columns_of,
)
from commonweal.governance.handbook.authority import ROUTES
from commonweal.governance.handbook.exchange import read_handbook, write_handbook
from commonweal.governance.handbook.interests import INTEREST_TYPES


@pytest.fixture(scope="module")
def book() -> Handbook:
    return handbook.wealdmarch_handbook()


@pytest.fixture(scope="module")
def found(book: Handbook) -> list[RuleFinding]:
    return list(check_handbook(book, on=PRESENT))


def test_the_check_finds_the_faults_and_nothing_else(found: list[RuleFinding]) -> None:
    failed = Counter((each.rule.id, each.finding.subject) for each in found if each.verdict is Verdict.FAIL)
    assert failed == Counter((fault.rule, fault.subject) for fault in FAULTS)


def test_findings_write_days_as_people_do(found: list[RuleFinding]) -> None:
    """Ids may end in a day; no day stands alone in figures."""
    told = [f"{each.finding.sentence} {each.finding.do}" for each in found]
    assert not [each for each in told if re.search(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])", each)]


def test_nothing_is_left_open_but_the_map_of_england(found: list[RuleFinding]) -> None:
    """A fictional board stands on no map of England; everything else that is asked can be told."""
    assert {each.rule.number for each in found if each.is_undecided and each.coded} == {"A01", "A02"}


def test_faults_are_told_apart() -> None:
    assert len({(fault.rule, fault.subject) for fault in FAULTS}) == len(FAULTS)
    assert all(fault.sentence.endswith(".") for fault in FAULTS)


def test_it_is_the_same_each_time(book: Handbook) -> None:
    handbook.wealdmarch_handbook.cache_clear()
    assert handbook.wealdmarch_handbook().tables == book.tables


@pytest.mark.parametrize("table", TABLES)
def test_keys_choices_and_references_hold(book: Handbook, table: str) -> None:
    row_class = TABLES[table]
    rows = book.rows(row_class)
    assert max(Counter(row.key for row in rows).values(), default=1) == 1
    for column in columns_of(row_class):
        target = TABLES.get(column.refers_to)
        known = {row.key[0] for row in book.rows(target)} if target else set()
        for row in rows:
            held = getattr(row, column.name)
            values = [value for value in (held if isinstance(held, tuple) else (held,)) if value not in ("", None)]
            assert values or not column.required
            assert not column.choices or set(values) <= set(column.choices)
            assert not target or set(values) <= known


def test_ids_are_those_of_the_register(book: Handbook) -> None:
    made = practices(SEED)
    bodies = {row.body for row in book.rows(Body)}
    assert {practice.code for practice in made} <= bodies
    assert {codes.SYSTEM, codes.REGION, codes.PARTNERSHIP, *codes.FORMER_GROUPS} <= bodies
    assert {codes.network(number) for number in range(1, 22)} <= bodies


def test_the_board_has_all_its_seats_filled(book: Handbook) -> None:
    seats = [seat for seat in book.rows(Seat, body=SYSTEM) if seat.holds_on(PRESENT)]
    assert sum(bool(seat.voting) for seat in seats) >= 15
    for seat in seats:
        holders = [row for row in book.rows(Appointment, seat=seat.seat) if row.holds_on(PRESENT)]
        assert len(holders) == 1


def test_the_places_chose_four_forms(book: Handbook) -> None:
    forms = [row.form for place in PLACES for row in book.rows(Body, body=place) if row.holds_on(PRESENT)]
    assert forms == list(FORMS)
    assert len(set(forms)) == 4


def test_functions_and_every_route_are_there(book: Handbook) -> None:
    held = {row.function for row in book.rows(Function) if row.holds_on(PRESENT)}
    assert len(held) >= 30
    assert {row.route for row in book.rows(Grant)} == set(ROUTES)


def test_the_history_of_a_function_can_be_told(book: Handbook) -> None:
    """Local enhanced services: two groups, then the board, then each place at its own pace."""

    def holders(day: date) -> set[str]:
        rows = book.rows(Grant, function="local_enhanced_services")
        return {row.to_body or row.to_seat for row in rows if row.holds_on(day)}

    assert holders(date(2020, 1, 1)) == set(codes.FORMER_GROUPS)
    assert holders(date(2022, 7, 1)) == {"PRIMARY-CARE"}
    assert holders(date(2023, 4, 1)) == {"PRIMARY-CARE", PLACES[0]}
    assert holders(date(2024, 4, 1)) == {"PRIMARY-CARE", PLACES[0], PLACES[1]}
    assert holders(PRESENT) == {"PRIMARY-CARE", PLACES[0], PLACES[1], "WEALDP4-01", "FINANCE"}


def test_interests_are_of_every_type_and_everybody_has_one(book: Handbook) -> None:
    statements = book.rows(Interest)
    assert {row.kind for row in statements} == set(INTEREST_TYPES)
    assert {row.person for row in statements} == {row.person for row in book.rows(Person)}


def test_a_year_of_meetings_and_a_ballot(book: Handbook) -> None:
    board = sorted(row.on_date for row in book.rows(Meeting, body=SYSTEM))
    assert len(board) == 6
    assert board[0] >= date(2025, 7, 1)
    assert max(row.on_date for row in book.rows(Meeting)) <= date(2026, 6, 30)
    votes = book.rows(BallotVote, ballot="BALLOT-GP-2024")
    assert len(votes) == 150
    assert Counter(row.for_person for row in votes).most_common(1)[0][0] == "P014"


def test_written_and_read_again_it_says_the_same(book: Handbook, tmp_path: Path) -> None:
    write_handbook(book, tmp_path / "wealdmarch")
    assert read_handbook(tmp_path / "wealdmarch").sha256 == book.sha256


def test_the_item_may_be_decided(book: Handbook, tmp_path: Path) -> None:
    item = read_item(yaml.safe_load(write_item(tmp_path).read_text(encoding="utf-8")))
    answer = can_decide(item, handbook=book, dates=Dates.on(date(2026, 5, 28)))
    assert answer.verdict is Verdict.PASS
    assert answer.details["limit_pence"] == 504_000_00
