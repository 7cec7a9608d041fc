"""The benchmark of the pages: that no page of the site is left out, and that each page has to reach the mark."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver, resolve

BENCH = Path(__file__).resolve().parents[3] / "bench"
NOT_PAGES = {
    "accounts:sign_on",
    "accounts:sign_on_return",
    "favicon",
    "allocations:save_places",
    "allocations:receipt",
    "governance:drawing",
    "governance:receipt",
    "receipts:file",
    "receipts:public_file",
}
"""Files, the address to which a form is sent, and those that send on to another host and take its reply."""


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(BENCH))
    return importlib.import_module


def test_every_page_of_the_site_is_loaded(bench) -> None:
    known = {
        "place": "00000000-0000-4000-8000-000000000000",
        "network": "U1",
        "network_in_england": "U1",
        "receipt": "0" * 64,
        "row": "0" * 64,
    }
    loaded = {resolve(address.format(**known).partition("?")[0]).view_name for address in bench("pages").PAGES}
    pages = {name for name in _names(get_resolver().url_patterns) if not name.startswith("api:")}
    assert pages - loaded - NOT_PAGES == set()


def test_job_counts_its_pages(bench) -> None:
    pages = bench("pages").PAGES
    (job,) = [job for job in bench("jobs").JOBS if job.each_ms is not None]
    assert job.title.startswith(f"First load of each of {len(pages)} pages")
    assert (job.each_ms, job.reach_ms) == (200, 200 * len(pages))


@pytest.mark.parametrize(("slowest", "reached"), [(0.199, True), (0.201, False)])
def test_one_slow_page_misses_the_mark_and_is_named(bench, slowest: float, reached: bool) -> None:
    lines, found = bench("harness").parts({"/slow/": slowest, "/quick/": 0.01}, 200)
    assert found is reached
    assert "the slowest is `/slow/`" in lines[-1]
    assert ("**Not reached by each**" in lines[-1]) is not reached


def _names(patterns: Any, room: str = "") -> list[str]:
    found: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found += [f"{room}:{pattern.name}" if room else str(pattern.name)]
        else:
            found += _names(pattern.url_patterns, pattern.namespace or room)
    return found
