"""Whether what is recorded of a partner member contradicts the group that is said to nominate to the seat."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.answers import Unknown
from commonweal.governance.board_members import Sitting
from commonweal.governance.checks.finding import Subject
from commonweal.governance.handbook import Ballot, Partner
from commonweal.governance.membership import body_on, name_of
from commonweal.governance.nomination_eligibility import KINDS, Eligible, eligible
from commonweal.organisations.periods import written


@dataclass(frozen=True, slots=True)
class Against:
    """What speaks against a member's having come from a group.

    Args:
        holds: False where a fact contradicts it, None where one is missing that the handbook records of others.
        because: Why, as a sentence.
        unknowns: The facts that are missing.
    """

    holds: bool | None
    because: str
    unknowns: tuple[Unknown, ...] = ()


def against(subject: Subject, held: Sitting, group: str) -> Against | None:
    """What speaks against it, if anything: the ballot, the body on whose behalf the member sits, or who may nominate.

    A member who sits for a body that belongs to no group of partners, such as a network of practices, is not
    contradicted by that: the members of a group nominate jointly, and need not put forward one of their own.
    """
    name = held.named()
    ballot = subject.records.first(Ballot, ballot=held.appointment.nomination) if held.appointment.nomination else None
    if ballot is not None and ballot.nominators != group:
        return Against(False, f"The holder of {name} was put forward in a ballot of others")
    if nobody := _nobody_may(subject, group):
        return Against(False, f"{name} is filled, and {nobody}")
    told = [
        (body, found)
        for body in held.appointment.on_behalf_of
        if (found := _of_the_group(subject, group, body)) is not None
    ]
    if not told or any(found.holds for _, found in told):
        return None
    body, worst = next(((body, found) for body, found in told if found.holds is False), told[0])
    who = name_of(subject.records, body, subject.on)
    sentence = f"The holder of {name} sits on behalf of {who}, which {worst.because}"
    return Against(worst.holds, sentence, worst.unknowns)


def _of_the_group(subject: Subject, group: str, body: str) -> Eligible | None:
    """Whether a body may nominate with a group; None where nothing recorded of it speaks for or against."""
    row = body_on(subject.records, body, subject.on)
    if row is not None and not any(row.kind in kinds for kinds in KINDS.values()):
        return None
    found = eligible(subject.records, icb=subject.system, group=group, body=body, on=subject.on)
    if found.holds is None and not subject.records.rows(Partner, icb=subject.system):
        return None  # no partner is entered yet, so that this one is not says nothing
    return found


def _nobody_may(subject: Subject, group: str) -> str:
    """That of the partners of a group that are entered none may nominate; empty where one may, or none is entered."""
    bodies = dict.fromkeys(
        row.body for row in subject.records.rows(Partner, icb=subject.system) if row.holds_on(subject.on)
    )
    alike = [
        body for body in bodies if (row := body_on(subject.records, body, subject.on)) and row.kind in KINDS[group]
    ]
    found = [eligible(subject.records, icb=subject.system, group=group, body=body, on=subject.on) for body in alike]
    if not found or any(each.holds is not False for each in found):
        return ""
    told = "; ".join(f"{name_of(subject.records, each.body, subject.on)} {each.because}" for each in found[:3])
    return f"none of the partners that would nominate may do so on {written(subject.on)}: {told}"
