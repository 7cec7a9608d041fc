"""What comes from above Wealdmarch: directions, and proposals that the Secretary of State was told of."""

from __future__ import annotations

from commonweal.demo.handbook_bodies import NHS_ENGLAND, SYSTEM
from commonweal.demo.handbook_days import day
from commonweal.governance.handbook import Direction, Reconfiguration, Row


def directions() -> list[Row]:
    """One direction, which barred a function for half a year and has ended."""
    return [
        Direction(
            direction="DIRECTION-2023",
            from_body=NHS_ENGLAND,
            to_body=SYSTEM,
            power="NHSA 2006 s.14Z61",
            functions=("continuing_healthcare",),
            bars_exercise=False,
            bars_delegation=True,
            published_on=day("2023-10-03"),
            from_date=day("2023-10-01"),
            to_date=day("2024-03-31"),
        )
    ]


def proposals() -> list[Row]:
    """Two proposals to change where services are: one was called in and decided, the other was not."""
    return [
        Reconfiguration(
            proposal="BIRTHS-2024",
            body=SYSTEM,
            title="Births move from Ternsea to Wyndlesea",
            notifiable=True,
            notified_on=day("2024-05-13"),
            called_in_on=day("2024-07-22"),
            outcome_on=day("2024-12-10"),
            outcome_published_on=day("2024-12-10"),
            steps_after_call_in=False,
        ),
        Reconfiguration(
            proposal="STROKE-2025",
            body=SYSTEM,
            title="Community stroke beds move to Tarnwick Vale",
            notifiable=True,
            notified_on=day("2025-09-08"),
        ),
    ]
