"""What becomes of a board that closes: every liability has one taker, and what was open goes on with the successor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

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
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import kind_of
from commonweal.governance.handbook import Body, Decision, Document, Succession, Transfer
from commonweal.governance.membership import name_of
from commonweal.governance.open_board import board_name
from commonweal.governance.superseded import superseded
from commonweal.organisations.periods import written

CONTINUING = ("decision", "declaration", "instrument")
_HOMES = "Acts and instruments of a body that closes go on as its successor's, until the successor varies them."


@check("organisations.A06")
def liabilities_pass(subject: Subject) -> Iterator[Finding]:
    """When a board is abolished, each of its liabilities that is not criminal goes to exactly one taker."""
    why = "When a board is abolished, all its liabilities but criminal ones have to pass."
    closed = _closed_on(subject, subject.system)
    name = board_name(subject)
    if closed is None:
        if not subject.records.rows(Body, body=subject.system):
            gap = missing("bodies", "to_date", subject.system, why)
            yield lacks(subject.system, f"Whether {name} closes, and when, is not recorded.", gap)
        else:
            yield not_applicable(subject.system, f"{name} is not recorded as closing.")
        return
    lines = subject.records.rows(Transfer, old_body=subject.system, kind="liability")
    if not lines:
        if closed >= subject.on:
            yield not_yet_due(
                subject.system, f"{name} closes at the end of {written(closed)}; by then its liabilities have to pass."
            )
            return
        gap = missing("transfers", "new_body", f"{subject.system}, liabilities", why)
        yield lacks(
            subject.system,
            f"{name} closed at the end of {written(closed)}; who took its liabilities is not recorded.",
            gap,
        )
    by_thing: dict[str, list[Transfer]] = defaultdict(list)
    for line in lines:
        by_thing[line.what].append(line)
    for what, found in by_thing.items():
        finding = _liability(subject, what, found, why)
        due = closed < subject.on or finding.verdict == "PASS"
        yield (
            finding
            if due
            else not_yet_due(finding.subject, f"{finding.sentence} {name} closes at the end of {written(closed)}.")
        )


def _closed_on(subject: Subject, body: str) -> date | None:
    """The last day of a body, over all its names; None where it goes on or is not in the handbook."""
    days = [row.to_date for row in subject.records.rows(Body, body=body)]
    return None if not days or None in days else max(day for day in days if day)


def _liability(subject: Subject, what: str, lines: list[Transfer], why: str) -> Finding:
    key, where = lines[0].line, [line.where for line in lines if line.where]
    takers = list(dict.fromkeys(line.new_body for line in lines if line.new_body))
    names = " and ".join(name_of(subject.records, taker, subject.on) for taker in takers)
    if len(takers) > 1:
        sentence = f"The liability {what} passes to {names}; each liability has exactly one taker."
        return fails(
            key, sentence, do="settle in the scheme who takes it, or divide it into parts with a line each", where=where
        )
    if not takers and all(line.criminal for line in lines):
        return passes(key, f"The liability {what} is criminal, and need not pass.", where=where)
    if not takers and all(line.criminal is False for line in lines):
        sentence = f"The liability {what} passes to nobody."
        return fails(key, sentence, do="name in the scheme who takes it", where=where)
    if not takers:
        unknowns = (missing("transfers", column, key, why) for column in ("new_body", "criminal"))
        return lacks(
            key, f"Who takes the liability {what}, and whether it is criminal, is not recorded.", *unknowns, where=where
        )
    kind = kind_of(subject, takers[0])
    if not kind:
        gap = missing("bodies", "kind", takers[0], why)
        return lacks(
            key,
            f"The liability {what} passes to {names}, of which the handbook does not say what it is.",
            gap,
            where=where,
        )
    if kind not in subject.value:
        sentence = (
            f"The liability {what} passes to {names}, a {kind.replace('_', ' ')}; a scheme can "
            "pass it to NHS England or a board only."
        )
        return fails(key, sentence, do="name a board or NHS England in the scheme", where=where)
    return passes(key, f"The liability {what} passes to {names}, and to nobody else.", where=where)


@check("organisations.A07")
def open_items_rehomed(subject: Subject) -> Iterator[Finding]:
    """Each decision, instrument and declaration of a predecessor has one successor, and goes on until varied."""
    before = [row for row in subject.records.rows(Succession, new_body=subject.system) if row.on_date <= subject.on]
    if not before:
        if not subject.records.rows(Succession) and not subject.records.rows(Body, body=subject.system):
            gap = missing("successions", "old_body", subject.system, _HOMES)
            yield lacks(
                subject.system, f"Whether {board_name(subject)} took over from another body is not recorded.", gap
            )
        else:
            told = f"{board_name(subject)} is not recorded as taking over from another body."
            yield none_found(subject, told, _HOMES, successions="old_body")
    for row in before:
        yield from _of_predecessor(subject, row)


def _of_predecessor(subject: Subject, row: Succession) -> Iterator[Finding]:
    old = name_of(subject.records, row.old_body, row.on_date - timedelta(days=1))
    lines = [line for line in subject.records.rows(Transfer, old_body=row.old_body) if line.kind in CONTINUING]
    by_thing: dict[str, list[Transfer]] = defaultdict(list)
    for line in lines:
        by_thing[line.what].append(line)
    if not lines:
        gap = missing("transfers", "new_body", f"{row.old_body}, decisions and instruments", _HOMES)
        yield lacks(row.old_body, f"What became of the open decisions and instruments of {old} is not recorded.", gap)
        return
    for what in _open_things(subject, row):
        if what not in by_thing:
            sentence = (
                f"The item {what} of {old} was open on {written(row.on_date)} and stands on no line of the transfer."
            )
            yield fails(what, sentence, do="give it a line that names the successor")
    for what, found in by_thing.items():
        if _concerns(subject, found):
            yield _rehomed(subject, row, old, what, found)


def _open_things(subject: Subject, row: Succession) -> list[str]:
    """Decisions that were not varied and instruments that ran to the last day, by their ids."""
    decisions = subject.records.rows(Decision, taken_by=row.old_body)
    documents = subject.records.rows(Document, body=row.old_body)
    last = row.on_date - timedelta(days=1)
    outcomes = ("approved", "amended", "")
    open_decisions = [
        each.decision for each in decisions if each.outcome in outcomes and not each.varied_by and each.on_date <= last
    ]
    # What founded or governed the body itself ends with it.
    own = ("constitution", "establishment_order", "order_variation", "standing_orders")
    replaced = superseded(subject.records, last)
    running = [
        each.document
        for each in documents
        if each.holds_on(last) and each.kind not in own and each.document not in replaced
    ]
    return [*open_decisions, *running]


def _concerns(subject: Subject, lines: list[Transfer]) -> bool:
    """Whether a thing goes to this successor, or to nobody yet; another's lines are told there."""
    takers = {line.new_body for line in lines if line.new_body}
    return not takers or subject.system in takers


