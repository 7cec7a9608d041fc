"""``commonweal population import``: check tables of people, leave opt-outs out, make pseudonyms, seal."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, print_json

if TYPE_CHECKING:
    from commonweal.organisations.register import Register
    from commonweal.population.people.import_told import Told
    from commonweal.population.people.importing import ImportReport
    from commonweal.population.people.tenths import IndexOf


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--persons", required=True, type=Path, metavar="FILE",
        help="CSV or Parquet, one row a person: person_id, birth_date or age, sex, practice; lsoa, imd_decile ...",
    )  # fmt: skip
    parser.add_argument(
        "--events", type=Path, metavar="FILE", help="CSV or Parquet: person_id, date, code; system, value"
    )
    parser.add_argument(
        "--activity", type=Path, metavar="FILE", help="CSV or Parquet: id, pod_l1, arr_date; dep_date, Cost, Spec"
    )
    parser.add_argument("--opt-outs", type=Path, metavar="FILE", help="CSV of people who are not to be counted")
    parser.add_argument(
        "--key", required=True, type=Path, metavar="FILE", help="secret for the pseudonyms, 16 random bytes or more"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="a new folder for the sealed tables")
    parser.add_argument(
        "--as-of", metavar="DATE", help="the day on which ages hold, such as 2025-03-31; by default today"
    )
    parser.add_argument(
        "--codelist", default="twenty_conditions_icd10", metavar="NAME_OR_CSV", help="what codes are counted against"
    )
    parser.add_argument(
        "--accept-closed-practices",
        action="store_true",
        help="take people in whose practice has closed, and count them",
    )
    parser.add_argument(
        "--drop-repeats", action="store_true",
        help="leave out events and contacts that repeat another in every column; by default they are kept and counted",
    )  # fmt: skip
    parser.add_argument(
        "--data",
        metavar="DIR",
        help="folder with the public list of practices and the index of deprivation (otherwise COMMONWEAL_DATA)",
    )
    parser.add_argument("--threads", type=int, metavar="N", help="by default all")
    parser.add_argument(
        "--memory", default="4GB", metavar="SIZE", help="by default 4GB; more is kept on disk meanwhile"
    )
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Import, and say what was counted on the way in."""
    from commonweal.answers import read_date
    from commonweal.population.people.import_told import NOT_TO_PUBLISH
    from commonweal.population.people.importing import ImportRequest, import_people
    from commonweal.population.runs.progress import Progress

    request = ImportRequest(
        options.persons, options.out, options.key, options.events, options.activity, options.opt_outs,
        as_of=read_date(options.as_of, what="day after --as-of") if options.as_of else None,
        codelist=options.codelist, accept_closed_practices=options.accept_closed_practices,
        drop_repeats=options.drop_repeats, memory=options.memory, threads=options.threads,
    )  # fmt: skip
    register, index_of = _register(options.data), _index(options.data)
    with _stopped_cleanly(), Progress(request.stages) as progress:
        report = import_people(request, register=register, index_of=index_of, telling=progress.begin)
    if options.json:
        counts, facts = _told(report)
        tables = {table: seal.rows for table, seal in report.seals.items()}
        print_json({"tables": tables, "counts": counts, **facts, "about": NOT_TO_PUBLISH})
    else:
        _print(report, options.out)
    return 0


