"""``commonweal population avoidable``: deaths that care or prevention could have avoided, by a list of causes."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, print_json, print_table

if TYPE_CHECKING:
    from commonweal.population.mortality import AvoidableMortality


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
    from commonweal.population.mortality import Kind, avoidable_mortality, read_causes, read_deaths, read_people
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
    if options.json:
        print_json(_json(found))
    else:
        _print(found)
    return 0


def _write_example(path: Path) -> int:
    from importlib.resources import files

    from commonweal.tables import placed

    text = files("commonweal.population.mortality").joinpath("data", "example_avoidable_causes.csv").read_bytes()
    with placed(path, replace=False) as stream:
        stream.write(text)
    print(f"Wrote {path}: eight causes of more than eighty, as a draft that shows the form.")
    return 0


def _rows(found: AvoidableMortality) -> list[dict[str, Any]]:
    def told(value: float) -> float | None:
        return None if math.isnan(value) else round(float(value), 2)

    return [
        {
            "group": group,
            "deaths": told(found.deaths[number]) if not math.isnan(found.rate.value[number]) else None,
            "rate_per_100000": told(found.rate.value[number]),
            "low": told(found.rate.lower[number]),
            "high": told(found.rate.upper[number]),
            "why_not_shown": "" if not math.isnan(found.rate.value[number]) else found.rate.reasons[number],
        }
        for number, group in enumerate(found.groups)
    ]


def _json(found: AvoidableMortality) -> dict[str, Any]:
    slope = None
    if found.slope is not None:
        slope = {name: float(getattr(found.slope.slope, name)) for name in ("value", "lower", "upper")}
    return {
        "kind": found.kind.value,
        "groups": _rows(found),
        "slope_index": slope,
        "causes": found.causes.provenance.to_json(),
        "notes": found.notes,
    }


def _print(found: AvoidableMortality) -> None:
    print_table(_rows(found), ("group", "deaths", "rate_per_100000", "low", "high", "why_not_shown"))
    if found.slope is not None:
        held = found.slope.slope
        print(
            f"\nSlope index of inequality: {float(held.value):,.1f} per 100,000 from the most to the least deprived "
            f"(95% limits {float(held.lower):,.1f} to {float(held.upper):,.1f})."
        )
    for note in found.notes:
        print(note)
