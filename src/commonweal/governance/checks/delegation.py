"""Delegation to other bodies: to whom (F01), what never passes (F02, F15), liability (F04), guidance (F07)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    needs_judgement,
    not_applicable,
    passes,
)
from commonweal.governance.checks.scope import grants, kind_of, named, own_bodies, receiver, shown
from commonweal.governance.handbook import Function, Grant
from commonweal.governance.open_board import board_check

BY_65Z5 = ("section_65z5", "nhs_england_agreement")
"""Routes under section 65Z5: NHS England's agreements with boards are made under it too."""

_ROUTES = {
    "section_65z5": "section 65Z5",
    "section_65z6": "section 65Z6",
    "nhs_england_agreement": "an agreement with NHS England",
}

_GIVERS = {"nhs_england": "NHS England"}
"""Kinds of body of which there is one, by its name."""


def grants_by(subject: Subject, *routes: str) -> list[Grant] | Finding:
    """The system's live grants by some routes, or why nothing can be said of them."""
    every = grants(subject)
    if not every:
        return lacks(
            subject.system,
            f"The handbook holds no delegation to or from the bodies of {named(subject, subject.system)}.",
            missing("grants", "route", "", "who exercises a function, and by which route, is seen only there"),
        )
    found = [row for row in every if row.route in routes]
    words = " or ".join(_ROUTES.get(route, route.replace("_", " ")) for route in routes)
    return found or not_applicable(subject.system, f"Nothing is delegated by {words} on {shown(subject.on)}.")


@board_check("governance.F01", every_body=True)
def the_delegate_may_receive(subject: Subject) -> Iterator[Finding]:
    """Under section 65Z5 a function passes to another NHS body named in the Act, a council or a combined authority."""
    found = grants_by(subject, *BY_65Z5)
    if isinstance(found, Finding):
        yield found
        return
    for row in found:
        yield _delegate(subject, row)


def _delegate(subject: Subject, row: Grant) -> Finding:
    what = f"Grant {row.grant} passes {row.function} under section 65Z5 to {receiver(subject, row)}"
    giver = kind_of(subject, row.from_body)
    if giver and row.from_body not in own_bodies(subject) and giver not in subject.value["delegators"]:
        return fails(
            row.grant,
            f"Grant {row.grant} passes {row.function} under section 65Z5 from {named(subject, row.from_body)}, a "
            f"{giver.replace('_', ' ')}; only the NHS bodies that the section names may delegate under it.",
            do="use the route that the law gives for this giver, such as section 75 for a council",
        )
    if row.to_seat and not row.to_body:
        return fails(
            row.grant,
            f"{what}; the section lets a function pass to a body, not to a person.",
            do="grant it to the body, which may then arrange within itself who acts",
        )
    if not row.to_body:
        return lacks(
            row.grant, f"{what}.", missing("grants", "to_body", row.grant, "the receiver has to be one allowed")
        )
    kind = kind_of(subject, row.to_body)
    if not kind:
        return lacks(
            row.grant,
            f"{what}, of which the handbook does not say what kind of body it is.",
            missing("bodies", "kind", row.to_body, "only some kinds of body may receive a function"),
        )
    if kind in subject.value["delegates"]:
        return passes(row.grant, f"{what}, which is a body that may receive it.", where=[row.where])
    if kind in subject.value["to_be_judged"]:
        return needs_judgement(
            row.grant,
            f"{what}; whether a {kind.replace('_', ' ')} is one of the bodies that the section names has to be looked "
            "up in the order that made it.",
            do="have it confirmed that the body is a relevant body, a council or a combined authority",
        )
    return fails(
        row.grant,
        f"{what}, a {kind.replace('_', ' ')}; the section allows an NHS body that it names, a council or a combined "
        "authority.",
        do="use a route that the law gives for this receiver, or keep the function and let it advise",
    )


def section_of(provision: str) -> tuple[str, str]:
    """The Act and the section that a provision names, both in plain small letters.

    Example:
        >>> section_of("NHSA 2006 s.14Z61(2)"), section_of("Care Act 2014, section 42")
        (('nhsa 2006', '14z61'), ('care act 2014', '42'))
    """
    plain = " ".join(provision.casefold().replace(",", " ").replace("national health service act", "nhsa").split())
    plain = (
        plain.replace("nhsa06", "nhsa 2006")
        .replace("health and social care act", "hsca")
        .replace("hsca12", "hsca 2012")
    )
    found = re.search(r"(.*?)\s*\b(?:ss?\.?|sections?)\s*(\d+[a-z]*\d*[a-z]*)", plain)
    return (found[1].strip(), found[2]) if found else (plain, "")


