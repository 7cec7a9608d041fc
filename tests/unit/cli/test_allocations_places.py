"""The commands on places, as a user types them: right answers, and clear errors for files that are wrong."""

from __future__ import annotations

import csv
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from commonweal.cli import main

pytestmark = pytest.mark.usefixtures("small_files_are_whole")

HEADER = (
    "Practice_Code,GP_Practice_Name,ICB,ICBname,LAD,LTLA,Population,G&A WP,CS WP,MH WP,Mat WP,Health Ineq WP,Prescr WP,"
    "Final WP,Primary Medical Care WP,Final PMC WP"
)
ROWS = (
    "A1,Ash (main),QHL,Birmingham ICB,E1,Town,1000,1210,1200,1190,1180,1300,1150,1200,1000,1045",
    "A2,Beech [old],QHL,Birmingham ICB,E1,Town,2000,1900,1950,2000,2100,1800,1950,1900,2000,1970",
    "A3,Cedar,QHL,Birmingham ICB,E2,Dale,1500,1490,1480,1520,1400,1450,1480,1500,1500,1492.5",
    "B1,Elm,QOP,Manchester ICB,E3,City,2500,2600,2550,2500,2600,2700,2550,2600,2500,2530",
)
MEMBERS = "practice,place,place name\nA1,N,North (town)\nA2,N,North (town)\nA3,S,South\nB1,E,East\n"

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMMONWEAL_DEBUG", raising=False)

    def run(*words: object) -> tuple[int, str, str]:
        status = main(["allocations", *(str(word) for word in words)])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        return status, captured.out, captured.err

    return run


@pytest.fixture
def practices(tmp_path: Path) -> Path:
    return write(tmp_path / "practices_2025_26.csv", HEADER, *ROWS)


@pytest.fixture
def members(tmp_path: Path) -> Path:
    path = tmp_path / "members.csv"
    path.write_text(MEMBERS)
    return path


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def test_places_print_the_gate_indices_and_pounds(typed: Typed, practices: Path, members: Path) -> None:
    status, out, _ = typed("places", "--practices", practices, "--by", members, "--icb", "QHL")
    assert status == 0
    assert "Gate: Pass" in out
    assert "North (town)" in out
    assert "£" in out
    assert "Specialised services" in out
    assert "no weighted population of specialised services" in out


def test_json_has_everything_and_pounds_sum(typed: Typed, practices: Path, members: Path) -> None:
    status, out, _ = typed("places", "--practices", practices, "--by", members, "--icb", "QHL", "--json")
    report = json.loads(out)
    assert (status, report["year"], report["gate"]["verdict"]) == (0, "2025/26", "PASS")
    core = [line for line in report["budgets"] if line["stream"] == "core"]
    assert sum(line["recurrent_pence"] for line in core) == 293_414_100_000
    assert report["places"][0]["core_index_to_icb"] == pytest.approx((3100 / 3000) / (4600 / 4500))


def test_csv_and_workbook_are_written(typed: Typed, practices: Path, members: Path, tmp_path: Path) -> None:
    table, book = tmp_path / "out.csv", tmp_path / "out.xlsx"
    typed("places", "--practices", practices, "--by", members, "--csv", table, "--xlsx", book)
    with table.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["place"] for row in rows] == ["N", "S", "E"]
    assert float(rows[0]["core_recurrent_gbp"]) > 0
    assert load_workbook(book).sheetnames == ["Places", "Pounds", "Notes"]


def test_a_practice_in_two_places_is_exit_status_1_and_still_shown(
    typed: Typed, practices: Path, members: Path
) -> None:
    members.write_text(MEMBERS + "A1,S,South\n")
    status, out, _ = typed("places", "--practices", practices, "--by", members, "--icb", "QHL")
    assert status == 1
    assert "A1 (Ash (main)) is in 2 places" in out
    assert "(in no place)" in out


def test_a_remainder_can_be_named(typed: Typed, practices: Path, members: Path) -> None:
    members.write_text("practice,place\nA1,N\nA2,N\n")
    words = ("places", "--practices", practices, "--by", members, "--icb", "QHL")
    assert typed(*words)[0] == 1
    status, out, _ = typed(*words, "--remainder", "Rest")
    assert status == 0
    assert "Rest" in out


def test_blank_cells_are_undecided_not_nought(typed: Typed, members: Path, tmp_path: Path) -> None:
    blank = ROWS[0].replace(",1200,1000,1045", ",,1000,1045")
    path = write(tmp_path / "practices_2025_26.csv", HEADER, blank, *ROWS[1:])
    status, out, _ = typed("places", "--practices", path, "--by", members, "--icb", "QHL")
    assert status == 3
    assert "A1 (Ash (main)) has no overall core weighted population" in out


