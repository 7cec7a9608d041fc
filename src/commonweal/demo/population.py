"""Wealdmarch's made-up people: its practices and places as the population room needs them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from commonweal.demo import codes, funding, names
from commonweal.demo.people import practices
from commonweal.demo.wealdmarch import SEED
from commonweal.population.synthetic.system_shape import MadeUpPractice
from commonweal.population.synthetic.system_writing import SystemPeople, synthesise_system

PEOPLE = 120_000
DRIVING_PLACE = codes.place(2)
"""The place that looks for high blood pressure in the last year, so that there is something to be seen."""


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


def synthesise_wealdmarch(people: int, out: Path, *, seed: int = SEED) -> SystemPeople:
    """Make Wealdmarch's people.

    Raises:
        BadInput: Too few or too many, or something in the folder.
    """
    return synthesise_system(made_up_practices(), people, out, seed=seed, driving_place=DRIVING_PLACE)


def area_names(seed: int = SEED) -> Mapping[tuple[str, str], str]:
    """Names of the system, its places, networks and practices, by level and code."""
    made = practices(seed)
    found = {("system", codes.SYSTEM): funding.FICTIONAL_NAME}
    found |= {("place", codes.place(number)): name for number, name in enumerate(names.PLACES, 1)}
    found |= {("pcn", codes.network(number)): f"{stem} PCN" for number, stem in enumerate(names.NETWORK_STEMS, 1)}
    found |= {("practice", one.code): one.name for one in made}
    return found
