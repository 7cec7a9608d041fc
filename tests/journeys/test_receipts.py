"""A visitor checks a receipt, with a mistake first; an analyst has one entered and sends its address on."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

PASSWORD = "grey heron over wet slate"


@pytest.fixture
def anna(transactional_db):
    from commonweal.site.accounts.models import RoleGrant, User

    user = User.objects.create_user("anna", password=PASSWORD, display_name="Anna Analyst", organisation_code="QNQ")
    RoleGrant.objects.create(user=user, role="analyst", organisation_code="QNQ", granted_by="operator:1")
    return user


@pytest.fixture
def asked():
    from commonweal.answers import Dates
    from commonweal.wiring import ask

    inputs = {"icb": "QHL", "stream": "core", "year": "2025/26"}
    text = "What is Birmingham and Solihull given for core services in 2025/26, and why?"
    return ask("allocations.icb_allocation", inputs, text, Dates.on(date(2025, 4, 1)))


def test_visitor_checks_a_receipt(
    page: Page, live_server, transactional_db, asked, tmp_path: Path, assert_accessible, screenshot
):
    page.watch.expected_statuses.add(400)
    page.goto(live_server.url)
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Receipts").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check a receipt")
    assert_accessible(page)
    screenshot(page, "receipts-check")

    page.get_by_role("button", name="Check it").click()
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Choose the file of a receipt")
    assert_accessible(page)
    screenshot(page, "receipts-check-error")

    file = tmp_path / "receipt.json"
    file.write_text(asked.receipt().to_text(), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What this receipt proves")
    expect(page.get_by_role("heading", name="Part of what the receipt says could not be proved here.")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "receipts-unregistered")

    whole = json.loads(file.read_text(encoding="utf-8"))
    whole["body"]["answer"]["sentence"] = "It is given the moon."
    file.write_text(json.dumps(whole), encoding="utf-8")
    page.get_by_role("link", name="Check another receipt").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("heading", name="The receipt does not hold.")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "receipts-changed")


def test_receipt_from_another_day_shows_then_and_now(
    page: Page, live_server, transactional_db, asked, tmp_path: Path, assert_accessible, screenshot
):
    from commonweal.answers import Receipt, SigningKey
    from commonweal.home import home

    body = json.loads(asked.receipt().to_text())["body"]
    entry = body["evidence"]["rules"][0]["entry"]
    entry["title"], entry["source"]["last_checked"] = "How core allocations grew before the change", "2025-01-31"
    body["evidence"]["rows"][0]["rows"][0]["values"]["population"] = "1500000"
    body["answer"]["sentence"] = "It was given a little more."
    file = tmp_path / "receipt.json"
    file.write_text(Receipt._signed(body, SigningKey.of_installation(home())).to_text(), encoding="utf-8")
    page.goto(f"{live_server.url}/receipts/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("columnheader", name="Then").first).to_be_visible()
    assert_accessible(page)
    screenshot(page, "receipts-then-and-now")


def test_analyst_finds_a_receipt_and_sends_its_address_on(
    page: Page, live_server, anna, asked, assert_accessible, screenshot
):
    from commonweal.site.receipts.actions import issue

    receipt = issue(asked, by=anna)
    page.goto(f"{live_server.url}/account/sign-in/?next=/receipts/")
    page.get_by_label("User name").fill("anna")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Receipts that were issued to you")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "receipts-own")

    page.get_by_role("link", name="What is Birmingham and Solihull given").click()
    expect(page).to_have_url(f"{live_server.url}/receipts/{receipt.digest}/")
    expect(page.locator("main")).to_contain_text("The receipt is intact, registered, and gives the same answer again.")
    assert_accessible(page)
    screenshot(page, "receipts-kept")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the receipt (JSON)").click()
    assert download.value.suggested_filename == f"receipt-{receipt.digest[:12]}.json"


def test_code_that_is_not_kept(page: Page, live_server, transactional_db, assert_accessible, screenshot):
    page.watch.expected_statuses |= {400, 404}
    page.goto(f"{live_server.url}/receipts/")
    page.get_by_label("Or the code of a receipt that is kept here").fill("ab" * 32)
    page.get_by_role("button", name="Find it").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("No receipt with this code is kept here")
    assert_accessible(page)
    page.goto(f"{live_server.url}/receipts/{'ab' * 32}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("No receipt with this code is kept here")
    assert_accessible(page)
    screenshot(page, "receipts-not-kept")


def test_checking_without_scripts(page_without_scripts: Page, live_server, transactional_db, asked, tmp_path: Path):
    page = page_without_scripts
    file = tmp_path / "receipt.json"
    file.write_text(asked.receipt().to_text(), encoding="utf-8")
    page.goto(f"{live_server.url}/receipts/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What this receipt proves")
