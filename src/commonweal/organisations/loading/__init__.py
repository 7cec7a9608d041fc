"""Reading the public lists of bodies: nothing of a file is kept unless all of it is good."""

from commonweal.organisations.loading.area_lookups import Lookup, LookupMap, read_area_lookup
from commonweal.organisations.loading.code_lists import NamedCode, read_code_list
from commonweal.organisations.loading.listings import Listing
from commonweal.organisations.loading.networks import Network, NetworkMember, read_network_members, read_networks
from commonweal.organisations.loading.places import PlaceMember, read_places
from commonweal.organisations.loading.practice_maps import (
    MappedPractice,
    PracticeBoard,
    read_practice_boards,
    read_practice_map,
)
from commonweal.organisations.loading.practices import Practice, read_practices
from commonweal.organisations.loading.successors import Successor, read_successors
from commonweal.organisations.loading.trusts import Trust, TrustBoard, read_trust_boards, read_trusts
from commonweal.organisations.loading.written_register import read_register

__all__ = [
    "Listing",
    "Lookup",
    "LookupMap",
    "MappedPractice",
    "NamedCode",
    "Network",
    "NetworkMember",
    "PlaceMember",
    "Practice",
    "PracticeBoard",
    "Successor",
    "Trust",
    "TrustBoard",
    "read_area_lookup",
    "read_code_list",
    "read_network_members",
    "read_networks",
    "read_places",
    "read_practice_boards",
    "read_practice_map",
    "read_practices",
    "read_register",
    "read_successors",
    "read_trust_boards",
    "read_trusts",
]
