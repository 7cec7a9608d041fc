"""A split fund on the screen, as JSON, as CSV and as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import cash, cash_per_head, print_table

if TYPE_CHECKING:
    from commonweal.allocations.split import FundSplit
    from commonweal.allocations.split_equity import Fifth

SHOWN_FINDINGS = 15
SHOWN_NOTES = 3


def print_split(split: FundSplit, fifths: tuple[Fifth, ...]) -> None:
    """Print how each indicator worked, what is missing, the split, and what it does to each deprivation fifth."""
    from commonweal.allocations.findings import summarise
    from commonweal.money import show

    count, base = len(split.units.codes), split.units.base.sum()
    print(f"{show(split.fund_pence)} split across {count:,}, by {split.units.base_name} ({base:,.0f})")
    for scaled in split.scaled:
        use = scaled.use
        how = {
            "as-is": "in proportion to it",
            "gap": f"by the gap to {scaled.best:g}",
            "min-max": f"best 1 to worst {use.ratio:g}",
        }
        effect = (
            "no limit, since the best gets nothing" if scaled.effect == float("inf") else f"{scaled.effect:,.2f} times"
        )
        print(
            f"  {use.weight:.0%} by {use.indicator}{' (less earns more)' if use.less_earns_more else ''}, "
            f"{how[use.scale.value]}; highest over lowest pay per head: {effect}"
        )
    if split.scaled:
        print(f"  Missing indicators: {split.missing.value}")
    sentences = summarise(split.findings)
    for sentence in sentences[:SHOWN_FINDINGS]:
        print(f"  {sentence}")
    if len(sentences) > SHOWN_FINDINGS:
        print(f"  ... and {len(sentences) - SHOWN_FINDINGS} more lines; --json or --xlsx lists every finding")
    small = all(row["per_head_pence"] is None or row["per_head_pence"] < 100 for row in split.rows())
    rows = [
        {
            "code": row["code"],
            "name": row["name"][:40],
            "base": round(row["base"]),
            "amount": cash(row["amount_pence"]),
            "per head": _per_head(row["per_head_pence"], small),
        }
        for row in split.rows()
    ]
    print_table(rows, ["code", "name", "base", "amount", "per head"])
    print(f"Sum: {show(sum(split.amount_pence))}")
    if fifths:
        print(f"By deprivation fifth of these people{_spread(split)}, beside an even split per head:")
        print_table(
            [
                {
                    "fifth": fifth.name,
                    "people": round(fifth.people),
                    "amount": cash(fifth.amount_pence),
                    "even split": cash(fifth.even_pence),
                    "difference": cash(fifth.amount_pence - fifth.even_pence),
                    "per head": _per_head(
                        None if fifth.pounds_per_head is None else fifth.pounds_per_head * 100, small
                    ),
                }
                for fifth in fifths
            ],
            ["fifth", "people", "amount", "even split", "difference", "per head"],
        )
    else:
        print("Deprivation is not known: give an indicator file with a deprivation score to see each fifth.")
    for note in split.units.notes[:SHOWN_NOTES]:
        print(note)
    if len(split.units.notes) > SHOWN_NOTES:
        print(f"... and {len(split.units.notes) - SHOWN_NOTES} more notes of the indicator file; --json lists all")


def _spread(split: FundSplit) -> str:
    """How a fund that is split across places is counted by fifth."""
    if split.units.members is None:
        return ""
    return f" (each practice by its own score; a place's money is spread over its practices by {split.units.base_name})"


def _per_head(pence: float | None, small: bool) -> str | None:
    """Money for each person: in pounds, or in pence where nobody's comes to a pound."""
    if pence is None:
        return None
    return f"{pence:.2f}p" if small else cash_per_head(pence / 100)


def split_json(split: FundSplit, fifths: tuple[Fifth, ...]) -> dict[str, Any]:
    """The split as plain JSON, money in pence."""
    from commonweal.allocations.findings import count_findings

    return {
        "fund_pence": split.fund_pence,
        "units": {"base": "people", "*_pence": "gbp_pence", "* (pence)": "gbp_pence", "weight": "fraction"},
        "base": split.units.base_name,
        "indicators": [scaled.to_json() for scaled in split.scaled],
        "missing": split.missing.value,
        "counts": count_findings(split.findings),
        "findings": [finding.to_json() for finding in split.findings],
        "notes": list(split.units.notes),
        "rows": split.rows(),
        "sum_pence": sum(split.amount_pence),
        "deprivation_fifths": [fifth.to_json() for fifth in fifths],
    }


def write_split(csv: Path | None, xlsx: Path | None, split: FundSplit, fifths: tuple[Fifth, ...]) -> None:
    """Write the split as CSV and as a workbook with fifths, indicators, findings and notes."""
    from commonweal.tables import write_csv, write_xlsx

    # A note stands in each row, so that it goes wherever a row goes.
    note = {"note": " ".join(split.units.notes)} if split.units.notes else {}
    rows = [{**row, "amount_gbp": row["amount_pence"] / 100, **note} for row in split.rows()]
    if csv:
        write_csv(csv, rows, list(rows[0]))
    if xlsx:
        sheets: dict[str, Any] = {"Split": rows}
        if fifths:
            sheets["Deprivation fifths"] = [fifth.to_json() for fifth in fifths]
        if split.scaled:
            sheets["Indicators"] = [scaled.to_json() for scaled in split.scaled]
        if split.findings:
            sheets["Findings"] = [finding.to_json() for finding in split.findings]
        notes = [f"Base: {split.units.base_name}"]
        if split.scaled:
            notes.append(f"Missing: {split.missing.value}")
        if fifths:
            notes.append(f"Fifths are of these people{_spread(split)}.")
        write_xlsx(xlsx, sheets, notes=[*notes, *split.units.notes])
