"""The faults that Wealdmarch's handbook has on purpose. Everything else in it keeps the rules on 1 May 2026."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that the check must find.

    Args:
        rule: Id of the rule that is broken.
        subject: Id of what breaks it, as the finding names it.
        sentence: What was done, and what it teaches.
    """

    rule: str
    subject: str
    sentence: str


FAULTS: tuple[Fault, ...] = (
    Fault(
        "governance.E07",
        "BOARD-2025-11",
        "The papers for the board of 20 November 2025 went out four working days before; the standing orders ask five.",
    ),
    Fault(
        "governance.E05",
        "FINANCE-2026-02-3",
        "Two members left half-way through an item on 11 February 2026, and with them went the quorum; "
        "the minutes say that it was quorate.",
    ),
    Fault(
        "governance.F10",
        "D-WEALDP2-2026-01-2",
        "The committee at Wyndlesea Coast decided £620,000 a year; for 336,000 people its limit is £504,000.",
    ),
    Fault(
        "governance.D10",
        "PRIMARY-CARE-2025-12-2",
        "A doctor who holds shares in the federation declared it, stayed and voted on the federation's clinics.",
    ),
    Fault(
        "governance.D03",
        "I-P019-2",
        "The director of primary care declared a partner's new job after 40 days; the law gives 28.",
    ),
    Fault(
        "governance.F08",
        "section_117_aftercare",
        "The grant of aftercare ended on 31 March 2026 with its trial year, and since then nobody decides it.",
    ),
    Fault(
        "governance.B15",
        "PRIMARY-CARE-08",
        "A member sat on the primary care committee ten weeks before the chair approved.",
    ),
    Fault(
        "governance.F09",
        "D-WEALDP3-2026-01-2",
        "The forum at Tarnwick Vale, which gives views, decided grants of £48,000.",
    ),
)
"""The faults, one for each lesson."""
