"""The practices of Wealdmarch: list sizes, age, deprivation, and the need that follows from them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from commonweal.demo import codes, names
from commonweal.demo.chance import Chance

POPULATION = 1_400_000
PRACTICES = 150

SERVICES = (
    *("general_and_acute", "community", "mental_health", "maternity", "health_inequalities", "prescribing"),
    *("core", "primary_medical_need", "primary_medical"),
)

# Share of people, practices, mean deprivation score, share aged 65 and over, for each place.
_PLACES = (
    (0.38, 57, 33.0, 0.125),
    (0.24, 37, 28.0, 0.245),
    (0.22, 33, 13.5, 0.185),
    (0.16, 23, 15.5, 0.240),
)
_ENGLAND_DEPRIVATION, _ENGLAND_OLDER = 21.7, 0.185
_CORE_SHARES = {
    "general_and_acute": 0.62,
    "community": 0.055,
    "mental_health": 0.105,
    "maternity": 0.032,
    "prescribing": 0.087,
    "health_inequalities": 0.101,
}
_MARKET_FORCES = 0.985


@dataclass(frozen=True)
class Practice:
    """A practice that does not exist.

    Args:
        number: Counted from 1; its code follows from it.
        name: Its name.
        place, network: Numbers of its place and primary care network, from 1.
        population: Projected registered population, people.
        deprivation: Deprivation score, higher for more deprived.
        older: Share of people aged 65 and over.
        need: Need index by service: weighted people per person.
        latitude, longitude: At sea.
    """

    number: int
    name: str
    place: int
    network: int
    population: float
    deprivation: float
    older: float
    need: dict[str, float]
    latitude: float
    longitude: float

    @property
    def code(self) -> str:
        """Its code."""
        return codes.practice(self.number)

    def weighted(self, service: str) -> float:
        """Weighted population of a service, people to six decimal places."""
        return round(self.population * self.need[service], 6)

    def with_population(self, population: float) -> Practice:
        """The same practice with another list size and the same need per head."""
        return replace(self, population=round(population, 6))


def practices(seed: int) -> list[Practice]:
    """All practices of a seed, in the order of their codes."""
    chance = Chance(seed)
    named = names.practice_names(PRACTICES)
    made: list[Practice] = []
    first_network = 1
    for place, (share, count, deprivation, older) in enumerate(_PLACES, start=1):
        networks = names.NETWORKS_PER_PLACE[place - 1]
        leanings = [(chance.normal(4.5), chance.normal(0.018)) for _ in range(networks)]
        sizes = [math.exp(chance.normal(0.52)) for _ in range(count)]
        for here, size in enumerate(sizes):
            network = here * networks // count
            number = len(made) + 1
            made.append(
                _practice(
                    chance,
                    number,
                    named[number - 1],
                    place,
                    first_network + network,
                    POPULATION * share * size / sum(sizes),
                    max(3.0, deprivation + leanings[network][0] + chance.normal(5.0)),
                    min(0.42, max(0.03, older + leanings[network][1] + chance.normal(0.025))),
                )
            )
        first_network += networks
    return made


def _practice(
    chance: Chance,
    number: int,
    name: str,
    place: int,
    network: int,
    population: float,
    deprivation: float,
    older: float,
) -> Practice:
    need = _need(chance, deprivation, older)
    angle = 2 * math.pi * place / 4 + chance.normal(0.25)
    return Practice(
        number,
        name,
        place,
        network,
        round(population, 6),
        round(deprivation, 3),
        round(older, 4),
        need,
        round(54.75 + 0.12 * math.sin(angle) + chance.normal(0.01), 6),
        round(2.30 + 0.20 * math.cos(angle) + chance.normal(0.015), 6),
    )


def _need(chance: Chance, deprivation: float, older: float) -> dict[str, float]:
    """Need rises with deprivation everywhere, most of all for health inequalities, and with age where age matters."""
    poor = (deprivation - _ENGLAND_DEPRIVATION) / 10
    old = (older - _ENGLAND_OLDER) / 0.10
    drawn: dict[str, Any] = {
        "general_and_acute": math.exp(0.075 * poor + 0.26 * old + chance.normal(0.03)),
        "community": math.exp(0.06 * poor + 0.34 * old + chance.normal(0.04)),
        "mental_health": math.exp(0.17 * poor - 0.05 * old + chance.normal(0.07)),
        "maternity": math.exp(0.09 * poor - 0.48 * old + chance.normal(0.08)),
        "health_inequalities": math.exp(0.30 * poor + 0.02 * old + chance.normal(0.10)),
        "prescribing": math.exp(0.05 * poor + 0.24 * old + chance.normal(0.05)),
        "primary_medical_need": math.exp(0.035 * poor + 0.16 * old + chance.normal(0.03)),
    }
    core = sum(share * drawn[service] for service, share in _CORE_SHARES.items())
    drawn["core"] = core * _MARKET_FORCES
    drawn["primary_medical"] = 0.85 * drawn["primary_medical_need"] + 0.15 * drawn["health_inequalities"]
    return {service: round(drawn[service], 9) for service in SERVICES}
