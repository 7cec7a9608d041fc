"""From sealed tables to one row a person: conditions on a day, scores, segment; any codelist, any rule set."""

from commonweal.population.features.moves import doubts_of, moves_between
from commonweal.population.features.person_features import FeatureRequest, FeatureSummary, person_features

__all__ = ["FeatureRequest", "FeatureSummary", "doubts_of", "moves_between", "person_features"]
