"""Places of one's own: read by meaning, all bad rows at once, put into the register; and Wealdmarch's register."""

from datetime import date

import pytest

from commonweal.answers import Dates, Receipt, Verdict, lines
from commonweal.cli.main import main
from commonweal.demo import build
from commonweal.demo.organisations import register as wealdmarch_register
from commonweal.organisations import Kind
from commonweal.organisations.loading import read_places, read_register
from commonweal.problems import BadInput
from commonweal.wiring import archive, ask, today

DAY = date(2026, 3, 1)
GOOD = "Practice,Place,Place name,ICB\nP82001,BOLN,Bolton North,QOP\np82002,BOLN,,qop\nP82003,BOLS,Bolton South,QOP\n"


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)


def tree(tmp_path, text, code="QOP", **lists):
    (tmp_path / "places.csv").write_text(text, encoding="utf-8-sig")
    kept = archive()
    inputs = {"datasets": {}, "places": {"name": "places.csv", "sha256": kept.keep(tmp_path / "places.csv")}}
    for key, body in lists.items():
        (tmp_path / f"{key}.csv").write_text(body)
        inputs["datasets"][key] = kept.keep(tmp_path / f"{key}.csv")
    return ask("organisations.tree", inputs | {"code": code}, "What stands below it?", Dates.on(DAY))


def below(asked, code):
    def walk(node):
        yield node
        for child in node["children"]:
            yield from walk(child)

    node = next(each for each in walk(asked.answer.details["tree"]) if each["code"] == code)
    return [child["code"] for child in node["children"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_columns_by_meaning_in_any_order_with_or_without_a_mark(encoding):
    text = "To;Neighbourhood name;From;GP practice code;Neighbourhood\n;Nord-Ost;2024-04-01;P81001;N1\n;;;P81002;\n"
    listed = read_places(text.encode(encoding), name="places.csv")
    assert listed.rows == (("P81001", "", "N1", "Nord-Ost", "", date(2024, 4, 1), None),)
    assert "1 rows name no place" in listed.notes[-1]


def test_a_name_or_board_said_once_holds_for_the_place():
    rows = read_places(GOOD.encode()).rows
    assert [(row.practice, row.place_name, row.system) for row in rows[:2]] == [
        ("P82001", "Bolton North", "QOP"),
        ("P82002", "Bolton North", "QOP"),
    ]


def test_every_bad_row_is_told_at_once_with_its_row():
    text = (
        "Practice,Place,Place name,ICB,From,To\nP1,N,North,QOP,2024-04-01,2024-03-31\nP2,N,North,QOP,,\n"
        "P2,N,North,QOP,,\nP3,N,Nord,QHL,,\n"
    )
    with pytest.raises(BadInput) as caught:
        read_places(text.encode(), name="places.csv")
    told = [(problem.row, problem.what) for problem in caught.value.problems]
    assert (2, "the membership ends before it starts") in told
    assert (4, "the same membership is listed twice") in told
    assert {row for row, _ in told} == {2, 4, 5}
    assert sum(row == 5 for row, _ in told) == 2


def test_places_stand_in_the_board_that_the_file_names(tmp_path):
    asked = tree(tmp_path, GOOD)
    assert {"BOLN", "BOLS"} <= set(below(asked, "QOP"))
    assert below(asked, "BOLN") == ["P82001", "P82002"]
    told = "\n".join(lines(asked.answer))
    assert "2 places" in asked.answer.sentence
    assert "places.csv, your own file, SHA-256" in told
    assert today(Receipt.from_text(asked.receipt().to_text())).replayed.verdict is Verdict.PASS


PRACTICES = "code,name,national_grouping,hl_health_geography,open_date,close_date,status,commissioner\n" + "".join(
    f"P8200{n},PRACTICE {n},Y62,QOP,19740401,,A,00T\n" for n in (1, 2, 3)
)
NETWORKS = (
    "PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date\n"
    "U1,ONE PCN,00T,BOLTON,20190701,\nU2,TWO PCN,00T,BOLTON,20190701,\n"
)
MEMBERS = (
    "Partner Organisation Code,PCN Code,Practice Parent Sub ICB Loc Code,PCN Parent Sub ICB Loc Code,"
    "Practice to PCN Relationship Start Date,Practice to PCN Relationship End Date\n"
)


def test_without_a_column_the_practice_list_says_the_board_and_a_whole_network_stands_in_its_place(tmp_path):
    text = "Practice,Place,Place name\nP82001,BOLN,Bolton North\nP82002,BOLN,Bolton North\nP82003,BOLS,Bolton South\n"
    members = MEMBERS + "P82001,U1,00T,00T,20190701,\nP82002,U1,00T,00T,20190701,\nP82003,U2,00T,00T,20190701,\n"
    asked = tree(tmp_path, text, gp_practices=PRACTICES, networks=NETWORKS, network_members=members)
    assert below(asked, "BOLN") == ["U1"]
    assert below(asked, "U1") == ["P82001", "P82002"]
    crossing = members.replace("P82002,U1", "P82002,U2")
    asked = tree(tmp_path, text, gp_practices=PRACTICES, networks=NETWORKS, network_members=crossing)
    assert below(asked, "BOLN") == ["U1"]
    assert "U2" in below(asked, "00T")
    assert any("practices in several places" in note for note in asked.answer.notes)


def test_a_place_of_no_known_board_is_said_to_stand_in_none(tmp_path):
    asked = tree(tmp_path, "Practice,Place\nP82001,BOLN\n")
    assert any("names no board for the place BOLN" in note for note in asked.answer.notes)


def test_a_code_in_use_and_a_board_that_is_not_are_refused_together(tmp_path):
    with pytest.raises(BadInput) as caught:
        tree(tmp_path, "Practice,Place,ICB\nP82001,00T,QOP\nP82002,BOLN,QZZ\n")
    assert [problem.given for problem in caught.value.problems] == ["00T", "QZZ"]


def test_the_command_draws_places_and_wealdmarch(tmp_path, capsys):
    (tmp_path / "places.csv").write_text(GOOD)
    assert main(["organisations", "tree", "QOP", "--places", str(tmp_path / "places.csv"), "--on", "2026-03-01"]) == 0
    assert "BOLN Bolton North" in capsys.readouterr().out
    assert main(["organisations", "tree", "WEALDM", "--wealdmarch"]) == 0
    out = capsys.readouterr().out
    assert "4 places, 21 primary care networks, 150 general practices" in out
    assert "fictional: they do not exist" in out
    assert "never checked" not in out
    assert main(["organisations", "tree", "QOP", "--wealdmarch", "--places", "x.csv"]) == 2
    assert main(["organisations", "tree", "QOP", "--places", str(tmp_path / "none.csv")]) == 2


def test_a_written_register_is_the_same_by_either_way(tmp_path):
    files = build(tmp_path)
    one = wealdmarch_register(files)
    other = read_register(files.bodies.read_bytes(), files.memberships.read_bytes(), files.successions.read_bytes())
    assert set(one.bodies) == set(other.bodies)
    assert len(one.memberships) == len(other.memberships)
    assert len(other.live(Kind.PLACE, DAY)) == 4
    bad = files.bodies.read_bytes().replace(b",region,", b",planet,")
    with pytest.raises(BadInput, match="no such kind of body"):
        read_register(bad, files.memberships, files.successions)