@contextmanager
def _stopped_cleanly() -> Iterator[None]:
    """Let a request to end tidy up like a press of the keys, so that nothing is left half-done."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not in the main thread, where signals are another's
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _register(data: str | None) -> Register | None:
    from commonweal.home import data_folder
    from commonweal.organisations.assembly.england import england

    return england(data, areas=False) if data_folder(data) else None


def _index(data: str | None) -> IndexOf:
    from commonweal.home import data_folder
    from commonweal.wiring.deprivation_files import read_edition

    folder = data_folder(data)
    return lambda edition: read_edition(folder, edition) if folder else None


def _told(report: ImportReport) -> tuple[dict[str, dict[str, Told]], dict[str, Any]]:
    from commonweal.population.people.import_told import told_counts, told_facts

    return told_counts(report.counts), told_facts(report.facts, report.counts)


def _number(told: Told) -> str:
    return told if isinstance(told, str) else f"{told:,}"


def _print(report: ImportReport, out: Path) -> None:
    from commonweal.answers.counted import how_many
    from commonweal.population.people.entries_kept import REPEATS_KEPT
    from commonweal.population.people.import_told import NOT_TO_PUBLISH
    from commonweal.population.people.seal import FILE as SEALED_JSON

    counted, facts = _told(report)
    seal = report.seals["persons"]
    print(
        f"Sealed in {out}, ages as of {seal.as_of}: "
        + ", ".join(f"{s.rows:,} {t}" for t, s in report.seals.items())
        + "."
    )
    left = facts["opt_outs"]
    if left["given"]:
        print(f"{_number(left['people_left_out'])} people opted out and are left out.")
        print(f"{_number(left['not_among_persons'])} of the list were not among the persons.")
    else:
        print("No list of opt-outs was given.")
    for table, counts in counted.items():
        for words, number in counts.items():
            print(f"{table}: {words}: {_number(number)}.")
    for table, told in facts["entries"].items():
        read = "" if told["read"] is None else f"{told['read']:,} read, "
        print(f"{table}: {read}{told['kept']:,} kept; every one belongs to one of the persons.")
    if any(REPEATS_KEPT in counts for counts in counted.values()):
        print("Repeats may be two of a kind on one day, or a file joined twice: --drop-repeats leaves them out.")
    codes = facts.get("codes")
    if codes:
        print(
            f"Codes: {codes['entries_known_to_codelist']:,} of {codes['entries']:,} entries are known to "
            f"{codes['codelist']['name']}; {how_many(codes['entries_unknown_to_codelist'], 'entry', 'entries')} with "
            f"{how_many(codes['codes_unknown_to_codelist'], 'code')} that it does not know."
        )
        if codes["entries_of_no_known_shape"]:
            few = ", ".join(f"{code[:40]}..." if len(code) > 40 else code for code in codes["codes_of_no_known_shape"])
            told = how_many(codes["entries_of_no_known_shape"], "entry has", "entries have")
            print(f"{told} a code of no known shape, such as {few}.")
    if not facts["practices_checked"]:
        print("Whether practices have closed was not asked: name the public list of practices with --data.")
    _print_tenths(facts["deprivation"])
    for table, names in facts["columns_not_used"].items():
        if names:
            print(f"{table}: columns that the contract does not know were not kept: {', '.join(names)}.")
    for name, kind in facts["miscellaneous_columns"].items():
        print(f"persons: kept as {kind}: {name}; a rule of segments may ask for it.")
    for heading, why in facts["miscellaneous_columns_not_kept"].items():
        print(f"persons: not kept: {heading}, since {why}.")
    print(f"{NOT_TO_PUBLISH} The exact ones stand in {SEALED_JSON}, which stays inside the host.")


def _print_tenths(told: Mapping[str, Any]) -> None:
    """Where deprivation tenths come from, or what to bring so that there are some."""
    from commonweal.wiring.deprivation_files import edition_wanted

    wanted = " and ".join(edition_wanted(edition) for edition in told.get("missing", ()))
    how = f"name with --data a folder that holds the {wanted}" if wanted else "a column lsoa, and name --data"
    if told.get("index"):
        of, none = ("some" if told[name] is None else _number(told[name]) for name in ("looked_up", "not_found"))
        print(
            f"Deprivation tenths of {of} people were looked up from their small areas in the index of "
            f"{' and '.join(told['index'])}; {none} have none."
        )
    elif told["from"] and told.get("not_found"):
        print(
            f"{_number(told['not_found'])} people have no deprivation tenth: the column imd_decile is empty there. "
            f"They are in no figure by tenth. To have them looked up, {how if wanted else f'bring {how}'}."
        )
    elif not told["from"]:
        print(f"There are no deprivation tenths, which `run` needs: bring a column imd_decile, or {how}.")
