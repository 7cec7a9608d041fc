"""What the Health Bill 2026, which is expected, would take away or change; and that nothing of it applies unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.governance.generated.handbook import clean_handbook

from commonweal.answers import Verdict
from commonweal.governance.checking import check_handbook, chosen
from commonweal.governance.handbook import Handbook, Records, Seat
from commonweal.governance.reform import falling
from commonweal.governance.standing import standings
from commonweal.law import book
from commonweal.problems import BadInput

ON, KNOWN = date(2026, 5, 1), date(2026, 12, 1)
BILL = ("health-bill-2026",)


@pytest.fixture(scope="module")
def handbook():
    return clean_handbook("QWM", 5)


def rules(overlays=()):
    return standings(book(overlays), on=ON, known_on=KNOWN)


def test_nothing_falls_unless_the_reform_is_asked_for(handbook):
    assert falling(rules(), Records(handbook), on=ON) == ()
    assert not any(rule.status == "expected" for rule in rules())


def test_what_falls_is_named_row_by_row(handbook):
    found = falling(rules(BILL), Records(handbook), on=ON)
    named = {(each.rule, each.table, each.key) for each in found}
    (seat,) = (row.seat for row in handbook.rows(Seat, nominated_by="local_authorities"))
    assert ("B11", "seats", seat) in named
    assert ("B22", "grants", "QWM-G-GP-IN") in named
    assert ("B22", "bodies", "NHSE") in named
    assert ("E13", "bodies", "QWM-ICP") in named
    assert all("Health Bill" in each.source for each in found)


def test_a_row_that_has_ended_does_not_fall(handbook):
    seats = [replace(row, to_date=date(2026, 4, 30)) for row in handbook.rows(Seat, nominated_by="local_authorities")]
    assert falling(chosen(rules(BILL), ["B11"]), Records(Handbook.of(seats)), on=ON) == ()


def test_an_entry_that_names_an_unknown_fact_is_refused(handbook):
    (rule,) = chosen(rules(BILL), ["B11"])
    wrong = {"falls": [{"table": "seats", "column": "colour", "is": "red", "becomes": "blue"}]}
    with pytest.raises(BadInput, match=r"seats\.colour"):
        falling([replace(rule, record=replace(rule.record, attributes=wrong))], Records(handbook), on=ON)


@pytest.mark.parametrize(
    ("rule", "then", "now"),
    [("B11", Verdict.PASS, Verdict.FAIL), ("B22", Verdict.PASS, Verdict.PASS), ("E13", Verdict.PASS, Verdict.PASS)],
)
def test_the_rules_of_the_bill_are_expected_and_no_breach(handbook, rule, then, now):
    plain = {each.verdict for each in check_handbook(handbook, on=ON, rules=[rule])}
    reformed = check_handbook(handbook, on=ON, rules=[rule], overlays=BILL)
    assert plain == {then}
    assert {each.verdict for each in reformed} == {now}
    assert {each.rule.status for each in reformed} == {"expected"}
    assert not any(each.is_breach for each in reformed)


def test_a_variation_of_the_day_after_needs_the_secretary_of_state(handbook):
    rows = [row for held in handbook.tables.values() for row in held]
    changed = [
        replace(row, from_date=date(2026, 6, 1), approved_on=date(2026, 5, 20))
        if getattr(row, "document", "") == "QWM-CONSTITUTION-2" and row.TABLE == "documents"
        else row
        for row in rows
    ]
    later = date(2026, 7, 1)
    plain = check_handbook(Handbook.of(changed), on=later, rules=["B22"])
    reformed = check_handbook(Handbook.of(changed), on=later, rules=["B22"], overlays=BILL)
    assert {each.verdict for each in plain} == {Verdict.PASS}
    assert {each.verdict for each in reformed} == {Verdict.FAIL}
