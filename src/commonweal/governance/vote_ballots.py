"""The votes on an item as the sheet has them: whose count, whose do not, and of whose it is not known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commonweal.answers import Reason, Unknown, Verdict
from commonweal.governance.handbook import Vote
from commonweal.governance.vote_tally import Tally, one_seat_each
from commonweal.governance.voter import Voter
from commonweal.governance.voters import VotersOfItem

WAYS = ("for", "against", "abstained")


@dataclass(frozen=True, slots=True)
class InvalidVote:
    """A vote that does not count, or may not.

    Args:
        person: Who, by id.
        name: As the register has it.
        vote: How.
        why: Why it does not count, as it follows the name.
        conflicted: Whether because of an interest.
    """

    person: str
    name: str
    vote: str
    why: str
    conflicted: bool = False

    def to_json(self) -> dict[str, Any]:
        """The vote as plain JSON."""
        return {name: getattr(self, name) for name in ("person", "name", "vote", "why", "conflicted")}


@dataclass(frozen=True)
class Ballots:
    """The ordinary votes on an item, sorted.

    Args:
        counted: How each person voted whose vote counts.
        invalid: Votes that do not count.
        doubtful: Votes of which it is not known whether they count.
        entitled: Ids of those in the room who may vote.
        perhaps: Ids of those in the room of whom that is not known.
        unknowns: What would settle the doubtful ones.
    """

    counted: dict[str, str]
    invalid: tuple[InvalidVote, ...]
    doubtful: tuple[InvalidVote, ...]
    entitled: tuple[str, ...]
    perhaps: tuple[str, ...]
    unknowns: tuple[Unknown, ...]

    def way(self, vote: str) -> tuple[str, ...]:
        """Who voted so."""
        return tuple(person for person, way in self.counted.items() if way == vote)

    def tally(self, casting: str = "") -> Tally:
        """The votes as numbers."""
        maybe = [vote.vote for vote in self.doubtful]
        return Tally(
            len(self.way("for")), len(self.way("against")), maybe.count("for"), maybe.count("against"), casting
        )

    def not_voting(self, casting: Collection[str] = ()) -> tuple[str, ...]:
        """Those who might have voted and did not; who used a casting vote did."""
        voted = {*self.counted, *casting, *(vote.person for vote in (*self.invalid, *self.doubtful))}
        return tuple(person for person in self.entitled if person not in voted)

    def with_vote(self, person: str, way: str) -> Ballots:
        """The same with one vote more that counts."""
        return replace(self, counted={**self.counted, person: way})

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """A sentence for each vote that does not count, or may not."""
        out = [
            Reason(f"The vote of {vote.name} does not count: {vote.name} {vote.why}.", Verdict.FAIL, personal=True)
            for vote in self.invalid
        ]
        open_ = [
            Reason(
                f"Whether the vote of {vote.name} counts is not known: {vote.name} {vote.why}.",
                Verdict.INSUFFICIENT_DATA,
                personal=True,
            )
            for vote in self.doubtful
        ]
        return (*out, *open_)


def read_ballots(room: VotersOfItem) -> Ballots:
    """Sort the ordinary votes on an item; casting votes are not among them."""
    rows = [row for row in room.records.rows(Vote, item=room.item.item) if row.vote in WAYS]
    voters = {row.person: room.voter(row.person, row.at) for row in rows}
    invalid: list[InvalidVote] = []
    ways = _one_each(rows, voters, invalid)
    sure: dict[str, Voter] = {}
    doubtful: list[InvalidVote] = []
    unknowns: list[Unknown] = []
    for person, way in ways.items():
        voter = voters[person]
        if voter.may:
            sure[person] = voter
            continue
        told = InvalidVote(person, voter.name, way, voter.why, voter.conflicted)
        (invalid if voter.may is False else doubtful).append(told)
        if voter.unknown:
            unknowns.append(voter.unknown)
    # Holders are seated before deputies, who sit in where nobody does.
    order = sorted(sure, key=lambda person: sure[person].deputy)
    seated = one_seat_each({person: sure[person].seats for person in order})
    seated = _one_seat(seated, sure, ways, invalid)
    _deputies(room, seated, sure, ways, invalid)
    there = room.present(_time(room))
    return Ballots(
        {person: ways[person] for person in ways if person in seated},
        tuple(invalid),
        tuple(doubtful),
        tuple(one_seat_each({voter.person: voter.seats for voter in there if voter.may})),
        tuple(voter.person for voter in there if voter.may is None),
        tuple(unknowns),
    )


def _one_each(rows: Sequence[Vote], voters: dict[str, Voter], invalid: list[InvalidVote]) -> dict[str, str]:
    """How each person voted, once; who voted two ways has no vote that counts."""
    ways: dict[str, str] = {}
    torn: set[str] = set()
    for row in rows:
        first = ways.setdefault(row.person, row.vote)
        if row is not next(each for each in rows if each.person == row.person):
            same = first == row.vote
            why = "has voted already" if same else "voted two ways, and a person has one vote"
            invalid.append(InvalidVote(row.person, voters[row.person].name, row.vote, why))
            torn |= set() if same else {row.person}
    return {person: way for person, way in ways.items() if person not in torn}


def _one_seat(
    seated: dict[str, str], sure: dict[str, Voter], ways: dict[str, str], invalid: list[InvalidVote]
) -> dict[str, str]:
    """Leave out who finds every seat taken; where the two who share a seat disagree, neither vote counts."""
    kept = dict(seated)
    for person, voter in sure.items():
        if person in seated:
            continue
        rival = next(other for other, seat in seated.items() if seat in voter.seats)
        if ways[rival] == ways[person] or voter.deputy:
            invalid.append(InvalidVote(person, voter.name, ways[person], "votes for a seat that has voted already"))
            continue
        why = "shares a seat whose holders voted different ways, and a seat has one vote"
        invalid.append(InvalidVote(person, voter.name, ways[person], why))
        if kept.pop(rival, None):
            invalid.append(InvalidVote(rival, sure[rival].name, ways[rival], why))
    return kept


def _deputies(
    room: VotersOfItem,
    seated: dict[str, str],
    sure: dict[str, Voter],
    ways: dict[str, str],
    invalid: list[InvalidVote],
) -> None:
    """More deputies than the terms let count: the later ones in the sheet do not."""
    most = room.terms.most_deputies
    if most is None:
        return
    deputies = [person for person in ways if person in seated and sure[person].deputy]
    for person in deputies[most:]:
        why = f"is a deputy beyond the {most} that the terms let count"
        invalid.append(InvalidVote(person, sure[person].name, ways[person], why))
        seated.pop(person)


def _time(room: VotersOfItem) -> str | None:
    """When the vote was taken, where every vote of the item bears one time."""
    times = {row.at for row in room.records.rows(Vote, item=room.item.item) if row.vote in WAYS}
    return times.pop() if len(times) == 1 else None
