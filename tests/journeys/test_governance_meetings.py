"""A committee clerk runs meetings: from agenda to published decision, a conflicted member, a quorum lost half-way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

PASSWORD = "grey heron over wet slate"
SYSTEM = "EXAMPLE-ICB"
MEETING = f"/governance/{SYSTEM}/meetings/EXAMPLE-ICB-2026-06"
PAGES = {
    "meeting-new": "new/",
    "meeting-settings": "FINANCE-2026-04/settings/",
    "meeting-agenda-new": "FINANCE-2026-04/agenda/new/",
    "meeting-live": "FINANCE-2026-04/live/",
    "meeting-questions": "FINANCE-2026-04/questions/",
}


@pytest.mark.parametrize("name", PAGES)
def test_page_of_the_demonstration_is_accessible_and_fits(page: Page, live_server, assert_accessible, screenshot, name):
    page.goto(f"{live_server.url}/governance/wealdmarch/meetings/{PAGES[name]}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    screenshot(page, name)
    assert_accessible(page)


@pytest.fixture
def clerk(page: Page, live_server, transactional_db):
    """A company secretary who is signed in, and whose system's handbook is kept here with a voting rule."""
    return secretary_at(page, live_server)


def secretary_at(page: Page, live_server):
    """Keep the handbook here, and sign its secretary in at a page."""
    from datetime import date

    from commonweal.governance.handbook import Term
    from commonweal.governance.handbook.exchange import example_handbook, merge
    from commonweal.site.accounts.models import RoleGrant, User
    from commonweal.site.governance.actions import import_handbook

    user = User.objects.create_user("cora", password=PASSWORD, display_name="Cora Secretary")
    RoleGrant.objects.create(user=user, role="company_secretary", organisation_code=SYSTEM, granted_by="operator:1")
    settled = {"body": SYSTEM, "clause": "4.9", "from_date": date(2026, 4, 1)}
    terms = [
        Term(term="voting", value="simple majority", **settled),
        Term(term="casting_vote", value="chair", **settled),
    ]
    import_handbook(by=user, system=SYSTEM, handbook=merge(example_handbook(), terms).handbook)
    page.goto(f"{live_server.url}/account/")
    page.get_by_label("User name").fill("cora")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    return user


def press(page: Page, name: str, at: str = "", *, force: bool = False) -> None:
    """Press a button of the running meeting, and wait until its part of the page is back."""
    if at:
        page.get_by_label("Time of what you enter").fill(at)
    with page.expect_response(lambda reply: reply.request.method == "POST"):
        page.get_by_role("button", name=name, exact=True).click(force=force)


def call_meeting(page: Page, live_server, items: list[tuple[str, str]]) -> None:
    """Call a meeting of the board with items; each has a title and who stands to gain."""
    page.goto(f"{live_server.url}/governance/{SYSTEM}/meetings/")
    page.get_by_role("link", name="Call a meeting").click()
    page.get_by_label("Who meets?").select_option(label="NHS Example Integrated Care Board")
    page.get_by_label("On which day?").fill("4 June 2026")
    page.get_by_label("When does it begin?").fill("9.30")
    page.get_by_label("Day on which the papers go out").fill("27 May 2026")
    page.get_by_role("group", name="Is the public admitted?").get_by_label("Yes").check()
    page.get_by_role("button", name="Call the meeting").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Plan the agenda")
    expect(page.get_by_role("heading", name="By when").locator("+ ul")).to_contain_text("due out by 28 May 2026")
    for title, gains in items:
        page.get_by_role("button", name="Add an item").click()
        page.get_by_label("What is it about?").fill(title)
        page.get_by_label("Which function does a decision exercise?").select_option(
            label="Commissioning community health services"
        )
        page.get_by_label("For how much in all?").fill("£400,000")
        if gains:
            page.get_by_label("Which organisations stand to gain or lose?").fill(gains)
        else:
            page.get_by_label("No organisation stands to gain or lose").check()
        page.get_by_role("group", name="Does it change how services").get_by_label("No", exact=True).check()
        page.get_by_role("group", name="Is it about services for one person?").get_by_label("No", exact=True).check()
        page.get_by_role("button", name="Add to the agenda").click()
        expect(page.get_by_role("heading", name=title)).to_be_visible()


