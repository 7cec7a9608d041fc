"""A check on a day before there were boards says what it looked at, and not that it looked at nothing."""

from __future__ import annotations

import json

from commonweal.cli import main

ASKED = ["check", "--handbook", "wealdmarch", "--on", "2021-05-01", "--overlay", "integrating-care-2020-option-1"]


def test_what_was_looked_at_is_said(capsys):
    main(ASKED)
    told = capsys.readouterr().out.split("WHAT ")
    assert "CANNOT BE TOLD" in told[0]
    assert "K06, K07 insufficient data: system" in told[0], "the proposals of 2020 are asked of the system's tier"
    assert "Nothing was checked" not in told[0]
    assert "o integrated care board of the handbook is open on 1 May 2021" in told[0]
    assert "WOULD CHANGE; it was proposed in 2020 and not enacted" in told[1]


def test_a_board_that_did_not_exist_then_is_not_checked(capsys):
    main([*ASKED, "--json"])
    found = json.loads(capsys.readouterr().out)
    of_the_board = [each for each in found if each["subject"] == "WEALDM"]
    assert of_the_board
    assert {each["verdict"] for each in of_the_board} == {"NOT_APPLICABLE"}
    assert [each["verdict"] for each in found if each["rule"] == "D09"] == ["NOT_APPLICABLE"]
    main(ASKED)
    out = capsys.readouterr().out
    assert "D09" not in out
    assert out.count("begins only on 1 July 2022") == 1


def test_what_a_reform_would_change_says_how_well_each_rule_is_evidenced(capsys):
    main(ASKED)
    told = capsys.readouterr().out.split("WOULD CHANGE")[1]
    sources = [line for line in told.splitlines() if "Source:" in line]
    assert sources
    assert all("[evidence S, expected; last checked 2026-" in line for line in sources), sources


def test_json_of_a_decision_lists_the_rules_with_their_letters(capsys):
    main(["decide", "--handbook", "wealdmarch", "--meeting", "BOARD-2026-03", "--json"])
    rules = json.loads(capsys.readouterr().out)["rules"]
    assert rules
    assert {each["evidence"] for each in rules} <= set("VSLM")
    main(["meeting", "after", "--handbook", "wealdmarch", "--meeting", "BOARD-2026-03", "--json"])
    reasons = json.loads(capsys.readouterr().out)["private_part"]["reasons"]
    assert "V" in {source.get("evidence") for reason in reasons for source in reason["sources"]}


def test_a_merger_cites_the_law_with_its_letter(capsys):
    main(["merger", "--handbook", "wealdmarch", "--succession", "WEALDM:QNEW:2027-04-01", "--on", "2026-05-01"])
    out = capsys.readouterr().out
    assert "Sources:" in out
    assert "evidence V]" in out


def test_where_nothing_was_checked_the_exit_status_is_none_that_says_kept(capsys):
    asked = ["check", "--handbook", "wealdmarch", "--rule", "B02"]
    assert main([*asked, "--on", "2021-05-01"]) == 3
    assert capsys.readouterr().out.startswith("Nothing was checked: ")
    assert main([*asked, "--on", "2021-05-01", "--json"]) == 3
    assert main([*asked, "--on", "2026-05-01"]) == 0


def test_what_no_cell_of_a_handbook_says_is_not_among_the_cells_to_fill_first(capsys):
    main(["check", "--handbook", "wealdmarch", "--on", "2030-05-01", "--rule", "A02"])
    out = capsys.readouterr().out
    assert "Missing: the published map of boards for 1 May 2030." in out
    assert "FILL THESE FIRST" not in out
