"""The funnel of practices by a published percentage: labels, over-dispersion, a network marked, what is missing."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from commonweal.population.statistics.funnel_labels import Label
from commonweal.population.statistics.proportion_dispersion import proportion_dispersion
from commonweal.problems import BadInput

pytestmark = pytest.mark.usefixtures("public_files_at_hand")


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def rows_of(client, address: str) -> list[dict[str, str]]:
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_practices_are_labelled_and_lead_to_their_pages(client) -> None:
    text = page(client, "/population/funnel/?indicator=hypertension&icb=QHL")
    assert "practices in NHS Birmingham and Solihull Integrated Care Board stand above the limits" in text
    assert "/population/practice/A81006/" in text
    assert "Far below (1 in 1,000)" in text
    assert "Funnel of proportions, method version 1" in text
    # Of the sixty practices of this ICB none lacks its register or its list.
    assert "not shown." not in text


def test_a_practice_without_a_figure_is_left_out_and_counted(client) -> None:
    text = page(client, "/population/funnel/?indicator=hypertension&icb=QJM")
    assert "2 practices have no list or no published figure and are not shown." in text
    codes = {row["Code"] for row in rows_of(client, "/population/funnel/?indicator=hypertension&icb=QJM&format=csv")}
    assert len(codes) == 58
    assert not codes & {"A81001", "A81003"}


def test_over_dispersion_widens_the_limits(client) -> None:
    address = "/population/funnel/?indicator=hypertension&icb=QHL&format=csv"
    chance, spread = (rows_of(client, f"{address}&limits={limits}") for limits in ("chance", "spread"))
    outside = [sum(row["Against others"] != "As others" for row in rows) for rows in (chance, spread)]
    assert outside[0] > outside[1] > 0
    assert next(row for row in spread if row["Code"] == "A81006")["Against others"].startswith(("Below", "Far below"))
    assert "The limits allow for it." in page(client, "/population/funnel/?icb=QHL&limits=spread")


def test_a_network_is_marked_and_told(client) -> None:
    text = page(client, "/population/funnel/?indicator=hypertension&icb=QHL&network=U10000")
    assert "they are ringed" in text
    assert '"marked": true' in text
    assert "has no practice in" in page(client, "/population/funnel/?icb=QHL&network=U99999")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("indicator=happiness", "Choose an indicator from the list"),
        ("icb=QXX", "Choose an ICB from the list"),
        ("limits=none", "Choose one of the two limits"),
    ],
)
def test_what_is_not_on_the_lists_is_refused(client, asked: str, told: str) -> None:
    assert told in page(client, f"/population/funnel/?{asked}", 400)


def test_an_indicator_without_figures_is_said_to_have_none(client) -> None:
    assert "Fewer than 2 practices of" in page(client, "/population/funnel/?indicator=asthma&icb=QHL")


def test_without_the_files_the_page_names_them(client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMONWEAL_DATA")
    assert "Patients registered at a GP practice" in page(client, "/population/funnel/")


def test_the_method_tells_its_rules_with_their_standing(client) -> None:
    text = page(client, "/population/funnel/?icb=QHL&limits=spread")
    assert "pulled in to the 10% and 90% points" in text
    assert "before over-dispersion is measured: 10% (in use; Spiegelhalter" in text
    assert "Fewest practices that a funnel is drawn of: 2 (a choice of this project, draft)" in text


def test_the_workbook_holds_the_method(client) -> None:
    response = client.get("/population/funnel/?icb=QHL&format=xlsx")
    assert response.status_code == 200
    assert "funnel-diabetes-qhl.xlsx" in response["Content-Disposition"]


def test_over_dispersion_equals_the_formula_worked_point_by_point() -> None:
    events, people = [30, 60, 10, 45, 52, 8], [100, 110, 90, 100, 300, 60]
    found = proportion_dispersion(events, people)
    p = sum(events) / sum(people)
    scores = sorted(
        2 * n**0.5 * (np.arcsin((x / n) ** 0.5) - np.arcsin(p**0.5)) for x, n in zip(events, people, strict=True)
    )
    low, high = (scores[int(q)] + (q % 1) * (scores[int(q) + 1] - scores[int(q)]) for q in (0.5, 4.5))
    phi = sum(min(max(score, low), high) ** 2 for score in scores) / 6
    weights = [4 * n for n in people]
    tau = (6 * phi - 5) / (sum(weights) - sum(w * w for w in weights) / sum(weights))
    assert found.dispersion == pytest.approx(phi, rel=1e-12)
    assert found.between_variance == pytest.approx(tau, rel=1e-12)
    assert proportion_dispersion([*events, np.nan], [*people, 50]).label[-1] == Label.NOT_APPLICABLE


def test_over_dispersion_of_too_few_or_impossible_counts_is_refused() -> None:
    with pytest.raises(BadInput, match="3 providers"):
        proportion_dispersion([1, 2], [10, 10])
    with pytest.raises(BadInput, match="more events than people"):
        proportion_dispersion([11, 2, 3], [10, 10, 10])
