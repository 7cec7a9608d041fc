"""Reconfigurations and the Secretary of State: told (K01), decided in time (K02), no wrong step (K03), public (K04)."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.checks.days import last_day_of_period
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
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import named, own_bodies, shown, since
from commonweal.governance.handbook import Reconfiguration


def _proposals(subject: Subject) -> list[Reconfiguration] | Finding:
    found = [row for body in own_bodies(subject) for row in subject.records.rows(Reconfiguration, body=body)]
    if found:
        return found
    if subject.records.rows(Reconfiguration):
        return not_applicable(subject.system, f"{named(subject, subject.system)} proposes no reconfiguration.")
    return lacks(
        subject.system,
        "The handbook holds no proposals to reconfigure services.",
        missing("reconfigurations", "proposal", "", "each proposal has to be looked at"),
    )


@check("governance.K01", every_body=True)
def notifiable_proposals_are_told(subject: Subject) -> Iterator[Finding]:
    """The Secretary of State is told of every proposal that has to be notified."""
    found = _proposals(subject)
    if isinstance(found, Finding):
        yield found
        return
    for row in found:
        yield _told(subject, row)


def _told(subject: Subject, row: Reconfiguration) -> Finding:
    what = f"Proposal {row.proposal} ({row.title})"
    if row.notifiable is None:
        return lacks(
            row.proposal,
            f"{what}: whether it has to be notified is not known.",
            missing(
                "reconfigurations", "notifiable", row.proposal, "it has to be where the council is to be consulted"
            ),
        )
    if not row.notifiable:
        return not_applicable(row.proposal, f"{what} need not be notified.")
    if row.notified_on is None:
        return lacks(
            row.proposal,
            f"{what} has to be notified; whether the Secretary of State was told is not known.",
            missing("reconfigurations", "notified_on", row.proposal, "a notifiable proposal has to be told"),
        )
    if row.notified_on > subject.on or (row.called_in_on and row.notified_on > row.called_in_on):
        late = "after it was called in" if row.notified_on <= subject.on else f"and not yet by {shown(subject.on)}"
        return fails(
            row.proposal,
            f"{what} was notified only on {shown(row.notified_on)}, {late}; it has to be when it is proposed.",
            do="tell the Secretary of State of notifiable proposals as they are made",
        )
    return passes(row.proposal, f"{what} was notified on {shown(row.notified_on)}.", where=[row.where])


@check("governance.K02", every_body=True)
def called_in_proposals_are_decided_in_time(subject: Subject) -> Iterator[Finding]:
    """The Secretary of State decides on a called-in proposal within the period that begins with the direction."""
    for row in _called_in(subject):
        if isinstance(row, Finding):
            yield row
            continue
        assert row.called_in_on is not None
        months = int(subject.value["decide_within_months"])
        last = last_day_of_period(row.called_in_on, months)
        what = f"Proposal {row.proposal}, called in on {shown(row.called_in_on)},"
        if row.outcome_on and row.outcome_on <= last:
            yield passes(row.proposal, f"{what} was decided on {shown(row.outcome_on)}, within {months} months.")
        elif row.outcome_on:
            yield fails(
                row.proposal,
                f"{what} was decided on {shown(row.outcome_on)}; the power to decide ended on {shown(last)}.",
                do="take advice on the decision: the power lasts only so long",
            )
        elif subject.on <= last:
            yield not_yet_due(row.proposal, f"{what} is to be decided by {shown(last)}.")
        else:
            yield lacks(
                row.proposal,
                f"{what}: the day of the decision is not known; it was due by {shown(last)}.",
                missing("reconfigurations", "outcome_on", row.proposal, f"the power lasts {months} months"),
            )


def _called_in(subject: Subject) -> Iterator[Reconfiguration | Finding]:
    found = _proposals(subject)
    if isinstance(found, Finding):
        yield found
        return
    called = [row for row in found if row.called_in_on and since(subject) <= row.called_in_on <= subject.on]
    if not called:
        # A proposal without a day of calling in is taken as it stands: most are never called in.
        yield not_applicable(subject.system, "No proposal has been called in.")
    yield from called


@check("governance.K03", every_body=True)
def nothing_forbidden_is_done_meanwhile(subject: Subject) -> Iterator[Finding]:
    """While a proposal is called in, the board takes no step that a direction forbids."""
    for row in _called_in(subject):
        if isinstance(row, Finding):
            yield row
        elif row.steps_after_call_in is None:
            yield lacks(
                row.proposal,
                f"Proposal {row.proposal} is called in; whether forbidden steps were taken is not known.",
                missing("reconfigurations", "steps_after_call_in", row.proposal, "a direction may forbid steps"),
            )
        elif row.steps_after_call_in:
            yield fails(
                row.proposal,
                f"Proposal {row.proposal} is called in, and steps were taken that a direction forbids.",
                do="stop, and tell the Secretary of State what was done",
            )
        else:
            yield passes(row.proposal, f"Proposal {row.proposal} is called in, and no forbidden step was taken.")


@check("governance.K04", every_body=True)
def outcomes_are_published(subject: Subject) -> Iterator[Finding]:
    """The decision on a called-in proposal is published."""
    for row in _called_in(subject):
        if isinstance(row, Finding):
            yield row
        elif row.outcome_on is None or row.outcome_on > subject.on:
            yield not_yet_due(row.proposal, f"Proposal {row.proposal} is called in and not decided yet.")
        elif row.outcome_published_on is None:
            yield lacks(
                row.proposal,
                f"Whether the decision on proposal {row.proposal} was published is not known.",
                missing("reconfigurations", "outcome_published_on", row.proposal, "the decision is to be public"),
            )
        elif row.outcome_published_on > subject.on or row.outcome_published_on < row.outcome_on:
            yield fails(
                row.proposal,
                f"The decision on proposal {row.proposal} of {shown(row.outcome_on)} is not published on "
                f"{shown(subject.on)} as a decision of that day.",
                do="ask the Department for the published decision, and point to it",
            )
        else:
            yield passes(row.proposal, f"The decision on proposal {row.proposal} is published.")
