"""A run from its inputs to its result."""

from __future__ import annotations

import json
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import commonweal
from commonweal import engines as e
from commonweal.engines.duckdb_engine import DuckDBEngine
from commonweal.engines.threads import checked_threads
from commonweal.population.disclosure_control import disclosure_rule
from commonweal.population.runs import plans
from commonweal.population.runs.counting import MOST_CONDITIONS
from commonweal.population.runs.definition import Definition, as_spelled, standard_definition
from commonweal.population.runs.inputs import RunInputs, engine_failures_told, memory_bytes, read_inputs
from commonweal.population.runs.person_table import person_table
from commonweal.population.runs.progress import Progress
from commonweal.population.runs.ranges import PEOPLE_AT_ONCE, WorkRange, work_ranges
from commonweal.population.runs.results import INTERNAL, write_results
from commonweal.population.runs.side_by_side import count_side_by_side, write_counts
from commonweal.population.runs.stages import SUMMARY, Workplace, workplace
from commonweal.problems import BadInput, Problem

EXACT_IN_SEALS = ("rows", "people_left_out")
"""Counts of people in a seal, which stays on the host."""
LEFT_OUT = "left_out.json"
SHOWN_NOTE = (
    "internal/ holds exact figures, for work inside the host only; shown/ and this summary hold what may be shown, "
    "small numbers suppressed and others rounded."
)


@dataclass(frozen=True)
class RunRequest:
    """What is asked for.

    Args:
        persons: Sealed persons.
        events: Sealed events of the same batch.
        out: Folder of the result; an earlier result there is replaced at the end.
        engine: ``duckdb`` or ``spark``.
        threads: How many may work; by default as many as there are processors.
        memory: The most memory, such as ``4GB``.
        verify: Compare the files with the hashes of their sealing first.
        progress: Tell how far it is; by default on a terminal.
        full: Write the table of people too.
        at_once: How many people are worked on together at most.
        as_of: The day; by default that of the seal, and no other is taken.
    """

    persons: Path
    events: Path
    out: Path
    engine: str = "duckdb"
    threads: int | None = None
    memory: str | None = None
    verify: bool = False
    progress: bool | None = None
    full: bool = False
    at_once: int = PEOPLE_AT_ONCE
    as_of: date | None = None


def run_people(request: RunRequest) -> dict[str, Any]:
    """Do the work and give the summary, which also stands in the result.

    Raises:
        BadInput: Whatever is wrong with the files, the options or the memory; then nothing is at ``out`` that was not
            there before.
    """
    started = time.perf_counter()
    checked_threads(request.threads)
    memory = None if request.memory is None else memory_bytes(request.memory)
    inputs = read_inputs(request.persons, request.events, as_of=request.as_of, full=request.full, verify=request.verify)
    definition = standard_definition(inputs.on_list.day)
    spelled = as_spelled(definition, inputs.codes)
    with workplace(request.out) as place:
        with (
            e.open_engine(
                request.engine, threads=request.threads, memory=request.memory, temporary=place.spill
            ) as engine,
            engine_failures_told(),
        ):
            totals, told, timings = _work(engine, request, inputs, spelled, place, memory)
        timings["all_seconds"] = round(time.perf_counter() - started, 3)
        _require_one_row_each(inputs, totals["people"])
        summary = _summary(request, inputs, definition, told, timings)
        text = json.dumps(summary, indent=2, default=str, allow_nan=False)
        (place.result / SUMMARY).write_text(text + "\n", "utf-8")
    return summary


