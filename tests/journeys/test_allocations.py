"""A visitor asks where the money goes: England, one ICB, what if, what changed, and why a number is what it is."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture(autouse=True)
def without_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded default, whatever the machine has."""
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def test_from_the_home_page_to_an_icb_by_way_of_the_map(
    page: Page, live_server, assert_accessible, assert_charts_drawn, screenshot
):
    page.goto(live_server.url)
    page.get_by_role("link", name="Where did this pound come from, and where did it go?").click()
    expect(heading(page)).to_contain_text("Allocations in England")
    expect(page.get_by_text("10 of 42 ICBs stand below their target")).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)
    screenshot(page, "england")

    page.get_by_label("Map", exact=True).select_option("icb26")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("of 36 ICBs stand below their target")).to_be_visible()
    expect(page.get_by_label("Map", exact=True)).to_have_value("icb26")
    expect(page.get_by_role("link", name=re.compile("^Thames Valley: "))).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)
    screenshot(page, "england-36")

    page.get_by_role("link", name=re.compile("^Birmingham and Solihull: 4.42% below target")).focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("NHS Birmingham and Solihull Integrated Care Board")
    expect(page.get_by_role("table", name=re.compile("^NHS Birmingham and Solihull ICB:"))).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)
    screenshot(page, "icb")


@pytest.mark.parametrize(("address", "width"), [("", 1280), ("?map=icb26", 1280), ("QHL/", 1280), ("QHL/", 320)])
def test_tables_and_bridges_are_read_without_scrolling_sideways(page: Page, live_server, address: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/allocations/{address}")
    expect(heading(page)).to_be_visible()
    boxes = page.locator(".cw-scroll:has(.cw-bridge)" if width == 320 else ".cw-scroll")
    assert boxes.evaluate_all("boxes => boxes.filter(b => b.scrollWidth > b.clientWidth).map(b => b.outerHTML)") == []


def test_table_is_sorted_by_its_headings(page: Page, live_server):
    page.goto(f"{live_server.url}/allocations/")
    page.get_by_role("columnheader", name="Allocation", exact=True).get_by_role("link").click()
    first = page.get_by_role("table", name=re.compile("^42 ICBs")).locator("tbody tr").first
    expect(first).to_contain_text("Shropshire, Telford and Wrekin")
    page.get_by_role("columnheader", name=re.compile("^Allocation")).get_by_role("link").click()
    expect(first).to_contain_text("North East and North Cumbria")


@pytest.mark.parametrize("kind", ["CSV", "XLSX"])
def test_table_is_downloaded(page: Page, live_server, kind: str):
    page.goto(f"{live_server.url}/allocations/?stream=primary_medical")
    with page.expect_download() as got:
        page.get_by_role("link", name=re.compile(f"Download as {kind}")).first.click()
    assert got.value.suggested_filename == f"allocations-primary-medical-2025-26-icb24.{kind.lower()}"


@pytest.mark.parametrize("code", ["QNQ", "S0E4D", "QRL"])
def test_icbs_that_the_change_of_map_touched(page: Page, live_server, assert_accessible, screenshot, code: str):
    page.goto(f"{live_server.url}/allocations/{code}/")
    expect(heading(page)).to_be_visible()
    expect(page.get_by_text(re.compile("1 April 2026|31 March 2026")).first).to_be_visible()
    assert_accessible(page)
    screenshot(page, f"icb-{code.lower()}")


def test_receipt_is_downloaded_and_is_a_receipt(page: Page, live_server):
    page.goto(f"{live_server.url}/allocations/QHL/")
    with page.expect_download() as got:
        page.get_by_role("link", name="Download the receipt (JSON)").click()
    receipt = json.loads(got.value.path().read_text(encoding="utf-8"))
    assert receipt["body"]["answer"]["value"] == {"amount": 293414100000, "unit": "gbp_pence"}


def test_scenario_with_a_mistake_then_rightly(
    page: Page, live_server, assert_accessible, assert_charts_drawn, screenshot
):
    page.goto(f"{live_server.url}/allocations/scenario/")
    expect(page.get_by_label("Most that may be gained in a year")).to_have_value("0.5")
    assert_accessible(page)
    screenshot(page, "scenario")

    page.watch.expected_statuses.add(400)
    page.get_by_label("Most that may be gained in a year").fill("50")
    page.get_by_role("button", name="Show what would change").click()
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name=re.compile("between 0% and 10%")).click()
    expect(page.get_by_label("Most that may be gained in a year")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    assert_accessible(page)
    screenshot(page, "scenario-error")

    page.get_by_label("Most that may be gained in a year").fill("1")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("would gain most").first).to_be_visible()
    expect(page.get_by_label("Most that may be gained in a year")).to_have_value("1")
    assert_charts_drawn(page)
    assert_accessible(page)
    screenshot(page, "scenario-result")


def test_scenario_without_scripts(page_without_scripts: Page, live_server, assert_fits):
    page = page_without_scripts
    page.goto(f"{live_server.url}/allocations/scenario/?stream=primary_medical&year=2025/26")
    page.get_by_label("Base growth").fill("4")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("Base growth: 4.00%.").first).to_be_visible()
    expect(page.get_by_role("table", name=re.compile("What each ICB would gain or lose"))).to_be_visible()
    assert_fits(page)


def test_england_without_scripts(page_without_scripts: Page, live_server, assert_fits):
    page = page_without_scripts
    page.goto(f"{live_server.url}/allocations/")
    page.get_by_label("Stream of money").select_option("specialised")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("below their target for specialised services")).to_be_visible()
    assert_fits(page)


def test_difference_of_two_versions(page: Page, live_server, assert_accessible, screenshot):
    page.goto(f"{live_server.url}/allocations/difference/")
    expect(page.get_by_text("Fictional.", exact=True)).to_be_visible()
    expect(page.get_by_role("table", name=re.compile("practices that changed most"))).to_be_visible()
    assert_accessible(page)
    screenshot(page, "difference")


def test_difference_of_the_real_versions(
    page: Page, live_server, data_folder, monkeypatch, assert_accessible, assert_charts_drawn, screenshot
):
    monkeypatch.setenv("COMMONWEAL_DATA", str(data_folder))
    page.goto(f"{live_server.url}/allocations/difference/")
    expect(page.get_by_text(re.compile("£5.1m would have changed hands")).first).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)
    screenshot(page, "difference-real")


def test_explaining_an_icb_and_then_a_place(page: Page, live_server, assert_accessible, screenshot):
    page.goto(f"{live_server.url}/allocations/explain/")
    page.get_by_label("ICB", exact=True).select_option("QRV")
    page.get_by_label("Stream of money").select_option("primary_medical")
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("heading", name=re.compile("£495,149,000"))).to_be_visible()
    assert_accessible(page)
    screenshot(page, "explain-icb")

    page.get_by_role("link", name="A place within an ICB").click()
    page.get_by_role("button", name="List its places").click()
    page.get_by_label("Place", exact=True).select_option(label="Wyndlesea Coast (WEALDP2)")
    page.get_by_role("button", name="Explain its fair share").click()
    expect(page.get_by_role("heading", name=re.compile("The fair share of Wyndlesea Coast"))).to_be_visible()
    assert_accessible(page)
    screenshot(page, "explain-place")
