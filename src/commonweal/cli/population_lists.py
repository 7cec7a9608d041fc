"""``commonweal population lists``: what comes with Commonweal to tell conditions, scores and segments by."""

from __future__ import annotations

import argparse
from typing import Any

from commonweal.cli.output import add_json_flag, print_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print name, version, status, size and source of each."""
    from commonweal.population.codelists import bundled_codelists, codelist, rules
    from commonweal.population.scores import bundled_scores, score
    from commonweal.population.segmentation import bundled_rule_sets, rule_set

    listed: list[tuple[str, str, Any]] = []
    for name in bundled_codelists():
        made = codelist(name)
        listed.append(("codelist", f"{len(made.conditions)} conditions, {len(made.codes)} codes", made.provenance))
    for name in ("rules_cambridge", "rules_registers"):
        held = rules(name)
        listed.append(("rules", f"{len(held.by_condition)} conditions", held.provenance))
    for name in bundled_scores():
        weighed = score(name)
        listed.append(("score", f"{len(weighed.weights)} weights", weighed.provenance))
    for name in bundled_rule_sets():
        ordered = rule_set(name)
        listed.append(("segments", f"{len(ordered.segments)} segments", ordered.provenance))
    if options.json:
        print_json([{"kind": kind, "size": size, **made.to_json()} for kind, size, made in listed])
        return 0
    for kind, size, made in listed:
        print(f"{kind:9} {made.name:27} version {made.version}  {made.status:9}  {size}")
        print(f"          {made.source}")
        if made.note:
            print(f"          {made.note}")
    return 0
