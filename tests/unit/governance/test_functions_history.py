"""Where a function went: from the groups to the board to the places, as the handbook records it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from commonweal.cli import main
from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.governance.functions_history import CARRIES_OUT, DECIDES, HOLDS, PASSES, UNCLEAR, history_of
from commonweal.governance.handbook import Function, Grant, Handbook, Records, Transfer
from commonweal.problems import BadInput

JULY = date(2022, 7, 1)


@pytest.fixture(scope="module")
def wealdmarch():
    return Records(wealdmarch_handbook())


def test_the_groups_of_the_demonstration_held_it_then_the_board_then_places(wealdmarch):
    found = history_of(wealdmarch, "local_enhanced_services")
    assert [move.day for move in found] == sorted(move.day for move in found)
    assert [(move.what, move.day) for move in found[:5]] == [
        *[(HOLDS, date(2013, 4, 1))] * 2,
        *[(PASSES, JULY)] * 2,
        (HOLDS, JULY),
    ]
    places = {move.place: move.day for move in found if move.what == DECIDES and move.day > JULY and move.place}
    assert places == {
        "Harrowmarch City": date(2023, 4, 1),
        "Wyndlesea Coast": date(2024, 4, 1),
        "Upper Sallowdene": date(2025, 4, 1),
    }
    assert "NHSA 2006 s.65Z6; AGREEMENT-CITY 3.2" in {move.under for move in found}


def test_the_line_of_each_group_is_told_once(wealdmarch):
    """Their grant by statute says no more than the row of the function."""
    found = history_of(wealdmarch, "local_enhanced_services")
    assert len([move for move in found if move.day == date(2013, 4, 1)]) == 2


def test_what_is_not_recorded_is_said_and_never_guessed():
    rows = [
        Function(function="beds", title="Beds", provision="NHSA 2006 s.3"),
        Transfer(line="T1", old_body="G1", kind="function", what="beds"),
        Grant(grant="G-1", function="beds", from_body="QWM", route=""),
        Grant(grant="G-2", function="beds", from_body="QWM", to_body="N1", route="contract", decides=False,
              from_date=JULY),
    ]  # fmt: skip
    found = history_of(Records(Handbook.of(rows)), "beds")
    assert [move.what for move in found] == [CARRIES_OUT, PASSES, HOLDS, UNCLEAR]
    assert {move.taker for move in found[1:]} == {"not recorded"}
    assert found[-1].to_json() | {"id": ""} == {
        "from": "not recorded", "to": "", "what": UNCLEAR, "giver": "QWM", "taker": "not recorded", "place": "",
        "limit": "not recorded", "under": "not recorded", "id": "",
    }  # fmt: skip


def test_a_function_that_is_not_there_is_refused(wealdmarch):
    with pytest.raises(BadInput, match="care_pathways"):
        history_of(wealdmarch, "no_such_function")


ASK = ["handbook", "functions", "--system", "wealdmarch"]


def test_the_command_tells_what_stood_on_a_day(capsys):
    assert main([*ASK, "--function", "local_enhanced_services", "--on", "2022-07-01", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["what"] for row in told].count(PASSES) == 2
    assert main([*ASK, "--function", "local_enhanced_services", "--on", "2022-07-02", "--json"]) == 0
    assert PASSES not in {row["what"] for row in json.loads(capsys.readouterr().out)}


def test_the_command_lists_the_functions_and_says_when_there_is_nothing(capsys):
    assert main(ASK) == 0
    assert "local_enhanced_services" in capsys.readouterr().out
    assert main([*ASK, "--function", "local_enhanced_services", "--on", "2000-01-01"]) == 0
    assert capsys.readouterr().out == "Nothing of it is recorded for that day.\n"
