"""A place report on the screen, as CSV and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import cash, cash_per_head, print_table

if TYPE_CHECKING:
    from commonweal.allocations.findings import Finding
    from commonweal.allocations.place_movement import Movement
    from commonweal.allocations.place_report import PlaceReport
    from commonweal.answers import Verdict

SHOWN_FINDINGS = 15


def print_report(report: PlaceReport) -> None:
    """Print the gate, the places, what is not shared among them, the pace where spend was given, and the notes."""
    for note in report.fictional:
        print(note)
    file = report.partition.file
    year = f"{file.year} ({file.file_year.because})" if file.year else "year not known"
    print(f"{file.stamp.name}: {len(file):,} practices, {year}")
    print_gate(report.verdict, report.findings)
    print_table(_table(report), _columns(report))
    if report.budgets is not None:
        _print_kept(report)
    for movement in report.movements:
        if movement.places:
            _print_movement(movement)
    for note in report.notes:
        if note not in report.fictional:
            print(f"Note: {note}")


def print_gate(verdict: Verdict, findings: Sequence[Finding]) -> None:
    """Print the gate's verdict, how many findings there are of each kind, and the first of them in words."""
    from commonweal.allocations.findings import count_findings, kind_in_words, summarise

    counts = "; ".join(f"{kind_in_words(kind)}: {count:,}" for kind, count in count_findings(findings).items())
    print(f"Gate: {verdict.words}" + (f" ({counts})" if counts else ""))
    sentences = summarise(findings)
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
    def pounds(value: float | None) -> str | None:
        return None if value is None else cash(round(value * 100))

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
            "core £ per head": cash_per_head(row.get("core_recurrent_gbp_per_head")),
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
    origin = report.amounts.origin if report.amounts else ""
    print(f"Recurrent allocations: {origin}." + (" Not shared among places:" if kept else ""))
    for (stream, reason), pence in kept.items():
        print(f"  {STREAM_NAMES[stream]}: {show(pence)} ({reason})")


def _print_movement(movement: Movement) -> None:
    from commonweal.allocations.place_budget import STREAM_NAMES
    from commonweal.allocations.rounding import percent

    growth = f": growth {percent(movement.pace.growth)} for all before the pace" if movement.pace else ""
    print(f"{movement.icb}, {STREAM_NAMES[movement.stream].lower()}{growth}")
    rows = [
        {
            "place": row["place"],
            "spend": cash(row["spend_pence"]),
            "distance": _percent(row["opening_distance"]),
            "moved": _percent(row.get("convergence")),
            "amount": cash(row.get("amount_pence")),
            "distance after": _percent(row.get("closing_distance")),
            "limit": row.get("limit"),
        }
        for row in movement.rows()
    ]
    columns = ["place", "spend", "distance", "moved", "amount", "distance after", "limit"]
    print_table(rows, [name for name in columns if any(row[name] for row in rows)])


def _percent(value: float | None) -> str | None:
    return None if value is None else f"{value:+.2%}"


def write_places(target: Path, report: PlaceReport) -> None:
    """Write one row per place as CSV; a fictional system says so on every row."""
    from commonweal.tables import write_csv

    rows = [{key: _without_tail(value) for key, value in row.items()} for row in _marked(report)]
    write_csv(target, rows, list(dict.fromkeys(key for row in rows for key in row)))


def _without_tail(value: Any) -> Any:
    """A figure to 12 figures: more are left by adding up in binary, as in 532000.0000000001 people."""
    return float(f"{value:.12g}") if isinstance(value, float) else value


def _marked(report: PlaceReport) -> list[dict[str, Any]]:
    return [{**row, "fictional": "yes"} if report.fictional else row for row in report.rows()]


def write_workbook(target: Path, report: PlaceReport) -> None:
    """Write places, pounds, movement, findings and notes as a workbook."""
    from commonweal.tables import write_xlsx

    file = report.partition.file
    sheets: dict[str, Any] = {"Places": _marked(report), "Findings": [finding.to_json() for finding in report.findings]}
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
