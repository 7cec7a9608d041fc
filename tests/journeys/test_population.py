"""Somebody looks for people not yet found: from England to a board, by a point of the funnel to a practice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.unit.site.population.public_files import write_public_files


@pytest.fixture(scope="module")
def public_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_public_files(tmp_path_factory.mktemp("public"))


@pytest.fixture(autouse=True)
def data(public_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONWEAL_DATA", str(public_files))


def test_from_england_to_a_practice_by_the_funnel(page: Page, live_server, assert_accessible, screenshot):
    page.goto(f"{live_server.url}/population/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("People not yet found")
    assert_accessible(page)
    page.locator("table a").first.click()
    expect(page.locator("[data-chart=ok] svg")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "population-icb")
    page.locator("[data-chart] svg .mark-symbol.role-mark path").nth(12).click()
    expect(page).to_have_url(re.compile("/population/practice/A81"))
    expect(
        page.get_by_text(re.compile("practices with the same ages, sex and deprivation record")).first
    ).to_be_visible()
    screenshot(page, "population-practice")


def test_another_condition_without_scripts(page_without_scripts: Page, live_server, assert_fits):
    page = page_without_scripts
    page.goto(f"{live_server.url}/population/icb/QJM/")
    page.get_by_label("Condition").select_option("diabetes")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Diabetes", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Download as CSV")).first).to_be_visible()
    assert_fits(page)
