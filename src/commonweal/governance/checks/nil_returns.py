"""Where a sheet is empty because there is nothing to record, the rules that look at it do not reach the body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commonweal.answers import Verdict
from commonweal.governance.checks.finding import Finding, Subject, not_applicable
from commonweal.governance.handbook.nil_returns import MAY_BE_NONE, NilReturn
from commonweal.organisations.periods import written


def with_nil_returns(subject: Subject, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, with those that lack nothing but an empty sheet settled where the body states that it has none.

    A nil return speaks of the days up to its own, and of an empty sheet alone: a fact that is missing from a row stays
    missing, and nothing passes by it.
    """
    for finding in found:
        sheets = _empty_sheets(finding)
        stated = [_stated(subject, sheet) for sheet in sheets]
        if sheets and all(stated):
            told = " and ".join(_words(row) for row in stated if row)
            yield not_applicable(finding.subject, f"The rule reaches nothing: {told}.")
        else:
            yield finding


def _empty_sheets(finding: Finding) -> tuple[str, ...]:
    """The sheets that a finding lacks whole; none where it lacks a fact of one row too."""
    if finding.verdict is not Verdict.INSUFFICIENT_DATA:
        return ()
    sheets = tuple(unknown.fact.partition(".")[0] for unknown in finding.unknowns if " of " not in unknown.fact)
    return sheets if len(sheets) == len(finding.unknowns) and set(sheets) <= set(MAY_BE_NONE) else ()


def _stated(subject: Subject, sheet: str) -> NilReturn | None:
    rows = subject.records.rows(NilReturn, body=subject.system, sheet=sheet)
    return next((row for row in rows if row.on_date >= subject.on), None)


def _words(row: NilReturn) -> str:
    by = f" by the {row.stated_by}" if row.stated_by else ""
    return f"it is stated{by} that up to {written(row.on_date)} there are no {row.sheet.replace('_', ' ')}"