def test_spend_gives_distance_and_pace(typed: Typed, practices: Path, members: Path, tmp_path: Path) -> None:
    spend = tmp_path / "spend.csv"
    spend.write_text("Place,Spend (£)\nN,2000000000\nS,900000000\n")
    words = ("places", "--practices", practices, "--by", members, "--icb", "QHL", "--spend", spend)
    status, out, _ = typed(*words, "--json")
    movement = json.loads(out)["movements"][0]
    assert status == 0
    assert sum(row["amount_pence"] for row in movement["places"]) == 293_414_100_000
    assert "growth" in typed(*words)[1]
    spend.write_text("Place,Spend (£k)\nN,2000\nS,900\n")
    status, _, error = typed(*words)
    assert status == 2
    assert "pounds or thousands" in error


def test_the_pace_may_come_from_a_policy_file(typed: Typed, practices: Path, members: Path, tmp_path: Path) -> None:
    spend, policy = tmp_path / "spend.csv", tmp_path / "policy.yaml"
    spend.write_text("Place,Spend (£)\nN,2000000000\nS,900000000\n")
    policy.write_text(
        "year: 2025/26\ntitle: Slower\nsource: a test\nstreams:\n  core:\n    growth: {mode: uniform, rate: 0.0}\n"
        "    convergence:\n      mode: distance\n      basis: pre\n      form: multiplicative\n"
        "      gain: {cap: 0.0001, reached_at: 0.02}\n      loss: {cap: 0.0001, reached_at: 0.02}\n    status: firm\n"
    )
    words = ("places", "--practices", practices, "--by", members, "--icb", "QHL", "--spend", spend, "--policy", policy)
    status, out, error = typed(*words, "--json")
    assert (status, error) == (0, "")
    moved = [row["convergence"] for row in json.loads(out)["movements"][0]["places"]]
    assert [abs(value) for value in moved] == pytest.approx([0.0001, 0.0001])


def test_one_place_is_an_answer_with_a_receipt(typed: Typed, practices: Path, members: Path, tmp_path: Path) -> None:
    words = ("places", "--practices", practices, "--by", members, "--icb", "QHL", "--place", "N")
    status, out, _ = typed(*words, "--json")
    answer = json.loads(out)
    assert status == 0
    assert answer["value"]["unit"] == "gbp_pence"
    assert "fair share of North (town) (N)" in answer["sentence"]
    status, _, error = typed("places", "--practices", practices, "--by", members, "--place", "N")
    assert status == 2
    assert "--icb" in error


@pytest.mark.parametrize("by", ["lad", "LAD", "icb"])
def test_groupings_of_the_practice_file(typed: Typed, practices: Path, by: str) -> None:
    assert typed("places", "--practices", practices, "--by", by)[0] == 0


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--by", "pcn"], "--members FILE"),
        (["--by", "place"], "sub-icb or place of the file that --members names"),
        (["--by", "nowhere.csv"], "neither a grouping nor a file"),
        (["--by", "lad", "--icb", "QZZ"], "no practice in the file is of this ICB"),
        (["--by", "lad", "--on", "31st"], "day of --on"),
        (["--by", "lad", "--year", "2025"], "year"),
        (["--by", "lad", "--cross-border", "X"], "no such place to cross"),
    ],
)
def test_wrong_words_are_answered_in_words(typed: Typed, practices: Path, words: list[str], part: str) -> None:
    status, _, error = typed("places", "--practices", practices, *words)
    assert status == 2
    assert part.lower() in error.lower()


def swapped(path: Path) -> Path:
    return write(path, *(",".join(reversed(line.split(","))) for line in (HEADER, *ROWS)))


def marked(path: Path) -> Path:
    return write(path, HEADER, *ROWS, encoding="utf-8-sig")


def last_years(path: Path) -> Path:
    headers = HEADER.replace("ICB,ICBname,LAD,LTLA,Population", "ICS22,ICS22name,LAD21,LTLA21,pop 2022/23")
    return write(path, headers, *ROWS)


