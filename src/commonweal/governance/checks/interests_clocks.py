"""The clocks of an interest: 28 days to declare it (D03), and how long it stays public and is kept (D06)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from commonweal.governance.checks.days import months_after
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    none_found,
    not_applicable,
    not_yet_due,
    passes,
)
from commonweal.governance.checks.interests_register import statements
from commonweal.governance.checks.people_told import who
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import employees, ever_sat, own_bodies, shown, since, sitting
from commonweal.governance.handbook import Interest
from commonweal.governance.open_board import board_check


@board_check("governance.D03", every_body=True, members=True, names_people=True)
def interests_are_declared_in_time(subject: Subject) -> Iterator[Finding]:
    """An interest that bears on commissioning decisions is declared within 28 days of the person's knowing of it."""
    people = dict.fromkeys(sitting(subject, own_bodies(subject))) | dict.fromkeys(sorted(employees(subject)))
    rows = [row for person in people for row in statements(subject, person)]
    if not rows:
        yield lacks(
            subject.system,
            "The register holds no statements of those who sit or are employed, so no deadline can be looked at.",
            missing("interests", "aware_on", "", "the 28 days run from the day of awareness"),
        )
        return
    reached = [row for row in rows if row.kind != "nil" and row.commissioning_related is not False]
    if not reached:
        yield not_applicable(subject.system, "No interest on the register bears on commissioning decisions.")
    for row in reached:
        yield _declared_in_time(subject, row)


def _declared_in_time(subject: Subject, row: Interest) -> Finding:
    days = int(subject.value["declare_within_days"])
    what = f"Statement {row.statement} of {who(subject, row.person)}"
    if row.aware_on is None:
        return lacks(
            row.statement,
            f"{what}: the day on which the person became aware of the interest is not known.",
            missing("interests", "aware_on", row.statement, f"the {days} days run from that day"),
        )
    if row.aware_on < since(subject):
        return not_applicable(row.statement, f"{what} arose before the duty began.")
    last = row.aware_on + timedelta(days=days)
    declared = _first_declared(subject, row)
    if declared is not None and declared < row.aware_on:
        return lacks(
            row.statement,
            f"{what} was declared on {shown(declared)}, before {shown(row.aware_on)}, on which the person is said to "
            "have become aware of it: one of the two days is wrong.",
            missing("interests", "aware_on", row.statement, f"the {days} days run from that day", do=_MEND_A_DAY),
        )
    if row.aware_on > subject.on:
        told = f"{what}: the person became aware of it only on {shown(row.aware_on)}."
        return not_yet_due(row.statement, told)
    if subject.on <= last and (declared is None or declared > subject.on):
        return not_yet_due(row.statement, f"{what} is to be declared by {shown(last)} at the latest.")
    if declared is None:
        return lacks(
            row.statement,
            f"{what}: the day of its declaration is not known; it was due by {shown(last)}.",
            missing("interests", "declared_on", row.statement, f"it had to come within {days} days of awareness"),
        )
    if declared <= last:
        return passes(row.statement, f"{what} was declared within {days} days of awareness.", where=[row.where])
    late = (declared - row.aware_on).days
    if row.commissioning_related is None:
        return lacks(
            row.statement,
            f"{what} was declared {late} days after awareness; whether it bears on commissioning decisions, to which "
            f"the {days} days are tied, is not known.",
            missing("interests", "commissioning_related", row.statement, "the deadline is tied to such decisions"),
        )
    return fails(
        row.statement,
        f"{what} was declared {late} days after the person became aware of it, on {shown(declared)}; the last "
        f"day was {shown(last)}.",
        do="record why it was late in the breach log, and look again at decisions taken in between",
        where=[row.where],
    )


_MEND_A_DAY = "look up the day of awareness and the day of the declaration, and mend the one that is wrong"


def _first_declared(subject: Subject, row: Interest) -> date | None:
    """When an interest was first declared: a statement that replaces an earlier one of the same fact is not late."""
    days, seen = [row.declared_on], {row.statement}
    while row.supersedes and row.supersedes not in seen:
        seen.add(row.supersedes)
        earlier = next(iter(subject.records.rows(Interest, statement=row.supersedes)), None)
        if earlier is None or earlier.aware_on != row.aware_on:
            break
        days.append(earlier.declared_on)
        row = earlier
    return min((day for day in days if day), default=None)


@check("governance.D06", every_body=True, names_people=True)
def ended_interests_are_kept(subject: Subject) -> Iterator[Finding]:
    """An interest that has ended stays public for six months, and is kept privately for six years."""
    people = ever_sat(subject, own_bodies(subject)) | employees(subject)
    rows = [row for person in sorted(people) for row in subject.records.rows(Interest, person=person)]
    if not rows:
        yield lacks(
            subject.system,
            "The register holds no statements, so how long they are kept cannot be looked at.",
            missing("interests", "to_date", "", "the times run from the day on which an interest ended"),
        )
        return
    ended = [row for row in rows if row.kind != "nil" and row.to_date and row.to_date <= subject.on]
    if not ended:
        why = "the register is kept of everybody who sits or has sat, and these sheets say who that is"
        told = "No interest on the register has ended yet."
        yield none_found(subject, told, why, seats="body", appointments="person")
    for row in ended:
        yield _kept(subject, row)


def _kept(subject: Subject, row: Interest) -> Finding:
    assert row.to_date is not None
    public, private = subject.value["public_months"], subject.value["private_years"]
    least_public = months_after(row.to_date, int(public))
    least_private = months_after(row.to_date, 12 * int(private))
    what = f"Statement {row.statement} of {who(subject, row.person)} ended on {shown(row.to_date)}"
    unknowns = []
    if row.public is not False and row.published_until is None:
        unknowns.append(missing("interests", "published_until", row.statement, f"it stays public for {public} months"))
    if row.kept_until is None:
        unknowns.append(missing("interests", "kept_until", row.statement, f"it is kept for {private} years"))
    short = []
    if row.public is not False and row.published_until and row.published_until < least_public:
        short.append(
            f"it is taken from the public register after {shown(row.published_until)}, before the {public} months "
            f"are over on {shown(least_public)}"
        )
    if row.kept_until and row.kept_until < least_private:
        short.append(
            f"it is kept until {shown(row.kept_until)} only, not the {private} years to {shown(least_private)}"
        )
    if short:
        return fails(
            row.statement,
            f"{what}; {' and '.join(short)}.",
            do=f"keep it public until {shown(least_public)} and on file until {shown(least_private)}",
        )
    if unknowns:
        return lacks(row.statement, f"{what}; how long it stays public or on file is not known.", *unknowns)
    return passes(row.statement, f"{what}, and is kept long enough.", where=[row.where])
