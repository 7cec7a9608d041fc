"""``commonweal manage``: Django's own management commands, such as ``migrate`` and ``check``."""

from __future__ import annotations

import argparse
import sys

HELP = "Run a management command of Django: commonweal manage migrate, check, shell, dbshell …"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take everything as it is."""
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="the command and its options")


def run(options: argparse.Namespace) -> int:
    """Pass it on."""
    from commonweal.site import set_up

    set_up()
    from django.core.management import ManagementUtility

    utility = ManagementUtility(["commonweal manage", *options.rest])
    utility.prog_name = "commonweal manage"
    try:
        utility.execute()
    except SystemExit as ended:
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
            return 2
        return int(ended.code or 0)
    return 0
