"""Clean handbooks of 36 systems with faults planted at random: the check finds all of them, and nothing else."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from tests.unit.governance.generated import faults_board, faults_meetings, faults_papers, faults_rest
from tests.unit.governance.generated.faults import FAULTS, Fault
from tests.unit.governance.generated.faults_later import LATER, LATER_FAULTS, LaterFault, amended
from tests.unit.governance.generated.handbook import clean_handbook, clean_rows
from tests.unit.governance.generated.plan import ON, Plan

from commonweal.answers import Verdict
from commonweal.governance.checking import check_handbook
from commonweal.governance.checks.all_checks import all_checks
from commonweal.governance.handbook import Handbook, Row
from commonweal.governance.rule_numbers import short
from commonweal.reference import rows as reference_rows

_ = faults_board, faults_meetings, faults_papers, faults_rest  # they register their faults
CODES = tuple(row["icb_code"] for row in reference_rows("geography/icb26_hex.csv"))
NEVER_KEPT_HERE = {
    "A06": "no generated board closes",
    "A09": "no generated board is in a cluster",
}
"""Rules that a clean handbook does not reach, and why."""


def test_every_rule_has_a_fault_that_breaks_it():
    coded = {short(id) for id in all_checks()}
    planted = {rule for fault in FAULTS for rule in fault.rules} | {fault.rule for fault in LATER_FAULTS}
    assert coded == planted


def broken(handbook: Handbook, on: date = ON) -> set[str]:
    found = check_handbook(handbook, on=on)
    return {each.rule.number for each in found if each.verdict is Verdict.FAIL}


def planted(code: str, seed: int, chosen: list[Fault]) -> Handbook:
    plan = Plan(code, seed)
    rows = clean_rows(code, seed, plan)
    for fault in chosen:
        rows = fault.plant(plan, rows)
    return Handbook.of(rows, name=f"{code}-{seed}")


def drawn(random: Random, plan: Plan, number: int) -> list[Fault]:
    """Faults that can be planted together, drawn at random."""
    chosen: list[Fault] = []
    touched: set[str] = set()
    for fault in random.sample(FAULTS, len(FAULTS)):
        if len(chosen) == number:
            break
        if fault.possible(plan) and not fault.touches & touched:
            chosen.append(fault)
            touched |= fault.touches
    return chosen


def test_there_are_36_systems_and_faults_enough():
    assert len(CODES) == 36
    assert len(FAULTS) >= 40
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("seed", [1])
def test_a_clean_handbook_keeps_every_rule(seed):
    kept: set[str] = set()
    for code in CODES:
        found = check_handbook(clean_handbook(code, seed), on=ON)
        open_ones = [each.to_json() for each in found if each.verdict not in (Verdict.PASS, Verdict.NOT_APPLICABLE)]
        assert open_ones == [], code
        kept |= {each.rule.number for each in found if each.verdict is Verdict.PASS}
    of_all = {each.rule.number for each in found}
    assert of_all - kept == set(NEVER_KEPT_HERE)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_each_fault_alone_breaks_the_rules_that_it_names(fault):
    code, seed = next((code, seed) for seed in (1, 2, 3) for code in CODES if fault.possible(Plan(code, seed)))
    assert broken(planted(code, seed, [fault])) == set(fault.rules)


@pytest.mark.parametrize("seed", [11, 12])
def test_what_was_planted_is_found_and_nothing_else(seed):
    random = Random(seed)
    for code in CODES:
        chosen = drawn(random, Plan(code, seed), random.randint(0, 6))
        expected = {rule for fault in chosen for rule in fault.rules}
        assert broken(planted(code, seed, chosen)) == expected, (code, [fault.name for fault in chosen])


@pytest.mark.parametrize("seed", [15])
def test_what_guidance_asks_at_the_next_amendment_is_found_once_it_was_amended(seed):
    random = Random(seed)
    for code in CODES[seed % 4 :: 4]:
        plan = Plan(code, seed)
        kept = rows = amended(plan, clean_rows(code, seed, plan))
        chosen: list[LaterFault] = random.sample(LATER_FAULTS, random.randint(0, len(LATER_FAULTS)))
        for fault in chosen:
            rows = fault.plant(plan, rows)
        found, before = broken(Handbook.of(rows), LATER), broken(Handbook.of(kept), LATER)
        assert found == before | {fault.rule for fault in chosen}, code
        assert not before & {fault.rule for fault in LATER_FAULTS}, code


NOT_OF_ONE_SYSTEM = {"A01", "A06", "A10", "D12", "K05"}
"""Rules whose subjects belong to no one system: another board, a group without one, an evaluator, a transfer."""


def test_in_one_handbook_of_all_systems_each_fault_is_found_where_it_was_planted():
    random = Random(14)
    expected: set[tuple[str, str]] = set()
    rows: dict[Row, None] = {}
    for code in CODES:
        chosen = [each for each in drawn(random, Plan(code, 14), 3) if not each.rules & NOT_OF_ONE_SYSTEM]
        expected |= {(code, rule) for fault in chosen for rule in fault.rules}
        handbook = planted(code, 14, chosen)
        rows |= dict.fromkeys(row for held in handbook.tables.values() for row in held)
    found = check_handbook(Handbook.of(rows), on=ON)
    assert {(each.system, each.rule.number) for each in found if each.verdict is Verdict.FAIL} == expected
