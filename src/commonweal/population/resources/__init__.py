"""Need to money: what people's care cost, what was to be expected of their need, shares of a budget."""

from commonweal.population.resources.local_need import NOT_A_FAIR_SHARE, LocalNeed, local_need, need_of_each
from commonweal.population.resources.person_costs import PersonCosts, person_costs
from commonweal.population.resources.place_shares import PlaceShares, place_shares
from commonweal.population.resources.prices import Indexed, deflated, price_index, unit_cost
from commonweal.population.resources.resource_to_need import ResourceToNeed, resource_to_need
from commonweal.population.resources.shares import SharesSideBySide, shares_side_by_side

__all__ = [
    "NOT_A_FAIR_SHARE",
    "Indexed",
    "LocalNeed",
    "PersonCosts",
    "PlaceShares",
    "ResourceToNeed",
    "SharesSideBySide",
    "deflated",
    "local_need",
    "need_of_each",
    "person_costs",
    "place_shares",
    "price_index",
    "resource_to_need",
    "shares_side_by_side",
    "unit_cost",
]
