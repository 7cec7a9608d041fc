"""How old the newest month of the published series is, and what to do when it is old."""

from __future__ import annotations

from datetime import date

import numpy as np

from commonweal.wiring.access_files import AccessSeries

PUBLISHED_AFTER = 3
"""Months after which newer figures are sure to be out: NHS England publishes a month within about six weeks of it."""


def newest_month(series: AccessSeries) -> date | None:
    """The first day of the last month with a figure of any organisation; None where there is no figure at all."""
    known = np.flatnonzero((~np.isnan(series.values)).any(axis=0))
    return series.months[int(known[-1])] if len(known) else None


def age_words(series: AccessSeries, today: date) -> tuple[str, bool]:
    """What is said of the age of the newest month, and whether it is old.

    Args:
        series: The values.
        today: The day of reading.
    """
    month = newest_month(series)
    if month is None:
        return "The files hold no figure of this measure", True
    ago = (today.year - month.year) * 12 + today.month - month.month
    words = f"The newest month in the files that are held is {month:%B %Y}"
    if ago <= PUBLISHED_AFTER:
        return words, False
    return (
        f"{words}, {ago} months ago. What happened since is not in these charts: put newer files of NHS England into "
        "the data folder before they are used for a decision of today",
        True,
    )
