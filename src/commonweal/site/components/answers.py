"""What the answer component shows of an Answer."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from commonweal.answers import Quantity, Source, Verdict
from commonweal.law import Letters, evidence_of, evidence_words
from commonweal.site.components.words import calendar_date, quantity

VERDICT_CLASS = {
    Verdict.PASS: ("pass", "green"),
    Verdict.FAIL: ("fail", "red"),
    Verdict.NOT_YET_DUE: ("not-yet-due", "blue"),
    Verdict.NOT_APPLICABLE: ("not-applicable", "grey"),
    Verdict.INSUFFICIENT_DATA: ("insufficient-data", "orange"),
    Verdict.NEEDS_JUDGEMENT: ("needs-judgement", "purple"),
}
"""The modifier of the box and the colour of the tag for each verdict; the tag carries the verdict in words too."""

_STATUS = {
    "enacted_not_commenced": "enacted, not in force",
    "expected": "expected, not enacted",
    "repealed": "repealed",
    "draft": "draft",
}
_UNIT_APART = {"people", "years", "count", "days", "working_days", "months", "events"}


def verdict_class(verdict: Verdict | None) -> tuple[str, str]:
    """The modifier of the box and the colour of the tag.

    Example:
        >>> verdict_class(Verdict.NEEDS_JUDGEMENT), verdict_class(None)
        (('needs-judgement', 'purple'), ('', ''))
    """
    return VERDICT_CLASS[verdict] if verdict else ("", "")


def value_and_unit(value: Quantity) -> tuple[str, str]:
    """The figure, and the unit that stands small beside it when the figure does not carry it.

    Example:
        >>> value_and_unit(Quantity(1200, "people")), value_and_unit(Quantity(50, "gbp_pence"))
        (('1,200', 'people'), ('£0.50', ''))
    """
    text = quantity(value)
    if isinstance(value.amount, str):
        return text, ""
    unit = value.unit.replace("_", " ")
    if value.unit in _UNIT_APART:
        return text.removesuffix(f" {unit}"), "" if value.unit == "count" else unit
    return text, ""


def source_line(
    source: Source, today: datetime.date | None = None, *, letters: Letters | None = None
) -> dict[str, Any]:
    """A source as the page tells it: citation, address, evidence and status of its rule, and when it was checked.

    A source that is of no rule, such as a clause or a file, has no letter, and its status stands only where it is
    not in force.

    Args:
        source: What is cited.
        today: The day by which a source is stale.
        letters: The evidence letters of the rules that were read for the answer, where they are held, as in a receipt.

    Example:
        >>> line = source_line(Source("The constitution", at="clause 3.2"), datetime.date(2026, 5, 1))
        >>> line["evidence"], line["status"], line["checked"]
        ('', '', 'never checked')
    """
    checked = source.last_checked
    evidence = evidence_words(evidence_of(source, letters))
    return {
        "cite": source.cite(),
        # A receipt that somebody wrote may name any address: only those of the web become links.
        "href": source.address if source.address.startswith(("https://", "http://")) else "",
        "publisher": source.publisher,
        "evidence": evidence,
        "status": _STATUS.get(source.status, "in force" if evidence else ""),
        "checked": f"last checked {calendar_date(checked)}" if checked else source.checked(),
        "stale": source.is_stale(today or timezone.localdate()),
    }
