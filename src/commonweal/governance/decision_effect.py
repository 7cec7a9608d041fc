"""What a reader of a published decision has to know of its quorum: one short line, in which nobody is named."""

from __future__ import annotations

from datetime import date

from commonweal.answers import Verdict
from commonweal.governance.handbook import Decision, Meeting, Records
from commonweal.governance.membership import name_of
from commonweal.governance.ratification import Ratification, ratification
from commonweal.organisations.periods import written

NO_DOUBT = "No ratification is needed"
CANNOT_BE_TOLD = "Whether it was quorate cannot be told, so it may have no effect"


def effect_on(records: Records, decision: Decision, on: date) -> str:
    """Whether a decision has effect on a day: that it lacked a quorum, and what has cured that, if anything has.

    Args:
        records: The whole handbook: who was there is not public, and settles it.
        decision: The decision.
        on: The day on which it is read.

    Example:
        >>> made = Decision(decision="D1", title="A plan", on_date=date(2026, 5, 7), outcome="approved")
        >>> from commonweal.governance.handbook import Handbook
        >>> effect_on(Records(Handbook.of([made])), made, date(2026, 5, 8))
        'Whether it was quorate cannot be told, so it may have no effect'
    """
    return effect_words(records, decision, ratification(records, decision.decision, on=max(on, decision.on_date)))


def effect_words(records: Records, decision: Decision, told: Ratification) -> str:
    """The same of a decision whose ratification was looked into.

    Args:
        records: The whole handbook.
        decision: The decision.
        told: What became of it, as ``ratification`` says.
    """
    if told.needed is False:
        return NO_DOUBT
    if told.needed is None:
        return CANNOT_BE_TOLD
    by_minutes = ", as the minutes say" in told.sentence
    without = f"Taken without a quorum by the {'minutes' if by_minutes else 'times recorded'}"
    if told.ratified_on is None:
        return f"{without}: no effect until it is ratified"
    at = next(iter(records.rows(Meeting, meeting=decision.ratified_at)), None)
    by = f" by {name_of(records, at.body, at.on_date)}" if at else ""
    ratified = f"ratified{by} on {written(told.ratified_on)}"
    if told.verdict is Verdict.PASS:
        return f"{without}; {ratified}"
    doubt = "which does not cure it" if told.verdict is Verdict.FAIL else "and whether that was enough cannot be told"
    return f"{without}; {ratified}, {doubt}"
