"""Segments by ordered rules; what is missing never passes; who moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.population.aggregates.worked_by import WorkedBy
from commonweal.population.codelists import Codelist, codelist, read_codelist
from commonweal.population.scores import ScoreResult, score
from commonweal.population.segmentation import (
    NOT_KNOWN,
    Cohort,
    PeopleFacts,
    bundled_rule_sets,
    cohort_flows,
    crosswalk,
    read_rule_set,
    rule_set,
)
from commonweal.problems import BadInput

LIST = codelist("twenty_conditions_icd10")


def made_for(name: str) -> Codelist:
    """A codelist with just the conditions of a rule set."""
    return replace(LIST, conditions=rule_set(name).conditions)


def mask(listed: Codelist, *conditions: str) -> int:
    return sum(listed.bits[name][1] for name in conditions)


@given(st.lists(st.sets(st.sampled_from(LIST.conditions)), min_size=1, max_size=20))
@settings(max_examples=40)
def test_seven_segments_against_the_words(people: list[set[str]]) -> None:
    found = rule_set("seven_segments").of(PeopleFacts(np.array([mask(LIST, *has) for has in people]), LIST)).segment
    for has, segment in zip(people, found.tolist(), strict=True):
        if "dementia" in has:
            expected = 0
        elif "cancer" in has:
            expected = 1
        elif has & {"heart_failure", "copd", "chronic_kidney_disease"}:
            expected = 2
        elif "schizophrenia_or_bipolar" in has:
            expected = 3
        else:
            expected = 6 - min(len(has), 2)
        assert segment == expected


@pytest.mark.parametrize(
    ("has", "age", "seven", "six"),
    [
        (("hospital_asthma",), 12, "start_well", "live_well"),
        (("hospital_asthma", "end_of_life"), 12, "die_well", "die_well"),
        (("hospital_asthma",), 24, "live_well", "live_well"),
        (("anxiety",), 40, "stay_well", "stay_well"),
        (("anxiety", "asthma", "copd", "stroke"), 40, "age_well", "age_well"),
        (("severe_mental_illness", "smoker"), 40, "feel_well", "feel_well"),
        (("smoker",), 40, "be_well", "be_well"),
    ],
)  # fmt: skip
def test_two_versions_of_one_system(has: tuple[str, ...], age: int, seven: str, six: str) -> None:
    for name, expected in (("snee_seven", seven), ("snee_six", six)):
        listed = made_for(name)
        held = [condition for condition in has if condition in listed.bits]
        found = rule_set(name).of(PeopleFacts(np.array([mask(listed, *held)]), listed, age=[age]))
        assert found.names[found.segment[0]] == expected


def frailty(band: list[int]) -> ScoreResult:
    made = score("electronic_frailty")
    return ScoreResult(np.zeros(len(band)), np.array(band), made.provenance, LIST.provenance, ())


def test_bridges_to_health_puts_frailty_first_and_pregnancy_before_a_visit() -> None:
    name = "bridges_to_health_bnssg"
    listed = made_for(name)
    masks = np.array(
        [mask(listed, "cancer"), mask(listed, "cancer"), mask(listed, "pregnant", "emergency_attendance_12_months"), 0]
    )
    bands = {"electronic_frailty": tuple(band.name for band in score("electronic_frailty").bands)}
    facts = PeopleFacts(
        masks, listed, sex=["F", "M", "F", "U"], scores={"electronic_frailty": frailty([2, 1, -1, 0])}, bands=bands
    )
    found = rule_set(name).of(facts)
    assert [found.names[segment] for segment in found.segment] == [
        "frailty",
        "short_period_of_decline",
        "maternal",
        "healthy",
    ]


def test_what_is_missing_never_passes() -> None:
    name = "bridges_to_health_bnssg"
    listed = made_for(name)
    without_score = rule_set(name).of(PeopleFacts(np.array([0]), listed, sex=["F"]))
    assert without_score.segment.tolist() == [NOT_KNOWN]
    assert without_score.counts["not known"] == 1
    young = rule_set("snee_seven").of(
        PeopleFacts(
            np.array([1 << made_for("snee_seven").conditions.index("hospital_asthma")]),
            made_for("snee_seven"),
            age=[float("nan")],
        )
    )
    assert young.segment.tolist() == [NOT_KNOWN]


def test_a_codelist_that_lacks_conditions_is_refused_or_told() -> None:
    facts = PeopleFacts(np.array([0]), LIST, age=[70])
    with pytest.raises(BadInput, match="no code for some conditions"):
        rule_set("nw_london_2015").of(facts)
    found = rule_set("nw_london_2015").of(facts, every_condition=False)
    assert found.names[found.segment[0]] == "healthy_older_people"
    assert "homeless" in found.without_codes


def test_every_bundled_rule_set_is_read_with_its_provenance() -> None:
    segments = {name: len(rule_set(name).segments) for name in bundled_rule_sets()}
    assert segments == {
        "bridges_to_health_bnssg": 8,
        "bridges_to_health_given": 9,
        "nw_london_2015": 15,
        "seven_segments": 7,
        "snee_seven": 7,
        "snee_six": 6,
    }
    assert rule_set("snee_six").holds_from == date(2024, 10, 1)
    assert all(len(rule_set(name).provenance.sha256) == 64 for name in segments)


def test_faults_of_a_rule_set_are_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "name: mine\ntitle: Mine\nversion: 1\ndate: 2025-01-01\nsource: ours\nstatus: local\nsegments:\n"
        "  - {name: a, title: A, when: {has_all: [x]}}\n  - {name: a, title: A, when: {age: {from: old}}}\n"
        "  - {name: b, title: B, when: {count: {of: [x]}}}\n  - {name: c, title: C}\n"
    )
    with pytest.raises(BadInput) as caught:
        read_rule_set(path)
    told = "\n".join(str(problem) for problem in caught.value.problems)
    for words in (
        "row 8",
        "has_any, count, age",
        "row 9",
        "not a whole number",
        "row 10",
        "row 11",
        "otherwise",
        "two segments",
    ):
        assert words in told


def test_crosswalk_counts_who_changes() -> None:
    listed = made_for("snee_seven")
    facts = PeopleFacts(np.array([mask(listed, "hospital_asthma")] * 30 + [0] * 70), listed, age=[10] * 100)
    flows = crosswalk(rule_set("snee_seven").of(facts), rule_set("snee_six").of(facts, every_condition=False))
    assert flows.changed == 30
    table = {(row["before"], row["after"]): row["people"] for row in flows.shown().rows()}
    assert table["start_well", "live_well"] == 30
    assert table["All", "All"] == 100


def test_flows_between_two_days_keep_everybody() -> None:
    rng = np.random.default_rng(3)
    ids = rng.permutation(500).astype(np.int64)
    masks = rng.integers(0, 1 << 20, 500) & rng.integers(0, 1 << 20, 500) & rng.integers(0, 1 << 20, 500)
    first, second = ids[:400], np.concatenate([ids[50:400], ids[400:]])
    later = {int(person): int(m) for person, m in zip(ids, masks ^ rng.integers(0, 4, 500), strict=True)}
    now = dict(zip(ids.tolist(), masks.tolist(), strict=True))

    def cohort(people: np.ndarray, known: dict[int, int]) -> Cohort:
        held = np.array([known[int(person)] for person in people])
        return Cohort(people, rule_set("seven_segments").of(PeopleFacts(held, LIST)), held)

    died = ids[:20]
    flows = cohort_flows(cohort(first, now), cohort(second, later), LIST, died=died)
    assert flows.people.sum() == 500
    assert flows.people[:, flows.after.index("died")].sum() == 20
    assert flows.people[:, flows.after.index("left")].sum() == 30
    assert flows.people[flows.before.index("came")].sum() == 100
    assert flows.stayed == 350
    staying = set(first.tolist()) & set(second.tolist())
    for bit, name in enumerate(LIST.conditions):
        gained = sum((later[p] >> bit & 1) and not (now[p] >> bit & 1) for p in staying)
        assert flows.gained is not None
        assert flows.gained[LIST.conditions.index(name)] == gained
    assert all(row["gained"] % 5 == 0 for row in flows.shown_conditions().rows())
    with pytest.raises(BadInput, match="People who died are among"):
        cohort_flows(cohort(first, now), cohort(second, later), LIST, died=second[:1])


def own_codelist(folder: Path, conditions: int) -> Codelist:
    rows = "".join(f"A{number:02},icd10,prefix,c{number},,,\n" for number in range(conditions))
    head = "# name: ours\n# version: 1\n# source: us\n# status: local\n"
    (folder / "ours.csv").write_text(f"{head}code,system,match,condition,term,valid_from,valid_to\n{rows}")
    return read_codelist(folder / "ours.csv")


def test_a_codelist_of_ones_own_is_told_what_fits_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        WorkedBy(codelist=own_codelist(tmp_path, 3))
    told = str(caught.value)
    assert "Name with --segments a file of your own that asks for conditions of ours alone" in told
    assert "--without-conditions" not in told, "the tables have no such option"
    assert "twenty_conditions_icd10" not in told
    with pytest.raises(BadInput, match=r'can hold \("63"\); expected 62 at most'):
        WorkedBy(codelist=own_codelist(tmp_path, 63))


def test_a_file_of_ones_own_that_is_not_known_as_one_is_told() -> None:
    with pytest.raises(BadInput, match=r"whose name ends in \.csv"):
        codelist("own.txt")
    with pytest.raises(BadInput, match=r"whose name ends in \.yaml"):
        rule_set("own.txt")
