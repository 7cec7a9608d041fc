"""The findings on a nomination: nominators, voters, the count, the chair's approval and the appointment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from commonweal.governance.checks.finding import (
    Finding,
    fails,
    lacks,
    missing,
    needs_judgement,
    not_yet_due,
    passes,
)
from commonweal.governance.handbook import Appointment, Ballot, Records
from commonweal.governance.membership import name_of
from commonweal.governance.nomination_count import Candidate, Count
from commonweal.governance.nomination_eligibility import named
from commonweal.governance.person_names import name_of_person
from commonweal.organisations.periods import written


def nominators(records: Records, ballot: Ballot, stand: Sequence[Candidate], opened: date) -> Finding:
    """Who was put forward by whom, and whether each of these might nominate when nominations opened."""
    if not stand:
        gap = missing("nominations", "person", ballot.ballot, "A vote counts only for somebody who was put forward.")
        return lacks(ballot.ballot, "Nobody is recorded as put forward.", gap)
    told = [
        f"{name_of_person(records, each.person)} by {named(records, [by.body for by in each.nominators], opened)}"
        for each in stand
    ]
    first = f"Put forward: {'; '.join(told)}."
    pairs = [(each, by) for each in stand for by in each.nominators]
    wrong = [(each, by) for each, by in pairs if by.holds is False]
    doubts = " ".join(
        f"{_name(records, by.body, opened)} put forward {name_of_person(records, each.person)} and {by.because}."
        for each, by in wrong
    )
    fallen = [each.person for each in stand if each.stands is False]
    if fallen and ballot.nominated in fallen:
        do = "have the person put forward by a body that may nominate, and hold the ballot again"
        so = f"So {name_of_person(records, ballot.nominated)} was not put forward."
        return fails(ballot.ballot, f"{first} {doubts} {so}", do=do)
    if gaps := [unknown for _, by in pairs for unknown in by.unknowns]:
        unclear = next(by for _, by in pairs if by.holds is None)
        sentence = f"{first} {_name(records, unclear.body, opened)} {unclear.because}. {doubts}".rstrip()
        return lacks(ballot.ballot, sentence, *dict.fromkeys(gaps))
    if doubts:
        rest = f" {_listed(records, fallen)} therefore did not stand." if fallen else " Others that might did so too."
        return passes(ballot.ballot, f"{first} {doubts}{rest}")
    each = "which might nominate" if len(pairs) == 1 else "each of which might nominate"
    return passes(ballot.ballot, f"{first[:-1]}, {each} on {written(opened)}.")


def voters(records: Records, ballot: Ballot, stand: Sequence[Candidate], result: Count, until: date) -> Finding:
    """Which bodies may vote, and which of them did not."""
    if not result.voters:
        why = "Only partners that serve the area and may take part nominate."
        sentence = f"No partner that may nominate on {written(until)} is recorded."
        return lacks(ballot.ballot, sentence, missing("partners", "may_nominate", "", why))
    unclear = [each for each in result.voters if each.holds is None]
    if unclear:
        gaps = dict.fromkeys(unknown for each in unclear for unknown in each.unknowns)
        sentence = f"Of {named(records, [each.body for each in unclear], until)} it is not known whether each may vote."
        return lacks(ballot.ballot, sentence, *gaps)
    many = len(result.voters)
    first = f"{many} {'body' if many == 1 else 'bodies'} might vote on {written(until)}, each with one vote."
    if unopposed(stand, result):
        return passes(ballot.ballot, f"{first} One person was put forward and no vote is recorded: it was uncontested.")
    if ballot.closed_on and until < ballot.closed_on:
        sentence = f"{first} The ballot is open until {written(ballot.closed_on)}; {len(result.votes)} voted so far."
        return not_yet_due(ballot.ballot, sentence)
    if result.unrecorded:
        why = "Each body that may nominate takes part; one that did not vote has a row with nobody's name."
        gaps = {
            missing("ballot_votes", "for_person", f"{ballot.ballot}, {each}", why): None for each in result.unrecorded
        }
        sentence = f"{first} Nothing is recorded of the vote of {named(records, list(result.unrecorded), until)}."
        return lacks(ballot.ballot, sentence, *gaps)
    if result.silent:
        return passes(ballot.ballot, f"{first} {named(records, list(result.silent), until)} did not vote.")
    return passes(ballot.ballot, f"{first} All voted.")


def counted(records: Records, ballot: Ballot, result: Count, until: date) -> Finding:
    """The tally, and each vote that does not count, with the reason."""
    tally = (
        ", ".join(f"{name_of_person(records, person)} {votes}" for person, votes in result.tally.items()) or "nobody"
    )
    out = [vote for vote in result.votes if vote.counted is False]
    told = " ".join(f"{_name(records, vote.body, until)} {vote.because}: not counted." for vote in out)
    first = f"Votes counted: {tally}.{f' {told}' if told else ''}"
    may = {each.body for each in result.voters}
    if left := [vote.body for vote in result.votes if vote.counted and vote.body not in may]:
        first += f" {named(records, left, until)} might vote on the day of the vote, and no longer on {written(until)}:"
        first += " counted."
    if unclear := [vote for vote in result.votes if vote.counted is None]:
        gaps = dict.fromkeys(unknown for vote in unclear for unknown in vote.unknowns)
        also = " ".join(f"{_name(records, vote.body, until)} {vote.because}." for vote in unclear)
        return lacks(ballot.ballot, f"{first} {also}", *gaps)
    return passes(ballot.ballot, first)


def unopposed(stand: Sequence[Candidate], result: Count) -> bool:
    """Whether one person alone stood and no vote was held."""
    return len([each for each in stand if each.stands is not False]) == 1 and not result.votes


def most_votes(records: Records, ballot: Ballot, stand: Sequence[Candidate], result: Count, on: date) -> Finding:
    """Whether the person whom the ballot put forward has the most votes."""
    assert ballot.closed_on
    if ballot.closed_on > on:
        return not_yet_due(ballot.ballot, f"The vote closes only on {written(ballot.closed_on)}.")
    person, name = ballot.nominated, name_of_person(records, ballot.nominated)
    if not person:
        gap = missing("ballots", "nominated", ballot.ballot, "It has to be the person with the most votes.")
        return lacks(ballot.ballot, "It is not recorded whom the ballot put forward.", gap)
    if stand and person not in {each.person for each in stand if each.stands is not False}:
        sentence = f"The ballot put forward {name}, whom nobody entitled to nominate had named."
        return fails(ballot.ballot, sentence, do="put forward the person with the most votes of those who stood")
    if unopposed(stand, result):
        return passes(ballot.ballot, f"{name} stood unopposed, so there was nothing to vote on.")
    if not result.leaders:
        gap = missing("ballot_votes", "for_person", ballot.ballot, "It is the vote that decides between candidates.")
        return lacks(ballot.ballot, "No vote that counts is recorded.", gap)
    # A leader is safe only where the votes that are not known could not have overtaken or caught up with it.
    behind = max(result.tally.values()) - result.tally.get(person, 0)
    if result.open and (result.lead if person in result.leaders else behind) <= result.open:
        many = "1 vote" if result.open == 1 else f"{result.open} votes"
        gap = missing("ballot_votes", "for_person", ballot.ballot, "They could decide who has the most.")
        return lacks(ballot.ballot, f"{many} of which something is not known could decide between the candidates.", gap)
    if person not in result.leaders:
        sentence = f"The ballot put forward {name}, and {_listed(records, result.leaders)} has the most votes."
        if len(result.leaders) > 1:
            sentence = (
                f"The ballot put forward {name}, and {_listed(records, result.leaders)} have the most votes alike."
            )
        return fails(ballot.ballot, sentence, do="put forward the person with the most votes, or hold the ballot again")
    if len(result.leaders) > 1:
        votes = "1 vote" if result.tally[person] == 1 else f"{result.tally[person]} votes"
        tied = f"{_listed(records, result.leaders)} are tied with {votes} each"
        sentence = f"{tied}; {name} was put forward."
        do = "say how the constitution breaks a tie, and whether that was done; where it is silent, hold the vote again"
        return needs_judgement(ballot.ballot, sentence, do=do)
    return passes(ballot.ballot, f"{name}, whom the ballot put forward, has the most votes: {result.tally[person]}.")


def approved(ballot: Ballot, on: date) -> Finding:
    """Whether the chair approved, on a day after the close."""
    day, closed, why = ballot.chair_approved_on, ballot.closed_on, "No partner member is appointed without the chair."
    if closed and closed > on and day is None:
        return not_yet_due(ballot.ballot, "The chair approves once the vote has closed.")
    if day is None:
        gap = missing("ballots", "chair_approved_on", ballot.ballot, why)
        return lacks(ballot.ballot, "It is not recorded when the chair approved.", gap)
    if closed is None:
        gap = missing(
            "ballots", "closed_on", ballot.ballot, "The chair approves what the ballot brought, after its close."
        )
        return lacks(ballot.ballot, f"The chair approved on {written(day)}; when the vote closed is not recorded.", gap)
    if day < closed:
        sentence = f"The chair approved on {written(day)}, before the vote closed on {written(closed)}."
        return fails(
            ballot.ballot, sentence, do="have the chair approve the person whom the finished ballot put forward"
        )
    if day == closed:
        sentence = f"The chair approved on {written(day)}, the day of the close; which came first is not recorded."
        return needs_judgement(ballot.ballot, sentence, do="look in the minutes whether the vote had closed by then")
    if day > on:
        return not_yet_due(ballot.ballot, f"The chair approves only on {written(day)}.")
    sentence = f"The chair approved on {written(day)}, after the vote closed on {written(closed)}."
    return passes(ballot.ballot, sentence)


def appointed(records: Records, ballot: Ballot, on: date) -> Iterator[Finding]:
    """Whether the person was appointed to the seat, after the chair's approval."""
    rows = records.rows(Appointment, nomination=ballot.ballot)
    day = ballot.chair_approved_on
    if not rows and (day is None or day > on or (ballot.closed_on and ballot.closed_on > on)):
        yield not_yet_due(ballot.seat, "The appointment follows the chair's approval.")
    elif not rows:
        gap = missing("appointments", "nomination", ballot.seat, "The appointment has to name the ballot it rests on.")
        yield lacks(ballot.seat, "No appointment that rests on this ballot is recorded.", gap)
    for row in rows:
        yield _appointed(records, row, ballot, on)


