"""The command: every action in words and as JSON, errors that teach, exit statuses, and lists from a folder."""

import json

import pytest

from commonweal.cli.main import main
from commonweal.reference import rows as reference_rows


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def say(capsys):
    def command(*words):
        status = main(["organisations", *words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return command


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "epraccur.csv").write_text(
        "code,name,national_grouping,hl_health_geography,open_date,close_date,status,commissioner\n"
        "P81001,THE WEALD SURGERY,Y62,QOP,19740401,,A,00T\n"
    )
    return tmp_path


def test_show_says_where_a_closed_board_went(say):
    status, out, _ = say("show", "qnq", "--on", "1 April 2026")
    assert status == 0
    assert "closed on 31 March 2026 and went to S0E4D" in out
    assert "Sources:" in out


@pytest.mark.parametrize(
    ("words", "count"),
    [(("show", "QNQ"), None), (("successors", "QNQ"), 3), (("predecessors", "T6Y0W"), 2), (("tree", "QOP"), 10)],
)
def test_every_action_prints_json(say, words, count):
    status, out, _ = say(*words, "--on", "2026-04-01", "--json")
    answer = json.loads(out)
    assert status == 0
    assert answer["sentence"]
    assert count is None or answer["value"]["amount"] == count


def test_check_without_lists_is_undecided(say):
    status, out, _ = say("check", "--on", "2026-04-01")
    assert status == 3
    assert out.startswith("INSUFFICIENT DATA")


def test_the_list_of_names_is_cited_where_it_is_to_hand_as_the_readers_own(say, tmp_path):
    _, out, _ = say("check", "--on", "2026-04-01")
    assert "ODS codes and names of the 36 ICBs”: the list is not to hand" in out
    assert "never checked" not in out
    rows = "".join(f'{row["icb_code"]},"{row["icb_name"]}"\n' for row in reference_rows("organisations/icb_2026"))
    (tmp_path / "icb_2026_codes_names.csv").write_text("icb_code,icb_name\n" + rows)
    _, out, _ = say("check", "--on", "2026-04-01", "--data", str(tmp_path))
    assert "ODS codes and names of the 36 ICBs”: true of all 36 integrated care boards" in out
    assert "ODS codes and names of the 36 ICBs, your own copy, SHA-256" in out
    assert "never checked" not in out


def test_shares_by_registered_people(say):
    _, out, _ = say("successors", "QNQ", "--by", "registered", "--on", "2026-04-01", "--json")
    assert json.loads(out)["details"]["bodies"][0]["share"] == pytest.approx(0.581859, abs=1e-6)


def test_tree_in_plain_text_counts_practices_or_names_them(say, folder):
    _, out, _ = say("tree", "QOP", "--on", "2023-01-01", "--data", str(folder))
    assert "├── 00T NHS Greater Manchester ICB - 00T\n│   └── 1 general practice" in out
    _, out, _ = say("tree", "QOP", "--on", "2023-01-01", "--data", str(folder), "--all")
    assert "│   └── P81001 THE WEALD SURGERY" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "QNZ"), "QNX NHS Sussex Integrated Care Board"),
        (("show", "Frimlee"), "QNQ NHS Frimley Integrated Care Board"),
        (("show", "QNQ", "--on", "31/02/2026"), "expected a day such as 2026-03-31"),
        (("show", "QNQ", "--data", "no such folder"), "the data folder does not exist"),
        (("successors", "QNQ", "--by", "beds"), "not known here"),
        (("frob",), "not known here"),
    ],
)
def test_wrong_input_is_taught_and_exits_with_two(say, words, said):
    status, out, err = say(*words)
    assert (status, out) == (2, "")
    assert said.casefold() in err.casefold()


def test_faulty_list_is_named_by_the_users_own_file(say, folder):
    (folder / "epraccur.csv").write_text(
        "code,name,national_grouping,open_date,close_date,status,commissioner\nP1,A,Y62,20200101,20190101,C,00T\n"
    )
    status, _, err = say("show", "QOP", "--data", str(folder))
    assert status == 2
    assert 'epraccur.csv, row 2, column "close_date": the practice closed before it opened' in err


def test_question_about_a_practice_is_answered_from_the_list(say, folder):
    status, out, _ = say("show", "P81001", "--on", "2023-01-01", "--data", str(folder), "--json")
    assert status == 0
    assert json.loads(out)["details"]["name"] == "THE WEALD SURGERY"
