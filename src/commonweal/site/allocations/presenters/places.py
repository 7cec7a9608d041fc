"""What the results of the place builder show: the gate, indices, pounds, distance and pace."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse

from commonweal.allocations.findings import Finding, count_findings, summarise
from commonweal.allocations.partition import IN_NO_PLACE
from commonweal.allocations.place_budget import STREAM_NAMES
from commonweal.allocations.place_report import PlaceReport
from commonweal.allocations.practice_columns import SERVICES, STREAM_WEIGHTS
from commonweal.charts import SignedBar, signed_bars
from commonweal.site.components.tables import FORMATS, Column, TableView
from commonweal.site.components.words import index, percent, pounds_and_pence
from commonweal.tables import write_csv, write_xlsx

SHOWN_FINDINGS = 20


def sentence(report: PlaceReport) -> str:
    """The places with the most and the least need, in a sentence made of the figures."""
    named = [row for row in _rows(report) if row["core_index_to_icb"] is not None and row["place"] != IN_NO_PLACE]
    if len(named) < 2:
        return f"{len(report.need.rows())} place, {sum(int(row['practices']) for row in _rows(report)):,} practices."
    ordered = sorted(named, key=lambda row: row["core_index_to_icb"])
    low, high = ordered[0], ordered[-1]
    return (
        f"{high['shown']} has the most need for each person, {_against(high['core_index_to_icb'])} the ICB's average; "
        f"{low['shown']} has the least, {_against(low['core_index_to_icb'])} it."
    )


def _against(ratio: float) -> str:
    return f"{percent(abs(ratio - 1), places=1)} {'above' if ratio >= 1 else 'below'}"


def _rows(report: PlaceReport) -> list[dict[str, Any]]:
    rows = report.rows()
    names = [row["name"] for row in rows]
    for row in rows:
        row["shown"] = row["name"] if names.count(row["name"]) == 1 else f"{row['name']} ({row['place']})"
    return rows


def gate(report: PlaceReport) -> dict[str, Any]:
    """The gate's verdict and what it found, the gravest first."""
    findings = report.findings
    left = [finding for finding in findings if finding.kind == "practice_in_none"]
    remainder = report.partition.remainder
    if remainder and left:
        # A remainder that was asked for is no doubt about the figures.
        findings = tuple(finding for finding in findings if finding.kind != "practice_in_none")
    lines = [_plain(line) for line in summarise(findings)]
    if remainder and left:
        lines.append(f"Note: {len(left):,} practices that are in no other place make up {remainder}.")
    return {
        "verdict": report.verdict,
        "found": len(findings),
        "counts": count_findings(findings),
        "lines": lines[:SHOWN_FINDINGS],
        "more": max(0, len(lines) - SHOWN_FINDINGS),
        "in_none": left,
    }


def _plain(line: str) -> str:
    """A line of the gate as a sentence: its severity as a word, not in brackets."""
    for severity in ("error", "warning", "note"):
        line = line.replace(f"[{severity}] ", f"{severity.capitalize()}: ", 1)
    return line


def people_in(findings: Sequence[Finding]) -> float:
    """How many people the findings touch, as far as that is known."""
    return sum(finding.people or 0.0 for finding in findings)


def need_table(report: PlaceReport) -> TableView:
    """Need of each place against its ICB and against England."""
    rows = _rows(report)
    columns = [
        Column("shown", "Place"),
        Column("practices", "Practices", "count"),
        Column("population", "People", "people"),
        Column("core_index_to_icb", "Core need, ICB = 1", "ratio"),
        Column("core_index_to_england", "Core need, England = 1", "ratio"),
    ]
    if "primary_medical" in report.need.services:
        columns += [
            Column("primary_medical_index_to_icb", "Primary medical need, ICB = 1", "ratio"),
            Column("primary_medical_index_to_england", "Primary medical need, England = 1", "ratio"),
        ]
    notes = ["An index is need for each person: 1 is the average, 1.05 is 5% more."]
    return TableView("need", f"Need for each person in {len(rows)} places", columns, rows, notes)


def services_table(report: PlaceReport) -> TableView:
    """Need of each place by service, against its ICB."""
    columns = [Column("shown", "Place")]
    columns += [Column(f"{service}_index_to_icb", SERVICES[service], "ratio") for service in report.need.services]
    return TableView(
        "services", "Need for each person by service, where the ICB's average is 1", columns, _rows(report)
    )


