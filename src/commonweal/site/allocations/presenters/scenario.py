"""What a scenario shows: what it costs, who gains and who loses, in pounds and for each person."""

from __future__ import annotations

from typing import Any

from commonweal.allocations.scenario_request import HEALTH_INEQUALITIES
from commonweal.charts import SignedBar, signed_bars
from commonweal.site.allocations.presenters.names import icb_address, short_name, stream_words
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent, pounds, pounds_m, pounds_short
from commonweal.wiring import Asked


def stats(asked: Asked) -> list[tuple[str, str, str, str]]:
    """The figures in large type: label, value, note, side."""
    rows = asked.answer.details["rows"]
    cost = sum(row["difference_k"] for row in rows)
    gain = [row for row in rows if row["difference_k"] > 0]
    lose = [row for row in rows if row["difference_k"] < 0]
    return [
        (
            "More or less in all",
            pounds_short(cost, signed=True),
            f"{pounds_short(asked.answer.details['total_k'])} handed out",
            "",
        ),
        (
            "ICBs that would gain",
            str(len(gain)),
            _in_all(gain),
            "above",
        ),
        (
            "ICBs that would lose",
            str(len(lose)),
            _in_all(lose),
            "below",
        ),
        ("ICBs unchanged", str(len(rows) - len(gain) - len(lose)), "", ""),
    ]


def _in_all(rows: list[dict[str, Any]]) -> str:
    return f"{pounds_short(sum(row['difference_k'] for row in rows), signed=True)} in all" if rows else ""


def sentence(asked: Asked) -> str:
    """The furthest gain and loss, in a sentence made of the figures."""
    rows = sorted(asked.answer.details["rows"], key=lambda row: row["difference_k"])
    low, high = rows[0], rows[-1]
    told = []
    if high["difference_k"] > 0:
        told.append(f"{short_name(high['name'])} would gain most, {_both(high)}")
    if low["difference_k"] < 0:
        told.append(f"{short_name(low['name'])} would lose most, {_both(low)}")
    return ("; ".join(told) or "No ICB's allocation would change") + "."


def _both(row: dict[str, Any]) -> str:
    each = row["difference_per_head_gbp"]
    head = "" if each is None else f" ({pounds(abs(each), places=2)} for each person)"
    return pounds_m(abs(row["difference_k"])) + head


def table(asked: Asked) -> TableView:
    """Every ICB, the largest gain first."""
    inputs = asked.question.inputs
    stream, year = str(inputs["stream"]), str(inputs["year"])
    found = sorted(asked.answer.details["rows"], key=lambda row: -row["difference_k"])
    rows = [
        {
            **row,
            "short": short_name(row["name"]),
            "limit": row["limit"].replace("_", " "),
            "_href": icb_address(row["icb"], year=year, stream=stream),
        }
        for row in found
    ]
    rows.append(
        {
            "short": "England",
            "before_k": sum(row["before_k"] for row in found),
            "after_k": sum(row["after_k"] for row in found),
            "difference_k": sum(row["difference_k"] for row in found),
            "icb": "",
            "limit": "",
            "_total": True,
        }
    )
    columns = [
        Column("short", "ICB", link=lambda row: str(row.get("_href", ""))),
        Column("icb", "Code"),
        Column("before_k", "As published", "gbp_thousand_in_millions"),
        Column("after_k", "In this scenario", "gbp_thousand_in_millions"),
        Column("difference_k", "Difference", "gbp_thousand_in_millions", signed=True, coloured=True),
        Column("difference_per_head_gbp", "For each person", "gbp_fine", signed=True, coloured=True),
    ]
    if found[0]["distance_before"] is not None:
        columns += [
            Column("distance_before", "Distance as published", "fraction_fine", signed=True),
            Column("distance_after", "Distance in this scenario", "fraction_fine", signed=True),
        ]
    if any(row["limit"] for row in found):
        columns.append(Column("limit", "Decided by"))
    if found[0]["target_error_k"] is not None:
        columns.append(Column("target_error_k", "Target may be off by", "gbp_thousand_in_millions"))
    for row in rows[-1:]:
        row.update({column.key: row.get(column.key, "") for column in columns})
    name = f"scenario-{stream.replace('_', '-')}-{year.replace('/', '-')}"
    caption = f"What each ICB would gain or lose: {stream_words(stream)}, {year}"
    return TableView(name, caption, columns, rows, (*changes(asked), *asked.answer.notes))


def changes(asked: Asked) -> list[str]:
    """What was changed, a line each."""
    words = {
        "growth": "Base growth",
        "gain_cap": "Most that may be gained",
        "gain_slope": "Part of the gap closed below target",
        "loss_cap": "Most that may be lost",
        "loss_slope": "Part of the gap closed above target",
        "minimum_growth": "Least growth",
        HEALTH_INEQUALITIES: "Health-inequalities share",
    }
    told = []
    for key, value in asked.question.inputs["change"].items():
        if key in words:
            told.append(f"{words[key]}: {percent(value)}.")
        elif key == "basis":
            told.append(f"Convergence goes by the distance {'before' if value == 'opening' else 'after'} growth.")
        elif key == "minimum_per_head_gbp":
            told.append(f"Least for each person: {pounds(value)}.")
        elif key == "target_quantum_k":
            told.append(f"England's total of targets: {pounds_m(value)}.")
        elif key == "total_k":
            told.append(f"Handed out in all: {pounds_m(value)}.")
    return told


def chart(asked: Asked) -> tuple[dict[str, Any], TableView]:
    """Gains and losses as bars, with their table; who would neither gain nor lose has no bar."""
    movers = [row for row in asked.answer.details["rows"] if row["difference_k"]] or asked.answer.details["rows"]
    rows = sorted(movers, key=lambda row: -row["difference_k"])
    bars = [
        SignedBar(
            short_name(row["name"]), row["difference_k"] / 1000, pounds_m(row["difference_k"], signed=True), row["icb"]
        )
        for row in rows
    ]
    spec = signed_bars(
        bars,
        axis="Difference, £ million",
        format="+,.0f" if max(abs(row["difference_k"]) for row in rows) >= 10_000 else "+,.2~f",
        subject="ICB",
        below="Would lose",
        above="Would gain",
        description=sentence(asked),
    )
    columns = (Column("name", "ICB"), Column("difference_k", "Difference", "gbp_thousand_in_millions", signed=True))
    shown = [{"name": short_name(row["name"]), "difference_k": row["difference_k"]} for row in rows]
    return spec, TableView("scenario-chart", "Gain or loss by ICB", columns, shown, tall=True)
