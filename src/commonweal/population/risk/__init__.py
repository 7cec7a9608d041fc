"""Risk tiers by any score, judged honestly: by what happened afterwards, and in every group."""

from commonweal.population.risk.chances import Chances, FittedChances, GivenChances, fit_chances
from commonweal.population.risk.evaluation import Design, RiskEvaluation, evaluate_tier, evaluate_tiers

__all__ = [
    "Chances",
    "Design",
    "FittedChances",
    "GivenChances",
    "RiskEvaluation",
    "evaluate_tier",
    "evaluate_tiers",
    "fit_chances",
]
