"""A visitor comes in, reads, signs in, makes mistakes, and signs out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

PASSWORD = "grey heron over wet slate"
PAGES = {
    "home": "/",
    "about": "/about/",
    "accessibility": "/accessibility/",
    "cookies": "/cookies/",
    "privacy": "/privacy/",
}


@pytest.fixture
def anna(transactional_db):
    from commonweal.site.accounts.models import RoleGrant, User

    user = User.objects.create_user("anna", password=PASSWORD, display_name="Anna Analyst", organisation_code="QNQ")
    RoleGrant.objects.create(user=user, role="analyst", organisation_code="QNQ", granted_by="operator:1")
    return user


@pytest.mark.parametrize("name", PAGES)
def test_page_about_the_service(page: Page, live_server, assert_accessible, screenshot, name):
    page.goto(live_server.url + PAGES[name])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_title(re.compile(r" – Commonweal$"))
    assert_accessible(page)
    screenshot(page, name)


def test_home_without_scripts(page_without_scripts: Page, live_server, assert_fits):
    page_without_scripts.goto(live_server.url)
    expect(page_without_scripts.get_by_role("heading", level=1)).to_be_visible()
    expect(
        page_without_scripts.get_by_role("navigation", name="Menu").get_by_role("link", name="About")
    ).to_be_visible()
    assert_fits(page_without_scripts)


def test_page_that_does_not_exist(page: Page, live_server, assert_accessible, screenshot):
    page.watch.expected_statuses.add(404)
    page.goto(f"{live_server.url}/organisations/QZZ-that-never-was/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    assert_accessible(page)
    screenshot(page, "not-found")


@pytest.fixture
def real_passwords(settings, quick_passwords: None) -> None:
    """Passwords are hashed as they are outside tests."""
    from django.conf import global_settings

    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS


def test_signing_in_with_mistakes_then_rightly_then_out(
    page: Page, live_server, real_passwords, anna, assert_accessible, screenshot
):
    page.goto(live_server.url)
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert_accessible(page)
    screenshot(page, "sign-in")

    page.get_by_role("button", name="Sign in").click()
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Error: Sign in – Commonweal")
    summary.get_by_role("link", name="Enter your password").click()
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    assert_accessible(page)

    page.get_by_label("User name").fill("anna")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(summary).to_contain_text("The user name or the password is not right")
    expect(page.get_by_label("User name")).to_have_value("anna")
    assert_accessible(page)
    screenshot(page, "sign-in-error")

    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Five questions of an integrated care system")
    assert_accessible(page)

    page.get_by_role("link", name="Anna Analyst").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    expect(page.locator("main")).to_contain_text("Finance or strategy analyst")
    assert_accessible(page)
    screenshot(page, "account")

    page.get_by_role("link", name="Change your password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change your password")
    assert_accessible(page)

    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_signing_in_without_scripts(page_without_scripts: Page, live_server, anna):
    page = page_without_scripts
    page.goto(f"{live_server.url}/account/")
    page.get_by_label("User name").fill("anna")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_guesser_is_slowed_down(page: Page, live_server, anna, assert_accessible, screenshot):
    page.watch.expected_statuses.add(429)
    for _ in range(6):
        page.goto(f"{live_server.url}/account/sign-in/")
        page.get_by_label("User name").fill("anna")
        page.get_by_label("Password", exact=True).fill("guess")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Too many attempts to sign in")
    assert_accessible(page)
    screenshot(page, "too-many-attempts")
