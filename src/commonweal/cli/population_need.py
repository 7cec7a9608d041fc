"""``commonweal population need``: need beside cost by practice, and an index for the split of a fund."""

from __future__ import annotations

import argparse
from pathlib import Path

from commonweal.cli.output import add_json_flag, print_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--features", required=True, type=Path, metavar="DIR", help="what `population features` wrote")
    parser.add_argument(
        "--activity", required=True, type=Path, metavar="FILE", help="sealed activity of the same import"
    )
    parser.add_argument("--prices-of", metavar="YEAR", help="financial year of the prices, by default that of the day")
    parser.add_argument(
        "--csv", type=Path, metavar="OUT", help="write the index for `commonweal allocations split --indicators`"
    )
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print need and cost as they may be shown."""
    from commonweal.population.features.need_and_cost import need_and_cost

    found = need_and_cost(options.features, options.activity, prices_of=options.prices_of)
    table = found.shown()
    if options.csv:
        found.need.write_csv(options.csv)
    if options.json:
        print_json({"practices": table.rows(), "note": table.note, "need": found.need.sentence,
                    "prices_of": found.prices_of, "prices_are_forecast": found.forecast})  # fmt: skip
        return 0
    print(f"Care of {found.first} (not included) to {found.last}, in the prices of {found.prices_of}.")
    print(f"{'practice':10} {'people':>9} {'need index':>11} {'£ a head':>9} {'resource to need':>17}")
    for row in table.rows():
        cells = [
            "not shown" if row[name] is None else format(row[name], form)
            for name, form in (("need_index", ".3f"), ("pounds_a_head", ",.0f"), ("resource_to_need", ".2f"))
        ]
        print(f"{row['practice']:10} {row['people']:>9,} {cells[0]:>11} {cells[1]:>9} {cells[2]:>17}")
    print(found.need.sentence)
    if found.forecast:
        print("The price index of a year that was used is a forecast.")
    print(table.note)
    return 0
