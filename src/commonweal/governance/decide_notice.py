"""Whether notice and papers went out in time for a meeting, and whether that stands in the way of a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.answers import Evidence, Reason, RuleRecord, Source, Unknown, Verdict, all_of
from commonweal.governance.decide_inputs import Item
from commonweal.governance.decide_quorum import clause_source, term_on
from commonweal.governance.handbook import Meeting, Records
from commonweal.governance.lead_times import how_late, parse_lead_time
from commonweal.governance.membership import body_on
from commonweal.organisations.periods import written
from commonweal.problems import BadInput


@dataclass(frozen=True, slots=True)
class Told:
    """The section of the answer on notice and papers.

    Args:
        reason: The section; its verdict is that of all its parts, also of those that bar nothing.
        counts: What the section adds to the verdict on the decision: the verdict of the parts that bind.
        warnings: What is late or not known and bars nothing, as the end of a sentence that says yes.
    """

    reason: Reason
    counts: Verdict | None = None
    unknowns: tuple[Unknown, ...] = ()
    cures: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """One of the two things that go out before a meeting."""

    term: str
    rule: str
    noun: str
    field: str
    cure: str


_ASKED = (
    _Asked("notice_period", "governance.E02", "public notice", "notice_on", "ratify it at a meeting with due notice"),
    _Asked("paper_lead_time", "governance.E07", "papers", "papers_on", "defer it, or minute why late ones were taken"),
)
_BINDING = ("BREACH", "HIGH")
"""Severities of a rule whose breach stands in the way of a decision; late papers do not, and are told all the same."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What was found of one of them."""

    reason: Reason
    binds: bool = False
    unknown: Unknown | None = None
    cure: str = ""
    warning: str = ""


def notice(records: Records, evidence: Evidence, item: Item, meeting: Meeting | None) -> Told:
    """Notice and papers of the meeting, by the body's own terms; without a meeting nothing is asked."""
    if not item.body or not (meeting or item.notice_on or item.papers_on):
        told = "No meeting is named, so notice and papers are not looked at."
        return Told(Reason(told, Verdict.NOT_APPLICABLE))
    found = [_look(records, evidence, item, meeting, asked) for asked in _ASKED]
    every = all_of([each.reason.verdict for each in found if each.reason.verdict])
    binding = all_of([each.reason.verdict for each in found if each.binds and each.reason.verdict])
    return Told(
        Reason(_headline(found), every, children=tuple(each.reason for each in found)),
        None if binding is Verdict.NOT_APPLICABLE else binding,
        tuple(each.unknown for each in found if each.unknown),
        tuple(each.cure for each in found if each.cure),
        tuple(each.warning for each in found if each.warning and not each.binds),
    )


def _headline(found: Sequence[_Look]) -> str:
    wrong = [each.warning + (", which does not bar the decision" * (not each.binds)) for each in found if each.warning]
    if not wrong:
        passed = [asked.noun for asked, each in zip(_ASKED, found, strict=True) if each.reason.verdict is Verdict.PASS]
        told = " and ".join(passed) if passed else "nothing is due before a meeting by the terms of this body"
        told = told.replace("public notice and papers", "notice and papers") + " went out in time" * bool(passed)
        return f"{told[0].upper()}{told[1:]}."
    told = "; ".join(wrong)
    return f"{told[0].upper()}{told[1:]}."


def _look(records: Records, evidence: Evidence, item: Item, meeting: Meeting | None, asked: _Asked) -> _Look:
    on = meeting.on_date if meeting else evidence.dates.holds_on
    in_public = meeting is None or meeting.open_to_public is not False
    rule = evidence.find_rule(asked.rule)
    binds = rule is not None and rule.attributes.get("severity") in _BINDING
    settled = _settled(records, item.body, on, asked, rule if in_public else None)
    noun = asked.noun[0].upper() + asked.noun[1:]
    if settled is None:
        return _unfilled(records, item.body, on, asked, rule, in_public=in_public)
    text, source = settled
    sources: tuple[Source, ...] = tuple(dict.fromkeys((*((rule.source,) if rule else ()), source)))
    try:
        lead_time = parse_lead_time(text)
    except BadInput as error:
        unknown = Unknown(
            f"terms.value of {asked.term} for {item.body}",
            f"the last day for {asked.noun} follows from it",
            "write it in a form that can be read",
        )
        reason = Reason(f"{noun}: {error}", Verdict.INSUFFICIENT_DATA, sources=sources)
        return _Look(reason, binds, unknown, warning=f"it cannot be told whether {_went(asked)} in time")
    latest, went = lead_time.latest(on), getattr(item, asked.field)
    due = f"{noun} must be out by {written(latest)} ({lead_time} {written(on)})"
    if went is None:
        unknown = Unknown(
            f"meetings.{asked.field} of {meeting.meeting if meeting else item.body}",
            due,
            f"fill in {asked.field.replace('_', ' ')}",
        )
        reason = Reason(f"{due}; it is not known when that was.", Verdict.INSUFFICIENT_DATA, sources=sources)
        return _Look(reason, binds, unknown, warning=f"it is not known when {_went(asked)}")
    if went <= latest:
        return _Look(Reason(f"{due}; that was on {written(went)}.", Verdict.PASS, sources=sources), binds)
    late = how_late(lead_time, latest, went)
    reason = Reason(f"{due}; that was on {written(went)}, {late} late.", Verdict.FAIL, sources=sources)
    return _Look(reason, binds, None, asked.cure, f"{_went(asked)} {late} late")


def _unfilled(
    records: Records, body: str, on: date, asked: _Asked, rule: RuleRecord | None, *, in_public: bool
) -> _Look:
    """No term says how long before: of papers an open term that is not filled, of public notice the board's alone."""
    noun = asked.noun[0].upper() + asked.noun[1:]
    told, row = f"{noun}: no term of this body says how long before.", body_on(records, body, on)
    due = asked.field == "papers_on" or (in_public and row is not None and row.kind == "icb")
    if records.as_first_released or not due:
        return _Look(Reason(told, Verdict.NOT_APPLICABLE))
    unknown = Unknown(
        f"terms.value of {asked.term} for {body}",
        f"the last day for {asked.noun} is settled locally, and is not filled in",
        f"fill in {asked.term} of {body} in the sheet terms, with the clause that sets it",
    )
    sources = (rule.source,) if rule else ()
    warning = f"it cannot be told whether {_went(asked)} in time"
    # That late papers bar nothing is known only where the terms are.
    return _Look(Reason(told, Verdict.INSUFFICIENT_DATA, sources=sources), True, unknown, warning=warning)


def _settled(
    records: Records, body: str, on: date, asked: _Asked, rule: RuleRecord | None
) -> tuple[str, Source] | None:
    """The lead time as text and what sets it: the body's own term, the board's, or the Act for a board in public."""
    here, seen = body, set[str]()
    # Standing orders hold for committees too unless their own terms say otherwise; public notice is the board's alone.
    while here and here not in seen:
        seen.add(here)
        if term := term_on(records, here, asked.term, on):
            return term.value, clause_source(records, term)
        row = body_on(records, here, on)
        here = row.parent if row and asked.field == "papers_on" else ""
    board = body_on(records, body, on)
    if rule is None or board is None or board.kind != "icb" or not isinstance(rule.value, Mapping):
        return None
    least = rule.value.get("least_clear_days")
    return (f"{least} clear days", rule.source) if least else None


def _went(asked: _Asked) -> str:
    return "the papers went out" if asked.field == "papers_on" else "public notice was given"
