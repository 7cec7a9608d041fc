"""A list of opt-outs whose rows cannot all be followed is refused; counts of people are counts of people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.population.people.importing import ImportReport
from commonweal.problems import BadInput

Bring = Callable[..., ImportReport]
HEAD = "person_id,birth_date,age,sex,practice,imd_decile\n"


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("person_id\na1,asked by phone\na2\n", "row 2: the row cannot be read"),
        ('person_id\n"a1\na2\n', "the row cannot be read|quotation mark"),
        ("nhs_number\n9990000018\n9990000019\n", r'row 3, column "nhs_number": the check digit shows'),
        ("person_id,nhs_number\na1,\n,\n", r'row 3, column "person_id": this row names nobody'),
        ("person_id\nq8\nq9\n", "nobody on the list of opt-outs is among the persons"),
    ],
    ids=["a remark beside", "a stray quotation mark", "a wrong digit", "an empty row", "strangers alone"],
)
def test_a_row_of_opt_outs_that_cannot_be_followed_stops_the_import(
    bring_in: Bring, tmp_path: Path, listed: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        bring_in(opt_outs=listed)
    assert not (tmp_path / "out").exists()


def test_a_person_named_otherwise_than_in_the_persons_is_not_taken_for_a_stranger(
    bring_in: Bring, tmp_path: Path
) -> None:
    wrong = [
        'a1"',
        "A1",
        "a1;a3",
        "# a1",
        "a1\u00a0a3",
        '"a1,a3"',
        "a1 (mother)",
        "a1\0",
        "0a1",
        "999 000 0018",
        "q7;q8",
        "a1@trust",
        "a1:1",
        "a1=opted out",
        "a1+a3",
        "\uff41\uff11",
    ]
    with pytest.raises(BadInput) as told:
        bring_in(opt_outs="person_id\na2\nq9\n" + "\n".join(wrong) + "\nq10\n")
    assert [problem.row for problem in told.value.problems] == list(range(4, 4 + len(wrong)))
    assert all("no identifier as the persons have it" in str(problem) for problem in told.value.problems)
    assert "a1" not in str(told.value)
    assert not (tmp_path / "out").exists()


def test_strangers_and_identifiers_that_hold_such_signs_are_no_fault(bring_in: Bring) -> None:
    persons = HEAD + "".join(f"{name},1960-01-01,,F,A81001,1\n" for name in ("a#1", "1", "01", "b2"))
    events = "person_id,date,code\nb2,2024-01-01,I10\n"
    report = bring_in(persons=persons, events=events, opt_outs="person_id\na#1\na#9\n01\nq7\n")
    assert report.facts["opt_outs"] == {"given": True, "people_left_out": 2, "not_among_persons": 2}


def test_opt_outs_and_persons_are_told_of_together(bring_in: Bring) -> None:
    with pytest.raises(BadInput) as told:
        bring_in(persons=HEAD + "a1,1950-13-01,,F,A81001,1\n", opt_outs="person_id\na1,asked by phone\n")
    assert "this is not a day" in str(told.value)
    assert "opt_outs.csv" in str(told.value)


def test_rows_that_end_in_two_ways_are_told_with_the_row(bring_in: Bring, tmp_path: Path) -> None:
    persons = HEAD + "a1,1950-01-01,,F,A81001,1\r\na2,1950-01-01,,F,A81001,1\r\n"
    with pytest.raises(BadInput, match=r"persons\.csv, row 2: the rows of this file end in two ways"):
        bring_in(persons=persons)


def test_an_age_that_is_not_that_of_the_birth_is_counted(bring_in: Bring) -> None:
    persons = HEAD + "a1,1960-01-01,12,F,A81001,1\na2,1960-01-01,65,F,A81001,1\n"
    report = bring_in(persons=persons, events="person_id,date,code\na1,2024-01-01,I10\n")
    assert report.counts["persons"]["ages that are not those of the dates of birth, which are used"] == 1


def test_identifiers_that_lost_their_noughts_are_counted(bring_in: Bring) -> None:
    persons = HEAD + "1,1960-01-01,,F,A81001,1\n01,1960-01-01,,F,A81001,1\nx1,1960-01-01,,F,A81001,1\n"
    report = bring_in(persons=persons, events="person_id,date,code\n1,2024-01-01,I10\n")
    assert [n for words, n in report.counts["persons"].items() if "leading noughts" in words] == [1]
