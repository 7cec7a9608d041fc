"""Somebody looks for an organisation, before and after it changed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture(autouse=True)
def without_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded default, whatever the machine has."""
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)


def test_a_board_that_closed_is_found_with_what_became_of_it(page: Page, live_server, assert_accessible, screenshot):
    page.goto(f"{live_server.url}/organisations/")
    expect(page.get_by_text("36 found")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "organisations")

    page.get_by_label("Code, or words of the name").fill("frimley")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text(re.compile("Nothing was found"))).to_be_visible()
    page.get_by_label("Show closed ones too").check()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Code, or words of the name")).to_have_value("frimley")
    page.get_by_role("link", name=re.compile("NHS Frimley Integrated Care Board")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("NHS Frimley Integrated Care Board")
    expect(page.get_by_text(re.compile("it was split between")).first).to_be_visible()
    assert_accessible(page)
    screenshot(page, "organisation-closed")

    page.get_by_label(re.compile("As it stood on")).fill("31 March 2026")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Not open on")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("South East"))).to_be_visible()
    assert_accessible(page)


def test_a_day_that_does_not_exist(page: Page, live_server, assert_accessible, screenshot):
    page.watch.expected_statuses.add(400)
    page.goto(f"{live_server.url}/organisations/?on=31+February+2026")
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name=re.compile("Enter a day that exists")).click()
    expect(page.locator("#on")).to_be_focused()
    assert_accessible(page)
    screenshot(page, "organisations-error")


def test_tree_of_a_region(page: Page, live_server, assert_accessible, screenshot):
    page.goto(f"{live_server.url}/organisations/Y60/tree/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Everything below Midlands")
    assert_accessible(page)
    screenshot(page, "organisation-tree")


def test_practices_with_the_public_lists(
    page: Page, live_server, data_folder, monkeypatch, assert_accessible, screenshot
):
    monkeypatch.setenv("COMMONWEAL_DATA", str(data_folder))
    page.goto(f"{live_server.url}/organisations/?kind=practice")
    expect(page.get_by_role("navigation", name="Pages of the list")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{live_server.url}/organisations/QHL/tree/")
    expect(page.get_by_text(re.compile("general practices")).first).to_be_visible()
    assert_accessible(page)
    screenshot(page, "organisation-tree-real")


def test_search_without_scripts(page_without_scripts: Page, live_server, assert_fits):
    page = page_without_scripts
    page.goto(f"{live_server.url}/organisations/")
    page.get_by_label("Kind", exact=True).select_option("region")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("7 found")).to_be_visible()
    assert_fits(page)
