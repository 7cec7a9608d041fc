"""`commonweal law`: what applies, what has ended, and what has not begun."""

import json
from datetime import UTC, date, datetime

import pytest

from commonweal.cli import main
from commonweal.law import book

NOW = datetime(2026, 11, 22, tzinfo=UTC)
POLICY = "allocations.core.policy"


@pytest.mark.parametrize(
    ("id", "on", "standing"),
    [
        (POLICY, date(2025, 4, 1), "in_force"),
        (POLICY, date(2026, 3, 31), "in_force"),
        (POLICY, date(2026, 4, 1), "ended"),
        (POLICY, date(2023, 3, 31), "not_begun"),
        ("organisations.boards_began", date(2026, 4, 1), "in_force"),
    ],
)
def test_the_standing_of_a_rule_on_a_day(id, on, standing):
    assert book().standing(id, on=on, known_at=NOW) == standing


def test_a_rule_whose_period_is_over_is_listed_as_ended(capsys):
    assert main(["law", "list", "--json"]) == 0
    listed = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    today = datetime.now(UTC).date().isoformat()
    over = {id for id, row in listed.items() if row["to"] and row["to"] < today}
    assert POLICY in over
    assert {id for id, row in listed.items() if row["status"] == "ended"} == over


def test_a_rule_is_in_force_on_a_day_of_its_period(capsys):
    assert main(["law", "list", "--on", "2025-04-01", "--json"]) == 0
    listed = {row["id"]: row["status"] for row in json.loads(capsys.readouterr().out)}
    assert listed[POLICY] == "in_force"
    assert set(listed.values()) <= {"in_force", "draft"}


def test_a_rule_is_shown_by_its_short_number_with_what_it_rests_on(capsys):
    assert main(["law", "show", "B02"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("governance.B02: ")
    for words in ("Evidence: V (read in the law", "Severity: BREACH", "Applies to: ", "Check: ", "Data needed: seats."):
        assert words in told
    assert "Schedule 1B, paragraph 3(1)" in told


def test_what_a_rule_rests_on_is_json_too(capsys):
    assert main(["law", "show", "b02", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["id"], told["evidence"], told["severity"]) == ("governance.B02", "V", "BREACH")
    assert told["check"]
    assert told["data_needed"]
    assert told["applies_to"]


def test_a_short_name_of_several_rules_is_refused_with_all_of_them(capsys):
    assert main(["law", "show", "policy"]) == 2
    assert "allocations.core.policy" in capsys.readouterr().err


def test_every_rule_on_governance_is_listed_with_what_a_reader_weighs_it_by(capsys):
    assert main(["law", "list", "--json"]) == 0
    listed = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    held = listed["governance.B02"]
    assert held.keys() >= {"id", "title", "status", "evidence", "severity", "from", "to", "last_checked"}
    assert (held["status"], held["from"], held["to"]) == ("in_force", "2022-05-09", None)
    assert listed["governance.D10"]["status"] == "draft"