def test_clerk_goes_from_agenda_to_published_decision(
    page: Page, live_server, clerk, new_context, watch, assert_accessible, screenshot
):
    call_meeting(page, live_server, [("A winter plan", "")])
    expect(page.locator(".cw-agenda__item")).to_contain_text("NHS Example Integrated Care Board")
    assert_accessible(page)
    screenshot(page, "meeting-agenda-planned")

    page.get_by_role("link", name="Run the meeting").click()
    expect(page.locator("body[data-meeting=ok]")).to_be_attached()
    for number in (1, 2, 3):
        press(page, f"Arrives Made-up person {number}", "09:30" if number == 1 else "")
        expect(page.get_by_text("In the room since 09:30")).to_have_count(number)
    press(page, "Start item 1", "09:35")
    expect(page.locator("#clock")).to_contain_text("in hand since 09:35")
    assert_accessible(page)
    screenshot(page, "meeting-live-running")

    page.get_by_role("link", name="Interests, vote and decision of item 1").click()
    vote = page.locator("#vote")
    for number in (1, 2, 3):
        vote.get_by_role("group", name=f"Made-up person {number}").get_by_label("For").check()
    vote.get_by_label("Time of what you enter").fill("09:40")
    press(page, "Record the vote")
    expect(vote).to_contain_text("Carried: 3 for, 0 against, 0 abstained")
    decision = page.locator("#decision")
    decision.get_by_label("How did it go?").select_option(label="Approved")
    decision.get_by_label("What was decided").fill("To adopt the winter plan.")
    decision.get_by_role("group", name="Do the minutes say").get_by_label("Yes").check()
    for topic in decision.locator("details.cw-considered > summary").all():
        topic.click()
    for field in decision.get_by_label("What was considered").all():
        field.fill("Looked at in paper 4.")
    press(page, "Record the decision")
    expect(decision).to_contain_text("Recorded: Approved: To adopt the winter plan. Not published yet.")
    assert_accessible(page)
    screenshot(page, "meeting-live-item-decided")

    page.get_by_role("link", name="Run the meeting").click()
    press(page, "The meeting ends", "10:00")
    expect(page.get_by_text("The meeting ended at 10:00.")).to_be_visible()
    page.get_by_role("link", name="Decisions afterwards").click()
    visitor = new_context().new_page()
    watched = watch(visitor)
    visitor.goto(f"{live_server.url}{MEETING}/")
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    expect(visitor.locator("main")).not_to_contain_text("To adopt the winter plan.")
    page.get_by_role("button", name=re.compile("^Publish")).click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    assert_accessible(page)
    screenshot(page, "meeting-outcomes-published")
    visitor.reload()
    expect(visitor.locator("#decisions")).to_contain_text("To adopt the winter plan.")
    watched.assert_clean()


def test_conflicted_member_leaves_for_one_item(page: Page, live_server, clerk, assert_accessible, screenshot):
    call_meeting(page, live_server, [("A contract", "EXAMPLE-TRUST")])
    item = page.locator(".cw-agenda__item")
    expect(item).to_contain_text("Leaves, or stays without a vote: Made-up person 4")
    page.get_by_role("link", name="Run the meeting").click()
    expect(page.locator("body[data-meeting=ok]")).to_be_attached()
    for number in (1, 2, 3, 4):
        press(page, f"Arrives Made-up person {number}", "09:30")
    expect(page.get_by_text("In the room since 09:30")).to_have_count(4)
    press(page, "Start item 1", "09:40")
    expect(page.locator("#clock")).to_contain_text("Out for this item: Made-up person 4")
    page.get_by_role("link", name="Interests, vote and decision of item 1").click()
    interests = page.locator("#interests")
    expect(interests).to_contain_text("Made-up person 4: financial interest in Example NHS Foundation Trust")
    interests.get_by_label("Who declares?").select_option(label="Made-up person 4")
    interests.get_by_label("Which interest?").select_option(label="Made-up person 4: Employed by the trust")
    interests.get_by_label("What does the chair rule?").select_option(label="Leaves for this item")
    interests.get_by_label("Time of what you enter").fill("09:41")
    page.watch.expected_statuses.add(400)
    press(page, "Record the declaration")
    expect(page.locator("#faults .nhsuk-error-summary")).to_be_focused()
    expect(interests).to_contain_text("nobody is named who ruled")
    expect(interests.get_by_label("What does the chair rule?")).to_have_value("excluded")
    interests.get_by_label("Who rules?").select_option(label="Chair")
    interests.get_by_label("The person leaves the room").check()
    press(page, "Record the declaration")
    expect(interests).to_contain_text("at 09:41: leaves for this item, ruled by the chair")
    expect(page.locator("#standing")).to_contain_text("Out for this item: Made-up person 4")
    expect(page.locator("#faults .nhsuk-error-summary")).to_have_count(0)
    assert_accessible(page)
    screenshot(page, "meeting-conflict-declared")
    page.get_by_role("link", name="Run the meeting").click()
    expect(page.locator(".cw-seat").last).to_contain_text("Left at 09:41")
    press(page, "End item 1", "09:55")
    press(page, "Arrives Made-up person 4", "09:55")
    expect(page.locator(".cw-seat").last).to_contain_text("In the room since 09:55")


