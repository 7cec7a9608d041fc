"""The two options of November 2020: they apply only where asked for, and only to days before the boards began."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from commonweal.cli import main
from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.governance.checking import check_handbook
from commonweal.governance.handbook import Records
from commonweal.governance.handbook.exchange import write_handbook
from commonweal.governance.reform import falling
from commonweal.governance.standing import standings
from commonweal.law import book, overlay_names

KNOWN, BEFORE, LAST, AFTER = date(2026, 12, 1), date(2021, 3, 1), date(2022, 6, 30), date(2022, 7, 1)
NAMES = ("integrating-care-2020-option-1", "integrating-care-2020-option-2")
REACHED = {NAMES[0]: {"K06", "K07"}, NAMES[1]: {"B02"}}


@pytest.fixture(scope="module")
def handbook():
    return wealdmarch_handbook()


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))


def rules(day, *names):
    return standings(book(names), on=day, known_on=KNOWN)


@pytest.mark.parametrize("name", NAMES)
def test_an_option_is_expected_in_its_period_alone(name):
    assert name in overlay_names()
    for day in (BEFORE, LAST):
        assert {rule.number for rule in rules(day, name) if rule.status == "expected"} == REACHED[name]
        assert not any(rule.status == "expected" for rule in rules(day) if rule.record)
    assert not any(rule.status == "expected" for rule in rules(AFTER, name) if rule.record)


@pytest.mark.parametrize("name", NAMES)
def test_after_the_boards_began_the_law_is_as_it_stands(name):
    now = datetime(2026, 12, 1, tzinfo=UTC)
    for id in book().ids():
        plain = book().look_up(id, rules_on=AFTER, known_at=now)
        assert book((name,)).look_up(id, rules_on=AFTER, known_at=now) == plain


@pytest.mark.parametrize("name", NAMES)
def test_both_groups_of_the_demonstration_are_reached(handbook, name):
    found = falling(rules(LAST, name), Records(handbook), on=LAST)
    assert [(each.table, each.key) for each in found] == [("bodies", "WEALDG1"), ("bodies", "WEALDG2")]
    assert falling(rules(AFTER, name), Records(handbook), on=AFTER) == ()


@pytest.mark.parametrize("name", NAMES)
def test_an_option_is_no_law_and_breaks_nothing(handbook, name):
    found = check_handbook(handbook, on=LAST, rules=sorted(REACHED[name]), overlays=(name,))
    assert {each.rule.status for each in found} == {"expected"}
    assert not any(each.is_breach for each in found)


def test_the_design_framework_keeps_its_tiers_under_option_1():
    for number in ("K06", "K07"):
        now = datetime(2026, 12, 1, tzinfo=UTC)
        plain = book().look_up(f"governance.{number}", rules_on=LAST, known_at=now)
        assert book(NAMES[:1]).look_up(f"governance.{number}", rules_on=LAST, known_at=now).value == plain.value


@pytest.mark.parametrize("name", NAMES)
def test_the_commands_tell_of_it(handbook, tmp_path, capsys, name):
    assert main(["law", "list", "--on", "2022-06-01", "--overlay", name]) == 0
    assert "expected" in capsys.readouterr().out
    assert main(["law", "diff", "--from", "2020-11-25", "--to", "2020-11-26", "--overlay", name]) == 0
    assert "differ" in capsys.readouterr().out
    write_handbook(handbook, tmp_path / "handbook")
    ask = ["check", "--handbook", str(tmp_path / "handbook"), "--rule", "B02", "--rule", "K06", "--rule", "K07"]
    main([*ask, "--on", "2022-06-01", "--overlay", name])
    assert "bodies WEALDG1 (NHS Harrowmarch CCG (fictional)): the group would " in capsys.readouterr().out
    main([*ask, "--on", "2026-05-01", "--overlay", name])
    assert capsys.readouterr().out.endswith("  Nothing that the handbook holds.\n")
