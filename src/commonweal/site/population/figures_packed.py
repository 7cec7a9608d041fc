"""The figures of the pages as texts and arrays, and back again: the same numbers to the last bit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from commonweal.population.prevalence import Comparison, PracticeFigures, disease_registers
from commonweal.population.prevalence.expected import Groups
from commonweal.population.prevalence.regression import Regression
from commonweal.population.prevalence.variation import Variation

_OF_PRACTICES = ("observed", "expected", "low", "high", "reason", "unlike")
_VARIATION = ("practice", "network", "place", "board")
_GROUPS = ("network", "place", "board")

Packed = tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]]]


def packed(figures: PracticeFigures, comparisons: Mapping[str, Comparison]) -> Packed:
    """Practices and their comparisons, of which there is one at least."""
    held = list(comparisons.values())
    texts = {
        "codes": figures.codes,
        "names": figures.names,
        "areas": dict(figures.areas),
        "area_names": {level: dict(names) for level, names in figures.area_names.items()},
        "sources": figures.sources,
        "notes": figures.notes,
        "percentages": list(figures.percentages),
        "indicators": list(figures.indicators),
        "registers": [one.register.id for one in held],
    }
    arrays = {
        "male": figures.male,
        "female": figures.female,
        "deprivation": figures.deprivation,
        "percentages": np.array(list(figures.percentages.values())),
        "indicators": np.array(list(figures.indicators.values())),
        **{name: np.array([getattr(one, name) for one in held]) for name in _OF_PRACTICES},
        "variation": np.array([[getattr(one.variation, name) for name in _VARIATION] for one in held]),
        "dispersion": np.array([one.regression.dispersion for one in held]),
        # Groups are those of the practices, so all comparisons have the same.
        **{f"group_{name}": getattr(held[0].groups, name) for name in _GROUPS},
        **{f"coefficients_{number}": one.regression.coefficients for number, one in enumerate(held)},
    }
    return texts, arrays


def unpacked(
    texts: Mapping[str, Any], arrays: Mapping[str, np.ndarray[Any, Any]]
) -> tuple[PracticeFigures, dict[str, Comparison]]:
    """What ``packed`` was given.

    Raises:
        KeyError: A part is missing.
    """
    figures = PracticeFigures(
        tuple(texts["codes"]),
        tuple(texts["names"]),
        arrays["male"],
        arrays["female"],
        arrays["deprivation"],
        dict(zip(texts["percentages"], arrays["percentages"], strict=True)),
        {level: tuple(codes) for level, codes in texts["areas"].items()},
        texts["area_names"],
        tuple(texts["sources"]),
        tuple(texts["notes"]),
        dict(zip(texts["indicators"], arrays["indicators"], strict=True)),
    )
    registers = {register.id: register for register in disease_registers()}
    groups = Groups(*(arrays[f"group_{name}"] for name in _GROUPS))
    comparisons = {
        id: Comparison(
            figures=figures,
            register=registers[id],
            **{name: arrays[name][number] for name in _OF_PRACTICES},
            variation=Variation(*arrays["variation"][number].tolist()),
            groups=groups,
            regression=Regression(arrays[f"coefficients_{number}"], float(arrays["dispersion"][number])),
        )
        for number, id in enumerate(texts["registers"])
    }
    return figures, comparisons
