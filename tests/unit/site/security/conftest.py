"""Every address of the site, found from its patterns, with something real in the place of each part that varies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse


def named(patterns=None, namespace: str = "") -> Iterator[tuple[str, list[str]]]:
    """The full name of each address and the names of its parts."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace or "") if part)
            yield from named(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            parts = list(pattern.pattern.converters) or re.findall(r"\?P<(\w+)>", str(pattern.pattern))
            yield ":".join(part for part in (namespace, pattern.name) if part), parts


@pytest.fixture(autouse=True)
def no_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled tables alone, whatever this machine has."""
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)


@pytest.fixture
def things(account, db) -> dict[str, str]:
    """What stands for each part of an address."""
    from commonweal.answers import Dates
    from commonweal.governance.handbook import Seat
    from commonweal.site.governance.handbooks import demonstration
    from commonweal.site.governance.records import key_of
    from commonweal.site.receipts.actions import issue
    from commonweal.wiring import ask

    inputs = {"icb": "QHL", "stream": "core", "year": "2025/26"}
    asked = ask("allocations.icb_allocation", inputs, "What is it given?", Dates.on(date(2025, 4, 1)))
    receipt = issue(asked, by=account("issuer", "analyst"))
    return {
        "code": "QHL",
        "condition": "hypertension",
        "level": "icb",
        "icb": "QHL",
        "digest": receipt.digest,
        "system": "wealdmarch",
        "meeting": "BOARD-2026-05",
        "item": "BOARD-2026-05-1",
        "rule": "B02",
        "ballot": "BALLOT-TRUSTS-2025",
        "register": "gifts",
        "name": "gifts",
        "table": "seats",
        "row": key_of(demonstration().handbook.rows(Seat)[0])[1],
        "handbook": "wealdmarch",
        "place_id": "7c0b5bd4-9c3f-4ec5-8d6e-000000000000",
        "rule_id": "allocations.core.policy",
        "id": "allocations.core.policy",
    }


@pytest.fixture
def every_address(things) -> dict[str, str]:
    """Every address of the site by its name."""
    found = {}
    for name, parts in named():
        unknown = [part for part in parts if part not in things]
        assert not unknown, f"say in the fixture `things` what stands for {unknown} in the address {name}"
        found[name] = reverse(name, kwargs={part: things[part] for part in parts})
    return found
