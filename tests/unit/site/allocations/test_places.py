"""The place builder: groupings, places of one's own by ticking and by file, the gate, spending and files."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from commonweal.allocations.place_definition import OWN, DefinedPlace, PlaceDefinition
from commonweal.site.allocations.data_sets import data_set, practices
from commonweal.site.allocations.place_reports import report

pytestmark = pytest.mark.django_db

RESULTS, CHOOSE, FILE = "/allocations/places/results/", "/allocations/places/choose/", "/allocations/places/file/"
WEALDM = {"data": "wealdmarch", "icb": "WEALDM"}


def codes() -> list[str]:
    return list(practices(data_set("wealdmarch")).practices)


def own(places: dict[str, list[str]], **further: str) -> dict[str, str]:
    return {**WEALDM, "by": "own", "places": json.dumps(places), **further}


def definition(by: str = "place", places: tuple[DefinedPlace, ...] = (), remainder: str = "") -> PlaceDefinition:
    return PlaceDefinition(title="T", icb="WEALDM", by=by, places=places, remainder=remainder)


def test_first_page_offers_wealdmarch_and_says_that_it_is_fictional(client) -> None:
    text = client.get("/allocations/places/").content.decode()
    assert "cw-fictional-banner" in text
    assert "Wealdmarch, fictional, 2025/26" in text
    assert 'value="pcn"' in text
    assert 'value="list"' in text
    assert 'value="file"' in text


@pytest.mark.parametrize(("by", "leads_to"), [("pcn", RESULTS), ("list", CHOOSE), ("file", FILE)])
def test_first_page_leads_to_the_way_that_was_chosen(client, by: str, leads_to: str) -> None:
    response = client.get("/allocations/places/", {**WEALDM, "by": by})
    assert response.status_code == 302
    assert response.headers["Location"].startswith(leads_to)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"data": "nowhere"}, "data"),
        ({"data": "wealdmarch", "icb": "QHL", "by": "pcn"}, "icb"),
        ({"data": "wealdmarch", "icb": "WEALDM", "by": "street"}, "by"),
    ],
)
def test_what_is_not_there_is_said_at_its_field(client, asked: dict[str, str], field: str) -> None:
    for address in ("/allocations/places/", RESULTS):
        response = client.get(address, asked)
        assert response.status_code == 400
        assert f'href="#{field}"' in response.content.decode()


def test_results_show_need_pounds_and_the_gate(client) -> None:
    text = client.get(RESULTS, {**WEALDM, "by": "place"}).content.decode()
    found = report(data_set("wealdmarch"), definition())
    row = next(row for row in found.rows() if row["place"] == "WEALDP2")
    assert "Wyndlesea Coast has the most need for each person, 10.6% above" in text
    assert f"{row['core_index_to_icb']:.4f}" in text
    assert f"£{row['core_recurrent_gbp'] / 1e6:,.1f}m" in text
    assert "Every practice of the ICB is in exactly one place" in text
    assert "Stays with the ICB: specialised services" in text
    assert "sign in" in text


def test_places_add_up_to_the_allocation_of_the_icb(client) -> None:
    found = report(data_set("wealdmarch"), definition("pcn"))
    assert found.budgets.totals()["WEALDM", "core"] == 264804000000
    text = client.get(RESULTS, {**WEALDM, "by": "pcn"}).content.decode()
    assert "£2,648.0m" in text


def test_practices_in_no_place_are_listed_and_can_be_a_place(client) -> None:
    places = {"North": codes()[:40]}
    text = client.post(RESULTS, own(places)).content.decode()
    assert "110 practices with" in text
    assert "are in no place" in text
    assert 'class="nhsuk-tag nhsuk-tag--red"' in text
    text = client.post(RESULTS, own(places, remainder="South")).content.decode()
    assert "South" in text
    assert "Make it a place" not in text


def test_practice_in_two_places_is_reported_and_not_counted_twice(client) -> None:
    held = codes()
    text = client.post(RESULTS, own({"North": held[:80], "South": held[79:]})).content.decode()
    assert f"{held[79]} " in text
    assert "is in 2 places on that day" in text


@pytest.mark.parametrize(
    "places",
    [
        "{",
        "[1]",
        '{"North": "WEALD001"}',
        "{}",
        '{"": ["WEALD001"]}',
        '{"North": []}',
        '{"N": ["' + "W" * 2_100_000 + '"]}',
    ],
)
def test_places_that_cannot_be_read_are_refused(client, places: str) -> None:
    assert client.post(RESULTS, {**WEALDM, "by": "own", "places": places}).status_code == 400


def test_places_are_put_together_by_ticking_one_after_another(client) -> None:
    held = codes()
    asked = {**WEALDM, "tick": "practice", "do": "add", "name": "North", "chosen": held[:3], "places": ""}
    text = client.post(CHOOSE, asked).content.decode()
    assert "North: 3 practices" in text
    carried = re.search(r'name="places" value="([^"]*)"', text)[1].replace("&#34;", '"')
    assert json.loads(carried) == {"North": held[:3]}
    text = client.post(CHOOSE, {**asked, "name": "South", "chosen": held[3:4], "places": carried}).content.decode()
    assert "South: 1 practice" in text
    carried = re.search(r'name="places" value="([^"]*)"', text)[1].replace("&#34;", '"')
    text = client.post(CHOOSE, {**WEALDM, "do": "remove:North", "places": carried}).content.decode()
    assert "North: 3" not in text
    assert "South: 1 practice" in text


def test_whole_networks_can_be_ticked(client) -> None:
    text = client.get(CHOOSE, {**WEALDM, "tick": "pcn"}).content.decode()
    network = re.search(r'name="chosen" type="checkbox" value="(\w+)"', text)[1]
    asked = {**WEALDM, "tick": "pcn", "do": "add", "name": "North", "chosen": [network], "places": ""}
    text = client.post(CHOOSE, asked).content.decode()
    assert re.search(r"North: \d+ practice", text)
    assert "in a place already" in text


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"name": "", "chosen": ["WEALD001"]}, "name"),
        ({"name": "North"}, "search"),
        ({"name": "North", "chosen": ["QHL001"]}, "name"),
        ({"name": "Held", "chosen": ["WEALD001"], "places": '{"Held": ["WEALD002"]}'}, "name"),
    ],
)
def test_a_place_that_is_none_is_said_at_its_field(client, asked: dict, field: str) -> None:
    response = client.post(CHOOSE, {**WEALDM, "tick": "practice", "do": "add", "places": "", **asked})
    assert response.status_code == 400
    assert f'href="#{field}"' in response.content.decode()


def test_places_come_from_a_file_by_the_meaning_of_its_columns(client) -> None:
    rows = "\ufeffNeighbourhood,GP practice code\n" + "".join(
        f"{'East' if n % 2 else 'West'},{code}\n" for n, code in enumerate(codes())
    )
    sent = SimpleUploadedFile("members.csv", rows.encode())
    text = client.post(FILE, {**WEALDM, "members": sent}).content.decode()
    assert "Every practice of the ICB is in exactly one place" in text
    assert "East" in text
    assert "West" in text


def test_places_come_from_the_members_of_wealdmarch_with_their_names(client, wealdmarch) -> None:
    sent = SimpleUploadedFile("members.csv", wealdmarch.members.read_bytes())
    assert "Wyndlesea Coast has the most need" in client.post(FILE, {**WEALDM, "members": sent}).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("members.csv", b"", "empty"),
        ("members.csv", b"Practice,Postcode\nWEALD001,WX1 1AA\n", "no column that says which place"),
        ("members.csv", b"Practice,Place\nA81001,North\n", "no practice of"),
        ("members.pdf", b"%PDF-1.7", "cannot be read"),
        ("members.xlsx", b"PK\x03\x04 not a workbook", "members.xlsx"),
        ("members.csv", b"\x00\x01\x02\x03" * 400, "members.csv"),
        ("members.csv", b"Practice,Place\n" + b"x" * (5 * 1024 * 1024), "too large"),
    ],
)
def test_file_that_cannot_be_used_is_said_so_at_its_field(client, name: str, content: bytes, message: str) -> None:
    response = client.post(
        FILE,
        {**WEALDM, "members": SimpleUploadedFile(name, content)}
        if content
        else {**WEALDM, "members": SimpleUploadedFile(name, b"")},
    )
    text = response.content.decode()
    assert response.status_code == 400
    assert message in text
    assert 'href="#members"' in text


def test_no_file_is_said_so(client) -> None:
    response = client.post(FILE, WEALDM)
    assert response.status_code == 400
    assert "Choose a file" in response.content.decode()


def test_spending_gives_distance_and_pace_that_add_up_to_the_penny(client, wealdmarch) -> None:
    asked = {**WEALDM, "by": "place"}
    text = client.post(
        RESULTS, {**asked, "spend": SimpleUploadedFile("spend.csv", wealdmarch.spend.read_bytes())}
    ).content.decode()
    assert "Core services: distance and pace" in text
    assert "Distance from its fair share" in text
    assert client.post(RESULTS, {**asked, "spend_of": "demonstration"}).content.decode().count("distance and pace") >= 2
    from commonweal.allocations.place_spend import read_spend

    found = report(data_set("wealdmarch"), definition(), read_spend(wealdmarch.spend))
    core = next(movement for movement in found.movements if movement.stream == "core")
    assert sum(core.pace.amount_pence) == 264804000000


def test_spending_that_cannot_be_read_leaves_the_results_and_says_so(client) -> None:
    sent = SimpleUploadedFile("spend.csv", b"Place,Spend\nWEALDP1,much\n")
    response = client.post(RESULTS, {**WEALDM, "by": "place", "spend": sent})
    text = response.content.decode()
    assert response.status_code == 400
    assert 'href="#spend"' in text
    assert "Fair shares in pounds" in text


def test_files_of_results_hold_places_pounds_and_findings(client) -> None:
    response = client.get(RESULTS, {**WEALDM, "by": "place", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["place"] for row in rows] == ["WEALDP1", "WEALDP2", "WEALDP3", "WEALDP4"]
    workbook = load_workbook(io.BytesIO(client.post(RESULTS, own({"North": codes()[:9]}, format="xlsx")).content))
    assert workbook.sheetnames == ["Places", "Fair shares", "Findings", "Notes"]
    assert workbook["Findings"].max_row > 100


def test_names_of_places_cannot_run_in_a_spreadsheet_or_a_page(client) -> None:
    name = "=HYPERLINK(1)<script>alert(1)</script>"
    asked = own({name: codes()})
    assert "<script>alert" not in client.post(RESULTS, asked).content.decode()
    text = client.post(RESULTS, {**asked, "format": "csv"}).content.decode("utf-8-sig")
    assert ",'=HYPERLINK" in text or "\"'=HYPERLINK" in text


def test_own_definition_is_worked_like_the_same_ready_made_one() -> None:
    data = data_set("wealdmarch")
    made = report(data, definition())
    places = tuple(
        DefinedPlace(place, tuple(made.partition.practices_in(part)))
        for part, place in enumerate(made.partition.places)
    )
    again = report(data, definition(OWN, places))
    assert [line.recurrent_pence for line in again.budgets.lines] == [
        line.recurrent_pence for line in made.budgets.lines
    ]


def test_real_files_of_the_data_folder_are_offered_first(client, data_folder, monkeypatch) -> None:
    monkeypatch.setenv("COMMONWEAL_DATA", str(data_folder))
    text = client.get("/allocations/places/").content.decode()
    assert "2025/26 June 2025" in text
    assert "cw-fictional-banner" not in text
    from commonweal.site.allocations.data_sets import data_sets

    newest = data_sets()[0]
    text = client.get(RESULTS, {"data": newest.key, "icb": "QHL", "by": "lad"}).content.decode()
    assert "Solihull" in text
    assert "Fair shares in pounds" in text
