"""A body says that it has none of something: the rules that look at it do not reach the body, and nothing passes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from commonweal.answers import Verdict
from commonweal.governance.checking import check_handbook
from commonweal.governance.handbook import Body, Direction, Handbook, NilReturn, Row
from commonweal.governance.handbook.nil_returns import MAY_BE_NONE
from commonweal.governance.handbook.validation import validate

ON = date(2026, 5, 1)
ICB = Body(body="QWM", name="Wold and Mere ICB", kind="icb", from_date=date(2022, 7, 1))
SETTLES = {
    "declarations": {"D04"},
    "directions": {"F14"},
    "evaluators": {"D12"},
    "gifts": {"D07", "D08"},
    "pool_contributions": {"F06"},
    "public_questions": {"E08"},
    "reconfigurations": {"K01", "K02", "K03", "K04"},
    "transfers": {"K05"},
}


def verdicts(*rows: Row) -> dict[str, set[Verdict]]:
    found: dict[str, set[Verdict]] = {}
    for each in check_handbook(Handbook.of([ICB, *rows]), on=ON):
        found.setdefault(each.rule.number, set()).add(each.verdict)
    return found


def nil(sheet: str, *, body: str = "QWM", on: date = ON) -> NilReturn:
    return NilReturn(body=body, sheet=sheet, on_date=on, stated_by="company secretary")


@pytest.fixture(scope="module")
def before() -> dict[str, set[Verdict]]:
    return verdicts()


@pytest.mark.parametrize("sheet", sorted(SETTLES))
def test_a_nil_return_settles_the_rules_that_look_at_the_sheet_and_no_others(sheet, before):
    after = verdicts(nil(sheet))
    assert {rule for rule in after if after[rule] != before[rule]} == SETTLES[sheet]
    assert all(after[rule] == {Verdict.NOT_APPLICABLE} for rule in SETTLES[sheet])


def test_only_what_may_truly_be_empty_can_be_stated():
    assert set(SETTLES) | {"breaches"} == set(MAY_BE_NONE)
    assert not {"seats", "appointments", "functions", "meetings", "interests"} & set(MAY_BE_NONE)


@pytest.mark.parametrize(
    "row",
    [nil("directions", on=ON - timedelta(days=1)), nil("directions", body="OTHER")],
    ids=["as at an earlier day", "another body's"],
)
def test_a_nil_return_speaks_for_its_body_and_up_to_its_day(row, before):
    assert verdicts(row) == before


def test_a_fact_that_is_missing_from_a_row_stays_missing():
    nation = Body(body="NHSE", name="NHS England", kind="nhs_england")
    held = Direction(direction="D1", from_body="NHSE", to_body="QWM", functions=("buy",))
    assert verdicts(nation, held, nil("directions"))["F14"] == {Verdict.INSUFFICIENT_DATA}
    (warning,) = validate(Handbook.of([ICB, nation, held, nil("directions")])).warnings[-1:]
    assert "the sheet directions has 1 row" in warning.what


def test_the_finding_says_who_stated_it_and_up_to_when():
    found = check_handbook(Handbook.of([ICB, nil("pool_contributions")]), on=ON)
    (finding,) = (each.finding for each in found if each.rule.number == "F06")
    assert finding.sentence == (
        "The rule reaches nothing: it is stated by the company secretary that up to 1 May 2026 there are no pool "
        "contributions."
    )
