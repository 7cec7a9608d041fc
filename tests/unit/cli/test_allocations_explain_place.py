"""``allocations explain --place``, as typed: Wealdmarch's own allocations and spend, and questions that are wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonweal.cli import main
from commonweal.demo import DemoFiles, build


@pytest.fixture(scope="module")
def wealdmarch(tmp_path_factory: pytest.TempPathFactory) -> DemoFiles:
    return build(tmp_path_factory.mktemp("wealdmarch"))


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)


def words(files: DemoFiles, *more: object, action: str = "explain") -> list[str]:
    given = ["allocations", action, "--place", "WEALDP1", "--practices", files.practices, "--members", files.members]
    return [str(each) for each in (*given, "--by", "place", "--icb", "WEALDM", *more)]


@pytest.mark.parametrize("action", ["explain", "places"])
@pytest.mark.parametrize("stream", ["core", "primary_medical"])
def test_a_place_of_wealdmarch_from_its_own_files(
    wealdmarch: DemoFiles, capsys: pytest.CaptureFixture[str], action: str, stream: str
) -> None:
    own = ("--allocations", wealdmarch.allocations, "--spend", wealdmarch.spend, "--stream", stream)
    assert main(words(wealdmarch, *own, "--json", action=action)) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["verdict"] == "PASS"
    assert "Wealdmarch ICB (fictional)" in answer["sentence"]
    assert any("do not exist" in note for note in answer["notes"])
    details = answer["details"]
    for name in ("bridge", "movement"):
        found = details[name]
        pence = round(found["start"]["amount_k"] * 100_000)
        pence += sum(round(step["amount_k"] * 100_000) for step in found["steps"])
        assert pence == round(found["end"]["amount_k"] * 100_000)
    assert round(details["bridge"]["end"]["amount_k"] * 100_000) == answer["value"]["amount"]
    keys = [step["key"] for step in details["movement"]["steps"]]
    assert keys == ["growth_to_come", "distance", "growth", "pace"]


def test_the_text_calls_own_files_own_files(wealdmarch: DemoFiles, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words(wealdmarch, "--allocations", wealdmarch.allocations)) == 0
    told = capsys.readouterr().out
    assert f"{wealdmarch.allocations.name}, your own file, SHA-256 " in told
    assert "never checked" not in told


def test_without_own_allocations_the_pounds_are_not_known(
    wealdmarch: DemoFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words(wealdmarch)) == 3
    assert "--allocations" in capsys.readouterr().out


def test_missing_spend_of_a_neighbour_is_said_and_not_nought(
    wealdmarch: DemoFiles, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    spend = tmp_path / "spend.csv"
    spend.write_text("Place,Spend (£)\nWEALDP1,1000000\n")
    assert main(words(wealdmarch, "--allocations", wealdmarch.allocations, "--spend", spend)) == 3
    assert "The spend of WEALDP2" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "nothing is named to explain"),
        (["--place", "N"], "give --by"),
        (["--place", "N", "--by", "pcn"], "give the file with --practices"),
        (["QHL", "--icb", "QOP", "--place", "N", "--by", "pcn", "--practices", "x.csv"], "two ICBs are named"),
    ],
)
def test_a_question_without_its_parts_is_refused(
    typed: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["allocations", "explain", *typed]) == 2
    assert said in capsys.readouterr().err.replace("Nothing", "nothing").replace("Two", "two").replace("Give", "give")


def test_a_faulty_file_of_allocations_goes_by_the_name_that_was_typed(
    wealdmarch: DemoFiles, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bad = tmp_path / "mine.csv"
    bad.write_text("icb_code,stream,recurrent_allocation_k\nWEALDM,cars,12\n")
    assert main(words(wealdmarch, "--allocations", bad)) == 2
    assert "mine.csv" in capsys.readouterr().err
