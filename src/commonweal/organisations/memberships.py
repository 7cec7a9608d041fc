"""Which body stands in which: a practice in a network, a network in a place, a place in a system, and so on."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.organisations.kinds import Kind
from commonweal.organisations.periods import ALWAYS, Period


@dataclass(frozen=True, slots=True)
class Membership:
    """One body stands in another for a time.

    Args:
        child: Identity of the body that stands in the other.
        parent: Identity of the other.
        tier: What the parent is to the child. A child may have one live parent in each tier.
        period: The days on which it holds.
        sole: Whether the child may have no other parent in this tier on the same day. A trust has one principal ICB
            (sole), and may serve several (not sole).
        source: Title of the list that says so.

    Example:
        >>> Membership("A81001", "U89141", Kind.PCN).tier
        <Kind.PCN: 'pcn'>
    """

    child: str
    parent: str
    tier: Kind
    period: Period = ALWAYS
    sole: bool = True
    source: str = ""