def _work(
    engine: e.Engine, request: RunRequest, inputs: RunInputs, definition: Definition, place: Workplace,
    memory: int | None,
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:  # fmt: skip
    """Totals, totals as they may be shown, and timings."""
    inputs.on_list.register(engine)
    engine.register("events", inputs.events)
    practices = engine.hold(plans.HELD_PRACTICES, plans.practice_numbers())
    threads = request.threads or os.cpu_count() or 1
    by_parts = not request.full and len(definition.conditions) <= MOST_CONDITIONS
    ranges = (
        work_ranges(inputs, threads, memory, request.at_once, by_parts=by_parts)
        if engine.dialect == "duckdb"
        else (WorkRange(plans.PersonRange(), 0),)
    )
    names = ("cells", "areas", "people") if request.full else ("cells", "areas")
    progress = Progress(sum(_steps(work, names) for work in ranges) + 1, request.progress)
    parts: dict[str, list[Path]] = {name: [] for name in names}
    reused, tables_reused, began = 0, 0, time.perf_counter()
    for place_in_order, work in enumerate(ranges, 1):
        rests_on = (definition.fingerprint, *inputs.prints.values(), repr(work.within), commonweal.__version__)
        files = {name: place.stage(name, *rests_on) for name in parts}
        there = sum(file.is_file() for file in files.values())
        range_told = f"people {place_in_order} of {len(ranges)}"
        if there < len(files):
            _one_range(engine, definition, practices, work, files, threads, progress, range_told, inputs.areas)
        else:
            progress.tell(range_told, reused=True, parts=_steps(work, names))
        for name, file in files.items():
            parts[name].append(file)
        reused += there == len(files)
        tables_reused += there
    seconds = {
        "people_seconds": round(time.perf_counter() - began, 3), "stages": len(ranges), "stages_reused": reused,
        "tables": len(ranges) * len(names), "tables_reused": tables_reused,
    }  # fmt: skip
    began = time.perf_counter()
    people = parts.pop("people", [])
    totals, told = write_results(engine, place.result, definition, parts)
    left_out = json.dumps({"not_on_the_list": inputs.left_out}, indent=2)
    (place.result / INTERNAL / LEFT_OUT).write_text(left_out + "\n", "utf-8")
    for number, file in enumerate(people):
        # A second name for the stage, which stays until the whole result is in its place.
        (place.result / INTERNAL / f"people-{number:03d}.parquet").hardlink_to(file)
    progress.tell("tables")
    return totals, told, {**seconds, "tables_seconds": round(time.perf_counter() - began, 3)}


def _steps(work: WorkRange, names: Sequence[str]) -> int:
    """What is told of a range: each of its parts; or that its people are held, and each table."""
    return len(work.parts) if work.parts else 1 + len(names)


def _one_range(
    engine: e.Engine, definition: Definition, practices: int, work: WorkRange, files: Mapping[str, Path], threads: int,
    progress: Progress, told: str, areas: bool,
) -> None:  # fmt: skip
    """Work out the tables of a range that are not there yet; each is kept as soon as it is whole."""
    if work.parts and isinstance(engine, DuckDBEngine):
        counts = count_side_by_side(
            engine, definition, practices, work.parts, threads, told=lambda: progress.tell(told)
        )
        write_counts(engine, counts, files["cells"], files["areas"])
        return
    engine.hold(plans.HELD_PEOPLE, plans.people(definition, practices, work.within), address_bits=work.address_bits)
    engine.hold(plans.HELD_MASKS, plans.mask_meanings(definition))
    progress.tell(f"{told}: conditions")
    made: dict[str, Callable[[], e.Plan]] = {
        "cells": plans.cells, "areas": plans.areas,
        "people": lambda: person_table(definition, work.within, areas=areas),
    }  # fmt: skip
    for name, file in files.items():
        there = file.is_file()
        if not there:
            engine.write_parquet(made[name](), file)
        progress.tell(f"{told}: {name}", reused=there)


def _require_one_row_each(inputs: RunInputs, people: int) -> None:
    if people != inputs.counted:
        raise BadInput(
            Problem(
                f"{inputs.counted:,} rows of persons are {people:,} different people",
                file=inputs.persons.name,
                do="bring the tables in again: each person has one row",
            )
        )


def _summary(
    request: RunRequest, inputs: RunInputs, definition: Definition, totals: dict[str, Any], timings: dict[str, Any]
) -> dict[str, Any]:
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "commonweal": commonweal.__version__,
        "what": "population run",
        "about": SHOWN_NOTE,
        "as_of": definition.as_of,
        "totals": totals,
        "shown_by": disclosure_rule().sentence,
        "definition": {**definition.provenance, "sha256": definition.fingerprint},
        "inputs": {
            table: {
                "file": path.name,
                "seal": {
                    name: value for name, value in asdict(inputs.seals[table]).items() if name not in EXACT_IN_SEALS
                },
                "sha256_of_footer_and_size": inputs.prints[table],
            }
            for table, path in (("persons", inputs.persons), ("events", inputs.events))
        },
        "not_on_the_list": sorted(inputs.left_out),
        "rows_in_order_of_people": inputs.clustered,
        "engine": {"name": request.engine, "version": _version(request.engine), "threads": request.threads,
                   "memory": request.memory, "python": platform.python_version()},
        "timings": timings,
        "peak_memory_mb": round(memory_mb),
    }  # fmt: skip


def _version(engine: str) -> str:
    module = sys.modules.get("pyspark" if engine == "spark" else engine)
    return str(getattr(module, "__version__", ""))
