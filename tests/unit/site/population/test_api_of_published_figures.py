"""The API of published figures: the numbers of each page's own file, with method, units, sources and plain refusals."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.unit.site.population.access_files import write_access_files
from tests.unit.site.population.public_files import write_public_files, write_registers

from commonweal.site.population.projection import lists

CHECKOUT = Path(__file__).resolve().parents[4]
SCHEMAS = json.loads((CHECKOUT / "docs" / "reference" / "openapi.json").read_text("utf-8"))["components"]["schemas"]

SAME = {
    "finder": ("finder/?level=practice", "", "finder?level=practice", "FinderOut", "FoundOut"),
    "finder of one condition": (
        "finder/?level=pcn&condition=diabetes&icb=QHL", "", "finder?level=pcn&condition=diabetes&icb=QHL",
        "FinderOut", "FoundOut",
    ),
    "map": ("map/?measure=share&condition=diabetes", "", "map?measure=share&condition=diabetes", "MapOut", "BoardOut"),
    "map of people": ("map/?", "", "map", "MapOut", "BoardOut"),
    "funnel": ("funnel/?icb=QHL&limits=spread", "", "funnel?icb=qhl&limits=spread", "FunnelOut", "FunnelPracticeOut"),
    "charts": (
        "control-charts/?target=70", "within_four_hours-icb", "control-charts?target=70",
        "ChartsOut", "OrganisationOut",
    ),
    "chart": (
        "control-charts/?level=trust&code=RC9", "months-rc9", "control-charts/rc9?level=trust", "ChartOut", "MonthOut",
    ),
    "inequality": ("inequality/?", "inequality-england", "inequality", "InequalityOut", "InequalityRowOut"),
    "inequality of an ICB": (
        "inequality/?area=QHL", "inequality-qhl", "inequality?area=qhl", "InequalityOut", "InequalityRowOut",
    ),
    "gradient": (
        "inequality/?condition=CAN", "deprivation-can-england", "inequality/CAN", "GradientOut", "QuantileOut",
    ),
    "years ahead": (
        "projection/?icb=QHL&growth=0.5", "projected-years-qhl", "projection?level=icb&code=qhl&growth=0.5",
        "CarriedYearsOut", "CarriedYearOut",
    ),
    "ages ahead": (
        "projection/?area=practice/A81006", "projected-ages-a81006", "projection/ages?level=practice&code=a81006",
        "CarriedAgesOut", "CarriedAgeOut",
    ),
    "fifths": ("icb/QHL/?", "deprivation", "areas/icb/qhl/deprivation", "FifthsOut", "FifthOut"),
    "core20plus5": (
        "icb/QHL/?", "core20plus5-qhl", "core20plus5?level=icb&code=QHL", "Core20Out", "ClinicalAreaOut",
    ),
}  # fmt: skip
"""The page and its table, the operation, and the schemas of its reply and items."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_registers(write_access_files(write_public_files(tmp_path_factory.mktemp("public"))))


@pytest.fixture(autouse=True)
def data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONWEAL_DATA", str(folder))
    monkeypatch.setattr(lists, "kept_systems", list)  # no database is asked


