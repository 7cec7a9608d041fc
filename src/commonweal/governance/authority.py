"""May this body or seat's holder exercise this function? A chain of grants from the decider up to the Act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.answers import Source, Unknown, Verdict
from commonweal.governance.handbook.facts import Records


@dataclass(frozen=True, slots=True)
class Step:
    """A link of a chain, or what is wrong with one: steps go from the decider up to the Act.

    Args:
        kind: ``decider``, ``grant``, ``function``, ``direction`` or ``limit``.
        id: The body, seat, grant, function or direction.
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
        route: Without them.
        limit_pence: The least limit along the chain in pence over all the years; None for no limit, or where
            ``limit_known`` is False and no part of it is known.
        cures: What would mend a failure, in sentences.
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
    """Somebody who may exercise a function: a body, or the holder of a seat."""

    body: str
    seat: str
    limit_pence: int | None
    chain: Chain


def find_chain(
    records: Records,
    *,
    body: str | None = None,
    seat: str | None = None,
    function: str,
    amount_pence: int | None = None,
    years: int = 1,
    place: str = "",
    on: date,
) -> Chain:
    """Being written: the interface stands."""
    raise NotImplementedError


def holders(
    records: Records, *, function: str, amount_pence: int | None = None, years: int = 1, place: str = "", on: date
) -> tuple[Holder, ...]:
    """Being written: the interface stands."""
    raise NotImplementedError
