"""Need beside cost, by the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from commonweal.cli import main
from commonweal.cli.share_files import history_pence
from commonweal.population.features.need_and_cost import NeedAndCost
from commonweal.population.resources import LocalNeed, place_shares

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
        + "".join(f"r{n},1950-01-01,F,A81004\n" for n in range(20))
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
    one, other, alone, joined = told["practices"]
    assert [row["people"] for row in told["practices"]] == [150, 150, 0, 20]
    assert "next larger one" in told["about"]
    assert one["need_index"] == pytest.approx(2 * other["need_index"], rel=0.03)  # from people and weights rounded to 5
    assert one["pounds_a_head"] == 66.7
    assert one["resource_to_need"] > 1 > other["resource_to_need"]
    assert {row[name] for row in (alone, joined) for name in ("need_index", "pounds_a_head", "resource_to_need")} == {
        None
    }
    assert "no fair share" in told["need"]
    rows = [line.split(",", 2) for line in (tmp_path / "need.csv").read_text().splitlines()]
    assert [row[:2] for row in rows[-2:]] == [["A81003", ""], ["A81004", ""]]
    assert all("no fair share" in row[2] for row in rows[1:])
    assert main(asked) == 0
    printed = capsys.readouterr().out
    assert "passes over those who do not" in printed
    assert printed.splitlines()[5].split() == ["A81004", "20", *["not", "shown"] * 3]
    a_place_sees_its_shares(asked, tmp_path, capsys)
    need_as_weights_of_a_fund(tmp_path, one["need_index"] / other["need_index"], capsys)


def a_place_sees_its_shares(asked: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One table: heads, history, cost, need and unmet need, by place."""
    files = {
        "members": "Practice,Place\nA81001,North\nA81002,South\nA81003,South\nA81004,South\n",
        "history": "Place,Spend\nNorth,40000\nSouth,60000\n",
        "unmet": "Practice code,Avoidable deaths\nA81001,1\nA81002,3\nA81003,1\nA81004,1\n",
    }
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    given = [*asked, "--amount", "100000", "--members", str(folder / "members.csv")]
    more = ["--history", str(folder / "history.csv"), "--unmet", str(folder / "unmet.csv"), "Avoidable", "0.2"]
    assert main([*given, *more, "--shares-csv", str(folder / "shares.csv"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["shares"]
    north, south = told["places"]
    assert (north["place"], north["heads"], north["history"]) == ("North", 46_875, 40_000)
    assert north["cost"] == pytest.approx(80_000, rel=0.01)
    assert north["recorded need"] / south["recorded need"] == pytest.approx(
        north["people"] * north["need_index"] / (south["people"] * south["need_index"]), rel=0.001
    )
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
    assert main(given) == 0
    assert "no fair share" in capsys.readouterr().out.splitlines()[-1]
    assert main([*given, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    pounds = {row["code"]: row["amount_pence"] for row in told["rows"]}
    assert pounds["A81001"] / pounds["A81002"] == pytest.approx(ratio, rel=1e-3)
    assert sum(pounds.values()) == 100_000_00
    assert pounds["A81003"] == pytest.approx((pounds["A81001"] + pounds["A81002"]) / 3, rel=1e-3)  # the average a head


def test_history_of_practices_may_be_headed_so(tmp_path: Path) -> None:
    (tmp_path / "history.csv").write_text("practice,amount\nA81001,12.50\n")
    assert history_pence(str(tmp_path / "history.csv")) == {"A81001": 12_50}


PRACTICES = ("A81001", "A81002", "A81004", "A81013", "A81014")
PEOPLE = np.array([60, 80, 100, 5, 57])
PLACES = {"A81001": "North", "A81002": "South", "A81004": "South", "A81013": "South", "A81014": "North"}


def every_table(weighted: list[float], pounds: list[int], folder: Path) -> str:
    """All that is shown of these practices: by practice, the index, and shares by practice and by place."""
    weights = np.array(weighted)
    need = LocalNeed(PRACTICES, PEOPLE, weights, weights / PEOPLE, 0)
    found = NeedAndCost(need, np.array(pounds) * 100, date(2024, 3, 31), date(2025, 3, 31), "2024/25", False)
    need.write_csv(folder / "need.csv")
    told = [*found.shown().rows(), (folder / "need.csv").read_text()]
    unmet = need.with_unmet_need(dict.fromkeys(PRACTICES, 1.0), 0.15)
    for place_of in (None, PLACES):
        shares = place_shares(2_500_000_00, need, found.pence, place_of=place_of, unmet=unmet)
        told += [*shares.rows(), *shares.sentences()]
    return "\n".join(map(str, told))


def test_no_two_tables_tell_what_a_practice_of_few_people_cost(tmp_path: Path) -> None:
    """However cost and need lie between it and the practice that joins it, everything that is shown is the same."""
    one = every_table([58.0, 81.0, 99.0, 7.0, 57.0], [32_600, 43_000, 61_000, 90_786, 31_000], tmp_path)
    other = every_table([58.0, 81.0, 99.0, 5.0, 59.0], [32_600, 43_000, 61_000, 5_786, 116_000], tmp_path)
    assert one == other
    assert all(f"\n{code},," in one for code in ("A81013", "A81014"))
    assert "{'practice': 'A81014', 'people': 55, 'need_index': None, 'pounds_a_head': None" in one
    assert "{'practice': 'A81001', 'people': 60, 'need_index': 1.0, 'pounds_a_head': 543.0" in one
    assert "counts nobody here" in one
    elsewhere = every_table([58.0, 81.0, 99.0, 7.0, 57.0], [32_600, 43_000, 61_000, 5_786, 31_000], tmp_path)
    assert elsewhere != one  # what they cost together is told


def test_activity_without_a_cost_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["population", "import", *written(tmp_path, cost=""), "--out", str(tmp_path / "sealed")]) == 0
    sealed = {name: str(tmp_path / "sealed" / f"{name}.parquet") for name in ("persons", "events", "activity")}
    given = ["--persons", sealed["persons"], "--events", sealed["events"], "--out", str(tmp_path / "features")]
    assert main(["population", "features", *given, "--segments", "seven_segments"]) == 0
    assert main(["population", "need", "--features", str(tmp_path / "features"), "--activity", sealed["activity"]]) == 2
    assert "100 entries of activity without a cost" in capsys.readouterr().err
