"""The gate: nobody is counted twice, nobody is dropped, and every doubt is a finding."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.findings import count_findings
from commonweal.allocations.membership import Membership, members_from_pairs, members_in_file
from commonweal.allocations.partition import IN_NO_PLACE, Partition, partition_practices
from commonweal.allocations.practice_file import PracticeFile, practice_file_from_columns
from commonweal.allocations.practice_register import PracticeRegister, read_register
from commonweal.answers import Verdict
from commonweal.problems import BadInput


def england(**changes: list[object]) -> PracticeFile:
    """Five practices of two ICBs."""
    columns: dict[str, list[object]] = {
        "practice": ["A1", "A2", "A3", "B1", "B2"],
        "icb": ["QA", "QA", "QA", "QB", "QB"],
        "population": [100, 200, 300, 400, 500],
        "wp_core": [110, 190, 310, 390, 500],
    }
    return practice_file_from_columns(columns | changes)


def places_of(partition: Partition) -> dict[tuple[str, str], list[str]]:
    return {
        (icb, place): partition.practices_in(part)
        for part, (icb, place) in enumerate(zip(partition.icbs, partition.places, strict=True))
    }


GOOD = [("A1", "North"), ("A2", "North"), ("A3", "South"), ("B1", "East"), ("B2", "West")]


def test_a_partition_passes() -> None:
    partition = partition_practices(england(), members_from_pairs(GOOD))
    assert partition.verdict is Verdict.PASS
    assert partition.findings == ()
    assert places_of(partition) == {
        ("QA", "North"): ["A1", "A2"],
        ("QA", "South"): ["A3"],
        ("QB", "East"): ["B1"],
        ("QB", "West"): ["B2"],
    }


def test_one_icb_leaves_the_others_out() -> None:
    partition = partition_practices(england(), members_from_pairs(GOOD), icb="qb")
    assert set(places_of(partition)) == {("QB", "East"), ("QB", "West")}
    assert partition.part_of.tolist()[:3] == [-1, -1, -1]


def test_a_practice_in_two_places_fails_and_is_counted_once() -> None:
    partition = partition_practices(england(), members_from_pairs([*GOOD, ("A1", "South")]))
    assert partition.verdict is Verdict.FAIL
    assert count_findings(partition.findings) == {"practice_in_two_places": 1}
    assert places_of(partition)["QA", IN_NO_PLACE] == ["A1"]
    assert sum(len(members) for members in places_of(partition).values()) == 5


def test_a_practice_in_none_fails_until_a_remainder_is_named() -> None:
    members = members_from_pairs(GOOD[1:])
    assert partition_practices(england(), members).verdict is Verdict.FAIL
    named = partition_practices(england(), members, remainder="Rest of QA")
    assert named.verdict is Verdict.PASS
    assert places_of(named)["QA", "Rest of QA"] == ["A1"]
    assert named.names[named.places.index("Rest of QA")] == "Rest of QA"
    assert [finding.kind for finding in named.findings] == ["practice_in_none"]


def test_a_practice_in_no_network_is_usual_and_listed() -> None:
    file = england(pcn=["U1", "U1", "U", "U2", "U2"])
    partition = partition_practices(file, members_in_file(file, "pcn"))
    assert partition.verdict is Verdict.PASS
    assert [(finding.kind, finding.severity) for finding in partition.findings] == [("practice_in_none", "warning")]
    assert "as is usual in a grouping that somebody else publishes" in partition.findings[0].sentence
    assert places_of(partition)["QA", IN_NO_PLACE] == ["A3"]


def test_a_practice_of_another_icb_needs_a_declaration() -> None:
    members = members_from_pairs([*GOOD[:3], ("B1", "South"), ("B2", "West")])
    refused = partition_practices(england(), members, icb="QA")
    assert refused.verdict is Verdict.FAIL
    assert [finding.kind for finding in refused.findings] == ["practice_of_another_icb"]
    assert places_of(refused) == {("QA", "North"): ["A1", "A2"], ("QA", "South"): ["A3"]}
    declared = partition_practices(england(), members, icb="QA", cross_border=["South"])
    assert declared.verdict is Verdict.PASS
    assert places_of(declared)["QB", "South"] == ["B1"]


def test_a_place_in_two_icbs_has_a_part_in_each() -> None:
    members = members_from_pairs([*GOOD[:3], ("B1", "South"), ("B2", "West")])
    partition = partition_practices(england(), members)
    assert partition.verdict is Verdict.FAIL
    assert count_findings(partition.findings) == {"place_in_two_icbs": 1}
    assert places_of(partition)["QB", "South"] == ["B1"]
    assert partition_practices(england(), members, cross_border=["South"]).verdict is Verdict.PASS


@pytest.mark.parametrize(("people", "kind"), [(0.08, "absurd_list_size"), (250_000, "absurd_list_size")])
def test_an_absurd_list_is_reported_and_kept(people: float, kind: str) -> None:
    file = england(population=[people, 200, 300, 400, 500], wp_core=[people, 190, 310, 390, 500])
    partition = partition_practices(file, members_from_pairs(GOOD))
    assert [finding.kind for finding in partition.findings] == [kind]
    assert places_of(partition)["QA", "North"] == ["A1", "A2"]


def test_an_absurd_need_is_reported() -> None:
    file = england(wp_core=[1000, 190, 310, 390, 500])
    partition = partition_practices(file, members_from_pairs(GOOD))
    assert [finding.kind for finding in partition.findings] == ["absurd_need"]


@pytest.mark.parametrize("column", ["population", "wp_core"])
def test_a_blank_figure_is_insufficient_data(column: str) -> None:
    file = england(**{column: [None, 200, 300, 400, 500]})
    partition = partition_practices(file, members_from_pairs(GOOD))
    assert partition.verdict is Verdict.INSUFFICIENT_DATA
    assert [(finding.kind, finding.practice) for finding in partition.findings] == [("missing_figure", "A1")]


def test_members_that_the_file_lacks_are_told_apart_by_the_register() -> None:
    members = members_from_pairs([*GOOD, ("A7", "North"), ("A8", "North"), ("A9", "North")])
    register = PracticeRegister(
        closed={"A7": date(2025, 3, 31), "A8": date(2024, 3, 31)}, successors={"A7": (("A1", date(2025, 4, 1)),)}
    )
    partition = partition_practices(england(), members, register=register, on=None)
    assert {finding.practice: finding.kind for finding in partition.findings} == {
        "A7": "practice_moved",
        "A8": "practice_closed",
        "A9": "member_not_in_file",
    }
    assert "A1 took it over" in next(finding.sentence for finding in partition.findings if finding.practice == "A7")
    assert partition.verdict is Verdict.PASS


def test_a_practice_of_the_file_that_has_closed_is_reported() -> None:
    register = PracticeRegister(closed={"A1": date(2025, 3, 31)})
    found = partition_practices(england(), members_from_pairs(GOOD), register=register, on=None)
    assert [finding.kind for finding in found.findings] == ["practice_closed"]


def test_an_icb_that_is_not_there_is_refused_with_near_ones() -> None:
    with pytest.raises(BadInput, match="QA"):
        partition_practices(england(), members_from_pairs(GOOD), icb="QAA")
    with pytest.raises(BadInput, match="no such place to cross"):
        partition_practices(england(), members_from_pairs(GOOD), cross_border=["Nowhere"])


def test_names_with_brackets_are_names_like_any_other() -> None:
    file = england(practice_name=["Ash (main)", "Ash [branch]", "Elm (A*)", "Oak.+", "Fir"])
    members = members_from_pairs([(code, place + " (old [map])") for code, place in GOOD])
    partition = partition_practices(file, members)
    assert partition.verdict is Verdict.PASS
    assert partition.places[0] == "North (old [map])"


def test_the_register_is_read_from_the_public_lists(tmp_path: Path) -> None:
    practices, successors = tmp_path / "epraccur.csv", tmp_path / "succ.csv"
    practices.write_text(
        "code,name,national_grouping,open_date,close_date,status,commissioner\nA1,ONE,Y63,19740401,,A,16C\n"
        "A2,TWO,Y63,19740401,20240331,C,16C\nA3,THREE,Y63,19740401,,C,16C\n"
    )
    successors.write_text("old_code,new_code,date\nA2,A4,2024-04-01\nA4,A5,2024-10-01\nA5,A2,2024-11-01\n")
    register = read_register(practices, successors)
    assert register.closed_on("A2", date(2024, 4, 1))
    assert not register.closed_on("A2", date(2024, 3, 31))
    assert not register.closed_on("A3", None)  # a dormant practice has no day of closing, and may wake
    assert register.heirs("A2", date(2024, 9, 30)) == ("A4",)
    assert register.heirs("A2", None) == ()  # a circle of successors has no end, and does not hang
    assert register.origin == ("epraccur.csv", "succ.csv")


PRACTICES = st.lists(
    st.tuples(st.sampled_from(["QA", "QB", "QC"]), st.lists(st.sampled_from("NSEW"), max_size=3)),
    min_size=1,
    max_size=25,
)


@given(PRACTICES, st.booleans())
def test_every_practice_stands_in_exactly_one_part_whatever_the_membership(
    practices: list[tuple[str, list[str]]], declare: bool
) -> None:
    """The plain second version: walk the practices one by one."""
    codes = [f"P{number}" for number in range(len(practices))]
    file = practice_file_from_columns(
        {
            "practice": codes,
            "icb": [icb for icb, _ in practices],
            "population": [100] * len(codes),
            "wp_core": [100] * len(codes),
        }
    )
    pairs = [(code, place) for code, (_, places) in zip(codes, practices, strict=True) for place in places]
    members = members_from_pairs(pairs)
    declared = sorted({place for _, place in pairs}) if declare else []
    partition = partition_practices(file, members, cross_border=declared)
    expected: dict[tuple[str, str], list[str]] = {}
    two = 0
    for code, (icb, places) in zip(codes, practices, strict=True):
        different = list(dict.fromkeys(places))
        two += len(different) > 1
        expected.setdefault((icb, different[0] if len(different) == 1 else IN_NO_PLACE), []).append(code)
    assert places_of(partition) == expected
    assert len(partition) == len(set(zip(partition.icbs, partition.places, strict=True)))
    assert (partition.part_of >= 0).all()
    assert count_findings(partition.findings).get("practice_in_two_places", 0) == two
    keys = file.areas["icb"].keys
    assert [keys[number] for number in partition.icb_of] == list(partition.icbs)


def test_an_empty_membership_puts_everybody_in_the_remainder() -> None:
    partition = partition_practices(england(), Membership(()))
    assert set(partition.places) == {IN_NO_PLACE}
    assert np.bincount(partition.part_of).tolist() == [3, 2]
