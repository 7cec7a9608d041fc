"""Days of a rule that its source tells to the month only, so that nobody reads them as known to the day."""

from __future__ import annotations

from collections.abc import Mapping

from commonweal.answers import RuleRecord

TO_THE_MONTH = "known_to_the_month"
"""The attribute of an entry that maps a day of its values to the month that the source tells, such as May 2023."""


def month_told(record: RuleRecord, day: str | None) -> str:
    """The month that the source tells for a first or last day of a rule; empty where the day itself is known.

    Args:
        record: The rule.
        day: The day as the entry has it, such as 2023-06-01: the first on which it certainly holds, or the last.

    Example:
        >>> from commonweal.law import book
        >>> rule = book().history("governance.C06")[0]
        >>> month_told(rule, rule.valid_from), month_told(rule, "2023-06-02")
        ('May 2023', '')
    """
    months = record.attributes.get(TO_THE_MONTH)
    return str(months.get(day, "")) if isinstance(months, Mapping) else ""
