"""The votes on an item, counted: whose count, whose do not and why, and whether it was carried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commonweal.answers import Dates, Reason, Source, Unknown, Verdict
from commonweal.governance.casting_vote import CastingVote, read_casting
from commonweal.governance.decide_quorum import clause_source, term_on
from commonweal.governance.handbook import AgendaItem, Decision, Meeting, Records, Vote
from commonweal.governance.item_times import vote_outside
from commonweal.governance.membership import name_of
from commonweal.governance.presence import minute
from commonweal.governance.vote_ballots import Ballots, InvalidVote, read_ballots
from commonweal.governance.vote_tally import Tally, base_of
from commonweal.governance.voter import fact_missing
from commonweal.governance.voters import voters_of
from commonweal.governance.voting_rule import VotingRule, parse_voting
from commonweal.problems import BadInput, Problem

_CARRIED_AS = {"approved": True, "amended": True, "refused": False}


@dataclass(frozen=True, slots=True)
class VoteResult:
    """What a vote came to.

    Args:
        verdict: PASS where every vote counts and the result is known; FAIL where a vote is invalid, or the record of
            the decision says otherwise; INSUFFICIENT_DATA where a fact is missing; NOT_APPLICABLE where no vote was
            taken. Whether it was carried is another question.
        for_, against, abstained: Ids of those whose votes count, by how they voted; one person and one seat once.
        not_voting: Ids of those who might have voted, were there, and did not.
        casting: ``for`` or ``against`` where the chair's casting vote decided; else empty.
        carried: None where that is not known, or no vote was taken.
        reasons: The rule on voting with its clause, the casting vote, each vote that does not count.
        unknowns: What is missing.
        invalid: Votes that do not count, each with why.
        doubtful: Votes of which it is not known whether they count.
        sentence: The result in words.
    """

    verdict: Verdict
    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()
    not_voting: tuple[str, ...] = ()
    casting: str = ""
    carried: bool | None = None
    reasons: tuple[Reason, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    invalid: tuple[InvalidVote, ...] = ()
    doubtful: tuple[InvalidVote, ...] = ()
    sentence: str = ""

    def to_json(self) -> dict[str, Any]:
        """The result as plain JSON; people by their ids."""
        return {
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "for": list(self.for_),
            "against": list(self.against),
            "abstained": list(self.abstained),
            "not_voting": list(self.not_voting),
            "casting": self.casting,
            "carried": self.carried,
            "invalid": [vote.to_json() for vote in self.invalid],
            "doubtful": [vote.to_json() for vote in self.doubtful],
            "reasons": [reason.to_json() for reason in self.reasons],
            "unknowns": [unknown.to_json() for unknown in self.unknowns],
        }


def count_votes(records: Records, item: str, dates: Dates | None = None) -> VoteResult:
    """Count the votes on an item: who might vote, whose votes count, and whether it was carried.

    A vote counts where the voter holds a voting seat on that day, or deputises for one as the terms allow, was in the
    room at the vote, and was not out of it for an interest. Whether the item was quorate is asked of the clock.

    Args:
        records: The handbook.
        item: The item's id.
        dates: By default the day of the meeting and its rules.

    Returns:
        A vote that does not count, such as one by somebody out for an interest, is FAIL, and the result is that of the
        others. A fact that is missing is INSUFFICIENT_DATA; ``carried`` is then told only where it hangs on nothing
        that is missing.

    Raises:
        BadInput: There is no such item.

    Example:
        >>> from datetime import date
        >>> from commonweal.governance.handbook import Appointment, Attendance, Handbook, Seat, Term
        >>> seats = [Seat(seat=f"B{n}", body="F", title=f"Member {n}", seat_class="member", voting=True) for n in "123"]
        >>> sit = [Appointment(seat=f"B{n}", person=f"P{n}") for n in "123"]
        >>> held = Meeting(meeting="M1", body="F", on_date=date(2026, 5, 1), starts="09:30", ends="11:00")
        >>> asked = AgendaItem(item="M1-2", meeting="M1", title="A contract", counterparties=("none",))
        >>> came = [Attendance(meeting="M1", person=f"P{n}") for n in "123"]
        >>> ways = [Vote(item="M1-2", person="P1", vote="for"), Vote(item="M1-2", person="P2", vote="for")]
        >>> rows = [*seats, *sit, held, asked, *came, *ways, Term(body="F", term="voting", value="simple majority")]
        >>> result = count_votes(Records(Handbook.of(rows)), "M1-2")
        >>> result.sentence, result.not_voting
        ('Carried: 2 for, 0 against, 0 abstained; 1 did not vote.', ('P3',))
    """
    row = next(iter(records.rows(AgendaItem, item=item)), None)
    if row is None:
        raise BadInput(Problem("the handbook has no such agenda item", given=item, do="see the sheet agenda_items"))
    held = next(iter(records.rows(Meeting, meeting=row.meeting)), None)
    if held is None:
        raise BadInput(Problem("the item's meeting is not in the handbook", given=row.meeting, do="add it to meetings"))
    if not records.rows(Vote, item=item):
        return _no_vote(records, row)
    room = voters_of(records, held, row, dates or Dates.on(held.on_date))
    ballots = read_ballots(room)
    casting = read_casting(room, ballots)
    if casting.first:
        ballots = ballots.with_vote(casting.person, casting.way)
    not_voting = ballots.not_voting((casting.person,))
    rule, rule_reason, gaps = _rule(records, held)
    tally = ballots.tally(casting.way)
    least, most = base_of(rule, room.seats, len(ballots.entitled), len(ballots.perhaps)) if rule else (0, 0)
    carried = tally.carried(rule, least, most) if rule and not casting.open else None
    reasons = [rule_reason, *casting.reasons, *ballots.reasons]
    unknowns = [*gaps, *room.leaving.unknowns, *ballots.unknowns, *casting.unknowns]
    decision = next(iter(records.rows(Decision, item=item)), None)
    if told := _against_the_record(decision, carried):
        reasons.append(told)
    for gap in (_unused(decision, tally, casting, row), _outside(records, held, row)):
        unknowns += [gap] if gap else []
    invalid = (*ballots.invalid, *casting.invalid)
    failed = bool(invalid) or any(reason.verdict is Verdict.FAIL for reason in reasons)
    verdict = Verdict.FAIL if failed else Verdict.INSUFFICIENT_DATA if unknowns else Verdict.PASS
    return VoteResult(
        verdict=verdict,
        for_=ballots.way("for"),
        against=ballots.way("against"),
        abstained=ballots.way("abstained"),
        not_voting=not_voting,
        casting=casting.way,
        carried=carried,
        reasons=tuple(reasons),
        unknowns=tuple(dict.fromkeys(unknowns)),
        invalid=invalid,
        doubtful=ballots.doubtful,
        sentence=_sentence(carried, ballots, casting, len(not_voting), len(invalid)),
    )


def _no_vote(records: Records, row: AgendaItem) -> VoteResult:
    if row.for_decision is False:
        return VoteResult(Verdict.NOT_APPLICABLE, sentence="The item is not for decision, so no vote is taken.")
    decision = next(iter(records.rows(Decision, item=row.item)), None)
    if decision is not None and decision.outcome:
        told = f"No vote is recorded; the record of the decision says: {decision.outcome}."
        return VoteResult(Verdict.NOT_APPLICABLE, sentence=told)
    gap = fact_missing("votes", "vote", row.item, "neither a vote nor a decision is recorded")
    told = "Neither a vote nor a decision on this item is recorded."
    return VoteResult(Verdict.INSUFFICIENT_DATA, unknowns=(gap,), sentence=told)


def _rule(records: Records, held: Meeting) -> tuple[VotingRule | None, Reason, tuple[Unknown, ...]]:
    term, name = term_on(records, held.body, "voting", held.on_date), name_of(records, held.body, held.on_date)
    gap = fact_missing("terms", "value", f"voting of {held.body}", "what carries a vote is settled locally")
    unsettled = Verdict.INSUFFICIENT_DATA
    if term is None:
        return None, Reason(f"What carries a vote of {name} is not settled.", unsettled), (gap,)
    sources: tuple[Source, ...] = (clause_source(records, term),)
    try:
        rule = parse_voting(term.value)
    except BadInput as bad:
        return None, Reason(f"What carries a vote of {name} stands in words: {bad}", unsettled, sources=sources), (gap,)
    return rule, Reason(f"A vote of {name} is carried by {rule.words()}.", sources=sources), ()


def _against_the_record(decision: Decision | None, carried: bool | None) -> Reason | None:
    """What is wrong where the record of the decision says one thing and the votes another."""
    recorded = _CARRIED_AS.get(decision.outcome) if decision else None
    if decision is None or recorded is None or carried is None or recorded is carried:
        return None
    voted = "carried it" if carried else "did not carry it"
    return Reason(
        f"The record of the decision says that it was {decision.outcome}, and the votes {voted}.", Verdict.FAIL
    )


def _unused(decision: Decision | None, tally: Tally, casting: CastingVote, row: AgendaItem) -> Unknown | None:
    """A tie that the chair might have broken, of which nothing says how it ended."""
    settled = decision is not None and decision.outcome in _CARRIED_AS
    if settled or tally.tied is not True or casting.way or casting.may is False:
        return None
    why = "the votes are even, and nothing says whether the chair used a casting vote"
    return fact_missing("votes", "vote", f"the chair on {row.item}", why)


def _outside(records: Records, held: Meeting, row: AgendaItem) -> Unknown | None:
    """That a vote is timed when the item was not under way: one of the times is wrong."""
    times = sorted(minute(vote.at) for vote in records.rows(Vote, item=row.item) if vote.at)
    why = vote_outside(times, held, row)
    return fact_missing("votes", "at", row.item, why) if why else None


def _sentence(carried: bool | None, ballots: Ballots, casting: CastingVote, not_voting: int, invalid: int) -> str:
    result = {True: "Carried", False: "Not carried", None: "Whether it was carried cannot be told"}[carried]
    counted = ", ".join(f"{len(ballots.way(way))} {way}" for way in ("for", "against", "abstained"))
    told = f"{result}: {counted}"
    if not_voting:
        told += f"; {not_voting} did not vote"
    if casting.way:
        told += f"; the chair's casting vote was {casting.way}"
    if invalid:
        told += "; 1 vote does not count" if invalid == 1 else f"; {invalid} votes do not count"
    if ballots.doubtful:
        told += f"; whether {len(ballots.doubtful)} more count is not known"
    return f"{told}."
