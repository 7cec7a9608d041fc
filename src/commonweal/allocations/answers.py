"""The calculations of this room: importing this module registers them all."""

from commonweal.allocations.ccg_scenario_answers import scenario_ccg_share
from commonweal.allocations.explain_answers import explain, explain_ccg_target
from commonweal.allocations.icb_answers import icb_allocation
from commonweal.allocations.path_answers import path
from commonweal.allocations.place_answers import place_fair_share
from commonweal.allocations.scenario_answers import scenario

__all__ = [
    "explain",
    "explain_ccg_target",
    "icb_allocation",
    "path",
    "place_fair_share",
    "scenario",
    "scenario_ccg_share",
]
