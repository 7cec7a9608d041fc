"""The commands on a fictional system's made-up people: making them, and the whole path to tables that may be shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.cli.main import main
from commonweal.demo import population, population_path
from commonweal.population.aggregates import read_aggregates


def test_a_fictional_system_is_made_on_three_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["population", "synthesise", "--system", "wealdmarch", "--people", "2000", "--out", str(tmp_path / "made")]
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [day["day"] for day in told["days"]] == ["2023-03-31", "2024-03-31", "2025-03-31"]
    assert all((Path(day["folder"]) / "sealed.json").is_file() for day in told["days"])
    assert main(words) == 2
    assert "something here already" in capsys.readouterr().err


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two networks of two places stand for all of the fictional system, which takes a tenth of the time."""
    kept = [one for one in population.made_up_practices() if one.network in ("WEALDN01", "WEALDN08")]
    for module in (population, population_path):
        monkeypatch.setattr(module, "made_up_practices", lambda: kept)
    given, places = population.share_inputs(), {one.place for one in kept}
    history = {place: pence for place, pence in given.history_pence.items() if place in places}
    monkeypatch.setattr(population_path, "share_inputs", lambda: replace(given, history_pence=history))


def test_the_whole_path_ends_in_tables_that_may_be_shown(
    small: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["population", "demo", "--people", "12000", "--out", str(tmp_path), "--no-site", "--json"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    held = read_aggregates(Path(told["aggregates"]))
    assert held.manifest.fictional
    assert held.manifest.digest == told["digest"]
    assert told["on_the_pages"] == ""
    assert [place["place"] for place in told["places"]] == ["Harrowmarch City", "Wyndlesea Coast"]
    assert all(abs(sum(row[key] for row in told["shares"]) - 1) < 1e-9 for key in ("heads", "history", "cost", "unmet"))
    practices = held.rows("areas", level="practice")
    assert {practice["parent"] for practice in practices} == {"WEALDN01", "WEALDN08"}
    assert len(Path(told["need"]).read_text("utf-8").splitlines()) == len(practices) + 1
    assert told["inequality"][0]["condition"] == "two_or_more"
    assert told["inequality"][0]["sii"] is None or told["inequality"][0]["rii"] > 0


def test_nothing_of_ones_own_is_taken_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "run"
    own.mkdir()
    (own / "mine.txt").write_text("mine", "utf-8")
    assert main(["population", "demo", "--out", str(tmp_path), "--no-site"]) == 2
    assert "no demonstration made" in capsys.readouterr().err
    assert (own / "mine.txt").is_file()
