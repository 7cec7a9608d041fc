"""The routes of delegation as dated rules: read through evidence, embedded in it, and never passed where unknown."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.unit.governance.authority_rows import BASE, ON, grant

from commonweal.answers import Dates, Evidence, Verdict
from commonweal.governance.authority import find_chain
from commonweal.governance.handbook import Handbook, HandbookFacts, Records
from commonweal.governance.handbook.authority import ROUTES
from commonweal.law import book

G1 = grant("G1", "QWM", "FINANCE")


def evidence(known_at=None):
    dates = Dates(ON, ON, known_at or datetime.now(UTC))
    return Evidence(rules=book(), facts=HandbookFacts(Handbook.of([*BASE, G1])), dates=dates)


@pytest.mark.parametrize("route", ROUTES)
def test_each_route_is_a_rule_with_a_source_and_an_evidence_letter(route):
    entry = book().entry(f"governance.route.{route}")
    assert entry.evidence in ("V", "S")
    for value in entry.values:
        assert value.status == ("in_force" if entry.evidence == "V" and value.valid_from.year == 2022 else "draft")
        assert value.at


def test_what_a_chain_rests_on_is_embedded_in_the_evidence():
    through = evidence()
    chain = find_chain(Records(through), body="FINANCE", function="community", amount_pence=1, on=ON)
    assert chain.verdict is Verdict.PASS
    read = {rule for rule, _ in through.rules_read}
    assert "governance.route.schedule_1b_paragraph_11" in read
    tables = {table for table, _ in through.rows_read}
    assert {"handbook/grants", "handbook/functions", "handbook/bodies", "handbook/directions"} <= tables


def test_a_route_that_nobody_had_recorded_by_then_is_not_known_and_never_passes():
    early = datetime(2025, 1, 1, tzinfo=UTC)
    chain = find_chain(Records(evidence(early)), body="FINANCE", function="community", amount_pence=1, on=ON)
    assert chain.verdict is Verdict.INSUFFICIENT_DATA
    assert any("No rule on the route" in step.sentence for step in chain.steps)


def test_the_days_before_the_boards_have_no_such_routes():
    for route in ("schedule_1b_paragraph_11", "section_65z5", "section_65z6"):
        record = book().look_up(f"governance.route.{route}", rules_on=date(2022, 6, 30), known_at=datetime.now(UTC))
        assert record.value["pairs"] == []
