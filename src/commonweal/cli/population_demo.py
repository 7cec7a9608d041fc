"""``commonweal population demo``: the whole path of the population room on a fictional system's made-up people."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, print_json, print_table
from commonweal.cli.population_publish import publish

if TYPE_CHECKING:
    from commonweal.demo.population_path import PopulationPath
    from commonweal.population.aggregates import PopulationAggregates

FOLDER = "population-demonstration"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--people", type=int, metavar="N", help="how many made-up people (120,000)")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where to write; by default in the installation's folder"
    )
    parser.add_argument("--no-site", action="store_true", help="do not put the tables on the population pages")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Do it and tell what came of it."""
    from commonweal.demo import BANNER
    from commonweal.demo.population import PEOPLE
    from commonweal.demo.population_path import demonstrate_population
    from commonweal.home import home
    from commonweal.population.aggregates import read_aggregates

    started = time.perf_counter()
    telling = (lambda what: None) if options.json else (lambda what: print(f"  {what}", flush=True))
    if not options.json:
        print(f"{BANNER}\n")
    people = PEOPLE if options.people is None else options.people
    made = demonstrate_population(options.out or home() / FOLDER, people=people, telling=telling)
    digest = "" if options.no_site else publish(made.aggregates).digest
    held = read_aggregates(made.aggregates)
    seconds = round(time.perf_counter() - started, 1)
    if options.json:
        print_json({**_told(made, held), "on_the_pages": digest, "seconds": seconds})
        return 0
    _print(made, held)
    print(f"\n{held.manifest.rule}\n{held.manifest.notes['need']}")
    print(
        f"\n{seconds} s. {made.aggregates}: tables that may be shown"
        + (", now on the population pages: /population/people/ of `commonweal serve`" if digest else "")
    )
    print(f"{made.need}: need by practice, for `commonweal allocations split --indicators`")
    return 0


def _told(made: PopulationPath, held: PopulationAggregates) -> dict[str, Any]:
    return {
        "folder": str(made.folder),
        "aggregates": str(made.aggregates),
        "need": str(made.need),
        "digest": held.manifest.digest,
        "people": made.summary["totals"]["people"],
        "tables": {name: file["rows"] for name, file in held.manifest.files.items()},
        "places": _places(held),
        "inequality": held.rows("inequality", level="system", on=held.manifest.as_of),
    }


def _places(held: PopulationAggregates) -> list[dict[str, Any]]:
    rows = []
    for area in held.rows("areas", level="place"):
        key = {"level": "place", "code": area["code"]}
        (many,) = held.rows("conditions", **key, condition="two_or_more", on=held.manifest.as_of)
        (need,) = held.rows("need", **key)
        rows.append(
            {
                "place": area["name"], "people": area["people"], "core20": area["core20_share"],
                "two_or_more_per_1000": many["dsr_per_1000"], "low": many["dsr_low"], "high": many["dsr_high"],
                "need_index": need["index"],
            }
        )  # fmt: skip
    return rows


def _print(made: PopulationPath, held: PopulationAggregates) -> None:
    print(f"\n{made.summary['totals']['people']:,} made-up people on {held.manifest.as_of}\n")
    plain = [
        {name: "not shown" if value is None else value if isinstance(value, str) else f"{value:,.4g}"
         if isinstance(value, float) else f"{value:,}" for name, value in row.items()}
        for row in _places(held)
    ]  # fmt: skip
    print_table(plain, tuple(plain[0]))
    print()
    for row in held.rows("inequality", level="system", on=held.manifest.as_of):
        if row["sii"] is not None:
            print(
                f"{row['condition']}: {row['sii']:.1f} more in every 1,000 people at the most deprived end than at the "
                f"least ({row['sii_low']:.1f} to {row['sii_high']:.1f})"
            )
