"""Somebody goes through a system's own people: from the system down to a practice, and takes a table along."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.unit.site.population.own_people_batch import write_batch


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, live_server, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.site.audit.actors import Operator
    from commonweal.site.population.actions import keep_aggregates

    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))
    keep_aggregates(by=Operator("operator:1000"), folder=write_batch(tmp_path / "aggregates"))


def test_from_the_system_to_a_practice(page: Page, live_server, assert_accessible, assert_charts_drawn, screenshot):
    page.goto(f"{live_server.url}/population/")
    page.get_by_role("link", name="A system's own people").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Elmfold")
    expect(page.get_by_text("Made-up people.").first).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)
    page.get_by_role("link", name="Pictures and tables: Is it fair?").click()
    page.get_by_label("Condition, for Is it fair?").select_option("diabetes")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="40.0 more in every 1,000 people")).to_be_visible()
    assert_charts_drawn(page)
    screenshot(page, "own-people-fair")
    page.get_by_role("link", name="Pictures and tables: What people need").click()
    page.get_by_label("An amount for the whole system").fill("2.5m")
    page.get_by_role("button", name="Show in pounds").click()
    expect(page.get_by_role("cell", name="£2,062,500").first).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)
    screenshot(page, "own-people-shares")
    for name in ("Where to look further", "Northside", "North PCN", "Ash Surgery"):
        page.get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ash Surgery")
    page.get_by_role("link", name="Everything on one page").click()
    expect(page.get_by_role("heading", name="What people have")).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)
    screenshot(page, "own-people-practice")
    page.get_by_text("The figures of this chart").first.click()
    with page.expect_download() as caught:
        page.locator("details[open]").get_by_role("link", name="Download as CSV").click()
    lines = caught.value.path().read_text("utf-8-sig").splitlines()
    assert lines[4] == "80 and over,7 or fewer,7 or fewer"


CUT = """() => [...document.querySelectorAll("[data-chart] svg")].flatMap(svg => {
    const box = svg.closest("[data-chart]").getBoundingClientRect();
    return [...svg.querySelectorAll("text")].filter(text => {
        const words = text.getBoundingClientRect();
        return text.textContent.includes("…") || words.left < box.left - 1 || words.right > box.right + 1;
    }).map(text => text.textContent);
})"""
"""The words of pictures that end in dots, or beyond the edge of their picture."""


def test_on_a_small_telephone_no_words_of_a_picture_are_cut_and_every_table_is_folded(
    page: Page, live_server, assert_charts_drawn
):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}/population/people/QXX/place/P1/?show=everything")
    assert_charts_drawn(page)
    assert page.evaluate(CUT) == []
    assert page.locator("main table").count() == page.locator("main details:not([open]) table").count() > 5
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_click_in_the_control_charts_goes_to_the_practice(page: Page, live_server, assert_charts_drawn, screenshot):
    page.goto(f"{live_server.url}/population/people/QXX/?show=care")
    assert_charts_drawn(page)
    screenshot(page, "own-people-care")
    overview = page.locator("figure", has=page.locator("#care-parts-title"))
    overview.locator("svg .mark-symbol.role-mark path").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ash Surgery")
    page.get_by_role("link", name="Birch Surgery, by month").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Birch Surgery")
    expect(page.get_by_text("Too few months can be told for limits").first).to_be_visible()
