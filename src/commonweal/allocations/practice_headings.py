"""Whether two headings of a practice file were exchanged: the figures still tell which column is which."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.findings import Finding

Figures = NDArray[np.float64]

_LOOKED_AT = 400  # practices; as many tell as surely as all do, in less than a millisecond
_FEWEST = 30
_SMALLEST_LIST = 100.0
_NOT_PARTS = frozenset({"core", "primary_medical", "primary_medical_need"})
_MOST_UNEXPLAINED = 0.005
_MOST_INEQUALITIES = 0.5


def check_headings(population: Figures, weighted: Mapping[str, Figures]) -> list[Finding]:
    """Findings where figures contradict their headings.

    The overall core weighted population is close to a mixture of the services' own; the population is further from
    any. In each published file, England's and each ICB's part alone, the mixture misses core by at most half of what
    it misses the population by. Overall primary medical care is a mixture of need and health inequalities, exactly.

    Args:
        population: People per practice.
        weighted: Weighted population per practice by service.

    Example:
        >>> people = np.linspace(1000.0, 9000.0, 60)
        >>> parts = {"general_and_acute": people * np.linspace(0.8, 1.2, 60), "maternity": people * 1.1,
        ...          "community": people[::-1] * 1.0}
        >>> mixture = parts["general_and_acute"] * 0.6 + parts["maternity"] * 0.1 + parts["community"] * 0.3
        >>> check_headings(people * np.tile([1.0, 1.3], 30), parts | {"core": mixture})
        []
        >>> check_headings(mixture, parts | {"core": people * np.tile([1.0, 1.3], 30)})[0].kind
        'headings_exchanged'
    """
    known = population >= _SMALLEST_LIST
    for values in weighted.values():
        known = known & (values > 0)
    places = np.flatnonzero(known)
    if len(places) < _FEWEST:
        return []
    places = places[np.linspace(0, len(places) - 1, min(_LOOKED_AT, len(places))).astype(np.intp)]
    of = {service: values[places] for service, values in weighted.items()}
    return [*_core(population[places], of), *_primary_medical(of)]


def _core(population: Figures, of: Mapping[str, Figures]) -> list[Finding]:
    parts = [values for service, values in of.items() if service not in _NOT_PARTS]
    if len(parts) < 3 or "core" not in of or _missed(parts, of["core"]) <= _missed(parts, population):
        return []
    return [
        Finding(
            "headings_exchanged",
            "The columns of population and of overall core weighted population look exchanged: the weighted "
            "populations of the services make up the first, where they should make up the second.",
            do="compare the headings with the publisher's file",
        )
    ]


def _missed(parts: list[Figures], whole: Figures) -> float:
    """By how much, of a typical practice's figure, the best mixture of the parts misses the whole."""
    scale = 1.0 / whole
    columns = np.column_stack(parts) * scale[:, None]
    mixture = np.linalg.lstsq(columns, np.ones(len(whole)), rcond=None)[0]
    return float(np.median(np.abs(columns @ mixture - 1.0)))


def _primary_medical(of: Mapping[str, Figures]) -> list[Finding]:
    if not {"primary_medical", "primary_medical_need", "health_inequalities"} <= set(of):
        return []
    need, inequalities, whole = of["primary_medical_need"], of["health_inequalities"], of["primary_medical"]
    apart, gained = inequalities - need, whole - need
    spread = float(apart @ apart)
    share = float(apart @ gained) / spread if spread else 0.0
    missed = float(np.median(np.abs(gained - share * apart) / whole))
    if 0 <= share <= _MOST_INEQUALITIES and missed <= _MOST_UNEXPLAINED:
        return []
    return [
        Finding(
            "headings_exchanged",
            "Overall primary medical care is not the mixture of need and health inequalities that it is in every "
            "published file: some of these columns may have been exchanged.",
            severity="warning",
            do="compare the headings with the publisher's file",
        )
    ]