def _rehomed(subject: Subject, row: Succession, old: str, what: str, lines: list[Transfer]) -> Finding:
    key, named, where = lines[0].line, f"{lines[0].kind} {what}", [line.where for line in lines if line.where]
    takers = list(dict.fromkeys(line.new_body for line in lines if line.new_body))
    if not takers:
        sentence = f"For the {named} of {old} no successor is recorded."
        return lacks(key, sentence, missing("transfers", "new_body", key, _HOMES), where=where)
    if len(takers) > 1:
        names = " and ".join(name_of(subject.records, taker, subject.on) for taker in takers)
        sentence = f"The {named} of {old} is given to {names}; each has exactly one successor."
        return fails(key, sentence, do="settle in the scheme which of them goes on with it", where=where)
    ended = next(
        (each for each in subject.records.rows(Document, document=what) if _ended_with_body(subject, each, row)), None
    )
    if ended is not None:
        sentence = (
            f"The {named} of {old} is recorded as ended with the body on {written(ended.to_date)}, "
            "though it stays in force until the successor varies it."
        )
        return fails(key, sentence, do="take out its last day, or record the document that replaced it", where=where)
    by_law = kind_of(subject, row.old_body, row.on_date - timedelta(days=1)) in subject.value
    if not by_law and not row.scheme and not any(line.scheme for line in lines):
        sentence = (
            f"The {named} of {old} goes on with {board_name(subject)}; the saving of 2022 was for clinical "
            "commissioning groups, and "
            "the order or scheme that saves it here is not recorded."
        )
        return lacks(key, sentence, missing("transfers", "scheme", key, _HOMES), where=where)
    by = "by regulation 29" if by_law else f"by {next((line.scheme for line in lines if line.scheme), row.scheme)}"
    return passes(key, f"The {named} of {old} goes on with {board_name(subject)} {by}.", where=where)


def _ended_with_body(subject: Subject, document: Document, row: Succession) -> bool:
    last = row.on_date - timedelta(days=1)
    if document.body != row.old_body or document.to_date != last:
        return False
    return not subject.records.rows(Document, replaces=document.document)
