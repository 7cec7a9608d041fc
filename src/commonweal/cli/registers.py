"""``commonweal registers``: the published registers as tables, printed or written as CSV."""

from __future__ import annotations

import argparse
from pathlib import Path

from commonweal.cli.output import add_json_flag, print_json, print_table
from commonweal.cli.telling import visible

HELP = (
    "The registers as the public may read them on a day: interests, gifts and hospitality, breaches, decisions,\n"
    "procurement decisions. What is withheld is left out, and counted in a note."
)
NAMES = ("interests", "gifts", "breaches", "decisions", "procurement_decisions")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--handbook", required=True, metavar="DIR_OR_XLSX", help="the handbook, or the word wealdmarch")
    parser.add_argument("--register", required=True, choices=NAMES, help="which register")
    parser.add_argument("--on", metavar="DATE", help="the day, such as 2026-03-01; by default today")
    parser.add_argument("--out", type=Path, metavar="FILE.csv", help="write a CSV file instead of printing")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print or write the register."""
    from datetime import UTC, datetime

    from commonweal.answers import read_date
    from commonweal.cli.decide import named_handbook
    from commonweal.governance.handbook import Records
    from commonweal.governance.registers import register
    from commonweal.problems import BadInput, Problem
    from commonweal.tables import placed, write_csv

    if options.out and options.json:
        raise BadInput(Problem("--out writes CSV and --json prints JSON", do="leave one of them out"))
    on = read_date(options.on, what="day after --on") if options.on else datetime.now(UTC).date()
    found = register(Records(named_handbook(options.handbook)), options.register, on)
    if options.json:
        print_json(found.to_json())
        return 0
    if options.out:
        with placed(options.out, replace=False) as stream:
            write_csv(stream, found.rows, found.columns)
        rows = "1 row" if len(found.rows) == 1 else f"{len(found.rows)} rows"
        print(visible(f"Wrote {options.out}: {found.title}, {rows}."))
    else:
        print(visible(found.title))
        print_table([tuple(row[name] for name in found.columns) for row in found.rows], tuple(found.columns.values()))
    for note in found.notes:
        print(visible(note))
    return 0
