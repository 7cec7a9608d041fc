"""Segments by values of the table of persons: words, numbers, the first that is known; unknown never passes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.population.codelists import codelist
from commonweal.population.segmentation import PeopleFacts, RuleSet, read_rule_set, rule_set
from commonweal.population.segmentation.combined_predicates import FirstKnown
from commonweal.population.segmentation.predicates import CarriedValue, Sex
from commonweal.problems import BadInput

LIST = codelist("twenty_conditions_icd10")
HEAD = "name: mine\ntitle: Mine\nversion: 1\ndate: 2025-01-01\nsource: ours\nstatus: local\nsegments:\n"
END = "  - {name: rest, title: Rest, otherwise: true}\n"


def read(folder: Path, *whens: str) -> RuleSet:
    path = folder / "mine.yaml"
    segments = "".join(f"  - {{name: s{number}, title: S, when: {when}}}\n" for number, when in enumerate(whens))
    path.write_text(HEAD + segments + END)
    return read_rule_set(path)


def facts(people: int, **values: object) -> PeopleFacts:
    return PeopleFacts(np.zeros(people, dtype=np.int64), LIST, values={k: np.array(v) for k, v in values.items()})


def test_words_and_numbers_and_what_is_not_known(tmp_path: Path) -> None:
    rules = read(
        tmp_path, "{value: {of: frailty, is: [Severe, moderate]}}", "{value: {of: drugs, from: 10, below: 20}}"
    )
    found = rules.of(
        facts(
            7,
            frailty=["severe", "Moderate", "fit", "", "fit", "fit", "fit"],
            drugs=[0, 0, 10, 12, np.nan, 19.5, 20],
        )
    )
    names = [found.names[one] if one >= 0 else None for one in found.segment]
    assert names == ["s0", "s0", "s1", None, None, "s1", "rest"]


def test_a_value_that_is_not_carried_is_refused_or_not_known_of_anybody(tmp_path: Path) -> None:
    rules = read(tmp_path, "{value: {of: frailty, is: [severe]}}")
    with pytest.raises(BadInput, match="rest on a value that these people do not carry"):
        rules.of(facts(2))
    assert rules.of(facts(2), every_condition=False).segment.tolist() == [-1, -1]


WORDS = st.sampled_from(["severe", "fit", ""])


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=12))
@settings(max_examples=40)
def test_the_first_that_is_known_counts(people: list[tuple[str, str]]) -> None:
    either = FirstKnown((CarriedValue("one", ("severe",)), CarriedValue("other", ("severe",))))
    one, other = zip(*people, strict=True)
    true, unsure = either.of(facts(len(people), one=one, other=other))
    for (first, second), yes, unknown in zip(people, true, unsure, strict=True):
        known = first or second
        assert (yes, unknown) == (known == "severe", not known)


def test_scores_are_needed_only_where_the_table_does_not_carry_the_category() -> None:
    rules = rule_set("bridges_to_health_bnssg")
    assert rules.needs(()) == (("electronic_frailty",), ())
    assert rules.needs({"electronic_frailty_index_category"}) == ((), ())
    assert rule_set("bridges_to_health_given").needs(()) == ((), ("bridgestohealth",))


def test_own_segments_are_taken_as_they_are_and_other_words_told_apart() -> None:
    rules = rule_set("bridges_to_health_given")
    given = ["Frailty", "limited reserve", "Maternal", "Healthy", "Frailtee", ""]
    found = rules.of(facts(6, bridgestohealth=given))
    names = [found.names[one] if one >= 0 else None for one in found.segment]
    assert names == ["frailty", "limited_reserve", "maternal", "healthy", "none_of_these", None]
    assert rules.provenance.status == "draft"


def test_a_category_of_frailty_goes_before_a_score() -> None:
    rules = rule_set("bridges_to_health_bnssg")
    listed = replace(LIST, conditions=rules.conditions)
    frail = np.array(["Moderate Frailty", "Mild Frailty", ""])
    values = {"electronic_frailty_index_category": frail}
    found = rules.of(PeopleFacts(np.zeros(3, dtype=np.int64), listed, sex=["F"] * 3, values=values))
    assert [found.names[one] if one >= 0 else None for one in found.segment] == ["frailty", "healthy", None]


def test_faults_are_told_by_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        read(
            tmp_path, "{value: {is: [a]}}", "{value: {of: x}}", "{value: {of: x, is: [a], from: 1}}",
            "{value: {of: x, from: much}}", "{first_known: []}",
        )  # fmt: skip
    told = "\n".join(str(problem) for problem in caught.value.problems)
    for words in ("row 8", "of which value", "row 9", "some words, or a number", "row 10", "row 11", "not a number",
                  "row 12", "nothing in this list"):  # fmt: skip
        assert words in told


def test_a_sex_that_is_not_known_stays_unknown_in_the_first_known() -> None:
    either = FirstKnown((Sex(("F",)), Sex(("M",))))
    true, unsure = either.of(PeopleFacts(np.zeros(2, dtype=np.int64), LIST, sex=["U", "M"]))
    assert (true.tolist(), unsure.tolist()) == ([False, False], [True, False])
