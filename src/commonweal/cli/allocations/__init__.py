"""``commonweal allocations ...``: targets, distance from target, allocations, places and scenarios."""

from __future__ import annotations

import argparse
import importlib

HELP = "Reproduce, explain and vary the allocations, carry them forward and to new maps, and cascade them to places."

COMMANDS: dict[str, tuple[str, str]] = {
    "reproduce": ("commonweal.cli.allocations.reproduce", "work every published allocation anew and compare"),
    "explain": ("commonweal.cli.allocations.explain", "one ICB's allocation as a bridge from its head count"),
    "scenario": ("commonweal.cli.allocations.scenario", "what if: other growth, caps, slopes, floors or quantum"),
    "path": ("commonweal.cli.allocations.path", "one to five years ahead, and how long to target"),
    "rebase": ("commonweal.cli.allocations.rebase", "carry a year's figures from the 42 ICBs to the 36, or to any map"),
    "next-year": ("commonweal.cli.allocations.next_year", "read a workbook of a year not seen before, with its policy"),
    "places": ("commonweal.cli.allocations.places", "fair shares of places and networks, as indices and in pounds"),
    "diff": ("commonweal.cli.allocations.diff", "what changed between two practice files, and what it does in pounds"),
    "split": ("commonweal.cli.allocations.split", "split a discretionary fund across practices or places"),
    "sensitivity": (
        "commonweal.cli.allocations.sensitivity",
        "how far place indices move, and how sure their order is",
    ),
}
"""Every sub-command, where it lies, and what it is for."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands, each from its own module."""
    commands = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, (module, what) in COMMANDS.items():
        command = commands.add_parser(name, help=what, description=what[:1].upper() + what[1:] + ".")
        importlib.import_module(module).arguments(command)


def run(options: argparse.Namespace) -> int:
    """Run the sub-command that was asked for."""
    return int(importlib.import_module(COMMANDS[options.action][0]).run(options))
