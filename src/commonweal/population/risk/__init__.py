"""Risk tiers by any score, judged honestly: by what happened afterwards, and in every group."""

from commonweal.population.risk.chances import FittedChances, fit_chances
from commonweal.population.risk.evaluation import Design, RiskEvaluation, evaluate_tier

__all__ = ["Design", "FittedChances", "RiskEvaluation", "evaluate_tier", "fit_chances"]
