"""``commonweal receipt verify FILE``: what a receipt proves, in four findings."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.cli.output import add_json_flag, print_answer, print_json
from commonweal.cli.telling import visible

if TYPE_CHECKING:
    from commonweal.answers import Receipt

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
    show = commands.add_parser("show", help="print the question, its dates and the answer that a receipt holds")
    show.add_argument("file", type=Path, help="the receipt")
    add_json_flag(show)


def run(options: argparse.Namespace) -> int:
    """Verify or show."""
    from commonweal.answers import Receipt

    receipt = Receipt.read(options.file)
    if options.action == "show":
        return _show(receipt, options.json)
    from commonweal.problems import BadInput, Problem
    from commonweal.site.command_line import is_registered
    from commonweal.wiring import today

    wrong = [key for key in options.trust if not re.fullmatch("[0-9a-f]{64}", key)]
    if wrong:
        expected = "64 figures and letters a to f, as the receipt's signature holds them"
        raise BadInput([Problem("this is not a public key", given=key, expected=expected) for key in wrong])
    found = today(receipt, is_registered=is_registered, trusted_keys=frozenset(options.trust))
    return print_answer(found.as_answer(), options.json)


def _show(receipt: Receipt, as_json: bool) -> int:
    """Print what a receipt holds, and whether it is signed; who signed it, `verify` says."""
    from commonweal.answers.canonical import can_be_signed
    from commonweal.problems import BadInput, Problem

    if not can_be_signed(receipt.body):
        raise BadInput(
            Problem(
                "this receipt was never issued: it holds numbers or characters that cannot be signed",
                do="get it again from whoever issued it",
            )
        )
    answer, dates, signed = receipt.answer, receipt.question.dates, receipt.is_signed
    key, issued_at = receipt.signature["public_key"], receipt.body["issued_at"]
    if as_json:
        told = {
            "question": receipt.question.text,
            "dates": dates.to_json(),
            "issued_at": issued_at,
            "commonweal": receipt.body["commonweal"],
            "digest": receipt.digest,
            "signed": signed,
            "public_key": key,
        }
        print_json(answer.to_json() | {"receipt": told})
        return answer.exit_status
    print(visible(receipt.question.text))
    print(f"  Holds on {dates.holds_on}; rules on {dates.rules_on}; known at {dates.to_json()['known_at']}.")
    print(visible(f"  Issued at {issued_at} by Commonweal {receipt.body['commonweal']}."))
    if signed:
        print(f"  Signed with the key {key[:16]}…; `commonweal receipt verify` says whether that key is known.")
    else:
        print("  Not signed: the signature does not fit the contents, so something was changed.")
    return print_answer(answer, as_json=False)
