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
