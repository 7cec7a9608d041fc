"""Gifts (D07) and hospitality (D08): what may be accepted, what is declared, what needs a senior's approval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from commonweal.answers import Unknown
from commonweal.governance.checks.days import months_after
from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, not_applicable, passes
from commonweal.governance.checks.people_told import who
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import employees, ever_sat, own_bodies, says_none, shown, since
from commonweal.governance.handbook import Gift
from commonweal.money import show


def _offers(subject: Subject, kind: Literal["gift", "hospitality"]) -> Iterable[Gift] | Finding:
    rows = subject.records.rows(Gift)
    if not rows:
        return lacks(
            subject.system,
            f"The handbook holds no register of gifts and hospitality, so nothing can be said of any {kind}.",
            missing("gifts", "value_pence", "", "offers, taken up or declined, have to stand in the register"),
        )
    people = ever_sat(subject, own_bodies(subject)) | employees(subject)
    first = since(subject)
    last = subject.rule.valid_to
    found = [
        row
        for row in rows
        if row.kind == kind
        and (row.person in people or not people)
        and (row.on_date is None or first <= row.on_date <= subject.on)
        and not (last and row.on_date and row.on_date.isoformat() > last)
    ]
    return found or not_applicable(subject.system, f"The register holds no {kind} offered to anybody of this ICB.")


@check("governance.D07", every_body=True, names_people=True)
def gifts_are_within_the_limits(subject: Subject) -> Iterator[Finding]:
    """Small gifts may be kept; larger ones go to the organisation and are declared; suppliers' are declined."""
    found = _offers(subject, "gift")
    if isinstance(found, Finding):
        yield found
        return
    gifts = list(found)
    for row in gifts:
        yield _gift(subject, row, gifts)


def _gift(subject: Subject, row: Gift, gifts: list[Gift]) -> Finding:
    limit, supplier_limit = int(subject.value["gift_pence"]), int(subject.value["supplier_gift_pence"])
    what = f"The gift {row.gift} offered to {who(subject, row.person)}"
    if row.accepted is False:
        return passes(row.gift, f"{what} was declined.")
    unknowns = _blanks(row, "accepted", "value_pence", "on_date")
    if not unknowns and row.supplier is None and (row.value_pence or 0) > supplier_limit:
        unknowns = _blanks(row, "supplier")
    if unknowns:
        return lacks(row.gift, f"{what}: what is known of it does not settle whether it was in order.", *unknowns)
    assert row.value_pence is not None
    if row.supplier and row.value_pence > supplier_limit:
        return fails(
            row.gift,
            f"{what} by a supplier is worth {show(row.value_pence)} and was accepted; from a supplier nothing above "
            f"{show(supplier_limit)} may be.",
            do="give it back, and enter it in the breach log",
        )
    total = _in_the_year(subject, row, gifts)
    if total <= limit:
        return passes(row.gift, f"{what} is within the limit of {show(limit)}.")
    worth = f"brings what {row.from_whom or 'the giver'} gave within twelve months to {show(total)}"
    if row.for_organisation is False:
        return fails(
            row.gift,
            f"{what} {worth}; above {show(limit)} a gift may be accepted only for the organisation.",
            do="hand it over to the organisation, and declare it",
        )
    unknowns = _blanks(row, "for_organisation", "declared_on")
    if unknowns:
        return lacks(row.gift, f"{what} {worth}; that has to be for the organisation, and declared.", *unknowns)
    return passes(row.gift, f"{what} {worth}; it was taken for the organisation and declared.")


def _in_the_year(subject: Subject, row: Gift, gifts: list[Gift]) -> int:
    """What one giver gave one person in the months that end with this gift; gifts without a giver stand alone."""
    assert row.on_date is not None
    first = months_after(row.on_date, -int(subject.value["together_within_months"]))
    return sum(
        other.value_pence or 0
        for other in gifts
        if other is row
        or (
            other.person == row.person
            and row.from_whom
            and other.from_whom.casefold() == row.from_whom.casefold()
            and other.accepted
            and other.on_date
            and first < other.on_date <= row.on_date
        )
    )


@check("governance.D08", every_body=True, names_people=True)
def hospitality_is_within_the_limits(subject: Subject) -> Iterator[Finding]:
    """Modest hospitality needs nothing, more is declared, much is refused unless a senior person approved it."""
    found = _offers(subject, "hospitality")
    if isinstance(found, Finding):
        yield found
        return
    for row in found:
        yield _hospitality(subject, row)


def _hospitality(subject: Subject, row: Gift) -> Finding:
    free, ceiling = int(subject.value["undeclared_pence"]), int(subject.value["ceiling_pence"])
    what = f"The hospitality {row.gift} offered to {who(subject, row.person)}"
    if row.accepted is False:
        return passes(row.gift, f"{what} was declined.")
    unknowns = _blanks(row, "accepted", "value_pence")
    if unknowns:
        return lacks(row.gift, f"{what}: what is known of it does not settle whether it was in order.", *unknowns)
    assert row.value_pence is not None
    worth = f"is worth {show(row.value_pence)}"
    if row.value_pence <= free:
        return passes(row.gift, f"{what} {worth}, which needs no declaration.")
    if row.value_pence > ceiling and says_none(row.approved_by):
        return fails(
            row.gift,
            f"{what} {worth} and was accepted without approval; above {show(ceiling)} it is refused unless a senior "
            "person approves it first.",
            do="enter it in the breach log; decline such offers, or have them approved before they are taken up",
        )
    if row.declared_on and row.declared_on > subject.on:
        return fails(
            row.gift,
            f"{what} {worth} and had not been declared on {shown(subject.on)}; above {show(free)} it has to be.",
            do="declare hospitality as it is offered",
        )
    needed = ("declared_on", "approved_by") if row.value_pence > ceiling else ("declared_on",)
    unknowns = _blanks(row, *needed)
    if unknowns:
        return lacks(row.gift, f"{what} {worth}: its declaration or approval is not known.", *unknowns)
    approved = f" and approved by the {row.approved_by}" if row.value_pence > ceiling else ""
    return passes(row.gift, f"{what} {worth}; it was declared{approved}.")


def _blanks(row: Gift, *columns: str) -> list[Unknown]:
    return [
        missing("gifts", column, row.gift, "the limits on gifts and hospitality turn on it")
        for column in columns
        if getattr(row, column) in (None, "")
    ]
