"""The inequality page: England by tenth, an ICB by fifth of its practices, honest notes, and what is missing."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from tests.unit.site.population.public_files import write_public_files, write_registers

from commonweal.population.inequality import gradient
from commonweal.problems import BadInput
from commonweal.wiring.registers_by_deprivation import read_registers_by_deprivation


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_registers(write_public_files(tmp_path_factory.mktemp("public")))


@pytest.fixture(autouse=True)
def data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONWEAL_DATA", str(folder))


def page(client, query: str = "", status: int = 200) -> str:
    response = client.get(f"/population/inequality/?{query}")
    assert response.status_code == status
    return response.content.decode()


def rows_of(client, query: str, table: str) -> list[dict[str, str]]:
    text = client.get(f"/population/inequality/?{query}&format=csv&table={table}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_straight_slope_is_told_with_its_limits(client) -> None:
    text = page(client)
    assert "Diabetes in England is more often recorded the more deprived people are" in text
    assert "rises by 4.00 percentage points" in text
    assert "nobody&#39;s age is allowed for" in text
    assert "Index of Multiple Deprivation 2019" in text
    assert "One year is published" in text


def test_a_slope_the_other_way_and_none_are_told_as_such(client) -> None:
    assert "is less often recorded the more deprived" in page(client, "condition=CAN")
    assert "no slope by deprivation can be told from chance" in page(client, "condition=EP")


def test_every_condition_stands_in_the_table_with_its_measures(client) -> None:
    rows = rows_of(client, "", "inequality-england")
    assert [row["Condition"] for row in rows] == ["Diabetes", "Epilepsy", "Cancer"]
    assert float(rows[0]["Gap, in points"]) == pytest.approx(3.6)
    assert float(rows[0]["Gap, in points: at least"]) < 3.6 < float(rows[0]["Gap, in points: at most"])
    assert float(rows[0]["Concentration index"]) < 0 < float(rows[2]["Concentration index"])
    assert "3.60 (" in page(client)
    tenths = rows_of(client, "", "deprivation-dm-england")
    assert len(tenths) == 10
    assert float(tenths[0]["On the register (fraction)"]) == pytest.approx(0.08605)


def test_people_of_wales_are_left_out(folder: Path) -> None:
    assert all(len(one.cases) == 10 for one in read_registers_by_deprivation(folder))


def test_a_board_is_told_by_fifths_of_its_own_practices(client) -> None:
    text = page(client, "area=QHL&condition=hypertension")
    assert (
        "Hypertension in NHS Birmingham and Solihull Integrated Care Board" in text or "Hypertension by fifth" in text
    )
    assert "Fifths of this ICB&#39;s own practices" in text
    assert "Core20PLUS5: what is published" in text
    assert len(rows_of(client, "area=QHL&condition=hypertension", "deprivation-hypertension-qhl")) == 5


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("area=QXX", "Choose England or an ICB from the list"),
        ("condition=happiness", "This condition is not published for this area"),
    ],
)
def test_what_is_not_on_the_lists_is_refused(client, query: str, told: str) -> None:
    assert told in page(client, query, 400)


def test_without_the_file_the_page_names_it(client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONWEAL_DATA", str(tmp_path))
    assert "Disease registers of 2019/20 by tenth of deprivation" in page(client)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("11,DM,1,10,0.1", "a tenth is 1 to 10"),
        ("1,XX,1,10,0.1", "a condition one that is known"),
        ("1,DM,1,10,0.1", "stands twice"),
    ],
)
def test_a_faulty_file_is_told(tmp_path: Path, fault: str, told: str) -> None:
    write_registers(tmp_path)
    path = tmp_path / "qof1920_prevalence_by_imd_decile.csv"
    path.write_text(path.read_text() + fault + "\n")
    with pytest.raises(BadInput, match=told):
        read_registers_by_deprivation(tmp_path)


def test_a_condition_that_lacks_a_tenth_is_refused(tmp_path: Path) -> None:
    write_registers(tmp_path)
    path = tmp_path / "qof1920_prevalence_by_imd_decile.csv"
    path.write_text("\n".join(line for line in path.read_text().splitlines() if not line.startswith("10,EP")) + "\n")
    with pytest.raises(BadInput, match="lacks a tenth"):
        read_registers_by_deprivation(tmp_path)


def test_the_fitted_line_is_the_weighted_regression() -> None:
    cases, people = np.array([90, 70, 66, 40, 31.0]), np.array([900, 1000, 1200, 1000, 1400.0])
    share = people / people.sum()
    rank = np.cumsum(share) - share / 2
    slope, start = np.polyfit(rank, cases / people, 1, w=np.sqrt(share))
    found = gradient(cases, people)
    assert found.fitted() == pytest.approx(start + slope * rank, rel=1e-9)
    assert float(found.slope.slope.value) == pytest.approx(-100 * slope, rel=1e-9)
    assert float(found.slope.relative.value) == pytest.approx(start / (start + slope), rel=1e-9)
