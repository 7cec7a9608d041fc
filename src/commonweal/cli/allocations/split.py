"""``commonweal allocations split``: a discretionary fund across practices or places, by indicators, to the penny."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.allocations.place_options import add_place_options, checked_year, day_of, membership_of
from commonweal.cli.output import add_json_flag, print_json, print_table

if TYPE_CHECKING:
    from commonweal.allocations.practice_file import PracticeFile
    from commonweal.allocations.split import FundSplit, Units
    from commonweal.allocations.split_bounds import Bounds
    from commonweal.allocations.split_equity import Fifth

SHOWN_FINDINGS = 15


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--amount", required=True, metavar="POUNDS", help="the fund, such as 1000000 or 2.5m")
    add_place_options(parser, required=False)
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
    from commonweal.allocations.split_scaling import read_use
    from commonweal.money import pounds

    fund = pounds(options.amount)
    uses = [read_use(text) for text in options.weights]
    file = read_practice_file(options.practices, year=checked_year(options.year))
    units, headers = _units(options, file, [use.indicator for use in uses])
    split = split_fund(
        units,
        fund,
        [_named(use, headers[use.indicator]) for use in uses],
        missing=Missing(options.missing),
        bounds=_bounds(options),
        inert_below=_inert_below(file),
    )
    fifths = by_deprivation(split)
    if options.csv or options.xlsx:
        _write(options, split, fifths)
    if options.json:
        print_json(_as_json(split, fifths))
    else:
        _print(split, fifths)
    return 1 if any(finding.severity == "error" for finding in split.findings) else 0


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


def _bounds(options: argparse.Namespace) -> Bounds:
    from commonweal.allocations.split_bounds import Bounds
    from commonweal.money import pounds

    def pence(text: str | None) -> int | None:
        return None if text is None else pounds(text)

    return Bounds(pence(options.floor), pence(options.cap), pence(options.floor_per_head), pence(options.cap_per_head))


def _inert_below(file: PracticeFile) -> float:
    from commonweal.allocations.policy_rules import value_for

    return float(value_for("allocations.split.inert_below", file.year or "2025/26"))


def _print(split: FundSplit, fifths: tuple[Fifth, ...]) -> None:
    from commonweal.allocations.findings import summarise
    from commonweal.money import show

    count, base = len(split.units.codes), split.units.base.sum()
    print(f"{show(split.fund_pence)} split across {count:,}, by {split.units.base_name} ({base:,.0f})")
    for scaled in split.scaled:
        use = scaled.use
        how = {
            "as-is": "in proportion to it",
            "gap": f"by the gap to {scaled.best:g}",
            "min-max": f"best 1 to worst {use.ratio:g}",
        }
        effect = (
            "no limit, since the best gets nothing" if scaled.effect == float("inf") else f"{scaled.effect:,.2f} times"
        )
        print(
            f"  {use.weight:.0%} by {use.indicator}{' (less earns more)' if use.less_earns_more else ''}, "
            f"{how[use.scale.value]}; highest over lowest pay per head: {effect}"
        )
    print(f"  Missing indicators: {split.missing.value}")
    sentences = summarise(split.findings)
    for sentence in sentences[:SHOWN_FINDINGS]:
        print(f"  {sentence}")
    if len(sentences) > SHOWN_FINDINGS:
        print(f"  ... and {len(sentences) - SHOWN_FINDINGS} more lines; --json or --xlsx lists every finding")
    rows = [
        {
            "code": row["code"],
            "name": row["name"][:40],
            "base": round(row["base"]),
            "amount": show(row["amount_pence"]),
            "per head": None if row["per_head_pence"] is None else f"£{row['per_head_pence'] / 100:,.4f}",
        }
        for row in split.rows()
    ]
    print_table(rows, ["code", "name", "base", "amount", "per head"])
    print(f"Sum: {show(sum(split.amount_pence))}")
    if fifths:
        print("By deprivation fifth of these people, beside an even split per head:")
        print_table(
            [
                {
                    "fifth": fifth.name,
                    "people": round(fifth.people),
                    "amount": show(fifth.amount_pence),
                    "even split": show(fifth.even_pence),
                    "difference": show(fifth.amount_pence - fifth.even_pence),
                    "per head": None if fifth.pounds_per_head is None else f"£{fifth.pounds_per_head:,.4f}",
                }
                for fifth in fifths
            ],
            ["fifth", "people", "amount", "even split", "difference", "per head"],
        )
    else:
        print("Deprivation is not known: give an indicator file with a deprivation score to see each fifth.")


def _as_json(split: FundSplit, fifths: tuple[Fifth, ...]) -> dict[str, Any]:
    from commonweal.allocations.findings import count_findings

    return {
        "fund_pence": split.fund_pence,
        "base": split.units.base_name,
        "indicators": [scaled.to_json() for scaled in split.scaled],
        "missing": split.missing.value,
        "counts": count_findings(split.findings),
        "findings": [finding.to_json() for finding in split.findings],
        "rows": split.rows(),
        "sum_pence": sum(split.amount_pence),
        "deprivation_fifths": [fifth.to_json() for fifth in fifths],
    }


def _write(options: argparse.Namespace, split: FundSplit, fifths: tuple[Fifth, ...]) -> None:
    from commonweal.tables import write_csv, write_xlsx

    rows = [{**row, "amount_gbp": row["amount_pence"] / 100} for row in split.rows()]
    if options.csv:
        write_csv(options.csv, rows, list(rows[0]))
    if options.xlsx:
        sheets: dict[str, Any] = {"Split": rows}
        if fifths:
            sheets["Deprivation fifths"] = [fifth.to_json() for fifth in fifths]
        if split.scaled:
            sheets["Indicators"] = [scaled.to_json() for scaled in split.scaled]
        if split.findings:
            sheets["Findings"] = [finding.to_json() for finding in split.findings]
        write_xlsx(options.xlsx, sheets, notes=[f"Base: {split.units.base_name}", f"Missing: {split.missing.value}"])
