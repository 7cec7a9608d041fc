"""The units and statuses that a rule entry may carry."""

from __future__ import annotations

UNITS = {
    "fraction": (int, float),
    "percent": (int, float),
    "ratio": (int, float),
    "gbp_pence": (int,),
    "gbp_thousand": (int, float),
    "gbp_thousand_per_head": (int, float),
    "people": (int, float),
    "days": (int,),
    "working_days": (int,),
    "months": (int,),
    "years": (int, float),
    "count": (int,),
    "text": (str,),
    "code": (str,),
    "boolean": (bool,),
    "date": (str,),
    "structure": (dict,),
    "list": (list,),
}
"""Each unit, and the types that a value in it may have."""

STATUSES = ("in_force", "enacted_not_commenced", "expected", "repealed", "draft")
"""Enacted is not in force: only ``in_force`` and ``draft`` entries are looked up unless an overlay says otherwise."""
