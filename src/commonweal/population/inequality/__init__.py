"""Conditions by deprivation: the gap, the slope across the whole range, and how concentrated they are."""

from commonweal.population.inequality.gradient import Gradient, gradient

__all__ = ["Gradient", "gradient"]
