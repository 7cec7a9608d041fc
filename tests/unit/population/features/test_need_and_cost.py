"""Need beside cost, by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonweal.cli import main

NOT_MONEY = ("place", "people", "need_index")


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
    a_place_sees_its_shares(asked, tmp_path, capsys)
    need_as_weights_of_a_fund(tmp_path, one["need_index"] / other["need_index"], capsys)


def a_place_sees_its_shares(asked: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One table: heads, history, cost, need and unmet need, by place."""
    files = {
        "members": "Practice,Place\nA81001,North\nA81002,South\nA81003,South\n",
        "history": "Place,Spend\nNorth,40000\nSouth,60000\n",
        "unmet": "Practice code,Avoidable deaths\nA81001,1\nA81002,3\nA81003,1\n",
    }
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    given = [*asked, "--amount", "100000", "--members", str(folder / "members.csv")]
    more = ["--history", str(folder / "history.csv"), "--unmet", str(folder / "unmet.csv"), "Avoidable", "0.2"]
    assert main([*given, *more, "--shares-csv", str(folder / "shares.csv"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["shares"]
    north, south = told["places"]
    assert (north["place"], north["heads"], north["history"]) == ("North", 50_000, 40_000)
    assert north["cost"] == pytest.approx(80_000)
    assert north["recorded need"] == pytest.approx(66_667, rel=0.01)
    assert north["with unmet need"] < north["recorded need"]
    assert all(north[name] + south[name] == pytest.approx(100_000) for name in north if name not in NOT_MONEY)
    assert "no fair share" in told["about"][-1]
    assert "which is a decision" in (folder / "shares.csv").read_text()
    assert main(given) == 0
    printed = capsys.readouterr().out
    assert "history: not known" in printed
    assert "with unmet need: not known" in printed
    assert "no fair share" in printed
    assert main([*asked, "--history", "h.csv"]) == 2
    assert "--history is for the shares of a budget" in capsys.readouterr().err
    assert main([*given, "--unmet", str(folder / "unmet.csv"), "Avoidable", "much"]) == 2
    assert "no part of the whole" in capsys.readouterr().err
    assert main([*given, "--shares-csv", str(folder / "members.csv")]) == 2
    assert "--shares-csv names a file that this command reads" in capsys.readouterr().err


def need_as_weights_of_a_fund(folder: Path, ratio: float, capsys: pytest.CaptureFixture[str]) -> None:
    """The index feeds `allocations split`: pounds a head follow it, and a practice without one is told."""
    (folder / "practices.csv").write_text(
        "practice,icb,population,Final WP\nA81001,QXX,150,150\nA81002,QXX,150,150\nA81003,QXX,100,100\n", "utf-8"
    )
    split = ["allocations", "split", "--amount", "100000", "--practices", str(folder / "practices.csv")]
    given = [*split, "--year", "2025/26", "--indicators", str(folder / "need.csv"), "--weights", "Local need=100%"]
    assert main([*given, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    pounds = {row["code"]: row["amount_pence"] for row in told["rows"]}
    assert pounds["A81001"] / pounds["A81002"] == pytest.approx(ratio, rel=1e-3)
    assert sum(pounds.values()) == 100_000_00
    assert pounds["A81003"] == pytest.approx((pounds["A81001"] + pounds["A81002"]) / 3, rel=1e-3)  # the average a head


def test_activity_without_a_cost_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["population", "import", *written(tmp_path, cost=""), "--out", str(tmp_path / "sealed")]) == 0
    sealed = {name: str(tmp_path / "sealed" / f"{name}.parquet") for name in ("persons", "events", "activity")}
    given = ["--persons", sealed["persons"], "--events", sealed["events"], "--out", str(tmp_path / "features")]
    assert main(["population", "features", *given, "--segments", "seven_segments"]) == 0
    assert main(["population", "need", "--features", str(tmp_path / "features"), "--activity", sealed["activity"]]) == 2
    assert "100 rows of activity have no cost" in capsys.readouterr().err
