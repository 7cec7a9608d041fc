"""What is read when the server starts: without the database, and whatever lies in the data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.site.warming import warm


def test_nothing_of_it_asks_the_database() -> None:
    # No `db` fixture: a query would be an error.
    warm()


def test_a_file_that_cannot_be_read_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "practices.csv").write_text("Practice_Code,ICB,Population,Final WP\nA1,QHL,many,few\n")
    monkeypatch.setenv("COMMONWEAL_DATA", str(tmp_path))
    warm()