def workbook(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (HEADER, *ROWS):
        sheet.append([float(cell) if cell.replace(".", "").isdigit() else cell for cell in line.split(",")])
    path = path.with_suffix(".xlsx")
    book.save(path)
    return path


def macro_workbook(path: Path) -> Path:
    """A workbook that bears the name of one with macros."""
    made = workbook(path)
    return made.rename(path.with_suffix(".xlsm"))


@pytest.mark.parametrize("make", [swapped, marked, last_years, workbook, macro_workbook])
def test_files_in_another_form_give_the_same_right_answer(
    typed: Typed, practices: Path, members: Path, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    expected = json.loads(typed("places", "--practices", practices, "--by", members, "--json")[1])
    path = make(tmp_path / "other.csv")
    status, out, error = typed("places", "--practices", path, "--by", members, "--year", "2025/26", "--json")
    assert (status, error) == (0, "")
    found = json.loads(out)
    assert found["places"] == expected["places"]
    assert found["budgets"] == expected["budgets"]


def twice(path: Path) -> Path:
    return write(path, HEADER, *ROWS, ROWS[1])


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def header_only(path: Path) -> Path:
    return write(path, HEADER)


def sparse(path: Path) -> Path:
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    return path


def sparse_workbook(path: Path) -> Path:
    return sparse(path.with_suffix(".xlsx"))


def words_for_numbers(path: Path) -> Path:
    return write(path, HEADER, ROWS[0].replace(",1000,1210", ",lots,1210"), *ROWS[1:])


def cut_short(path: Path) -> Path:
    path.write_text("\n".join([HEADER, *ROWS])[:-40])
    return path


def no_weights(path: Path) -> Path:
    return write(path, "Practice_Code,ICB,Population", "A1,QHL,100")


def bomb(path: Path) -> Path:
    path = path.with_suffix(".xlsx")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * 600_000_000)
    return path


def folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (twice, "row 3"),
        (empty, "empty"),
        (header_only, "no rows"),
        (sparse, "MB"),
        (sparse_workbook, "MB"),
        (words_for_numbers, 'column "Population"'),
        (cut_short, "row 5"),
        (no_weights, "Final WP"),
        (bomb, ""),
        (folder, "folder"),
    ],
)
def test_files_that_are_wrong_get_a_clear_error_at_once(
    typed: Typed, members: Path, tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    path = make(tmp_path / "wrong.csv")
    start = time.monotonic()
    status, out, error = typed("places", "--practices", path, "--by", members)
    assert (status, out) == (2, "")
    assert path.name in error
    assert words in error
    assert time.monotonic() - start < 5


def test_the_ods_list_of_practices_is_no_membership(typed: Typed, practices: Path, tmp_path: Path) -> None:
    cells = ["A1", "ASH", "Y60", "QHL", *("",) * 5, "B1 1AA", "20010401", "", "A", "B", "15E", *("",) * 10, "4", ""]
    listed = write(tmp_path / "epraccur.csv", ",".join(cells), ",".join(["A2", *cells[1:]]))
    status, _, error = typed("places", "--practices", practices, "--by", "sub-icb", "--members", listed)
    assert status == 2
    assert "the ODS list of practices" in error
    assert "--practice-list" in error


def test_csv_figures_have_no_tail_of_binary(typed: Typed, members: Path, tmp_path: Path) -> None:
    tail = [row.replace(",1000,1210", ",0.1,1210").replace(",2000,1900", ",0.2,1900") for row in ROWS]
    practices = write(tmp_path / "practices_2025_26.csv", HEADER, *tail)
    out = tmp_path / "places.csv"
    typed("places", "--practices", practices, "--by", members, "--csv", out)
    rows = {row["place"]: row for row in csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines())}
    assert rows["N"]["population"] == "0.3"


def test_a_file_that_is_not_there_is_named(typed: Typed, members: Path, tmp_path: Path) -> None:
    status, _, error = typed("places", "--practices", tmp_path / "gone.csv", "--by", members)
    assert status == 2
    assert "gone.csv" in error


def test_diff_of_two_files(typed: Typed, practices: Path, tmp_path: Path) -> None:
    later = write(tmp_path / "later.csv", HEADER, ROWS[0].replace(",1200,1000,", ",1320,1000,"), *ROWS[1:3])
    status, out, _ = typed("diff", practices, later)
    assert status == 0
    assert "1 only in the old" in out
    assert "need for each person" in out
    assert "Pounds: not worked" in out
    report = json.loads(typed("diff", practices, later, "--service", "core", "--json")[1])
    assert report[0]["closed"] == ["B1"]
    assert report[0]["moved_by_more_than"]["0.05"] == 1
    assert "No practice's weighted population differs" in typed("diff", practices, practices)[1]
    book = tmp_path / "diff.xlsx"
    typed("diff", practices, later, "--xlsx", book, "--csv", tmp_path / "diff.csv")
    assert load_workbook(book).sheetnames == ["Practices", "Notes"]


