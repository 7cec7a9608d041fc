"""``commonweal population avoidable``: deaths that care or prevention could have avoided, by a list of causes."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, print_json, print_table

if TYPE_CHECKING:
    from commonweal.population.mortality import AvoidableMortality, ShownMortality

FEW = "too few deaths, once they are rounded"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--deaths", type=Path, metavar="FILE", help="columns group, age, sex, cause (ICD-10), date")
    parser.add_argument("--people", type=Path, metavar="FILE", help="columns group, age, people: who could have died")
    parser.add_argument(
        "--codes", type=Path, metavar="FILE", help="the list of causes: there are no figures without it"
    )
    parser.add_argument(
        "--kind", choices=("avoidable", "treatable", "preventable"), default="avoidable", help="which deaths count"
    )
    parser.add_argument(
        "--quantiles", action="store_true", help="groups are fifths or tenths of deprivation, 1 the most: gives a slope"
    )
    parser.add_argument(
        "--write-example", type=Path, metavar="FILE", help="write a short draft list that shows the form, and stop"
    )
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print rates by group."""
    from commonweal.population.mortality import (
        Kind,
        avoidable_mortality,
        read_causes,
        read_deaths,
        read_people,
        shown_mortality,
    )
    from commonweal.problems import Problems

    if options.write_example:
        return _write_example(options.write_example)
    causes = read_causes(options.codes)
    problems = Problems()
    for name in ("deaths", "people"):
        if getattr(options, name) is None:
            problems.add(f"no file of {name} is named", do=f"name one with --{name}")
    problems.raise_if_any()
    found = avoidable_mortality(
        read_deaths(options.deaths),
        read_people(options.people),
        causes,
        Kind(options.kind),
        quantiles=options.quantiles,
    )
    shown = shown_mortality(found)
    if options.json:
        print_json(_json(found, shown))
    else:
        _print(found, shown)
    return 0


def _write_example(path: Path) -> int:
    from importlib.resources import files

    from commonweal.tables import placed

    text = files("commonweal.population.mortality").joinpath("data", "example_avoidable_causes.csv").read_bytes()
    with placed(path, replace=False) as stream:
        stream.write(text)
    print(f"Wrote {path}: eight causes of more than eighty, as a draft that shows the form.")
    return 0


def _rows(found: AvoidableMortality, shown: ShownMortality) -> list[dict[str, Any]]:
    def told(value: float) -> float | None:
        return None if math.isnan(value) else round(float(value), 2)

    return [
        {
            "group": group,
            "deaths": int(shown.deaths[number]) if shown.told[number] else None,
            "rate_per_100000": told(shown.value[number]),
            "low": told(shown.lower[number]),
            "high": told(shown.upper[number]),
            "why_not_shown": "" if shown.told[number] else found.rate.reasons[number] or FEW,
        }
        for number, group in enumerate(shown.groups)
    ]


def _json(found: AvoidableMortality, shown: ShownMortality) -> dict[str, Any]:
    slope = None
    if shown.slope is not None:
        slope = {name: float(getattr(shown.slope.slope, name)) for name in ("value", "lower", "upper")}
    return {
        "kind": found.kind.value,
        "groups": _rows(found, shown),
        "slope_index": slope,
        "causes": found.causes.provenance.to_json(),
        "notes": shown.notes,
    }


def _print(found: AvoidableMortality, shown: ShownMortality) -> None:
    print_table(_rows(found, shown), ("group", "deaths", "rate_per_100000", "low", "high", "why_not_shown"))
    if shown.slope is not None:
        held = shown.slope.slope
        print(
            f"\nSlope index of inequality: {float(held.value):+,.1f} deaths per 100,000 at the most deprived end "
            f"beside the least (95% limits {float(held.lower):+,.1f} to {float(held.upper):+,.1f})."
        )
    for note in shown.notes:
        print(note)