@board_check("governance.F02", "governance.F15")
def what_may_not_pass_does_not(subject: Subject) -> Iterator[Finding]:
    """Functions that the law keeps where they are are not delegated: NHS England's listed ones, councils' of care."""
    kinds, route = subject.value["holders"], subject.value["routes"]
    every = grants(subject)
    givers = [row for row in every if kind_of(subject, row.from_body) in kinds]
    if not givers:
        if every and all(kind_of(subject, row.from_body) for row in every):
            yield not_applicable(subject.system, f"No {kinds[0].replace('_', ' ')} delegates anything here.")
        else:
            yield lacks(
                subject.system,
                f"The handbook holds no delegation by {_GIVERS.get(kinds[0], 'a ' + kinds[0].replace('_', ' '))}.",
                missing("grants", "from_body", "", "only a grant can pass on what may not be passed on"),
            )
    for row in givers:
        if route and row.route not in route:
            yield not_applicable(row.grant, f"Grant {row.grant} passes by another route.")
        else:
            yield _kept(subject, row)


def _within(cited: str, listed: str) -> bool:
    """Whether a cited provision is a listed one, or lies in a listed run of sections such as ss.81-114."""
    act, section = section_of(cited)
    listed_act, first = section_of(listed)
    if act != listed_act:
        return False
    last = listed.rpartition("-")[2]
    if "-" in listed and last.isdigit() and first.isdigit():
        number = re.match(r"\d+", section)
        return number is not None and int(first) <= int(number[0]) <= int(last)
    return section == first


def _kept(subject: Subject, row: Grant) -> Finding:
    functions = [each for each in subject.records.rows(Function, function=row.function) if each.holds_on(subject.on)]
    what = f"Grant {row.grant} by {named(subject, row.from_body)} of {row.function}"
    if not functions:
        return lacks(
            row.grant,
            f"{what}: the section that gives the function is not known.",
            missing("functions", "provision", row.function, "whether it may pass is settled by its section"),
        )
    if not section_of(functions[0].provision)[1]:
        return lacks(
            row.grant,
            f"{what}: the provision {functions[0].provision!r} names no section.",
            missing("functions", "provision", row.function, "whether it may pass is settled by its section"),
        )
    cited = functions[0].provision
    if any(_within(cited, str(listed)) for listed in subject.value["provisions"]):
        return fails(
            row.grant,
            f"{what} passes on a function under {cited}, which the law does not let it delegate.",
            do=f"end the grant; {named(subject, row.from_body)} has to exercise it itself",
        )
    return passes(row.grant, f"{what}: {cited} is not among the provisions that may not be delegated.")


@board_check("governance.F04", every_body=True)
def liability_follows_exercise(subject: Subject) -> Iterator[Finding]:
    """Who exercises a delegated function carries the liability, and the record says so."""
    found = grants_by(subject, *BY_65Z5)
    if isinstance(found, Finding):
        yield found
        return
    for row in found:
        what = f"Grant {row.grant} passes {row.function} to {receiver(subject, row)}"
        if not row.liability_holder or not row.to_body:
            column = "liability_holder" if row.to_body else "to_body"
            why = "liability sits with the body that exercises the function"
            yield lacks(row.grant, f"{what}; who is liable is not known.", missing("grants", column, row.grant, why))
        elif row.liability_holder == row.to_body:
            yield passes(row.grant, f"{what}, which the record names as liable.", where=[row.where])
        else:
            yield fails(
                row.grant,
                f"{what}, and names {named(subject, row.liability_holder)} as liable; in law it is the body that "
                "exercises the function.",
                do="correct the agreement; the body that delegated stays accountable, which has a column of its own",
                where=[row.where],
            )


@board_check("governance.F07", every_body=True)
def guidance_is_considered(subject: Subject) -> Iterator[Finding]:
    """The statutory guidance was considered before the arrangement began, and its version is noted."""
    found = grants_by(subject, *BY_65Z5, "section_65z6")
    if isinstance(found, Finding):
        yield found
        return
    for row in found:
        yield _guidance(subject, row)


def _guidance(subject: Subject, row: Grant) -> Finding:
    what, first = f"Grant {row.grant} of {row.function}", subject.value["guidance_from"]
    for column in ("from_date", "guidance_considered_on", "guidance_version"):
        if not getattr(row, column):
            return lacks(
                row.grant,
                f"{what}: {column.replace('_', ' ')} is not known.",
                missing("grants", column, row.grant, "the guidance is considered before an arrangement begins"),
            )
        if column == "from_date" and row.from_date and row.from_date.isoformat() < str(first):
            return not_applicable(row.grant, f"{what} began before the guidance was issued.")
    assert row.from_date is not None
    assert row.guidance_considered_on is not None
    if row.guidance_considered_on > row.from_date:
        return fails(
            row.grant,
            f"{what} began on {shown(row.from_date)}; the guidance was considered only on "
            f"{shown(row.guidance_considered_on)}.",
            do="consider the guidance now, note its version, and change the arrangement where it does not fit",
        )
    return passes(row.grant, f"{what}: the guidance ({row.guidance_version}) was considered before it began.")
