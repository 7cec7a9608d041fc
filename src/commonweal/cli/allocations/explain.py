"""``commonweal allocations explain``: an ICB's allocation, or a place's fair share, as a bridge from its head count."""

from __future__ import annotations

import argparse
from pathlib import Path

from commonweal.cli.allocations.given import add_stream_and_year
from commonweal.cli.allocations.one_place import ask_on_the_base, ask_one_place
from commonweal.cli.allocations.place_options import FORMS
from commonweal.cli.output import add_json_flag, add_receipt_flag, print_asked

NEWEST = "2025/26"
"""The year that is explained where none is named."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "code", nargs="?", help="an ICB's ODS code, such as QHL; with --formula ccg also a CCG's or a practice's"
    )
    add_stream_and_year(parser)
    parser.set_defaults(year=None)
    parser.add_argument(
        "--formula",
        choices=["icb", "ccg"],
        default="icb",
        help="ccg: the target of the 2019/20 round with every component exact; needs --data",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder with the workbook of the CCG formula")
    _place_arguments(parser)
    add_json_flag(parser)
    add_receipt_flag(parser)


def _place_arguments(parser: argparse.ArgumentParser) -> None:
    place = parser.add_argument_group("one place", "with --place: a place's fair share, to the penny, from your files")
    place.add_argument("--place", metavar="CODE", help="the place, network or sub-ICB location to explain")
    place.add_argument("--practices", metavar="FILE", help="NHS England's practice file of any year, or one like it")
    place.add_argument("--by", metavar="GROUPING", help=f"what a place is: {FORMS}")
    place.add_argument("--icb", default="all", metavar="CODE", help="the ICB that the place is in")
    place.add_argument("--members", metavar="FILE", help="which practice is in which place, dated if need be")
    place.add_argument("--on", metavar="DATE", help="the day of the membership")
    place.add_argument("--allocations", metavar="FILE", help="allocations of ICBs that are not the published ones")
    place.add_argument("--spend", metavar="FILE", help="what each place spends now: distance, growth and pace follow")
    place.add_argument("--policy", metavar="FILE", help="pace of change from a policy file, not from the rule book")
    place.add_argument("--remainder", metavar="NAME", default="", help="name of the place for practices in no other")
    place.add_argument(
        "--cross-border", action="append", default=[], metavar="PLACE", help="a place that may cross the ICB's border"
    )


def run(options: argparse.Namespace) -> int:
    """Print the bridge, each step with its source."""
    from commonweal.answers import Dates
    from commonweal.calendars import FinancialYear
    from commonweal.problems import BadInput, Problem
    from commonweal.wiring import ask

    if options.place:
        return _place(options)
    if not options.code:
        raise BadInput(Problem("nothing is named to explain", do="name an ICB, such as QHL, or a place with --place"))
    code = options.code.strip().upper()
    if options.formula == "ccg":
        return _ccg(code, options)
    year = FinancialYear(options.year or NEWEST)
    asked = ask(
        "allocations.explain",
        {"icb": code, "stream": options.stream, "year": str(year)},
        f"How does the {options.stream.replace('_', ' ')} allocation of {code} in {year} come about?",
        Dates.on(year.start),
    )
    return print_asked(asked, options)


def _place(options: argparse.Namespace) -> int:
    from commonweal.allocations.practice_file import read_practice_file
    from commonweal.cli.allocations.place_options import checked_year
    from commonweal.problems import Problems

    problems = Problems()
    if options.code and options.icb.upper() not in ("ALL", options.code.strip().upper()):
        problems.add("two ICBs are named", given=f"{options.code} and {options.icb}", do="name the place's ICB once")
    if options.code and options.icb == "all":
        options.icb = options.code
    if not options.by:
        problems.add("what a place is, is not said", expected=FORMS, do="give --by")
    if options.formula == "icb" and not options.practices:
        problems.add("a place is explained from the figures of its practices", do="give the file with --practices")
    problems.raise_if_any()
    if options.formula == "ccg":
        return print_asked(ask_on_the_base(options), options)
    file = read_practice_file(options.practices, year=checked_year(options.year))
    return print_asked(ask_one_place(options, file), options)


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
