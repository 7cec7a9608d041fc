"""``commonweal receipt verify FILE``: what a receipt proves, in four findings."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from commonweal.cli.output import add_json_flag, print_answer

HELP = "Verify the receipt of an answer: intact and signed; registered; replayed; what would differ today."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands."""
    commands = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = commands.add_parser("verify", help="report the four findings on a receipt, each apart")
    check.add_argument("file", type=Path, help="the receipt")
    check.add_argument(
        "--trust",
        action="append",
        default=[],
        metavar="KEY",
        help="a public key, in hexadecimal, of another installation that you trust",
    )
    add_json_flag(check)
    show = commands.add_parser("show", help="print the question and the answer that a receipt holds")
    show.add_argument("file", type=Path, help="the receipt")
    add_json_flag(show)


def run(options: argparse.Namespace) -> int:
    """Verify or show."""
    from commonweal.answers import Receipt

    receipt = Receipt.read(options.file)
    if options.action == "show":
        if not options.json:
            print(receipt.question.text)
        return print_answer(receipt.answer, options.json)
    from commonweal.problems import BadInput, Problem
    from commonweal.site.command_line import is_registered
    from commonweal.wiring import today

    wrong = [key for key in options.trust if not re.fullmatch("[0-9a-f]{64}", key)]
    if wrong:
        expected = "64 figures and letters a to f, as the receipt's signature holds them"
        raise BadInput([Problem("this is not a public key", given=key, expected=expected) for key in wrong])
    found = today(receipt, is_registered=is_registered, trusted_keys=frozenset(options.trust))
    return print_answer(found.as_answer(), options.json)
