"""How partner members were nominated: trusts, councils, practices, and the networks for their provider board."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from commonweal.demo.handbook_board import GP_PRACTICE
from commonweal.demo.handbook_bodies import COUNCILS, NETWORKS, TRUSTS
from commonweal.demo.handbook_days import day
from commonweal.demo.people import Practice
from commonweal.governance.handbook import Ballot, BallotVote, Nomination, Row

Candidates = tuple[tuple[str, str], ...]


def _ballot(
    ballot: str, seat: str, nominators: str, opened: date, candidates: Candidates, votes: dict[str, str], **more: Any
) -> list[Row]:
    """A ballot, who was put forward by whom, and how each body that may vote did; the first candidate won."""
    closed = opened + timedelta(days=28)
    first: list[Row] = [
        Ballot(
            ballot=ballot,
            seat=seat,
            nominators=nominators,
            opened_on=opened,
            closed_on=closed,
            process_followed=True,
            nominated=candidates[0][0],
            chair_approved_on=closed + timedelta(days=7),
            **more,
        )
    ]
    first += [Nomination(ballot=ballot, person=person, nominated_by=body) for person, body in candidates]
    return first + [
        BallotVote(ballot=ballot, body=body, for_person=person, cast_on=closed - timedelta(days=7) if person else None)
        for body, person in votes.items()
    ]


def _practices_vote(practices: list[Practice]) -> dict[str, str]:
    """Three candidates; every fifth practice did not vote."""
    choice = ("P014", "P014", "P505", "P014", "", "P014", "P512", "P014", "P014", "")
    return {practice.code: choice[practice.number % len(choice)] for practice in practices}


def ballots(practices: list[Practice]) -> list[Row]:
    """Every ballot, with its candidates and votes."""
    nominating = TRUSTS[:5]
    found = _ballot(
        *("BALLOT-TRUSTS-2025", "BOARD-12", "trusts", day("2025-01-20")),
        (("P012", TRUSTS[0]), ("P605", TRUSTS[1])),
        dict(zip(nominating, ("P012", "P605", "P012", "P012", "P012"), strict=True)),
    )
    found += _ballot(
        *("BALLOT-MIND-2025", "BOARD-13", "trusts", day("2025-01-20")),
        (("P013", TRUSTS[2]),),
        dict.fromkeys(nominating, "P013"),
    )
    found += _ballot(
        *("BALLOT-GP-2024", "BOARD-14", "primary_medical_providers", day("2024-07-15")),
        (("P014", GP_PRACTICE), ("P505", "WEALD034"), ("P512", "WEALD088")),
        _practices_vote(practices),
    )
    found += _ballot(
        *("BALLOT-COUNCILS-2024", "BOARD-15", "local_authorities", day("2024-07-15")),
        (("P015", COUNCILS[0]),),
        dict.fromkeys(COUNCILS, "P015"),
    )
    found += _ballot(
        *("BALLOT-PUBLIC-HEALTH-2024", "BOARD-16", "local_authorities", day("2024-07-15")),
        (("P016", COUNCILS[1]), ("P303", COUNCILS[2])),
        dict(zip(COUNCILS, ("P016", "P016", "P303", "P016"), strict=True)),
    )
    return found + _provider_board()


_PROVIDER_BOARD = (
    ("P101", 0, 7),
    ("P201", 7, 12),
    ("P301", 12, 17),
    ("P401", 17, 21),
    ("P505", 0, 21),
    ("P512", 0, 21),
)
"""Who was nominated for each seat of the provider board, and the first and last of the networks that voted."""


def _provider_board() -> list[Row]:
    """The networks of each place nominate one; all networks together nominate two more."""
    found: list[Row] = []
    for number, (person, first, last) in enumerate(_PROVIDER_BOARD, start=1):
        networks = NETWORKS[first:last]
        rival = f"P{500 + first + 2}"
        votes = {network: rival if place % 4 == 3 else person for place, network in enumerate(networks)}
        found += _ballot(
            *(f"BALLOT-GP-BOARD-{number}", f"GP-BOARD-{number:02d}", "primary_medical_providers", day("2024-01-15")),
            ((person, networks[0]), (rival, networks[1])),
            votes,
        )
    return found
