"""Codelists: which codes mean which condition, how recent and how often, and who has what as a bit mask."""

from commonweal.population.codelists.codelist import (
    Code,
    Codelist,
    bundled_codelists,
    codelist,
    read_codelist,
    where_to_find,
)
from commonweal.population.codelists.matching import CodeMatch, compared, match_codes
from commonweal.population.codelists.rules import ConditionRule, ConditionRules, read_rules, rules

__all__ = [
    "Code",
    "CodeMatch",
    "Codelist",
    "ConditionRule",
    "ConditionRules",
    "bundled_codelists",
    "codelist",
    "compared",
    "match_codes",
    "read_codelist",
    "read_rules",
    "rules",
    "where_to_find",
]
