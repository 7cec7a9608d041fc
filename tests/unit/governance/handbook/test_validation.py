"""Rows that do not agree with each other: what is refused, what is told, and where each stands."""

from __future__ import annotations

import time
from datetime import date

import pytest

from commonweal.governance.handbook import (
    Appointment,
    Attendance,
    Body,
    Declaration,
    Direction,
    Function,
    Grant,
    Handbook,
    Meeting,
    Person,
    Row,
    Seat,
    Term,
)
from commonweal.governance.handbook.exchange import example_handbook
from commonweal.governance.handbook.instruments import TERMS
from commonweal.governance.handbook.validation import TERMS_READ, Findings, check_term, validate

DAY, LATER = date(2026, 4, 1), date(2026, 10, 1)
WHERE = 'book.xlsx, sheet "{}", row {}'


def of(*rows: Row) -> Findings:
    return validate(Handbook.of(rows))


def body(name: str = "X", **more: object) -> Body:
    return Body(body=name, name=name, kind="icb", **more)  # type: ignore[arg-type]


def seat(name: str = "S1", **more: object) -> Seat:
    return Seat(seat=name, body="X", title="T", seat_class="member", **more)  # type: ignore[arg-type]


def test_the_example_is_sound() -> None:
    found = validate(example_handbook())
    assert found.errors == []
    assert found.warnings == []


def test_a_reference_that_names_nothing() -> None:
    row = Seat(seat="S", body="Finanse", title="T", seat_class="chair", where=WHERE.format("seats", 7))
    (error,) = of(body("FINANCE"), row).errors
    assert (error.file, error.sheet, error.row, error.column) == ("book.xlsx", "seats", 7, "Body")
    assert error.given == "Finanse"
    assert error.do == "write FINANCE if that is meant, or add Finanse to bodies"


def test_a_reference_in_other_capitals_is_another_id() -> None:
    (error,) = of(body("FINANCE"), Seat(seat="S", body="Finance", title="T", seat_class="chair")).errors
    assert error.do.startswith("write FINANCE")


def test_a_reference_in_a_list() -> None:
    function = Function(function="f", title="F", provision="s.3")
    row = Direction(direction="D", from_body="X", to_body="X", functions=("f", "g"))
    (error,) = of(body(), function, row).errors
    assert (error.column, error.given) == ("Functions", "g")


def test_references_to_an_empty_table_are_told_once() -> None:
    found = of(seat("S1"), seat("S2"))
    assert found.errors == []
    (warning,) = found.warnings
    assert "bodies is empty" in warning.what
    assert "X" in warning.what


def test_references_to_a_table_with_faults_are_left_alone() -> None:
    book = Handbook.of([body("Y"), seat()])
    assert validate(book, incomplete=frozenset({"bodies"})).errors == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([body(from_date=DAY), body(from_date=LATER)], "two names or forms of one body"),
        ([body(), seat(from_date=DAY), seat(from_date=LATER)], "two versions of one seat"),
        ([body(), seat(), seat(from_date=DAY)], "two versions of one seat"),
        (
            [body(), *(Term(body="X", term="quorum", value="7", from_date=day) for day in (DAY, LATER))],
            "two values of one term",
        ),
        (
            [body(), seat(), Person(person="P", name="A"),
             *(Appointment(seat="S1", person="P", from_date=day) for day in (DAY, LATER))],
            "one person holds one seat twice",
        ),
    ],
)  # fmt: skip
def test_versions_that_overlap(rows: list[Row], said: str) -> None:
    (error,) = of(*rows).errors
    assert said in error.what
    assert error.column == "From"


@pytest.mark.parametrize("second", [DAY, LATER], ids=["from the same day", "from another day"])
def test_a_member_for_two_councils_in_two_rows_is_told_how_one_row_holds_both(second: date) -> None:
    councils = [body("CNORTH"), body("CSOUTH")]
    rows = [
        Appointment(seat="S1", person="P", from_date=day, on_behalf_of=(council,))
        for day, council in ((DAY, "CNORTH"), (second, "CSOUTH"))
    ]
    (error,) = of(body(), seat(), Person(person="P", name="A"), *councils, *rows).errors
    assert 'write "CNORTH; CSOUTH" in its column "On behalf of", which takes several codes in one cell' in error.do


