"""A condition by quantiles of deprivation: points with their limits, and the line of the slope index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commonweal.charts.points_with_limits import points_with_limits


def deprivation_gradient(
    labels: Sequence[str],
    values: Sequence[float | None],
    lower: Sequence[float | None],
    upper: Sequence[float | None],
    fitted: Sequence[float | None],
    *,
    axis: str,
    fraction: bool = True,
    description: str,
) -> dict[str, Any]:
    """Points from the most to the least deprived, with limits and the fitted line.

    Args:
        labels: Name of each quantile, the most deprived first.
        values: Fractions, or rates; None where one is not shown.
        lower: Their lower limits.
        upper: Their upper limits.
        fitted: The regression at each quantile; empty where there is none.
        axis: Title of the value axis.
        fraction: Whether the values are fractions, which are printed as percentages.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> chart = deprivation_gradient(["1", "2"], [0.2, 0.1], [0.18, 0.09], [0.22, 0.11], [0.2, 0.1],
        ...                              axis="Diabetes", description="Two tenths")
        >>> chart["data"]["values"][0]["quantile"]
        '1'
    """
    return points_with_limits(
        labels,
        values,
        lower,
        upper,
        order="Deprivation, 1 is the most",
        axis=axis,
        format=".1~%" if fraction else ",.0f",
        fine_format=".2%" if fraction else ",.1f",
        subject="Deprivation",
        line=fitted,
        field="quantile",
        description=description,
    )
