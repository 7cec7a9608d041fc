"""Succession: which body took over from which, on which day, and with what share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from commonweal.organisations.kinds import Kind


class Change(StrEnum):
    """What happened to a body on the day of its succession."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"

    @property
    def words(self) -> str:
        """The change as a person says it."""
        return {"merge": "merged", "split": "split", "rename": "continued under another code"}[self.value]


@dataclass(frozen=True, slots=True)
class Share:
    """What part of a body a successor took, and what was counted to find it.

    Args:
        basis: What was counted: ``lsoa21`` (small areas), ``practices``, ``registered weighted population 2025/26``.
        value: The part, 0 to 1, exact.
    """

    basis: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Succession:
    """One row: on a day, one body took over from another, wholly or in part.

    Args:
        predecessor: Identity of the body that ended, or gave a part away.
        successor: Identity of the body that took over.
        day: The first day of the new arrangement.
        shares: The part that the successor took, by what was counted; several bases may stand side by side. None is
            needed where there is one successor: it took all.
        kind: In what capacity the predecessor ended, where its code lives on in another: a clinical commissioning
            group ended and its code became a sub-ICB location.
        source: Title of the list that says so.

    Example:
        >>> row = Succession("QNQ", "S0E4D", date(2026, 4, 1), (Share("lsoa21", Fraction(255, 455)),))
        >>> row.share("lsoa21"), row.share("people") is None
        (Fraction(51, 91), True)
    """

    predecessor: str
    successor: str
    day: date
    shares: tuple[Share, ...] = ()
    kind: Kind | None = None
    source: str = ""

    def share(self, basis: str | None = None) -> Fraction | None:
        """The stated share by a basis, by default the first one given; None where none is stated."""
        for share in self.shares:
            if basis is None or share.basis == basis:
                return share.value
        return None


def group_shares(rows: Iterable[Succession], basis: str | None = None) -> list[tuple[Succession, Fraction | None]]:
    """The share of each row of one predecessor on one day.

    A lone successor took all, whether or not that is stated. Where several took over, each share is as stated, and None
    (not known) where it is not: parts are never guessed to be equal.

    Example:
        >>> [share for _, share in group_shares([Succession("16C", "QHM", date(2022, 7, 1))])]
        [Fraction(1, 1)]
    """
    held = list(rows)
    if len(held) == 1 and not held[0].shares:
        return [(held[0], Fraction(1))]
    return [(row, row.share(basis)) for row in held]


def change_of(rows: Iterable[Succession], joined: int = 1) -> Change:
    """What happened, from a predecessor's rows of one day and the number of bodies that its successor joined up.

    Example:
        >>> change_of([Succession("QXU", "S9B9J", date(2026, 4, 1))], joined=3)
        <Change.MERGE: 'merge'>
    """
    if len({row.successor for row in rows}) > 1:
        return Change.SPLIT
    return Change.MERGE if joined > 1 else Change.RENAME
