"""``commonweal population moves``: who changed segment between two days, or between two rule sets."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from commonweal.cli.output import add_json_flag, print_json

ONE_DAY = (
    "Both folders are of one day, so this sets their rules side by side and nobody has moved in time. For moves, "
    "import the people with another --as-of and work the features out from there."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--before", required=True, type=Path, metavar="DIR", help="what `population features` wrote")
    parser.add_argument(
        "--after", required=True, type=Path, metavar="DIR", help="the same of a later day or another rule set"
    )
    parser.add_argument("--persons", type=Path, metavar="FILE", help="sealed persons with days of death")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print the moves as they may be shown."""
    from commonweal.population.disclosure_control import BESIDE_OTHERS
    from commonweal.population.features import doubts_of, moves_between
    from commonweal.population.segmentation import CAME, DIED, LEFT

    flows = moves_between(options.before, options.after, persons=options.persons)
    moves, conditions = flows.shown(), None if flows.gained is None else flows.shown_conditions()
    # Summed from what is shown: an exact sum beside the table could give a small count away.
    apart = {"All", CAME, DIED, LEFT}
    changed = sum(
        row["people"] or 0
        for row in moves.rows()
        if row["before"] != row["after"] and not apart & {row["before"], row["after"]}
    )
    doubts = {"before": doubts_of(options.before), "after": doubts_of(options.after)}
    one_day = flows.gained is None
    if options.json:
        told: dict[str, Any] = {
            "one_day": one_day, "moves": moves.rows(), "note": moves.note, "beside_others": BESIDE_OTHERS,
            "changed": changed, "doubts": doubts,
        }  # fmt: skip
        print_json(told | ({} if conditions is None else {"conditions": conditions.rows()}))
        return 0
    if one_day:
        print(ONE_DAY)
    what = "people are in another segment by the second rules" if one_day else "people changed segment"
    print(f"{changed:,} {what}, as the counts shown sum up; moves of so few people that they are not shown add to it.")
    for row in moves.rows():
        if row["people"] and "All" not in (row["before"], row["after"]) and row["before"] != row["after"]:
            print(f"  {row['before']} -> {row['after']}: {row['people']:,}")
    for row in conditions.rows() if conditions else []:
        if row["gained"] or row["lost"]:
            print(f"  {row['condition']}: gained by {row['gained']:,}, lost by {row['lost']:,}")
    print(f"{moves.note}\n{BESIDE_OTHERS}")
    _print_doubts(doubts)
    return 0


def _print_doubts(doubts: Mapping[str, Sequence[str]]) -> None:
    """What was said when the features were worked out, once where it was the same of both."""
    same = doubts["before"] == doubts["after"]
    for which, words in doubts.items():
        if words and not (same and which == "after"):
            whose = "these features" if same else f"the features of --{which}"
            print(f"When {whose} were worked out, this was said of their segments: {'; '.join(words)}.")
