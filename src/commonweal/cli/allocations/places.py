"""``commonweal allocations places``: fair shares of places and networks, as indices and in pounds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.allocations.one_place import ask_one_place
from commonweal.cli.allocations.place_options import (
    add_place_options,
    checked_year,
    day_of,
    membership_of,
    register_of,
)
from commonweal.cli.allocations.place_printing import print_report, write_places, write_workbook
from commonweal.cli.output import add_json_flag, add_receipt_flag, check_outputs, no_receipt, print_asked, print_json

if TYPE_CHECKING:
    from commonweal.allocations.place_amounts import Amounts
    from commonweal.allocations.policy import Policy
    from commonweal.allocations.practice_file import PracticeFile


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_place_options(parser)
    parser.add_argument(
        "--spend", metavar="FILE", help="what each place spends now: gives distance from target and pace"
    )
    parser.add_argument(
        "--allocations", metavar="FILE", help="allocations of ICBs, when they are not the published ones"
    )
    parser.add_argument("--policy", metavar="FILE", help="pace of change from a policy file, not from the rule book")
    parser.add_argument(
        "--remainder",
        metavar="NAME",
        default="",
        help="accept that practices are in no place, under this name; without it that is an error in places of your "
        "own and a warning in networks, councils and other groupings that somebody else publishes, where it is usual",
    )
    parser.add_argument(
        "--cross-border", action="append", default=[], metavar="PLACE", help="a place that may cross the ICB's border"
    )
    parser.add_argument("--place", metavar="CODE", help="answer for one place, with reasons and sources")
    parser.add_argument("--stream", metavar="STREAM", help="with --place: core (default) or primary_medical")
    parser.add_argument("--csv", type=Path, metavar="OUT", help="write the places as CSV")
    parser.add_argument(
        "--xlsx", type=Path, metavar="OUT", help="write places, pounds, findings and notes as a workbook"
    )
    add_json_flag(parser)
    add_receipt_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print the gate and the places; the exit status is the gate's."""
    from commonweal.allocations.place_report import place_report
    from commonweal.allocations.place_spend import read_spend
    from commonweal.allocations.practice_file import read_practice_file
    from commonweal.answers import exit_status

    _check(options)
    file = read_practice_file(options.practices, year=checked_year(options.year))
    if options.place:
        return print_asked(ask_one_place(options, file), options)
    no_receipt(options, "ask about one place with --place to get one")
    amounts = _amounts(options, file)
    report = place_report(
        file,
        membership_of(options, file),
        icb=options.icb,
        on=day_of(options),
        cross_border=options.cross_border,
        remainder=options.remainder,
        register=register_of(options),
        sizes=_sizes(file),
        amounts=amounts,
        spend=read_spend(options.spend) if options.spend else None,
        policies=_policies(options, file) if options.spend else None,
    )
    if options.csv:
        write_places(options.csv, report)
    if options.xlsx:
        write_workbook(options.xlsx, report)
    if options.json:
        print_json(report.to_json())
    else:
        print_report(report)
    return exit_status(report.verdict)


def _check(options: argparse.Namespace) -> None:
    """Refuse options that this run would not use: an option passed over in silence misleads."""
    from commonweal.allocations.practice_columns import STREAM_WEIGHTS
    from commonweal.problems import Problems

    problems = Problems()
    if options.place:
        unused = {name: "a table of all places" for name in ("csv", "xlsx") if getattr(options, name)}
        unused |= {name: "the gate of all places" for name in ("practice_list", "successors") if getattr(options, name)}
        if options.policy and not options.spend:
            unused["policy"] = "places whose spend is given with --spend"
    else:
        unused = {name: "the answer for one place" for name in ("receipt", "stream") if getattr(options, name)}
        if options.policy and not options.spend:
            unused["policy"] = "places whose spend is given with --spend"
    for name, meant in unused.items():
        do = "leave it out" + (", or name a place with --place" if name in ("receipt", "stream") else "")
        problems.add(f"--{name.replace('_', '-')} is for {meant}", do=do)
    if options.stream not in (None, *STREAM_WEIGHTS):
        problems.add(
            "this stream is not shared among places", given=options.stream, expected=" or ".join(STREAM_WEIGHTS)
        )
    problems.raise_if_any()
    check_outputs(options)
    options.stream = options.stream or "core"
    options.remainder = options.remainder.strip()


def _amounts(options: argparse.Namespace, file: PracticeFile) -> Amounts | None:
    from commonweal.allocations.place_amounts import published_amounts, read_amounts

    if options.allocations:
        return read_amounts(options.allocations, year=file.year)
    return published_amounts(file.year, file.areas["icb"].keys) if file.year else None


def _sizes(file: PracticeFile) -> Any:
    from commonweal.allocations.list_sizes import BELIEVABLE, ListSizes
    from commonweal.allocations.policy_rules import value_for

    value = value_for("allocations.places.believable", file.year) if file.year else None
    return ListSizes.from_rule(value) if value else BELIEVABLE


def _policies(options: argparse.Namespace, file: PracticeFile) -> dict[str, Policy]:
    """Pace of change per stream: from a policy file, or from the rule book for the file's year."""
    from commonweal.allocations.policy_file import read_policy_file
    from commonweal.allocations.policy_rules import find_policy
    from commonweal.allocations.practice_columns import STREAM_WEIGHTS

    if options.policy:
        given = read_policy_file(options.policy)
        return {stream: block.policy() for stream, block in given.streams.items() if stream in STREAM_WEIGHTS}
    found = {stream: find_policy(stream, file.year) for stream in STREAM_WEIGHTS} if file.year else {}
    return {stream: policy[0] for stream, policy in found.items() if policy is not None}
