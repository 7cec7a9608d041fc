"""Somebody signs in through a provider at another host, with and without scripts, and is turned away when unknown."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.unit.site.accounts.oidc_provider import CLIENT, SECRET, serve

from commonweal.site.accounts import discovery
from commonweal.site.accounts.provider import Provider


@pytest.fixture
def there(settings, transactional_db, live_server, monkeypatch):
    """A provider at 127.0.0.1, while the site is at localhost: another site to the browser."""
    from commonweal.site.accounts.models import RoleGrant, SignOnLink, User

    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert "//localhost:" in live_server.url
    provider, server = serve()
    settings.SINGLE_SIGN_ON = Provider(provider.issuer, CLIENT, SECRET, name="Care Identity")
    discovery.forget()
    user = User.objects.create_user("secretary", display_name="The secretary")
    RoleGrant.objects.create(user=user, role="company_secretary", organisation_code="QWM", granted_by="operator:1")
    SignOnLink.objects.create(user=user, issuer=provider.issuer, subject=provider.subject, linked_by="operator:1")
    yield provider
    server.shutdown()
    server.server_close()
    discovery.forget()


def begin(page: Page, live_server) -> None:
    page.goto(f"{live_server.url}/account/sign-in/?next=/account/")
    page.get_by_role("button", name="Sign in with Care Identity").click()


def test_signing_in_there_and_out_here(page: Page, live_server, there, assert_accessible, screenshot):
    page.goto(f"{live_server.url}/account/sign-in/")
    assert_accessible(page)
    screenshot(page, "single-sign-on-sign-in")
    begin(page, live_server)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    assert page.url == f"{live_server.url}/account/"
    assert_accessible(page)
    page.goto(f"{live_server.url}/account/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign out of Care Identity too")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "single-sign-on-signed-out")


def test_signing_in_without_scripts(page_without_scripts: Page, live_server, there):
    begin(page_without_scripts, live_server)
    expect(page_without_scripts.get_by_role("heading", level=1)).to_have_text("Your account")


def test_who_is_not_linked_is_told_what_to_do(page: Page, live_server, there, assert_accessible, screenshot):
    page.watch.expected_statuses.add(403)
    there.subject = "a-stranger-0c9f5bd49c3f4ec58d6e000000000000"
    begin(page, live_server)
    expect(page.get_by_role("heading", level=1)).to_have_text("You have no account here yet")
    assert_accessible(page)
    screenshot(page, "single-sign-on-not-linked")
