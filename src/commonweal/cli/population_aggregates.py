"""``commonweal population aggregates``: tables that may be shown of a system's own people, from sealed lists."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, check_outputs, print_json
from commonweal.cli.share_files import add_share_files, history_pence, part_of_the_whole, unmet_need

if TYPE_CHECKING:
    from commonweal.population.aggregates import Manifest
    from commonweal.population.aggregates.listed_people import Geography
    from commonweal.population.aggregates.share_tables import ShareInputs
    from commonweal.population.aggregates.worked_by import WorkedBy
    from commonweal.population.resources import LocalNeed

_NAMED = "the name of one that comes with Commonweal, or a file of your own"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--sealed", required=True, type=Path, action="append", metavar="DIR",
        help="folder that `population import` wrote; given again for each earlier day, imported with the same key",
    )  # fmt: skip
    parser.add_argument("--system", required=True, metavar="CODE", help="ODS code of the ICB, such as QHL")
    parser.add_argument("--title", metavar="NAME", help="name of the system; by default that of the ICB")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="a new folder for the tables")
    parser.add_argument(
        "--practices", type=Path, metavar="FILE",
        help="CSV of the system's practices: practice, practice_name, pcn, pcn_name, place, place_name; without it the "
        "public files say which practices and networks the ICB has, and all are in one place",
    )  # fmt: skip
    parser.add_argument(
        "--data", metavar="DIR", help="folder with the public files, without --practices (otherwise COMMONWEAL_DATA)"
    )
    parser.add_argument(
        "--run", dest="of_run", type=Path, metavar="DIR", help="result of `population run` on the last day, to be named"
    )
    parser.add_argument(
        "--codelist", metavar="NAME_OR_CSV", help=f"conditions, by default the twenty of the run: {_NAMED}"
    )
    parser.add_argument("--segments", metavar="NAME_OR_YAML", help=f"by default seven_segments: {_NAMED}")
    parser.add_argument(
        "--code-system", choices=("icd10", "snomed", "ctv3"), default="icd10", help="code system of the events"
    )
    parser.add_argument(
        "--prices-of",
        metavar="YEAR",
        help="financial year of the prices of costs, such as 2024/25; by default the day's",
    )
    add_share_files(parser)
    parser.add_argument(
        "--need", dest="need_csv", type=Path, metavar="CSV", help="write need by practice, for `allocations split`"
    )
    parser.add_argument("--threads", type=int, default=2, metavar="N", help="how many threads may work; by default 2")
    parser.add_argument("--memory", metavar="SIZE", help="the most that the engine takes, such as 4GB; past it, disk")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Make the tables, and say what is in them, what is not, and who is in none."""
    from commonweal.calendars import FinancialYear
    from commonweal.engines.threads import checked_threads
    from commonweal.population.aggregates.making import AggregatesRequest, make_aggregates
    from commonweal.population.runs.inputs import memory_bytes

    started = time.perf_counter()
    check_outputs(options)
    checked_threads(options.threads)
    if options.memory is not None:
        memory_bytes(options.memory)
    folders, fictional = _days(options.sealed)
    geography, about, title = _geography(options)
    shares = _share_inputs(options)
    request = AggregatesRequest(
        title=title, fictional=fictional, geography=geography, folders=folders, run=options.of_run,
        prices_of=options.prices_of or str(FinancialYear.containing(max(folders))), worked_by=_worked_by(options),
        about_areas=about, threads=options.threads, memory=options.memory, shares=shares,
    )  # fmt: skip
    manifest, need = make_aggregates(request, options.out, telling=_tell)
    if options.need_csv and need is not None:
        need.write_csv(options.need_csv)
    seconds, memory = (
        round(time.perf_counter() - started, 1),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )
    if options.json:
        print_json(_told(manifest, options.out) | {"seconds": seconds, "peak_memory_mb": memory})
        return 0
    _print(manifest, options, need)
    print(f"{seconds} s, {memory:,} MB.")
    print(f"To see them on the pages of this installation: commonweal population publish {options.out}")
    return 0


def _tell(stage: str) -> None:
    if sys.stderr.isatty():
        print(f"{stage} ...", file=sys.stderr)


