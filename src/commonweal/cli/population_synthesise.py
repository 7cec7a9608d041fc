"""``commonweal population synthesise``: made-up people and events, sealed, from a seed."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from commonweal.cli.output import add_json_flag, print_json

DEFAULT_SEED = 20261121


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--people", type=int, required=True, metavar="N", help="how many people; about 6.2 events each")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder for the sealed files")
    parser.add_argument(
        "--system",
        choices=("wealdmarch",),
        help="of a fictional system: its practices, deprivation, three days a year apart",
    )
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, help=f"the same seed, the same people ({DEFAULT_SEED})"
    )
    parser.add_argument(
        "--layout",
        choices=("by_person", "mixed"),
        default="by_person",
        help="by_person keeps a person's rows together, as sealed files do; mixed leaves events in random order",
    )
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Make them and say what was made."""
    from commonweal.population.runs.progress import Progress
    from commonweal.population.synthetic import synthesise

    if options.system:
        return _system(options)
    started = time.perf_counter()
    with Progress(3) as progress:
        made = synthesise(options.people, options.out, seed=options.seed, layout=options.layout, telling=progress.begin)
    seconds = time.perf_counter() - started
    if options.json:
        print_json(
            {
                "folder": str(made.folder), "people": made.people, "events": made.events,
                "condition_events": made.condition_events, "layout": made.layout, "seed": options.seed,
                "seconds": round(seconds, 3),
            }
        )  # fmt: skip
        return 0
    print(f"{made.people:,} made-up people and {made.events:,} events in {made.folder}, {seconds:.1f} s")
    print("They are nobody. Next: commonweal population run "
          f"--persons {made.folder}/persons.parquet --events {made.folder}/events.parquet --out RESULT")  # fmt: skip
    return 0


def _system(options: argparse.Namespace) -> int:
    from commonweal.demo.population import synthesise_wealdmarch
    from commonweal.population.runs.progress import Progress
    from commonweal.population.synthetic.system_writing import STAGES

    started = time.perf_counter()
    with Progress(STAGES) as progress:
        made = synthesise_wealdmarch(options.people, options.out, seed=options.seed, telling=progress.begin)
    seconds = time.perf_counter() - started
    days = [
        {"day": day.isoformat(), "folder": str(made.on(day)), "people": people, "events": events}
        for day, people, events in zip(made.days, made.people, made.events, strict=True)
    ]
    if options.json:
        print_json({"folder": str(made.folder), "days": days, "seed": options.seed, "seconds": round(seconds, 3)})
        return 0
    for day in days:
        print(f"{day['day']}: {day['people']:,} made-up people and {day['events']:,} events in {day['folder']}")
    last = made.on(made.days[-1])
    print(f"They are nobody. {seconds:.1f} s. Next: commonweal population run "
          f"--persons {last}/persons.parquet --events {last}/events.parquet --out RESULT")  # fmt: skip
    return 0
