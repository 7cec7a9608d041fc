"""Whether notice and papers went out in time for a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.answers import Evidence, Reason, Source, Unknown, Verdict, all_of
from commonweal.governance.decide_inputs import Item
from commonweal.governance.decide_quorum import clause_source, term_on
from commonweal.governance.handbook import Meeting, Records
from commonweal.governance.lead_times import parse_lead_time
from commonweal.problems import BadInput


@dataclass(frozen=True, slots=True)
class Told:
    """The section of the answer on notice and papers."""

    reason: Reason
    unknowns: tuple[Unknown, ...] = ()
    cures: tuple[str, ...] = ()


_ASKED = (
    ("notice_period", "governance.E02", "Public notice", "notice_on", "ratify it at a meeting called with due notice"),
    ("paper_lead_time", "governance.E07", "Papers", "papers_on", "defer it, or minute why late papers were taken"),
)


_BINDING = ("BREACH", "HIGH")
"""Severities of a rule whose breach stands in the way of a decision; late papers do not, and are told all the same."""


def notice(records: Records, evidence: Evidence, item: Item, meeting: Meeting | None) -> Told:
    """Notice and papers of the meeting, by the body's own terms; without a meeting nothing is asked."""
    if meeting is None or not item.body:
        told = "No meeting is named, so notice and papers are not looked at."
        return Told(Reason(told, Verdict.NOT_APPLICABLE))
    looked = [_look(records, evidence, item, meeting, *asked) for asked in _ASKED]
    found = [each for each in looked if each is not None]
    if not found:
        return Told(Reason("The handbook sets no notice or lead time for this body.", Verdict.NOT_APPLICABLE))
    binding = [child.verdict for child, binds, _, _ in found if binds and child.verdict]
    every = all_of([child.verdict for child, _, _, _ in found if child.verdict])
    told = {
        Verdict.PASS: "Notice and papers went out in time.",
        Verdict.FAIL: "Notice or papers went out late.",
    }.get(every, "Whether notice and papers were in time cannot be told.")
    return Told(
        Reason(told, all_of(binding) if binding else None, children=tuple(child for child, _, _, _ in found)),
        tuple(unknown for _, binds, unknown, _ in found if unknown and binds),
        tuple(cure for _, _, _, cure in found if cure),
    )


def _look(
    records: Records,
    evidence: Evidence,
    item: Item,
    meeting: Meeting,
    term_name: str,
    rule_id: str,
    noun: str,
    field: str,
    cure: str,
) -> tuple[Reason, bool, Unknown | None, str] | None:
    """One lead time: its reason, whether it binds the decision, what is missing, and what would mend it."""
    term, rule = term_on(records, item.body, term_name, meeting.on_date), evidence.find_rule(rule_id)
    if term is None:
        return None
    sources: tuple[Source, ...] = (*((rule.source,) if rule else ()), clause_source(records, term))
    binds = rule is not None and rule.attributes.get("severity") in _BINDING
    went: date | None = getattr(item, field)
    try:
        lead_time = parse_lead_time(term.value)
    except BadInput as error:
        return Reason(str(error), Verdict.INSUFFICIENT_DATA, sources=sources), binds, None, ""
    latest = lead_time.latest(meeting.on_date)
    asked = f"{noun} must be out by {latest.isoformat()} ({lead_time} {meeting.on_date.isoformat()})"
    if went is None:
        unknown = Unknown(f"meetings.{field} of {meeting.meeting}", asked, f"fill in {field.replace('_', ' ')}")
        reason = Reason(f"{asked}; it is not known when that was.", Verdict.INSUFFICIENT_DATA, sources=sources)
        return reason, binds, unknown, ""
    if went <= latest:
        return Reason(f"{asked}; that was on {went.isoformat()}.", Verdict.PASS, sources=sources), binds, None, ""
    late = (went - latest).days
    told = f"{asked}; that was on {went.isoformat()}, {late} day{'s' * (late > 1)} late."
    return Reason(told, Verdict.FAIL, sources=sources), binds, None, cure
