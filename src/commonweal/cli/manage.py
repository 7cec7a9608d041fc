"""``commonweal manage``: Django's own management commands, such as ``migrate`` and ``check``."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches

from commonweal.problems import BadInput, Problem

HELP = "Run a management command of Django: commonweal manage migrate, check, shell, dbshell …"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take everything as it is."""
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="the command and its options")


def run(options: argparse.Namespace) -> int:
    """Pass it on."""
    from commonweal.site import set_up

    set_up()
    from django.core.management import ManagementUtility, get_commands

    known = {*get_commands(), "help", "version"}
    for word in options.rest[:1]:
        if word not in known and not word.startswith("-"):
            near = get_close_matches(word, known, n=1, cutoff=0.5)
            do = f"did you mean {near[0]}?" if near else "`commonweal manage help` lists them"
            raise BadInput(Problem("Django has no such management command", given=word, do=do))
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
