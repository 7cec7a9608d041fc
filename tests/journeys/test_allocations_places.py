"""A place lead asks for a fair share: ready-made places, places of one's own, spending, and saving them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

PASSWORD = "grey heron over wet slate"


@pytest.fixture(autouse=True)
def without_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded default, whatever the machine has."""
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)


@pytest.fixture
def lead(transactional_db):
    from commonweal.site.accounts.models import RoleGrant, User

    user = User.objects.create_user("lead", password=PASSWORD, display_name="Lee Lead", organisation_code="WEALDM")
    RoleGrant.objects.create(user=user, role="place_lead", organisation_code="WEALDM", granted_by="operator:1")
    return user


def test_places_of_the_system_with_their_spending(
    page: Page, live_server, transactional_db, assert_accessible, assert_charts_drawn, screenshot
):
    page.goto(f"{live_server.url}/allocations/")
    page.get_by_role("link", name="Fair shares of places").click()
    expect(page.get_by_text("Fictional.", exact=True)).to_be_visible()
    assert_accessible(page)
    screenshot(page, "places")

    page.get_by_label("Places of the system").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text(re.compile("Wyndlesea Coast has the most need")).first).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)
    screenshot(page, "places-results")

    page.get_by_role("button", name="Use Wealdmarch's own spending").click()
    expect(page.get_by_role("table", name=re.compile("Core services: distance and pace"))).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)
    screenshot(page, "places-spending")


def test_places_of_ones_own_by_ticking_and_saving(
    page: Page, live_server, lead, assert_accessible, assert_charts_drawn, screenshot
):
    page.goto(f"{live_server.url}/account/sign-in/")
    page.get_by_label("User name").fill("lead")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{live_server.url}/allocations/places/")
    page.get_by_label("Places of my own: I choose their practices").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Choose the practices of each place")
    assert_accessible(page)
    screenshot(page, "places-choose")

    page.watch.expected_statuses.add(400)
    page.get_by_role("button", name="Add this place").click()
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Enter a name for the place").click()
    expect(page.get_by_label("Name of the place")).to_be_focused()
    assert_accessible(page)

    page.get_by_label("What to tick").select_option("pcn")
    page.get_by_role("button", name="Show this list").click()
    page.get_by_label("Search this list").fill("marsh")
    page.get_by_role("button", name="Tick all that is shown").click()
    page.get_by_label("Name of the place").fill("The marshes")
    page.get_by_role("button", name="Add this place").click()
    expect(page.get_by_text(re.compile(r"The marshes: \d+ practice"))).to_be_visible()
    assert_accessible(page)
    screenshot(page, "places-so-far")

    page.get_by_role("button", name="Show their fair shares").click()
    expect(page.get_by_text(re.compile("in no place. They can be one place"))).to_be_visible()
    page.get_by_label("Name of the remaining place").fill("Everywhere else")
    page.get_by_role("button", name="Make it a place").click()
    expect(page.get_by_role("rowheader", name="Everywhere else").first).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)
    screenshot(page, "places-own-results")

    page.get_by_role("textbox", name="Title").fill("Marshes and the rest")
    page.get_by_role("button", name="Save these places").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marshes and the rest")
    expect(page.get_by_text(re.compile("Version 1, saved on"))).to_be_visible()
    address = page.url
    assert_accessible(page)
    screenshot(page, "places-saved")

    page.get_by_role("textbox", name="Title").fill("Marshes, and the rest")
    page.get_by_role("button", name="Save as the next version").click()
    expect(page.get_by_text(re.compile("Version 2, saved on"))).to_be_visible()
    assert page.url == address

    page.get_by_role("link", name="The marshes", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Explain a place of “Marshes, and the rest”")
    expect(page.get_by_text(re.compile("The fair share of The marshes is £"))).to_be_visible()
    assert_accessible(page)
    screenshot(page, "places-own-explained")
    page.get_by_label("Place", exact=True).select_option("Everywhere else")
    page.get_by_role("button", name="Explain its fair share").click()
    expect(page.get_by_text(re.compile("The fair share of Everywhere else is £"))).to_be_visible()

    page.goto(address)
    page.context.clear_cookies()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marshes, and the rest")
    page.get_by_role("link", name="version 1").click()
    expect(page.get_by_text("A later version has taken its place")).to_be_visible()
    assert_accessible(page)


def test_places_from_a_file_with_a_mistake_then_rightly(
    page: Page, live_server, transactional_db, tmp_path: Path, assert_accessible, assert_charts_drawn, screenshot
):
    from commonweal.site.allocations.data_sets import wealdmarch

    page.goto(f"{live_server.url}/allocations/places/file/?data=wealdmarch&icb=WEALDM")
    assert_accessible(page)
    screenshot(page, "places-file")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("Practice,Postcode\nWEALD001,WX1\n")
    page.watch.expected_statuses.add(400)
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="Show their fair shares").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("no column that says which place")
    assert_accessible(page)
    screenshot(page, "places-file-error")

    page.locator("input[type=file]").set_input_files(wealdmarch().members)
    page.get_by_role("button", name="Show their fair shares").click()
    expect(page.get_by_text(re.compile("Every practice of the ICB is in exactly one place"))).to_be_visible()
    expect(page.get_by_text("sign in").first).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)


def test_ticking_without_scripts(page_without_scripts: Page, live_server, transactional_db, assert_fits):
    page = page_without_scripts
    page.goto(f"{live_server.url}/allocations/places/choose/?data=wealdmarch&icb=WEALDM")
    page.get_by_label("Name of the place").fill("North")
    page.get_by_label(re.compile(r"\(WEALD001\)")).check()
    page.get_by_role("button", name="Add this place").click()
    expect(page.get_by_text("North: 1 practice")).to_be_visible()
    page.get_by_role("button", name="Show their fair shares").click()
    expect(page.get_by_text(re.compile("^149 practices with"))).to_be_visible()
    assert_fits(page)


def test_networks_of_a_real_icb(
    page: Page,
    live_server,
    transactional_db,
    data_folder,
    monkeypatch,
    assert_accessible,
    assert_charts_drawn,
    screenshot,
):
    monkeypatch.setenv("COMMONWEAL_DATA", str(data_folder))
    page.goto(f"{live_server.url}/allocations/places/?icb=QHL")
    page.get_by_label("Integrated care board").select_option("QHL")
    page.get_by_label("Primary care networks (PCNs)").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("table", name=re.compile("Fair shares in pounds"))).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)
    screenshot(page, "places-real")
