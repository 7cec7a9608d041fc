"""``commonweal allocations split``: a discretionary fund across practices or places, by indicators, to the penny."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.allocations.place_options import (
    add_place_options,
    checked_year,
    day_of,
    membership_of,
    remarks,
    rule_of_method,
)
from commonweal.cli.allocations.split_printing import print_split, split_json, write_split
from commonweal.cli.output import add_json_flag, check_outputs, print_json

if TYPE_CHECKING:
    from commonweal.allocations.practice_file import PracticeFile
    from commonweal.allocations.split import Units
    from commonweal.allocations.split_bounds import Bounds
    from commonweal.allocations.split_scaling import IndicatorUse

MOST_PENCE = 10**14
"""A trillion pounds."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--amount", required=True, metavar="POUNDS", help="the fund, such as 1000000 or 2.5m")
    add_place_options(parser, required=False, register=False)
    parser.add_argument("--indicators", metavar="FILE", help="a practice code and any columns of figures on each row")
    parser.add_argument(
        "--weights",
        nargs="+",
        default=[],
        metavar="NAME=PART",
        help="indicators with their parts of the fund; the rest follows the base. NAME may be a part of a header. "
        'Such as "Deprivation=30%%" "Bowel cancer=20%%:less" "Smoking=10%%:min-max=3" "Cervical=5%%:less:gap=80". '
        ":less pays a lower value more, by its gap to the best, or to the value named with gap=; min-max=R pays the "
        "worst R times the best per head",
    )
    parser.add_argument(
        "--missing",
        choices=["average", "refuse", "leave-out"],
        default="average",
        help="what a practice without an indicator gets by it: the average per head (default), nothing, or the "
        "split is refused; every one is listed",
    )
    parser.add_argument(
        "--base",
        default="population",
        metavar="WHAT",
        help="population (default), or a service's weighted population such as core",
    )
    parser.add_argument(
        "--age-sex", metavar="FILE", help="registered patients by single year of age, for --ages and --sex"
    )
    parser.add_argument("--ages", metavar="FROM-TO", help="with --age-sex: people of these ages, such as 60-74 or 65+")
    parser.add_argument("--sex", choices=["all", "female", "male"], default="all", help="with --age-sex")
    parser.add_argument("--deprivation", default="", metavar="NAME", help="the indicator that is the deprivation score")
    parser.add_argument("--floor", metavar="POUNDS", help="each gets at least this")
    parser.add_argument("--cap", metavar="POUNDS", help="each gets at most this")
    parser.add_argument(
        "--floor-per-head", metavar="POUNDS", help="each gets at least this for each person of the base"
    )
    parser.add_argument("--cap-per-head", metavar="POUNDS", help="each gets at most this for each person of the base")
    parser.add_argument("--csv", type=Path, metavar="OUT", help="write the split as CSV")
    parser.add_argument(
        "--xlsx", type=Path, metavar="OUT", help="write split, fifths, findings and notes as a workbook"
    )
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print the split, how each indicator worked, what is missing, and what it does to each deprivation fifth."""
    from commonweal.allocations.practice_file import read_practice_file
    from commonweal.allocations.split import Missing, split_fund
    from commonweal.allocations.split_equity import by_deprivation

    fund, uses, bounds = _asked(options)
    file = read_practice_file(options.practices, year=checked_year(options.year))
    units, headers = _units(options, file, [use.indicator for use in uses])
    split = split_fund(
        units,
        fund,
        [_named(use, headers[use.indicator]) for use in uses],
        missing=Missing(options.missing),
        bounds=bounds,
        inert_below=_inert_below(file),
    )
    fifths = by_deprivation(split)
    if options.csv or options.xlsx:
        write_split(options.csv, options.xlsx, split, fifths)
    if options.json:
        print_json({**split_json(split, fifths), "remarks": remarks(file)})
    else:
        for line in remarks(file, notes_only=True):  # the others are among the findings
            print(line)
        print_split(split, fifths)
    return 1 if any(finding.severity == "error" for finding in split.findings) else 0


def _asked(options: argparse.Namespace) -> tuple[int, list[IndicatorUse], Bounds]:
    """The fund in pence, the indicators and the bounds, or BadInput with all that is wrong in the words given."""
    from commonweal.allocations.split_bounds import Bounds
    from commonweal.allocations.split_scaling import read_use
    from commonweal.money import pounds
    from commonweal.problems import BadInput, Problems

    problems = Problems()

    def read(reader: Callable[[str], Any], text: str | None) -> Any:
        try:
            return None if text is None else reader(text)
        except BadInput as bad:
            problems.extend(bad.problems)
            return None

    fund = read(pounds, options.amount)
    uses = [read(read_use, text) for text in options.weights]
    names = ("floor", "cap", "floor_per_head", "cap_per_head")
    bounds = [read(pounds, getattr(options, name)) for name in names]
    for name, pence in zip(names, bounds, strict=True):
        if pence is not None and pence < 0:
            problems.add(f"--{name.replace('_', '-')} is below nought", given=getattr(options, name))
    if fund is not None and not 0 < fund <= MOST_PENCE:
        expected = f"more than nought and at most £{MOST_PENCE // 100:,}"
        problems.add("a fund of this size cannot be split", given=options.amount, expected=expected)
    for name in ("members", "on"):
        if getattr(options, name) and not options.by:
            problems.add(f"--{name} is for places", do="say what a place is, with --by, or leave it out")
    problems.raise_if_any()
    check_outputs(options)
    return fund, uses, Bounds(*bounds)


def _units(options: argparse.Namespace, file: PracticeFile, wanted: list[str]) -> tuple[Units, dict[str, str]]:
    """The practices or places, and the full header of each indicator that was named."""
    from commonweal.allocations.practice_indicators import read_indicators
    from commonweal.allocations.split_units import place_units, practice_units

    indicators = read_indicators(options.indicators) if options.indicators else None
    base, base_name = _base(options)
    units = practice_units(
        file,
        indicators,
        wanted,
        icb=options.icb,
        base=base,
        base_name=base_name,
        service=None if options.base == "population" else options.base,
        deprivation=options.deprivation,
    )
    if options.by:
        units = place_units(units, membership_of(options, file), day_of(options))
    return units, {name: indicators.find(name) for name in wanted} if indicators else {}


def _base(options: argparse.Namespace) -> tuple[dict[str, float] | None, str]:
    from commonweal.problems import BadInput, Problem

    if not options.age_sex:
        if options.ages or options.sex != "all":
            raise BadInput(
                Problem("ages or a sex need a file of patients by age and sex", do="give one with --age-sex")
            )
        words = "projected population" if options.base == "population" else f"weighted population of {options.base}"
        return None, words
    if options.base != "population":
        raise BadInput(Problem("a fund has one base", given=f"--base {options.base} and --age-sex", do="choose one"))
    from commonweal.allocations.practice_age_sex import read_age_sex

    youngest, oldest = _ages(options.ages)
    people = read_age_sex(options.age_sex).people(options.sex, youngest, oldest)
    who = {"all": "people", "female": "women and girls", "male": "men and boys"}[options.sex]
    return people, f"registered {who} aged {options.ages or 'any'}"


def _ages(text: str | None) -> tuple[int, int]:
    """Two ages from ``60-74``, ``65+`` or ``65``."""
    import re

    from commonweal.allocations.practice_age_sex import OLDEST
    from commonweal.problems import BadInput, Problem

    if text is None:
        return 0, OLDEST
    match = re.fullmatch(r"\s*(\d{1,3})\s*(?:(\+)|[-–]\s*(\d{1,3}))?\s*", text)
    if match is None:
        raise BadInput(Problem("these are not ages", given=text, expected="such as 60-74, 65+ or 65"))
    youngest = int(match[1])
    return youngest, OLDEST if match[2] else int(match[3] or youngest)


def _named(use: Any, header: str) -> Any:
    from dataclasses import replace

    return replace(use, indicator=header)


def _inert_below(file: PracticeFile) -> float:
    return float(rule_of_method("allocations.split.inert_below", file))
