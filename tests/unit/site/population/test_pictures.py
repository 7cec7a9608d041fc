"""Behind every picture of these pages stands its table as a file, and in sight under it the method and its version."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from tests.unit.site.population.access_files import write_access_files
from tests.unit.site.population.own_people_batch import with_every_band, write_batch
from tests.unit.site.population.public_files import write_public_files, write_registers

from commonweal.population.aggregates import PopulationAggregates, read_aggregates
from commonweal.site.population.own_people import views
from commonweal.site.population.own_people.presenters import EVERYTHING
from commonweal.site.population.projection import lists
from commonweal.site.population.urls import urlpatterns

WITH_PICTURES = {
    "area": [
        "/population/icb/QHL/",
        "/population/pcn/U10000/",
        "/population/practice/A81006/",
        "/population/practice/A81006/?condition=diabetes",
    ],
    "control_charts": ["/population/control-charts/", "/population/control-charts/?measure=discharge_delays"],
    "funnel": ["/population/funnel/", "/population/funnel/?limits=spread"],
    "inequality": ["/population/inequality/", "/population/inequality/?area=QHL"],
    "projection": ["/population/projection/?area=practice/A81006", "/population/projection/?icb=QXX"],
    "map": [f"/population/map/?measure={measure}" for measure in ("missing", "ratio", "share", "core20")],
    "own_people_system": [f"/population/people/QXX/?show={EVERYTHING}"],
    "own_people_area": [
        f"/population/people/QXX/{area}/?show={EVERYTHING}" for area in ("place/P1", "pcn/N1", "practice/A1")
    ],
}
WITHOUT = {"index", "finder", "own_people"}
ADDRESSES = [address for addresses in WITH_PICTURES.values() for address in addresses]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_registers(write_access_files(write_public_files(tmp_path_factory.mktemp("all"))))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> PopulationAggregates:
    return with_every_band(read_aggregates(write_batch(tmp_path_factory.mktemp("batch") / "aggregates")))


@pytest.fixture(autouse=True)
def at_hand(folder: Path, held: PopulationAggregates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONWEAL_DATA", str(folder))
    monkeypatch.setattr(views, "current_aggregates", lambda system="": held if system in ("", "QXX") else None)
    monkeypatch.setattr(views, "kept_systems", lambda: [("QXX", "Elmfold (fictional)")])
    monkeypatch.setattr(lists, "current_aggregates", lambda system: held if system == "QXX" else None)
    monkeypatch.setattr(lists, "kept_systems", lambda: [("QXX", "Elmfold (fictional)")])


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def pictures(text: str) -> list[str]:
    """Each drawn picture with what belongs to it; a map is followed by its table."""
    figures = re.findall(r'<figure class="cw-figure".*?</figure>', text, flags=re.S)
    return figures + re.findall(r'<div class="cw-hexmap">.*?<h2', text, flags=re.S)


def test_no_page_is_left_out() -> None:
    assert {route.name for route in urlpatterns} == WITHOUT | set(WITH_PICTURES)


@pytest.mark.parametrize("address", ["/population/", "/population/finder/"])
def test_pages_said_to_have_no_picture_have_none(client, address: str) -> None:
    assert not pictures(page(client, address))


@pytest.mark.parametrize("address", ADDRESSES)
def test_behind_each_picture_stands_its_table_as_a_file(client, address: str) -> None:
    found = pictures(page(client, address))
    assert found
    for picture in found:
        links = [html.unescape(link) for link in re.findall(r'href="([^"]*format=[^"]*)" download', picture)]
        for kind in ("csv", "xlsx"):
            (link,) = (link for link in links if f"format={kind}" in link)
            response = client.get(link)
            assert response.status_code == 200
            assert f".{kind}" in response["Content-Disposition"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_under_each_picture_the_method_and_its_version_are_in_sight(client, address: str) -> None:
    for picture in pictures(page(client, address)):
        seen = re.sub(r"<details.*?</details>|<script.*?</script>", "", picture, flags=re.S)
        lines = re.findall(r'<p class="cw-provenance">(.*?)</p>', seen, flags=re.S)
        assert any(re.search(r"version \d", line) for line in lines), seen[-600:]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_speaks_in_names_of_files(client, address: str) -> None:
    text = page(client, address)
    for name in ("european_standard_population", "population-aggregates"):
        assert name not in text
