"""Functions delegated in from NHS England: agreement, reserved matters, assurance (F12), and the condition (F13)."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    needs_judgement,
    none_found,
    not_applicable,
    passes,
)
from commonweal.governance.checks.scope import kind_of, named, shown
from commonweal.governance.handbook import Document, Function, Grant, Segment
from commonweal.governance.open_board import board_check

ORIGIN = "delegated_from_nhs_england"
GIVERS = ("nhs_england", "secretary_of_state")


def _delegated_in(subject: Subject) -> list[Function] | Finding:
    functions = [row for row in subject.records.rows(Function, holder=subject.system) if row.holds_on(subject.on)]
    found = [row for row in functions if row.origin == ORIGIN] + _granted_in(subject)
    if found:
        return found
    if unsaid := next((row for row in functions if not row.origin), None):
        return lacks(
            unsaid.function,
            f"How {named(subject, subject.system)} came to have {unsaid.function} is not known.",
            missing("functions", "origin", unsaid.function, "a function delegated in needs its agreement"),
        )
    if functions:
        told = "No function is delegated in from NHS England."
        return none_found(subject, told, "a grant shows what NHS England passed on", grants="from_body", bodies="kind")
    return lacks(
        subject.system,
        f"The handbook holds no functions of {named(subject, subject.system)}.",
        missing("functions", "origin", "", "a function delegated in needs its agreement"),
    )


def _granted_in(subject: Subject) -> list[Function]:
    """Functions that the law lays on NHS England and that a grant of the day passes to the board."""
    rows = [row for row in subject.records.rows(Grant, to_body=subject.system) if row.holds_on(subject.on)]
    wanted = dict.fromkeys(row.function for row in rows if kind_of(subject, row.from_body) in GIVERS)
    return [
        function
        for id in wanted
        for function in subject.records.rows(Function, function=id)
        if function.holds_on(subject.on) and kind_of(subject, function.holder) in GIVERS
    ]


def _agreement(subject: Subject, function: Function) -> Grant | None:
    rows = subject.records.rows(Grant, to_body=subject.system)
    return next(
        (
            row
            for row in rows
            if row.function in (function.function, function.part_of)
            and row.holds_on(subject.on)
            and kind_of(subject, row.from_body) in GIVERS
        ),
        None,
    )


def _giver_unknown(subject: Subject, function: Function) -> Finding | None:
    """That a grant of the function might be NHS England's, or the ICB's to receive, if more were known of it."""
    rows = [row for row in subject.records.rows(Grant, function=function.function) if row.holds_on(subject.on)]
    for row in rows:
        blank = not row.to_body and not row.to_seat
        if (row.to_body == subject.system and not kind_of(subject, row.from_body)) or (
            blank and kind_of(subject, row.from_body) in GIVERS
        ):
            table, column, key = ("grants", "to_body", row.grant) if blank else ("bodies", "kind", row.from_body)
            return lacks(
                function.function,
                f"Whether grant {row.grant} is that by which NHS England delegates {function.function} is not known.",
                missing(table, column, key, "a function delegated in rests on a grant by NHS England"),
            )
    return None


@board_check("governance.F12")
def functions_delegated_in_have_their_agreement(subject: Subject) -> Iterator[Finding]:
    """A function delegated in names its agreement, what NHS England reserves, and how it is assured."""
    found = _delegated_in(subject)
    if isinstance(found, Finding):
        yield found
        return
    for function in found:
        yield _documented(subject, function)


def _documented(subject: Subject, function: Function) -> Finding:
    what = f"The function {function.function}, delegated in from NHS England"
    grant = _agreement(subject, function)
    if grant is None:
        if not subject.records.rows(Grant):
            return lacks(
                function.function,
                f"{what}, has no grant in the handbook, which holds none at all.",
                missing("grants", "document", function.function, "a function delegated in rests on an agreement"),
            )
        unknown = _giver_unknown(subject, function)
        if unknown:
            return unknown
        return fails(
            function.function,
            f"{what}, has no grant by NHS England that runs on {shown(subject.on)}.",
            do="enter the delegation agreement as a grant, or end the function",
        )
    for column in ("document", "reserved", "assurance"):
        if not getattr(grant, column):
            return lacks(
                function.function,
                f"{what}: {column} is not recorded with grant {grant.grant}.",
                missing(
                    "grants", column, grant.grant, "the agreement, what is reserved and the assurance belong to it"
                ),
            )
    document = next(iter(subject.records.rows(Document, document=grant.document)), None)
    if document is None:
        return lacks(
            function.function,
            f"{what}, rests on {grant.document}, which the handbook does not hold.",
            missing("documents", "kind", grant.document, "the delegation agreement has to be there"),
        )
    if document.kind != "delegation_agreement":
        return fails(
            function.function,
            f"{what}, rests on {grant.document}, a {document.kind.replace('_', ' ')}, not on a delegation agreement.",
            do="name the delegation agreement with NHS England",
        )
    if not document.holds_on(subject.on):
        return fails(
            function.function,
            f"{what}, rests on {grant.document}, which does not run on {shown(subject.on)}.",
            do="renew the agreement, or name the one that replaced it",
        )
    return passes(function.function, f"{what}, rests on {grant.document}, with what is reserved and how it is assured.")


@board_check("governance.F13")
def specialised_services_carry_the_condition(subject: Subject) -> Iterator[Finding]:
    """An ICB in segment 3 or 4 holds specialised services under the extra condition.

    The segment is that of the framework in force on the day; one of an earlier framework is never carried forward.
    """
    found = _delegated_in(subject)
    if isinstance(found, Finding):
        yield found
        return
    specialised = [
        row
        for row in found
        if any(word in f"{row.function} {row.title}".casefold() for word in subject.value["function_words"])
    ]
    if not specialised:
        yield not_applicable(subject.system, "No specialised service is delegated in.")
        return
    name, framework = named(subject, subject.system), subject.value["framework"]
    if not subject.value["segments_icbs"]:
        yield needs_judgement(
            subject.system,
            f"The framework in force on {shown(subject.on)}, {framework}, puts no ICB into a segment, and an earlier "
            "segment is not carried forward; whether the condition holds has to be asked of NHS England.",
            do="record NHS England's answer with the delegation agreement",
        )
        return
    rows = [row for row in subject.records.rows(Segment, body=subject.system) if row.holds_on(subject.on)]
    current = [row for row in rows if row.framework.strip().casefold() == str(framework).casefold()]
    if not current or current[0].segment is None:
        older = f"; that of {rows[0].framework} is not carried forward" if rows and not current else ""
        yield lacks(
            subject.system,
            f"The segment of {name} under {framework}, in force on {shown(subject.on)}, is not known{older}.",
            missing("segments", "segment", f"{subject.system}, {framework}", "the condition hangs on the segment"),
        )
        return
    for function in specialised:
        yield _condition(subject, function, current[0].segment, str(framework))


def _condition(subject: Subject, function: Function, segment: int, framework: str) -> Finding:
    what = f"{named(subject, subject.system)} is in segment {segment} of {framework}"
    if segment not in subject.value["segments"]:
        return passes(function.function, f"{what}: {function.function} needs no extra condition.")
    grant = _agreement(subject, function)
    if grant is None or grant.segment_condition is None:
        key = grant.grant if grant else function.function
        return lacks(
            function.function,
            f"{what}; whether {function.function} carries the extra condition is not known.",
            missing("grants", "segment_condition", key, "in these segments the delegation carries a condition"),
        )
    if grant.segment_condition:
        return passes(function.function, f"{what}, and {function.function} carries the extra condition.")
    return fails(
        function.function,
        f"{what}, and {function.function} is held without the extra condition that such an ICB is under.",
        do="have NHS England add the condition to the delegation agreement",
    )
