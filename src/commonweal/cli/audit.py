"""``commonweal audit verify|list``: the audit chain, proved and read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.cli.output import add_json_flag, print_answer, print_json, print_table
from commonweal.problems import BadInput, Problem

if TYPE_CHECKING:
    from commonweal.site.audit.chain import Head

HELP = "Verify the audit chain of this installation, or list its events."


_MOST = 1_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands."""
    commands = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = commands.add_parser(
        "verify",
        help="prove that no event was changed, removed or moved (exit status 1 if one was)",
        description="Prove that no event was changed, removed or moved. The head of the chain is compared with the one "
        "kept beside the database, and with those that you name.",
    )
    check.add_argument(
        "--head", action="append", default=[], metavar="COUNT:HASH", help="a head that you noted elsewhere, to compare"
    )
    check.add_argument(
        "--receipt", action="append", default=[], type=Path, metavar="FILE", help="a receipt, whose head is compared"
    )
    add_json_flag(check)
    listing = commands.add_parser("list", help="the events, newest first")
    listing.add_argument("--most", type=int, default=20, metavar="N", help="how many to show (20)")
    listing.add_argument("--subject", metavar="REFERENCE", help="only those about this, such as account:…")
    add_json_flag(listing)


def run(options: argparse.Namespace) -> int:
    """Verify or list."""
    if options.action == "list" and not 1 <= options.most <= _MOST:
        raise BadInput(
            Problem("this many events cannot be listed", given=str(options.most), expected=f"1 to {_MOST:,}")
        )
    from commonweal.site.command_line import ready

    ready()
    return _verify(options) if options.action == "verify" else _list(options)


def _verify(options: argparse.Namespace) -> int:
    from commonweal.site.audit.chain import Head
    from commonweal.site.audit.verification import verify

    known: list[tuple[str, Head]] = []
    for text in options.head:
        try:
            known.append(("the head that you named", Head.parse(text)))
        except ValueError as error:
            raise BadInput(
                Problem("this is not a head", given=text, expected="COUNT:HASH, as verify prints it")
            ) from error
    known += [_head_of_receipt(file) for file in options.receipt]
    answer = verify(known)
    status = print_answer(answer, options.json)
    if not options.json:
        print(f"  Head: {answer.details['head']}")
    return status


def _head_of_receipt(file: Path) -> tuple[str, Head]:
    from commonweal.answers import Receipt
    from commonweal.site.audit.chain import Head

    held = Receipt.read(file).body.get("audit_head") or {}
    try:
        return f"the head in {file.name}", Head.parse(f"{held['count']}:{held['hash']}")
    except (TypeError, KeyError, ValueError) as error:
        raise BadInput(
            Problem("this receipt holds no head of an audit chain", file=str(file), do="name one that was registered")
        ) from error


def _list(options: argparse.Namespace) -> int:
    from commonweal.site.audit.models import AuditEvent

    events = AuditEvent.objects.order_by("-sequence")
    if options.subject:
        events = events.filter(subject=options.subject)
    rows = [
        {
            "event": event.sequence,
            "at": event.at.isoformat(timespec="seconds"),
            "actor": event.actor,
            "verb": event.verb,
            "subject": event.subject,
            "detail": event.detail_json,
        }
        for event in events[: options.most]
    ]
    if options.json:
        print_json(rows)
    else:
        print_table(rows, ["event", "at", "actor", "verb", "subject", "detail"])
    return 0
