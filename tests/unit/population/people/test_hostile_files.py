"""Hostile files: each fault is told with file, row and column, all at once, and nothing is taken in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.unit.population.people.conftest import PERSONS

from commonweal.cli import main
from commonweal.organisations.bodies import Body, Code, Role, Version
from commonweal.organisations.kinds import Kind
from commonweal.organisations.periods import Period
from commonweal.organisations.register import Register
from commonweal.population.people.importing import ImportReport
from commonweal.problems import BadInput

Bring = Callable[..., ImportReport]

HEAD = "person_id,birth_date,sex,practice,lsoa,imd_decile\n"
GOOD = "p1,1980-01-01,F,A81001,E01000001,3\n"


def told(bring_in: Bring, *tables: str, **more: object) -> str:
    with pytest.raises(BadInput) as caught:
        bring_in(*tables, **more)
    return "\n".join(str(problem) for problem in caught.value.problems)


PERSON_FAULTS = [
    ("q1,1980-02-30,F,A81001,E01000001,3", 'row 3, column "birth_date": this is not a day ("1980-02-30")'),
    ("q2,01/02/1980,F,A81001,E01000001,3", 'row 4, column "birth_date": this is not a day ("01/02/1980")'),
    ("q3,2027-01-01,F,A81001,E01000001,3", 'row 5, column "birth_date": this day is in the future'),
    ("q4,1066-01-01,F,A81001,E01000001,3", 'row 6, column "birth_date": this day is too long ago'),
    ("q5,,F,A81001,E01000001,3", 'row 7, column "birth_date": there is neither a date of birth nor an age'),
    ("q6,1980-01-01,W,A81001,E01000001,3", 'row 8, column "sex": this word is not known ("W"); expected F, M, I, U'),
    ("q7,1980-01-01,,A81001,E01000001,3", 'row 9, column "sex": there is no sex'),
    ("q8,1980-01-01,F,,E01000001,3", 'row 10, column "practice": there is no ODS code'),
    ("q9,1980-01-01,F,A81001,Hartlepool,3", 'row 11, column "lsoa": this is no small area'),
    ("q10,1980-01-01,F,A81001,E01000001,11", 'row 12, column "imd_decile": this number is out of range'),
    ("q11,1980-01-01,F,A81001,E01000001,3.5", 'row 13, column "imd_decile": this is not a whole number'),
    (",1980-01-01,F,A81001,E01000001,3", 'row 14, column "person_id": this row names nobody'),
    ("p\u200b1,1981-01-01,F,A81001,E01000001,3", 'row 15, column "person_id": a sign that cannot be seen stands in'),
    ("p1,1981-01-01,F,A81001,E01000001,3", 'row 16, column "person_id": this person stands in row 2 already'),
]
EVENT_FAULTS = [
    ("p1,2024-13-01,I10", 'events.csv, row 3, column "date": this is not a day'),
    ("p1,,I10", 'events.csv, row 4, column "date": there is no day of the entry'),
    ("p1,1979-12-31,I10", 'events.csv, row 5, column "date": this day is before the person was born'),
    ("p1,2026-01-02,I10", 'events.csv, row 6, column "date": this day is in the future'),
    (",2024-01-01,I10", 'events.csv, row 7, column "person_id": this row names nobody'),
]


def test_every_fault_of_two_files_is_told_at_once(bring_in: Bring) -> None:
    persons = HEAD + GOOD + "".join(f"{row}\n" for row, _ in PERSON_FAULTS)
    events = "person_id,date,code\np1,2024-01-01,I10\n" + "".join(f"{row}\n" for row, _ in EVENT_FAULTS)
    text = told(bring_in, persons, events)
    for _, words in PERSON_FAULTS + EVENT_FAULTS:
        assert words in text
    assert len(text.splitlines()) == len(PERSON_FAULTS) + len(EVENT_FAULTS)


def test_rows_that_are_no_rows(bring_in: Bring) -> None:
    rows = 'p2,1980-01-01,F,A81001,E01000001\np3,"1980-01-01,F,A81001,E01000001,3\n'
    text = told(bring_in, HEAD + GOOD + rows, "person_id,date,code\np1,2024-01-01,I10\n")
    assert "row 3: the row cannot be read" in text
    assert "row 4: the row cannot be read" in text


def test_one_bad_day_among_many_rows_is_found_by_its_row(bring_in: Bring) -> None:
    lines = ["p1,2024-01-01,I10"] * 60_000
    lines[43_210] = "p1,2024-02-31,I10"
    text = told(bring_in, HEAD + GOOD, "person_id,date,code\n" + "\n".join(lines) + "\n")
    assert (
        text
        == 'events.csv, row 43212, column "date": this is not a day ("2024-02-31"); expected a day such as 2025-03-31.'
    )


def test_rows_that_end_with_a_carriage_return_alone(bring_in: Bring) -> None:
    said = "this row ends with a carriage return alone"
    assert f"events.csv, row 1: {said}" in told(bring_in, PERSONS, "person_id,date,code\ra1,2024-01-01,I10\r")
    assert f"opt_outs.csv, row 2: {said}" in told(bring_in, opt_outs="person_id\na1\ra2\r")
    assert f"opt_outs.csv, row 1: {said}" in told(bring_in, opt_outs="person_id\r\r\na1\r\r\n")


def test_a_list_without_headings_is_told_so_and_nobody_is_named(bring_in: Bring) -> None:
    text = told(bring_in, opt_outs="a1\na2\n")
    assert "opt_outs.csv, row 1: the first row has no heading of this table" in text
    assert "person_id or id or patient_id or nhs_number" in text
    assert "a1" not in text


def test_rows_after_one_that_cannot_be_read_keep_their_place(bring_in: Bring) -> None:
    text = told(bring_in, HEAD + GOOD, "person_id,date,code\np1,2024-01-01\np1,2024-01-01,I10\np1,never,I10\n")
    assert "row 2: the row cannot be read" in text
    assert 'row 4, column "date": this is not a day ("never")' in text


def test_many_of_a_kind_are_told_by_twenty_and_counted(bring_in: Bring) -> None:
    rows = "p1,tomorrow,I10\n" * 500
    text = told(bring_in, HEAD + GOOD, "person_id,date,code\n" + rows)
    assert text.count('("tomorrow")') == 20
    assert "500 rows in all" in text


def test_two_vintages_in_one_column(bring_in: Bring, tmp_path: Path) -> None:
    persons = (
        HEAD
        + "p1,1980-01-01,F,A81001,E01000010,3\np2,1980-01-01,F,A81001,E01033769,3\np3,1980-01-01,F,A81001,E01033770,3\n"
    )
    events = "person_id,date,code\np1,2024-01-01,I10\n"
    text = told(bring_in, persons, events)
    assert 'row 2, column "lsoa": this area is only on the map of 2011' in text
    assert "two vintages in one column" in text
    by_row = (
        persons.replace("imd_decile", "imd_decile,lsoa_vintage")
        .replace(",3\n", ",3,2021\n")
        .replace("10,3,2021", "10,3,2011")
    )
    assert bring_in(by_row, events).facts["lsoa_vintage"] == "by row"
    assert "no such area" in told(bring_in, by_row.replace("2011", "2021"), events, out=tmp_path / "again")


def practices() -> Register:
    closed = Body(
        "A81001",
        (Version("Old Surgery", period=Period(date(1974, 4, 1), date(2024, 3, 31))),),
        (Role(Kind.PRACTICE),),
        (Code("A81001"),),
    )
    opened = Body(
        "A81002", (Version("New Surgery", period=Period(date(1974, 4, 1))),), (Role(Kind.PRACTICE),), (Code("A81002"),)
    )
    return Register([closed, opened])


def test_a_practice_that_closed(bring_in: Bring) -> None:
    text = told(bring_in, PERSONS, register=practices())
    assert 'row 2, column "practice": this practice closed on 2024-03-31 ("A81001")' in text
    assert "row 3" in text
    assert "row 4" not in text
    assert bring_in(PERSONS, register=practices(), as_of=date(2024, 3, 31)).facts["practices_checked"]


def test_people_at_closed_practices_are_counted_one_by_one(bring_in: Bring) -> None:
    people = "".join(f"p{number},1960-01-01,F,A81001\n" for number in range(57)) + "q,1960-01-01,M,A81002\n"
    report = bring_in(
        "person_id,birth_date,sex,practice\n" + people, "person_id,date,code\nq,2024-01-01,I10\n",
        register=practices(), accept_closed_practices=True,
    )  # fmt: skip
    assert report.counts["persons"]["people at practices that had closed"] == 57


def test_a_check_digit_is_asked(bring_in: Bring) -> None:
    text = told(bring_in, PERSONS.replace("9990000018", "9990000019"))
    assert "this is no NHS number" in text
    assert "9990000019" not in text


def test_nobody_of_the_events_is_among_the_persons(bring_in: Bring) -> None:
    assert "not one entry belongs to one of the persons" in told(
        bring_in, HEAD + GOOD, "person_id,date,code\nq,2024-01-01,I10\n"
    )


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff\xfe", b"person_id\n", b"PAR1 not parquet", b"\x1f\x8bbroken", b"id;sex\n1;F\n"]
)
def test_files_that_are_no_tables(tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "persons.csv").write_bytes(content)
    (tmp_path / "events.csv").write_text("person_id,date,code\np1,2024-01-01,I10\n")
    (tmp_path / "key").write_bytes(bytes(range(32)))
    given = [
        "--persons",
        str(tmp_path / "persons.csv"),
        "--events",
        str(tmp_path / "events.csv"),
        "--key",
        str(tmp_path / "key"),
    ]
    assert main(["population", "import", *given, "--out", str(tmp_path / "out")]) == 2
    assert "persons.csv" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command_says_what_it_took_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)
    (tmp_path / "persons.csv").write_text(HEAD + GOOD)
    (tmp_path / "events.csv").write_text("person_id,date,code\np1,2024-01-01,i10\n")
    (tmp_path / "key").write_bytes(bytes(range(32)))
    given = [
        "--persons",
        str(tmp_path / "persons.csv"),
        "--events",
        str(tmp_path / "events.csv"),
        "--key",
        str(tmp_path / "key"),
    ]
    assert main(["population", "import", *given, "--out", str(tmp_path / "out"), "--as-of", "2025-03-31"]) == 0
    said = capsys.readouterr().out
    assert "1 persons, 1 events" in said
    assert "codes in lower case, kept in capitals: 1" in said
    assert "Whether practices have closed was not asked" in said
