"""Conditions on a day, against a slow second version that reads each person's entries one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal import engines as e
from commonweal.population.codelists import Codelist, ConditionRules, codelist, read_codelist, read_rules, rules
from commonweal.population.codelists.conditions import conditions_on, held_at_ages
from commonweal.population.codelists.look_back import months_before
from commonweal.problems import BadInput

LIST = """# name: mine
# version: 1
# source: ours
# status: local
# conditions: asthma ckd depression cancer
code,system,match,role,condition,term,valid_from,valid_to
J45,icd10,prefix,,asthma,,,
N18,icd10,prefix,diagnosis,depression,,2024-01-01,2024-12-31
F32,icd10,prefix,,depression,,,
Z87,icd10,exact,resolved,depression,,,
R94,icd10,exact,measurement,ckd,,,
C50,icd10,prefix,,cancer,,,
"""
RULES = """# name: mine
# version: 1
# source: ours
# status: local
condition,look_back_months,entries_needed,value_below,age_from,age_to,source
asthma,12,1,,6,,
ckd,,2,60,18,,
cancer,60,2,,,,
"""
ON = date(2025, 3, 31)
CODES = ["J45.0", "J459", "N18.1", "F32", "Z87", "R94", "C50.9", "Q99"]


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Codelist, ConditionRules]:
    folder: Path = tmp_path_factory.mktemp("lists")
    (folder / "list.csv").write_text(LIST)
    (folder / "rules.csv").write_text(RULES)
    return read_codelist(folder / "list.csv"), read_rules(folder / "rules.csv")


@pytest.fixture(scope="module")
def engine() -> Iterator[e.Engine]:
    with e.open_engine("duckdb", threads=1) as opened:
        yield opened


def slow(entries: list[tuple[date, str, float]]) -> int:
    """What the rules say of one person, in words turned into loops."""
    past = [(day, code.replace(".", ""), value) for day, code, value in entries if day <= ON]
    asthma = any(code.startswith("J45") and day > date(2024, 3, 31) for day, code, _ in past)
    ckd = len({day for day, code, value in past if code == "R94" and value < 60}) >= 2
    low = [day for day, code, _ in past if code == "F32" or (code.startswith("N18") and day.year == 2024)]
    over = [day for day, code, _ in past if code == "Z87"]
    depression = bool(low) and (not over or max(low) > max(over))
    cancer = len({day for day, code, _ in past if code.startswith("C50") and day > date(2020, 3, 31)}) >= 2
    return asthma | ckd << 1 | depression << 2 | cancer << 3


days = st.sampled_from([date(2020, 3, 31), date(2020, 4, 1), date(2024, 3, 31), date(2024, 4, 1), ON, date(2025, 4, 1)])
entry = st.tuples(days, st.sampled_from(CODES), st.sampled_from([45.0, 59.9, 60.0]))


@given(people=st.lists(st.lists(entry, max_size=6), min_size=1, max_size=8))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_slow_second_version(
    people: list[list[tuple[date, str, float]]], mine: tuple[Codelist, ConditionRules], engine: e.Engine
) -> None:
    listed, ruled = mine
    rows = [(person, *row) for person, entries in enumerate(people) for row in entries]
    connection = engine.connection  # type: ignore[attr-defined]
    connection.execute("create or replace table events (person_id bigint, date date, code varchar, value double)")
    if rows:
        connection.executemany("insert into events values (?, ?, ?, ?)", rows)
    made = conditions_on(e.Scan("events", ("person_id", "date", "code", "value")), CODES, listed, ON, rules=ruled)
    found = dict(engine.execute(made.plan).rows())
    assert {person: found.get(person, 0) for person in range(len(people))} == {
        person: slow(entries) for person, entries in enumerate(people)
    }
    assert made.not_applied == ()


def test_ages_that_registers_hold(mine: tuple[Codelist, ConditionRules], engine: e.Engine) -> None:
    people = e.Rows(("age", "mask"), ((5, 3), (6, 3), (17, 3), (18, 3), (90, 15)))
    kept = e.Sorted(held_at_ages(people, *mine), ("age",))
    assert engine.execute(kept).values("mask") == [0, 1, 1, 3, 15]


def test_a_rule_on_values_without_measurements_is_told() -> None:
    events = e.Scan("events", ("person_id", "date", "code"))
    made = conditions_on(
        events, ["N18.3", "J45.0"], codelist("twenty_conditions_icd10"), ON, rules=rules("rules_cambridge")
    )
    assert made.not_applied == (
        "chronic_kidney_disease: the codelist has no measurements, so it counts by diagnosis alone",
    )


def test_codes_of_another_system_are_refused() -> None:
    with pytest.raises(BadInput, match="Not one code of the events"):
        conditions_on(
            e.Scan("events", ("person_id", "date", "code")), ["73211009"], codelist("charlson_icd10_quan"), ON
        )


def test_months_before_the_end_of_february() -> None:
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)
