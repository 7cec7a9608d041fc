"""People of one seed, what a second, plain run makes of them, and a request for a run: made once for all files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.unit.population.runs.compared import PEOPLE
from tests.unit.population.runs.plain_run import plain_run

from commonweal.population.runs.running import RunRequest
from commonweal.population.synthetic import synthesise


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "sealed"
    synthesise(PEOPLE, folder)
    return folder


@pytest.fixture(scope="session")
def truth(made: Path) -> dict[str, Any]:
    return plain_run(made)


@pytest.fixture
def request_(made: Path, tmp_path: Path) -> RunRequest:
    return RunRequest(made / "persons.parquet", made / "events.parquet", tmp_path / "result", threads=2)
