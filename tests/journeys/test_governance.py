"""A visitor reads the register and the map; a company secretary asks about a member with an interest."""

from __future__ import annotations


import pytest
from playwright.sync_api import Page, expect

PASSWORD = "grey heron over wet slate"
SYSTEM = "EXAMPLE-ICB"
PAGES = {
    "governance": "/governance/",
    "governance-rules": "/governance/rules/",
    "governance-rule": "/governance/rules/B02/",
    "governance-handbook": "/governance/wealdmarch/",
    "governance-check": "/governance/wealdmarch/check/",
    "governance-decide": "/governance/wealdmarch/decide/",
    "governance-meetings": "/governance/wealdmarch/meetings/",
    "governance-meeting": "/governance/wealdmarch/meetings/FINANCE-2026-04/",
    "governance-bodies": "/governance/wealdmarch/bodies/",
    "governance-interests": "/governance/wealdmarch/interests/",
    "governance-functions": "/governance/wealdmarch/functions/",
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits(page: Page, live_server, assert_accessible, screenshot, name):
    page.goto(live_server.url + PAGES[name])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    screenshot(page, name)
    assert_accessible(page)
