"""Two fast presses on a running meeting are one act: somebody in a hurry taps twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_governance_meetings import SYSTEM, secretary_at

LIVE = f"/governance/{SYSTEM}/meetings/BOARD-2026-05/live/"


def _acts() -> int:
    from commonweal.site.audit.models import AuditEvent

    return AuditEvent.objects.filter(verb__startswith="governance.").count()


def _stays() -> list[str]:
    from commonweal.governance.handbook import Attendance
    from commonweal.site.governance.records import stored_handbook

    rows = stored_handbook(SYSTEM).rows(Attendance, meeting="BOARD-2026-05")
    return [f"{row.person} to {row.left}" for row in rows if row.left]


@pytest.mark.usefixtures("transactional_db")
def test_two_fast_presses_are_one_act(page: Page, live_server):
    secretary_at(page, live_server)
    page.goto(live_server.url + LIVE)
    expect(page.locator("body[data-meeting=ok]")).to_be_attached()
    before, sent = _acts(), []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_label("Time of what you enter").fill("10:30")
    page.get_by_role("button", name="Leaves Made-up person 1", exact=True).dblclick()
    expect(page.get_by_text("Left at 10:30")).to_have_count(1)
    # The next press finds everything in its place: nothing waits, and nothing was pressed beside it.
    page.get_by_label("Time of what you enter").fill("10:35")
    page.get_by_role("button", name="Leaves Made-up person 3", exact=True).click(click_count=3)
    expect(page.get_by_text("Left at 10:35")).to_have_count(1)
    expect(page.locator(".nhsuk-error-summary")).to_have_count(0)
    assert _stays() == ["P01 to 10:30", "P03 to 10:35"]
    assert _acts() - before == 2
    assert len(sent) == 2, "a press that is on its way is not sent again"


def _two_items(user) -> None:
    """The meeting has its first item in hand, and a second to come."""
    from dataclasses import replace

    from commonweal.governance.handbook import AgendaItem, Handbook, Meeting
    from commonweal.site.governance.actions import import_handbook
    from commonweal.site.governance.records import stored_handbook

    held = stored_handbook(SYSTEM)
    first = replace(held.rows(AgendaItem, meeting="BOARD-2026-05")[0], starts="10:00")
    second = replace(first, item="BOARD-2026-05-2", number="2", title="A plan", starts=None)
    going_on = tuple(replace(row, ends=None) for row in held.rows(Meeting))
    book = Handbook({**held.tables, "agenda_items": (first, second), "meetings": going_on}, held.name)
    import_handbook(by=user, system=SYSTEM, handbook=book)


TWO_PRESSES = """async (names) => {
  const buttons = names.map((name) => [...document.querySelectorAll("button[name=act]")]
    .find((each) => each.textContent.replace(/\\s+/g, " ").trim() === name));
  for (const each of buttons) {
    each.click();
    await new Promise((done) => setTimeout(done, 100));
  }
}"""
"""Press buttons a tenth of a second apart, as a clerk does who has seen two people come in."""


@pytest.mark.usefixtures("transactional_db")
def test_presses_on_different_buttons_are_each_stored_and_shown(page: Page, live_server, screenshot):
    _two_items(secretary_at(page, live_server))
    page.goto(live_server.url + LIVE)
    expect(page.locator("body[data-meeting=ok]")).to_be_attached()
    # The reply to each press is slow, so that the next is pressed before it is there.
    page.route("**/live/", lambda route: (page.wait_for_timeout(250), route.continue_()))
    time = page.get_by_label("Time of what you enter")
    time.fill("10:30")
    page.evaluate(TWO_PRESSES, ["Leaves Made-up person 1", "Leaves Made-up person 3"])
    expect(page.get_by_text("Left at 10:30")).to_have_count(2)
    assert _stays() == ["P01 to 10:30", "P03 to 10:30"]
    time.fill("10:40")
    page.evaluate(TWO_PRESSES, ["Arrives Made-up person 1", "Arrives Made-up person 3"])
    expect(page.get_by_text("In the room since 10:40")).to_have_count(2)
    time.fill("10:45")
    page.evaluate(TWO_PRESSES, ["End item 1", "Start item 2"])
    expect(page.locator(".cw-agenda__item--running")).to_contain_text("In hand since 10:45")
    expect(page.locator(".cw-agenda")).to_contain_text("10:00 to 10:45")
    expect(page.locator(".nhsuk-error-summary")).to_have_count(0)
    # A refused press says so, and goes on saying so beside an accepted one after it: nobody leaves before arriving.
    page.watch.expected_statuses.add(400)
    time.fill("10:38")
    page.evaluate(TWO_PRESSES, ["Leaves Made-up person 1", "Leaves Made-up person 4"])
    expect(page.get_by_text("Left at 10:38")).to_have_count(1)
    expect(page.locator(".nhsuk-error-summary")).to_be_visible()
    assert _stays()[-1] == "P04 to 10:38"
    screenshot(page, "live-refused-press")