def _days(folders: list[Path]) -> tuple[Mapping[date, Path], bool]:
    """The sealed folders by the day of their seals, and whether their people are made up."""
    from commonweal.population.people import read_seal
    from commonweal.problems import BadInput, Problems

    problems = Problems()
    found: dict[date, Path] = {}
    made_up = set()
    for folder in folders:
        try:
            seal = read_seal(folder / "persons.parquet")
        except BadInput as bad:
            problems.extend(bad.problems)
            continue
        made_up.add(seal.synthetic)
        if seal.as_of is None:
            problems.add("the seal does not say on which day the ages hold", file=str(folder), do="import it anew")
        elif seal.as_of in found:
            problems.add("two of the folders are of one day", file=str(folder), given=seal.as_of.isoformat(),
                         do="name one folder for each day")  # fmt: skip
        else:
            found[seal.as_of] = folder
    if len(made_up) > 1:
        problems.add("some of these people are made up and others are not", do="keep them apart")
    problems.raise_if_any()
    return found, made_up == {True}


def _geography(options: argparse.Namespace) -> tuple[Geography, str, str]:
    """Where practices belong, what is said of that, and the title."""
    from commonweal.home import data_folder
    from commonweal.population.aggregates.geography_file import read_geography, require_system
    from commonweal.problems import BadInput, Problem
    from commonweal.wiring.system_geography import icb_name, public_geography

    system = require_system(options.system)
    title = options.title or icb_name(system)
    if not title:
        raise BadInput(Problem("this ICB has no name here", given=system, do="name the system with --title"))
    if options.practices:
        return *read_geography(options.practices, system, title), title
    folder = data_folder(options.data)
    if folder is None:
        raise BadInput(
            Problem(
                "nothing says which practices the system has",
                do="name a CSV of them with --practices, or a folder with the public files with --data",
            )
        )
    return *public_geography(folder, system, title), title


def _share_inputs(options: argparse.Namespace) -> ShareInputs:
    """What shares are held against beside heads, cost and need."""
    from commonweal.population.aggregates.share_tables import ShareInputs

    given: dict[str, Any] = {}
    if options.history:
        history = {place.upper(): pence for place, pence in history_pence(options.history).items()}
        given |= {"history_pence": history, "history_named": f"the file {Path(options.history).name}"}
    if options.unmet:
        file, name, part = options.unmet
        given |= {"unmet": unmet_need(file, name), "unmet_part": part_of_the_whole(part)}
        given["unmet_named"] = f"{name} in the file {Path(file).name}"
    return ShareInputs(**given)


def _worked_by(options: argparse.Namespace) -> WorkedBy:
    from commonweal.population.aggregates.worked_by import WorkedBy
    from commonweal.population.codelists import codelist, read_codelist
    from commonweal.population.segmentation import read_rule_set, rule_set

    given: dict[str, Any] = {"code_system": options.code_system}
    if name := options.codelist:
        given["codelist"] = read_codelist(Path(name)) if name.endswith(".csv") else codelist(name)
    if name := options.segments:
        given["rules"] = read_rule_set(Path(name)) if name.endswith((".yaml", ".yml")) else rule_set(name)
    return WorkedBy(**given)


def _told(manifest: Manifest, out: Path) -> dict[str, Any]:
    from commonweal.population.aggregates import read_aggregates

    held = read_aggregates(out)
    levels = held.table("areas")["level"]
    return {
        "folder": str(out),
        "system": manifest.system,
        "title": manifest.title,
        "as_of": manifest.as_of,
        "dates": list(manifest.dates),
        "people": manifest.run["people"],
        "areas": {level: levels.count(level) for level in dict.fromkeys(levels)},
        "tables": {name: file["rows"] for name, file in manifest.files.items()},
        "not_in_these_tables": held.missing,
        "about_areas": manifest.notes["areas"],
        "about_practices": manifest.notes["geography"],
        "rule": manifest.rule,
        "digest": manifest.digest,
    }


def _print(manifest: Manifest, options: argparse.Namespace, need: LocalNeed | None) -> None:
    from commonweal.answers.counted import how_many

    told = _told(manifest, options.out)
    areas = told["areas"]
    print(
        f"{told['people']:,} people of {manifest.title} on {manifest.as_of}: "
        f"{how_many(areas['practice'], 'practice')}, {how_many(areas['pcn'], 'network')}, "
        f"{how_many(areas['place'], 'place')}."
    )
    print(manifest.notes["geography"])
    codes = manifest.versions["codelist"]
    if codes["status"] == "draft" and not manifest.fictional:
        print(f"The codelist {codes['name']} is a draft, {codes['note']}. Name one of your own with --codelist.")
    for words in dict.fromkeys(told["not_in_these_tables"].values()):
        print(words)
    if options.need_csv and need is None:
        print(f"{options.need_csv} was not written, since there is no need in these tables.")
    print(manifest.rule)
    print(f"{options.out}: {len(manifest.files)} tables that may be shown, and nothing of a person.")
