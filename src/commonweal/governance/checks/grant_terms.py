"""The terms of a grant: passing it on (F03), written approval (F11), and what has to be joint first (F05, F06)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from commonweal.governance.checks.delegation import grants_by
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    none_found,
    not_applicable,
    passes,
)
from commonweal.governance.checks.people_told import who
from commonweal.governance.checks.scope import bodies_of, grants, kind_of, named, partners, receiver, shown
from commonweal.governance.handbook import Appointment, Function, Grant, PoolContribution
from commonweal.governance.membership import body_on
from commonweal.governance.open_board import board_check

_OF_A_FORM = ("place_partnership", "provider_collaborative")
"""Kinds of body that may be a joint committee or something else: their form tells."""


def _no_grants(subject: Subject) -> Finding:
    return lacks(
        subject.system,
        f"The handbook holds no delegation to or from the bodies of {named(subject, subject.system)}.",
        missing("grants", "under", "", "who passes a function on is seen only there"),
    )


@board_check("governance.F03", every_body=True)
def passed_on_only_where_allowed(subject: Subject) -> Iterator[Finding]:
    """Who received a function passes it on only where the terms of its own grant allow that."""
    every = grants(subject)
    if not every:
        yield _no_grants(subject)
        return
    found = False
    for row in every:
        holders = {
            each.holder for each in subject.records.rows(Function, function=row.function) if each.holds_on(subject.on)
        }
        if row.under or (holders and "" not in holders and row.from_body not in holders):
            found = True
            yield _onward(subject, row)
    if not found:
        nobody = "No function is passed on by a body that received it."
        yield none_found(subject, nobody, "whose a function is by law is seen only there", functions="holder")


def _onward(subject: Subject, row: Grant) -> Finding:
    what = f"{named(subject, row.from_body)} passes {row.function} on to {receiver(subject, row)} by grant {row.grant}"
    if not row.under:
        return lacks(
            row.grant,
            f"{what}; under which grant it holds the function itself is not known.",
            missing("grants", "under", row.grant, "only the terms of that grant can allow it to be passed on"),
        )
    parent = next(iter(subject.records.rows(Grant, grant=row.under)), None)
    if parent is None:
        return lacks(
            row.grant,
            f"{what} under {row.under}, which the handbook does not hold.",
            missing("grants", "grant", row.under, "only its terms can allow the function to be passed on"),
        )
    if not parent.holds_on(subject.on):
        return fails(
            row.grant,
            f"{what} under {row.under}, which does not run on {shown(subject.on)}; no grant outlives its source.",
            do=f"renew {row.under}, or end {row.grant}",
        )
    if parent.onward_allowed is None:
        return lacks(
            row.grant,
            f"{what} under {row.under}; whether its terms allow that is not known.",
            missing("grants", "onward_allowed", row.under, "a function is passed on only where the terms allow it"),
        )
    if not parent.onward_allowed:
        return fails(
            row.grant,
            f"{what}, though {row.under} does not allow it to be passed on.",
            do=f"end {row.grant}, or agree with {named(subject, parent.from_body)} that it may be passed on",
            where=[row.where, parent.where],
        )
    return passes(row.grant, f"{what}, as {row.under} allows.", where=[row.where, parent.where])


@board_check("governance.F05", every_body=True)
def joint_committees_take_what_is_joint(subject: Subject) -> Iterator[Finding]:
    """A joint committee under section 65Z6 exercises only a function that may be exercised jointly."""
    found = grants_by(subject, "section_65z6")
    if isinstance(found, Finding):
        yield found
        return
    for row in found:
        yield _joint(subject, row)


def _joint(subject: Subject, row: Grant) -> Finding:
    what = f"Grant {row.grant} gives {row.function} to {receiver(subject, row)} under section 65Z6"
    kind = kind_of(subject, row.to_body) if row.to_body else ""
    if not row.to_body or not kind:
        table, column, key = ("bodies", "kind", row.to_body) if row.to_body else ("grants", "to_body", row.grant)
        return lacks(
            row.grant,
            f"{what}; whether that is a joint committee is not known.",
            missing(table, column, key, "the section speaks of joint committees"),
        )
    if kind in _OF_A_FORM:
        body = body_on(subject.records, row.to_body, subject.on)
        if body is None or not body.form:
            return lacks(
                row.grant,
                f"{what}, a {kind.replace('_', ' ')}; whether it took the form of a joint committee is not known.",
                missing("bodies", "form", row.to_body, "the section speaks of joint committees"),
            )
        kind = body.form
    if kind != "joint_committee":
        return fails(
            row.grant,
            f"{what}, a {kind.replace('_', ' ')}; the section lets bodies form a joint committee, and nothing else.",
            do="form a joint committee, or use another route",
        )
    functions = [each for each in subject.records.rows(Function, function=row.function) if each.holds_on(subject.on)]
    if not functions or functions[0].jointly_exercisable is None:
        return lacks(
            row.grant,
            f"{what}; whether the function may be exercised jointly is not known.",
            missing("functions", "jointly_exercisable", row.function, "it has to be joint before a committee takes it"),
        )
    if not functions[0].jointly_exercisable:
        return fails(
            row.grant,
            f"{what}, a function that may not be exercised jointly.",
            do="arrange under section 65Z5 for it to be exercised jointly first, or take it out of the committee",
        )
    return passes(row.grant, f"{what}, a function that may be exercised jointly.")


@board_check("governance.F06")
def pools_are_paid_in_by_relevant_bodies(subject: Subject) -> Iterator[Finding]:
    """Only NHS bodies pay into a fund under section 65Z6; a council's money needs section 75."""
    pools: dict[str, list[PoolContribution]] = defaultdict(list)
    for row in subject.records.rows(PoolContribution):
        if row.holds_on(subject.on):
            pools[row.pool].append(row)
    ours = set(bodies_of(subject)) | partners(subject)
    found = {pool: rows for pool, rows in pools.items() if any(row.contributor in ours for row in rows)}
    if not found:
        yield lacks(
            subject.system,
            "The handbook holds no pooled funds of the system.",
            missing("pool_contributions", "contributor", "", "who pays in decides under which section a fund may be"),
        )
    for pool, rows in found.items():
        joint = [row for row in rows if row.route == "section_65z6"]
        if not joint:
            yield not_applicable(pool, f"The fund {pool} is not under section 65Z6.")
        for row in joint:
            yield _contribution(subject, row)


