"""The arithmetic of a vote: one person one vote, one seat one vote, and whether so many carry it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.governance.quorum import SeatAt
from commonweal.governance.voting_rule import VotingRule


def one_seat_each(capacities: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The seat in which each person votes, so that as many vote as can and no seat votes twice.

    Args:
        capacities: For each person the seats in which the vote may count; who stands first is seated first.

    Returns:
        The seat of each person who has one; who is missing from it finds every seat taken.

    Example:
        >>> one_seat_each({"P1": ["B1", "B2"], "P2": ["B1"], "P3": ["B1"]})
        {'P2': 'B1', 'P1': 'B2'}
    """
    taken: dict[str, str] = {}

    def seat(person: str, tried: set[str]) -> bool:
        for place in capacities[person]:
            if place not in tried:
                tried.add(place)
                if place not in taken or seat(taken[place], tried):
                    taken[place] = person
                    return True
        return False

    for person in capacities:
        seat(person, set())
    return {person: place for place, person in taken.items()}


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes for and against, with those of which it is not known whether they count.

    Args:
        for_: Votes for it that count.
        against: Votes against it that count.
        maybe_for: Votes for it that may count.
        maybe_against: Votes against it that may count.
        casting: ``for`` or ``against`` where the chair's casting vote broke a tie; else empty.
    """

    for_: int
    against: int
    maybe_for: int = 0
    maybe_against: int = 0
    casting: str = ""

    @property
    def tied(self) -> bool | None:
        """Whether as many are for it as against it; None where that hangs on votes that may not count.

        Where nobody voted either way there is no tie to break.
        """
        if not (self.maybe_for or self.maybe_against):
            return self.for_ == self.against > 0
        apart = self.for_ + self.maybe_for < self.against or self.against + self.maybe_against < self.for_
        return False if apart else None

    def carried(self, rule: VotingRule, least: int, most: int) -> bool | None:
        """Whether it was carried; None where that hangs on what is not known.

        Args:
            rule: What carries a vote.
            least: The fewest of whom the share may be taken; not read for a share of the votes cast.
            most: The most of whom it may be taken.

        Example:
            >>> from commonweal.governance.voting_rule import parse_voting
            >>> majority = parse_voting("simple majority")
            >>> Tally(5, 4).carried(majority, 0, 0), Tally(5, 5).carried(majority, 0, 0)
            (True, False)
            >>> Tally(5, 5, casting="for").carried(majority, 0, 0), Tally(5, 4, 0, 1).carried(majority, 0, 0)
            (True, None)
        """
        every = {
            self._carries(rule, for_, against, base)
            for for_ in range(self.for_, self.for_ + self.maybe_for + 1)
            for against in range(self.against, self.against + self.maybe_against + 1)
            for base in (least, most)
        }
        return every.pop() if len(every) == 1 else None

    def _carries(self, rule: VotingRule, for_: int, against: int, base: int) -> bool:
        if self.casting and for_ == against > 0:
            for_, against = (for_ + 1, against) if self.casting == "for" else (for_, against + 1)
        if rule.of == "votes_cast":
            base = for_ + against
        return base > 0 and for_ > 0 and for_ >= rule.needed(base)


def base_of(rule: VotingRule, seats: Sequence[SeatAt], present: int, perhaps: int) -> tuple[int, int]:
    """The fewest and the most of whom the rule's share is taken.

    Args:
        rule: What carries a vote.
        seats: Every seat of the body on the day.
        present: Those in the room who may vote.
        perhaps: Those in the room of whom that is not known.
    """
    if rule.of in ("votes_cast", "present"):
        return present, present + perhaps
    relevant = [seat for seat in seats if seat.holders or rule.of == "seats"]
    return sum(seat.voting is True for seat in relevant), sum(seat.voting is not False for seat in relevant)
