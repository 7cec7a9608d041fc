"""How long an interest that has ended is shown in public and kept in private, and which rows are past that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from commonweal.answers import Source, Unknown
from commonweal.governance.checks.days import months_after
from commonweal.governance.handbook import Interest, Records
from commonweal.governance.rule_lookup import rule_on
from commonweal.organisations.periods import written

RULE = "governance.D06"

State = Literal["current", "public", "private", "past", "unknown"]


@dataclass(frozen=True, slots=True)
class Retained:
    """One statement of the register, and how long it stays.

    Args:
        statement: Its id.
        person: Whose.
        ended_on: Its last day; None while it runs.
        public_until: The last day on which it has to be in public: by the rule, or later where the register says so.
            None while it runs, or where it is withheld from publication.
        kept_until: The last day on which it has to be kept.
        state: ``current`` it runs; ``public`` it has ended and is still shown; ``private`` it may be taken from the
            public register and has to be kept; ``past`` it need be kept no longer; ``unknown`` its end is not known.
        sentence: The same in words.
        sources: The rule.
        unknown: What is missing, where the state is not known.
    """

    statement: str
    person: str
    ended_on: date | None
    public_until: date | None
    kept_until: date | None
    state: State
    sentence: str
    sources: tuple[Source, ...] = ()
    unknown: Unknown | None = None

    @property
    def shown(self) -> bool:
        """Whether it has its place in the public register."""
        return self.state in ("current", "public")

    def to_json(self) -> dict[str, Any]:
        """The statement as plain JSON."""
        days = ("ended_on", "public_until", "kept_until")
        return {name: getattr(self, name) for name in ("statement", "person", "state", "sentence")} | {
            name: day.isoformat() if (day := getattr(self, name)) else None for name in days
        }


def due(records: Records, on: date) -> tuple[Retained, ...]:
    """Every statement of an interest with how long it stays, as things stand on a day.

    The rule is about interests that have ended. No source at hand says how long gifts, hospitality and breaches are
    kept, so nothing is worked out for them; nor for nil returns, which state no interest.

    Args:
        records: The handbook, with its register of interests.
        on: The day.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> ended = Interest(statement="S1", person="P1", kind="financial", to_date=date(2025, 8, 31))
        >>> kept = due(Records(Handbook.of([ended])), date(2026, 5, 1))[0]
        >>> kept.state, kept.public_until.isoformat(), kept.kept_until.isoformat()
        ('private', '2026-02-28', '2031-08-31')
    """
    found = rule_on(records, RULE, on)
    if found is None:
        return ()
    months, years = int(found.value["public_months"]), int(found.value["private_years"])
    replaced = {row.supersedes: row for row in records.rows(Interest) if row.supersedes}
    return tuple(
        _retained(row, replaced.get(row.statement), on, months, years, found.source)
        for row in records.rows(Interest)
        if row.kind != "nil"
    )


def _retained(row: Interest, later: Interest | None, on: date, months: int, years: int, source: Source) -> Retained:
    what, ended = f"Statement {row.statement}", row.to_date
    if ended is None and later is not None:
        first = later.from_date or later.declared_on
        if first is None:
            gap = Unknown(
                f"interests.to_date of {row.statement}",
                "the times run from the day on which it ended",
                f"fill in to date in the sheet interests of {row.statement}, which {later.statement} replaces",
            )
            told = f"{what} is replaced by {later.statement}; when it ended is not known."
            return Retained(row.statement, row.person, None, None, None, "unknown", told, (source,), gap)
        ended = first - timedelta(days=1)
    if ended is None or ended >= on:
        return Retained(row.statement, row.person, ended, None, None, "current", f"{what} runs.", (source,))
    public = None
    if row.public is not False:
        public = max(day for day in (months_after(ended, months), row.published_until) if day)
    kept = max(day for day in (months_after(ended, 12 * years), row.kept_until) if day)
    state: State = "public" if public and on <= public else "private" if on <= kept else "past"
    told = {
        "public": f"{what} ended on {written(ended)} and stays in public until {written(public or ended)}.",
        "private": f"{what} ended on {written(ended)}, is public no longer and is kept until {written(kept)}.",
        "past": f"{what} ended on {written(ended)}; it had to be kept until {written(kept)} and no longer.",
    }[state]
    return Retained(row.statement, row.person, ended, public, kept, state, told, (source,))
