"""Checks of the register: each gives a reason with a verdict and the cases behind it."""

from commonweal.organisations.checks.areas import area_map, check_coverage, check_moves, check_no_overlap
from commonweal.organisations.checks.hierarchy import (
    check_closed_parents,
    check_known_bodies,
    check_no_circles,
    check_orphans,
    check_single_parents,
)
from commonweal.organisations.checks.names import check_names, plain_name
from commonweal.organisations.checks.succession import check_shares, check_succession_days
from commonweal.organisations.checks.whole import check_register

__all__ = [
    "area_map",
    "check_closed_parents",
    "check_coverage",
    "check_known_bodies",
    "check_moves",
    "check_names",
    "check_no_circles",
    "check_no_overlap",
    "check_orphans",
    "check_register",
    "check_shares",
    "check_single_parents",
    "check_succession_days",
    "plain_name",
]
