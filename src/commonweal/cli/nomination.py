"""``commonweal nomination``: one nomination of a partner member, from its opening to the appointment."""

from __future__ import annotations

import argparse

from commonweal.cli.output import add_json_flag, add_receipt_flag, check_outputs, print_asked

HELP = (
    "Was a partner member nominated and appointed as the Act and the constitution ask? Says who might nominate, who\n"
    "was put forward by whom, which votes count, who did not vote, whether the person put forward has the most, and\n"
    "whether the chair's approval and the appointment came after.\n"
    "Exit status: 0 yes, or not yet due, or no rule reaches it; 1 no; 3 not yet known or for a person to judge."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--handbook",
        required=True,
        metavar="DIR_OR_XLSX",
        help="the handbook, a workbook or a folder of CSV files; or the word wealdmarch, for the demonstration's",
    )
    parser.add_argument("--ballot", required=True, metavar="ID", help="the ballot, as in the sheet ballots")
    parser.add_argument("--on", metavar="DATE", help="the day of the question; by default today")
    parser.add_argument(
        "--overlay", action="append", default=[], metavar="NAME", help="apply a reform that is not in force"
    )
    add_json_flag(parser)
    add_receipt_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Ask, and print the answer."""
    from datetime import UTC, datetime

    from commonweal.answers import Dates, read_date
    from commonweal.cli.decide import named_handbook
    from commonweal.governance.nominations import CALCULATION, question_text
    from commonweal.wiring import ask, handbook_facts

    check_outputs(options)
    day = read_date(options.on, what="day after --on") if options.on else datetime.now(UTC).date()
    dates, overlays = Dates.on(day), tuple(options.overlay)
    facts = handbook_facts(named_handbook(options.handbook), dates, overlays=overlays)
    inputs = {"ballot": options.ballot}
    asked = ask(CALCULATION, inputs, question_text(options.ballot), dates, overlays=overlays, facts=facts)
    return print_asked(asked, options)
