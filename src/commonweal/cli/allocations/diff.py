"""``commonweal allocations diff OLD NEW``: what changed between two practice files, and what it does in pounds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.allocations.place_options import add_register_options, checked_year, remarks
from commonweal.cli.output import add_json_flag, check_outputs, print_json, print_table

if TYPE_CHECKING:
    from commonweal.allocations.diff import PracticeDiff
    from commonweal.allocations.diff_effect import DiffEffect

SERVICES = ("core", "primary_medical")
_UNITS = {
    "*_population": "people",
    "*_weighted": "people",
    "*_effect": "people",
    "change": "fraction",
    "weighted_change": "fraction",
    "share_change": "fraction",
    "*_k": "gbp_thousand",
}
MARKS = (0.01, 0.05)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("old", metavar="OLD", help="the earlier practice file")
    parser.add_argument("new", metavar="NEW", help="the later practice file")
    parser.add_argument(
        "--service",
        choices=SERVICES,
        action="append",
        help="the weighted population to compare; both unless one is named",
    )
    parser.add_argument("--year", metavar="YEAR", help="the year whose money is worked; by default that of OLD")
    parser.add_argument(
        "--allocations",
        metavar="FILE",
        help="baselines and targets of the ICBs in the files, when these are not all England's",
    )
    add_register_options(parser)
    parser.add_argument("--top", type=int, default=15, metavar="N", help="how many practices to print (default 15)")
    parser.add_argument("--csv", type=Path, metavar="OUT", help="write every practice that changed as CSV")
    parser.add_argument("--xlsx", type=Path, metavar="OUT", help="write practices and ICBs as a workbook")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print what moved, why, and what it would have done to targets and allocations."""
    from commonweal.allocations.diff import diff_practice_files
    from commonweal.allocations.practice_file import read_practice_file
    from commonweal.cli.allocations.place_options import register_of
    from commonweal.problems import BadInput, Problem

    _check(options)
    old, new = read_practice_file(options.old), read_practice_file(options.new)
    wanted = options.service or [name for name in SERVICES if name in old.weighted and name in new.weighted]
    if not wanted:
        raise BadInput(
            Problem("the files share no weighted population that money follows", given=", ".join(new.services))
        )
    register = register_of(options)
    year = checked_year(options.year) or old.year
    found = []
    for service in dict.fromkeys(wanted):
        diff = diff_practice_files(old, new, service=service, register=register)
        effect, why_not = _effect(diff, year, options.allocations)
        found.append((diff, effect, why_not))
    if options.csv or options.xlsx:
        _write(options, found)
    if options.json:
        print_json([_as_json(diff, effect, why_not, options.top) for diff, effect, why_not in found])
        return 0
    for line in remarks(old, new):
        print(line)
    for diff, effect, why_not in found:
        _print(diff, effect, why_not, options.top)
    return 0


def _check(options: argparse.Namespace) -> None:
    from commonweal.problems import BadInput, Problem

    if not 0 <= options.top <= 1_000_000:
        raise BadInput(Problem("so many practices cannot be printed", given=str(options.top), expected="0 or more"))
    check_outputs(options)


def _effect(diff: PracticeDiff, year: str | None, given: str | None) -> tuple[DiffEffect | None, str]:
    """The effect in pounds, or why it cannot be worked."""
    from commonweal.allocations.diff_published import effect_by_file, effect_in_year
    from commonweal.problems import BadInput

    if given and year is not None:
        return effect_by_file(diff, year, given), ""
    if year is None:
        return None, "the year of the old file is not known; give it with --year"
    try:
        return effect_in_year(diff, year), ""
    except BadInput as bad:
        return None, "; ".join(str(problem) for problem in bad.problems)


