"""``commonweal population risk``: tiers of the highest scores, judged by what came after, and in every group."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, print_json, print_table

if TYPE_CHECKING:
    from datetime import date

    from commonweal.population.risk.report import RiskReport

SHARES = (0.01, 0.05)
SHOWN = ("people", "in_tier", "with_outcome", "found", "sensitivity", "predictive_value")
JUDGED = ("c_statistic", "observed_over_expected", "observed_over_expected_low", "observed_over_expected_high")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--people", required=True, type=Path, metavar="FILE",
        help="CSV or Parquet, one row a person: score, outcome of 0 or 1, imd_decile and ethnic_group, person_id",
    )  # fmt: skip
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--score", metavar="COLUMN", help="a score on any scale, higher meaning riskier; needs --earlier")
    what.add_argument("--chance", metavar="COLUMN", help="a model's chance from 0 to 1; needs --made-with-outcomes-to")
    parser.add_argument("--outcome", default="outcome", metavar="COLUMN", help="by default outcome")
    parser.add_argument("--score-on", required=True, metavar="DATE", help="the last day that the score knows of")
    parser.add_argument(
        "--outcome-days", required=True, nargs=2, metavar=("FROM", "TO"), help="the days on which an outcome counted"
    )
    parser.add_argument(
        "--earlier", type=Path, metavar="FILE", help="people of an earlier year with the same columns, to fit a curve"
    )
    parser.add_argument(
        "--made-with-outcomes-to", metavar="DATE",
        help="the last day of the outcomes of --earlier, or of those that the model was made with",
    )  # fmt: skip
    parser.add_argument(
        "--share", action="append", type=float, metavar="PART",
        help="part of the population in a tier, such as 0.05; may be given again (0.01 and 0.05)",
    )  # fmt: skip
    parser.add_argument(
        "--by", action="append", metavar="COLUMN",
        help="groups to judge; may be given again (imd_decile, as fifths, and ethnic_group where the file has them)",
    )  # fmt: skip
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="a new folder")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Judge the tiers, write the tables and print what may be shown."""
    from commonweal.population.risk import Design, GivenChances, fit_chances
    from commonweal.population.risk.judged_people import read_judged_people
    from commonweal.population.risk.report import file_facts, risk_report

    made_to, score_on, first, last = _days(options)
    design = Design(score_on, first, last)
    column = options.score or options.chance
    given: dict[str, Any] = {"score": column, "outcome": options.outcome, "chance": bool(options.chance)}
    people = read_judged_people(options.people, by=options.by, **given)
    facts: dict[str, Any] = {"column": column, "outcome": options.outcome, "people": file_facts(options.people)}
    if options.earlier:
        earlier = read_judged_people(options.earlier, by=(), **given)
        chances: Any = fit_chances(earlier.score, earlier.outcome, outcome_to=made_to)
        facts["earlier"] = file_facts(options.earlier)
    else:
        chances = GivenChances(made_to)
    report = risk_report(people, chances, design, options.share or SHARES)
    told = report.write(options.out, facts=facts)
    if options.json:
        print_json({**told, "groups": report.rows(), "tenths": report.tenths.rows()})
    else:
        _print(report, told, options)
    return 0


def _days(options: argparse.Namespace) -> tuple[date, date, date, date]:
    """The days, or everything that is wrong with the options."""
    from commonweal.answers import read_date
    from commonweal.problems import BadInput, Problems

    problems = Problems()
    if options.score and not options.earlier:
        problems.add(
            "a score alone tells no chance, so nobody can say whether it promises too little",
            do="name people of an earlier year with --earlier, or the column of a model's chance with --chance",
        )
    if options.chance and options.earlier:
        problems.add("a model's chance needs no curve", given=str(options.earlier), do="leave out --earlier")
    if not options.made_with_outcomes_to:
        problems.add(
            "nothing says until when outcomes were known to whoever made the chances",
            do="say so with --made-with-outcomes-to",
        )
    files = [file for file in (options.earlier, options.people) if file and file.exists()]
    if options.earlier and len(files) > 1 and files[0].samefile(files[1]):
        problems.add(
            "the curve would be judged by the people it was fitted on", given=str(options.earlier),
            do="name people of an earlier year",
        )  # fmt: skip
    found: list[date] = []
    words = (options.made_with_outcomes_to, options.score_on, *options.outcome_days)
    for word, name in zip(words, ("--made-with-outcomes-to", "--score-on", *["--outcome-days"] * 2), strict=True):
        try:
            if word:
                found.append(read_date(word, what=f"day after {name}"))
        except BadInput as bad:
            problems.extend(bad.problems)
    problems.raise_if_any()
    made_to, score_on, first, last = found
    return made_to, score_on, first, last


def _print(report: RiskReport, told: dict[str, Any], options: argparse.Namespace) -> None:
    from commonweal.population.risk.report import tie_told

    rows = report.rows()
    for tier in dict.fromkeys(row["tier"] for row in rows):
        print(f"\nThe {tier} by {told['column']}")
        print_table(
            [
                {name: "not shown" if row[name] is None else row[name] for name in ("division", "group", *SHOWN)}
                for row in rows
                if row["tier"] == tier
            ],
            ("division", "group", *SHOWN),
        )
    for tie in told["larger_by_ties"]:
        print(tie_told(tie))
    print("\nHow well the score tells, whatever the tier")
    columns = ("division", "group", *JUDGED)
    print_table(
        [
            {name: "not shown" if row[name] is None else row[name] for name in columns}
            for row in rows
            if row["tier"] == rows[0]["tier"]
        ],
        columns,
    )
    for words, name in (
        ("Promised too little risk, and so passed over", "under_predicted"),
        ("Too few people with the outcome to tell whether they are passed over", "too_few_to_tell"),
    ):
        if told[name]:
            groups = "; ".join(" ".join(one.values()) for one in told[name])
            print(f"{words}: {groups}.")
    if not told["under_predicted"]:
        print("No group that could be judged was promised too little risk; that shows no more than these figures do.")
    if told["not_judged_by"]:
        print(f"Not judged by {', '.join(told['not_judged_by'])}: the file has no such column.")
    print(f"{told['about']}\n{told['rule']}\n{told['beside_others']}")
    stays = "; tiers.parquet, a row a person, stays inside the host" if report.people.person else ""
    print(f"Written to {options.out}: groups.csv and tenths.csv may be shown{stays}.")
