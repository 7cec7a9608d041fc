"""The whole path on Wealdmarch's made-up people: from made-up lives to tables that may be shown and need as weights."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonweal.demo import codes, funding
from commonweal.demo.files import BANNER
from commonweal.demo.population import PEOPLE, area_names, made_up_practices, synthesise_wealdmarch
from commonweal.demo.wealdmarch import SEED
from commonweal.population.aggregates import Manifest
from commonweal.population.aggregates.listed_people import Geography
from commonweal.population.aggregates.making import AggregatesRequest, make_aggregates
from commonweal.population.runs.running import RunRequest, run_people
from commonweal.problems import BadInput, Problem

PRICES_OF = "2024/25"
LISTS, RUN, AGGREGATES = "lists", "run", "aggregates"
NEED = "wealdmarch_need_by_practice.csv"
MARK = "made-by-the-population-demonstration.txt"


@dataclass(frozen=True)
class PopulationPath:
    """What the demonstration of the population room made.

    Args:
        folder: Where it lies.
        aggregates: The tables that may be shown.
        need: Indicators by practice, which `commonweal allocations split --indicators` takes.
        manifest: Of the aggregates.
        summary: Of the run.
    """

    folder: Path
    aggregates: Path
    need: Path
    manifest: Manifest
    summary: dict[str, Any]


def geography() -> Geography:
    """Wealdmarch's practices, networks and places."""
    shape = made_up_practices()
    return Geography(
        codes.SYSTEM,
        tuple(one.code for one in shape),
        tuple(one.network for one in shape),
        tuple(one.place for one in shape),
        area_names(),
    )


def _clear(folder: Path) -> None:
    """Make the folder, or take away what an earlier demonstration left in it, and nothing that is somebody's own."""
    mark = folder / MARK
    if folder.is_dir() and any(folder.iterdir()) and not mark.is_file():
        raise BadInput(
            Problem("this folder holds something that no demonstration made", file=str(folder), do="name a new one")
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark.write_text(f"{BANNER}\nFolders here are made again by each demonstration.\n", "utf-8")
    except OSError as error:
        raise BadInput(Problem(f"the folder cannot be written to: {error.strerror}", file=str(folder))) from error
    for name in (LISTS, RUN, AGGREGATES):
        shutil.rmtree(folder / name, ignore_errors=True)


def demonstrate_population(
    folder: Path, *, people: int = PEOPLE, seed: int = SEED, telling: Callable[[str], None] = lambda what: None
) -> PopulationPath:
    """Make people, run on them, and make the aggregates and the need that other rooms take.

    Args:
        folder: Where to write; what an earlier demonstration left there is made again.
        people: How many there are on the first day.
        seed: The same seed makes the same people, and the same tables.
        telling: Is told what is being done.

    Raises:
        BadInput: Too few or too many people, or a folder that cannot be written to or holds what is somebody's own.
    """
    _clear(folder)
    telling(f"{people:,} made-up people on three days, sealed")
    made = synthesise_wealdmarch(people, folder / LISTS, seed=seed)
    last = made.on(made.days[-1])
    telling("the run: conditions, score, segments and rates")
    summary = run_people(
        RunRequest(last / "persons.parquet", last / "events.parquet", folder / RUN, threads=2, progress=False)
    )
    request = AggregatesRequest(
        title=funding.FICTIONAL_NAME,
        fictional=True,
        geography=geography(),
        folders={day: made.on(day) for day in made.days},
        run=folder / RUN,
        prices_of=PRICES_OF,
    )
    manifest, need = make_aggregates(request, folder / AGGREGATES, telling=telling)
    if need is not None:
        need.write_csv(folder / NEED)
    return PopulationPath(folder, folder / AGGREGATES, folder / NEED, manifest, summary)
