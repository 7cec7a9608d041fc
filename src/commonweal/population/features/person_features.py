"""One row a person: conditions on a day as a mask, scores and segment, with whose rules and weights made them.

The engine finds the conditions; scores and segments are worked once for each different combination of conditions, age
and sex, and not once for each person.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from commonweal import engines as e
from commonweal.population.codelists import Code, Codelist, ConditionRules
from commonweal.population.disclosure_control import ShownTable, shown
from commonweal.population.features.carried_values import asked_for, carried_values, hardly_met, known_or_not, values_of
from commonweal.population.features.combinations import (
    columns_of,
    combinations,
    missing_as_nan,
    require_column_names,
    write_people,
)
from commonweal.population.features.plans import ConditionsAsked, with_conditions
from commonweal.population.people import Seal, check_sealed, sealed_folder
from commonweal.population.people.attribute_headings import MISCELLANEOUS
from commonweal.population.people.on_list import on_list
from commonweal.population.runs.definition import MULTIMORBID
from commonweal.population.runs.inputs import engine_failures_told
from commonweal.population.scores import Score
from commonweal.population.segmentation import PeopleFacts, RuleSet, Segmentation, segments_shown
from commonweal.population.statistics.estimates import IntArray
from commonweal.population.versioned import Provenance
from commonweal.problems import BadInput, Problem

FILE = "features.parquet"
ALL = "All"
MANY = 5
"""Conditions from which people are counted together."""


@dataclass(frozen=True, slots=True)
class FeatureRequest:
    """What to work out.

    Args:
        persons: Sealed persons.
        events: Sealed events of the same import; None where the persons carry conditions as attributes.
        out: A new folder.
        codelist: What codes mean; not needed without events.
        rules: Recency and number of entries; None for any one entry, ever.
        ages: Ages at which registers hold conditions; None for any.
        scores: To be worked out.
        rule_set: Segments; None for none.
        on: The day; by default that on which the ages of the sealed persons hold.
        system: Code system of the events.
        every_condition: Refuse scores and segments for which the codelist lacks a condition.
        engine: ``duckdb`` or ``spark``.
        threads: By default all.
        memory: Such as ``4GB``.
        verify: Compare the files with the hashes of their sealing first.
    """

    persons: Path
    events: Path | None
    out: Path
    codelist: Codelist | None = None
    rules: ConditionRules | None = None
    ages: ConditionRules | None = None
    scores: tuple[Score, ...] = ()
    rule_set: RuleSet | None = None
    on: date | None = None
    system: str = "icd10"
    every_condition: bool = True
    engine: str = "duckdb"
    threads: int | None = None
    memory: str | None = None
    verify: bool = False


@dataclass(frozen=True)
class FeatureSummary:
    """What was worked out.

    Args:
        people: How many rows; not to be shown as it is.
        segments: People by segment, or by number of conditions where no rule set was asked for, as they may be shown.
        provenance: Of codelist, rules, scores and segments.
        not_applied: Rules that could not be applied, or hardly to anybody, in words.
        without_codes: Conditions that the codelist has no code for, by score or rule set.
    """

    people: int
    segments: ShownTable
    provenance: Mapping[str, Any]
    not_applied: tuple[str, ...] = ()
    without_codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


STAGES = 3
"""How many parts of the work are told of."""


def person_features(request: FeatureRequest, *, telling: Callable[[str], None] = lambda stage: None) -> FeatureSummary:
    """Work the table out of everybody on the list on the day and write it, whole or not at all.

    Writes ``features.parquet`` (person_id, age, sex, practice, deprivation tenth and ethnic group where the persons
    have them, masks, number of conditions, scores, segment) and ``features.json`` with the provenance of all of it.

    Args:
        request: Of whom, and what.
        telling: Is told what is being done.

    Raises:
        BadInput: Files that are not sealed or not of one import, a codelist that no event is in, conditions that a
            score or segment needs and the codelist lacks, a score whose name cannot be a column, damaged files.
    """
    require_column_names([score.provenance.name for score in request.scores])
    paths = {"persons": request.persons} | ({"events": request.events} if request.events else {})
    seal = check_sealed(paths, whole=request.verify)["persons"]
    carried = carried_values(request.persons)
    lacking = asked_for(request.rule_set, request.scores, carried, refuse=request.every_condition)
    on = request.on or seal.as_of
    if on is None or (seal.as_of is not None and on != seal.as_of):
        raise BadInput(
            Problem("the ages of these persons hold on another day", given=str(on), expected=str(seal.as_of),
                    do="import them with --as-of for this day")
        )  # fmt: skip
    codelist = codelist_of(request, seal)
    with (
        sealed_folder(request.out) as work,
        e.open_engine(request.engine, threads=request.threads, memory=request.memory, temporary=work) as engine,
        engine_failures_told(),
    ):
        telling("conditions of everybody")
        on_list(request.persons, on).register(engine)
        by = ConditionsAsked(codelist, on, request.rules, request.ages, request.system)
        columns, codes = None, []
        if request.events is not None:
            engine.register("events", request.events)
            columns = columns_of(request.events)
            codes = engine.execute(e.Distinct(e.Scan("events", ("code",)))).values("code")
        people, not_applied = with_conditions(by, columns_of(request.persons), columns, codes)
        engine.hold("people", people)
        not_applied = [*lacking, *not_applied]
        names = by.masks
        asked = values_of(request.rule_set, carried)
        alike = combinations(engine, names, work, tuple(asked))
        telling("scores and segments")
        made, segmentation, without, doubtful = _scored(request, codelist, names, asked, alike)
        not_applied += doubtful
        telling("writing")
        rows = write_people(engine, people.columns, names, made, work, work / FILE, asked)
        provenance = _provenance(request, codelist)
        facts = {
            "rows": rows,
            "on": on.isoformat(),
            "batch": seal.batch,
            **provenance,
            "rules_not_applied": not_applied,
            "conditions_without_codes": without,
            "conditions": codelist.conditions,
            "segment_names": segmentation.names if segmentation else (),
        }
        (work / "features.json").write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
    counted = np.asarray(alike["people"], dtype=np.int64)
    return FeatureSummary(rows, _table(made, counted, segmentation), provenance, tuple(not_applied), without)


def codelist_of(request: FeatureRequest, seal: Seal) -> Codelist:
    """What codes mean; where there are no events, the conditions that the persons carry.

    Raises:
        BadInput: There is neither.
    """
    if request.events is not None:
        if request.codelist is None:
            raise BadInput(Problem("no codelist is named", do="name one with --codelist"))
        return request.codelist
    if not seal.conditions:
        raise BadInput(Problem("there are no events, and the persons carry no conditions", do="name the sealed events"))
    codes = tuple(Code(name, "attribute", name) for name in seal.conditions)
    # The same conditions in the same order are the same codelist in each import, so that moves can be told.
    print_ = hashlib.sha256("\n".join(seal.conditions).encode()).hexdigest()
    made = Provenance("attributes", print_[:12], "attributes of the persons", "local", print_)
    return Codelist(made, seal.conditions, codes)


def _scored(
    request: FeatureRequest, codelist: Codelist, names: list[str], asked: Mapping[str, str], alike: Mapping[str, Any]
) -> tuple[dict[str, Any], Segmentation | None, dict[str, tuple[str, ...]], list[str]]:
    """Scores and segment of each combination, which conditions lack codes, and what is doubtful in words."""
    masks = np.stack([np.asarray(alike[name], dtype=np.int64) for name in names], axis=1)
    age = missing_as_nan(alike["age"])
    made: dict[str, Any] = {name: alike[name] for name in (*names, "age", "sex", *asked)}
    made["conditions"] = np.bitwise_count(masks).sum(axis=1).astype(np.int16)
    without: dict[str, tuple[str, ...]] = {}
    results, bands = {}, {}
    for score in request.scores:
        name = score.provenance.name
        results[name] = score.of(masks, codelist, age=age, every_condition=request.every_condition)
        bands[name] = tuple(band.name for band in score.bands)
        made[name] = results[name].value
        if results[name].without_codes:
            without[name] = results[name].without_codes
    if request.rule_set is None:
        return made, None, without, []
    values = {name.removeprefix(MISCELLANEOUS): known_or_not(alike[name], kind) for name, kind in asked.items()}
    facts = PeopleFacts(masks, codelist, age=age, sex=alike["sex"], scores=results, bands=bands, values=values)
    segmentation = request.rule_set.of(facts, every_condition=request.every_condition)
    if segmentation.without_codes:
        without[request.rule_set.provenance.name] = segmentation.without_codes
    made["segment"] = np.array([*segmentation.names, "not known"], dtype=object)[segmentation.segment]
    people = np.asarray(alike["people"], dtype=np.int64)
    return made, segmentation, without, hardly_met(request.rule_set, facts, people)


def _table(made: Mapping[str, Any], people: np.ndarray, segmentation: Segmentation | None) -> ShownTable:
    if segmentation is None:
        number = np.minimum(np.asarray(made["conditions"], dtype=np.int64), MANY)
        return _by_number(np.bincount(number, weights=people, minlength=MANY + 1).astype(np.int64))
    names = [*segmentation.names, "not known"]
    of = np.bincount(segmentation.segment % len(names), weights=people, minlength=len(names))
    return segments_shown(names, of.astype(np.int64).tolist())


def _by_number(of: IntArray) -> ShownTable:
    """People by number of conditions, held against those with several, whom a run tells, and those without."""
    several = np.arange(len(of)) >= MULTIMORBID
    sums = [int(of[several].sum()), int(of[~several].sum()), int(of.sum())]
    table = {
        "several": [*np.where(several, "yes", "no").tolist(), "yes", "no", ALL],
        "segment": [*map(str, range(MANY)), f"{MANY} or more", ALL, ALL, ALL],
        "people": [*of.tolist(), *sums],
    }
    whole = shown(table, counts=["people"], total=ALL)
    kept = [*range(len(of)), -1]
    columns = {name: tuple(whole.columns[name][place] for place in kept) for name in ("segment", "people")}
    people = columns["people"]
    return ShownTable(MappingProxyType(columns), people.count(0), people.count(None), whole.rule)


def _provenance(request: FeatureRequest, codelist: Codelist) -> dict[str, Any]:
    given = {"rules": request.rules, "ages": request.ages, "segments": request.rule_set}
    return {
        "codelist": codelist.provenance.to_json(),
        "scores": [score.provenance.to_json() for score in request.scores],
        **{name: item.provenance.to_json() for name, item in given.items() if item is not None},
    }
