"""The policies and quanta that stand in the rule book, by stream and year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from commonweal.allocations.policy import Policy
from commonweal.allocations.policy_mapping import policy_from_mapping
from commonweal.answers import RuleRecord
from commonweal.calendars import FinancialYear
from commonweal.law import book
from commonweal.problems import BadInput, Problem

FindRule = Callable[[str, date], RuleRecord | None]
"""Looks a rule up by its id and a day."""

STREAM_NAMES = {
    "core": "core services",
    "primary_medical": "primary medical care",
    "specialised": "specialised services",
    "pod": "pharmacy, ophthalmic and dental",
    "running_costs": "running costs",
}
"""The streams and how they are named to people."""


def book_rule(id: str, day: date) -> RuleRecord | None:
    """A rule of the installed rule book, as it is known now."""
    return book().look_up(id, rules_on=day, known_at=datetime.now(UTC))


def find_policy(stream: str, year: str, find: FindRule = book_rule) -> tuple[Policy, RuleRecord] | None:
    """The growth and convergence policy of a stream and year with the rule it stands in; None where there is none.

    Example:
        >>> found = find_policy("core", "2025/26")
        >>> found[0].growth_rate
        0.0437
    """
    record = find(f"allocations.{stream}.policy", FinancialYear(year).start)
    return None if record is None else (policy_from_mapping(record.value), record)


def policy_for(stream: str, year: str, find: FindRule = book_rule) -> Policy:
    """The policy of a stream and year.

    Raises:
        BadInput: The rule book has none.

    Example:
        >>> policy_for("primary_medical", "2025/26").gain.reached_at
        0.025
    """
    found = find_policy(stream, year, find)
    if found is None:
        raise BadInput(
            Problem(
                f"no policy is known for {STREAM_NAMES.get(stream, stream)} in {year}",
                do="type it in a policy file and give it with --policy",
            )
        )
    return found[0]


def value_for(id: str, year: str, find: FindRule = book_rule) -> Any:
    """The value of a rule in a financial year; None where the rule book has none.

    Example:
        >>> value_for("allocations.core.target_quantum", "2025/26")
        114848748.0
    """
    record = find(id, FinancialYear(year).start)
    return None if record is None else record.value
