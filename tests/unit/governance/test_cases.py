"""Every coded rule gives the verdict that its cases name, and each fact that it says it needs can change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import MISSING, fields, replace

import pytest
from tests.unit.governance.case import Case, all_cases

from commonweal.answers import Verdict, all_of
from commonweal.governance.checking import check_handbook
from commonweal.governance.checks.all_checks import all_checks
from commonweal.governance.handbook import TABLES, Handbook, Row
from commonweal.law import book

CASES = all_cases()
CASES_OF = defaultdict(list)
for _case in CASES:
    CASES_OF[_case.rule].append(_case)
CODED = sorted(all_checks())
NEEDED = [(rule, fact) for rule in CODED if rule in book().ids() for fact in book().entry(rule).data_needed]


def verdict_of(case: Case, rows: Iterable[Row]) -> Verdict:
    found = check_handbook(
        Handbook.of(rows), on=case.on, systems=[case.system], rules=[case.rule], overlays=case.overlays
    )
    return all_of(each.verdict for each in found)


def without(rows: Iterable[Row], fact: str) -> list[Row]:
    """The rows with one column blank; where a row cannot be without it, the table is empty."""
    table, _, name = fact.partition(".")
    kept = []
    for row in rows:
        if table != row.TABLE:
            kept.append(row)
        elif name and (default := default_of(type(row), name)) is not MISSING:
            kept.append(replace(row, **{name: default}))
    return kept


def default_of(row_class: type[Row], name: str) -> object:
    return next(each.default for each in fields(row_class) if each.name == name)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_gives_its_verdict(case):
    assert verdict_of(case, case.rows) is case.verdict


@pytest.mark.parametrize("rule", CODED)
def test_a_coded_rule_stands_in_the_book_with_all_that_a_reader_is_shown(rule):
    entry = book().entry(rule)
    assert entry.evidence
    assert entry.severity
    assert entry.check
    assert entry.applies_to
    assert entry.data_needed
    assert all(value.at for value in entry.values)


@pytest.mark.parametrize("rule", CODED)
def test_a_coded_rule_has_a_case_that_passes_one_that_fails_and_one_that_lacks(rule):
    assert {case.verdict for case in CASES_OF[rule]} >= {Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA}


@pytest.mark.parametrize("rule", CODED)
def test_an_empty_handbook_passes_nothing(rule):
    case = next((case for case in CASES_OF[rule] if case.verdict is Verdict.PASS), None)
    if case is None:
        pytest.fail("the rule has no case that passes")
    assert verdict_of(case, []) not in (Verdict.PASS, Verdict.FAIL)


@pytest.mark.parametrize(("rule", "fact"), NEEDED, ids=lambda value: str(value))
def test_a_fact_that_a_rule_needs_changes_its_verdict(rule, fact):
    table, _, name = fact.partition(".")
    assert table in TABLES
    assert not name or any(each.name == name for each in fields(TABLES[table]))
    passing = [case for case in CASES_OF[rule] if case.verdict is Verdict.PASS]
    assert any(verdict_of(case, without(case.rows, fact)) is not Verdict.PASS for case in passing), (
        f"{rule} passes all the same when {fact} is blank"
    )
