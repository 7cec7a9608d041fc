"""``commonweal population ...``: who lives here, what they need, and whether it is fair."""

from __future__ import annotations

import argparse
import importlib

HELP = "Prevalence observed against expected, deprivation and Core20PLUS5 for every practice, from public files alone."

COMMANDS: dict[str, tuple[str, str]] = {
    "aggregates": (
        "commonweal.cli.population_aggregates",
        "tables of a system's own people that may be shown, from sealed lists of one day or more",
    ),
    "avoidable": (
        "commonweal.cli.population_avoidable",
        "deaths that care or prevention could have avoided, by a list of causes",
    ),
    "core20plus5": (
        "commonweal.cli.population_core20plus5",
        "what is known of each clinical area of Core20PLUS5, and what is not published",
    ),
    "demo": (
        "commonweal.cli.population_demo",
        "the whole path on the made-up people of a fictional system, onto the population pages",
    ),
    "deprivation": (
        "commonweal.cli.population_deprivation",
        "the share of each ICB, place, network and practice in the most deprived fifth of England",
    ),
    "expected": (
        "commonweal.cli.population_expected",
        "people on disease registers, and how many practices alike would have on them",
    ),
    "features": (
        "commonweal.cli.population_features",
        "conditions on a day, scores and segment of every person, by any codelist and rules",
    ),
    "import": (
        "commonweal.cli.population_import",
        "check tables of people, leave out who opted out, make pseudonyms and seal",
    ),
    "lists": (
        "commonweal.cli.population_lists",
        "the codelists, rules, scores and rule sets that come with Commonweal, with version, status and source",
    ),
    "moves": (
        "commonweal.cli.population_moves",
        "who changed segment between two days or two rule sets, and which conditions were gained and lost",
    ),
    "need": (
        "commonweal.cli.population_need",
        "need beside cost by practice, and an index for the split of a fund",
    ),
    "project": (
        "commonweal.cli.population_project",
        "the people of a practice or area some years ahead, by ageing, births, deaths and growth of the list",
    ),
    "publish": (
        "commonweal.cli.population_publish",
        "put such tables on the population pages of this installation, list those there, or take some away",
    ),
    "risk": (
        "commonweal.cli.population_risk",
        "tiers of the highest scores, judged by what came after, in every deprivation fifth and ethnic group",
    ),
    "run": (
        "commonweal.cli.population_run",
        "conditions, score, segment and standardised rates of sealed people",
    ),
    "synthesise": (
        "commonweal.cli.population_synthesise",
        "make up people and events from a seed, sealed",
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
