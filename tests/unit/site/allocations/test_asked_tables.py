"""A table that a page has not is refused, and no other is sent for it; what has no file at all says so."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("address", "table"),
    [
        ("/allocations/?stream=core&year=2025/26", "allocations-core-2025-26-icb24"),
        ("/allocations/QHL/?stream=core", ""),
        ("/allocations/scenario/?gain_cap=1", ""),
        ("/allocations/difference/?service=core", "practices"),
        ("/allocations/places/results/?data=wealdmarch&icb=WEALDM&by=place", ""),
        ("/organisations/?kind=icb", ""),
    ],
    ids=["England", "one ICB", "scenario", "difference", "places", "organisations"],
)
def test_a_table_that_the_page_has_not_is_refused(client, wealdmarch, address: str, table: str) -> None:
    refused = client.get(f"{address}&format=csv&table=nope")
    assert refused.status_code == 400
    assert "nope" in refused.content.decode()
    for named in ("", *filter(None, [table])):
        sent = client.get(f"{address}&format=csv" + (f"&table={named}" if named else ""))
        assert (sent.status_code, sent.headers["Content-Type"].split(";")[0]) == (200, "text/csv")


@pytest.mark.parametrize(
    "address",
    ["/allocations/QHL/?stream=running_costs", "/allocations/scenario/?stream=core"],
    ids=["no bridge", "nothing changed"],
)
def test_what_has_no_file_says_so(client, address: str) -> None:
    assert client.get(address).status_code == 200
    refused = client.get(f"{address}&format=csv")
    assert refused.status_code == 400
    assert "no table for what is chosen" in refused.content.decode()
