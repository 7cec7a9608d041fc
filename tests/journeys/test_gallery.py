"""Every shared component on one page, as a visitor meets it: by eye, by keyboard, narrow, and without scripts."""

from __future__ import annotations

import csv
import datetime
import re
from importlib.resources import files

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from playwright.sync_api import Page, expect

from commonweal.answers import Answer, Judgement, Quantity, Reason, Source, Unknown, Verdict
from commonweal.charts import Series, lines_over_years
from commonweal.site import urls as site_urls
from commonweal.site.components.bridges import Step, bridge
from commonweal.site.components.hexagons import STEPS, Area, hexagon_map
from commonweal.site.components.tables import Column, TableView, download_links

ACT = Source(
    "National Health Service Act 2006",
    at="section 223GB",
    publisher="The National Archives",
    last_checked=datetime.date(2026, 11, 21),
)
STALE = Source("Technical guidance to allocations", at="paragraph 12", last_checked=datetime.date(2024, 1, 5))
FIGURES = Source(
    "ICB allocations 2025/26",
    at="sheet Core, row 14",
    publisher="NHS England",
    status="published",
    last_checked=datetime.date(2026, 11, 21),
)

ALLOCATION = Answer(
    sentence="The core allocation of NHS Frimley for 2025/26 is £1,234,567,000.",
    value=Quantity(123456700000, "gbp_pence"),
    reasons=(
        Reason(
            "The target is its share of the weighted population of England",
            value=Quantity(0.0123456, "fraction"),
            sources=(FIGURES,),
            children=(
                Reason("People registered with its practices", value=Quantity(800_123, "people"), sources=(FIGURES,)),
                Reason("Need for each person against England", value=Quantity(0.912345, "ratio"), sources=(STALE,)),
            ),
        ),
        Reason("It is below target and grows faster", value=Quantity(-0.0312, "fraction"), sources=(ACT, STALE)),
    ),
    notes=("The shares are those published in January 2025.",),
)
UNDECIDED = Answer(
    sentence="Whether the place may spend this cannot be said yet.",
    verdict=Verdict.INSUFFICIENT_DATA,
    reasons=(
        Reason("The limit is not passed", Verdict.PASS, Quantity(5_000_000, "gbp_pence"), (ACT,)),
        Reason("The register of interests is not supplied", Verdict.INSUFFICIENT_DATA),
        Reason("Whether the change is considerable", Verdict.NEEDS_JUDGEMENT),
    ),
    unknowns=(Unknown("The register of interests", "A conflict would take a vote away.", "load the register"),),
    judgements=(
        Judgement("Is the change considerable?", "No", "place director", "2026-11-20", "Two sites stay open."),
    ),
)


def _table() -> TableView:
    rows = [
        {
            "icb": f"NHS Example {n} Integrated Care Board",
            "code": f"Q{n:02}",
            "pence": 10**11 + n * 12345678,
            "gap": n / 300,
        }
        for n in range(-3, 4)
    ]
    rows.append({"icb": "England", "code": "", "pence": 7 * 10**11, "gap": None, "_total": True})
    columns = [
        Column("icb", "ICB", link=lambda row: f"/about/?{row['code']}" if row["code"] else ""),
        Column("code", "Code"),
        Column("pence", "Allocation", "gbp_pence"),
        Column("gap", "Distance from target", "fraction_fine", signed=True),
    ]
    return TableView("allocations", "Core allocations by ICB, 2025/26", columns, rows, ("Source: made up for a test.",))


def _map():
    text = files("commonweal.reference").joinpath("geography/icb26_hex.csv").read_text(encoding="utf-8-sig")
    areas = []
    for n, row in enumerate(csv.DictReader(text.splitlines())):
        step = STEPS[n % 5] if n % 7 else "none"
        value, meaning = (f"{(n - 18) / 5:+.1f}%", f"{(n - 18) / 5:+.1f}% from target") if n % 7 else ("", "no figure")
        areas.append(
            Area(
                row["icb_code"], row["icb_name"], int(row["column"]), int(row["row"]), int(row["shift"]),
                value, meaning, step, f"/about/?{row['icb_code']}", chosen=n == 4,
            )
        )  # fmt: skip
    legend = zip(STEPS, ("far below", "below", "near target", "above", "far above"), strict=True)
    return hexagon_map("Distance from target of each ICB", areas, [*legend, ("none", "no figure")])