def of_page(client, address: str, table: str) -> list[dict[str, str]]:
    text = client.get(f"/population/{address}&format=csv&table={table}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def of_api(client, address: str) -> tuple[dict, list[dict]]:
    """The first page of a reply, and the items of every page."""
    first = client.get(f"/api/population/{address}{'&' if '?' in address else '?'}per_page=50").json()
    found, last = list(first["items"]), first
    while last["next"]:
        last = client.get(last["next"]).json()
        found += last["items"]
    assert len(found) == first["count"]
    return first, found


@pytest.mark.parametrize("name", list(SAME))
def test_the_numbers_are_those_of_the_page(client, name: str) -> None:
    page, table, address, schema, item = SAME[name]
    rows, (reply, items) = of_page(client, page, table), of_api(client, address)
    assert rows
    assert len(items) == len(rows)
    for row, given in zip(rows, items, strict=True):
        for column in reply["columns"]:
            value, text = given[column["key"]], row[column["title"]]
            if value is None:
                assert text == ""
            elif isinstance(value, int | float):
                assert float(text) == value
            elif column["key"] != "month":
                assert text == value
    assert "method version" in reply["method"] or "Core20" in reply["method"]
    assert reply["sources"]
    assert reply.keys() == SCHEMAS[schema]["properties"].keys()
    for given in items:
        assert given.keys() <= SCHEMAS[item]["properties"].keys()
        assert given.keys() >= set(SCHEMAS[item].get("required", ()))


def test_months_are_days_and_a_gap_is_null(client) -> None:
    reply, items = of_api(client, "control-charts/RC9?level=trust&points=6")
    assert items[0]["month"] == "2024-04-01"
    assert [one["value"] for one in items if one["month"] == "2022-09-01"] == [None]
    assert "6 points make a run" in " ".join(reply["notes"])
    assert {one["key"]: one["unit"] for one in reply["columns"]}["lower"] == "fraction"


def test_every_register_of_an_area_is_as_its_own_list_has_it(client) -> None:
    reply, items = of_api(client, "areas/practice/a81006/conditions")
    assert (reply["code"], reply["name"], reply["unit"]) == ("A81006", "A81006", "people")
    for one in items:
        alone = client.get(f"/api/population/expected?level=practice&code=A81006&condition={one['condition']}").json()
        assert {key: value for key, value in one.items() if key != "condition"} == alone["items"][0]
    assert {one["standing"] for one in items} == {"below"}


def test_a_csv_file_has_every_row(client) -> None:
    text = b"".join(client.get("/api/population/finder?level=practice&format=csv").streaming_content).decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 120
    assert rows[0]["code"] == "A81006"


def test_practices_of_a_network_are_marked(client) -> None:
    _, items = of_api(client, "funnel?icb=QHL&network=U10000")
    assert {one["code"] for one in items if one["marked"]} == {"A81000", "A81002", "A81004"}


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("finder?icb=QXX", 422, "The value of icb cannot be used"),
        ("finder?condition=happiness", 422, "Choose a condition from the list"),
        ("finder?level=ward", 422, "expected 'icb', 'place', 'pcn' or 'practice'"),
        ("map?condition=happiness", 422, "Choose a condition from the list"),
        ("funnel?icb=QXX", 422, "Choose an ICB from the list"),
        ("funnel", 422, "A value for icb is missing"),
        ("funnel?icb=QHL&network=U99999", 404, "No practice of this network"),
        ("expected?condition=asthma", 404, "are not held by this installation"),
        ("expected?icb=zzz", 404, "No integrated care board has this code"),
        ("expected?level=practice&code=A00000", 404, "No practice has this code"),
        ("areas/icb/QXX/conditions", 404, "No integrated care board has this code"),
        ("core20plus5?level=pcn&code=U9", 404, "No primary care network has this code"),
        ("control-charts/RXX?level=trust", 404, "Nothing is published about an organisation with this code"),
        ("control-charts?measure=discharge_delays&level=trust", 404, "is not held by this installation"),
        ("control-charts/RC9?level=trust&rebase=2023-04", 422, "Write down what changed"),
        ("control-charts/RC9?level=trust&rebase=1999-04&reason=Moved", 422, "cuts"),
        ("projection?level=icb&code=QXX", 404, "No list of this area is held here"),
        ("projection?level=practice&code=Z9", 404, "No list of this area is held here"),
        ("projection?code=QHL", 422, "name the level too".capitalize()),
        ("projection?years=0&growth=abc", 422, "years"),
        ("projection?years=0&growth=abc", 422, "growth"),
        ("projection?growth=nan", 422, "growth"),
        ("projection?growth=inf", 422, "growth"),
        ("projection/need?level=icb&code=QHL", 404, "Need and segments do not follow here"),
        ("inequality?area=QXX", 422, "Choose England or an ICB from the list"),
        ("inequality/happiness", 404, "This condition is not published for the area"),
    ],
)
def test_what_is_not_there_is_told(client, address: str, status: int, told: str) -> None:
    response = client.get(f"/api/population/{address}")
    assert response.status_code == status, response.content
    assert told in " ".join(problem["sentence"] for problem in response.json()["problems"])


@pytest.mark.parametrize("address", ["finder", "map", "funnel?icb=QHL", "control-charts", "inequality", "core20plus5"])
def test_without_the_files_nothing_is_made_up(client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMONWEAL_DATA")
    response = client.get(f"/api/population/{address}")
    assert response.status_code == 404
    assert "not held by this installation" in response.json()["problems"][0]["sentence"]
