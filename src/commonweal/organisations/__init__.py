"""Bodies over time: regions, boards, networks, practices and trusts, what they stand in, and what became of them.

Example:
    >>> from datetime import date
    >>> register = england(areas=False)
    >>> [(part.body, float(round(part.share, 4))) for part in register.successors("QNQ")]
    [('S0E4D', 0.5604), ('QRL', 0.2308), ('S9B9J', 0.2088)]
    >>> register.body("S0E4D").name
    'NHS Thames Valley Integrated Care Board'
"""

from commonweal.organisations.areas import AreaMap
from commonweal.organisations.assembly import (
    FoundList,
    PublicList,
    asked_register,
    england,
    find_lists,
    public_lists,
    register_from,
)
from commonweal.organisations.bodies import ODS, ONS, Body, Code, Role, Version
from commonweal.organisations.chains import Chains, Descent
from commonweal.organisations.gathering import Gathering, Sighting
from commonweal.organisations.kinds import TIERS, Kind, Status
from commonweal.organisations.memberships import Membership
from commonweal.organisations.periods import ALWAYS, Period
from commonweal.organisations.rebasing import RebaseShares, Unplaced, rebase_shares
from commonweal.organisations.register import Register
from commonweal.organisations.snapshot import Snapshot
from commonweal.organisations.successions import Change, Share, Succession
from commonweal.organisations.trees import Node, draw

__all__ = [
    "ALWAYS",
    "ODS",
    "ONS",
    "TIERS",
    "AreaMap",
    "Body",
    "Chains",
    "Change",
    "Code",
    "Descent",
    "FoundList",
    "Gathering",
    "Kind",
    "Membership",
    "Node",
    "Period",
    "PublicList",
    "RebaseShares",
    "Register",
    "Role",
    "Share",
    "Sighting",
    "Snapshot",
    "Status",
    "Succession",
    "Unplaced",
    "Version",
    "asked_register",
    "draw",
    "england",
    "find_lists",
    "public_lists",
    "rebase_shares",
    "register_from",
]
