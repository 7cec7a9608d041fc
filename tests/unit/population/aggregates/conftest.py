"""The small system's people, their run and their aggregates, made once for the tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pytest

from commonweal.population.aggregates import Manifest, PopulationAggregates, read_aggregates
from commonweal.population.aggregates.listed_people import Geography
from commonweal.population.aggregates.making import AggregatesRequest, make_aggregates
from commonweal.population.resources import LocalNeed
from commonweal.population.runs.running import RunRequest, run_people
from commonweal.population.synthetic.system_shape import MadeUpPractice
from commonweal.population.synthetic.system_writing import SystemPeople, synthesise_system

SYSTEM = "QXX"


@lru_cache(maxsize=1)
def practices() -> tuple[MadeUpPractice, ...]:
    return tuple(
        MadeUpPractice(
            f"Y{number:05d}",
            f"U{number // 3}",
            f"P{number // 6}",
            1 + number % 3,
            40 - 2.5 * number,
            0.12 + 0.01 * number,
        )
        for number in range(12)
    )


def geography() -> Geography:
    made = practices()
    return Geography(
        SYSTEM,
        tuple(one.code for one in made),
        tuple(one.network for one in made),
        tuple(one.place for one in made),
        {("system", SYSTEM): "Made-up system"},
    )


@dataclass(frozen=True)
class Made:
    people: SystemPeople
    manifest: Manifest
    need: LocalNeed
    held: PopulationAggregates


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("system")
    people = synthesise_system(practices(), 12_000, folder / "lists", seed=5, driving_place="P1")
    last = people.on(people.days[-1])
    run_people(RunRequest(last / "persons.parquet", last / "events.parquet", folder / "run", threads=2, progress=False))
    request = AggregatesRequest(
        "Made-up system", True, geography(), {day: people.on(day) for day in people.days}, folder / "run", "2024/25"
    )
    manifest, need = make_aggregates(request, folder / "aggregates")
    return Made(people, manifest, need, read_aggregates(folder / "aggregates"))
