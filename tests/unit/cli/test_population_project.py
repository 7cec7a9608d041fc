"""The command that projects lists: on a made-up file, with growth told from an earlier one, and on rates of a run."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import numpy as np
import pytest
from tests.unit.site.population.own_people_batch import write_batch
from tests.unit.site.population.public_files import write_public_files

from commonweal.cli.main import main
from commonweal.wiring.practice_figures import find_practice_files, read_practice_figures


def write_lists(path: Path, times: float = 1.0) -> Path:
    ages = [f"{sex}_{age}" for sex in "mf" for age in range(96)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["icb_code", "practice_code", *ages])
        writer.writerow(["QAA", "A81001", *[round(40 * times)] * 192])
        writer.writerow(["QAA", "A81002", *[round(20 * times)] * 192])
        writer.writerow(["QBB", "B81001", *[10] * 96, *[0] * 96])
    return path


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lists(tmp_path_factory.mktemp("lists") / "lists.csv")


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["population", "project", *words])
    told = capsys.readouterr()
    return status, told.out + told.err


def test_an_area_five_years_ahead(lists: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "people.csv"
    status, text = ask(capsys, "--area", "QAA", "--lists", str(lists), "--json", "--csv", str(out))
    told = json.loads(text)
    assert status == 0
    assert told["practices"] == 2
    assert told["years"][0]["people"] == 60 * 192
    assert len(told["years"]) == 6
    assert "not a forecast" in told["caveat"]
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 6 * 192
    last = sum(float(row["people"]) for row in rows if row["year"] == "5")
    assert last == pytest.approx(told["years"][5]["people"], abs=0.2)


def test_growth_between_two_lists(lists: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    earlier = write_lists(tmp_path / "earlier.csv", times=0.9)
    words = ("--practice", "a81001", "--lists", str(lists), "--earlier", str(earlier), "--earlier-by", "2")
    status, text = ask(capsys, *words)
    assert status == 0
    assert "as between earlier.csv and now" in text
    status, text = ask(capsys, *words, "--growth", "1")
    assert status == 2
    assert "Give one of the two" in text


def test_segments_follow_from_a_run(lists: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "run" / "internal").mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select s as sex, b as age_band, g as segment, 10 as people, 5 as multimorbid, 12 as conditions,"
            " 3.5 as score from (values ('M'), ('F')) a(s), range(19) r(b), (values ('frail'), ('well')) c(g)) to "
            f"'{tmp_path / 'run' / 'internal' / 'practice_age_sex_segment.parquet'}' (format parquet)"
        )
    status, text = ask(capsys, "--area", "QAA", "--lists", str(lists), "--run", str(tmp_path / "run"), "--json")
    followed = {row["name"]: row["by_year"] for row in json.loads(text)["followed"]}
    assert status == 0
    assert followed["frail"][0] == 60 * 192 / 2
    assert followed["two conditions or more"][0] == 60 * 192 / 2
    status, text = ask(capsys, "--area", "QAA", "--lists", str(lists), "--run", str(tmp_path))
    assert status == 2
    assert "not the result of a run" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--area", "QAB"), "QAA"),
        (("--practice", "X"), "no practice has this code"),
        (("--practice", "B81001"), "not known by age and sex"),
        (("--area", "QAA", "--growth", "much"), "not a percentage"),
        (("--area", "QAA", "--years", "0"), "1 to 25"),
    ],
    ids=["area", "practice", "one sex", "growth", "years"],
)
def test_bad_questions_are_taught(
    lists: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = ask(capsys, *words, "--lists", str(lists))
    assert status == 2
    assert told in text


def test_a_network_of_the_public_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "public"
    folder.mkdir()
    write_public_files(folder)
    figures = read_practice_figures(find_practice_files(folder))
    network = next(code for code in figures.areas["pcn"] if code)
    status, text = ask(capsys, "--area", network, "--data", str(folder), "--json")
    of_it = np.array([code == network for code in figures.areas["pcn"]])
    assert status == 0
    assert json.loads(text)["years"][0]["people"] == pytest.approx(np.nansum(figures.people()[of_it]))
    status, text = ask(capsys, "--area", "U00", "--data", str(folder))
    assert status == 2
    assert "no ICB, place or network has this code" in text.replace("No ICB", "no ICB")


def test_everybody_of_england_is_carried_forward(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, text = ask(capsys, "--area", "ALL", "--data", str(data_folder), "--json")
    told = json.loads(text)
    assert status == 0
    assert told["years"][0]["people"] == 63_673_685


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_batch(tmp_path_factory.mktemp("tables") / "aggregates")


@pytest.fixture(scope="module")
def lists_of_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practices of the tables, and one that they have not."""
    text = write_lists(tmp_path_factory.mktemp("lists_of_tables") / "lists.csv").read_text("utf-8").splitlines()
    row = text[1].removeprefix("QAA,A81001")
    path = tmp_path_factory.mktemp("known") / "lists.csv"
    codes = ("A1", "A2", "A3", "A4", "Z9")
    path.write_text("\n".join([text[0], *(f"QXX,{code}{row}" for code in codes)]) + "\n", "utf-8")
    return path


def test_need_follows_from_tables_that_may_be_shown_with_its_caution_in_each_row(
    lists_of_tables: Path, tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "need.csv"
    words = ("--practice", "a1", "--lists", str(lists_of_tables), "--aggregates", str(tables))
    status, text = ask(capsys, *words, "--need-csv", str(out))
    assert status == 0
    assert "it is no fair share" in text
    assert "is its mix of segments there times what the care of each cost on average" in text
    status, text = ask(capsys, *words, "--json")
    need = json.loads(text)["need"]
    assert (need["years"][0]["need_index"], need["years"][0]["change_in_people"]) == (1.0, 0.0)
    assert need["years"][0]["Frail"] == 1535  # a fifth of 7,680, rounded
    assert "no fair share" in need["caution"]
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert [row["year"] for row in rows] == list("012345")
    assert all("it is no fair share" in row["note"] for row in rows)
    status, text = ask(capsys, "--area", "QXX", *words[2:], "--json")
    assert [row["need_index"] for row in json.loads(text)["need"]["years"]] == [1.0] * 6
    assert "4 of its 5 practices" in text


def test_tables_from_which_need_cannot_follow_say_what_to_bring(
    lists_of_tables: Path, tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--lists", str(lists_of_tables), "--aggregates")
    status, text = ask(capsys, "--practice", "Z9", *words, str(tables))
    assert status == 2
    assert "o practice of it is in the tables of Elmfold" in text
    bare = write_batch(tmp_path / "bare", without="need_by_age")
    status, text = ask(capsys, "--practice", "A1", *words, str(bare))
    assert status == 2
    assert "The note of need_by_age" in text


@pytest.mark.parametrize("growth", ["abc", "nan", "inf", "-inf", "51"])
def test_all_that_is_wrong_is_told_at_once(lists: Path, growth: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--area", "QAB", "--lists", str(lists), "--years", "0", f"--growth={growth}", "--need-csv", "x.csv")
    status, text = ask(capsys, *words)
    assert status == 2
    for told in ("QAA", "1 to 25", "name them with --aggregates".capitalize()[:8]):
        assert told in text
    assert "not a percentage" in text or "-50% to 50% a year" in text
