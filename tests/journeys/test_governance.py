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


@pytest.fixture
def secretary(transactional_db):
    """A company secretary whose system's handbook is kept here: a member of the board is employed by a trust."""
    from commonweal.governance.handbook.exchange import example_handbook
    from commonweal.site.accounts.models import RoleGrant, User
    from commonweal.site.governance.actions import import_handbook

    user = User.objects.create_user("cora", password=PASSWORD, display_name="Cora Secretary")
    RoleGrant.objects.create(user=user, role="company_secretary", organisation_code=SYSTEM, granted_by="operator:1")
    import_handbook(by=user, system=SYSTEM, handbook=example_handbook())
    return user


def test_visitor_reads_who_sits_the_register_and_who_decides_what(
    page: Page, live_server, assert_accessible, screenshot
):
    page.goto(live_server.url)
    page.get_by_role("link", name="May we decide this?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("May we decide this?")
    page.get_by_role("link", name="NHS Wealdmarch Integrated Care Board (fictional)").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Governance handbook")
    page.get_by_role("link", name="Register of interests").click()
    page.get_by_label("Members of").select_option(label="Finance and Performance Committee")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#register-of-interests")).to_contain_text("Finance and Performance Committee")
    assert_accessible(page)
    screenshot(page, "governance-interests-of-a-committee")
    page.get_by_role("link", name="Who decides what").click()
    page.get_by_label("Decided at").select_option(label="Place")
    page.get_by_label("Compare with another day").fill("30 June 2022")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#map-changes")).to_be_visible()
    expect(page.locator("#functions-and-decisions")).to_contain_text("Place")
    assert_accessible(page)
    screenshot(page, "governance-map-of-places")


def test_drawing_of_the_map(page: Page, live_server):
    page.goto(f"{live_server.url}/governance/wealdmarch/functions/drawing.svg")
    expect(page.locator("svg").first).to_be_visible()


def test_visitor_may_not_check_what_is_not_public(page: Page, live_server, secretary, assert_accessible, screenshot):
    page.watch.expected_statuses.add(403)
    page.goto(f"{live_server.url}/governance/{SYSTEM}/")
    expect(page.get_by_text("what the law makes public")).to_be_visible()
    expect(page.get_by_role("link", name="Check against the rules")).to_have_count(0)
    assert_accessible(page)
    page.goto(f"{live_server.url}/governance/{SYSTEM}/check/")
    expect(page.locator("main")).to_contain_text("company secretary or chair")
    assert_accessible(page)
    screenshot(page, "governance-not-permitted")


def test_secretary_asks_about_a_member_with_an_interest(
    page: Page, live_server, secretary, assert_accessible, screenshot
):
    page.goto(f"{live_server.url}/account/")
    page.get_by_label("User name").fill("cora")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")

    page.goto(f"{live_server.url}/governance/{SYSTEM}/decide/?on=1+May+2026")
    page.get_by_label("What is to be decided?").fill("A contract for community services")
    page.get_by_label("Who is to decide?").select_option(label="NHS Example Integrated Care Board")
    page.get_by_role("button", name="Show who sits there").click()
    expect(page.get_by_role("group", name="Who is in the room?")).to_be_visible()
    expect(page.get_by_label("What is to be decided?")).to_have_value("A contract for community services")
    assert_accessible(page)

    page.get_by_label("Which function does it exercise?").select_option(label="Commissioning community health services")
    page.get_by_label("For how much in all?").fill("£400,000")
    page.get_by_label("Which organisations stand to gain or lose?").fill("Example NHS Foundation Trust")
    for number in (1, 3, 4):
        page.get_by_label(f"Made-up person {number},").check()
    page.get_by_role("button", name="Ask").click()
    answer = page.locator(".cw-answer")
    expect(answer).to_contain_text("a direct financial interest", ignore_case=True)
    expect(page.get_by_role("heading", name="Who leaves, or stays without a vote")).to_be_visible()
    expect(page.locator("#interests")).to_contain_text("Made-up person 4")
    assert_accessible(page)
    screenshot(page, "governance-decide-conflict")

    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Download the receipt").click()
    assert downloaded.value.suggested_filename.startswith("receipt-")

    page.watch.expected_statuses.add(400)
    page.get_by_label("For how much in all?").fill("plenty")
    page.get_by_role("button", name="Ask").click()
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.locator("#amount")).to_be_focused()


def test_question_without_scripts(page_without_scripts: Page, live_server, assert_fits):
    page = page_without_scripts
    page.goto(f"{live_server.url}/governance/wealdmarch/decide/")
    page.get_by_label("What is to be decided?").fill("A contract")
    page.get_by_label("Who is to decide?").select_option(label="Finance and Performance Committee")
    page.get_by_label("Which function does it exercise?").select_option(label="Arrange community health services")
    page.get_by_label("For how much in all?").fill("400000")
    page.get_by_label("No organisation stands to gain or lose").check()
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".cw-answer")).to_be_visible()
    assert_fits(page)


def test_secretary_imports_a_workbook(page: Page, live_server, secretary, tmp_path, assert_accessible, screenshot):
    from commonweal.governance.handbook.exchange import example_handbook, write_handbook

    write_handbook(example_handbook(), tmp_path / "handbook.xlsx")
    page.goto(f"{live_server.url}/account/")
    page.get_by_label("User name").fill("cora")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    page.goto(f"{live_server.url}/governance/")
    page.get_by_role("link", name="Import a handbook").click()
    expect(page.get_by_label("Whose handbook?")).to_have_value(SYSTEM)
    assert_accessible(page)
    screenshot(page, "governance-import")
    page.watch.expected_statuses.add(400)
    page.get_by_role("button", name="Import").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    assert_accessible(page)
    page.locator("input[type=file]").set_input_files(tmp_path / "handbook.xlsx")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing was changed")
    assert_accessible(page)