def gallery(request: HttpRequest) -> HttpResponse:
    """Everything at once."""
    years = ["2023/24", "2024/25", "2025/26"]
    spec = lines_over_years(
        years, [Series("Distance", [-0.05, -0.04, -0.031])], axis="Distance", format="+.1%", description="The path"
    )
    path_table = TableView(
        "path", "Distance from target by year",
        [Column("year", "Year"), Column("gap", "Distance", "fraction", signed=True)],
        [{"year": year, "gap": gap} for year, gap in zip(years, (-0.05, -0.04, -0.031), strict=True)],
    )  # fmt: skip
    steps = [
        Step("Crude share of the population", 1_180, "£1,180m", total=True, note="People registered, February 2025"),
        Step("Need", -70, "−£70m"),
        Step("Market forces factor", 55, "+£55m", estimate=True),
        Step("Target", 1_165, "£1,165m", total=True),
    ]
    table = _table()
    context = {
        "allocation": ALLOCATION,
        "undecided": UNDECIDED,
        "view": table,
        "downloads": download_links(request, table),
        "spec": spec,
        "path": path_table,
        "drawn": bridge("bridge", "From a crude share to the target of NHS Frimley", steps),
        "map": _map(),
    }
    template = engines["jinja2"].from_string(_TEMPLATE)
    return HttpResponse(template.render(context, request))


_TEMPLATE = """
{% extends "layout.jinja" %}
{% from "components/answer.jinja" import answer %}
{% from "components/table.jinja" import table %}
{% from "components/chart.jinja" import chart %}
{% from "components/bridge.jinja" import bridge %}
{% from "components/hexagon_map.jinja" import hexagon_map %}
{% from "components/fictional.jinja" import fictional_banner %}
{% set title = "Gallery" %}
{% block banner %}{{ fictional_banner() }}{% endblock %}
{% block content %}
  <h1>Gallery of components</h1>
  {{ answer(allocation, {"href": "/about/#receipt"}) }}
  {{ answer(undecided, id="undecided") }}
  {{ hexagon_map(map) }}
  {{ table(view, downloads) }}
  {{ chart("path-chart", "The distance from target shrinks from 5.0% to 3.1% below.", spec, path, "Line chart") }}
  {{ bridge(drawn) }}
{% endblock %}
{% block scripts %}<script type="module" src="{{ static("commonweal/js/charts.js") }}"></script>{% endblock %}
"""


class Addresses:
    """The site's addresses and the gallery's."""

    urlpatterns = [*site_urls.urlpatterns, path("gallery/", gallery)]  # noqa: RUF012
    handler404 = site_urls.handler404


@pytest.fixture
def address(live_server, settings) -> str:
    """The gallery's address."""
    settings.ROOT_URLCONF = Addresses
    return f"{live_server.url}/gallery/"


def test_gallery_is_accessible_and_drawn(page: Page, address, assert_accessible, assert_charts_drawn, screenshot):
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_charts_drawn(page)
    assert_accessible(page)
    screenshot(page, "gallery")


def test_verdict_is_said_in_words(page: Page, address):
    page.goto(address)
    undecided = page.get_by_role("region", name="Whether the place may spend this")
    expect(undecided.locator(".cw-answer__verdict")).to_have_text("Insufficient data")
    expect(undecided).to_contain_text("The register of interests. A conflict would take a vote away.")
    expect(page.locator(".cw-sources__stale").first).to_contain_text("last checked 5 January 2024: check it again")


def test_map_is_reached_and_followed_by_keyboard(page: Page, address):
    page.goto(address)
    first = page.locator("a.cw-hexmap__cell").first
    first.focus()
    page.keyboard.press("Tab")
    second = page.locator("a.cw-hexmap__cell").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/about/\?Q"))


def test_skip_link_is_the_first_stop(page: Page, address):
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()


def test_without_scripts_the_figures_of_the_chart_stand_in_a_table(page_without_scripts: Page, address, screenshot):
    page_without_scripts.goto(address)
    expect(page_without_scripts.locator(".cw-chart")).to_be_hidden()
    page_without_scripts.get_by_text("The figures of this chart").click()
    expect(page_without_scripts.locator("#path")).to_contain_text("−3.1%")
    screenshot(page_without_scripts, "gallery-without-scripts")
