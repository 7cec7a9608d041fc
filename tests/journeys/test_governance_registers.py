"""A nomination ballot from its opening to the approval; the public reads; a partner keeps its own row and no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

PASSWORD = "grey heron over wet slate"
SYSTEM = "EXAMPLE-ICB"
DEMO = "/governance/wealdmarch"
PAGES = {
    "governance-ballots": f"{DEMO}/ballots/",
    "governance-ballot": f"{DEMO}/ballots/BALLOT-TRUSTS-2025/",
    "governance-sheets": f"{DEMO}/sheets/",
    "governance-sheet": f"{DEMO}/sheets/seats/?q=partner",
    "governance-merger": f"{DEMO}/merger/?lines=open",
    "governance-cluster": f"{DEMO}/merger/cluster/?decision=D-BOARD-2025-07-2",
    "governance-reform": f"{DEMO}/reform/",
    "governance-registers": f"{DEMO}/registers/",
    "governance-register-gifts": f"{DEMO}/registers/gifts/",
    "governance-register-procurement": f"{DEMO}/registers/procurement_decisions/",
    "governance-functions-reform": f"{DEMO}/functions/?overlay=health-bill-2026",
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits(page: Page, live_server, assert_accessible, screenshot, name):
    page.goto(live_server.url + PAGES[name])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    screenshot(page, name)
    assert_accessible(page)


@pytest.fixture
def people(transactional_db):
    """The handbook of a system with two trusts, its secretary and chair, and whoever keeps each trust's rows."""
    from commonweal.governance.handbook import Body, Partner
    from commonweal.governance.handbook.exchange import example_handbook
    from commonweal.site.accounts.models import RoleGrant, User
    from commonweal.site.governance.actions import change_rows, import_handbook
    from commonweal.site.governance.change import Change

    roles = {
        "secretary": ("company_secretary", SYSTEM),
        "chair": ("chair", SYSTEM),
        "first": ("partner_organisation", "EXAMPLE-TRUST"),
        "second": ("partner_organisation", "SECOND-TRUST"),
    }
    made = {}
    for name, (role, code) in roles.items():
        made[name] = User.objects.create_user(name, password=PASSWORD, display_name=f"The {name}")
        RoleGrant.objects.create(user=made[name], role=role, organisation_code=code, granted_by="operator:1")
    import_handbook(by=made["secretary"], system=SYSTEM, handbook=example_handbook())
    second = (
        Body(body="SECOND-TRUST", name="Second NHS Trust", kind="trust", system=SYSTEM),
        Partner(icb=SYSTEM, body="SECOND-TRUST", serves_area=True, may_nominate=True, listed=True),
    )
    change_rows(by=made["secretary"], system=SYSTEM, work=lambda held: Change("a trust", put=second))
    return made


@pytest.fixture
def enter(page: Page, live_server):
    """Sign in as somebody, and open a page."""
    from django.conf import settings
    from django.test import Client

    def entered(account, address: str) -> None:
        client = Client()
        client.force_login(account)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.clear_cookies()
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page.goto(live_server.url + address)

    return entered


def test_visitor_reads_the_registers_and_the_map(page: Page, live_server, assert_accessible, screenshot):
    page.goto(f"{live_server.url}{DEMO}/")
    page.get_by_role("link", name="Every register").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Registers")
    assert_accessible(page)
    page.get_by_role("link", name="Gifts and hospitality").click()
    expect(page.locator("#register-gifts")).to_contain_text("Declined")
    page.get_by_label("On (for example, 1 May 2026)").fill("1 October 2025")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#register-gifts")).not_to_contain_text("Declined")
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Download as CSV").click()
    assert downloaded.value.suggested_filename == "register-gifts.csv"
    page.get_by_role("link", name="Registers", exact=True).click()
    page.get_by_role("link", name="Breaches of the rules on interests").click()
    expect(page.locator("#register-breaches")).to_contain_text("reminded in writing")
    page.get_by_role("link", name="Who decides what").click()
    page.get_by_label("Or with a reform that is not in force").select_option("health-bill-2026")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#map-changes")).to_be_visible()
    assert_accessible(page)


def test_member_declares_an_interest(page: Page, people, enter, assert_accessible, screenshot):
    from commonweal.site.accounts.models import RoleGrant, User

    member = User.objects.create_user("member", password=PASSWORD, display_name="The member")
    RoleGrant.objects.create(
        user=member, role="member", organisation_code=SYSTEM, person="P04", granted_by="operator:1"
    )
    enter(member, f"/governance/{SYSTEM}/interests/")
    page.get_by_role("link", name="Your own statements").click()
    expect(page.get_by_role("heading", name="Employed by the trust")).to_be_visible()
    assert_accessible(page)
    page.watch.expected_statuses.add(400)
    page.get_by_role("button", name="Declare it").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    page.get_by_label("Financial", exact=True).check()
    page.get_by_label("What is it?").fill("Shares in a supplier")
    page.get_by_label("On which day did you become aware of it?").fill("1 May 2026")
    page.get_by_role("button", name="Declare it").click()
    expect(page.get_by_text("Your statement is entered.")).to_be_visible()
    page.get_by_role("button", name="It is still right").first.click()
    expect(page.get_by_text("The statement is confirmed.")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "governance-my-interests")


