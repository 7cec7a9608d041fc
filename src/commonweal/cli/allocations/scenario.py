"""``commonweal allocations scenario``: a changed policy beside the published one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from commonweal.cli.allocations.given import add_stream_and_year, typed
from commonweal.cli.output import add_json_flag, add_receipt_flag, print_asked, print_table

_OPTIONS: tuple[tuple[str, str, str, str, str], ...] = (
    ("--growth", "growth", "rate", "RATE", "one base growth for all, such as 4%%"),
    ("--gain-cap", "gain_cap", "rate", "RATE", "the most that a year adds below target"),
    ("--gain-slope", "gain_slope", "rate", "RATE", "the part of the distance closed in a year, below target"),
    ("--loss-cap", "loss_cap", "rate", "RATE", "the most that a year takes above target"),
    ("--loss-slope", "loss_slope", "rate", "RATE", "the part of the distance closed in a year, above target"),
    ("--target-quantum", "target_quantum_k", "thousands", "AMOUNT", "England's total of targets, such as £120bn"),
    ("--total", "total_k", "thousands", "AMOUNT", "what all allocations must sum to; growth is solved for"),
    ("--minimum-growth", "minimum_growth", "rate", "RATE", "the least that anyone grows"),
    ("--maximum-growth", "maximum_growth", "rate", "RATE", "the most that anyone grows"),
    ("--minimum-per-head", "minimum_per_head_gbp", "per_head", "POUNDS", "the least for each person, such as £1,700"),
    (
        "--health-inequalities",
        "health_inequalities_share",
        "rate",
        "RATE",
        "the share of the target that follows avoidable mortality; exact for primary medical care, estimated for core",
    ),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_stream_and_year(parser)
    for option, name, _, metavar, what in _OPTIONS:
        parser.add_argument(option, dest=name, metavar=metavar, help=what)
    parser.add_argument("--basis", choices=["opening", "pre"], help="which distance from target the pace reads")
    parser.add_argument(
        "--formula",
        choices=["icb", "ccg"],
        default="icb",
        help="ccg: what --health-inequalities would do to targets of the 2019/20 round, exactly; needs --data",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder with the workbook of the CCG formula")
    parser.add_argument("--table", action="store_true", help="print a row for each ICB too")
    add_json_flag(parser)
    add_receipt_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print what the change would do."""
    from commonweal.answers import Dates
    from commonweal.calendars import FinancialYear
    from commonweal.problems import BadInput, Problem
    from commonweal.wiring import ask

    change: dict[str, Any] = {name: typed(options, name, reading) for _, name, reading, _, _ in _OPTIONS}
    change["basis"] = options.basis
    change = {name: value for name, value in change.items() if value is not None}
    if not change:
        raise BadInput(
            Problem(
                "the scenario changes nothing",
                expected="at least one of " + ", ".join([*(option for option, *_ in _OPTIONS), "--basis"]),
            )
        )
    if options.formula == "ccg":
        return _ccg(change, options)
    year = FinancialYear(options.year)
    asked = ask(
        "allocations.scenario",
        {"stream": options.stream, "year": str(year), "change": change},
        f"What would a changed policy do to {options.stream.replace('_', ' ')} allocations in {year}?",
        Dates.on(year.start),
    )
    status = print_asked(asked, options)
    if options.table and not options.json:
        _print_rows(asked.answer.details["rows"])
    return status


def _ccg(change: dict[str, Any], options: argparse.Namespace) -> int:
    from commonweal.answers import Dates
    from commonweal.calendars import FinancialYear
    from commonweal.cli.allocations.ccg_file import ccg_workbook
    from commonweal.problems import BadInput, Problem
    from commonweal.wiring import ask

    if set(change) != {"health_inequalities_share"}:
        raise BadInput(
            Problem("on the CCG formula one thing can be changed", do="give --health-inequalities, and nothing else")
        )
    asked = ask(
        "allocations.scenario_ccg_share",
        {"share": change["health_inequalities_share"], "by": "system", "workbook": ccg_workbook(options.data)},
        "What would another health-inequalities share have done to targets on the 2018/19 base?",
        Dates.on(FinancialYear("2019/20").start),
    )
    status = print_asked(asked, options)
    if options.table and not options.json:
        print()
        print_table(
            [
                (
                    row["code"],
                    row["name"],
                    round(row["before_k"]),
                    round(row["after_k"]),
                    round(row["difference_k"]),
                    f"{row['difference_per_head_gbp']:,.2f}",
                )
                for row in asked.answer.details["rows"]
            ],
            ["system", "name", "target before £k", "after £k", "change £k", "£ a head"],
        )
    return status


def _print_rows(rows: list[dict[str, Any]]) -> None:
    print()
    print_table(
        [
            (
                row["icb"],
                row["name"],
                round(row["before_k"]),
                round(row["after_k"]),
                round(row["difference_k"]),
                "" if row["difference_per_head_gbp"] is None else f"{row['difference_per_head_gbp']:,.2f}",
                "" if row["distance_before"] is None else f"{row['distance_before']:.2%}",
                "" if row["distance_after"] is None else f"{row['distance_after']:.2%}",
            )
            for row in rows
        ],
        ["ICB", "name", "before £k", "after £k", "change £k", "£ a head", "distance before", "after"],
    )
