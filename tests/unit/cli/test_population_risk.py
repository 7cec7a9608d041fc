"""Risk tiers by the command line: judged by what came after, in every group, and never on what they were made with."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import numpy as np
import pytest

from commonweal.cli import main

DAYS = [
    "--score-on",
    "2024-03-31",
    "--outcome-days",
    "2024-04-01",
    "2025-03-31",
    "--made-with-outcomes-to",
    "2024-03-31",
]


def made_people(file: Path, seed: int, people: int = 6000) -> np.ndarray:
    """People whose score knows nothing of the extra risk of the most deprived fifth; gives their true chance."""
    rng = np.random.default_rng(seed)
    decile, score = rng.integers(1, 11, people), rng.gamma(2.0, 1.0, people).round(4)
    group = np.array(["A", "white", "H", "M", ""])[rng.integers(0, 5, people)]
    chance = 1 / (1 + np.exp(3 - score - 0.9 * (decile <= 2)))
    happened = (rng.random(people) < chance).astype(int)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["person_id", "frailty", "outcome", "imd_decile", "ethnicity", "chance"])
        writer.writerows(
            zip(range(people), score, happened, decile, group, (1 / (1 + np.exp(3 - score))).round(6), strict=True)
        )
    return score


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, np.ndarray]:
    folder = tmp_path_factory.mktemp("risk")
    made_people(folder / "earlier.csv", 1)
    return folder / "earlier.csv", folder / "people.csv", made_people(folder / "people.csv", 2)


def test_a_score_is_judged_in_every_fifth_and_ethnic_group(
    two_years: tuple[Path, Path, np.ndarray], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier, people, score = two_years
    given = ["population", "risk", "--people", str(people), "--earlier", str(earlier), "--score", "frailty", *DAYS]
    assert main([*given, "--out", str(tmp_path / "risk"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"division": "deprivation_fifth", "group": "1"} in told["under_predicted"]
    everybody = told["tiers"][0]
    assert (everybody["tier"], everybody["people"], everybody["in_tier"]) == ("highest 1%", 6000, 60)
    assert 0.6 < everybody["c_statistic"] < 0.9
    assert {row["group"] for row in told["groups"] if row["division"] == "ethnic_group"} == {
        "asian", "black", "unknown", "white",
    }  # fmt: skip
    assert len(told["groups"]) == 2 * (1 + 5 + 4)
    few = next(row for row in told["groups"] if row["group"] == "black" and row["tier"] == "highest 1%")
    assert (few["found"], few["sensitivity"], few["predictive_value"]) == (0, None, None)
    assert told["tenths"][-1]["people"] == 6000
    assert told["tenths"][0]["observed"] < told["tenths"][9]["observed"]
    rows = list(csv.DictReader((tmp_path / "risk" / "groups.csv").read_text("utf-8").splitlines()))
    assert [row["found"] for row in rows] == [str(row["found"]) for row in told["groups"]]
    with duckdb.connect() as connection:
        found = connection.execute(
            f"select tier, count(*), min(score) from '{tmp_path}/risk/tiers.parquet' group by 1 order by 3"
        ).fetchall()
    assert [name for name, _, _ in found] == ["the rest", "highest 5%", "highest 1%"]
    assert found[2][2] == np.sort(score)[-60]


def test_a_models_own_chance_needs_no_curve_and_what_is_not_judged_is_told(
    two_years: tuple[Path, Path, np.ndarray], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["population", "risk", "--people", str(two_years[1]), "--chance", "chance", *DAYS, "--share", "0.1"]
    assert main([*given, "--out", str(tmp_path / "risk")]) == 0
    printed = capsys.readouterr().out
    assert "highest 10% by chance" in printed
    assert "passed over: deprivation_fifth 1" in printed
    assert "not who would gain from care" in printed
    bare = tmp_path / "bare.csv"
    bare.write_text("score,outcome\n" + "".join(f"{n / 100},{n % 2}\n" for n in range(1, 100)))
    assert main([*given[:3], str(bare), "--chance", "score", *DAYS, "--out", str(tmp_path / "bare")]) == 0
    assert "Not judged by imd_decile, ethnic_group" in capsys.readouterr().out
    assert not (tmp_path / "bare" / "tiers.parquet").exists()


def test_tiers_that_ties_make_larger_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told(name: str, chances: list[float], *more: str) -> str:
        file = tmp_path / f"{name}.csv"
        file.write_text("score,outcome\n" + "".join(f"{one},{n % 2}\n" for n, one in enumerate(chances)))
        asked = ["population", "risk", "--people", str(file), "--chance", "score", *DAYS]
        assert main([*asked, "--out", str(tmp_path / name), *more]) == 0
        return capsys.readouterr().out

    printed = told("same", [0.5] * 1000)
    assert "The highest 1% is everybody: so many have the lowest score that this score chooses nobody." in printed
    assert "The highest 5% is everybody" in printed
    some = [0.9] * 250 + [n / 1000 for n in range(1, 751)]
    printed = told("some", some, "--share", "0.05", "--share", "0.4")
    assert "The highest 5% holds 250 of 1,000 people, 25%: many have the score at which it is cut" in printed
    assert "The highest 40% holds" not in printed
    summary = json.loads((tmp_path / "some" / "summary.json").read_text("utf-8"))
    assert [one["tier"] for one in summary["larger_by_ties"]] == ["highest 5%"]
    assert "many have" not in told("apart", [n / 1001 for n in range(1, 1001)])


FAULTS = [
    (["--score", "frailty"], "a score alone tells no chance"),
    (["--score", "frailty", "--earlier", "{people}"], "by the people it was fitted on"),
    (["--chance", "frailty"], 'column "frailty": this number is out of range'),
    (["--chance", "nothing"], "there is no column for score"),
    (["--chance", "chance", "--by", "nothing"], "there is no column for nothing"),
    (["--chance", "chance", "--by", "person_id"], "one column cannot be two things"),
    (["--chance", "chance", "--share", "1.5"], "tiers are shares above 0 and below 1"),
    (["--chance", "chance", "--outcome", "frailty"], "expected a whole number from 0 to 1"),
    (["--chance", "chance", "--score-on", "2024-04-01"], "would know what it is asked to tell"),
    (["--chance", "chance", "--made-with-outcomes-to", "2024-06-01"], "fitted on days that it is to be judged by"),
    (["--chance", "chance", "--score-on", "soon"], "soon"),
]


@pytest.mark.parametrize(("words", "told"), FAULTS, ids=[told for _, told in FAULTS])
def test_faults_are_told_and_nothing_is_written(
    words: list[str], told: str, two_years: tuple[Path, Path, np.ndarray], tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    people = str(two_years[1])
    given = ["population", "risk", "--people", people, *DAYS, "--out", str(tmp_path / "risk")]
    assert main([*given, *(word.format(people=people) for word in words)]) == 2
    assert told.casefold() in capsys.readouterr().err.casefold()
    assert not (tmp_path / "risk").exists()


def test_missing_scores_and_people_twice_are_told_by_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "people.csv"
    file.write_text("person_id,p,outcome\na,0.5,1\nb,,0\na,0.2,\nc,0.2,yes\n")
    assert (
        main(["population", "risk", "--people", str(file), "--chance", "p", *DAYS, "--out", str(tmp_path / "r")]) == 2
    )
    told = capsys.readouterr().err
    assert 'row 3, column "p": there is no score' in told
    assert 'row 4, column "outcome": there is no outcome' in told
    assert 'row 4, column "person_id": this person stands in row 2 already' in told
    assert 'row 5, column "outcome": this is not a whole number ("yes")' in told
