"""The pages about people not yet found: England, an ICB, a network, a practice, and what is missing."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from commonweal.population.core20plus5 import AreaFigure, clinical_areas
from commonweal.site.population import figures, presenters
from commonweal.site.population.addresses import address

pytestmark = pytest.mark.usefixtures("public_files_at_hand")


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_england_lists_every_board_with_what_it_means(client) -> None:
    text = page(client, "/population/")
    assert text.count('<a href="/population/icb/') == 2
    assert "118 practices are compared" in text
    assert "not how many people truly have the condition" in text
    assert "method version 1" in text


def test_a_board_shows_networks_practices_and_deprivation_with_a_click_to_each(client) -> None:
    text = page(client, "/population/icb/QHL/")
    assert "record fewer people with hypertension than nearly all practices alike" in text
    assert '"href": {"field": "href"' in text
    assert "/population/practice/A81006/?condition=hypertension" in text
    assert "Fifth of practices" in text
    assert "1 (most deprived)" in text
    assert "no public figure" in text
    assert "Continuity of care" in text
    assert '<a href="/population/pcn/U10000/' in text


def test_people_not_yet_found_are_told_with_an_interval(client) -> None:
    text = page(client, "/population/practice/A81006/")
    assert "with hypertension are not yet found in" in text
    assert "are on the register, and practices with the same ages, sex and deprivation record" in text


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("A81001", "no list was published for April 2026"),
        ("A81003", "no register is published for 2024/25"),
    ],
)
def test_what_is_missing_is_told_and_not_guessed(client, code: str, why: str) -> None:
    assert why in page(client, f"/population/practice/{code}/")


def test_a_condition_without_figures_is_said_to_have_none(client) -> None:
    assert "Nothing is published about this condition" in page(client, "/population/icb/QHL/?condition=asthma")
    assert "Nothing is published about this condition" in page(client, "/population/?condition=asthma")


@pytest.mark.parametrize("address", ["/population/", "/population/icb/QHL/"])
def test_a_condition_that_does_not_exist_is_refused(client, address: str) -> None:
    assert "Choose a condition from the list" in page(client, f"{address}?condition=happiness", 400)


@pytest.mark.parametrize("address", ["/population/icb/QXX/", "/population/ward/QHL/", "/population/practice/Z1/"])
def test_what_is_not_there_is_not_found(client, address: str) -> None:
    page(client, address, 404)


def test_a_code_in_small_letters_is_led_to_its_page(client) -> None:
    assert client.get("/population/icb/qhl/")["Location"] == "/population/icb/QHL/"


@pytest.mark.parametrize(
    "table", ["practice-hypertension-qhl", "pcn-hypertension-qhl", "deprivation", "core20plus5-qhl"]
)
def test_the_table_behind_each_picture_can_be_downloaded(client, table: str) -> None:
    response = client.get("/population/icb/QHL/", {"format": "csv", "table": table})
    assert f"{table}.csv" in response["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) > 2
    assert client.get("/population/icb/QHL/", {"format": "xlsx", "table": table}).status_code == 200


def test_a_figure_of_something_related_is_not_taken_for_what_is_asked(client, monkeypatch: pytest.MonkeyPatch) -> None:
    area = clinical_areas()[0]
    told = [AreaFigure(area, "Asked", 0.5, "published", True, 1), AreaFigure(area, "Other", 0.6, "published", False, 1)]
    monkeypatch.setattr(presenters, "area_figures", lambda *given, **named: told)
    response = client.get("/population/icb/QHL/", {"format": "csv", "table": "core20plus5-qhl"})
    rows = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert {row["Figure"]: row["How it is known"] for row in rows} == {
        "Asked": "published",
        "Other": "published, but about something related: it does not measure what is asked for",
    }


def test_every_count_is_rounded_and_small_ones_are_left_out(client) -> None:
    response = client.get("/population/icb/QHL/", {"format": "csv", "table": "practice-hypertension-qhl"})
    for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))):
        for name in ("On the register (people)", "Expected (people)", "Expected less recorded (people)"):
            assert not row[name] or int(row[name]) % 5 == 0
        assert row["On the register (people)"] not in ("5", "0")


def test_without_the_files_the_page_says_which_are_needed(client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMONWEAL_DATA")
    text = page(client, "/population/")
    assert "patients registered at a general practice" in text
    assert client.get("/population/icb/QHL/")["Location"] == "/population/"
    assert figures.held() is None


def test_the_api_says_the_same(client) -> None:
    found = client.get("/api/population/expected?level=practice&code=A81006").json()
    assert found["items"][0]["standing"] == "below"
    assert found["items"][0]["not_yet_found"] % 5 == 0
    assert "not yet found" in found["items"][0]["sentence"]
    assert found["caveat"]
    whole = client.get("/api/population/expected?level=pcn&icb=QHL&format=csv")
    assert whole.status_code == 200


def test_the_api_refuses_what_it_has_not(client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/api/population/expected?condition=happiness").status_code == 422
    monkeypatch.delenv("COMMONWEAL_DATA")
    assert client.get("/api/population/expected").status_code == 404


@pytest.mark.parametrize("code", ["A81001", "E08000003", "Y 1", "é"])
def test_addresses_put_together_are_those_of_the_site(code: str) -> None:
    assert address("practice", code) == reverse("population:area", args=["practice", code])
    assert address("icb", code, "asthma") == reverse("population:area", args=["icb", code]) + "?condition=asthma"
