"""``commonweal population features``: conditions, scores and segment of every person, by any codelist and rules."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.cli.explaining import add_explain, asked_dialect, print_queries, require_options
from commonweal.cli.output import add_json_flag, print_json

if TYPE_CHECKING:
    from commonweal.population.codelists import ConditionRules
    from commonweal.population.features import FeatureRequest, FeatureSummary
    from commonweal.population.segmentation import RuleSet

PERSONS = "persons.parquet"
_NAMED = "the name of one that comes with Commonweal, or a file of your own"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--persons", type=Path, metavar="FILE", help="sealed persons")
    parser.add_argument("--events", type=Path, metavar="FILE", help="sealed events of the same import")
    parser.add_argument("--out", type=Path, metavar="DIR", help="a new folder")
    parser.add_argument("--codelist", default="twenty_conditions_icd10", metavar="NAME_OR_CSV", help=_NAMED)
    parser.add_argument(
        "--system", choices=("icd10", "snomed", "ctv3"), default="icd10", help="code system of the events"
    )
    parser.add_argument(
        "--rules", metavar="NAME_OR_CSV", help=f"how recent and how often, such as rules_cambridge: {_NAMED}"
    )
    parser.add_argument("--ages", metavar="NAME_OR_CSV", help="ages of registers, such as rules_registers")
    parser.add_argument(
        "--score", action="append", default=[], metavar="NAME_OR_CSV", help="such as cambridge_20; may be given again"
    )
    parser.add_argument("--segments", metavar="NAME_OR_YAML", help="such as seven_segments or snee_six")
    parser.add_argument(
        "--without-conditions", action="store_true", help="go on where the codelist lacks conditions, and tell which"
    )
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="where it is worked out")
    parser.add_argument("--threads", type=int, metavar="N", help="by default all")
    parser.add_argument("--memory", metavar="SIZE", help="such as 4GB")
    parser.add_argument("--verify", action="store_true", help="compare the files with the hashes of their sealing")
    add_explain(parser)
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Work it out, and print the counts as they may be shown."""
    from commonweal.population.codelists import codelist, read_codelist, read_rules, rules
    from commonweal.population.disclosure_control import BESIDE_OTHERS
    from commonweal.population.features import FeatureRequest, person_features
    from commonweal.population.features.person_features import STAGES
    from commonweal.population.runs.progress import Progress
    from commonweal.population.scores import read_score, score
    from commonweal.population.segmentation import read_rule_set, rule_set

    def given_rules(name: str | None) -> ConditionRules | None:
        return None if not name else read_rules(Path(name)) if _is_file(name) else rules(name)

    def given_segments(name: str | None) -> RuleSet | None:
        return None if not name else read_rule_set(Path(name)) if _is_file(name) else rule_set(name)

    dialect = asked_dialect(options)
    if not dialect:
        require_options(options, "persons", "out", do="name the sealed files and a new folder for the table")
    request = FeatureRequest(
        options.persons or Path(PERSONS), options.events, options.out or Path(),
        codelist=read_codelist(Path(options.codelist)) if _is_file(options.codelist) else codelist(options.codelist),
        rules=given_rules(options.rules), ages=given_rules(options.ages), rule_set=given_segments(options.segments),
        scores=tuple(read_score(Path(name)) if _is_file(name) else score(name) for name in options.score),
        system=options.system, every_condition=not options.without_conditions,
        engine=options.engine, threads=options.threads, memory=options.memory,
        verify=options.verify,
    )  # fmt: skip
    if dialect:
        return _explain(request, dialect, named=options.persons is not None)
    with Progress(STAGES) as progress:
        summary = person_features(request, telling=progress.begin)
    if options.json:
        without = {name: list(found) for name, found in summary.without_codes.items()}
        told = {
            "segments": summary.segments.rows(),
            "note": summary.segments.note,
            "beside_others": BESIDE_OTHERS,
            **summary.provenance,
        }
        print_json({**told, "rules_not_applied": list(summary.not_applied), "conditions_without_codes": without})
    else:
        _print(summary, "segment" if options.segments else "conditions")
    return 0


def _explain(request: FeatureRequest, dialect: str, *, named: bool) -> int:
    """Print what an engine would be asked: of the files that are named, or of all columns that the contract knows."""
    from commonweal.engines import Plan
    from commonweal.population.features.explained import explained

    found = explained(request, named=named)
    steps: dict[str, Plan] = {"persons": found.listed, **found.plans}
    notes = [
        f"sealed_persons and events are the sealed tables. The day is {found.on}, that of the seal where persons are",
        "named. Codes are those of the codelist; the work takes them as they stand in the events, those that only",
        "begin with one of it too.",
    ]
    if found.worked_out:
        notes += [
            f"worked_out is each of the combinations with {', '.join(found.worked_out)},",
            "which is worked out outside the engine.",
        ]
    print_queries(steps, dialect, notes)
    return 0


def _print(summary: FeatureSummary, heading: str) -> None:
    from commonweal.population.disclosure_control import BESIDE_OTHERS

    width = max(len(row["segment"]) for row in summary.segments.rows())
    print(f"{heading:{width}}  {'people':>10}")
    for row in summary.segments.rows():
        print(f"{row['segment']:{width}}  {'not shown' if row['people'] is None else format(row['people'], ','):>10}")
    print(f"{summary.segments.note}\n{BESIDE_OTHERS}")
    for words in summary.not_applied:
        print(f"A rule was not applied: {words}.")
    for name, missing in summary.without_codes.items():
        print(f"{name} is without {', '.join(missing)}: the codelist has no code, so it is wrong for whoever has them.")
    used = (summary.provenance["codelist"], *summary.provenance["scores"], summary.provenance.get("segments", {}))
    drafts = [made["name"] for made in used if made.get("status") == "draft"]
    if drafts:
        print(f"Draft, not yet held against the publication: {', '.join(drafts)}.")


def _is_file(name: str) -> bool:
    return name.endswith((".csv", ".yaml", ".yml"))
