"""Bringing people in: checked, opt-outs applied, pseudonymised and sealed; all of it or nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

import commonweal
from commonweal.organisations.register import Register
from commonweal.population.codelists import codelist, read_codelist
from commonweal.population.people.area_vintages import vintage_problems
from commonweal.population.people.checks import (
    OF_STRANGERS,
    attribute_checks,
    entry_checks,
    kind_checks,
    person_checks,
)
from commonweal.population.people.code_counts import count_codes
from commonweal.population.people.contract import PERSONS, TABLES
from commonweal.population.people.entries_kept import (
    OPTED_OUT,
    REPEATS_KEPT,
    REPEATS_LEFT_OUT,
    kept_entries,
    make_people,
    repeated_entries,
)
from commonweal.population.people.findings import find
from commonweal.population.people.import_connection import import_connection
from commonweal.population.people.import_told import STAYS
from commonweal.population.people.incoming import Incoming, open_incoming
from commonweal.population.people.miscellaneous import with_miscellaneous
from commonweal.population.people.opt_outs import OPT_OUTS, apply_opt_outs, opt_out_problems
from commonweal.population.people.practices import check_practices
from commonweal.population.people.pseudonyms import read_key
from commonweal.population.people.repeats import ALIKE_BUT_FOR_NOUGHTS, alike_but_for_noughts, repeat_problems
from commonweal.population.people.seal import Seal, sealed_folder
from commonweal.population.people.sealed_json import write_sealed_json
from commonweal.population.people.sealing import pseudonymise, write_sealed
from commonweal.population.people.staging import stage
from commonweal.population.people.tenths import IndexOf, with_tenths
from commonweal.problems import BadInput, Problem, Problems

WORKING = "working"


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to bring in, and where to.

    Args:
        persons: CSV or Parquet, one row a person.
        out: A new folder for the sealed tables.
        key: File with the key for pseudonyms.
        events: CSV or Parquet, one row an entry; may be left out where persons carry conditions as attributes.
        activity: CSV or Parquet, one row a contact.
        opt_outs: CSV of people who are not to be counted.
        as_of: The day on which ages hold; by default today.
        today: No day may be after it; by default today.
        codelist: Name or CSV file of the codelist that codes are counted against.
        accept_closed_practices: Take people in whose practice has closed, and count them.
        drop_repeats: Leave out entries that repeat another in every column of the contract. By default they are kept
            and counted: two contacts of one kind on one day may both have been.
        memory: How much memory may be used, such as ``4GB``.
        threads: How many threads; by default all.
    """

    persons: Path
    out: Path
    key: Path
    events: Path | None = None
    activity: Path | None = None
    opt_outs: Path | None = None
    as_of: date | None = None
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    codelist: str = "twenty_conditions_icd10"
    accept_closed_practices: bool = False
    drop_repeats: bool = False
    memory: str = "4GB"
    threads: int | None = None

    @property
    def stages(self) -> int:
        """How many parts of the work are told of: reading, checking, pseudonyms, repeats and writing."""
        entries = sum(path is not None for path in (self.events, self.activity))
        return 3 * (1 + entries) + bool(self.opt_outs) + 1 + entries


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was brought in, exactly; `told_counts` and `told_facts` are what may be said of it.

    Args:
        seals: The seal of each table.
        counts: What was counted on the way in, by table and words.
        facts: What ``sealed.json`` tells beside.
    """

    seals: dict[str, Seal]
    counts: dict[str, dict[str, int]]
    facts: dict[str, Any]


def import_people(
    request: ImportRequest,
    *,
    register: Register | None = None,
    index_of: IndexOf = lambda edition: None,
    telling: Callable[[str], None] = lambda stage: None,
) -> ImportReport:
    """Check the tables, leave out who opted out, replace identifiers by pseudonyms and write sealed Parquet.

    Args:
        request: Files and options.
        register: Bodies over time, by which practices that closed are known; None asks nothing of practices.
        index_of: Gives an edition of the index of deprivation, by which small areas have their tenths where the persons
            have no column ``imd_decile``.
        telling: Is told what is being done.

    Raises:
        BadInput: Everything that is wrong with the files, with file, row and column; nothing has been written then.
    """
    key = read_key(request.key)
    if request.out.absolute() in request.key.absolute().parents:
        raise BadInput(Problem("the key lies in the folder of the data", file=str(request.key), do="keep it elsewhere"))
    listed = read_codelist(Path(request.codelist)) if request.codelist.endswith(".csv") else codelist(request.codelist)
    as_of = request.as_of or request.today
    if as_of > request.today:
        raise BadInput(Problem("the day asked about is in the future", given=as_of.isoformat()))
    with (
        sealed_folder(request.out) as work,
        import_connection(work / WORKING, request.memory, request.threads) as connection,
    ):
        files = _opened(request, connection)
        counts: dict[str, dict[str, int]] = {}
        problems = Problems()
        files = _staged(files, work / WORKING, connection, problems, telling)
        opt_outs = files.pop(OPT_OUTS.name, None)
        if opt_outs is not None:
            problems.extend(opt_out_problems(opt_outs, files["persons"], connection))
        facts = _check_persons(files["persons"], request, as_of, register, connection, problems, counts, telling)
        files["persons"], values, wrong = with_miscellaneous(files["persons"], connection)
        problems.extend(wrong)
        make_people(files["persons"], as_of, connection)
        rows: dict[str, int] = {}
        read: dict[str, int] = {}
        left_out = absent = 0
        for table in ("events", "activity"):
            if table in files:
                telling(f"checking {table}")
                read[table], rows[table] = _check_entries(files[table], request.today, connection, problems, counts)
        problems.raise_if_any()
        if opt_outs is not None:
            left_out, absent = apply_opt_outs(opt_outs, files["persons"], connection)
            for table, before in rows.items():
                rows[table] = kept_entries(files[table], connection)
                counts[table] |= {OPTED_OUT: before - rows[table]} if before > rows[table] else {}
        telling("making pseudonyms")
        pseudonymise(key, connection)
        for table, kept in rows.items():
            telling(f"counting repeats among {table}")
            if repeats := repeated_entries(files[table], kept, connection):
                counts[table][REPEATS_LEFT_OUT if request.drop_repeats else REPEATS_KEPT] = repeats
                rows[table] -= repeats if request.drop_repeats else 0
        facts["entries"] = {table: {"read": read[table], "kept": rows[table]} for table in rows}
        facts |= {
            "opt_outs": {"given": bool(request.opt_outs), "people_left_out": left_out, "not_among_persons": absent}
        }
        facts |= values | {
            "columns_not_used": {table: list(file.unused) for table, file in files.items()},
        }
        if "events" in files:
            facts["codes"] = count_codes(files["events"], listed, connection, once=request.drop_repeats)
        (rows["persons"],) = connection.execute("select count(*) from people").fetchone() or (0,)
        files["persons"], facts["deprivation"] = with_tenths(
            files["persons"], facts["lsoa_vintage"], index_of, connection
        )
        first = Seal(
            "persons", secrets.token_hex(16), 0, as_of, opt_outs_given=bool(request.opt_outs), people_left_out=left_out,
            made_by=f"commonweal {commonweal.__version__}", made_on=request.today,
            conditions=tuple(files["persons"].attributes),
        )  # fmt: skip
        seals = write_sealed(files, rows, first, as_of, work, connection, telling, once=request.drop_repeats)
        write_sealed_json(work, seals, {"about": STAYS, **facts, "counts": counts})
    return ImportReport(seals, counts, facts)


def _opened(request: ImportRequest, connection: duckdb.DuckDBPyConnection) -> dict[str, Incoming]:
    files: dict[str, Incoming] = {}
    problems = Problems()
    contracts = {"persons": request.persons, "events": request.events, "activity": request.activity}
    for table, path in {**contracts, OPT_OUTS.name: request.opt_outs}.items():
        if path is not None:
            try:
                files[table] = open_incoming(path, TABLES.get(table, OPT_OUTS), connection)
            except BadInput as bad:
                problems.extend(bad.problems)
    problems.raise_if_any()
    if "events" not in files and not files["persons"].attributes:
        raise BadInput(
            Problem("there are no events, and the persons carry no conditions", do="name the file of events")
        )
    return files


def _staged(
    files: dict[str, Incoming],
    work: Path,
    connection: duckdb.DuckDBPyConnection,
    problems: Problems,
    telling: Callable[[str], None],
) -> dict[str, Incoming]:
    staged = {}
    for table, file in files.items():
        telling(f"reading {table}")
        staged[table], wrong = stage(file, work, connection)
        problems.extend(wrong)
    return staged


def _check_persons(
    file: Incoming,
    request: ImportRequest,
    as_of: date,
    register: Register | None,
    connection: duckdb.DuckDBPyConnection,
    problems: Problems,
    counts: dict[str, dict[str, int]],
    telling: Callable[[str], None],
) -> dict[str, Any]:
    telling("checking persons")
    found = find(
        file,
        [
            *kind_checks(PERSONS, file, request.today),
            *person_checks(file, as_of, request.today),
            *attribute_checks(file),
        ],
        connection,
    )
    problems.extend(found.problems)
    counts["persons"] = dict(found.counts)
    for column in ("person_id", "nhs_number"):
        problems.extend(repeat_problems(file, column, connection))
    areas, vintage = vintage_problems(file, connection)
    problems.extend(areas)
    if register is not None:
        checked = check_practices(file, register, as_of, connection)
        if request.accept_closed_practices:
            counts["persons"]["people at practices that had closed"] = checked.at_closed
        else:
            problems.extend(checked.problems)
        if checked.at_unlisted:
            counts["persons"]["people at practices that no list names as open"] = checked.at_unlisted
    if alike := alike_but_for_noughts(file, connection):
        counts["persons"][ALIKE_BUT_FOR_NOUGHTS] = alike
    return {"lsoa_vintage": vintage, "practices_checked": register is not None}


def _check_entries(
    file: Incoming,
    today: date,
    connection: duckdb.DuckDBPyConnection,
    problems: Problems,
    counts: dict[str, dict[str, int]],
) -> tuple[int, int]:
    """Check events or activity, and count the rows that were read and those that will be kept."""
    kept = "p.identifier is not null" + (" and r.code is not null" if file.has("code") else "")
    found = find(file, [*kind_checks(file.table, file, today), *entry_checks(file)], connection, kept=kept)
    problems.extend(found.problems)
    counts[file.table.name] = dict(found.counts)
    if found.rows and found.counts.get(OF_STRANGERS, 0) == found.rows:
        problems.add(
            "not one entry belongs to one of the persons", file=file.path.name,
            do="use identifiers of one kind in all files",
        )  # fmt: skip
    return found.rows, found.kept
