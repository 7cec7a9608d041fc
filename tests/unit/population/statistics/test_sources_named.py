"""Every statistic says where its method comes from, and shows itself at work."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from commonweal.population import statistics

METHODS = {
    "calibration": ("calibration",),
    "calibration_by_tenth": ("calibration_by_tenth",),
    "chart_icons": ("variation", "assurance"),
    "concentration_index": ("concentration_index",),
    "control_charts": ("control_chart",),
    "direct_standardisation": ("directly_standardised_rate",),
    "discrimination": ("c_statistic",),
    "funnels": ("proportion_funnel",),
    "funnels_of_counts": ("ratio_funnel", "rate_funnel"),
    "gaps": ("gaps",),
    "indirect_standardisation": ("expected_events", "indirectly_standardised_ratio", "indirectly_standardised_rate"),
    "life_tables": ("life_expectancy",),
    "means": ("mean",),
    "proportions": ("proportion",),
    "quantiles": ("quantiles",),
    "rates": ("crude_rate",),
    "risk_tiers": ("risk_tier",),
    "slope_index": ("slope_index",),
}


def functions() -> list[tuple[str, Callable[..., Any]]]:
    found = []
    for module, names in METHODS.items():
        held = import_module(f"{statistics.__name__}.{module}")
        found += [(name, getattr(held, name)) for name in names if hasattr(held, name)]
    return found


def test_methods_named_here_are_there() -> None:
    assert {name for name, _ in functions()} == {name for names in METHODS.values() for name in names}
    assert {path.stem for path in Path(str(statistics.__file__)).parent.glob("*.py")} >= set(METHODS)


@pytest.mark.parametrize(("name", "function"), functions(), ids=lambda value: value if isinstance(value, str) else "")
def test_source_and_example(name: str, function: Callable[..., Any]) -> None:
    said = inspect.getdoc(function) or ""
    assert "Source:" in said, name
    assert "Example:" in said, name
