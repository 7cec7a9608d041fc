"""``commonweal population run``: conditions, score, segment and age band of every person, and the rates."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from commonweal.cli.explaining import add_explain, asked_dialect, print_queries, require_options
from commonweal.cli.output import add_json_flag, print_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--persons", type=Path, metavar="FILE", help="sealed persons, Parquet")
    parser.add_argument("--events", type=Path, metavar="FILE", help="sealed events of the same import, Parquet")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder of the result; an earlier result is replaced")
    parser.add_argument(
        "--as-of", metavar="DATE", help="the day, which is that of the seal: import decided it; any other is refused"
    )
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="where it is worked out")
    parser.add_argument("--threads", type=int, metavar="N", help="how many threads may work; by default all")
    parser.add_argument("--memory", metavar="AMOUNT", help="the most memory to take, such as 4GB; past it, disk")
    parser.add_argument("--full", action="store_true", help="write the table of people too, with every condition")
    parser.add_argument("--verify", action="store_true", help="compare the files with the hashes of their sealing")
    parser.add_argument(
        "--progress", action=argparse.BooleanOptionalAction, default=None, help="tell how far it is, on a terminal"
    )
    add_explain(parser)
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Run, or print the queries."""
    from commonweal.answers import read_date

    as_of = read_date(options.as_of, what="day after --as-of") if options.as_of else None
    if dialect := asked_dialect(options):
        return _explain(dialect, as_of)
    require_options(options, "persons", "events", "out", do="name the sealed files and a folder for the result")
    from commonweal.population.runs.running import RunRequest, run_people

    summary = run_people(
        RunRequest(
            persons=options.persons,
            events=options.events,
            out=options.out,
            engine=options.engine,
            threads=options.threads,
            memory=options.memory,
            full=options.full,
            verify=options.verify,
            progress=options.progress,
            as_of=as_of,
        )
    )
    if options.json:
        print_json({**summary, "as_of": str(summary["as_of"]), "inputs": _plain(summary["inputs"])})
    else:
        _tell(summary, options.out)
    return 0


def _explain(dialect: str, as_of: date | None) -> int:
    from commonweal.population.people.on_list import DAYS, OnList
    from commonweal.population.runs import plans
    from commonweal.population.runs.definition import AS_OF, standard_definition
    from commonweal.population.runs.person_table import person_table
    from commonweal.population.runs.results import areas_plan, cells_plan

    definition = standard_definition(as_of or AS_OF)
    listed = OnList(Path("persons.parquet"), definition.as_of, (*plans.PERSONS, "lsoa", *DAYS))
    steps = {
        "persons": listed.plan(),
        plans.HELD_PRACTICES: plans.practice_numbers(),
        plans.HELD_PEOPLE: plans.people(definition, 1000, plans.PersonRange()),
        plans.HELD_MASKS: plans.mask_meanings(definition),
        "cells": plans.cells(),
        "areas": plans.areas(),
        "people_written_by_full": person_table(definition, plans.PersonRange()),
        "practice_age_sex_segment": cells_plan(definition),
        "deprivation_age": areas_plan(),
    }
    notes = [
        "sealed_persons and events are the sealed tables; room is left here for up to 1,023 practices.",
        f"The day is {definition.as_of}; a run takes that of the seal. Codes are those of the codelist; a run",
        "takes them as they stand in the events. Where no day of death, joining or leaving is in the file, persons",
        "are the sealed ones.",
    ]
    if dialect == "duckdb":
        notes += [
            "Where rows lie in the order of people, what `unpacked` is made from is fetched a million at a time",
            "and counted outside the engine, as masks, cells and areas say.",
        ]
    print_queries(steps, dialect, notes)
    return 0


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value if isinstance(value, int | float | str | bool | type(None)) else str(value)


def _count(people: int | None) -> str:
    return "not shown" if people is None else f"{people:,}"


def _tell(summary: dict[str, Any], out: Path) -> None:
    from commonweal.answers.counted import how_many

    totals, timings = summary["totals"], summary["timings"]
    by_decile, by_practice = totals["rates_by_imd_decile"], totals["rates_by_practice"]
    print(f"{_count(totals['people'])} people on {summary['as_of']}, {how_many(totals['practices'], 'practice')}")
    if summary["not_on_the_list"]:
        reasons = ", ".join(summary["not_on_the_list"])
        print(f"people among the sealed rows who are not on the list on that day are not counted: they {reasons}")
    print(f"{_count(totals['multimorbid'])} with two long-term conditions or more")
    for name, people in totals["segments"].items():
        print(f"  {name:<24} {_count(people):>12}")
    print(
        f"rates per 100,000, directly standardised: {by_practice['shown']:,} of {by_practice['areas']:,} practices and "
        f"{by_decile['shown']:,} of {by_decile['areas']:,} deprivation tenths have enough people to show one"
    )
    print(summary["shown_by"])
    print(f"{timings['all_seconds']:.2f} s, {summary['peak_memory_mb']:,} MB, {summary['engine']['name']}")
    print(f"{out}: internal/ holds exact figures, for the host only; shown/ and summary.json may be shown")
