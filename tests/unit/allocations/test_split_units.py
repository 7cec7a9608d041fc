"""What a fund is split across: joined on keys alone, conserved, and every gap listed."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from commonweal.allocations.findings import count_findings
from commonweal.allocations.membership import members_from_pairs
from commonweal.allocations.practice_age_sex import AgeSexFile, read_age_sex
from commonweal.allocations.practice_file import PracticeFile, practice_file_from_columns
from commonweal.allocations.practice_indicators import IndicatorFile, read_indicators
from commonweal.allocations.split_units import place_units, practice_units
from commonweal.problems import BadInput

pytestmark = pytest.mark.usefixtures("small_files_are_whole")


def practices(icbs: list[object] | None = None) -> PracticeFile:
    return practice_file_from_columns(
        {
            "practice": ["A1", "A2", "A3", "A4"],
            "practice_name": ["One", "Two (old)", "Three", "Four"],
            "icb": icbs or ["QU9", "QU9", "QNQ", "QXX"],
            "population": [100, 200, 300, 400],
            "wp_core": [110, 190, 310, 390],
        }
    )


def indicators(tmp_path: Path, body: str) -> IndicatorFile:
    path = tmp_path / "ind.csv"
    path.write_text(body)
    return read_indicators(path)


BODY = "practice_code,practice_name,icb_code,Deprivation score (IMD 2025),Bowel (60 to 74)\n"


def test_figures_are_joined_by_code_whatever_the_order(tmp_path: Path) -> None:
    found = indicators(tmp_path, BODY + "A4,x,,40,4\nA1,x,,10,\nA2,x,,20,2\n")
    units = practice_units(practices(), found, ["bowel"])
    assert units.codes == ("A1", "A2", "A3", "A4")
    assert units.indicators["Bowel (60 to 74)"].tolist()[1::2] == [2.0, 4.0]
    assert np.isnan(units.indicators["Bowel (60 to 74)"][[0, 2]]).all()
    assert units.deprivation is not None
    assert units.deprivation.tolist()[:2] == [10.0, 20.0]
    assert count_findings(units.left_out) == {"no_indicator_row": 1}
    assert "1 of 4 practices: A3" in units.left_out[0].sentence


def test_names_pass_through_and_are_never_the_key(tmp_path: Path) -> None:
    found = indicators(tmp_path, BODY + "A1,Two (old),,1,1\nA2,One,,2,2\nA3,Three,,3,3\nA4,Four,,4,4\n")
    units = practice_units(practices(), found, ["bowel"])
    assert units.names == ("One", "Two (old)", "Three", "Four")
    assert units.indicators["Bowel (60 to 74)"].tolist() == [1.0, 2.0, 3.0, 4.0]


def test_a_file_of_another_area_is_an_error_in_words(tmp_path: Path) -> None:
    """A measured peer split one system's money by another system's practices."""
    found = indicators(tmp_path, BODY + "Z1,x,,1,1\nZ2,x,,2,2\nA1,x,,3,3\n")
    units = practice_units(practices(), found, ["bowel"])
    [finding] = [finding for finding in units.left_out if finding.kind == "no_indicator_row"]
    assert finding.severity == "error"
    assert "3 of 4" in finding.sentence


def test_a_row_that_says_another_icb_is_reported(tmp_path: Path) -> None:
    found = indicators(tmp_path, BODY + "A1,x,QNQ,1,1\nA2,x,QU9,2,2\nA3,x,QNQ,3,3\nA4,x,QXX,4,4\n")
    units = practice_units(practices(), found, ["bowel"])
    assert [(finding.kind, finding.practice) for finding in units.left_out] == [("indicator_row_of_another_icb", "A1")]


def test_an_icb_of_2026_takes_whole_predecessors_and_the_right_part_of_a_split_one(tmp_path: Path) -> None:
    found = indicators(tmp_path, BODY + "A1,x,S0E4D,1,1\nA3,x,S9B9J,3,3\n")
    thames = practice_units(practices(), found, [], icb="S0E4D")
    assert thames.codes == ("A1", "A2")  # A2 has no row, and QU9 went to Thames Valley whole
    surrey = practice_units(practices(), found, [], icb="S9B9J")
    assert surrey.codes == ("A3",)
    without = practice_units(practices(), None, [], icb="S9B9J")
    assert without.codes == ()
    assert [finding.kind for finding in without.left_out] == ["icb_by_succession", "practice_of_a_split_icb"]
    with pytest.raises(BadInput, match="no practice is of this ICB"):
        practice_units(practices(), None, [], icb="S0E4X")


def test_an_unknown_base_is_left_out_and_listed_never_nought() -> None:
    units = practice_units(practices(), None, [], base={"A1": 10.0, "A2": float("nan"), "A4": 5.0}, base_name="women")
    assert units.codes == ("A1", "A4")
    assert [(finding.kind, finding.practice, finding.severity) for finding in units.left_out] == [
        ("base_missing", "A2", "error"),
        ("base_missing", "A3", "error"),
    ]


def test_an_indicator_needs_a_file() -> None:
    with pytest.raises(BadInput, match="No file of indicators"):
        practice_units(practices(), None, ["imd"])


def test_places_sum_bases_and_average_indicators_by_people(tmp_path: Path) -> None:
    found = indicators(tmp_path, BODY + "A1,x,,10,30\nA2,x,,20,60\nA3,x,,30,\nA4,x,,40,90\n")
    members = members_from_pairs([("A1", "N"), ("A2", "N"), ("A3", "S"), ("A4", "S"), ("A4", "N")])
    units = place_units(practice_units(practices(), found, ["bowel"]), members)
    assert units.codes == ("N", "S", "(in no place)")
    assert units.base.tolist() == [300.0, 300.0, 400.0]
    bowel = units.indicators["Bowel (60 to 74)"]
    assert bowel[0] == pytest.approx((100 * 30 + 200 * 60) / 300)
    assert np.isnan(bowel[1])
    assert {finding.kind for finding in units.left_out} == {"practice_in_two_places", "missing_indicator"}


def test_indicator_names_are_found_by_a_part_and_doubts_are_asked_back(tmp_path: Path) -> None:
    found = indicators(tmp_path, "practice_code,Cervical 25 to 49,Cervical 50 to 64,Name\nA1,1,2,x\n")
    assert found.find("25 to 49") == "Cervical 25 to 49"
    assert set(found.values) == {"Cervical 25 to 49", "Cervical 50 to 64"}
    with pytest.raises(BadInput, match="several indicators"):
        found.find("cervical")
    with pytest.raises(BadInput, match="no such indicator"):
        found.find("bowel")
    assert found.deprivation() == ""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("practice_code,Imd\nA1,1\nA2,high\nA3,3\n", "row 3"),
        ("practice_code,Name\nA1,x\n", "no column of figures"),
        ("practice_code,Imd\nA1,1\nA1,2\n", "row 3"),
        ("name,Imd\nA1,1\n", "Practice_Code"),
    ],
)
def test_indicators_that_cannot_be_used_say_where(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        indicators(tmp_path, body)


def test_marks_and_blanks_are_missing(tmp_path: Path) -> None:
    found = indicators(tmp_path, 'practice_code,Imd,Rate\nA1,*,12%\nA2,,"1,200"\nA3,3,n/a\n')
    assert np.isnan(found.values["Imd"]).tolist() == [True, True, False]
    assert found.values["Rate"].tolist()[:2] == [12.0, 1200.0]


def ages(sex: str, rows: dict[str, int], ages: int = 96) -> str:
    """A file of one sex: each practice has as many people of every age as its number says."""
    header = ",".join(["Practice_Code", *(f"{sex}_{age}" for age in range(ages))])
    return "\n".join([header, *(",".join([code, *[str(number)] * ages]) for code, number in rows.items())]) + "\n"


def two_files(tmp_path: Path, men: dict[str, int], women: dict[str, int]) -> AgeSexFile:
    (tmp_path / "m.csv").write_text(ages("m", men))
    (tmp_path / "f.csv").write_text(ages("f", women))
    return read_age_sex(tmp_path / "m.csv", tmp_path / "f.csv")


def test_men_and_women_are_joined_by_code_not_by_row(tmp_path: Path) -> None:
    """A measured peer added the two tables by row: 467 practices got another practice's women."""
    found = two_files(tmp_path, {"A1": 1, "A2": 2, "A3": 3}, {"A3": 30, "A1": 10})
    assert found.people("all", 60, 69)["A1"] == 110
    assert found.people("all", 60, 69)["A3"] == 330
    assert found.people("male", 0, 0)["A2"] == 2
    assert np.isnan(found.people("female")["A2"])
    assert np.isnan(found.people("all")["A2"])
    assert [(finding.kind, finding.practice) for finding in found.findings] == [("one_sex_missing", "A2")]


