"""The commands that work from public files alone: expected, deprivation, core20plus5 and avoidable."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.unit.site.population.public_files import write_public_files

from commonweal.cli.main import main


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_public_files(tmp_path_factory.mktemp("public")))


def test_a_practice_below_its_limits_is_told_in_people_with_an_interval(data, capsys) -> None:
    assert main(["population", "expected", "--data", data, "--level", "practice", "--code", "a81006"]) == 0
    told = capsys.readouterr().out
    assert "with hypertension are not yet found in" in told
    assert "not how many people truly have the condition" in told
    assert "method version 1" in told


def test_a_practice_without_figures_is_undecided(data, capsys) -> None:
    assert main(["population", "expected", "--data", data, "--level", "practice", "--code", "A81001"]) == 3
    assert "no list was published" in capsys.readouterr().out


def test_json_and_csv_hold_every_area(data, capsys, tmp_path: Path) -> None:
    out = tmp_path / "pcn.csv"
    given = ["population", "expected", "--data", data, "--level", "pcn", "--icb", "QHL", "--json", "--csv", str(out)]
    assert main(given) == 0
    areas = json.loads(capsys.readouterr().out)["areas"]
    with out.open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(areas) == 24
    assert all(area["observed"] % 5 == 0 for area in areas)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--code", "QHX"], 'no integrated care board has this code in the public files ("qhx"); expected one of'),
        (["--condition", "hypertenson"], "did you mean hypertension"),
        (["--data", "nowhere-at-all"], "data folder does not exist"),
        (["--level", "ward"], "this word is not known here"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(data, capsys, given: list[str], told: str) -> None:
    assert main(["population", "expected", "--data", data, *given]) == 2
    assert told in capsys.readouterr().err.casefold()


def test_a_folder_without_the_files_names_them(tmp_path: Path, capsys) -> None:
    assert main(["population", "expected", "--data", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "Patients registered at a GP practice" in told
    assert "Practice indicators" in told


def test_what_is_not_published_about_core20plus5_is_undecided(data, capsys) -> None:
    assert main(["population", "core20plus5", "--data", data, "--code", "QHL", "--json"]) == 3
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert {figure["value"] for figure in figures} == {None}
    assert main(["population", "core20plus5", "--data", data, "--code", "QHL"]) == 3
    told = capsys.readouterr().out
    assert told.splitlines()[0].split("  ")[0] == "group"
    assert "not known" in told
    assert not any(word in told for word in ("INSUFFICIENT_DATA", "measures_it"))
    assert main(["population", "core20plus5", "--data", data, "--code", "QHX"]) == 2
    assert "No integrated care board has this code" in capsys.readouterr().err


def test_deprivation_without_the_index_names_its_file(data, capsys) -> None:
    assert main(["population", "deprivation", "--data", data]) == 2
    assert "Index of Multiple Deprivation 2025" in capsys.readouterr().err


@pytest.fixture(scope="module")
def averages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("averages")
    head = "postcode,subicb_code,imd_score,imd_decile\n"
    (folder / "practice_imd2019_2023.csv").write_text(
        f"practice_code,practice_name,{head}A81001,First,TS1 1AA,00L,12.5,8\n"
        "A81002,Second,TS1 1AB,00L,34.5687,2\nA81003,Third,TS1 1AC,00L,,\nE87001,Fourth,W2 1AA,W2U3Z,20,6\n"
    )
    (folder / "pcn_imd2019_2023.csv").write_text(
        f"pcn_code,pcn_name,{head}U,Unknown,Unknown,UNK,16.5,7\nU00001,North,TS1 1AA,00L,30.25,2\n"
    )
    return folder


def test_practices_and_networks_by_the_index_of_2019_say_of_which_year_they_are(averages, capsys) -> None:
    asked = ["population", "deprivation", "--index", "2019", "--data", str(averages)]
    assert main([*asked, "--level", "practice", "--icb", "qhm", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(row["code"], row["score"], row["tenth"]) for row in told["areas"]] == [
        ("A81002", 34.57, 2),
        ("A81001", 12.5, 8),
        ("A81003", None, None),
    ]
    assert told["areas"][-1]["how"] == "no score is published"
    assert "lists of 2023" in told["notes"][0]
    assert main([*asked, "--level", "pcn"]) == 0
    shown = capsys.readouterr().out
    assert "U00001" in shown
    assert "Unknown" not in shown
    assert "small areas of 2011" in shown
    assert main([*asked, "--level", "practice", "--icb", "QXX"]) == 2
    assert "No ICB of July 2022 has this code" in capsys.readouterr().err


def test_without_the_averages_of_2019_their_file_is_named(data, capsys) -> None:
    assert main(["population", "deprivation", "--index", "2019", "--level", "pcn", "--data", data]) == 2
    assert "Index of Multiple Deprivation 2019 by primary care network" in capsys.readouterr().err


def test_avoidable_deaths_need_a_list_and_the_example_shows_its_form(tmp_path: Path, capsys) -> None:
    assert main(["population", "avoidable"]) == 2
    assert "needs a list of causes" in capsys.readouterr().err
    codes, deaths, people = (tmp_path / name for name in ("codes.csv", "deaths.csv", "people.csv"))
    assert main(["population", "avoidable", "--write-example", str(codes)]) == 0
    capsys.readouterr()
    rows = "".join(f"{fifth},62,F,J44.9,2024-05-01,{50 - 5 * fifth}\n" for fifth in range(1, 6))
    deaths.write_text("group,age,sex,cause,date,deaths\n" + rows)
    bands = "".join(f"{fifth},{age},1000\n" for fifth in range(1, 6) for age in range(0, 95, 5))
    people.write_text("group,age,people\n" + bands)
    given = ["--codes", str(codes), "--deaths", str(deaths), "--people", str(people), "--quantiles"]
    assert main(["population", "avoidable", *given, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["slope_index"]["value"] > 0
    assert [row["deaths"] for row in found["groups"]] == [45, 40, 35, 30, 25]
    assert found["causes"]["status"] == "draft"
