"""``commonweal data`` says what can be read, where it is offered, and what was found."""

import json

from commonweal.cli import main


def test_without_a_folder_everything_is_listed_with_its_publishers_page(capsys, monkeypatch):
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)
    assert main(["data"]) == 0
    out = capsys.readouterr().out
    assert "No data folder is named" in out
    assert "[not found] Primary care networks (ePCN)" in out
    assert "https://www.england.nhs.uk/allocations/" in out


def test_json_says_what_was_found_and_how(capsys, tmp_path):
    (tmp_path / "a.csv").write_text("PCN Code,PCN Name,Current Sub ICB Loc Code,Open Date\nU1,x,y,z\n")
    (tmp_path / "b.csv").write_text("a,b\n1,2\n")
    assert main(["data", "--data", str(tmp_path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    found = [file for file in report["files"] if file["found"]]
    assert [file["id"] for file in found] == ["networks"]
    assert found[0]["found"][0]["recognised_by"] == "content"
    assert report["not_recognised"] == [str(tmp_path / "b.csv")]
    assert report["bundled"]["tables"] >= 26


def test_text_names_the_other_tables_too(capsys, tmp_path):
    (tmp_path / "epcn.csv").write_text("a,b\n1,2\n")
    (tmp_path / "b.csv").write_text("a,b\n1,2\n")
    assert main(["data", "--data", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "by its name only" in out
    assert "1 other tables" not in out
    assert "1 other table lies there" in out


def test_a_folder_that_does_not_exist_is_bad_input(capsys, tmp_path):
    assert main(["data", "--data", str(tmp_path / "nowhere")]) == 2
    assert "does not exist" in capsys.readouterr().err
