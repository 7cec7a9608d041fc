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
        ("person_id\nA1\nA2\n", "nobody on the list of opt-outs is among the persons"),
    ],
    ids=["a remark beside", "a stray quotation mark", "a wrong digit", "an empty row", "other capitals"],
)
def test_a_row_of_opt_outs_that_cannot_be_followed_stops_the_import(
    bring_in: Bring, tmp_path: Path, listed: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        bring_in(opt_outs=listed)
    assert not (tmp_path / "out").exists()


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
