"""Whether what is recorded of a partner member contradicts the group that is said to nominate to the seat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.answers import Unknown, Verdict
from commonweal.governance.board_members import Sitting
from commonweal.governance.checks.finding import Subject, missing
from commonweal.governance.handbook import Ballot, Partner
from commonweal.governance.membership import body_on, name_of
from commonweal.governance.nomination_eligibility import KINDS, Eligible, eligible
from commonweal.organisations.periods import written

_WHY = "Only partners that serve the area and may take part put forward a member, each group its own."


@dataclass(frozen=True, slots=True)
class Against:
    """What speaks against a member's having come from a group.

    Args:
        verdict: FAIL where a fact contradicts it, INSUFFICIENT_DATA where one is missing, NEEDS_JUDGEMENT where what is
            recorded speaks both ways.
        because: Why, as a sentence.
        unknowns: The facts that are missing.
    """

    verdict: Verdict
    because: str
    unknowns: tuple[Unknown, ...] = ()


def against(subject: Subject, held: Sitting, group: str, seated: Sequence[Sitting]) -> Against | None:
    """What speaks against it, if anything: the ballot, who may nominate, the bodies the member sits for, another seat.

    A member who sits for a body that belongs to no group of partners, such as a network of practices, is not
    contradicted by that: the members of a group nominate jointly, and need not put forward one of their own.

    Args:
        subject: What was asked about.
        held: The member, in a seat to which the group nominates.
        group: ``trusts``, ``primary_medical_providers``, ``local_authorities`` or ``strategic_authorities``.
        seated: Everybody who sits in a seat of the board on the day.
    """
    name = held.named()
    ballot = subject.records.first(Ballot, ballot=held.appointment.nomination) if held.appointment.nomination else None
    if ballot is not None and ballot.nominators != group:
        return Against(Verdict.FAIL, f"The holder of {name} was put forward in a ballot of others")
    if nobody := _nobody_may(subject, group):
        return Against(nobody.verdict, f"{name} is filled, and {nobody.because}", nobody.unknowns)
    return _sits_for(subject, held, group) or _sits_for_two_groups(held, group, seated)


def _sits_for(subject: Subject, held: Sitting, group: str) -> Against | None:
    """What speaks against it of the bodies on whose behalf a member sits: each of them has to be one of the group."""
    told = [
        found for body in held.appointment.on_behalf_of if (found := _of_the_group(subject, group, body)) is not None
    ]
    worst = next((found for verdict in (None, False) for found in told if found.holds is verdict), None)
    if worst is None:
        return None
    others = any(found.holds is not False for found in told)
    sentence = f"The holder of {held.named()} sits on behalf of {_called(subject, worst)}"
    if worst.holds is None:
        return Against(Verdict.INSUFFICIENT_DATA, sentence, worst.unknowns)
    if not others:
        return Against(Verdict.FAIL, sentence)
    return Against(Verdict.NEEDS_JUDGEMENT, f"{sentence}, and on behalf of a body that may nominate too")


def _sits_for_two_groups(held: Sitting, group: str, seated: Sequence[Sitting]) -> Against | None:
    """That a member holds the seat of another group too: one person, where each group has a member of its own."""
    other = next(
        (
            each
            for each in seated
            if each.person == held.person and each.seat.nominated_by in KINDS and each.seat.nominated_by != group
        ),
        None,
    )
    if other is None:
        return None
    sentence = f"The holder of {held.named()} sits in {other.named()} too, to which another group of partners nominates"
    return Against(Verdict.NEEDS_JUDGEMENT, sentence)


def _called(subject: Subject, found: Eligible) -> str:
    return f"{name_of(subject.records, found.body, subject.on)}, which {found.because}"


def _of_the_group(subject: Subject, group: str, body: str) -> Eligible | None:
    """Whether a body may nominate with a group; None where it belongs to no group of partners."""
    row = body_on(subject.records, body, subject.on)
    if row is not None and row.kind and not any(row.kind in kinds for kinds in KINDS.values()):
        return None
    return eligible(subject.records, icb=subject.system, group=group, body=body, on=subject.on)


def _nobody_may(subject: Subject, group: str) -> Against | None:
    """That of the partners of a group none may nominate, or none is known to; None where one may."""
    bodies = dict.fromkeys(
        row.body for row in subject.records.rows(Partner, icb=subject.system) if row.holds_on(subject.on)
    )
    found = [eligible(subject.records, icb=subject.system, group=group, body=body, on=subject.on) for body in bodies]
    alike = [
        each
        for each in found
        if each.holds is None or ((row := body_on(subject.records, each.body, subject.on)) and row.kind in KINDS[group])
    ]
    if not alike:
        told = f"the sheet of partners holds none of theirs for {written(subject.on)}"
        do = f"enter the {_THEIRS[group]} of the system in the sheet partners, each with whether it may nominate"
        return Against(Verdict.INSUFFICIENT_DATA, told, (missing("partners", "body", _THEIRS[group], _WHY, do=do),))
    if any(each.holds for each in alike):
        return None
    if unsure := next((each for each in alike if each.holds is None), None):
        told = f"no partner is known to be able to nominate on {written(subject.on)}: {_called(subject, unsure)}"
        return Against(Verdict.INSUFFICIENT_DATA, told, unsure.unknowns)
    told = "; ".join(f"{name_of(subject.records, each.body, subject.on)} {each.because}" for each in alike[:3])
    return Against(Verdict.FAIL, f"none of the partners that would nominate may do so on {written(subject.on)}: {told}")


_THEIRS = {
    "trusts": "trusts and foundation trusts",
    "primary_medical_providers": "providers of primary medical services",
    "local_authorities": "councils",
    "strategic_authorities": "strategic authorities",
}
