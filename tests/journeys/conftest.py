"""How a journey drives the browser.

It is Debian's Chromium, with a page that may ask no other host for anything, and checks to call after each step::

    def test_visitor_finds_an_icb(page, live_server, assert_accessible, screenshot):
        page.goto(live_server.url)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible(page)
        screenshot(page, "home")

``assert_accessible(page)``, ``assert_charts_drawn(page)``, ``assert_fits(page, 320)`` and ``screenshot(page, name)``
are fixtures that give functions. Wait for something visible (``expect``) before a screenshot. The page fixture fails
the test at its end when the page asked another host for anything, or when anything stood in the console.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request
from tests.journeys.accessibility import faults

CHECKOUT = Path(__file__).resolve().parents[2]
SCREENSHOTS = CHECKOUT / "test-results" / "screenshots"
HERE = {"127.0.0.1", "localhost", "::1", ""}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: str) -> dict[str, Any]:
    """Start the machine's own Chromium, told not to phone home."""
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    }


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Passwords are hashed slowly on purpose; here only where signing in is what a journey is about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A British visitor with an ordinary window who prefers less motion."""
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }


class Watch:
    """What a page asked of other hosts, and what stood in its console."""

    def __init__(self, page: Page) -> None:
        self.outside: list[str] = []
        self.console: list[str] = []
        # Statuses a test expects, such as the 404 of a missing page, which Chromium reports in the console.
        self.expected_statuses: set[int] = set()
        page.on("request", self._request)
        page.on("console", self._message)
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in HERE:
            self.outside.append(request.url)

    def _message(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        status = re.search(r"the server responded with a status of (\d+)", message.text)
        if status and int(status[1]) in self.expected_statuses:
            return
        # A blocked request never becomes a request event: it shows only here.
        self.console.append(f"{message.text} ({message.location.get('url', '')})")

    def assert_clean(self) -> None:
        """Fail with everything that was seen."""
        assert self.outside == [], "the page asked other hosts"
        assert self.console == [], "something stood in the browser's console"


@pytest.fixture
def watch(context: BrowserContext) -> Callable[[Page], Watch]:
    """Watch a page that a test opened itself."""
    return Watch


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must ask no other host for anything and leave the console empty."""
    page = context.new_page()
    watched = Watch(page)
    page.watch = watched  # type: ignore[attr-defined]
    yield page
    watched.assert_clean()


@pytest.fixture
def page_without_scripts(new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """The same with JavaScript off."""
    page = new_context(java_script_enabled=False).new_page()
    watched = Watch(page)
    yield page
    watched.assert_clean()


def until(holds: Callable[[], bool], seconds: float = 3) -> bool:
    """Poll, because a page settles a moment after it is resized."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def width_of(page: Page) -> int:
    """The width that the page's content takes, in pixels."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def check_fits(page: Page, width: int = 320) -> None:
    """The page needs no sideways scrolling at this width; 320 px is also a 1,280 px window at 400%."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 800})
    fits = until(lambda: width_of(page) <= width)
    widest = width_of(page)
    if before:
        page.set_viewport_size(before)
    assert fits, f"the page is {widest} px wide in a window of {width} px"


def check_accessible(page: Page) -> None:
    """The WCAG 2.2 AA rules, one h1, no two links of one name to two places, and no sideways scrolling at 320 px."""
    for result in faults(page):
        assert result.violations_count == 0, result.generate_report()
    assert page.locator("h1").count() == 1, "a page has one h1"
    targets: dict[str, set[str]] = {}
    for name, address in page.locator("a[href]").evaluate_all(
        """links => links.map(a => [
            (a.getAttribute("aria-label") || a.textContent).trim().replace(/\\s+/g, " "),
            new URL(a.getAttribute("href"), document.baseURI).href])"""
    ):
        targets.setdefault(name, set()).add(address)
    doubled = {name: sorted(to) for name, to in targets.items() if len(to) > 1}
    assert doubled == {}, "links of one name lead to different places"
    check_fits(page)


def check_charts_drawn(page: Page) -> None:
    """Every chart on the page is drawn; call it before a screenshot of a page with charts."""
    boxes = page.locator("[data-chart]")
    for place in range(boxes.count()):
        box = boxes.nth(place)
        assert until(lambda box=box: box.get_attribute("data-chart") in {"ok", "failed"}, 10), (
            "a chart is still waiting"
        )  # type: ignore[misc]
        assert box.get_attribute("data-chart") == "ok", "a chart could not be drawn"


def take_screenshot(page: Page, name: str) -> None:
    """Keep what the page looks like at 1,280 and at 320 px, where COMMONWEAL_SCREENSHOTS asks for it."""
    if not os.environ.get("COMMONWEAL_SCREENSHOTS"):
        return
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_load_state("networkidle")
        page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)


@pytest.fixture
def assert_fits() -> Callable[..., None]:
    """``assert_fits(page, width)``."""
    return check_fits


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """``assert_accessible(page)``."""
    return check_accessible


@pytest.fixture
def assert_charts_drawn() -> Callable[[Page], None]:
    """``assert_charts_drawn(page)``."""
    return check_charts_drawn


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """``screenshot(page, name)``."""
    return take_screenshot
