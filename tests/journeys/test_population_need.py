"""Somebody asks where need is: the finder, a funnel, control charts, inequality and the map."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.unit.site.population.access_files import write_access_files
from tests.unit.site.population.public_files import write_public_files, write_registers


@pytest.fixture(scope="module")
def public_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_access_files(write_registers(write_public_files(tmp_path_factory.mktemp("public"))))


@pytest.fixture(autouse=True)
def data(public_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONWEAL_DATA", str(public_files))


def test_from_the_finder_to_a_practice(page: Page, live_server, assert_accessible, screenshot):
    page.goto(f"{live_server.url}/population/")
    page.get_by_role("link", name="Finder of unmet need").click()
    page.get_by_label("Rank").select_option("practice")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("The first 100 of 120 are shown")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "population-finder")
    page.get_by_role("link", name="A81006", exact=True).click()
    expect(page).to_have_url(re.compile("/population/practice/A81006/"))


@pytest.mark.parametrize("name", ["funnel", "control-charts", "inequality", "projection"])
def test_pages_with_a_picture_are_drawn_and_accessible(page: Page, live_server, assert_accessible, screenshot, name):
    page.goto(f"{live_server.url}/population/{name}/")
    expect(page.locator("[data-chart=ok] svg").first).to_be_visible()
    assert_accessible(page)
    screenshot(page, f"population-{name}")


def test_a_hexagon_is_reached_by_keyboard(page: Page, live_server, assert_accessible, screenshot):
    page.goto(f"{live_server.url}/population/map/")
    cell = page.locator('a.cw-hexmap__cell[href*="/population/icb/QHL/"]')
    expect(cell).to_be_visible()
    assert_accessible(page)
    screenshot(page, "population-map")
    cell.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/population/icb/QHL/"))


def test_a_funnel_without_scripts_has_its_table(page_without_scripts: Page, live_server, assert_fits):
    page_without_scripts.goto(f"{live_server.url}/population/funnel/?indicator=hypertension&icb=QHL")
    page_without_scripts.get_by_text("The figures of this chart").click()
    expect(page_without_scripts.get_by_role("link", name="A81006", exact=True)).to_be_visible()
    assert_fits(page_without_scripts, 320)
