"""``commonweal allocations path``: one to five years ahead, and how long to target."""

from __future__ import annotations

import argparse
from typing import Any

from commonweal.cli.allocations.given import add_stream_and_year, typed
from commonweal.cli.output import add_json_flag, add_receipt_flag, no_receipt, print_asked, print_json, print_table


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("code", help="an ICB's ODS code, such as QHL, or all")
    add_stream_and_year(parser)
    parser.add_argument("--years", type=int, default=5, metavar="N", help="how many years ahead, 1 to 5 (default: 5)")
    parser.add_argument("--firm", type=int, default=3, metavar="N", help="how many of them are firm (default: 3)")
    parser.add_argument(
        "--within", default="0.5%", metavar="RATE", help="how near counts as on target (default: 0.5%%)"
    )
    parser.add_argument("--growth", metavar="RATE", help="growth of targets in each year; by default as last published")
    add_json_flag(parser)
    add_receipt_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print one ICB's path as an answer, or a row for each ICB."""
    from commonweal.answers import Dates
    from commonweal.calendars import FinancialYear
    from commonweal.wiring import ask

    year = FinancialYear(options.year)
    within, growth = typed(options, "within", "rate"), typed(options, "growth", "rate")
    if options.code.lower() == "all":
        no_receipt(options, "ask about one ICB to get one")
        return _all(str(year), options, within, growth)
    code = options.code.strip().upper()
    asked = ask(
        "allocations.path",
        {
            "icb": code,
            "stream": options.stream,
            "year": str(year),
            "years": options.years,
            "firm": options.firm,
            "within": within,
            "growth": growth,
        },
        f"When does {code} reach its {options.stream.replace('_', ' ')} target?",
        Dates.on(year.start),
    )
    return print_asked(asked, options)


def _all(year: str, options: argparse.Namespace, within: float | None, growth: float | None) -> int:
    from commonweal.allocations.path import ON_TARGET, years_to_target
    from commonweal.allocations.path_answers import MOST_YEARS, check_path, follow_policy, path_policy
    from commonweal.allocations.worked_year import worked_year
    from commonweal.answers import Dates, Evidence
    from commonweal.calendars import FinancialYear
    from commonweal.law import book
    from commonweal.reference import facts

    evidence = Evidence(rules=book(), facts=facts, dates=Dates.on(FinancialYear(year).start))
    worked = worked_year(evidence, options.stream, year)
    policy, held = path_policy(worked, growth)
    near = ON_TARGET if within is None else within
    check_path(options.years, options.firm, near)
    years = follow_policy(worked, policy, held, options.years, options.firm)
    waits = years_to_target(worked.allocation, policy, within=near, target_growth=held, most=MOST_YEARS)
    rows = []
    for place, code in enumerate(worked.table.codes):
        row: dict[str, Any] = {"icb": code, "name": worked.table.names[place]}
        for label, allocation in ((year, worked.allocation), *((one.year, one.allocation) for one in years)):
            distance = allocation.closing_distance
            assert distance is not None
            row[label] = float(distance[place])
        row["years_to_target"] = int(waits[place]) if waits[place] >= 0 else None
        rows.append(row)
    if options.json:
        print_json({"stream": options.stream, "year": year, "growth": held, "icbs": rows})
        return 0
    labels = [year, *(one.year for one in years)]
    print(f"Distance from target at the close of each year, and years to within {near:.1%} of it.")
    print_table(
        [
            (
                row["icb"],
                row["name"],
                *(f"{row[label]:.2%}" for label in labels),
                f"over {MOST_YEARS}" if row["years_to_target"] is None else str(row["years_to_target"]),
            )
            for row in rows
        ],
        ["ICB", "name", *labels, "years"],
    )
    print("An outlook, not a forecast: the rule, growth and every ICB's share of need are held as they are.")
    return 0
