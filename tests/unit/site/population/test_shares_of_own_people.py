"""Shares of a budget by several measures of need, and an amount told in pounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.site.population.own_people_batch import write_batch
from tests.unit.site.population.own_people_pages import page, rows_of

from commonweal.population.aggregates import read_aggregates
from commonweal.site.population.own_people import views

pytestmark = pytest.mark.django_db


def test_shares_stand_side_by_side_and_an_amount_is_told_in_pounds(client, kept: None) -> None:
    text = page(client, "", "show=need&amount=2.5m")
    assert "Need as recorded and history lie furthest apart in Northside: 82.5% of the whole by one, 70.0%" in text
    assert 'value="2.5m"' in text
    rows = {row["Code"]: row for row in rows_of(client, "", "pounds-qxx", "amount=2500000")}
    assert rows["P1"]["Recorded need (£)"] == "2062500"
    assert rows["P2"]["History (£)"] == "750000"
    assert rows["P1"]["Note"] == "The note of need."  # the caution goes with each row of a file
    shares = {row["Code"]: row for row in rows_of(client, "place/P1/", "shares-p1")}
    assert list(shares) == ["P1", "N1", "N2"]
    assert shares["N1"]["People (people)"] == "2000"
    assert (shares["P1"]["Heads (fraction)"], shares["N1"]["History (fraction)"]) == ("0.75", "not given")
    assert {row["Note"] for row in rows_of(client, "place/P1/", "need-p1")} == {"The note of need."}
    assert "Practices are not told apart: one of them has too few people" in page(client, "pcn/N1/", "show=need")
    assert client.get("/population/people/QXX/?amount=9&format=xlsx&table=pounds-qxx").status_code == 200


@pytest.mark.parametrize(
    ("amount", "told"),
    [("lots", "not an amount of money"), ("0", "above nought"), ("-5", "above nought"), ("2000bn", "up to £1,000,000")],
)
def test_an_amount_that_is_none_is_refused(client, kept: None, amount: str, told: str) -> None:
    text = page(client, "", f"show=need&amount={amount}", status=400)
    assert told in text
    assert 'name="amount"' in text


def test_shares_are_called_no_fair_share_and_need_nothing_but_what_is_said(client, kept: None) -> None:
    text = page(client, "", "show=need&amount=100")
    assert "fair share" not in text.replace("None of them is a fair share", "").replace("no fair share", "")


def test_without_shares_the_page_says_what_to_bring(client, monkeypatch, tmp_path: Path) -> None:
    found = read_aggregates(write_batch(tmp_path / "a", without="shares"))
    monkeypatch.setattr(views, "current_aggregates", lambda system="": found)
    monkeypatch.setattr(views, "kept_systems", lambda: [("QXX", "Elmfold (fictional)")])
    text = page(client, "", "show=need&amount=100")
    assert "Shares of a budget are not in these tables" in text
    assert "a year of activity with the cost of each row" in text
    assert "£100 for the whole system" not in text
