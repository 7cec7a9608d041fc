"""``commonweal allocations sensitivity``: how far place indices move, and how sure their order is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.allocations.given import rate
from commonweal.cli.allocations.place_options import (
    add_place_options,
    checked_year,
    day_of,
    membership_of,
    remarks,
    rule_of_method,
)
from commonweal.cli.allocations.place_printing import print_gate
from commonweal.cli.output import add_json_flag, check_outputs, print_json, print_table

if TYPE_CHECKING:
    from commonweal.allocations.component_shares import ComponentShares
    from commonweal.allocations.practice_file import PracticeFile
    from commonweal.allocations.ranking import Ranking, Robustness
    from commonweal.allocations.sensitivity import ShareSensitivity


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_place_options(parser, register=False)
    parser.add_argument(
        "--service", choices=["core", "primary_medical"], default="core", help="the weighted population (default core)"
    )
    parser.add_argument(
        "--shift", default="5%", metavar="PART", help="how far each component's share moves, such as 5%% (default)"
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="seed of the draws (default 1); the same seed, the same intervals"
    )
    parser.add_argument("--replicates", type=int, metavar="N", help="how many draws (by the rule, 1,000)")
    parser.add_argument("--place", metavar="CODE", help="print the tornado table of one place")
    parser.add_argument("--csv", type=Path, metavar="OUT", help="write the ranking as CSV")
    parser.add_argument("--xlsx", type=Path, metavar="OUT", help="write ranking, tornado and shares as a workbook")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print the ranking with intervals, and the tornado of one place or the reach of all."""
    from commonweal.allocations.partition import partition_practices
    from commonweal.allocations.practice_file import read_practice_file
    from commonweal.allocations.ranking import rank_places
    from commonweal.allocations.sensitivity import share_sensitivity
    from commonweal.answers import exit_status
    from commonweal.problems import BadInput, Problem

    shift = rate(options.shift)
    if not 0 < shift < 1:
        raise BadInput(Problem("the shift must be a part of the whole", given=options.shift, expected="such as 5%"))
    if options.seed < 0:
        raise BadInput(Problem("a seed is a whole number from nought", given=str(options.seed)))
    check_outputs(options)
    file = read_practice_file(options.practices, year=checked_year(options.year))
    partition = partition_practices(file, membership_of(options, file), icb=options.icb, on=day_of(options))
    if options.place and options.place not in partition.places:
        raise BadInput(
            Problem("there is no such place", given=options.place, expected=", ".join(partition.places[:40]))
        )
    ranking = rank_places(partition, options.service, settings=_settings(options, file), seed=options.seed)
    shares = share_sensitivity(partition, _components(options.service, file), shift=shift)
    if options.csv or options.xlsx:
        _write(options, ranking, shares)
    if options.json:
        gate = {
            "verdict": partition.verdict.value,
            "findings": [finding.to_json() for finding in partition.findings],
        }
        print_json({"gate": gate, **_as_json(ranking, shares), "remarks": remarks(file)})
    else:
        for line in remarks(file, notes_only=True):  # the others are among the gate's findings
            print(line)
        print_gate(partition.verdict, partition.findings)
        _print(options, ranking, shares)
    return exit_status(partition.verdict)


def _settings(options: argparse.Namespace, file: PracticeFile) -> Robustness:
    from dataclasses import replace

    from commonweal.allocations.ranking import Robustness
    from commonweal.problems import BadInput, Problem

    settings = Robustness.from_rule(rule_of_method("allocations.places.robust_ranking", file))
    if options.replicates is None:
        return settings
    if not 20 <= options.replicates <= 100_000:
        raise BadInput(Problem("too few or too many draws", given=str(options.replicates), expected="20 to 100,000"))
    return replace(settings, replicates=options.replicates)


def _components(service: str, file: PracticeFile) -> ComponentShares:
    from commonweal.allocations.component_shares import estimate_core_shares, primary_medical_shares

    if service == "core":
        return estimate_core_shares(file)
    share = rule_of_method("allocations.primary_medical.health_inequalities_share", file)
    return primary_medical_shares(file, float(share))


