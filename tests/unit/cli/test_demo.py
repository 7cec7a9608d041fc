"""What the demonstration says of need: never that it is a fair share, and the caution under every split by it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from commonweal.cli import demo
from commonweal.cli.population_demo import FOLDER
from commonweal.demo.population_path import NEED
from commonweal.site import command_line
from commonweal.site.population import kept


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that the demonstration would show."""
    commands: list[list[str]] = []
    monkeypatch.setattr(demo, "_show", lambda command, last=None: commands.append(command) or 0)
    return commands


@pytest.mark.parametrize(("shares", "made_again"), [(True, False), (False, True)], ids=["with shares", "without"])
def test_people_are_made_once_and_again_where_an_earlier_version_made_no_shares(
    shown: list[list[str]], shares: bool, made_again: bool, tmp_path: Path, monkeypatch, capsys
) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / NEED).touch()
    held = SimpleNamespace(has=lambda table: shares)
    monkeypatch.setattr(command_line, "ready", lambda: None)
    monkeypatch.setattr(kept, "current_aggregates", lambda system="": held)
    assert demo._answer(tmp_path) == 0
    assert (["population", "demo"] in shown) is made_again
    assert "Local need=100%" in shown[-1]
    assert "fair share" not in capsys.readouterr().out
