"""A table of attributes: conditions as a mask, other clinical values as columns of their own, and what is not kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from tests.unit.population.people.conftest import Bring, rows

from commonweal.problems import BadInput

HEAD = "id,demog.Sex at birth,demog.Age,area.practice"


def table(*columns: str, people: int = 120, **cells: Callable[[int], object]) -> str:
    """A table of so many people, the columns after the first four by their headings."""
    given = dict(zip(columns, cells.values(), strict=True))
    lines = [",".join((HEAD, *given))]
    lines += [
        ",".join((f"p{n}", "female", str(20 + n % 50), "A81001", *(str(cell(n)) for cell in given.values())))
        for n in range(people)
    ]
    return "\n".join(lines) + "\n"


def test_conditions_and_activity_of_two_tables(bring_in: Bring, tmp_path: Path) -> None:
    persons = (
        "id,demog.sex,demog.age,demog.ethnicity,area.practice,socio.deprivation_decile,clinic.asthma,clinic.copd,clinic.misc.bmi\n"
        "x,Female,60,White,A81001,3,1,0,31.5\ny,Male,9,Asian,A81001,4,1,TRUE,\n"
    )
    activity = "id,pod_l1,arr_date,dep_date,Cost,Spec\nx,inpatient,2024-01-01,2024-01-03,1234.56,300\n"
    report = bring_in(persons, None, activity=activity)
    assert report.seals["persons"].conditions == ("asthma", "copd")
    assert report.facts["miscellaneous_columns"] == {"misc_bmi": "number"}
    assert report.facts["miscellaneous_columns_not_kept"] == {}
    assert report.facts["columns_not_used"]["persons"] == []
    people = rows(tmp_path / "out" / "persons.parquet", "age, sex, imd_decile, mask, misc_bmi")
    assert people == [(9, "M", 4, 3, None), (60, "F", 3, 1, 31.5)]
    assert rows(tmp_path / "out" / "activity.parquet", "kind, specialty, cost_pence") == [("inpatient", "300", 123456)]


def test_headings_as_the_contract_of_attributes_writes_them(bring_in: Bring, tmp_path: Path) -> None:
    frailty = ("Not Frail", "Mild Frailty", "Moderate Frailty", "")
    persons = table(
        "clinic.Heart Failure (QOF)", "clinic.miscarriage", "clinic.misc.Repeat Polypharmacy (Count)",
        "clinic.misc.Electronic Frailty Index (EFI) Category",
        heart=lambda n: n % 2, lost=lambda n: 0, drugs=lambda n: n % 7, frailty=lambda n: frailty[n % 4],
    )  # fmt: skip
    report = bring_in(persons, None)
    assert report.seals["persons"].conditions == ("heart_failure", "miscarriage")
    kinds = {"misc_repeat_polypharmacy": "number", "misc_electronic_frailty_index_category": "words"}
    assert report.facts["miscellaneous_columns"] == kinds
    held = rows(tmp_path / "out" / "persons.parquet", "distinct misc_electronic_frailty_index_category")
    assert held == [("Mild Frailty",), ("Moderate Frailty",), ("Not Frail",), (None,)]
    with duckdb.connect() as connection:
        query = f"describe from '{tmp_path}/out/persons.parquet'"
        named = [column for column, *_ in connection.execute(query).fetchall()]
    assert named[-2:] == list(kinds)  # after all others, so that a run reads past them


@pytest.mark.parametrize(("cell", "why"), [
    (lambda n: f"spoke to her about case {n}", "text, which may name somebody"),
    (lambda n: "Mrs Doe rang; see the letter of that day in the record of her neighbour" if n else "no", "holds text"),
    (lambda n: "see <her>\tletter" if n else "no", "holds text"),
    (lambda n: 9990000000 + n, "may be identifiers"),
    (lambda n: 400000 + 3 * n, "may be identifiers"),
    (lambda n: f"p{n}", "may be identifiers"),
    (lambda n: f"2024-05-{1 + n % 28:02d}", "holds days"),
    (lambda n: "", "it is empty"),
], ids=["notes", "long", "signs", "ten figures", "each another", "the identifier", "days", "empty"])  # fmt: skip
def test_what_is_not_kept_is_told_with_its_reason(
    bring_in: Bring, tmp_path: Path, cell: Callable[[int], object], why: str
) -> None:
    report = bring_in(table("clinic.asthma", "clinic.misc_x", asthma=lambda n: 0, x=cell), None)
    assert why in report.facts["miscellaneous_columns_not_kept"]["clinic.misc_x"]
    assert report.facts["miscellaneous_columns"] == {}
    with pytest.raises(duckdb.BinderException):
        rows(tmp_path / "out" / "persons.parquet", "misc_x")


def test_a_cell_that_is_no_number_in_a_column_of_numbers(bring_in: Bring) -> None:
    given = table("clinic.asthma", "clinic.misc.bmi", asthma=lambda n: 0, bmi=lambda n: "n/k" if n == 5 else 20 + n % 9)
    with pytest.raises(BadInput, match=r'row 7, column "clinic.misc.bmi": this is no number, as most'):
        bring_in(given, None)


def test_a_cell_of_a_condition_that_says_neither_is_refused_and_an_empty_one_counted(bring_in: Bring) -> None:
    with pytest.raises(BadInput, match=r'row 4, column "clinic.asthma": this does not say whether somebody has it'):
        bring_in(table("clinic.asthma", asthma=lambda n: "yes" if n == 2 else 0), None)
    report = bring_in(table("clinic.asthma", asthma=lambda n: "" if n % 10 else "1.0"), None)
    assert report.counts["persons"]["people with an empty cell for a condition, taken as without it"] == 108


def test_headings_that_mean_one_thing_or_nothing_and_too_many(bring_in: Bring) -> None:
    with pytest.raises(BadInput) as caught:
        bring_in(table("clinic.COPD", "clinic.copd (QOF)", "clinic.misc.(x)", a=int, b=int, c=int), None)
    assert "two headings mean copd" in str(caught.value)
    assert "cannot name a column" in str(caught.value)
    many = {f"c{n}": (lambda n: n % 3) for n in range(41)}
    with pytest.raises(BadInput, match="more clinical values beside conditions than are kept"):
        bring_in(table("clinic.asthma", *(f"clinic.misc.{name}" for name in many), a=lambda n: 0, **many), None)
