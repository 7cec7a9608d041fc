"""The map of need: a cell for every ICB with its figure in words, a key, the same as a table, and what is missing."""

from __future__ import annotations

import csv
import io

import pytest

pytestmark = pytest.mark.usefixtures("public_files_at_hand")


def page(client, query: str = "", status: int = 200) -> str:
    response = client.get(f"/population/map/?{query}")
    assert response.status_code == status
    return response.content.decode()


def rows_of(client, query: str) -> list[dict[str, str]]:
    text = client.get(f"/population/map/?{query}&format=csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_board_has_a_cell_and_those_without_a_figure_say_so(client) -> None:
    text = page(client)
    assert text.count("cw-hexmap__cell ") == 36
    assert text.count(": no figure") == 34
    assert 'href="/population/icb/QHL/?condition=hypertension"' in text
    assert 'cw-hexmap__key--none">no figure' in text


@pytest.mark.parametrize("measure", ["missing", "ratio", "share"])
def test_the_table_says_what_the_cells_say(client, measure: str) -> None:
    rows = rows_of(client, f"measure={measure}")
    known = [row for row in rows if row["On the register (people)"]]
    assert {row["Code"] for row in known} == {"QHL", "QJM"}
    assert rows[:2] == known
    value = next(name for name in rows[0] if name.startswith(("Share", "For 1,000")))
    assert float(rows[0][value]) >= float(rows[1][value])
    assert rows[2][value] == ""
    assert rows[0]["Code"] in page(client, f"measure={measure}").split("Highest in")[1]


def test_deprivation_without_its_index_is_said_to_be_unknown(client) -> None:
    assert "Nothing is published for this." in page(client, "measure=core20")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("measure=happiness", "Choose a measure from the list"),
        ("condition=happiness", "Choose a condition from the list"),
    ],
)
def test_what_is_not_on_the_lists_is_refused(client, query: str, told: str) -> None:
    assert told in page(client, query, 400)


def test_without_the_files_the_page_names_them(client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMONWEAL_DATA")
    assert "Patients registered at a GP practice" in page(client)
