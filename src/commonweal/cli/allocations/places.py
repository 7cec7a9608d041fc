"""``commonweal allocations places``: fair shares of places and networks, as indices and in pounds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.allocations.place_options import (
    add_place_options,
    checked_year,
    day_of,
    membership_of,
    register_of,
)
from commonweal.cli.output import add_json_flag, add_receipt_flag, print_asked, print_json, print_table

if TYPE_CHECKING:
    from commonweal.allocations.place_amounts import Amounts
    from commonweal.allocations.place_report import PlaceReport
    from commonweal.allocations.policy import Policy
    from commonweal.allocations.practice_file import PracticeFile

SHOWN_FINDINGS = 15


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
        "--remainder", metavar="NAME", default="", help="accept that practices are in no place, under this name"
    )
    parser.add_argument(
        "--cross-border", action="append", default=[], metavar="PLACE", help="a place that may cross the ICB's border"
    )
    parser.add_argument("--place", metavar="CODE", help="answer for one place, with reasons and sources")
    parser.add_argument(
        "--stream", default="core", metavar="STREAM", help="with --place: core (default) or primary_medical"
    )
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

    file = read_practice_file(options.practices, year=checked_year(options.year))
    if options.place:
        return _one_place(options, file)
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
        _write(options.csv, report, workbook=False)
    if options.xlsx:
        _write(options.xlsx, report, workbook=True)
    if options.json:
        print_json(report.to_json())
    else:
        _print(report)
    return exit_status(report.verdict)


def _one_place(options: argparse.Namespace, file: PracticeFile) -> int:
    """One place's share as an Answer, with the files kept in the archive for its receipt."""
    from commonweal.answers import Dates
    from commonweal.calendars import FinancialYear
    from commonweal.problems import BadInput, Problem
    from commonweal.wiring import archive, ask

    if file.year is None:
        raise BadInput(
            Problem("the year of the practice file is not known", file=file.stamp.name, do="give it with --year")
        )
    if options.icb.lower() == "all":
        raise BadInput(Problem("a place is asked about within one ICB", do="name the ICB with --icb"))
    membership = membership_of(options, file)
    kept = archive()
    members = None
    if membership.sha256 != file.stamp.sha256:
        source = options.members or options.by
        members = {"name": Path(source).name, "sha256": kept.keep(Path(source))}
    day = day_of(options)
    asked = ask(
        "allocations.place_fair_share",
        {
            "practices": {"name": file.stamp.name, "sha256": kept.keep(Path(options.practices))},
            "members": members,
            "by": membership.kind,
            "icb": options.icb.upper(),
            "place": options.place,
            "year": file.year,
            "stream": options.stream,
            "on": day.isoformat() if day else None,
            "remainder": options.remainder,
            "cross_border": options.cross_border,
        },
        f"What is the fair share of {options.place} in {options.icb.upper()} in {file.year}?",
        Dates.on(day or FinancialYear(file.year).start),
    )
    return print_asked(asked, options)


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


def _print(report: PlaceReport) -> None:
    file = report.partition.file
    year = f"{file.year} ({file.file_year.because})" if file.year else "year not known"
    print(f"{file.stamp.name}: {len(file):,} practices, {year}")
    _print_gate(report)
    print_table(_table(report), _columns(report))
    if report.budgets is not None:
        _print_kept(report)
    for movement in report.movements:
        if movement.places:
            _print_movement(movement)
    for note in report.notes:
        print(f"Note: {note}")


def _print_gate(report: PlaceReport) -> None:
    from commonweal.allocations.findings import count_findings, summarise

    counts = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in count_findings(report.findings).items())
    print(f"Gate: {report.verdict.words}" + (f" ({counts})" if counts else ""))
    sentences = summarise(report.findings)
    for sentence in sentences[:SHOWN_FINDINGS]:
        print(f"  {sentence}")
    if len(sentences) > SHOWN_FINDINGS:
        print(f"  ... and {len(sentences) - SHOWN_FINDINGS} more lines; --json or --xlsx lists every finding")


