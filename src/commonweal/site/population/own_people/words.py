"""How the figures of these pages are written: what is not shown in words and never as nought, days, methods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from commonweal.population.aggregates import METHODS, Manifest
from commonweal.population.disclosure_control import disclosure_rule
from commonweal.population.plain_rules import pack_title
from commonweal.site.components.words import calendar_date

NOT_SHOWN, TOO_FEW = "not shown", "too few to tell"
NOT_THERE = "not in these tables"
LEVEL = {"system": "system", "place": "place", "pcn": "primary care network", "practice": "practice"}
PLURAL = {"system": "Systems", "place": "Places", "pcn": "Primary care networks", "practice": "Practices"}
SHORT_SEGMENTS = {
    "Two or more long-term conditions": "Two or more",
    "One long-term condition": "One condition",
}
"""Names of segments where there is little room; the table of each picture has them whole."""
STANDING = {"higher": "higher", "lower": "lower", "alike": "no clear difference", "": "not compared"}
CHANGED = {"higher": "higher than before", "lower": "lower than before", "alike": "no clear change", "": "not compared"}


def few(manifest: Manifest) -> str:
    """What stands for a count that is too small to be told.

    The number is that of the rule; aggregates made by another rule than this version's say it without a number.
    """
    rule = disclosure_rule()
    return f"{rule.suppress_up_to} or fewer" if manifest.rule == rule.sentence else TOO_FEW


def nothing_drawn(manifest: Manifest) -> str:
    """What stands in place of a picture that would be empty."""
    return f"No picture is drawn: each number here is {few(manifest)}, or hidden so that nobody can be found by it."


def people(count: int | None, manifest: Manifest) -> int | str:
    """A count as it is shown: a number, or words where it is small or hidden."""
    return NOT_SHOWN if count is None else count or few(manifest)


def rate(value: float | None, places: int = 1) -> float | str:
    """A rate or index with no more decimals than help, or words.

    Example:
        >>> rate(213.04), rate(None)
        (213.0, 'not shown')
    """
    return NOT_SHOWN if value is None else round(value, places)


def share(part: int | None, whole: int | None) -> float | str:
    """A share of shown counts, to a tenth of a percent; words where it is small or not told.

    Example:
        >>> share(25, 200), share(0, 200), share(None, 200)
        (0.125, 'too few to tell', 'not shown')
    """
    if part is None or not whole:
        return NOT_SHOWN
    return round(part / whole, 3) if part else TOO_FEW


def day(iso: str) -> str:
    """A day of the aggregates in words.

    Example:
        >>> day("2025-03-31")
        '31 March 2025'
    """
    return calendar_date(date.fromisoformat(iso))


def short_days(days: Sequence[str]) -> list[str]:
    """Months and years for an axis, or whole days where two lie in one month.

    Example:
        >>> short_days(["2024-03-31", "2025-03-31"])
        ['Mar 2024', 'Mar 2025']
    """
    months = [f"{date.fromisoformat(iso):%b %Y}" for iso in days]
    return months if len(set(months)) == len(months) else [day(iso) for iso in days]


def in_sentence(title: str) -> str:
    """A name within a sentence: its first letter small, but for names that are initials.

    Example:
        >>> in_sentence("Heart failure"), in_sentence("COPD")
        ('heart failure', 'COPD')
    """
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def version_of(manifest: Manifest, what: str, *, titled: bool = True) -> str:
    """Title and version of a codelist, score or rule set, and that it is a draft; plain words where nothing is said."""
    said = manifest.versions.get(what)
    if not isinstance(said, dict):
        return f"{what} as in the run"
    version = f"version {said.get('version', 'not known')}{', a draft' if said.get('status') == 'draft' else ''}"
    return f"{said.get('title', said.get('name', what))}, {version}" if titled else f"{what} {version}"


def method_of(manifest: Manifest, table: str) -> str:
    """The method of a table with its version, as the aggregates say it; where they say none, today's."""
    said = manifest.versions.get("methods")
    return str(said[table]) if isinstance(said, dict) and table in said else METHODS[table]


def provenance(manifest: Manifest, method: str) -> str:
    """The line under a figure: the day, the method with its version, and that small counts are left out.

    The whole rule, and where the figures come from, stand under the table behind the figure.
    """
    return f"{day(manifest.as_of)}. {method}. Counts of {few(manifest)} are not told."


def notes(manifest: Manifest, *tables: str) -> list[str]:
    """What stands under a table and in its file: the methods of what it was taken from, the rule, and who made it."""
    return [
        *(note for table in tables if (note := manifest.notes.get(table, ""))),
        manifest.rule,
        f"On these pages such a 0 reads “{few(manifest)}”; “{NOT_SHOWN}” is hidden because a small count could be "
        "worked out from it, or cannot be worked at all.",
        "; ".join(
            f"{what}: {version_of(manifest, key)}"
            for what, key in (("Codelist", "codelist"), ("segments", "segmentation"), ("score", "score"))
            if key != "score" or key in manifest.versions
        )
        + f". Standard population: {_standard_population(manifest)}.",
        f"{'Made-up people. ' if manifest.fictional else ''}{manifest.title}, {day(manifest.as_of)}; "
        f"made by {manifest.made_by}; mark by which the run is known: "
        f"{str(manifest.run.get('summary_sha256', 'not known'))[:12]}.",
    ]


def one_in(value: Any) -> str:
    """A rate in a sentence; the words where it is not shown.

    Example:
        >>> one_in(213.04), one_in(None)
        ('213.0', 'not shown')
    """
    return NOT_SHOWN if value is None else f"{value:,.1f}"


def _standard_population(manifest: Manifest) -> str:
    return pack_title("standard_populations", str(manifest.versions.get("standard_population"))) or "as in the run"
