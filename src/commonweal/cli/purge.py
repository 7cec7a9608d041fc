"""``commonweal purge``: erasing statements of interests that need be kept no longer, in a stored handbook."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from commonweal.cli.output import add_json_flag, print_json
from commonweal.problems import BadInput

if TYPE_CHECKING:
    from commonweal.governance.retention import Retained

HELP = "Say which statements of interests need be kept no longer; with --do, erase them from every stored version."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--system", required=True, metavar="CODE", help="the id of the ICB whose register it is")
    parser.add_argument("--on", metavar="DATE", help="the day, such as 2032-09-01; by default today")
    parser.add_argument("--do", action="store_true", help="erase them; without it nothing is touched")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Say what is due, or erase it."""
    from commonweal.site.command_line import ready

    ready()
    from django.core.exceptions import PermissionDenied
    from django.utils import timezone

    from commonweal.answers import read_date
    from commonweal.organisations.periods import written
    from commonweal.site.audit.actors import Operator
    from commonweal.site.governance import purging

    on = read_date(options.on, what="day after --on") if options.on else timezone.localdate()
    try:
        found = (
            purging.purge(by=Operator(), system=options.system, on=on)
            if options.do
            else purging.plan(options.system, on)
        )
    except PermissionDenied as refused:
        raise BadInput(str(refused)) from refused
    if options.json:
        parts = {"erased": found.erased, "emptied": found.emptied, "not_known": found.not_known}
        told = {name: [each.to_json() for each in statements] for name, statements in parts.items()}
        print_json({"on": on.isoformat(), "done": options.do, "stored_versions": found.stored, **told})
        return 0
    would = "" if options.do else "would be "
    _tell(f"{would}erased", found.erased)
    _tell(f"{would}emptied, since the record of a meeting names them", found.emptied)
    _tell("kept, since it is not known when they ended", found.not_known)
    if not found.statements:
        print(f"Nothing need be erased on {written(on)}.")
    elif not options.do:
        print("Nothing was touched. Give --do to erase them; it cannot be undone. Older backups still hold them.")
    return 0


def _tell(heading: str, statements: Iterable[Retained]) -> None:
    held = list(statements)
    if held:
        print(f"{heading[0].upper()}{heading[1:]}: {len(held)}")
        for each in held:
            print(f"  {each.sentence}")
