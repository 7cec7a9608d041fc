"""What the constitution must say, and that no variation has effect before it is approved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commonweal.governance.board_members import parties, party, words
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
from commonweal.governance.constitutions import is_variation, no_constitution, says, versions
from commonweal.governance.handbook import Document, Term
from commonweal.governance.open_board import board_check, board_name
from commonweal.organisations.periods import written


@board_check("governance.B01", "governance.B18", "governance.B19", "governance.B20", "governance.B21")
def says_what_it_must(subject: Subject) -> Iterable[Finding]:
    """The constitution in force has a clause on each topic that the rule names."""
    return says(subject, *subject.value)


@board_check("governance.B17")
def decision_procedure(subject: Subject) -> Iterator[Finding]:
    """The constitution sets out how decisions are made, and every term that it leaves open is settled locally."""
    yield from says(subject, *subject.value["topics"])
    for term in subject.value["open_terms"]:
        yield _settled(subject, term)


def _settled(subject: Subject, term: str) -> Finding:
    name, on = term.replace("_", " "), subject.on
    rows = [row for row in subject.records.rows(Term, body=subject.system, term=term) if row.holds_on(on)]
    approved = [row for row in rows if row.approved_on and row.approved_on <= on]
    if approved:
        row = approved[-1]
        place = " ".join(part for part in (row.document, row.clause and f"clause {row.clause}") if part)
        told = f" by {place}" if place else ""
        assert row.approved_on
        sentence = f"The board's rule on {name} is settled{told}, approved on {written(row.approved_on)}."
        return passes(subject.system, sentence, where=[row.where] if row.where else [])
    why = (
        f"The Act leaves the rule on {name} to the board; until it is settled and approved, nobody can say what it is."
    )
    if any(row.approved_on is None for row in rows):
        sentence = f"The board's rule on {name} is written down, but not when it was approved."
        return lacks(subject.system, sentence, missing("terms", "approved_on", f"{subject.system}, {term}", why))
    if rows:
        after = min(row.approved_on for row in rows if row.approved_on)
        sentence = (
            f"The board's rule on {name} was approved only on {written(after)}; what held before is not recorded."
        )
        return lacks(subject.system, sentence, missing("terms", "value", f"{subject.system}, {term}", why))
    sentence = f"No rule of the board on {name} is recorded for {written(on)}."
    return lacks(subject.system, sentence, missing("terms", "value", f"{subject.system}, {term}", why))


@board_check("governance.B22")
def variations_approved(subject: Subject) -> Iterator[Finding]:
    """Every version that varies an earlier one took effect no sooner than it was approved."""
    held = versions(subject.records, subject.system)
    if not held:
        yield no_constitution(subject, "it cannot be told whether it was varied")
        return
    dated = [row for row in held if row.from_date]
    varied = [row for row in held if is_variation(subject.records, row)]
    if len(held) > 1 and len(dated) < len(held):
        for row in held:
            if row.from_date is None and row not in varied:
                yield _no_first_day(row)
    elif not varied:
        first = held[0].document
        yield not_applicable(
            subject.system, f"The constitution of {board_name(subject)} has not been varied since {first}."
        )
    for row in varied:
        yield _variation(subject, row)


def _no_first_day(row: Document) -> Finding:
    return lacks(
        row.document,
        f"It is not recorded from what day {row.document} has had effect.",
        missing("documents", "from_date", row.document, "A variation has no effect before the day of its approval."),
    )


def _approver(subject: Subject, row: Document) -> str:
    """Who approves a variation: whoever did on its first day, where that has changed since."""
    changed = subject.value.get("changed_on")
    if changed and row.from_date and row.from_date.isoformat() < changed:
        return str(subject.value["approver_before"])
    return str(subject.value["approver"])


def _variation(subject: Subject, row: Document) -> Finding:
    approver = _approver(subject, row)
    name, who = row.document, words(approver)
    if party(subject.records, row.proposed_by) == approver:
        return passes(name, f"{name} was made by {who} on its own initiative, which needs no further approval.")
    if row.from_date is None:
        return _no_first_day(row)
    approvers = parties(subject.records, row.approved_by)
    begins = written(row.from_date)
    if approvers and approver not in approvers:
        sentence = (
            f"{name} was approved by "
            f"{' and '.join(words(each, subject.records, subject.on) for each in approvers)}; only "
            f"{who} can approve a variation."
        )
        return fails(name, sentence, do=f"ask {who} to approve it; until then the earlier version stands")
    if row.approved_on and row.approved_on > row.from_date:
        if row.from_date > subject.on:
            return not_yet_due(name, f"{name} is to have effect from {begins}.")
        sentence = (
            f"{name} was treated as in force from {begins}, but {who} approved it only on {written(row.approved_on)}; "
            "a variation has no effect before it is approved."
        )
        do = f"record {written(row.approved_on)} as its first day, and look again at what was done under it before"
        return fails(name, sentence, do=do, where=[row.where] if row.where else [])
    if row.approved_on and approvers:
        return passes(name, f"{name} has had effect from {begins}; {who} approved it on {written(row.approved_on)}.")
    if row.from_date > subject.on:
        return not_yet_due(name, f"{name} is to have effect from {begins}, once {who} has approved it.")
    why = f"A variation has no effect before {who} approves it."
    gaps = [
        column for column, value in (("approved_by", row.approved_by), ("approved_on", row.approved_on)) if not value
    ]
    sentence = f"It is not recorded {'who approved' if 'approved_by' in gaps else 'when ' + who + ' approved'} {name}."
    return lacks(name, sentence, *(missing("documents", column, name, why) for column in gaps))