def test_ballot_from_its_opening_to_the_approval(page: Page, people, enter, assert_accessible, screenshot):
    from django.utils import timezone

    enter(people["secretary"], f"/governance/{SYSTEM}/ballots/")
    page.watch.expected_statuses.add(400)
    page.get_by_role("button", name="Open a ballot").click()
    page.get_by_role("button", name="Open the ballot").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    assert_accessible(page)
    page.get_by_label("Which seat is to be filled?").select_option("BOARD-04")
    begun = timezone.localdate() - timedelta(days=2)
    page.get_by_label("From which day may people be put forward?").fill(f"{begun:%d %B %Y}")
    page.get_by_role("button", name="Open the ballot").click()
    expect(page.get_by_text("The ballot is open for those who may take part.")).to_be_visible()
    ballot = f"/governance/{SYSTEM}/ballots/BALLOT-BOARD-04-{begun.year}/"

    enter(people["first"], ballot)
    page.get_by_label("Somebody whom the handbook has").select_option("P04")
    page.get_by_role("button", name="Put this person forward").click()
    expect(page.get_by_text("The person is put forward.")).to_be_visible()
    page.get_by_label("Made-up person 4").check()
    page.get_by_role("button", name="Cast the vote").click()
    expect(page.locator("#voters")).to_contain_text("Has not voted")
    assert_accessible(page)
    screenshot(page, "governance-ballot-of-a-partner")

    enter(people["second"], ballot)
    page.get_by_label("Or the name of somebody else").fill("Made-up person 7")
    page.get_by_role("button", name="Put this person forward").click()
    page.get_by_label("Made-up person 7").check()
    page.get_by_role("button", name="Cast the vote").click()
    expect(page.locator("#voters")).to_contain_text("Not shown to you")
    page.get_by_label("Made-up person 4").check()
    page.get_by_role("button", name="Cast the vote").click()
    expect(page.locator("#voters")).to_contain_text("Made-up person 4")

    enter(people["secretary"], ballot)
    expect(page.locator("#tally")).to_contain_text("Made-up person 4")
    page.get_by_label("Whom did the vote put forward?").select_option(label="Made-up person 4")
    page.get_by_role("group", name="Was the process in the constitution followed?").get_by_label("Yes").check()
    screenshot(page, "governance-ballot-to-close")
    page.get_by_role("button", name="Close the vote").click()
    expect(page.get_by_text("The vote is closed: nobody can be put forward and no vote cast any more.")).to_be_visible()

    enter(people["chair"], ballot)
    page.get_by_role("button", name="Approve this nominee").click()
    expect(page.get_by_text("The approval is recorded.")).to_be_visible()
    expect(page.locator(".nhsuk-summary-list")).to_contain_text("Approved by the chair")
    assert_accessible(page)
    screenshot(page, "governance-ballot-approved")


def test_partner_keeps_its_own_row_and_is_refused_another(page: Page, people, enter, assert_accessible, screenshot):
    enter(people["first"], f"/governance/{SYSTEM}/sheets/")
    page.get_by_role("link", name="Bodies", exact=True).click()
    expect(page.locator("#bodies")).to_contain_text("Example NHS Foundation Trust")
    expect(page.locator("#bodies")).not_to_contain_text("Example Council")
    page.locator("#bodies").get_by_role("link").first.click()
    page.get_by_role("button", name="Change this row").click()
    screenshot(page, "governance-row-form")
    assert_accessible(page)
    page.watch.expected_statuses |= {400, 403, 404}
    page.get_by_label("Population").fill("plenty")
    page.get_by_label("Name", exact=True).fill("")
    page.get_by_role("button", name="Save as a new version").click()
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    assert_accessible(page)
    screenshot(page, "governance-row-faults")
    page.get_by_label("Population").fill("700000")
    page.get_by_label("Name", exact=True).fill("Example NHS Foundation Trust")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_text("Population: Not known became 700000")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "governance-row")
    page.goto(page.url.split("/sheets/")[0] + "/sheets/people/new/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("not found")
    page.goto(page.url.split("/sheets/")[0] + "/decide/")
    expect(page.locator("main")).to_contain_text("company secretary")
