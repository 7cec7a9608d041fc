"""Control charts of access: icons, rebase with a reason, targets, gaps, files, and what is missing."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.unit.site.population.access_files import write_access_files

from commonweal.problems import BadInput
from commonweal.site.population.control_charts.data_age import age_words
from commonweal.site.population.control_charts.organisations import name_of, organisation_address
from commonweal.wiring.access_files import missing_access_files, read_access_series


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_access_files(tmp_path_factory.mktemp("access"))


@pytest.fixture(autouse=True)
def data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONWEAL_DATA", str(folder))


ADDRESS = "/population/control-charts/"


def page(client, query: str, status: int = 200) -> str:
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == status
    return response.content.decode()


def rows_of(client, query: str, table: str) -> list[dict[str, str]]:
    text = client.get(f"{ADDRESS}?{query}&format=csv&table={table}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_fall_below_the_limits_is_of_concern_and_stands_first(client) -> None:
    text = page(client, "code=E54000040")
    assert "10.0% in April 2024" in text
    assert "Special cause: of concern" in text
    first = rows_of(client, "code=E54000040", "within_four_hours-icb")[0]
    assert first["Code"] == "E54000040"
    assert first["Variation"] == "Special cause: of concern"
    assert rows_of(client, "code=E54000040", "months-e54000040")[0]["Why"] == "Outside the limits"


def test_the_same_fall_in_attendances_is_neither_good_nor_bad(client) -> None:
    assert "Special cause: of concern" not in page(client, "measure=attendances&code=E54000040")


@pytest.mark.parametrize(
    ("target", "told"), [("10", "Will pass the target"), ("99", "Will fail the target"), ("59", "Hit and miss")]
)
def test_assurance_holds_the_target_against_the_limits(client, target: str, told: str) -> None:
    row = next(
        row
        for row in rows_of(client, f"code=E54000055&target={target}", "within_four_hours-icb")
        if row["Code"] == "E54000055"
    )
    assert row["Assurance"] == told


def test_blanks_and_months_without_attendances_are_missing_and_never_nought(client, folder: Path) -> None:
    found = read_access_series(folder)["within_four_hours", "trust"]
    assert np.isnan(found.values[found.codes.index("RGT")][:3]).all()
    assert np.isnan(found.values[found.codes.index("RC9")]).sum() == 1
    assert "1 months within the series have no published figure" in page(client, "level=trust&code=RC9")


def test_a_series_that_ends_early_is_said_to_end(client) -> None:
    text = page(client, "measure=discharge_delays&code=E54000040")
    assert "The series ends in January 2023" in text


@pytest.mark.parametrize(("today", "old"), [(date(2024, 7, 31), False), (date(2024, 8, 1), True)])
def test_the_age_of_the_newest_month_is_told_and_when_it_is_old(folder: Path, today: date, old: bool) -> None:
    words, said = age_words(read_access_series(folder)["within_four_hours", "icb"], today)
    assert "April 2024" in words
    assert ("4 months ago" in words, said) == (old, old)


def test_old_figures_are_said_to_be_old_on_the_page_and_in_the_api(client) -> None:
    assert "Old figures." in page(client, "code=E54000040")
    assert "is April 2024, " in client.get("/api/population/control-charts").json()["newest"]
    assert "is April 2024, " in client.get("/api/population/control-charts/E54000040").json()["newest"]


def test_daily_delays_become_means_of_their_months(folder: Path) -> None:
    found = read_access_series(folder)["discharge_delays", "icb"]
    assert found.values[found.codes.index("E54000056")][0] == pytest.approx(115.5)


def test_limits_are_worked_anew_only_with_a_reason_and_within_the_series(client) -> None:
    assert "Write down what changed" in page(client, "code=E54000055&rebase=2023-04", 400)
    assert "such as 2024-04" in page(client, "code=E54000055&rebase=spring&reason=x", 400)
    assert "give a month within the series" in page(client, "code=E54000055&rebase=2030-01&reason=moved", 400)
    text = page(client, "code=E54000055&rebase=2023-04&reason=A+ward+opened")
    assert "New limits from April 2023: A ward opened" in text
    assert '"phase": 1' in text
    assert '"phase": 1' not in page(client, "code=E54000055")


def test_six_or_seven_points_make_a_run_and_no_other_number(client) -> None:
    assert "6 points make a run" in page(client, "points=6")
    assert "Choose 6 or 7 points" in page(client, "points=5", 400)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("measure=happiness", "Choose a measure from the list"),
        ("code=ZZZ", "Choose an organisation from the list"),
        ("target=many", "Enter a target in figures"),
    ],
)
def test_what_is_not_on_the_lists_is_refused(client, query: str, told: str) -> None:
    assert told in page(client, query, 400)


def test_a_measure_that_is_not_published_for_trusts_says_so(client) -> None:
    assert "Discharge delays are published by ICB alone" in page(client, "measure=discharge_delays&level=trust")


def test_a_click_leads_to_the_organisation(client) -> None:
    text = page(client, "code=E54000055")
    assert '"href": "/organisations/QHL/"' in text
    assert '<a href="/organisations/QHL/">E54000055</a>' in text
    assert "code=E54000040" in text


def test_without_the_files_the_page_names_each_with_its_publisher(client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMONWEAL_DATA")
    text = page(client, "")
    assert "Accident and emergency attendances by ICB and month" in text
    assert "https://www.england.nhs.uk/statistics/" in text
    assert len(missing_access_files(None)) == 3


def test_a_faulty_file_is_told_by_row_and_what_is_wrong(tmp_path: Path) -> None:
    write_access_files(tmp_path)
    path = tmp_path / "england_icb_accidents_emergency.csv"
    path.write_text(path.read_text().replace("May 2022", "2022/05"))
    with pytest.raises(BadInput, match="this is no month"):
        read_access_series(tmp_path)
    write_access_files(tmp_path)
    path.write_text(path.read_text() + "E54000055,2000,500,400,90,April 2022\n")
    with pytest.raises(BadInput, match="twice in a month"):
        read_access_series(tmp_path)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("E54000052", "NHS Surrey Heartlands Integrated Care Board"),
        ("E54000053", "NHS Sussex Integrated Care Board"),
        ("E54000064", "NHS Sussex Integrated Care Board"),
        ("RXX9", "Organisation with the code RXX9"),
    ],
)
def test_boards_have_their_names_by_the_codes_with_which_they_began(code: str, name: str) -> None:
    assert name_of(code) == name
    assert bool(organisation_address(code)) == (code != "RXX9")