def _print(options: argparse.Namespace, ranking: Ranking, shares: ShareSensitivity) -> None:
    from commonweal.allocations.practice_columns import SERVICES

    settings = ranking.settings
    rows = ranking.rows()
    told = [row for row in rows if row["robust"] is not None]
    shaky = sum(not row["robust"] for row in told)
    unranked = sum(row["rank"] is None for row in rows)
    untold = len(rows) - unranked - len(ranking.last) - len(told)
    print(
        f"{SERVICES[ranking.service]}: need of {len(rows) - unranked:,} places against their ICBs, ranked in each ICB; "
        f"{settings.interval:.0%} intervals from {settings.replicates:,} draws of each place's practices, "
        f"seed {ranking.seed}"
    )
    print(
        f"  {shaky:,} of {len(told):,} steps between neighbours in a ranking are NOT robust: their order holds in "
        f"fewer than {settings.least_certainty:.0%} of the draws. {untold:,} cannot be told "
        f"(fewer than {settings.fewest_practices} practices in one of the two)"
    )
    print_table(
        [
            {
                "ICB": row["icb"],
                "rank": row["rank"],
                "rank interval": f"{row['rank_low']} to {row['rank_high']}" if row["rank_low"] else "not known",
                "place": row["place"],
                "name": row["name"][:36],
                "index": row["index"],
                "interval": "not known" if row["low"] is None else f"{row['low']:.3f} to {row['high']:.3f}",
                "above next": None if row["above_next"] is None else f"{row['above_next']:.0%}",
                "robust": {True: "yes", False: "NO", None: ""}[row["robust"]],
            }
            for row in rows
        ],
        ["ICB", "rank", "rank interval", "place", "name", "index", "interval", "above next", "robust"],
    )
    _print_shares(options, ranking, shares)


def _print_shares(options: argparse.Namespace, ranking: Ranking, shares: ShareSensitivity) -> None:
    components = shares.components
    label = "exact" if components.exact else "ESTIMATE"
    print(f"Component shares ({label}): {components.how}")
    print("  " + ", ".join(f"{name.replace('_', ' ')} {share:.1%}" for name, share in components.shares.items()))
    if not components.exact:
        print(
            f"  Error of the estimate: explains {components.explained:.4%} of practices; place indices off by at most "
            f"{shares.model_error:.2%}"
        )
    if options.place:
        part = ranking.partition.places.index(options.place)
        print(f"Index of {options.place} when a share moves by {shares.shift:.0%}, the widest first:")
        print_table(
            [
                {
                    "component": row["component"].replace("_", " "),
                    "share": f"{row['share']:.1%}",
                    "change when lower": f"{row['change_down']:+.4f}",
                    "change when higher": f"{row['change_up']:+.4f}",
                }
                for row in shares.tornado(part)
            ],
            ["component", "share", "change when lower", "change when higher"],
        )
    else:
        reach = [value for value in shares.reach().tolist() if value == value]
        if reach:
            print(
                f"When one share moves by {shares.shift:.0%}, no index moves by more than {max(reach):.4f}; "
                "--place CODE shows one place's tornado"
            )


def _as_json(ranking: Ranking, shares: ShareSensitivity) -> dict[str, Any]:
    reach = shares.reach()
    return {
        "service": ranking.service,
        "seed": ranking.seed,
        "replicates": ranking.settings.replicates,
        "interval": ranking.settings.interval,
        "least_certainty": ranking.settings.least_certainty,
        "ranking": ranking.rows(),
        "components": shares.components.to_json(),
        "shift": shares.shift,
        "model_error": shares.model_error,
        "tornado": [
            {
                "icb": ranking.partition.icbs[part],
                "place": place,
                "reach": None if reach[part] != reach[part] else float(reach[part]),
                "components": [
                    {key: None if value != value else value for key, value in row.items()}
                    for row in shares.tornado(part)
                ],
            }
            for part, place in enumerate(ranking.partition.places)
        ],
    }


def _write(options: argparse.Namespace, ranking: Ranking, shares: ShareSensitivity) -> None:
    from commonweal.tables import write_csv, write_xlsx

    rows = ranking.rows()
    if options.csv:
        write_csv(options.csv, rows, list(rows[0]))
    if options.xlsx:
        tornado = [
            {"icb": ranking.partition.icbs[part], "place": place, **row}
            for part, place in enumerate(ranking.partition.places)
            for row in shares.tornado(part)
        ]
        notes = [
            f"Intervals: {ranking.settings.interval:.0%}, {ranking.settings.replicates:,} draws, seed {ranking.seed}",
            f"Shares: {shares.components.how}",
        ]
        write_xlsx(options.xlsx, {"Ranking": rows, "Tornado": tornado}, notes=notes)