def _columns(report: PlaceReport) -> list[str]:
    columns = ["ICB", "place", "name", "practices", "population", "core index", "vs England"]
    if "primary_medical" in report.need.services:
        columns.append("primary medical index")
    if report.budgets is not None:
        columns += ["core £", "primary medical £", "core £ per head"]
    return columns


def _table(report: PlaceReport) -> list[dict[str, Any]]:
    from commonweal.money import show

    def pounds(value: float | None) -> str | None:
        return None if value is None else show(round(value * 100))

    return [
        {
            "ICB": row["icb"],
            "place": row["place"],
            "name": row["name"][:40],
            "practices": row["practices"],
            "population": round(row["population"]),
            "core index": row["core_index_to_icb"],
            "vs England": row["core_index_to_england"],
            "primary medical index": row.get("primary_medical_index_to_icb"),
            "core £": pounds(row.get("core_recurrent_gbp")),
            "primary medical £": pounds(row.get("primary_medical_recurrent_gbp")),
            "core £ per head": row.get("core_recurrent_gbp_per_head"),
        }
        for row in report.rows()
    ]


def _print_kept(report: PlaceReport) -> None:
    """What stays with each ICB, with the reason; one line per stream where all England is shown."""
    from commonweal.allocations.place_budget import STREAM_NAMES
    from commonweal.money import show

    assert report.budgets is not None
    kept: dict[tuple[str, str], int] = {}
    for line in report.budgets.lines:
        if line.share is None:
            kept[line.stream, line.reason] = kept.get((line.stream, line.reason), 0) + line.recurrent_pence
    print(f"Recurrent allocations, {report.amounts.origin if report.amounts else ''}. Not shared among places:")
    for (stream, reason), pence in kept.items():
        print(f"  {STREAM_NAMES[stream]}: {show(pence)} ({reason})")


def _print_movement(movement: Any) -> None:
    from commonweal.allocations.place_budget import STREAM_NAMES
    from commonweal.money import show

    growth = f": growth {movement.pace.growth:.4%} for all before the pace" if movement.pace else ""
    print(f"{movement.icb}, {STREAM_NAMES[movement.stream].lower()}{growth}")
    rows = [
        {
            "place": row["place"],
            "spend": None if row["spend_pence"] is None else show(row["spend_pence"]),
            "distance": _percent(row["opening_distance"]),
            "moved": _percent(row.get("convergence")),
            "amount": show(row["amount_pence"]) if "amount_pence" in row else None,
            "distance after": _percent(row.get("closing_distance")),
            "limit": row.get("limit"),
        }
        for row in movement.rows()
    ]
    print_table(rows, ["place", "spend", "distance", "moved", "amount", "distance after", "limit"])


def _percent(value: float | None) -> str | None:
    return None if value is None else f"{value:+.2%}"


def _write(target: Path, report: PlaceReport, *, workbook: bool) -> None:
    from commonweal.tables import write_csv, write_xlsx

    rows = report.rows()
    if not workbook:
        write_csv(target, rows, list(rows[0]))
        return
    file = report.partition.file
    sheets: dict[str, Any] = {"Places": rows, "Findings": [finding.to_json() for finding in report.findings]}
    if report.budgets is not None:
        sheets["Pounds"] = [line.to_json() for line in report.budgets.lines]
    moved = [row for movement in report.movements for row in movement.rows()]
    if moved:
        sheets["Movement"] = moved
    notes = [
        f"Practice file: {file.stamp.name}, SHA-256 {file.stamp.sha256}",
        f"Year: {file.year or 'not known'}; {file.file_year.because}",
        f"Gate: {report.verdict.words}",
        "Populations in people; indices as ratios, 1 is the average; _gbp columns in pounds, _pence columns in pence.",
        *report.notes,
    ]
    write_xlsx(target, {name: each for name, each in sheets.items() if each}, notes=notes)
