"""How the figures of aggregates are worked out, by table, each with the version of its method.

A change that gives other figures for the same people raises the version; the manifest keeps what was used.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

METHODS: Mapping[str, str] = MappingProxyType(
    {
        "people": "People on practices' lists, method version 1",
        "segments": "Each person in the first segment that fits, method version 1",
        "conditions": "Directly standardised rates, method version 1",
        "deprivation": "Directly standardised rates by deprivation tenth, method version 1",
        "inequality": "Slope and relative index of inequality, method version 1",
        "flows": "Moves between two lists, method version 1",
        "need": "Need index from the costs of recorded use, method version 1",
        "need_by_age": "Need of each person by age and sex from the costs of recorded use, method version 1",
        "shares": "Shares of the whole system from rounded figures, method version 1",
    }
)
"""Tables without a method of their own are left out."""
