"""Base growth: what every organisation gets before anyone is moved towards target."""

from __future__ import annotations

import numpy as np

from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.policy import GrowthMode, Policy
from commonweal.allocations.stream_year import StreamYear
from commonweal.problems import BadInput, Problem


def base_growth(year: StreamYear, policy: Policy) -> FloatArray:
    """The base growth of each organisation, a fraction.

    In 2023/24 and 2024/25 an organisation's growth was that of its own target, closing over opening, so growth in
    population and need was paid in full each year. In 2025/26 growth was one rate for all, and such change reaches
    an allocation only through convergence.

    Args:
        year: The figures; targets or printed growth as the policy's growth mode needs them.
        policy: The rule.

    Returns:
        Shape (n,) or (scenarios, n).

    Raises:
        BadInput: The targets or printed growth that the mode needs are not there.

    Source:
        NHS England, ICB allocations 2023/24 and 2024/25 and 2025/26, columns "Base growth (%)".

    Example:
        >>> year = StreamYear(stream="core", year="2023/24", codes=("QOQ",), baseline_k=np.array([2839062.40]),
        ...                   opening_target_k=np.array([2784985.98]), closing_target_k=np.array([2929138.75]))
        >>> base_growth(year, Policy(growth_mode=GrowthMode.TARGET)).round(5).tolist()
        [0.05176]
    """
    if policy.growth_mode is GrowthMode.UNIFORM:
        assert policy.growth_rate is not None
        return policy.growth_rate + np.zeros_like(year.baseline_k)
    if policy.growth_mode is GrowthMode.TARGET:
        return year.required_closing_target() / year.required_opening_target() - 1.0
    if year.published_growth is None:
        raise BadInput(
            Problem(
                f"{year.stream} {year.year} has no printed growth rates, which its policy reads",
                do="supply the column of base growth, or choose uniform or target growth",
            )
        )
    return np.asarray(year.published_growth, dtype=np.float64)
