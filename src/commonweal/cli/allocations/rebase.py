"""``commonweal allocations rebase``: a year's figures carried from one map to another, with totals kept exactly."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.allocations.given import STREAMS
from commonweal.cli.output import add_json_flag, print_json, print_table

if TYPE_CHECKING:
    from commonweal.allocations.rebase import Redraw


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    streams = (*STREAMS, "running_costs")
    parser.add_argument(
        "--stream", choices=streams, default="core", metavar="STREAM", help=f"{', '.join(streams)} (default: core)"
    )
    parser.add_argument("--year", default="2025/26", metavar="YEAR", help="the financial year (default: 2025/26)")
    parser.add_argument(
        "--members",
        type=Path,
        metavar="FILE",
        help='a redraw of your own: a practice and its new area in each row, headed such as "Practice code" and '
        '"New area"; needs --practices. By default the 36 ICBs of April 2026',
    )
    parser.add_argument("--practices", type=Path, metavar="FILE", help="the practice file whose weights are followed")
    parser.add_argument(
        "--unmatched",
        choices=["refuse", "remainder", "leave-out"],
        default="refuse",
        help="with --members: what becomes of the money of practices that are not on your map: refuse (default), "
        "a remainder in a row of its own, or left out, so that it follows the other practices of their ICB",
    )
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print the figures of the new map beside the parts they are made of, and the totals of both."""
    from commonweal.allocations.england import england
    from commonweal.allocations.rebase import REMAINDER, rebase
    from commonweal.calendars import FinancialYear
    from commonweal.money import show, to_pence

    year = str(FinancialYear(options.year))
    before = england(options.stream, year)
    redraw = _redraw(options)
    figures = {"recurrent allocation": "allocation_k", "baseline": "baseline_k", "total allocation": "total_k"}
    carried: dict[str, dict[str, int]] = {}
    old: dict[str, int] = {}
    for title, name in figures.items():
        values = {icb.code: getattr(icb, name) for icb in before.icbs}
        if all(value is not None for value in values.values()):
            pence = {code: to_pence(value) for code, value in values.items()}
            carried[title], old[title] = rebase(pence, redraw), sum(pence.values())
    rows = [_row(code, redraw, carried) for code in redraw.new_codes]
    if options.json:
        print_json(
            {
                "stream": options.stream,
                "year": year,
                "areas": rows,
                "totals_pence": {
                    title: {"before": old[title], "after": sum(carried[title].values())} for title in carried
                },
                "unplaced_practices": list(redraw.unplaced),
                "unmatched": options.unmatched,
            }
        )
        return 0
    print_table(
        [(row["area"], row["made_of"], *(show(row["pence"][title]) for title in carried)) for row in rows],
        ["area", "made of", *carried],
    )
    for title in carried:
        same = "the same to the penny" if old[title] == sum(carried[title].values()) else "DIFFERENT"
        print(f"England, {title}: {show(old[title])} before and {show(sum(carried[title].values()))} after, {same}")
    print("Money of an ICB that was split follows the weighted population of its practices; this is our method.")
    if redraw.unplaced:
        shown = ", ".join(redraw.unplaced[:10]) + (" ..." if len(redraw.unplaced) > 10 else "")
        where = (
            f"stand in the row {REMAINDER}"
            if REMAINDER in redraw.new_codes
            else "carry no weight: their money follows the other practices of their ICB"
        )
        print(f"{len(redraw.unplaced):,} practices are not in the new map and {where}. They are {shown}")
    return 0


def _row(code: str, redraw: Redraw, carried: dict[str, dict[str, int]]) -> dict[str, Any]:
    parts = [part for part in redraw.parts if part.new == code]
    made = [f"{part.old} {redraw.share(part.old, code):.4%}" for part in parts if redraw.share(part.old, code) < 1]
    whole = [part.old for part in parts if redraw.share(part.old, code) == 1]
    return {
        "area": code,
        "made_of": ", ".join([*whole, *made]),
        "parts": [{"old": part.old, "share": redraw.share(part.old, code)} for part in parts],
        "pence": {title: by_code[code] for title, by_code in carried.items()},
    }


def _redraw(options: argparse.Namespace) -> Redraw:
    from commonweal.allocations.england import redraw_of_2026
    from commonweal.problems import BadInput, Problem

    if options.members is None and options.unmatched != "refuse":
        raise BadInput(Problem("--unmatched is for a redraw of your own", do="give --members and --practices"))
    if options.members is None and options.practices is None:
        return redraw_of_2026()
    if options.members is None or options.practices is None:
        raise BadInput(Problem("a redraw of your own needs both files", do="give --members and --practices"))
    from commonweal.allocations.membership_files import read_members
    from commonweal.allocations.practice_completeness import check_completeness
    from commonweal.allocations.practice_file import read_practice_file
    from commonweal.allocations.rebase import Unmatched, redraw_by_practice

    practices = read_practice_file(options.practices)  # it may be of another year than the money
    wrong = [
        finding for finding in check_completeness(practices, practices.areas["icb"].keys) if finding.severity == "error"
    ]
    if wrong:
        raise BadInput(Problem(finding.sentence.rstrip("."), do=finding.do) for finding in wrong)
    members = read_members(options.members, kind="area")
    places = members.on(None)
    doubled = sorted(practice for practice, held in places.items() if len(held) > 1)
    if doubled:
        raise BadInput(
            Problem("these practices stand in two areas", file=options.members.name, given=", ".join(doubled[:10]))
        )
    new = {practice: held[0] for practice, held in places.items()}
    return redraw_by_practice(
        practices.practices,
        practices.area("icb").codes(),
        practices.weights("core"),
        new,
        unmatched=Unmatched(options.unmatched),
    )
