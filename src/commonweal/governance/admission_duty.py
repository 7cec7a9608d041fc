"""Whether a body has to admit the public to its meetings: by the Act of 1960, by its own terms, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.answers import Source, Unknown, Verdict
from commonweal.governance.checks.scope import NOT_MEMBERS
from commonweal.governance.decide_quorum import clause_source, term_on
from commonweal.governance.handbook import Records
from commonweal.governance.membership import body_on, name_of, seats_on
from commonweal.governance.rule_lookup import rule_on

BOARD_RULE, COMMITTEE_RULE = "governance.E01", "governance.E03"


@dataclass(frozen=True, slots=True)
class AdmissionDuty:
    """Whether the public has to be admitted.

    Args:
        verdict: PASS where it has to be; NOT_APPLICABLE where it need not; INSUFFICIENT_DATA where nothing settles it.
        sentence: The same in words.
        sources: The rule, or the clause.
        unknowns: What would settle it.
    """

    verdict: Verdict
    sentence: str
    sources: tuple[Source, ...] = ()
    unknowns: tuple[Unknown, ...] = ()


def admission_duty(records: Records, body: str, on: date) -> AdmissionDuty:
    """Whether a body has to admit the public on a day, unless a resolution with a reason excludes it.

    Args:
        records: The handbook, with the body's kind, its members and its term ``meets_in_public``.
        body: The body's id.
        on: The day.
    """
    found, name = body_on(records, body, on), name_of(records, body, on)
    kind = found.kind if found else ""
    if kind == "icb":
        return _by_rule(records, BOARD_RULE, on, f"{name} has to admit the public to its meetings.")
    if kind in ("health_and_wellbeing_board", "council", "combined_authority"):
        told = f"{name} is a body of a council: the Local Government Act 1972, Part VA, governs its meetings."
        return AdmissionDuty(Verdict.NOT_APPLICABLE, told)
    board = _members(records, (found.system or found.parent) if found else "", on)
    people = _members(records, body, on)
    if board and people and (people <= board or board <= people):
        told = f"{name} is made up of members of the board, and admits the public as the board does."
        return _by_rule(records, COMMITTEE_RULE, on, told)
    term = term_on(records, body, "meets_in_public", on)
    if term is None:
        gap = f"meets_in_public of {body}"
        why = "whether a committee meets in public is settled in its terms"
        unknown = Unknown(f"terms.value of {gap}", why, f"fill in {gap} in the sheet terms")
        told = f"Whether {name} meets in public is not settled in its terms."
        return AdmissionDuty(Verdict.INSUFFICIENT_DATA, told, unknowns=(unknown,))
    sources = (clause_source(records, term),)
    if term.value.strip().casefold() in ("yes", "true"):
        return AdmissionDuty(Verdict.PASS, f"The terms of {name} say that it meets in public.", sources)
    told = f"The terms of {name} say that it does not meet in public, so no resolution is needed."
    return AdmissionDuty(Verdict.NOT_APPLICABLE, told, sources)


def _by_rule(records: Records, rule: str, on: date, told: str) -> AdmissionDuty:
    found = rule_on(records, rule, on)
    return AdmissionDuty(Verdict.PASS, told, (found.source,) if found else ())


def _members(records: Records, body: str, on: date) -> set[str]:
    seats = seats_on(records, body, on) if body else ()
    return {person for seat in seats if seat.seat_class not in NOT_MEMBERS for person in seat.holders}