def money_table(report: PlaceReport, explained: Callable[[str], str] | None = None) -> TableView | None:
    """Fair shares in pounds, with the ICB's total; None where no amounts are known.

    Args:
        report: The results.
        explained: Gives the page that explains a place's share by its code; None where there is none.
    """
    if report.budgets is None or report.amounts is None:
        return None
    rows = _rows(report)
    streams = [stream for stream in STREAM_WEIGHTS if any(f"{stream}_recurrent_gbp" in row for row in rows)]
    shown: list[dict[str, Any]] = []
    for row in rows:
        line: dict[str, Any] = {"shown": row["shown"], "population": row["population"]}
        line["_href"] = explained(row["place"]) if explained and row["place"] != IN_NO_PLACE else ""
        for stream in streams:
            pounds = row.get(f"{stream}_recurrent_gbp")
            line[f"{stream}_pence"] = None if pounds is None else round(pounds * 100)
            line[f"{stream}_share"] = row.get(f"{stream}_share_of_icb")
            line[f"{stream}_head"] = row.get(f"{stream}_recurrent_gbp_per_head")
        shown.append(line)
    total: dict[str, Any] = {
        "shown": "All places",
        "population": sum(row["population"] for row in rows),
        "_total": True,
    }
    for stream in streams:
        total[f"{stream}_pence"] = sum(line[f"{stream}_pence"] or 0 for line in shown)
        total[f"{stream}_share"] = sum(line[f"{stream}_share"] or 0.0 for line in shown)
        total[f"{stream}_head"] = total[f"{stream}_pence"] / 100 / total["population"] if total["population"] else None
    columns = [
        Column("shown", "Place", link=lambda row: str(row.get("_href", ""))),
        Column("population", "People", "people"),
    ]
    for stream in streams:
        name = STREAM_NAMES[stream]
        columns += [
            Column(f"{stream}_share", f"{name}: share of the ICB", "fraction_fine"),
            Column(f"{stream}_pence", f"{name}: fair share", "gbp_pence_in_millions"),
            Column(f"{stream}_head", f"{name}: for each person", "gbp"),
        ]
    notes = [f"Recurrent allocations of {report.amounts.year}: {report.amounts.origin}."]
    notes += [
        f"Stays with the ICB: {STREAM_NAMES[line.stream].lower()}, {pounds_and_pence(line.recurrent_pence)}, "
        f"since {line.reason}."
        for line in report.budgets.lines
        if line.share is None
    ]
    caption = f"Fair shares in pounds, {report.amounts.year}"
    return TableView("fair-shares", caption, columns, [*shown, total], notes)


def movement_tables(report: PlaceReport) -> list[TableView]:
    """Distance from target and pace of change by stream, where spend was given."""
    names = dict(zip(report.partition.places, report.partition.names, strict=True))
    tables = []
    for movement in report.movements:
        if not movement.places or not movement.distance:
            continue
        rows = [{**row, "shown": names.get(row["place"], row["place"])} for row in movement.rows()]
        columns = [
            Column("shown", "Place"),
            Column("spend_pence", "Spends now", "gbp_pence_in_millions"),
            Column("opening_distance", "Distance from its fair share", "fraction_fine", signed=True),
        ]
        notes = ["Distance is spend now against the place's fair share of all that its ICB's places spend."]
        if movement.pace is not None:
            columns += [
                Column("convergence", "Moved by", "fraction_fine", signed=True),
                Column("amount_pence", "Amount at the national pace", "gbp_pence_in_millions"),
                Column("fair_share_pence", "Its fair share", "gbp_pence_in_millions"),
                Column("closing_distance", "Distance after", "fraction_fine", signed=True),
            ]
            notes.append(
                f"Every place grows by {percent(movement.pace.growth)}, so that the places' amounts add up to the "
                "ICB's allocation to the penny. No national rule sets a pace below the ICB: this applies the ICB's own."
            )
        name = STREAM_NAMES[movement.stream]
        tables.append(
            TableView(f"pace-{movement.stream.replace('_', '-')}", f"{name}: distance and pace", columns, rows, notes)
        )
    return tables


def chart(report: PlaceReport) -> dict[str, Any]:
    """Need of each place against the ICB's average."""
    rows = sorted((row for row in _rows(report)), key=lambda row: -(row["core_index_to_icb"] or 0.0))
    bars = [
        SignedBar(row["shown"], row["core_index_to_icb"], index(row["core_index_to_icb"]), row["name"]) for row in rows
    ]
    return signed_bars(
        bars,
        axis="Core need for each person, where the ICB's average is 1",
        format=".2f",
        subject="Place",
        below="Less need than the ICB's average",
        above="More need than the ICB's average",
        middle=1.0,
        description=sentence(report),
    )


def chart_table(report: PlaceReport) -> TableView:
    """The chart's figures."""
    columns = (Column("shown", "Place"), Column("core_index_to_icb", "Core need, ICB = 1", "ratio"))
    return TableView("need-chart", "Core need by place", columns, _rows(report))


def as_file(report: PlaceReport, kind: str, name: str) -> HttpResponse:
    """All results as a file: CSV holds the places; a workbook holds places, pounds, movement, findings and notes.

    Args:
        report: The results.
        kind: ``csv`` or ``xlsx``.
        name: The stem of the file's name.
    """
    out = io.BytesIO()
    rows = report.rows()
    columns = list(dict.fromkeys(key for row in rows for key in row))
    if kind == "csv":
        write_csv(out, rows, columns)
    else:
        _workbook(out, report, rows, columns)
    response = HttpResponse(out.getvalue(), content_type=FORMATS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _workbook(out: io.BytesIO, report: PlaceReport, rows: list[dict[str, Any]], columns: list[str]) -> None:
    sheets: dict[str, list[dict[str, Any]]] = {"Places": rows}
    if report.budgets is not None:
        sheets["Fair shares"] = [line.to_json() for line in report.budgets.lines]
    movement = [row for found in report.movements for row in found.rows()]
    if movement:
        sheets["Pace of change"] = movement
    sheets["Findings"] = [finding.to_json() for finding in report.findings]
    named = {
        sheet: list(dict.fromkeys(key for row in held for key in row)) or ["nothing"] for sheet, held in sheets.items()
    }
    named["Places"] = columns
    file = report.partition.file
    notes = [
        f"Practice data: {file.stamp.name}, SHA-256 {file.stamp.sha256}",
        "Columns that end in _pence are whole pence.",
    ]
    write_xlsx(out, sheets, columns=named, notes=[*notes, *report.notes])
