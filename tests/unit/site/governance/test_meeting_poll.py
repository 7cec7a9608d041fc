"""The page of a running meeting asks now and then whether somebody else has entered anything."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.django_db
LIVE = "/governance/EXAMPLE-ICB/meetings/BOARD-2026-05/live/"
PART = {"HX-Request": "true"}


@pytest.fixture
def clerk(client, secretary, stored):
    """A browser in which the company secretary is signed in."""
    client.force_login(secretary)
    return client


def version(response) -> str:
    """The state that the page shows, as it asks for it again."""
    found = re.search(r'hx-get="\?version=([0-9a-f]{12})" hx-trigger="every 12s"', response.content.decode())
    assert found, "the page asks again"
    return found[1]


def test_nothing_comes_back_while_nothing_has_changed(clerk):
    seen = version(clerk.get(LIVE))
    again = clerk.get(LIVE, {"version": seen}, headers=PART)
    assert (again.status_code, again.content) == (204, b"")


def test_what_another_clerk_entered_comes_back(clerk, secretary):
    from commonweal.governance.handbook import Attendance
    from commonweal.site.governance.actions import change_rows
    from commonweal.site.governance.change import Change

    seen = version(clerk.get(LIVE))
    came = Attendance(meeting="BOARD-2026-05", person="P02", seat="BOARD-02", arrived="09:31")
    change_rows(by=secretary, system="EXAMPLE-ICB", work=lambda handbook: Change("an arrival", put=(came,)), seen=None)
    now = clerk.get(LIVE, {"version": seen}, headers=PART)
    assert now.status_code == 200
    assert "In the room since 09:31" in now.content.decode()
    assert version(now) != seen


def test_without_a_script_the_address_shows_the_whole_page(clerk):
    seen = version(clerk.get(LIVE))
    assert clerk.get(LIVE, {"version": seen}).status_code == 200


def test_demonstration_never_changes_and_is_not_asked_again(client):
    page = client.get("/governance/wealdmarch/meetings/FINANCE-2026-04/live/")
    assert "hx-trigger" not in page.content.decode()
