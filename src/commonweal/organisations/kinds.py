"""The kinds of body that an integrated care system is made of, and whether one is open."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a body is. A body may change its kind: a partnership that became a board kept its code."""

    REGION = "region"
    NHS_ENGLAND = "nhs_england"
    ICB = "icb"
    STP = "stp"
    ICP = "icp"
    SUB_ICB = "sub_icb"
    CCG = "ccg"
    PLACE = "place"
    PCN = "pcn"
    PRACTICE = "practice"
    TRUST = "trust"
    COUNCIL = "council"
    COMBINED_AUTHORITY = "combined_authority"
    COMMITTEE = "committee"
    FORUM = "forum"
    COLLABORATIVE = "collaborative"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The kind as a person says it.

        Example:
            >>> Kind.SUB_ICB.words
            'sub-ICB location'
        """
        return _WORDS.get(self, self.value.replace("_", " "))

    @property
    def plural(self) -> str:
        """The kind in the plural.

        Example:
            >>> Kind.PCN.plural, Kind.COUNCIL.plural
            ('primary care networks', 'councils')
        """
        words = self.words
        return words[:-1] + "ies" if words.endswith("y") else words + "s"


_WORDS = {
    Kind.REGION: "NHS England region",
    Kind.NHS_ENGLAND: "NHS England",
    Kind.ICB: "integrated care board",
    Kind.STP: "sustainability and transformation partnership",
    Kind.ICP: "integrated care partnership",
    Kind.SUB_ICB: "sub-ICB location",
    Kind.CCG: "clinical commissioning group",
    Kind.PCN: "primary care network",
    Kind.PRACTICE: "general practice",
    Kind.TRUST: "NHS trust",
    Kind.OTHER: "organisation",
}

TIERS = (
    Kind.REGION,
    Kind.ICB,
    Kind.STP,
    Kind.SUB_ICB,
    Kind.CCG,
    Kind.PLACE,
    Kind.PCN,
    Kind.PRACTICE,
    Kind.TRUST,
)
"""The tiers from the top down: a tree puts a body below its lowest parent."""

_DEPTH = {kind: depth for depth, kind in enumerate(TIERS)}


def depth(kind: Kind) -> int:
    """How far down the tiers a kind stands; a kind that is no tier stands at the bottom."""
    return _DEPTH.get(kind, len(TIERS))


class Status(StrEnum):
    """Whether a body does its work.

    ``NOT_LISTED`` says that a later list leaves the body out, and the day on which it closed is not known.
    """

    OPEN = "open"
    CLOSED = "closed"
    DORMANT = "dormant"
    PROPOSED = "proposed"
    NOT_LISTED = "not_listed"

    @property
    def words(self) -> str:
        """The status as a person says it."""
        return self.value.replace("_", " ")