def test_a_practice_of_one_table_only_does_not_vanish(tmp_path: Path) -> None:
    """A measured peer dropped both sexes where either was blank: 17,041 patients vanished."""
    found = two_files(tmp_path, {"A1": 1}, {"A1": 10, "A9": 5})
    assert found.practices == ("A1", "A9")
    assert found.people("female")["A9"] == 5 * 96
    known = [people for sex in ("male", "female") for people in found.people(sex).values() if people == people]  # type: ignore[arg-type]
    assert sum(known) == 96 * (1 + 10 + 5)


def test_one_file_holds_both_sexes_and_a_lost_sex_is_missing(tmp_path: Path) -> None:
    header = ",".join(["practice_code", "icb_code_2026", *(f"{sex}_{age}" for sex in "mf" for age in range(96))])
    good = ",".join(["A1", "S0E4D", *["1"] * 192])
    lost = ",".join(["A2", "S0E4D", *["2"] * 96, *["0"] * 96])
    tiny = ",".join(["A3", "S0E4D", "1", *["0"] * 191])
    path = tmp_path / "ages.csv.gz"
    path.write_bytes(gzip.compress("\n".join([header, good, lost, tiny, ""]).encode()))
    found = read_age_sex(path)
    assert found.people("all", 18, 64)["A1"] == 2 * 47
    assert np.isnan(found.people()["A2"])
    assert found.people("male")["A2"] == 192
    assert found.people()["A3"] == 1
    assert found.icbs[0] == "S0E4D"
    assert [finding.practice for finding in found.findings] == ["A2"]


@pytest.mark.parametrize("span", [(70, 60), (-1, 5), (0, 96)])
def test_ages_that_are_no_span_are_refused(tmp_path: Path, span: tuple[int, int]) -> None:
    found = two_files(tmp_path, {"A1": 1}, {"A1": 1})
    with pytest.raises(BadInput, match="not a span"):
        found.people("all", *span)


def test_a_column_of_an_age_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(ages("m", {"A1": 1}, ages=95))
    (tmp_path / "f.csv").write_text(ages("f", {"A1": 1}))
    with pytest.raises(BadInput, match="m_95"):
        read_age_sex(tmp_path / "m.csv", tmp_path / "f.csv")
