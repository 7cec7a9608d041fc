"""The difference page and the page that explains a number."""

from __future__ import annotations

import csv
import io
import json

import pytest

from commonweal.answers import Receipt, Verdict

DIFFERENCE, EXPLAIN = "/allocations/difference/", "/allocations/explain/"
PLACE = {"about": "place", "data": "wealdmarch", "icb": "WEALDM", "by": "place", "place": "WEALDP2", "stream": "core"}


def test_two_versions_of_wealdmarch_differ_as_documented(client, wealdmarch) -> None:
    text = client.get(DIFFERENCE, {"service": "core"}).content.decode()
    for change in wealdmarch.changes:
        if change.what == "list size":
            assert change.practice in text
    assert "list size" in text
    assert "cw-fictional-banner" in text
    assert "What it does to the fair shares of places" in text


def test_changes_of_places_sum_to_nought(wealdmarch) -> None:
    from commonweal.site.allocations.data_sets import data_set
    from commonweal.site.allocations.presenters.difference import places_table
    from commonweal.site.allocations.views.difference import _places

    found = places_table(
        _places(data_set("wealdmarch")), _places(data_set("wealdmarch-reissued")), ("core", "primary_medical")
    )
    for stream in ("core", "primary_medical"):
        assert sum(row[f"{stream}_change"] for row in found.rows) == 0
        assert any(row[f"{stream}_change"] for row in found.rows)


def test_file_holds_every_practice_that_changed(client, wealdmarch) -> None:
    response = client.get(DIFFERENCE, {"service": "primary_medical", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert {row["Code"] for row in rows} == {change.practice for change in wealdmarch.changes}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"old": "wealdmarch", "new": "wealdmarch"}, "new"),
        ({"old": "gone", "new": "wealdmarch"}, "old"),
        ({"service": "dentistry"}, "service"),
    ],
)
def test_comparison_that_cannot_be_made_is_said_at_its_field(client, asked: dict[str, str], field: str) -> None:
    response = client.get(DIFFERENCE, asked)
    assert response.status_code == 400
    assert f'href="#{field}"' in response.content.decode()


def test_correction_of_june_2025_is_told_in_pounds(client, data_folder, monkeypatch) -> None:
    monkeypatch.setenv("COMMONWEAL_DATA", str(data_folder))
    text = client.get(DIFFERENCE).content.decode()
    assert "1,196" in text
    assert "199" in text
    assert "£5.1m would have changed hands" in text
    assert "Surrey Heartlands" in text


def test_icb_is_explained_as_a_bridge_and_an_answer(client) -> None:
    asked = {"icb": "QRV", "stream": "primary_medical", "year": "2025/26", "number": "explain"}
    text = client.get(EXPLAIN, asked).content.decode()
    assert "cw-bridge" in text
    assert "cw-answer__sentence" in text
    assert "Health inequalities" in text
    assert "£495,149,000" in text


def test_first_page_explains_nothing_yet(client) -> None:
    text = client.get(EXPLAIN).content.decode()
    assert "cw-answer__sentence" not in text
    assert "Explain" in text


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"icb": "QQQ"}, "icb"),
        ({"icb": "QHL", "number": "why"}, "number"),
        ({"icb": "QHL", "stream": "pod", "number": "path"}, "number"),
        ({"icb": "QHL", "stream": "specialised", "year": "2023/24"}, "year"),
        ({**PLACE, "place": "QHLP9"}, "place"),
        ({**PLACE, "data": "gone"}, "data"),
        ({**PLACE, "stream": "specialised"}, "stream"),
    ],
)
def test_number_that_is_none_is_said_at_its_field(client, asked: dict[str, str], field: str) -> None:
    response = client.get(EXPLAIN, asked)
    assert response.status_code == 400
    assert f'href="#{field}"' in response.content.decode()


def test_place_is_explained_and_marked_fictional(client) -> None:
    text = client.get(EXPLAIN, PLACE).content.decode()
    assert "cw-fictional-banner" in text
    assert "The fair share of Wyndlesea Coast (WEALDP2) is £702,766,855.54" in text


def test_receipt_of_a_place_names_its_files_and_is_run_again(client, account) -> None:
    from commonweal.wiring import today

    inputs = json.dumps({name: PLACE[name] for name in ("data", "icb", "by", "place", "stream")})
    client.force_login(account("ana", "analyst"))
    asked = {"calculation": "allocations.place_fair_share", "inputs": inputs}
    receipt = Receipt.from_text(client.post("/allocations/receipt/", asked).content)
    found = today(receipt)
    assert {item["name"] for item in receipt.body["evidence"]["datasets"]} == {
        "wealdmarch_practices_2025_26.csv",
        "wealdmarch_members.csv",
    }
    assert found.intact.verdict is Verdict.PASS
    assert found.replayed.verdict is Verdict.PASS


def test_every_page_about_allocations_names_the_version_at_its_foot(client, db) -> None:
    from commonweal import __version__

    for page in ("", "scenario/", "difference/", "explain/", "places/", "QHL/"):
        assert f"Commonweal {__version__} is open source" in client.get(f"/allocations/{page}").content.decode(), page
