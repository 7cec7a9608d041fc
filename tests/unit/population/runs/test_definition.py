"""What a run reads as plain YAML is what the strict readers find."""

from __future__ import annotations

from importlib.resources import files

import numpy as np

from commonweal.law import read_pack
from commonweal.lined_yaml import LinedYaml
from commonweal.population.codelists import codelist
from commonweal.population.disclosure_control import disclosure_rule
from commonweal.population.runs.definition import standard_definition
from commonweal.population.scores import score
from commonweal.population.segmentation import rule_set
from commonweal.population.segmentation.predicates import CountOf, HasAny
from commonweal.population.statistics.standard_populations import standard_population


def test_standard_population() -> None:
    assert list(standard_definition().standard) == standard_population().weights.tolist()


def test_disclosure_rule() -> None:
    file = files("commonweal.population").joinpath("packs", "disclosure_control.yaml")
    pack = read_pack(LinedYaml.parse(file.read_text("utf-8"), file=file.name))
    strict = {entry.id.removeprefix("population."): entry.values[-1].value for entry in pack.entries}
    rule = disclosure_rule()
    assert strict == {
        "suppress_up_to": rule.suppress_up_to,
        "round_to_nearest": rule.round_to,
        "least_possible_values": rule.least_possible_values,
        "figures_of_rates": rule.figures_of_rates,
    }


def test_segments() -> None:
    definition = standard_definition()
    bits = {name: 1 << place for place, name in enumerate(definition.conditions)}
    for mine, strict in zip(definition.segments, rule_set("seven_segments").segments, strict=True):
        assert mine.name == strict.name
        if isinstance(strict.when, HasAny):
            assert mine.any_of == sum(bits[name] for name in strict.when.conditions)
        elif isinstance(strict.when, CountOf):
            assert (mine.any_of, mine.least_conditions) == (0, strict.when.at_least)
        else:
            assert (mine.any_of, mine.least_conditions, strict.when) == (0, 0, None)


def test_score() -> None:
    definition = standard_definition()
    masks = np.random.default_rng(1).integers(0, 1 << 20, 200)
    expected = score("cambridge_20").of(masks, codelist("twenty_conditions_icd10"), age=np.full(200, 50)).value
    found = [sum(w for place, w in enumerate(definition.weights) if mask >> place & 1) / 100 for mask in masks.tolist()]
    assert found == expected.tolist()
