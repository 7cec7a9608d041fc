"""Making the register of England out of the bundled tables and the public lists."""

from commonweal.organisations.assembly.england import asked_register, england, register_from
from commonweal.organisations.assembly.files import FoundList, PublicList, find_lists, public_lists

__all__ = ["FoundList", "PublicList", "asked_register", "england", "find_lists", "public_lists", "register_from"]