def _appointed(records: Records, row: Appointment, ballot: Ballot, on: date) -> Finding:
    day, where = ballot.chair_approved_on, [row.where] if row.where else []
    key, seat, name = f"{row.seat}, {row.person}", row.seat, name_of_person(records, row.person)
    if row.seat != ballot.seat:
        sentence = f"The appointment of {name} to {row.seat} rests on this ballot, which was for {ballot.seat}."
        return fails(seat, sentence, do="hold a nomination for that seat", where=where)
    if ballot.nominated and row.person != ballot.nominated:
        other = name_of_person(records, ballot.nominated)
        sentence = f"{name} was appointed to {row.seat}, and the ballot put forward {other}."
        return fails(seat, sentence, do="appoint the person who was nominated, or nominate anew", where=where)
    if day is None:
        gap = missing("ballots", "chair_approved_on", ballot.ballot, "The appointment has to follow the approval.")
        return lacks(seat, f"Whether {name} was appointed after the chair's approval cannot be told.", gap)
    days = {"appointed_on": row.appointed_on, "from_date": row.from_date}
    early = next((held for held in days.values() if held is not None and held < day), None)
    if early:
        sentence = f"{name} was appointed to {row.seat} on {written(early)}, before the chair approved."
        return fails(seat, sentence, do="look again at what was done in the seat before the approval", where=where)
    if gaps := [
        missing("appointments", column, key, "It has to follow the approval.") for column in days if not days[column]
    ]:
        return lacks(seat, f"The day of the appointment of {name} to {row.seat} is not recorded.", *gaps)
    assert row.appointed_on
    if row.appointed_on > on:
        return not_yet_due(seat, f"{name} is appointed to {row.seat} only on {written(row.appointed_on)}.")
    told = f"{name} was appointed to {row.seat} on {written(row.appointed_on)}, after the chair's approval."
    return passes(seat, told, where=where)


def _listed(records: Records, people: Sequence[str]) -> str:
    return " and ".join(name_of_person(records, each) for each in people)


def _name(records: Records, body: str, on: date) -> str:
    return name_of(records, body, on)
