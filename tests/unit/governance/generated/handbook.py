"""A clean handbook for any integrated care board, drawn from a seed: every rule of it is kept."""

from __future__ import annotations

from tests.unit.governance.generated import board, bodies, meetings, papers
from tests.unit.governance.generated.plan import Plan

from commonweal.governance.handbook import Handbook, Row


def clean_rows(code: str, seed: int, plan: Plan | None = None) -> list[Row]:
    """The rows of a clean handbook, the people last; a plan that is given learns who carries which task."""
    plan = plan or Plan(code, seed)
    rows = [
        *bodies.bodies(plan),
        *bodies.instruments(plan),
        *board.board(plan),
        *board.committees(plan),
        *board.places(plan),
        *papers.authority(plan),
        *meetings.meetings(plan),
        *meetings.elsewhere(plan),
    ]
    rows += papers.interests(plan)
    return rows + board.people(plan)


def clean_handbook(code: str, seed: int) -> Handbook:
    """A clean handbook."""
    return Handbook.of(clean_rows(code, seed), name=f"{code}-{seed}")
