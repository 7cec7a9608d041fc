"""The pages on which a clerk works: who sees them, what they send, and what stands on them."""

from __future__ import annotations

import html
import json
import re

import pytest

pytestmark = pytest.mark.django_db
SYSTEM = "EXAMPLE-ICB"
MEETING = "BOARD-2026-05"
ITEM = f"{MEETING}-1"
DEMO = "/governance/wealdmarch/meetings/FINANCE-2026-04"
OWN = f"/governance/{SYSTEM}/meetings/{MEETING}"
PAGES = ["agenda/", "agenda/new/", "settings/", "live/", "live/time/", "outcomes/", "questions/"]


def text_of(response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def press(client, page, said, **given):
    """Press a button of a page that carries what it does."""
    return client.post(page, {"act": json.dumps(said), **given})


@pytest.mark.parametrize("page", ["../new/", *PAGES, "agenda/{item}/", "live/{item}/"])
def test_demonstration_shows_every_page_and_nothing_to_press(client, page):
    address = f"{DEMO}/{page.format(item='FINANCE-2026-04-1')}".replace("FINANCE-2026-04/../", "")
    response = client.get(address)
    assert response.status_code == 200, text_of(response)[:500]
    assert "stays as it is" in text_of(response)
    assert 'type="submit"' not in response.content.decode()
    assert response.content.decode().count("<h1") == 1