def test_versions_that_follow_each_other_are_sound() -> None:
    day_before = date(2026, 9, 30)
    assert of(body(from_date=DAY, to_date=day_before), body(from_date=LATER)).errors == []
    (error,) = of(body(from_date=DAY, to_date=LATER), body(from_date=LATER)).errors
    assert "end on 30 September 2026" in error.do


def test_two_people_in_one_seat_are_told_of() -> None:
    people = [Person(person=each, name=each) for each in ("P", "Q")]
    found = of(body(), seat(), *people, *(Appointment(seat="S1", person=each.person, from_date=DAY) for each in people))
    assert found.errors == []
    (warning,) = found.warnings
    assert "held by another on the same day" in warning.what


def test_many_faults_take_no_long_time() -> None:
    people = [Person(person=f"P{n}", name="A") for n in range(5_000)]
    held = [Appointment(seat="S1", person=f"Q{n}", from_date=DAY) for n in range(5_000)]
    begun = time.process_time()
    found = of(body(), seat(), *people, *held)
    assert time.process_time() - begun < 10
    assert len(found.errors) == 201
    assert len(found.warnings) == 4_999


def test_one_person_in_two_seats_at_one_meeting_is_sound() -> None:
    there = [Attendance(meeting="M", person="P", seat=each) for each in ("S1", "S2")]
    declared = [Declaration(item="I", person="P", statement=each) for each in ("1", "2")]
    meeting = Meeting(meeting="M", body="X", on_date=DAY)
    assert of(body(), seat("S1"), seat("S2"), Person(person="P", name="A"), meeting, *there, *declared).errors == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (body(from_date=LATER, to_date=DAY), "To"),
        (Meeting(meeting="M", body="X", on_date=DAY, starts="10:00", ends="09:00"), "Ends"),
        (Attendance(meeting="M", person="P", arrived="10:00", left="09:59"), "Left"),
    ],
)
def test_what_ends_before_it_begins(row: Row, column: str) -> None:
    rows = [row] if isinstance(row, Body) else [body(), row]
    (error,) = of(*rows).errors
    assert error.column == column
    assert "comes before" in error.what


def test_stays_that_overlap_apologies_of_one_who_came_and_far_off_days_are_told() -> None:
    rows = [
        body(from_date=date(206, 4, 1)),
        Meeting(meeting="M", body="X", on_date=DAY),
        Person(person="P", name="A"), Person(person="Q", name="B"),
        Attendance(meeting="M", person="P", arrived="09:00", left="10:00"),
        Attendance(meeting="M", person="P", arrived="09:30"),
        Attendance(meeting="M", person="Q", apologies=True, arrived="09:30"),
    ]  # fmt: skip
    found = of(*rows)
    assert found.errors == []
    assert len(found.warnings) == 3


def test_terms_that_cannot_be_read() -> None:
    term = Term(body="X", term="quorum", value="enough people", where="terms.csv, row 9")
    (error,) = of(body(), term).errors
    assert (error.file, error.row, error.column, error.given) == ("terms.csv", 9, "Value", "enough people")
    assert "at least 7" in error.expected
    (warning,) = of(body(), Term(body="X", term="review_cycle", value="now and then")).warnings
    assert "review_cycle" in warning.what
    (warning,) = of(body(), Term(body="X", term="quorum_fallback", value="the others")).warnings
    assert "names no row of bodies" in warning.what


def test_limits_that_cannot_be_read() -> None:
    grant = Grant(grant="G", function="f", from_body="X", to_body="X", route="statute", limit="a fair bit")
    (error,) = of(body(), Function(function="f", title="F", provision="s.3"), grant).errors
    assert (error.column, error.given) == ("Limit", "a fair bit")


def test_every_term_has_a_reader_and_each_example_is_read() -> None:
    assert set(TERMS_READ) == set(TERMS)
    for term, reader in TERMS_READ.items():
        for example in reader.examples:
            assert check_term(term, example) is None, (term, example)


@pytest.mark.parametrize("text", ["count", "Count, at most 2", "do not count", "no"])
def test_deputies_are_written_so(text: str) -> None:
    assert check_term("deputies", text) is None


def test_faults_of_rows_without_a_file_name_the_row() -> None:
    (error,) = of(body(), seat("S1", from_date=LATER, to_date=DAY)).errors
    assert str(error).startswith('sheet "seats S1 / 2026-10-01", column "To"')
