"""``commonweal demo``: build the demonstration, print the answers it can give so far, and serve the site."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.demo import DemoFiles

HELP = "Build the demonstration, answer the questions that this release can, and serve the site on this machine."

FOLDER = "demonstration"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--no-serve", action="store_true", help="stop after the answers")
    parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000; 0 chooses a free one)")


def run(options: argparse.Namespace) -> int:
    """Build, answer, serve. The demonstration has a folder of its own, apart from the installation's records."""
    from commonweal.home import home

    folder = home() / FOLDER
    os.environ["COMMONWEAL_HOME"] = str(folder)
    status = _answer(home())
    if status or options.no_serve:
        return status
    return _serve(options.port)


def _answer(folder: Path) -> int:
    from commonweal.demo import BANNER, build
    from commonweal.demo.handbook_item import write_item

    files = build(folder / "wealdmarch")
    receipt = folder / "receipt-of-the-demonstration.json"
    receipt.unlink(missing_ok=True)
    print(f"{BANNER}\nIts files: {files.folder}\n")
    places = ["allocations", "places", "--practices", str(files.practices), "--members", str(files.members)]
    places += ["--by", "place", "--icb", files.icb_code, "--allocations", str(files.allocations)]
    _question(1, "May we decide this?", "A committee at Wyndlesea Coast wants to spend £480,000.")
    statuses = [_show(["decide", "--handbook", "wealdmarch", "--item", str(write_item(files.folder))])]
    _question(2, "Where did this pound come from, and where did it go?", "So far: allocations. Spending comes later.")
    statuses += [
        _show(["allocations", "reproduce"], last=1),
        _show(["allocations", "explain", "QHL", "--year", "2025/26", "--receipt", str(receipt)]),
        _show(["receipt", "verify", str(receipt)]),
    ]
    _question(3, "Which way must we choose a provider?", "Not built yet: it comes with the commissioning room.")
    so_far = "Places of {} by the national formula, beside what they spend; then its made-up people and their need."
    _question(4, "Who lives here, what do they need, and is it fair?", so_far.format(files.icb_name))
    statuses.append(_show([*places, "--spend", str(files.spend)]))
    statuses += [_show(command, last=last) for command, last in _population(folder, files)]
    _question(5, "Are we doing what the law, the plan and the regulator ask, and is it working?", "Not built yet.")
    return max(statuses)


def _population(folder: Path, files: DemoFiles) -> list[tuple[list[str], int | None]]:
    """The commands of the population room, each with how many of its last lines are printed (None: all).

    The people are made once: on a later day the pages show them still.
    """
    from commonweal.cli.population_demo import FOLDER as PEOPLE
    from commonweal.demo.population_path import NEED
    from commonweal.site.command_line import ready

    ready()
    from commonweal.site.population.kept import current_aggregates

    need = folder / PEOPLE / NEED
    commands: list[tuple[list[str], int | None]] = []
    held = current_aggregates(files.icb_code)
    if not need.is_file() or held is None or not held.has("shares"):  # what an earlier version made lacks shares
        commands.append((["population", "demo"], None))
    split = ["allocations", "split", "--amount", "1000000", "--practices", str(files.practices)]
    split += ["--members", str(files.members), "--by", "place", "--icb", files.icb_code]
    return [*commands, ([*split, "--indicators", str(need), "--weights", "Local need=100%"], 9)]


def _question(number: int, question: str, so_far: str) -> None:
    print(f"{number}. {question}\n   {so_far}\n")


def _show(command: list[str], *, last: int | None = None) -> int:
    """Print a command as a reader would type it, run it, and print its output, or the last lines of it."""
    import contextlib
    import io
    import shlex

    from commonweal.cli.main import main

    print("   $ commonweal " + shlex.join(command))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        status = main(command)
    lines = printed.getvalue().splitlines()
    for line in lines[-last:] if last else lines:
        print(f"   {line}")
    print(flush=True)
    return status


def _serve(port: int) -> int:
    from commonweal.cli import serve
    from commonweal.cli.parsing import TeachingParser

    parser = TeachingParser(prog="commonweal serve")
    serve.arguments(parser)
    return serve.run(parser.parse_args(["--port", str(port)]))
