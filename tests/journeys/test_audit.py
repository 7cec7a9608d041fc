"""An auditor reads what was done and proves the chain; somebody without the role is told which role it takes."""

from __future__ import annotations

import hashlib

import pytest
from playwright.sync_api import Page, expect

PASSWORD = "grey heron over wet slate"


@pytest.fixture
def people(transactional_db):
    """An auditor and an analyst, added as they should be, and a receipt issued."""
    from commonweal.site.accounts.actions import add_account, grant_role
    from commonweal.site.audit.actions import register_receipt
    from commonweal.site.audit.actors import Operator

    by = Operator("operator:1000")
    for name, role in (("audrey", "auditor"), ("anna", "analyst")):
        shown = f"{name.title()} {role.title()}"
        anna = add_account(by=by, username=name, password=PASSWORD, role=role, display_name=shown)
    grant_role(by=by, account=anna, role="place_lead", organisation_code="QNQ")
    for number in range(30):
        register_receipt(hashlib.sha256(bytes([number])).hexdigest(), by=anna)


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Sign in to go on").click()
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_auditor_reads_and_verifies(page: Page, live_server, people, assert_accessible, screenshot):
    page.watch.expected_statuses |= {403, 400}
    page.goto(f"{live_server.url}/audit/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not do this")
    assert_accessible(page)
    screenshot(page, "audit-visitor")

    sign_in(page, f"{live_server.url}/audit/", "audrey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Audit chain")
    expect(page.locator("#events")).to_contain_text("Anna Analyst had the receipt")
    assert_accessible(page)
    screenshot(page, "audit-events")

    page.get_by_label("Act").select_option("Role granted")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#events")).to_contain_text("granted Anna Analyst the role of place lead for QNQ")
    assert_accessible(page)

    page.get_by_role("button", name="Verify the chain now").click()
    expect(page.locator("main")).to_contain_text("The audit chain is whole:")
    assert_accessible(page)
    screenshot(page, "audit-verified")

    head = page.locator("main code").first.inner_text()
    page.get_by_label("A head of the chain that you noted").fill(head[:20])
    page.get_by_role("button", name="Verify the chain now").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    assert_accessible(page)
    page.get_by_label("A head of the chain that you noted").fill(head)
    page.get_by_role("button", name="Verify the chain now").click()
    expect(page.locator("main")).to_contain_text("The head that you noted lies on the chain")
    assert_accessible(page)


def test_analyst_is_told_which_roles_may(page: Page, live_server, people, assert_accessible, screenshot):
    page.watch.expected_statuses.add(403)
    sign_in(page, f"{live_server.url}/audit/", "anna")
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not do this")
    expect(page.locator("main")).to_contain_text("auditor")
    assert_accessible(page)
    screenshot(page, "audit-refused")
