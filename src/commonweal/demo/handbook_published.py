"""What Wealdmarch published: papers, minutes, decisions, and the registers month by month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commonweal.calendars import add_working_days
from commonweal.demo.handbook_bodies import SYSTEM
from commonweal.demo.handbook_business import Sitting
from commonweal.demo.handbook_days import ESTABLISHED, PRESENT
from commonweal.demo.handbook_terms import IN_PUBLIC
from commonweal.governance.handbook import Decision, Publication, Row

SITE = "https://wealdmarch.example/governance"

_MONTHLY = ("register_of_interests", "gifts_register", "breach_log", "procurement_decisions", "spend_over_25k")


def _first_days() -> list[date]:
    """The first working day of each month from May 2025 to the present."""
    months = [(2025, month) for month in range(5, 13)] + [(2026, month) for month in range(1, 6)]
    return [add_working_days(date(year, month, 1), 0) for year, month in months]


def registers() -> list[Row]:
    """The registers and lists, each month's until the next took its place."""
    days = _first_days()
    found: list[Row] = [
        Publication(
            publication="PUBLISHED-REGISTER-OF-INTERESTS-2022-07",
            body=SYSTEM,
            kind="register_of_interests",
            published_on=ESTABLISHED,
            withdrawn_on=days[0],
            on_request=True,
            address=f"{SITE}/register-of-interests",
        )
    ]
    for kind in _MONTHLY:
        for number, when in enumerate(days):
            until = days[number + 1] if number + 1 < len(days) else None
            found.append(
                Publication(
                    publication=f"PUBLISHED-{kind.upper().replace('_', '-')}-{when:%Y-%m}",
                    body=SYSTEM,
                    kind=kind,
                    published_on=when,
                    withdrawn_on=until,
                    on_request=False,
                    address=f"{SITE}/{kind.replace('_', '-')}",
                )
            )
    return found


def of_meetings(sittings: Iterable[Sitting]) -> list[Row]:
    """Notice, papers and an extract of the register before each meeting; minutes after it."""
    found: list[Row] = []
    for sitting in sittings:
        public = sitting.body in IN_PUBLIC
        lines = [("register_extract", sitting.papers_on)]
        if public:
            lines += [("papers", sitting.papers_on), ("minutes", add_working_days(sitting.on, 8))]
        found += [
            Publication(
                publication=f"PUBLISHED-{kind.upper().replace('_', '-')}-{sitting.meeting}",
                body=sitting.body,
                kind=kind,
                about=sitting.meeting,
                published_on=when,
                address=f"{SITE}/meetings/{sitting.meeting.lower()}",
            )
            for kind, when in lines
            if when <= PRESENT
        ]
    return found


def of_decisions(decisions: Iterable[Decision]) -> list[Row]:
    """Each decision on the site."""
    return [
        Publication(
            publication=f"PUBLISHED-{decision.decision}",
            body=decision.taken_by or SYSTEM,
            kind="decision",
            about=decision.decision,
            published_on=decision.published_on,
            address=f"{SITE}/decisions/{decision.decision.lower()}",
        )
        for decision in decisions
    ]
