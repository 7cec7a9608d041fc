"""Questions from the public to the board, within its limits; one repeated another and was not taken."""

from __future__ import annotations

from typing import Any

from commonweal.demo.handbook_days import day
from commonweal.governance.handbook import PublicQuestion, Row

_TEXTS: dict[str, dict[str, Any]] = {
    "Q-06": {
        "text": "The evening clinic at Marchside was to open in January. When will it, how many people can it see in a "
        "week, and what are those to do until then who cannot come in the daytime?",
        "text_published_on": day("2026-04-10"),
    },
}
"""What was asked, where the log keeps it."""


def questions() -> list[Row]:
    """The log of a year."""
    lines = (
        ("Q-01", "BOARD-2025-07", "2025-07-10", 96, "", True, "2025-08-04"),
        ("Q-02", "BOARD-2025-09", "2025-09-11", 143, "", True, "2025-10-06"),
        ("Q-03", "BOARD-2025-11", "2025-11-12", 120, "Q-02", False, "2025-11-17"),
        ("Q-04", "BOARD-2026-01", "2026-01-08", 74, "", True, "2026-02-05"),
        ("Q-05", "BOARD-2026-03", "2026-03-12", 149, "", True, "2026-04-10"),
        ("Q-06", "BOARD-2026-03", "2026-03-13", None, "", True, "2026-04-10"),
    )
    return [
        PublicQuestion(
            question=question,
            meeting=meeting,
            received_on=day(received),
            words=words,
            repeats=repeats,
            accepted=accepted,
            replied_on=day(replied),
            **_TEXTS.get(question, {}),
        )
        for question, meeting, received, words, repeats, accepted, replied in lines
    ]
