"""What the check of one rule found about one subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from commonweal.answers import RuleRecord, Unknown, Verdict
from commonweal.governance.handbook.columns import columns_of
from commonweal.governance.handbook.facts import Records
from commonweal.governance.handbook.nil_returns import MAY_BE_NONE
from commonweal.governance.handbook.tables import TABLES

SEVERITIES = ("BREACH", "HIGH", "MEDIUM", "LOW", "INFO")


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict of one rule on one subject, in a sentence that teaches.

    Args:
        verdict: Never PASS where a fact that the rule needs is missing.
        subject: The id of what it is about: a body, a seat, a meeting, a decision.
        sentence: What is so, by name and number, and what the rule asks.
        unknowns: Facts that are missing; each names the table and column that would supply it.
        do: What would mend a failure.
        where: The rows it rests on, as they stand in the handbook.
    """

    verdict: Verdict
    subject: str
    sentence: str
    unknowns: tuple[Unknown, ...] = ()
    do: str = ""
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check is given: the handbook's rows, the system asked about, the day, and the rule as it then stands.

    Args:
        records: The rows.
        system: Id of the ICB whose system is checked.
        on: The day that the question is about.
        rule: The rule's entry for that day.
    """

    records: Records
    system: str
    on: date
    rule: RuleRecord

    @property
    def value(self) -> Any:
        """What the rule's entry holds, such as a number of members or a list of functions."""
        return self.rule.value


def passes(subject: str, sentence: str, *, where: Iterable[str] = ()) -> Finding:
    """The rule is kept."""
    return Finding(Verdict.PASS, subject, sentence, where=tuple(where))


def fails(subject: str, sentence: str, *, do: str, where: Iterable[str] = ()) -> Finding:
    """The rule is broken; ``do`` says what would mend it."""
    return Finding(Verdict.FAIL, subject, sentence, do=do, where=tuple(where))


def lacks(subject: str, sentence: str, *unknowns: Unknown, where: Iterable[str] = ()) -> Finding:
    """Facts are missing, so nothing can be said."""
    if not unknowns:
        raise TypeError("what is missing has to be named")
    return Finding(Verdict.INSUFFICIENT_DATA, subject, sentence, unknowns, where=tuple(where))


def not_applicable(subject: str, sentence: str) -> Finding:
    """The rule does not reach this subject on this day."""
    return Finding(Verdict.NOT_APPLICABLE, subject, sentence)


def not_yet_due(subject: str, sentence: str) -> Finding:
    """The duty is there, and its day has not come."""
    return Finding(Verdict.NOT_YET_DUE, subject, sentence)


def needs_judgement(subject: str, sentence: str, *, do: str) -> Finding:
    """Only a person can judge it, and nobody's judgement is recorded."""
    return Finding(Verdict.NEEDS_JUDGEMENT, subject, sentence, do=do)


def none_found(subject: Subject, sentence: str, why: str, **sheets: str) -> Finding:
    """There is none of something, which only a sheet that is kept can say: of an empty one, that it is not known.

    Args:
        subject: What was asked about.
        sentence: That there is none.
        why: What cannot be told without it.
        sheets: The sheets that would hold it, each with the column that would show it.
    """
    empty = {sheet: column for sheet, column in sheets.items() if not subject.records.rows(TABLES[sheet])}
    if not empty:
        return not_applicable(subject.system, sentence)
    blank = f"the sheet {' and the sheet '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty"
    told = f"{sentence.rstrip('.')}; but {blank}, which does not say that there was nothing to enter."
    return lacks(subject.system, told, *(missing(sheet, column, "", why) for sheet, column in empty.items()))


def missing(table: str, columns: str, key: str, why: str, *, do: str = "") -> Unknown:
    """A fact that the handbook lacks: which column of which sheet, for what, and why it matters.

    Args:
        table: The sheet, such as ``appointments``.
        columns: The column, such as ``chair_approved_on``.
        key: The row it belongs to, such as ``BOARD-04``; empty where the whole table is missing.
        why: What cannot be told without it.
        do: What would supply it, where that is not simply a cell to fill in.
    """
    heading = _heading(table, columns)
    if key:
        do = do or f"fill in {heading} of {key} in the sheet {table}"
    else:
        none = ", or say in nil_returns that there are none" if table in MAY_BE_NONE else ""
        do = do or f"fill the sheet {table}, with its column {heading}{none}"
    return Unknown(f"{table}.{columns}{f' of {key}' if key else ''}", why, do)


@cache
def _heading(table: str, column: str) -> str:
    """What stands over a column in the sheet, which is what somebody who fills it in looks for."""
    headings = {each.name: each.heading for each in columns_of(TABLES[table])} if table in TABLES else {}
    return f'"{headings[column]}"' if column in headings else column.replace("_", " ")
