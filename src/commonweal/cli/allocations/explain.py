"""``commonweal allocations explain``: one ICB's allocation as a bridge from its head count."""

from __future__ import annotations

import argparse
from pathlib import Path

from commonweal.cli.allocations.given import add_stream_and_year
from commonweal.cli.output import add_json_flag, add_receipt_flag, print_asked


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("code", help="an ICB's ODS code, such as QHL; with --formula ccg also a CCG's or a practice's")
    add_stream_and_year(parser)
    parser.add_argument(
        "--formula",
        choices=["icb", "ccg"],
        default="icb",
        help="ccg: the target of the 2019/20 round with every component exact; needs --data",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder with the workbook of the CCG formula")
    add_json_flag(parser)
    add_receipt_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print the bridge, each step with its source."""
    from commonweal.answers import Dates
    from commonweal.calendars import FinancialYear
    from commonweal.wiring import ask

    code = options.code.strip().upper()
    if options.formula == "ccg":
        return _ccg(code, options)
    year = FinancialYear(options.year)
    asked = ask(
        "allocations.explain",
        {"icb": code, "stream": options.stream, "year": str(year)},
        f"How does the {options.stream.replace('_', ' ')} allocation of {code} in {year} come about?",
        Dates.on(year.start),
    )
    return print_asked(asked, options)


def _ccg(code: str, options: argparse.Namespace) -> int:
    from commonweal.answers import Dates
    from commonweal.calendars import FinancialYear
    from commonweal.cli.allocations.ccg_file import ccg_workbook
    from commonweal.wiring import ask

    asked = ask(
        "allocations.explain_ccg_target",
        {"code": code, "workbook": ccg_workbook(options.data)},
        f"How does the target of {code} on the 2018/19 base come about?",
        Dates.on(FinancialYear("2019/20").start),
    )
    return print_asked(asked, options)
