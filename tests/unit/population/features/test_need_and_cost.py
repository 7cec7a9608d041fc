"""Need beside cost, by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonweal.cli import main


@pytest.fixture(autouse=True)
def no_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one, nobody asks whether these practices are still open."""
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)


def written(folder: Path, cost: str = "100.00") -> list[str]:
    people = [(n, ("A81001", "A81002")[n >= 150]) for n in range(300)]
    (folder / "persons.csv").write_text(
        "person_id,birth_date,sex,practice\n"
        + "".join(f"p{n},1950-01-01,F,{at}\n" for n, at in people)
        + "q,1950-01-01,F,A81003\n"
    )
    sick = [n for n, _ in people if n < 100 or n >= 250]
    (folder / "events.csv").write_text("person_id,date,code\n" + "".join(f"p{n},2023-05-01,I50.0\n" for n in sick))
    care = "".join(f"p{n},inpatient,2024-06-01,{cost if n < 150 else '50.00'}\n" for n in sick)
    (folder / "activity.csv").write_text("id,pod_l1,arr_date,Cost\n" + care + "p200,a_and_e,2022-01-01,9999\n")
    (folder / "key").write_bytes(bytes(range(32)))
    given = [word for name in ("persons", "events", "activity") for word in (f"--{name}", str(folder / f"{name}.csv"))]
    return [*given, "--key", str(folder / "key"), "--as-of", "2025-03-31"]


def test_need_and_cost_by_practice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["population", "import", *written(tmp_path), "--out", str(tmp_path / "sealed")]) == 0
    sealed = {name: str(tmp_path / "sealed" / f"{name}.parquet") for name in ("persons", "events", "activity")}
    given = ["--persons", sealed["persons"], "--events", sealed["events"], "--out", str(tmp_path / "features")]
    assert main(["population", "features", *given, "--segments", "seven_segments"]) == 0
    asked = ["population", "need", "--features", str(tmp_path / "features"), "--activity", sealed["activity"]]
    capsys.readouterr()
    assert main([*asked, "--json", "--csv", str(tmp_path / "need.csv")]) == 0
    told = json.loads(capsys.readouterr().out)
    one, other, alone = told["practices"]
    assert (one["people"], other["people"], alone["people"]) == (150, 150, 0)
    assert one["need_index"] == pytest.approx(2 * other["need_index"], rel=0.01)
    assert one["pounds_a_head"] == 67
    assert one["resource_to_need"] > 1 > other["resource_to_need"]
    assert alone["need_index"] is None
    assert "no fair share" in told["need"]
    assert (tmp_path / "need.csv").read_text().splitlines()[-1] == "A81003,"
    assert main(asked) == 0
    assert "passes over those who do not" in capsys.readouterr().out


def test_activity_without_a_cost_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["population", "import", *written(tmp_path, cost=""), "--out", str(tmp_path / "sealed")]) == 0
    sealed = {name: str(tmp_path / "sealed" / f"{name}.parquet") for name in ("persons", "events", "activity")}
    given = ["--persons", sealed["persons"], "--events", sealed["events"], "--out", str(tmp_path / "features")]
    assert main(["population", "features", *given, "--segments", "seven_segments"]) == 0
    assert main(["population", "need", "--features", str(tmp_path / "features"), "--activity", sealed["activity"]]) == 2
    assert "100 rows of activity have no cost" in capsys.readouterr().err
