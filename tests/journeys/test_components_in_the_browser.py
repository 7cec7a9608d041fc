"""The built styles and scripts do what the templates rely on, without any of the site's own pages."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

STATIC = Path(__file__).resolve().parents[2] / "src/commonweal/site/static/commonweal"
POLICY = "default-src 'self'; script-src 'self' 'nonce-n'; style-src 'self'; img-src 'self' data:; base-uri 'none'"
SPEC = {
    "width": "container",
    "height": 200,
    "data": {"values": [{"day": "2025-04-01", "amount": 1234.5}, {"day": "2026-04-01", "amount": 1300}]},
    "mark": {"type": "bar", "tooltip": True},
    "encoding": {
        "x": {"field": "day", "type": "temporal", "title": None},
        "y": {"field": "amount", "type": "quantitative", "title": "Pounds", "axis": {"format": "$,.0f"}},
    },
}
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Components - Commonweal</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/images/favicon.svg"><link rel="stylesheet" href="/css/site.css"></head>
<body class="nhsuk-template__body">
<script nonce="n">document.body.className += " js-enabled nhsuk-frontend-supported";</script>
<main class="nhsuk-width-container nhsuk-main-wrapper"><h1>Components</h1>{body}</main>
<script type="module" src="/js/site.js"></script><script type="module" src="/js/charts.js"></script></body></html>"""
CHART = (
    '<figure class="cw-figure"><h2 class="cw-figure__title">Amounts rise</h2>'
    '<div class="cw-chart" data-chart data-spec="spec" role="img" aria-label="Bar chart"></div>'
    '<script type="application/json" id="spec">{spec}</script></figure>'
)
SLIDER = (
    '<label for="growth">Growth</label><div class="cw-range"><input type="range" id="growth" max="10" value="4">'
    '<output for="growth" data-unit="%"></output></div>'
)
PICKER = (
    '<div data-picker><label for="search">Search</label><input id="search" data-picker-search>'
    '<button type="button" data-picker-all>Choose all shown</button><p data-picker-count aria-live="polite"></p>'
    + "".join(
        f'<div data-picker-item="{name}"><input type="checkbox" id="p{at}"><label for="p{at}">{name}</label></div>'
        for at, name in enumerate(("Abbey (North) Surgery", "Bridge Street", "North Quay"))
    )
    + "</div>"
)


@pytest.fixture
def serve() -> Iterator[Callable[[str], str]]:
    """Serve a page with the given body under the site's strict policy; gives its address."""
    bodies: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(STATIC))  # type: ignore[arg-type]

        def log_message(self, *arguments: object) -> None:
            pass

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def do_GET(self) -> None:
            if self.path != "/":
                return super().do_GET()
            page = PAGE.replace("{body}", bodies[-1]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def address(body: str) -> str:
        bodies.append(body)
        return f"http://127.0.0.1:{server.server_port}/"

    yield address
    server.shutdown()
    server.server_close()
    thread.join()


def test_chart_is_drawn_under_the_strict_policy_and_fits_a_small_screen(
    page: Page, serve: Callable[[str], str], assert_accessible: Callable[[Page], None]
) -> None:
    page.goto(serve(CHART.replace("{spec}", json.dumps(SPEC))))
    expect(page.locator("[data-chart]")).to_have_attribute("data-chart", "ok")
    expect(page.locator("[data-chart]")).to_have_attribute("aria-label", "Bar chart")  # the page's words, not Vega's
    expect(page.locator("[data-chart]")).to_have_attribute("role", "img")
    assert page.evaluate(
        """() => {
            const box = document.createElement("table");
            box.className = "cw-table";
            box.innerHTML = '<tbody><tr class="cw-table__chosen"><th>a</th><td>1</td></tr></tbody>';
            document.body.append(box);
            const [name, figure] = [...box.querySelectorAll("th, td")].map(e => getComputedStyle(e).backgroundColor);
            box.remove();
            return name === figure && name !== "rgb(255, 255, 255)";
        }"""
    ), "a chosen row has its colour in the name that stays in sight too"
    expect(page.locator("[data-chart] svg")).to_contain_text("1 Apr 2025")
    expect(page.locator("[data-chart] svg")).to_contain_text("£1,200")
    inside, drawn = (
        page.locator(where).evaluate("e => e.clientWidth") for where in ("[data-chart]", "[data-chart] svg")
    )
    assert drawn <= inside
    assert page.locator("[data-chart] svg text").first.evaluate("text => getComputedStyle(text).fontSize") == "14px"
    assert_accessible(page)


def test_chart_that_cannot_be_drawn_says_so_and_leaves_the_table(page: Page, serve: Callable[[str], str]) -> None:
    page.goto(serve(CHART.replace("{spec}", '{"mark": "bar", "data": {"url": "nowhere.csv"}, "encoding": 3')))
    expect(page.locator("[data-chart]")).to_have_attribute("data-chart", "failed")
    expect(page.locator("[data-chart]")).to_be_hidden()
    assert "could not be drawn" in page.watch.console.pop()  # type: ignore[attr-defined]


def test_slider_shows_its_figure(page: Page, serve: Callable[[str], str]) -> None:
    page.goto(serve(SLIDER))
    expect(page.locator("output")).to_have_text("4%")
    page.get_by_label("Growth").fill("7")
    expect(page.locator("output")).to_have_text("7%")


def test_picker_searches_names_with_brackets_and_chooses_what_is_shown(page: Page, serve: Callable[[str], str]) -> None:
    page.goto(serve(PICKER))
    page.get_by_label("Search").fill("(north")
    expect(page.locator("[data-picker-count]")).to_have_text("0 chosen, 1 of 3 shown")
    page.get_by_label("Search").fill("north")
    page.get_by_role("button", name="Choose all shown").click()
    page.get_by_label("Search").fill("")
    expect(page.locator("[data-picker-count]")).to_have_text("2 chosen, 3 of 3 shown")
    expect(page.get_by_label("Bridge Street")).not_to_be_checked()


def test_type_is_arial_or_its_like_never_serif(page: Page, serve: Callable[[str], str]) -> None:
    page.goto(serve("<p>Text</p>"))
    expect(page.locator("body")).to_have_attribute("data-ready", "ok")
    assert page.locator("p").evaluate("p => getComputedStyle(p).fontFamily") == "arial, sans-serif"


def test_page_without_scripts_hides_the_empty_chart_box(
    page_without_scripts: Page, serve: Callable[[str], str]
) -> None:
    page_without_scripts.goto(serve(CHART.replace("{spec}", json.dumps(SPEC))))
    expect(page_without_scripts.get_by_role("heading", level=2)).to_be_visible()
    expect(page_without_scripts.locator("[data-chart]")).to_be_hidden()