def _contribution(subject: Subject, row: PoolContribution) -> Finding:
    name, kind = named(subject, row.contributor), kind_of(subject, row.contributor)
    if not kind:
        return lacks(
            row.pool,
            f"{name} pays into the fund {row.pool}; what kind of body it is is not known.",
            missing("bodies", "kind", row.contributor, "only NHS bodies pay into a fund under section 65Z6"),
        )
    if kind in subject.value["relevant_bodies"]:
        return passes(row.pool, f"{name} may pay into the fund {row.pool} under section 65Z6.")
    return fails(
        row.pool,
        f"{name}, a {kind.replace('_', ' ')}, pays into the fund {row.pool} under section 65Z6, into which only NHS "
        "bodies pay; a council's money needs section 75.",
        do="move the council's money to an agreement under section 75",
    )


@board_check("governance.F11", every_body=True, names_people=True)
def sub_delegations_are_approved(subject: Subject) -> Iterator[Finding]:
    """A sub-delegation has a written approval, and a holder for the time being an extra sign-off."""
    every = grants(subject)
    if not every:
        yield _no_grants(subject)
        return
    found = [row for row in every if row.under or row.to_seat]
    if not found:
        yield not_applicable(subject.system, "Nothing is sub-delegated, or delegated to a person.")
    for row in found:
        yield _approved(subject, row)


def _approved(subject: Subject, row: Grant) -> Finding:
    what = f"Grant {row.grant} of {row.function} to {receiver(subject, row)}"
    if row.approved_in_writing_on is None or row.from_date is None:
        column = "approved_in_writing_on" if row.approved_in_writing_on is None else "from_date"
        return lacks(
            row.grant,
            f"{what}: {column.replace('_', ' ')} is not known.",
            missing("grants", column, row.grant, "a sub-delegation is approved in writing before it is used"),
        )
    if row.approved_in_writing_on > row.from_date:
        return fails(
            row.grant,
            f"{what} ran from {shown(row.from_date)} and was approved in writing only on "
            f"{shown(row.approved_in_writing_on)}.",
            do="have what was decided in between ratified",
        )
    holders = subject.records.rows(Appointment, seat=row.to_seat) if row.to_seat else ()
    if row.to_seat and not holders:
        return lacks(
            row.grant,
            f"{what}: who holds the seat, and whether for the time being only, is not recorded.",
            missing("appointments", "interim", row.to_seat, "such a holder needs an extra sign-off"),
        )
    for held in holders:
        if not held.holds_on(subject.on):
            continue
        if held.interim is None:
            return lacks(
                row.grant,
                f"{what}: whether {who(subject, held.person)} holds the seat for the time being only is not known.",
                missing("appointments", "interim", row.to_seat, "such a holder needs an extra sign-off"),
            )
        if held.interim and row.interim_sign_off_on is None:
            return lacks(
                row.grant,
                f"{what}: {who(subject, held.person)} holds the seat for the time being; the extra sign-off is not on "
                "record.",
                missing("grants", "interim_sign_off_on", row.grant, "such a holder needs an extra sign-off"),
            )
        if held.interim and row.interim_sign_off_on and row.interim_sign_off_on > subject.on:
            return fails(
                row.grant,
                f"{what}: {who(subject, held.person)} holds the seat for the time being, and was signed off only on "
                f"{shown(row.interim_sign_off_on)}.",
                do="let the permanent holder's superior decide until the sign-off",
            )
    return passes(row.grant, f"{what} was approved in writing on {shown(row.approved_in_writing_on)}.")
