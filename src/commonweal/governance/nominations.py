"""Was a partner member nominated as the Act and the constitution ask? From who might nominate to the appointment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.answers import Answer, Evidence, Reason, RuleRecord, Unknown, Verdict, all_of, calculation
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    not_applicable,
    not_yet_due,
    passes,
)
from commonweal.governance.checks.ordinary_members import GROUPS
from commonweal.governance.constitutions import says
from commonweal.governance.handbook import Appointment, Ballot, BallotVote, Body, Nomination, Records, Seat
from commonweal.governance.membership import name_of
from commonweal.governance.nomination_count import Candidate, Count, candidates, count
from commonweal.governance.nomination_findings import appointed, approved, counted, most_votes, nominators, voters
from commonweal.governance.person_names import name_of_person
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem

CALCULATION = "governance.nomination"
_NOTE = "Commonweal says what the rules are and what is missing. It is not legal advice."


@dataclass(frozen=True, slots=True)
class _Asked:
    """A ballot that can be looked at, with the ICB whose board it fills a seat of."""

    records: Records
    evidence: Evidence
    ballot: Ballot
    icb: str


def question_text(ballot: str) -> str:
    """The question in words."""
    return f"Was the partner member of the ballot {ballot} nominated and appointed as the rules ask?"


@calculation(CALCULATION, version="1")
def nomination(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """Follow one nomination of a partner member from its opening to the appointment.

    Args:
        inputs: ``ballot``, the id of the ballot in the handbook.
        evidence: The handbook, the rules and the dates of the question.

    Returns:
        An Answer with a reason for each step; ``details`` holds nominations, votes and the tally.

    Raises:
        BadInput: No ballot is named, or the handbook has none of this id.
    """
    records, ballot = Records(evidence), inputs.get("ballot")
    if not isinstance(ballot, str) or not ballot.strip():
        raise BadInput(Problem("no ballot is named", do="give the id of a ballot, as in the sheet ballots"))
    row = records.first(Ballot, ballot=ballot.strip())
    if row is None:
        known = ", ".join(sorted({each.ballot for each in records.rows(Ballot)})) or "none: the sheet ballots is empty"
        raise BadInput(Problem("the handbook has no such ballot", given=ballot, expected=known))
    rule = _rule(evidence, row)
    seat, icb = _seat(records, row, evidence)
    if rule is None:
        seat = not_applicable(
            row.ballot,
            f"No rule that applies on {written(evidence.dates.rules_on)} lets a member be nominated jointly by "
            f"{GROUPS.get(row.nominators, 'nobody')}.",
        )
    if not icb or rule is None:
        return _answer(records, row, [(seat, rule)], {})
    steps, details = _steps(_Asked(records, evidence, row, icb), rule)
    return _answer(records, row, [(seat, rule), *steps], details)


def _rule(evidence: Evidence, ballot: Ballot) -> RuleRecord | None:
    """The rule by which this group of partners has a nominee on the board."""
    found = (evidence.find_rule(f"governance.{number}") for number in ("B09", "B10", "B11"))
    return next((rule for rule in found if rule and rule.value["nominators"] == ballot.nominators), None)


def _seat(records: Records, ballot: Ballot, evidence: Evidence) -> tuple[Finding, str]:
    """Whether the seat is one to which these partners nominate, and the ICB; no ICB where that cannot be told."""
    rows = records.rows(Seat, seat=ballot.seat)
    day = ballot.closed_on or evidence.dates.holds_on
    seat = next((row for row in rows if row.holds_on(day)), rows[-1] if rows else None)
    if seat is None:
        why = "The seat says which board it is on and who nominates to it."
        sentence = f"The seat {ballot.seat}, which the ballot is to fill, is not in the handbook."
        return lacks(ballot.ballot, sentence, missing("seats", "body", ballot.seat, why)), ""
    body, name = seat.body, f"{seat.title} ({seat.seat})"
    kinds = {row.kind for row in records.rows(Body, body=body)}
    if not kinds:
        why = "The Act's rules on nomination reach the board of an integrated care board alone."
        sentence = f"What {body} is, on which {name} is a seat, is not recorded."
        return lacks(seat.seat, sentence, missing("bodies", "kind", body, why)), ""
    if "icb" not in kinds:
        sentence = (
            f"{name} is a seat on {name_of(records, body, day)}, and not on the board of an integrated care board; "
            "the rules on partner members do not reach it, and its own terms say who nominates."
        )
        return not_applicable(seat.seat, sentence), ""
    if not seat.nominated_by:
        why = "A ballot of one group cannot fill the seat of another."
        sentence = f"Who nominates to {name} is not recorded."
        return lacks(seat.seat, sentence, missing("seats", "nominated_by", seat.seat, why)), body
    if seat.nominated_by != ballot.nominators:
        other = GROUPS.get(seat.nominated_by, "nobody")
        sentence = f"{name} is filled on the nomination of {other}; this ballot was of others."
        return fails(seat.seat, sentence, do=f"hold a nomination by {other}"), body
    return passes(seat.seat, f"To {name} nominate jointly {GROUPS[ballot.nominators]}."), body


def _steps(asked: _Asked, rule: RuleRecord) -> tuple[list[tuple[Finding, RuleRecord | None]], dict[str, Any]]:
    ballot, on, records = asked.ballot, asked.evidence.dates.holds_on, asked.records
    process = asked.evidence.find_rule("governance.B12")
    approval = asked.evidence.find_rule("governance.B08")
    found: list[tuple[Finding, RuleRecord | None]] = []
    details: dict[str, Any] = {}
    if unclear := _period(asked):
        found.append((unclear, process))
    else:
        assert ballot.opened_on
        assert ballot.closed_on
        until = min(ballot.closed_on, on)
        stand = candidates(records, ballot, asked.icb, ballot.opened_on)
        result = count(records, ballot, asked.icb, stand, ballot.opened_on, ballot.closed_on, until)
        found += [
            (nominators(records, ballot, stand, ballot.opened_on), rule),
            (voters(records, ballot, stand, result, until), rule),
            (counted(records, ballot, result, until), process),
            (most_votes(records, ballot, stand, result, on), process),
        ]
        details = _details(stand, result)
    found += [(each, process) for each in _process(asked, process)]
    found.append((approved(ballot, on), approval))
    found += [(each, approval) for each in appointed(records, ballot, on)]
    return found, details


def _period(asked: _Asked) -> Finding | None:
    """Why nothing can be counted: a day is missing, or they are the wrong way round."""
    ballot, why = asked.ballot, "Who may nominate and which votes count is a question of the day."
    gaps = [column for column in ("opened_on", "closed_on") if getattr(ballot, column) is None]
    if gaps:
        told = " and ".join({"opened_on": "opened", "closed_on": "closed"}[column] for column in gaps)
        unknowns = (missing("ballots", column, ballot.ballot, why) for column in gaps)
        return lacks(ballot.ballot, f"Nothing can be counted: it is not recorded when the ballot {told}.", *unknowns)
    assert ballot.opened_on
    assert ballot.closed_on
    if ballot.closed_on < ballot.opened_on:
        days = f"closed on {written(ballot.closed_on)} and opened only on {written(ballot.opened_on)}"
        return fails(ballot.ballot, f"By its row the ballot {days}.", do="put the two days right")
    if ballot.opened_on > asked.evidence.dates.holds_on:
        return not_yet_due(ballot.ballot, f"The ballot opens only on {written(ballot.opened_on)}.")
    return None


def _process(asked: _Asked, rule: RuleRecord | None) -> Iterable[Finding]:
    """That the constitution of the day sets the process out, and that it was followed."""
    ballot, why = asked.ballot, "A partner member has to come by the process in the constitution."
    if rule is not None and ballot.opened_on:
        yield from says(Subject(asked.records, asked.icb, ballot.opened_on, rule), "nomination_process")
    open_still = ballot.closed_on and ballot.closed_on > asked.evidence.dates.holds_on
    if ballot.process_followed is None and open_still:
        yield not_yet_due(ballot.ballot, "Whether the process was followed is recorded once the vote has closed.")
    elif ballot.process_followed is None:
        sentence = "It is not recorded whether the process in the constitution was followed."
        yield lacks(ballot.ballot, sentence, missing("ballots", "process_followed", ballot.ballot, why))
    elif not ballot.process_followed:
        sentence = "The process in the constitution was not followed."
        yield fails(ballot.ballot, sentence, do="hold the nomination again, as the constitution sets it out")
    else:
        yield passes(ballot.ballot, "The record says that the process in the constitution was followed.")


def _details(stand: Iterable[Candidate], result: Count) -> dict[str, Any]:
    return {
        "nominations": [
            {"person": each.person, "nominated_by": by.body, "eligible": by.holds, "because": by.because}
            for each in stand
            for by in each.nominators
        ],
        "votes": [
            {
                "body": vote.body,
                "for_person": vote.person,
                "cast_on": vote.cast_on.isoformat() if vote.cast_on else None,
                "counted": vote.counted,
                "because": vote.because,
            }
            for vote in result.votes
        ],
        "tally": result.tally,
        "tied": len(result.leaders) > 1,
        "may_vote": [each.body for each in result.voters if each.holds],
        "did_not_vote": list(result.silent),
        "not_recorded": list(result.unrecorded),
    }


def _people(records: Records, ballot: Ballot) -> frozenset[str]:
    """How the people of a ballot may be called in a sentence: by name, or by id where the register has no name."""
    ids = {
        *(row.person for row in records.rows(Nomination, ballot=ballot.ballot)),
        *(row.for_person for row in records.rows(BallotVote, ballot=ballot.ballot)),
        *(row.person for row in records.rows(Appointment, nomination=ballot.ballot)),
        ballot.nominated,
    }
    return frozenset(name_of_person(records, person) for person in ids if person)


def _without_names(reason: Reason, finding: Finding, people: frozenset[str]) -> str:
    """Why, in words that name nobody: the reason itself, or else what would mend it."""
    if not reason.personal:
        return reason.sentence
    do = "" if any(name in finding.do for name in people) else finding.do.rstrip(".")
    return f"To mend it: {do}." if do else ""


def _answer(
    records: Records, ballot: Ballot, found: list[tuple[Finding, RuleRecord | None]], details: dict[str, Any]
) -> Answer:
    people = _people(records, ballot)
    reasons = tuple(
        Reason(
            each.sentence,
            each.verdict,
            sources=(rule.source,) if rule else (),
            personal=any(name in each.sentence for name in people),
        )
        for each, rule in found
    )
    verdict = all_of(each.verdict for each, _ in found)
    unknowns: tuple[Unknown, ...] = tuple(dict.fromkeys(gap for each, _ in found for gap in each.unknowns))
    cures = tuple(dict.fromkeys(each.do for each, _ in found if each.do))
    told = {
        Verdict.PASS: "The nomination {} was made as the rules ask, and the appointment followed it.",
        Verdict.FAIL: "The nomination {} was not made as the rules ask.",
        Verdict.NOT_YET_DUE: "The nomination {} is under way; nothing is wrong with it so far.",
        Verdict.NOT_APPLICABLE: "The rules on the nomination of partner members do not reach {}.",
        Verdict.NEEDS_JUDGEMENT: "Whether the nomination {} was made as the rules ask is for a person to judge.",
    }.get(verdict, "It cannot be told yet whether the nomination {} was made as the rules ask.")
    # A public receipt withholds reasons that name somebody, and never the sentence of the answer: that names nobody.
    told_of = zip(reasons, (finding for finding, _ in found), strict=True)
    first = next((pair for pair in told_of if pair[0].verdict is verdict), None)
    why = "" if first is None else _without_names(*first, people)
    after = f" {why}" if verdict is not Verdict.PASS and why else ""
    return Answer(
        sentence=told.format(ballot.ballot) + after,
        verdict=verdict,
        reasons=reasons,
        unknowns=unknowns,
        notes=(_NOTE,),
        details={"ballot": ballot.ballot, "seat": ballot.seat, "put_forward": ballot.nominated, "cures": list(cures)}
        | details,
    )