def _print(diff: PracticeDiff, effect: DiffEffect | None, why_not: str, top: int) -> None:
    from commonweal.allocations.practice_columns import SERVICES as NAMES

    files = " to ".join(f"{file.stamp.name} ({file.year or 'year not known'})" for file in (diff.old, diff.new))
    print(f"{NAMES[diff.service]}: {files}")
    both = int(diff.in_both.sum())
    print(
        f"  {both:,} practices in both, {len(diff.opened):,} only in the new, {len(diff.closed):,} only in the old, "
        f"{len(diff.changed_icb):,} in another ICB"
    )
    print("  " + ", ".join(f"{diff.moved_by_more_than(mark):,} move by more than {mark:.0%}" for mark in MARKS))
    if diff.incomplete:
        named = ", ".join(diff.incomplete[:8]) + (", ..." if len(diff.incomplete) > 8 else "")
        print(f"  {len(diff.incomplete):,} lack a figure in one of the files and are left out of the pounds: {named}")
    if not diff.largest(1):
        print("  No practice's weighted population differs.")
        return
    if top:
        columns = ["practice", "name", "ICB", "old", "new", "change", "why"]
        print_table([_practice_line(row) for row in diff.largest(top)], columns)
    if effect is None:
        print(f"  Pounds: not worked, since {why_not[:1].lower()}{why_not[1:]}")
        return
    print(
        f"  In {effect.year}, all else equal: allocations change by £{effect.gross_change_k / 1000:,.1f}m in all, so "
        f"£{effect.gross_change_k / 2000:,.1f}m would have changed hands"
    )
    others = ", the other ICBs taken to stay as they were" if effect.part_of_england else ""
    print(f"  Share of need: change in each ICB's share of England's weighted people, which moves its target{others}")
    columns = ["ICB", "share of need", "target", "target change", "allocation", "allocation change"]
    print_table([_icb_line(row) for row in effect.rows()], columns)


def _practice_line(row: dict[str, Any]) -> dict[str, Any]:
    def people(value: float | None) -> str | None:
        return None if value is None else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"

    change = row["change"]
    return {
        "practice": row["practice"],
        "name": row["name"][:36],
        "ICB": row["new_icb"] or row["old_icb"],
        "old": people(row["old_weighted"]),
        "new": people(row["new_weighted"]),
        "change": None if change is None else f"{change:+.1%}" if change < 10 else f"{change + 1:,.0f}-fold",
        "why": row["why"],
    }


def _icb_line(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "ICB": row["icb"],
        "share of need": f"{row['share_change']:+.2%}",
        "target": f"£{row['new_target_k'] / 1000:,.1f}m",
        "target change": _millions(row["target_change_k"]),
        "allocation": f"£{row['new_allocation_k'] / 1000:,.1f}m",
        "allocation change": _millions(row["allocation_change_k"]),
    }


def _millions(thousands: float) -> str:
    return f"{'-' if thousands < 0 else '+'}£{abs(thousands) / 1000:,.2f}m"


def _as_json(diff: PracticeDiff, effect: DiffEffect | None, why_not: str, top: int) -> dict[str, Any]:
    return {
        "service": diff.service,
        "old": {"name": diff.old.stamp.name, "sha256": diff.old.stamp.sha256, "year": diff.old.year},
        "new": {"name": diff.new.stamp.name, "sha256": diff.new.stamp.sha256, "year": diff.new.year},
        "in_both": int(diff.in_both.sum()),
        "opened": list(diff.opened),
        "closed": list(diff.closed),
        "changed_icb": list(diff.changed_icb),
        "incomplete": list(diff.incomplete),
        "units": _UNITS,
        "remarks": remarks(diff.old, diff.new),
        "moved_by_more_than": {f"{mark:g}": diff.moved_by_more_than(mark) for mark in MARKS},
        "largest": diff.largest(top),
        "effect": {"year": effect.year, "gross_change_k": effect.gross_change_k, "icbs": effect.rows()}
        if effect
        else None,
        "effect_not_worked": why_not or None,
    }


def _write(options: argparse.Namespace, found: list[tuple[PracticeDiff, DiffEffect | None, str]]) -> None:
    from commonweal.tables import write_csv, write_xlsx

    practices = [{"service": diff.service, **row} for diff, _, _ in found for row in diff.largest(len(diff.practices))]
    columns = list(practices[0]) if practices else ["service", "practice"]
    if options.csv:
        write_csv(options.csv, practices, columns)
    if options.xlsx:
        icbs = [{"stream": effect.stream, **row} for _, effect, _ in found if effect for row in effect.rows()]
        sheets: dict[str, Any] = {"Practices": practices or [{"service": "no practice differs"}]}
        if icbs:
            sheets["ICBs"] = icbs
        old, new = found[0][0].old, found[0][0].new
        notes = [
            f"Old: {old.stamp.name}, {old.year}, SHA-256 {old.stamp.sha256}",
            f"New: {new.stamp.name}, {new.year}, SHA-256 {new.stamp.sha256}",
            "Weighted populations in people; _k columns in thousands of pounds; changes as fractions.",
            *remarks(found[0][0].old, found[0][0].new),
        ]
        write_xlsx(options.xlsx, sheets, notes=notes)
