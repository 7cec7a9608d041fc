"""What is read when the server starts: without the database, and whatever lies in the data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.site import warming
from commonweal.site.warming import warm


def test_nothing_of_it_asks_the_database() -> None:
    # No `db` fixture: a query would be an error.
    warm()


def test_a_file_that_cannot_be_read_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "practices.csv").write_text("Practice_Code,ICB,Population,Final WP\nA1,QHL,many,few\n")
    monkeypatch.setenv("COMMONWEAL_DATA", str(tmp_path))
    warm()


def test_what_is_drawn_beforehand_is_whole_and_makes_addresses_and_members_ready(monkeypatch) -> None:
    from commonweal.site.allocations import data_sets

    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)
    data_sets._members.cache_clear()
    warm()
    assert data_sets._members.cache_info().currsize == 2, "the members of Wealdmarch's places and networks"
    for name, given in warming.DRAWN:
        assert warming.draw(name, given).status_code == 200, name
