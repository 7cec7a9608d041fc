"""Every rule of families A to F that was read in the law or on an official page is coded, shown and tried."""

from __future__ import annotations

import pytest
from tests.unit.governance.case import all_cases

from commonweal.answers import Verdict
from commonweal.governance.checks.all_checks import all_checks
from commonweal.governance.rule_numbers import of_the_handbook, short
from commonweal.law import book

VERIFIED = (
    *("A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A10"),
    *(f"B{number:02d}" for number in range(1, 26)),
    *("C03", "C04", "C05", "C06", "C09"),
    *("D01", "D02", "D03", "D04", "D05"),
    *("E01", "E09", "E10", "E11", "E12", "E13"),
    *("F01", "F02", "F03", "F04", "F05", "F06", "F07", "F14", "F16"),
)
BEYOND = tuple(f"K{number:02d}" for number in range(1, 10))
"""Rules from the law that the table of rules does not have."""

LEAST = {Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA}
IDS = {short(id): id for id in of_the_handbook(book().ids())}
CASES = [(short(case.rule), case.verdict) for case in all_cases()]


def test_there_are_59():
    assert len(set(VERIFIED)) == 59


@pytest.mark.parametrize("number", VERIFIED)
def test_a_verified_rule_is_law_in_the_book_with_its_section(number):
    entry = book().entry(IDS[number])
    assert entry.evidence == "V"
    assert entry.severity in ("BREACH", "HIGH", "MEDIUM")
    assert {value.status for value in entry.values} <= {"in_force", "repealed", "draft"}
    assert any(value.status == "in_force" for value in entry.values)
    if number[0] != "C" and number != "B25":  # guidance has headings, and B25 holds every citation against its own Act
        assert all(any(letter.isdigit() for letter in value.at) for value in entry.values)


@pytest.mark.parametrize("number", [*VERIFIED, *BEYOND])
def test_a_verified_rule_has_a_check_and_cases_of_each_kind(number):
    assert IDS[number] in all_checks()
    assert {verdict for rule, verdict in CASES if rule == number} >= LEAST


def test_the_room_of_organisations_owns_family_a():
    assert {id.split(".")[0] for number, id in IDS.items() if number[0] == "A"} == {"organisations"}
    assert {id.split(".")[0] for number, id in IDS.items() if number[0] != "A"} == {"governance"}


def test_every_check_has_its_rule_and_every_rule_its_check():
    assert set(all_checks()) == set(IDS.values())


@pytest.mark.parametrize("number", sorted(IDS))
def test_what_was_not_read_in_the_law_is_a_draft(number):
    entry = book().entry(IDS[number])
    if entry.evidence != "V":
        assert {value.status for value in entry.values} == {"draft"}
