"""Wealdmarch's made-up people: its practices and places as the population room needs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from commonweal.demo import codes, funding, names
from commonweal.demo.people import practices
from commonweal.demo.wealdmarch import SEED
from commonweal.money import pounds
from commonweal.population.aggregates.share_tables import ShareInputs
from commonweal.population.synthetic.system_shape import MadeUpPractice
from commonweal.population.synthetic.system_writing import SystemPeople, synthesise_system

PEOPLE = 120_000
DRIVING_PLACE = codes.place(2)
"""The place that looks for high blood pressure in the last year, so that there is something to be seen."""
UNMET_PART = 0.15
"""What Wealdmarch decided: the part of its need that follows unmet need instead of recorded use."""


def made_up_practices(seed: int = SEED) -> list[MadeUpPractice]:
    """Every practice with its network and place, its share of people, its deprivation and its older people.

    Example:
        >>> shape = made_up_practices()
        >>> len(shape), shape[0].code, shape[0].network, shape[0].place
        (150, 'WEALD001', 'WEALDN01', 'WEALDP1')
    """
    return [
        MadeUpPractice(
            one.code, codes.network(one.network), codes.place(one.place), one.population, one.deprivation, one.older
        )
        for one in practices(seed)
    ]


def synthesise_wealdmarch(
    people: int, out: Path, *, seed: int = SEED, telling: Callable[[str], None] = lambda stage: None
) -> SystemPeople:
    """Make Wealdmarch's people.

    Args:
        people: How many there are on the first day.
        out: A new or empty folder.
        seed: The same seed makes the same people.
        telling: Is told what is being done.

    Raises:
        BadInput: Too few or too many, or something in the folder.
    """
    return synthesise_system(made_up_practices(), people, out, seed=seed, driving_place=DRIVING_PLACE, telling=telling)


def area_names(seed: int = SEED) -> Mapping[tuple[str, str], str]:
    """Names of the system, its places, networks and practices, by level and code."""
    made = practices(seed)
    found = {("system", codes.SYSTEM): funding.FICTIONAL_NAME}
    found |= {("place", codes.place(number)): name for number, name in enumerate(names.PLACES, 1)}
    found |= {("pcn", codes.network(number)): f"{stem} PCN" for number, stem in enumerate(names.NETWORK_STEMS, 1)}
    found |= {("practice", one.code): one.name for one in made}
    return found


def share_inputs(seed: int = SEED) -> ShareInputs:
    """What shares by place are held against: what each place spends, and an index of need that care has not met.

    Example:
        >>> given = share_inputs()
        >>> sorted(given.history_pence), len(given.unmet), given.unmet_part
        (['WEALDP1', 'WEALDP2', 'WEALDP3', 'WEALDP4'], 150, 0.15)
    """
    made = practices(seed)
    history: dict[str, int] = {}
    for row in funding.spending(made, funding.allocations(made)):
        history[row["Place"]] = history.get(row["Place"], 0) + pounds(row["Spend (£)"])
    return ShareInputs(
        history,
        f"what each place spent on core services and primary care in {funding.YEAR}",
        {one.code: one.need["health_inequalities"] for one in made},
        UNMET_PART,
        "a made-up index of deaths that care could have avoided, by practice",
    )