def test_quorum_is_lost_half_way_and_restored(page: Page, live_server, clerk, assert_accessible, screenshot):
    call_meeting(page, live_server, [("A winter plan", "")])
    page.get_by_role("link", name="Run the meeting").click()
    expect(page.locator("body[data-meeting=ok]")).to_be_attached()
    clock = page.locator("#clock")
    for number in (1, 3):
        press(page, f"Arrives Made-up person {number}", "09:30")
    press(page, "Start item 1", "09:35")
    expect(clock).to_contain_text("is quorate: 2 voting members count")
    press(page, "Leaves Made-up person 3", "10:05")
    expect(clock).to_contain_text("is not quorate")
    expect(clock).to_contain_text("What would restore it:")
    assert_accessible(page)
    screenshot(page, "meeting-quorum-lost")
    # The same button again does nothing: it stands in its place and says so.
    press(page, "Leaves Made-up person 3", "10:06", force=True)
    expect(page.locator("#said")).to_contain_text("Nothing was changed")
    press(page, "Arrives Made-up person 3", "10:12")
    expect(clock).to_contain_text("is quorate: 2 voting members count")
    page.get_by_text("How the quorum stood over the meeting").click()
    expect(clock).to_contain_text("10:05 to 10:12")

    page.get_by_text("Times entered: choose one to correct it").click()
    page.get_by_role("link", name="Made-up person 3, 10:12 to now").click()
    page.get_by_label("Arrived at").fill("10:10")
    assert_accessible(page)
    screenshot(page, "meeting-time-corrected")
    page.get_by_role("button", name="Correct the time").click()
    expect(page.locator("main")).to_contain_text("In the room since 10:10")


def test_without_scripts_a_clerk_plans_runs_decides_and_publishes(
    page_without_scripts: Page, live_server, transactional_db
):
    page = page_without_scripts
    secretary_at(page, live_server)
    meeting = f"{live_server.url}/governance/{SYSTEM}/meetings/BOARD-2026-05"
    page.goto(f"{meeting}/agenda/")
    page.get_by_role("button", name="Add an item").click()
    page.get_by_label("What is it about?").fill("A winter plan")
    page.get_by_label("No organisation stands to gain or lose").check()
    page.get_by_role("button", name="Add to the agenda").click()
    expect(page.get_by_role("heading", name="A winter plan")).to_be_visible()

    page.get_by_role("link", name="Run the meeting").click()
    page.get_by_role("button", name="It goes on after all").click()
    page.get_by_label("Time of what you enter").fill("09:32")
    page.get_by_role("button", name="Arrives Made-up person 2").click()
    expect(page.get_by_text("In the room since 09:32")).to_be_visible()
    page.get_by_label("Time of what you enter").fill("09:35")
    page.get_by_role("button", name="Start item 2").click()
    expect(page.locator("#clock")).to_contain_text("item 2, A winter plan")

    page.get_by_role("link", name="Interests, vote and decision of item 2").click()
    decision = page.locator("#decision")
    decision.get_by_label("How did it go?").select_option(label="Approved")
    decision.get_by_label("What was decided").fill("To adopt the winter plan.")
    decision.get_by_role("button", name="Record the decision").click()
    expect(page.locator("#decision")).to_contain_text(
        "Recorded: Approved: To adopt the winter plan. Not published yet."
    )

    page.get_by_role("link", name="Decisions afterwards").click()
    page.get_by_role("button", name=re.compile("^Publish")).click()
    expect(page.get_by_text("anyone may read it from that day")).to_be_visible()
