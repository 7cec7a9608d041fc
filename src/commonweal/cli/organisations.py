"""``commonweal organisations``: what a body is, what it stands in, and what became of it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, add_receipt_flag, print_asked

if TYPE_CHECKING:
    from datetime import date

    from commonweal.wiring import Asked

HELP = (
    "Show a body on a day, what became of it, what it came from, what stands below it; or check the register.\n"
    "Regions, integrated care boards, sub-ICB locations and the succession of April 2026 are inside the package;\n"
    "practices, networks, trusts and small areas are read from the public lists in the folder that --data names,\n"
    "places from a file of your own that --places names; --wealdmarch asks of the fictional system."
)
_CODE = "an ODS or ONS code, such as QNQ or E54000034"
_WORDS = {
    "show": "What is {code} on {day}?",
    "successors": "What had become of {code} by {day}?",
    "predecessors": "What had {code} taken over from by {day}?",
    "tree": "What stands below {code} on {day}?",
    "check": "Is the register of bodies sound on {day}?",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    show = actions.add_parser("show", help="name, kind, status, codes, what it stands in, and where it went")
    after = actions.add_parser("successors", help="where its parts are, along every chain, with multiplied shares")
    before = actions.add_parser("predecessors", help="the bodies whose parts are in it, with the share of each")
    tree = actions.add_parser("tree", help="the body and all open bodies below it")
    check = actions.add_parser("check", help="areas, parents, circles, shares and names: is the register sound?")
    for action in (show, after, before, tree):
        action.add_argument("code", help=_CODE)
    for action in (after, before):
        action.add_argument(
            "--by",
            choices=("residents", "registered"),
            help="what shares along a chain are counted by: small areas, or weighted people on practice lists",
        )
    for action in (show, after, before, tree):
        action.add_argument("--wealdmarch", action="store_true", help="ask of Wealdmarch, the fictional system")
    tree.add_argument("--all", action="store_true", help="write every practice and trust out, not only their number")
    for action in (show, after, before, tree, check):
        action.add_argument("--on", metavar="DATE", help="the day, such as 2026-03-31; by default today")
        action.add_argument(
            "--data", metavar="DIR", help="folder with the public lists (otherwise the one that COMMONWEAL_DATA names)"
        )
        action.add_argument(
            "--places",
            metavar="FILE",
            help="places of your own: on each row a practice, a place and, if need be, its ICB",
        )
        add_json_flag(action)
        add_receipt_flag(action)


def run(options: argparse.Namespace) -> int:
    """Ask the question and print the answer."""
    from datetime import UTC, datetime

    from commonweal.answers import Dates, read_date
    from commonweal.problems import BadInput
    from commonweal.wiring import ask

    day = datetime.now(UTC).date() if options.on is None else read_date(options.on, what="day after --on")
    inputs, names = _given(options)
    if options.action != "check":
        inputs["code"] = options.code.strip()
    if getattr(options, "by", None):
        inputs["basis"] = _basis(options.by)
    text = _WORDS[options.action].format(code=inputs.get("code", ""), day=day.isoformat())
    try:
        asked = ask(f"organisations.{options.action}", inputs, text, Dates.on(day))
    except BadInput as bad:
        # Where a list is faulty, the reader knows it by the name of their own file.
        raise BadInput(
            replace(problem, file=names.get(problem.file, problem.file)) for problem in bad.problems
        ) from bad
    if options.action == "tree" and not options.json:
        _print_tree(asked, inputs, day, options)
    return print_asked(asked, options)


def _given(options: argparse.Namespace) -> tuple[dict[str, Any], dict[str, str]]:
    """What the register is made of, as inputs, and the user's file names by the titles of the lists.

    Raises:
        BadInput: A file cannot be read, or files are given for Wealdmarch, which has its own.
    """
    from pathlib import Path

    from commonweal.problems import BadInput, Problem
    from commonweal.wiring import archive

    if getattr(options, "wealdmarch", False):
        if options.places or options.data:
            raise BadInput(Problem("Wealdmarch has files of its own", do="leave out --places and --data"))
        return {"register": _wealdmarch()}, {}
    datasets, names = _datasets(options)
    inputs: dict[str, Any] = {"datasets": datasets}
    if options.places is not None:
        if not options.places:
            raise BadInput(Problem("no file is named after --places", do="name one; the name given is empty"))
        places = Path(options.places)
        inputs["places"] = {"name": places.name, "sha256": archive().keep(places)}
    return inputs, names


def _wealdmarch() -> dict[str, dict[str, str]]:
    """The three files of Wealdmarch's register, made anew and kept in the archive."""
    from tempfile import TemporaryDirectory

    from commonweal.demo import build
    from commonweal.wiring import archive

    with TemporaryDirectory() as folder:
        files = build(folder)
        parts = {"bodies": files.bodies, "memberships": files.memberships, "successions": files.successions}
        return {part: {"name": path.name, "sha256": archive().keep(path)} for part, path in parts.items()}


def _datasets(options: argparse.Namespace) -> tuple[dict[str, str], dict[str, str]]:
    """Keep the lists in the archive, so that the receipt can be replayed.

    Returns:
        The hash of each list by its key, and the name of the user's file by the title of the list.
    """
    from commonweal.home import data_folder
    from commonweal.organisations import find_lists
    from commonweal.wiring import archive

    folder = data_folder(options.data)
    if folder is None:
        return {}, {}
    kept, found = archive(), find_lists(folder, areas=options.action == "check")
    names = {item.what.title: item.path.name for item in found}
    return {item.what.key: kept.keep(item.path) for item in found}, names


def _basis(word: str) -> str:
    from commonweal.organisations.assembly.nation import REGISTERED, RESIDENTS

    return {"residents": RESIDENTS, "registered": REGISTERED}[word]


def _print_tree(asked: Asked, inputs: dict[str, Any], day: date, options: argparse.Namespace) -> None:
    from commonweal.organisations import asked_register, draw

    register = asked_register(asked.evidence, inputs)
    print(draw(register.tree(inputs["code"], day), day, leaves=options.all))
    print()
