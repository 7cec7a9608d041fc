"""What is said of an import to whoever runs it: a handful of people is told as 7 or fewer, faults and files exactly.

A report on a screen is copied into letters and tickets. The exact counts stay in ``sealed.json``, beside the tables
of people, which stays inside the host as they do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.population.disclosure_control import DisclosureRule, disclosure_rule
from commonweal.population.people.checks import AFTER_DEATH, OF_STRANGERS
from commonweal.population.people.entries_kept import OPTED_OUT

Told = int | str
PERSONS = "persons"
OF_PEOPLE = frozenset({OPTED_OUT, OF_STRANGERS, AFTER_DEATH})
"""Counts of entries that tell of the people behind them; all others are of how the entries are written."""
STAYS = "These counts are exact. This file stays inside the host, as the tables beside it do."
NOT_TO_PUBLISH = (
    "Counts of an import are for whoever runs it. Publish none of them: beside other tables they tell more."
)


def told_count(people: int, *, rule: DisclosureRule | None = None) -> Told:
    """A count of people: small ones in words, the others as they are.

    Example:
        >>> told_count(0), told_count(3), told_count(8)
        (0, '7 or fewer', 8)
    """
    rule = rule or disclosure_rule()
    return f"{rule.suppress_up_to} or fewer" if 0 < people <= rule.suppress_up_to else people


def told_counts(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, Told]]:
    """What was counted on the way in, by table and words."""
    rule = disclosure_rule()
    return {
        table: {
            words: told_count(number, rule=rule) if table == PERSONS or words in OF_PEOPLE else number
            for words, number in of_table.items()
        }
        for table, of_table in counts.items()
    }


def told_facts(facts: Mapping[str, Any], counts: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """The facts of an import without what would tell a small count by subtracting.

    Args:
        facts: Of `ImportReport`.
        counts: Of the same.
    """
    told = dict(facts)
    given = facts["opt_outs"]
    told["opt_outs"] = {name: value if name == "given" else told_count(value) for name, value in given.items()}
    few = {
        table
        for table, of_table in counts.items()
        if any(isinstance(told_count(number), str) for words, number in of_table.items() if words in OF_PEOPLE)
    }
    told["entries"] = {
        # Read less kept would be what was left out.
        table: {name: None if name == "read" and table in few else number for name, number in numbers.items()}
        for table, numbers in facts["entries"].items()
    }
    # People whose tenth was brought, was looked up or is not known: all together are the persons.
    tenths = facts["deprivation"]
    parts: dict[str, Told | None] = {
        name: told_count(tenths[name]) for name in ("brought", "looked_up", "not_found") if name in tenths
    }
    if any(isinstance(part, str) for part in parts.values()):
        parts = {name: part if isinstance(part, str) else None for name, part in parts.items()}
    told["deprivation"] = {**tenths, **parts}
    return told
