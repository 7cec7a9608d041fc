"""What the search for authority answers with: a chain in steps, and who holds a function."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.answers import Source, Unknown, Verdict


@dataclass(frozen=True, slots=True)
class Step:
    """A link of a chain, or what is wrong with one: steps go from the decider up to the Act.

    Args:
        kind: ``decider``, ``grant``, ``function``, ``direction`` or ``limit``.
        id: The body, seat, grant or function that it belongs to.
        sentence: What is so.
        source: The provision, or the clause of the handbook.
        verdict: PASS where the link holds.
    """

    kind: str
    id: str
    sentence: str
    source: Source
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether somebody may exercise a function, and by which grants.

    Args:
        verdict: With the money limit and the amount.
        steps: From the decider to the provision; those that are not PASS say what is wrong.
        limit_pence: The least limit along the chain in pence over all the years; None where none is known.
        unknowns: Facts that are missing.
        cures: What would mend a failure, in sentences.
        route: The verdict without money.
        limit_known: Whether every limit along the chain is known; with ``limit_pence`` None there is then no limit.
    """

    verdict: Verdict
    steps: tuple[Step, ...]
    limit_pence: int | None = None
    unknowns: tuple[Unknown, ...] = ()
    cures: tuple[str, ...] = ()
    route: Verdict = Verdict.PASS
    limit_known: bool = True


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who may exercise a function: a body, or the holder of a seat (whose body is given too)."""

    body: str
    seat: str
    limit_pence: int | None
    chain: Chain
