"""Published files that the pages under test read: written once, never changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.site.population.public_files import write_public_files


@pytest.fixture(scope="session")
def public_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_public_files(tmp_path_factory.mktemp("public"))


@pytest.fixture
def public_files_at_hand(public_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The installation reads the public files."""
    monkeypatch.setenv("COMMONWEAL_DATA", str(public_files))
