"""Contrast is measured once for rows that look alike, and a row that looks otherwise is measured wherever it stands."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.journeys.accessibility import faults

PALE = "#bbb"


def contrast_faults(page: Page, style: str, rows: list[str]) -> int:
    page.set_content(f"<style>{style}</style><main><table><tbody>{''.join(rows)}</tbody></table></main>")
    _, contrast = faults(page)
    assert page.locator("[data-looks-like-others]").count() == 0, "the page is left as it was"
    return sum(len(each["nodes"]) for each in contrast.response["violations"])


def row(attributes: str = "", cell: str = "A fact") -> str:
    return f"<tr><td>{cell}</td><td {attributes}>Another fact</td></tr>"


def test_rows_that_are_all_black_have_no_fault(page: Page) -> None:
    assert contrast_faults(page, "td { color: #000 }", [row()] * 30) == 0


def test_fault_of_every_row_is_found_in_the_first_two(page: Page) -> None:
    assert contrast_faults(page, f"td + td {{ color: {PALE} }}", [row()] * 30) == 2


@pytest.mark.parametrize("place", [0, 1, 2, 17, 29])
@pytest.mark.parametrize("pale", ['class="pale"', f'style="color: {PALE}"'], ids=["by a class", "by its own style"])
def test_one_pale_cell_is_found_in_whichever_row(page: Page, place: int, pale: str) -> None:
    rows = [row(pale if number == place else "") for number in range(30)]
    assert contrast_faults(page, f".pale {{ color: {PALE} }}", rows) == 1


def test_pale_row_that_only_its_number_makes_so_is_found(page: Page) -> None:
    assert contrast_faults(page, f"tr:nth-child(23) {{ color: {PALE} }}", [row()] * 30) == 2


def test_cell_that_has_words_only_once_is_measured(page: Page) -> None:
    rows = [row(cell="") for _ in range(20)] + [row(cell="Words")]
    assert contrast_faults(page, f"td:first-child {{ color: {PALE} }}", rows) == 1


def test_dark_ground_under_one_row_is_found(page: Page) -> None:
    assert contrast_faults(page, "tr:nth-child(12) { background: #333 } td { color: #000 }", [row()] * 30) == 2
