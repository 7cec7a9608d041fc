"""Segmentation: each person in one segment, by ordered rules that are data; and who moves between them."""

from commonweal.population.segmentation.flows import Cohort, Flows, cohort_flows, crosswalk
from commonweal.population.segmentation.moves_shown import CAME, DIED, LEFT, segments_shown
from commonweal.population.segmentation.people_facts import PeopleFacts
from commonweal.population.segmentation.rule_set import (
    NOT_KNOWN,
    RuleSet,
    Segment,
    Segmentation,
    bundled_rule_sets,
    read_rule_set,
    rule_set,
)

__all__ = [
    "CAME",
    "DIED",
    "LEFT",
    "NOT_KNOWN",
    "Cohort",
    "Flows",
    "PeopleFacts",
    "RuleSet",
    "Segment",
    "Segmentation",
    "bundled_rule_sets",
    "cohort_flows",
    "crosswalk",
    "read_rule_set",
    "rule_set",
    "segments_shown",
]
