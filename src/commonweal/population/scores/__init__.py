"""Scores of a person from the conditions in their masks: Cambridge, Charlson, Elixhauser, frailty."""

from commonweal.population.scores.charlson_age import age_points, ten_year_survival
from commonweal.population.scores.score import Band, Score, ScoreResult, bundled_scores, read_score, score

__all__ = [
    "Band",
    "Score",
    "ScoreResult",
    "age_points",
    "bundled_scores",
    "read_score",
    "score",
    "ten_year_survival",
]
