"""Making the register of England out of the bundled tables and the public lists."""

from commonweal.organisations.assembly.england import england, register_from
from commonweal.organisations.assembly.files import LISTS, FoundList, PublicList, find_lists

__all__ = ["LISTS", "FoundList", "PublicList", "england", "find_lists", "register_from"]
