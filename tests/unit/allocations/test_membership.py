"""Membership is dated, comes from the ODS file or any two columns, and contradictions stay visible."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commonweal.allocations.membership import Membership, Spell, members_from_pairs, members_in_file
from commonweal.allocations.membership_files import read_members
from commonweal.allocations.practice_file import practice_file_from_columns
from commonweal.problems import BadInput

ODS = (
    "Partner Organisation Code,Partner Name,Practice Parent Sub ICB Loc Code,Practice Parent Sub ICB Loc Name,"
    "PCN Code,PCN Name,PCN Parent Sub ICB Loc Code,PCN Parent Sub ICB Loc Name,"
    "Practice to PCN Relationship Start Date,Practice to PCN Relationship End Date,"
    "Practice Sub ICB Loc and PCN Sub ICB Loc Match"
)


def ods(path: Path) -> Path:
    rows = [
        "A84002,ONE,71E,Lincs,U25545,OLD PCN,71E,Lincs,20191001,20220331,True",
        "A84002,ONE,71E,Lincs,U09980,NEW PCN,71E,Lincs,20220401,,True",
        "A84003,TWO,71E,Lincs,U25545,OLD PCN,71E,Lincs,20191001,20220331,True",
    ]
    path.write_text("\n".join([ODS, *rows]) + "\n")
    return path


def test_a_practice_is_where_the_day_puts_it_and_the_last_day_still_counts(tmp_path: Path) -> None:
    members = read_members(ods(tmp_path / "core.csv"), kind="pcn")
    assert members.on(date(2022, 3, 31)) == {"A84002": ("U25545",), "A84003": ("U25545",)}
    assert members.on(date(2022, 4, 1)) == {"A84002": ("U09980",)}
    assert members.on(None) == {"A84002": ("U09980",)}
    assert members.on(date(2019, 9, 30)) == {}
    assert members.ended_before(date(2022, 4, 1)) == {"A84003": date(2022, 3, 31)}
    assert members.name("U09980") == "NEW PCN"
    assert (members.kind, members.origin) == ("pcn", "core.csv")


def test_the_same_file_gives_sub_icb_locations(tmp_path: Path) -> None:
    members = read_members(ods(tmp_path / "core.csv"), kind="sub-icb")
    assert members.on(date(2023, 1, 1))["A84002"] == ("71E",)


@pytest.mark.parametrize("headers", ["practice,place", "Practice_Code,Neighbourhood", "ODS code,Locality"])
def test_two_columns_of_ones_own_are_enough(tmp_path: Path, headers: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"{headers}\nA1,North (town)\nA2,South\nA3,\nA4,U\n")
    members = read_members(path)
    assert members.kind == "place"
    assert members.on(None) == {"A1": ("North (town)",), "A2": ("South",)}


def test_a_practice_in_two_places_on_a_day_stays_in_both() -> None:
    members = members_from_pairs([("A1", "North"), ("A1", "South"), ("A1", "North")])
    assert members.on(None) == {"A1": ("North", "South")}


def test_a_membership_that_ends_before_it_starts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("practice,place,start,end\nA1,North,2024-04-01,2024-03-31\nA2,South,01/04/2024,\n")
    with pytest.raises(BadInput, match="row 2") as caught:
        read_members(path)
    assert "ends before it starts" in str(caught.value)


def test_a_file_without_the_grouping_says_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("practice,place\nA1,North\n")
    with pytest.raises(BadInput, match="which pcn a practice is in"):
        read_members(path, kind="pcn")
    path.write_text("practice,colour\nA1,blue\n")
    with pytest.raises(BadInput, match="which place a practice is in"):
        read_members(path)


def test_membership_in_the_practice_file() -> None:
    file = practice_file_from_columns(
        {"practice": ["A1", "A2"], "icb": ["Q1", "Q1"], "population": [1, 2], "wp_core": [1, 2], "pcn": ["U1", "U"]}
    )
    assert members_in_file(file, "pcn").on(None) == {"A1": ("U1",)}
    with pytest.raises(BadInput, match="does not say which local authority"):
        members_in_file(file, "lad")


def test_both_ends_of_a_spell_belong_to_it() -> None:
    spell = Spell("A1", "North", date(2024, 4, 1), date(2025, 3, 31))
    held = [spell.holds(day) for day in (date(2024, 3, 31), date(2024, 4, 1), date(2025, 3, 31), date(2025, 4, 1))]
    assert held == [False, True, True, False]
    assert Membership((spell,)).on(None) == {}
