"""The count of a ballot: which votes count, for whom, who did not vote, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.answers import Unknown
from commonweal.governance.checks.finding import missing
from commonweal.governance.handbook import Ballot, BallotVote, Nomination, Records
from commonweal.governance.nomination_eligibility import Eligible, electorate, eligible
from commonweal.governance.person_names import name_of_person
from commonweal.organisations.periods import written

_WHY = "Each body that may nominate has one vote, cast while the ballot is open."


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who was put forward, and by whom.

    Args:
        person: Id of the person.
        nominators: Each body that put the person forward, with whether it might.
    """

    person: str
    nominators: tuple[Eligible, ...]

    @property
    def stands(self) -> bool | None:
        """Whether a body that may nominate put the person forward; None where that is not known."""
        held = {each.holds for each in self.nominators}
        return True if True in held else None if None in held else False


@dataclass(frozen=True, slots=True)
class Vote:
    """What became of the vote of one body.

    Args:
        body: Id of the body.
        person: Whom it voted for; empty where it did not vote, or where its votes differ.
        cast_on: The day of the vote, where it is recorded.
        counted: Whether it counts; None where that is not known.
        because: Why it does not, or what is not known, as the end of a sentence about the body.
        unknowns: The facts that are missing.
    """

    body: str
    person: str
    cast_on: date | None
    counted: bool | None
    because: str = ""
    unknowns: tuple[Unknown, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """A ballot that was counted.

    Args:
        votes: The vote of each body that cast one.
        silent: Bodies that might vote and did not.
        unrecorded: Bodies that might vote, of which nothing is recorded.
        voters: The bodies that may vote on the day of the close, or of which that is not known.
        tally: The counted votes of each candidate, the most first.
    """

    votes: tuple[Vote, ...]
    silent: tuple[str, ...]
    unrecorded: tuple[str, ...]
    voters: tuple[Eligible, ...]
    tally: dict[str, int]

    @property
    def open(self) -> int:
        """How many votes might still fall to anybody, for want of a fact."""
        return len(self.unrecorded) + sum(vote.counted is None for vote in self.votes)

    @property
    def leaders(self) -> tuple[str, ...]:
        """The candidates with the most counted votes: several where they are tied."""
        most = max(self.tally.values(), default=0)
        return tuple(person for person, held in self.tally.items() if held == most and most)

    @property
    def lead(self) -> int:
        """By how many votes the first leads the second."""
        first, second = [*sorted(self.tally.values(), reverse=True), 0, 0][:2]
        return first - second


def candidates(records: Records, ballot: Ballot, icb: str, on: date) -> tuple[Candidate, ...]:
    """Everybody who was put forward, each once however many bodies did so.

    Args:
        records: The handbook.
        ballot: The ballot.
        icb: Id of the ICB.
        on: The day on which nominations opened: a nominator has to be eligible then.
    """
    put: dict[str, list[Eligible]] = {}
    for row in records.rows(Nomination, ballot=ballot.ballot):
        found = eligible(records, icb=icb, group=ballot.nominators, body=row.nominated_by, on=on)
        held = put.setdefault(row.person, [])
        if found not in held:
            held.append(found)
    return tuple(Candidate(person, tuple(nominators)) for person, nominators in put.items())


def count(
    records: Records, ballot: Ballot, icb: str, stand: Sequence[Candidate], opened: date, closed: date, until: date
) -> Count:
    """Count a ballot.

    Args:
        records: The handbook.
        ballot: The ballot.
        icb: Id of the ICB.
        stand: Those who were put forward.
        opened: The first day of the ballot.
        closed: The day on which the vote closed.
        until: The last day that is looked at; earlier than the close where the question is of a day before it.
    """
    rows: dict[str, list[BallotVote]] = {}
    for row in records.rows(BallotVote, ballot=ballot.ballot):
        rows.setdefault(row.body, []).append(row)
    may = {each.person for each in stand if each.stands is not False}
    votes = []
    for body, held in rows.items():
        vote = _vote(records, ballot, icb, body, held, may, opened, closed)
        if vote and (vote.cast_on is None or vote.cast_on <= until or until == closed):
            votes.append(vote)
    voters = electorate(records, icb=icb, group=ballot.nominators, on=until)
    voted = {vote.body for vote in votes}
    tally = Counter(dict.fromkeys(may, 0))
    tally.update(vote.person for vote in votes if vote.counted)
    return Count(
        tuple(votes),
        tuple(each.body for each in voters if each.body in rows and each.body not in voted),
        tuple(each.body for each in voters if each.body not in rows),
        voters,
        dict(sorted(tally.items(), key=lambda held: (-held[1], held[0]))),
    )


def _vote(
    records: Records,
    ballot: Ballot,
    icb: str,
    body: str,
    rows: Sequence[BallotVote],
    may: set[str],
    opened: date,
    closed: date,
) -> Vote | None:
    """What becomes of a body's vote; None where it cast none."""
    cast = [row for row in rows if row.for_person]
    if not cast:
        day = next((each.cast_on for each in rows if each.cast_on), None)
        if day is None:
            return None
        gap = missing("ballot_votes", "for_person", f"{ballot.ballot}, {body}", _WHY)
        return Vote(body, "", day, None, f"voted on {written(day)}, and for whom is not recorded", (gap,))
    row = cast[0]
    if len({each.for_person for each in cast}) > 1:
        gap = missing("ballot_votes", "for_person", f"{ballot.ballot}, {body}", _WHY)
        return Vote(body, "", row.cast_on, None, "is recorded with votes for different people", (gap,))
    if row.cast_on is not None and not opened <= row.cast_on <= closed:
        return Vote(body, row.for_person, row.cast_on, False, f"voted on {written(row.cast_on)}, outside the ballot")
    days = (row.cast_on,) if row.cast_on else (opened, closed)
    found = [eligible(records, icb=icb, group=ballot.nominators, body=body, on=day) for day in days]
    if all(each.holds is False for each in found):
        return Vote(body, row.for_person, row.cast_on, False, found[0].because)
    if row.for_person not in may:
        return Vote(
            body,
            row.for_person,
            row.cast_on,
            False,
            f"voted for {name_of_person(records, row.for_person)}, whom nobody entitled to put forward",
        )
    if row.cast_on is None:
        gap = missing("ballot_votes", "cast_on", f"{ballot.ballot}, {body}", _WHY)
        return Vote(body, row.for_person, None, None, "voted on a day that is not recorded", (gap,))
    if found[0].holds is None:
        return Vote(body, row.for_person, row.cast_on, None, found[0].because, found[0].unknowns)
    return Vote(body, row.for_person, row.cast_on, True)
