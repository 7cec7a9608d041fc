"""Who moved between two tables of features: of two days, or of two rule sets on one day."""

# ruff: noqa: S608 - names in queries are our own

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from commonweal.plain_files import require_plain_file
from commonweal.population.codelists import Codelist
from commonweal.population.features.person_features import FILE
from commonweal.population.people import read_seal
from commonweal.population.segmentation import NOT_KNOWN, Cohort, Flows, Segmentation, cohort_flows, crosswalk
from commonweal.population.versioned import Provenance
from commonweal.problems import BadInput, Problem

MOST_JSON = 5_000_000


@dataclass(frozen=True, eq=False)
class _Table:
    facts: dict[str, Any]
    cohort: Cohort
    codelist: Codelist


def moves_between(before: Path, after: Path, *, persons: Path | None = None) -> Flows:
    """Who is in which segment in one folder of features and in the other.

    Folders of one day are told by rule set against rule set on the same people; folders of two days by segment against
    segment, with deaths, moves, and conditions gained and lost.

    Args:
        before: Folder that `person_features` wrote.
        after: Likewise.
        persons: Sealed persons with days of death, so that who died is told from who left.

    Raises:
        BadInput: Folders that are not such, without segments, of other codelists, or with no person in common.
    """
    first, second = _read(before), _read(after)
    if not np.isin(first.cohort.person_id, second.cohort.person_id).any():
        raise BadInput(
            Problem("the two folders have no person in common", do="use one key for the pseudonyms of both imports")
        )
    if first.facts["on"] == second.facts["on"]:
        if not np.array_equal(first.cohort.person_id, second.cohort.person_id):
            raise BadInput(
                Problem("two folders of one day are of different people", do="work both out from one import")
            )
        return crosswalk(first.cohort.segmentation, second.cohort.segmentation)
    if first.facts["on"] > second.facts["on"]:
        raise BadInput(Problem("the first folder is of the later day", do="name the earlier day first"))
    if first.facts["codelist"]["sha256"] != second.facts["codelist"]["sha256"]:
        raise BadInput(Problem("the two folders are by different codelists, so bits do not mean the same conditions"))
    return cohort_flows(first.cohort, second.cohort, first.codelist, died=_died(persons, first, second))


def doubts_of(folder: Path) -> list[str]:
    """What was said when the features of a folder were worked out, and weighs on who is in which segment, in words.

    Args:
        folder: That `person_features` wrote.

    Raises:
        BadInput: It is none.
    """
    facts = _facts(folder)
    segments = facts.get("segments") or {}
    without = facts.get("conditions_without_codes", {}).get(segments.get("name"), ())
    told = list(facts.get("rules_not_applied", ()))
    return told + ([f"{segments['name']} is without {', '.join(without)}"] if without else [])


def _facts(folder: Path) -> dict[str, Any]:
    require_plain_file(folder / "features.json", most_bytes=MOST_JSON, what="record of features")
    try:
        facts = json.loads((folder / "features.json").read_text("utf-8"))
    except ValueError as error:
        raise BadInput(Problem("this is no record of features", file=str(folder / "features.json"))) from error
    if not isinstance(facts, dict):
        raise BadInput(Problem("this is no record of features", file=str(folder / "features.json")))
    return facts


def _read(folder: Path) -> _Table:
    facts = _facts(folder)
    require_plain_file(folder / FILE, what="table of features")
    try:
        names = tuple(facts["segment_names"])
        listed = Codelist(Provenance(**facts["codelist"]), tuple(facts["conditions"]), ())
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(Problem("this is no record of features", file=str(folder / "features.json"))) from error
    if not names:
        raise BadInput(Problem("these features have no segments", file=str(folder), do="work them out with --segments"))
    masks = ["mask"] if listed.masks == 1 else [f"mask{number}" for number in range(listed.masks)]
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        read = connection.execute(
            f"select person_id, segment, {', '.join(masks)} from read_parquet(?) order by person_id",
            [str(folder / FILE)],
        ).fetchnumpy()
    order = {name: number for number, name in enumerate(names)}
    unique, where = np.unique(read["segment"].astype(str), return_inverse=True)
    number = np.array([order.get(str(name), NOT_KNOWN) for name in unique], dtype=np.int64)[where]
    rules = Provenance(**facts["segments"])
    segmentation = Segmentation(number, names, names, rules, listed.provenance, ())
    words = np.stack([np.asarray(read[name], dtype=np.int64) for name in masks], axis=1)
    return _Table(facts, Cohort(read["person_id"], segmentation, words), listed)


def _died(persons: Path | None, first: _Table, second: _Table) -> np.ndarray:
    """People of the first day who died up to the second."""
    if persons is None:
        return np.zeros(0, dtype=np.int64)
    read_seal(persons)
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        try:
            found = connection.execute(
                "select person_id from read_parquet(?) "
                "where death_date > cast(? as date) and death_date <= cast(? as date)",
                [str(persons), first.facts["on"], second.facts["on"]],
            ).fetchnumpy()["person_id"]
        except duckdb.BinderException as error:
            raise BadInput(Problem("these persons have no days of death", file=persons.name)) from error
    # Somebody may die after the second extract was taken and stand in it still.
    return np.setdiff1d(np.asarray(found, dtype=np.int64), second.cohort.person_id)
