"""What has become of a rule by a day: the entry that applies, or in a sentence why none does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from commonweal.answers import RuleRecord, Source
from commonweal.governance.rule_numbers import of_the_handbook, short
from commonweal.law import RuleBook
from commonweal.law.known_days import month_told
from commonweal.organisations.periods import written

_LIVE = ("in_force", "draft")


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule as it stands on a day.

    Args:
        id: Its id, such as ``governance.B02``.
        title: What it asks, in plain words.
        severity: BREACH, HIGH, MEDIUM, LOW or INFO.
        evidence: V read in the law or on an official page, S secondary, L one body's practice, M from memory.
        status: in_force, draft, or why it does not apply: not_begun, ended, enacted_not_commenced, expected, repealed.
        source: The provision, with the day on which it was last checked.
        record: The entry that applies; None where none does.
        sentence: Where none applies, since when or until when, in words.
    """

    id: str
    title: str
    severity: str
    evidence: str
    status: str
    source: Source
    record: RuleRecord | None
    sentence: str = ""

    @property
    def number(self) -> str:
        """Its short number, such as B02."""
        return short(self.id)

    @property
    def in_force(self) -> bool:
        """Whether it is law on the day: neither a draft of ours nor a reform that is only expected."""
        return self.status == "in_force"


def standing(record: RuleRecord | None, history: Sequence[RuleRecord], *, on: date, known_on: date) -> Standing:
    """How a rule stands on a day.

    Args:
        record: The entry that applies, or None.
        history: Every value of the rule in order; it is read only where no entry applies.
        on: The day whose rules apply.
        known_on: The day by whose records they do.
    """
    if record is not None:
        return _standing(record, record.status, replace(record, value=_in_order(record.value)), "")
    last, status, sentence = _why_not(history, on, known_on)
    return _standing(last, status, None, sentence)


def _in_order(value: Any) -> Any:
    """A value with its parts by name: a receipt keeps no other order, and a check may go through them."""
    if isinstance(value, Mapping):
        return {name: _in_order(value[name]) for name in sorted(value)}
    return [_in_order(part) for part in value] if isinstance(value, list) else value


def _standing(told: RuleRecord, status: str, record: RuleRecord | None, sentence: str) -> Standing:
    attributes = told.attributes
    severity, evidence = attributes.get("severity", "INFO"), attributes.get("evidence", "")
    return Standing(told.id, told.title, severity, evidence, status, told.source, record, sentence)


def _why_not(history: Sequence[RuleRecord], on: date, known_on: date) -> tuple[RuleRecord, str, str]:
    known = [each for each in history if each.recorded_from <= known_on.isoformat()]
    name = f"Rule {short(history[0].id)}"
    if not known:
        first = history[0]
        return first, "not_recorded", f"{name} was recorded here only on {_day(first.recorded_from)}."
    begun = [each for each in known if each.valid_from <= on.isoformat()]
    if not begun:
        first = known[0]
        if first.status not in _LIVE:
            return first, first.status, f"{name} {_words(first, on)}"
        return first, "not_begun", f"{name} has been in force only since {_begun(first)}."
    last = begun[-1]
    if last.valid_to and last.valid_to < on.isoformat():
        return last, "ended", f"{name} was in force until {_ended(last, last.valid_to)}, and not on {written(on)}."
    return last, last.status, f"{name} {_words(last, on)}"


def _words(record: RuleRecord, on: date) -> str:
    day = written(on)
    return {
        "enacted_not_commenced": f"is enacted, but nothing recorded here commences it by {day}.",
        "expected": f"is only expected: no Act that is in force says so on {day}.",
        "repealed": f"falls from {_day(record.valid_from)} under {record.source.cite()}.",
    }.get(record.status, f"does not apply on {day}.")


def _day(text: str) -> str:
    return written(date.fromisoformat(text))


def _begun(record: RuleRecord) -> str:
    """The first day of a rule; of one whose source tells a month only, that month and the day that is taken for it."""
    month = month_told(record, record.valid_from)
    certain = f", on a day that its source does not tell; it certainly holds from {_day(record.valid_from)}"
    return f"{month}{certain}" if month else _day(record.valid_from)


def _ended(record: RuleRecord, last: str) -> str:
    month = month_told(record, last)
    return f"{month}, to a day that its source does not tell" if month else _day(last)


@lru_cache(maxsize=64)
def standings(book: RuleBook, *, on: date, known_on: date) -> tuple[Standing, ...]:
    """Every rule that a handbook is checked by, as it stands on a day; kept for the next handbook of the same day."""
    found, known_at = [], datetime.combine(known_on, time.max, UTC)
    for id in of_the_handbook(book.ids()):
        record = book.look_up(id, rules_on=on, known_at=known_at)
        found.append(standing(record, () if record else book.history(id), on=on, known_on=known_on))
    return tuple(found)
