"""Published files and tables of a system's own people that the pages under test read: written once, never changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.site.population.own_people_batch import write_batch
from tests.unit.site.population.public_files import write_public_files

from commonweal.population.aggregates import PopulationAggregates, read_aggregates


@pytest.fixture(scope="session")
def public_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_public_files(tmp_path_factory.mktemp("public"))


@pytest.fixture
def public_files_at_hand(public_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The installation reads the public files."""
    monkeypatch.setenv("COMMONWEAL_DATA", str(public_files))


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory) -> PopulationAggregates:
    return read_aggregates(write_batch(tmp_path_factory.mktemp("batch") / "aggregates"))


@pytest.fixture
def kept(held: PopulationAggregates, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if they were kept; few tests keep some indeed."""
    from commonweal.site.population.own_people import views

    monkeypatch.setattr(views, "current_aggregates", lambda system="": held if system in ("", "QXX") else None)
    monkeypatch.setattr(views, "kept_systems", lambda: [("QXX", "Elmfold (fictional)")])
