"""The page that describes the API is drawn under the strict policy, from this host alone, and can be tried."""

from __future__ import annotations

import json
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

CHECKOUT = Path(__file__).resolve().parents[2]
DESCRIPTION = json.loads((CHECKOUT / "docs" / "reference" / "openapi.json").read_text(encoding="utf-8"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TOLD = {
    "color-contrast": "too little contrast",
    "select-name": "no name that a screen reader could say",
    "nested-interactive": "another button inside it",
    "target-size": "too small to hit",
    "heading-order": "leave out a level",
}
"""Every fault of the drawn description, and the words of the accessibility statement that tell of it."""


def test_description_is_drawn_and_an_operation_tried(page: Page, live_server, assert_fits, screenshot):
    page.goto(live_server.url + "/api/docs")
    expect(page.get_by_role("heading", level=1)).to_have_text("API")
    expect(page.locator("#api-description")).to_have_attribute("data-drawn", "yes", timeout=30_000)
    expect(page.locator(".opblock")).to_have_count(sum(map(len, DESCRIPTION["paths"].values())))
    screenshot(page, "api-docs")
    _assert_frame_is_accessible(page)
    assert_fits(page)

    operation = page.locator("#operations-Allocations-allocations_icb")
    operation.get_by_role("button").first.click()
    operation.get_by_role("button", name="Try it out").click()
    operation.locator("tr[data-param-name=icb] input").fill("QHL")
    operation.get_by_role("button", name="Execute").click()
    reply = operation.locator(".live-responses-table")
    expect(reply.locator("tr.response .response-col_status").first).to_contain_text("200")
    expect(reply).to_contain_text("Birmingham")
    screenshot(page, "api-docs-tried")


def test_page_without_scripts_leads_to_the_file(page_without_scripts: Page, live_server):
    page_without_scripts.goto(live_server.url + "/api/docs")
    link = page_without_scripts.get_by_role("link", name="A file in the form of OpenAPI 3.1")
    expect(link).to_have_attribute("href", "/api/openapi.json")
    expect(page_without_scripts.get_by_text("says the same without it")).to_be_visible()


def test_every_fault_of_the_drawn_description_is_told_in_the_accessibility_statement(page: Page, live_server):
    page.goto(live_server.url + "/api/docs")
    expect(page.locator("#api-description")).to_have_attribute("data-drawn", "yes", timeout=30_000)
    page.locator("#operations-Organisations-organisations_bodies").get_by_role("button").first.click()
    expect(page.get_by_role("button", name="Try it out")).to_be_visible()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": [*TAGS, "best-practice"]}})
    assert {fault["id"] for fault in found.response["violations"]} == set(TOLD)
    page.get_by_role("link", name="the accessibility statement").click()
    for words in TOLD.values():
        expect(page.get_by_role("main")).to_contain_text(words)


def _assert_frame_is_accessible(page: Page) -> None:
    """The page around the drawn description: the drawing is Swagger's, and the file says the same as it."""
    found = Axe().run(
        page, context={"exclude": [["#api-description"]]}, options={"runOnly": {"type": "tag", "values": TAGS}}
    )
    assert found.violations_count == 0, found.generate_report()
    assert page.locator("h1").count() == 1
