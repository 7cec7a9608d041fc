"""``commonweal handbook functions``: where a function went, as a handbook records it."""

from __future__ import annotations

import argparse

from commonweal.cli.output import print_json, print_table


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--system", choices=("wealdmarch",), help="the fictional system of the demonstration")
    source.add_argument("--handbook", metavar="FILE|DIR", help="a handbook of yours")
    parser.add_argument(
        "--function", metavar="ID", help="the function, as in the sheet functions; without it, they are listed"
    )
    parser.add_argument("--on", metavar="DATE", help="only what stood on this day")


def run(options: argparse.Namespace) -> int:
    """Print the history of one function, or the functions that there are."""
    from commonweal.answers import read_date
    from commonweal.cli.decide import named_handbook
    from commonweal.governance.functions_history import COLUMNS, PASSES, history_of
    from commonweal.governance.handbook import Function, Records

    day = read_date(options.on, what="day after --on") if options.on else None
    handbook = named_handbook(options.system or options.handbook)
    if not options.function:
        held = [row for row in handbook.rows(Function) if day is None or row.holds_on(day)]
        rows = list({row.function: {"function": row.function, "title": row.title} for row in held}.values())
        columns: tuple[str, ...] = ("function", "title")
    else:
        moves = history_of(Records(handbook), options.function)
        if day is not None:
            moves = tuple(
                move
                for move in moves
                if (move.day is None or move.day <= day)
                and (move.day == day if move.what == PASSES else move.last is None or move.last >= day)
            )
        rows = [move.to_json() for move in moves]
        columns = COLUMNS
    if options.json:
        print_json(rows)
    elif rows:
        print_table(rows, columns)
    else:
        print("Nothing of it is recorded for that day.")
    return 0
