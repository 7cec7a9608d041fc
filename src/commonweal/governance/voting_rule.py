"""What carries a vote, as a handbook writes it: a share, and of whom it is taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from commonweal.governance.quorum_grammar import FractionOf
from commonweal.governance.quorum_text import parse_quorum
from commonweal.problems import BadInput, Problem

TakenOf = Literal["votes_cast", "present", "members", "seats"]

_OF: tuple[tuple[TakenOf, str, str], ...] = (
    (
        "votes_cast",
        r"(?:the )?votes(?: cast)?|(?:the |those )?(?:voting )?(?:members )?(?:who are )?(?:present and )?voting",
        "the votes cast",
    ),
    ("present", r"(?:the |those )?(?:voting )?(?:members )?(?:who are )?present", "the voting members present"),
    ("seats", r"(?:all )?(?:of )?(?:the )?voting seats", "all voting seats, filled or not"),
    ("members", r"all (?:of )?(?:the )?(?:voting )?members", "all voting members, present or not"),
)
_EXPECTED = (
    "a share and of whom it is taken, such as: a simple majority of the members present and voting; two thirds of the "
    "votes cast; more than half of those present; a majority of all voting members; unanimous"
)


@dataclass(frozen=True, slots=True)
class VotingRule:
    """What carries a vote.

    Args:
        share: The share that has to be for it.
        of: Of what it is taken: the votes cast, which abstentions are not; the voting members present, where an
            abstention works against; all voting members; or all voting seats, vacant ones too.
    """

    share: FractionOf
    of: TakenOf

    def needed(self, base: int) -> int:
        """How many votes for it carry it, of so many."""
        return self.share.needed(base)

    def words(self) -> str:
        """The rule as a person says it.

        Example:
            >>> parse_voting("a simple majority of those present").words()
            'more than 1/2 of the voting members present'
        """
        more = "more than " if self.share.more_than else ""
        share = "all" if self.share.fraction == 1 else f"{more}{self.share.fraction}"
        return f"{share} of {next(told for of, _, told in _OF if of == self.of)}"


def parse_voting(text: str) -> VotingRule:
    """What carries a vote, out of the term ``voting``.

    Raises:
        BadInput: It cannot be read.

    Example:
        >>> rule = parse_voting("A simple majority of the members present and voting")
        >>> rule.needed(9), rule.needed(10)
        (5, 6)
        >>> parse_voting("two thirds of the votes cast").needed(9)
        6
    """
    plain = " ".join(text.casefold().replace("-", " ").split()).rstrip(".")
    share, _, whose = re.sub(r"^(?:by )?(?:(?:a|an|the) (?!half|third|quarter))?", "", plain).partition(" of ")
    of = next((of for of, pattern, _ in _OF if re.fullmatch(pattern, whose)), None if whose else "votes_cast")
    fraction = _share(share)
    if of is None or fraction is None:
        raise BadInput(Problem("what carries a vote cannot be read", given=text or "(nothing)", expected=_EXPECTED))
    return VotingRule(fraction, of)


def _share(text: str) -> FractionOf | None:
    if text in ("majority", "simple majority", "bare majority", "more than half"):
        return FractionOf(Fraction(1, 2), more_than=True)
    if text in ("all", "unanimous", "unanimously", "unanimity"):
        return FractionOf(Fraction(1))
    try:
        # A share is written as in a quorum: two thirds, 3/4, 75%, more than 60%.
        found = parse_quorum(f"{text.removesuffix(' majority')} of voting seats")
    except BadInput:
        return None
    return found if isinstance(found, FractionOf) else None
