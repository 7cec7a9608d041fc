"""One rule as it stands on a day, for what reads rows and rules alike."""

from __future__ import annotations

from datetime import UTC, date, datetime

from commonweal.answers import Evidence, RuleRecord
from commonweal.governance.handbook.facts import Records
from commonweal.law import book


def rule_on(records: Records, id: str, on: date) -> RuleRecord | None:
    """A rule on a day: through the evidence of the question, with its own dates, where there is one.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> rule_on(Records(Handbook.of([])), "governance.route.section_65z5", date(2026, 5, 1)).value["provision"]
        'NHSA 2006 s.65Z5'
    """
    if isinstance(records.source, Evidence):
        return records.source.find_rule(id)
    return book().look_up(id, rules_on=on, known_at=datetime.now(UTC))
