"""The public page of a meeting says of a decision without a quorum that it has no effect."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest

from commonweal.governance.handbook import AgendaItem, Attendance, Decision, Meeting
from commonweal.site.governance.actions import change_rows
from commonweal.site.governance.change import Change

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 7)
TOLD = "Taken without a quorum by the times recorded: no effect until it is ratified"


@pytest.fixture
def published(secretary, stored):
    """A decision of a meeting to which one member came, published all the same."""
    rows = (
        Meeting(meeting="M1", body="EXAMPLE-ICB", on_date=DAY, starts="09:30", ends="11:00", open_to_public=True),
        AgendaItem(item="M1-1", meeting="M1", title="A plan", for_decision=True, starts="09:40", ends="10:00",
                   counterparties=("none",), private=False),
        Attendance(meeting="M1", person="P01", seat="BOARD-01", arrived="09:30"),
        Decision(decision="D1", item="M1-1", meeting="M1", on_date=DAY, title="To adopt the plan", outcome="approved",
                 taken_by="EXAMPLE-ICB", quorate=True, acted_on=False, published_on=DAY),
    )  # fmt: skip
    change_rows(by=secretary, system="EXAMPLE-ICB", work=lambda held: Change("rows", put=rows))


@pytest.mark.parametrize("where", ["meetings/M1/", "meetings/M1/?format=csv", "registers/decisions/",
                                   "registers/decisions/?format=csv"])  # fmt: skip
def test_published_decision_without_a_quorum_is_marked(client, published, where):
    reply = client.get(f"/governance/EXAMPLE-ICB/{where}")
    raw = b"".join(reply.streaming_content) if reply.streaming else reply.content
    assert TOLD in re.sub(r"\s+", " ", html.unescape(raw.decode()))


def test_api_of_the_register_says_it_too(client, published):
    reply = client.get("/api/governance/EXAMPLE-ICB/registers/decisions")
    assert reply.status_code == 200, reply.content
    assert TOLD in reply.content.decode()
