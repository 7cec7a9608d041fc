"""Tables of the pages about governance as files: the one that was asked for, with its notes, and no other."""

from __future__ import annotations

import html

import pytest

pytestmark = pytest.mark.django_db
PAGES = {
    "bodies/": ("bodies", "seats"),
    "functions/": ("functions-and-decisions",),
    "interests/": ("register-of-interests",),
    "registers/decisions/": ("register-decisions",),
    "merger/": ("merger-lines", "merger-counts"),
    "reform/": ("governance-changes",),
    "check/": ("governance-check",),
}


@pytest.mark.parametrize("where", PAGES)
def test_a_table_that_the_page_has_not_is_refused_with_those_that_it_has(client, where: str) -> None:
    address = f"/governance/wealdmarch/{where}"
    for table in PAGES[where]:
        sent = client.get(address, {"format": "csv", "table": table})
        assert sent.status_code == 200
        assert f'filename="{table}.csv"' in sent.headers["Content-Disposition"]
    refused = client.get(address, {"format": "csv", "table": "nope"})
    assert refused.status_code == 400
    told = html.unescape(refused.content.decode())
    assert "has no such table" in told
    for table in PAGES[where]:
        assert table in told