def test_split_of_a_fund(typed: Typed, practices: Path, members: Path, tmp_path: Path) -> None:
    indicators = tmp_path / "indicators.csv"
    indicators.write_text("Practice_Code,Deprivation score,Bowel (60 to 74)\nA1,40,30\nA2,20,60\nA3,,70\n")
    words = ("split", "--amount", "£1,000", "--practices", practices, "--icb", "QHL", "--indicators", indicators)
    uses = ("--weights", "depriv=0.4", "bowel=30%:less")
    status, out, _ = typed(*words, *uses)
    assert status == 0
    assert "Missing indicators: average" in out
    assert "A3 (Cedar) has no figure for Deprivation score" in out
    assert "Sum: £1,000" in out
    assert "1 (most deprived)" in out
    report = json.loads(typed(*words, *uses, "--json")[1])
    assert report["sum_pence"] == 100_000
    assert sum(row["amount_pence"] for row in report["rows"]) == 100_000
    by_place = json.loads(typed(*words, *uses, "--by", members, "--json")[1])
    assert [row["code"] for row in by_place["rows"]] == ["N", "S"]
    assert sum(fifth["units"] for fifth in by_place["deprivation_fifths"]) == 3
    assert sum(fifth["amount_pence"] for fifth in by_place["deprivation_fifths"]) == 100_000
    assert "each practice by its own score" in typed(*words, *uses, "--by", members)[1]
    assert "Missing indicators" not in typed(*words)[1]
    assert typed(*words, *uses, "--missing", "refuse")[0] == 2
    floored = json.loads(typed(*words, *uses, "--floor", "250", "--cap", "400.50", "--json")[1])
    assert min(row["amount_pence"] for row in floored["rows"]) >= 250_00
    assert max(row["amount_pence"] for row in floored["rows"]) <= 400_50
    book = tmp_path / "split.xlsx"
    typed(*words, *uses, "--xlsx", book, "--csv", tmp_path / "split.csv")
    assert load_workbook(book).sheetnames[:2] == ["Split", "Deprivation fifths"]
    assert "note" not in (tmp_path / "split.csv").read_text().splitlines()[0]


def test_a_note_of_the_indicators_goes_wherever_their_split_goes(typed: Typed, practices: Path, tmp_path: Path) -> None:
    indicators = tmp_path / "need.csv"
    indicators.write_text("Practice_Code,Need,note\nA1,1.2,It is no fair share.\nA2,1,It is no fair share.\nA3,0.9,\n")
    words = ("split", "--amount", "£1,000", "--practices", practices, "--icb", "QHL", "--indicators", indicators)
    files = ("--csv", tmp_path / "split.csv", "--xlsx", tmp_path / "split.xlsx")
    assert typed(*words, "--weights", "Need=100%", *files)[1].splitlines()[-1] == "It is no fair share."
    assert json.loads(typed(*words, "--weights", "Need=100%", "--json")[1])["notes"] == ["It is no fair share."]
    with (tmp_path / "split.csv").open(encoding="utf-8-sig") as file:
        assert {row["note"] for row in csv.DictReader(file)} == {"It is no fair share."}
    told = [cell for row in load_workbook(tmp_path / "split.xlsx")["Notes"].values for cell in row]
    assert "It is no fair share." in told
    assert "fair share" not in typed(*words)[1]  # by heads alone: nothing follows the index


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--amount", "lots"], "amount of money"),
        (["--amount", "0"], "more than nought"),
        (["--amount", "100", "--weights", "imd=0.4"], "--indicators"),
        (["--amount", "100", "--ages", "60-74"], "--age-sex"),
        (["--amount", "100", "--weights", "imd"], "not an indicator"),
        (["--amount", "100", "--floor", "90"], "floors sum to more"),
        (["--amount", "100", "--base", "maternity2"], "no such service"),
    ],
)
def test_split_that_cannot_be(typed: Typed, practices: Path, words: list[str], part: str) -> None:
    status, _, error = typed("split", "--practices", practices, *words)
    assert status == 2
    assert part in error


def test_sensitivity_of_places(typed: Typed, practices: Path, members: Path, tmp_path: Path) -> None:
    words = ("sensitivity", "--practices", practices, "--by", members, "--replicates", "50")
    status, out, _ = typed(*words, "--place", "N")
    assert status == 0
    assert "ESTIMATE" in out
    assert "change when higher" in out
    assert "need of 3 places" in out
    assert "0 of 0 steps" in out
    assert "1 cannot be told (fewer than 3 practices" in out
    report = json.loads(typed(*words, "--service", "primary_medical", "--json")[1])
    assert report["components"]["exact"] is True
    assert report["ranking"][0]["robust"] is None
    book = tmp_path / "s.xlsx"
    typed(*words, "--xlsx", book, "--csv", tmp_path / "s.csv")
    assert load_workbook(book).sheetnames == ["Ranking", "Tornado", "Notes"]


@pytest.mark.parametrize(
    "words", [["--shift", "2"], ["--seed", "-1"], ["--replicates", "3"], ["--place", "W"], ["--service", "pod"]]
)
def test_sensitivity_that_cannot_be(typed: Typed, practices: Path, members: Path, words: list[str]) -> None:
    assert typed("sensitivity", "--practices", practices, "--by", members, *words)[0] == 2
