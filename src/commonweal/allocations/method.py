"""The source of every step that is Commonweal's own arithmetic: one, so that it is checked and dated in one place."""

from __future__ import annotations

from datetime import date

from commonweal.answers import Source

METHOD = Source(
    "Commonweal, method of allocations",
    at="docs/explanation/allocations.md",
    status="published",
    last_checked=date(2026, 11, 21),
)
"""What a step rests on that is our own arithmetic."""
