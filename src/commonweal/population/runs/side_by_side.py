"""Parts of the people worked on side by side, each by one thread from its rows to its counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import local

from commonweal import engines as e
from commonweal.engines.duckdb_engine import DuckDBEngine
from commonweal.population.runs import plans
from commonweal.population.runs.counting import CellCounts, mask_meanings
from commonweal.population.runs.definition import Definition
from commonweal.population.runs.ranges import WorkRange


def count_side_by_side(
    engine: DuckDBEngine, definition: Definition, practices: int, parts: Sequence[WorkRange], threads: int,
    told: Callable[[], None] | None = None,
) -> CellCounts:  # fmt: skip
    """Count people part by part, as many parts at once as there are threads.

    A part is small, so that the groups of its people stay near the processor, and no thread waits for another.

    Args:
        engine: Where ``persons``, ``events`` and the numbers of practices are.
        definition: What is worked out.
        practices: How many practices are numbered.
        parts: Ranges of people; together everybody who is to be counted.
        threads: How many may work.
        told: Called in the caller's thread after each part.
    """
    fields = plans.packing(definition, practices)
    counts = CellCounts(fields, mask_meanings(definition), len(definition.segments))
    own = local()

    def begin() -> None:
        own.engine = engine.beside()

    def count(part: WorkRange) -> None:
        plan = plans.packed_people(definition, practices, part.within)
        counts.add(own.engine.fetch(plan, address_bits=part.address_bits)["packed"])

    at_once = min(threads, len(parts))  # a part alone is worked on by all threads of the engine
    with engine.callers(at_once), ThreadPoolExecutor(at_once, initializer=begin) as pool:
        try:
            for done in [pool.submit(count, part) for part in parts]:
                done.result()
                if told:
                    told()
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return counts


def write_counts(engine: DuckDBEngine, counts: CellCounts, cells: Path, areas: Path) -> None:
    """Write the counts as stages are written: with the columns of ``plans.cells`` and ``plans.areas``."""
    for columns, path in ((counts.cells(), cells), (counts.areas(), areas)):
        engine.register("counted", columns)
        engine.write_parquet(e.Scan("counted", tuple(columns)), path)
