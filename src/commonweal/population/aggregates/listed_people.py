"""The people of a list on a day with their conditions, worked out on an engine from sealed tables.

One row for each person is fetched as arrays of numbers, some 40 bytes a person, so that the people of the largest
systems are held in the memory of a laptop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from commonweal import engines as e
from commonweal.engines.duckdb_engine import DuckDBEngine
from commonweal.population.aggregates.worked_by import WorkedBy
from commonweal.population.codelists.conditions import conditions_on
from commonweal.population.features.combinations import columns_of
from commonweal.population.people.on_list import on_list
from commonweal.population.people.seal import check_sealed
from commonweal.population.people.sealed_json import event_codes
from commonweal.population.runs.inputs import engine_failures_told
from commonweal.population.runs.plans import HELD_PRACTICES, SEXES, practice_numbers
from commonweal.population.segmentation import PeopleFacts, Segmentation
from commonweal.population.statistics.estimates import IntArray
from commonweal.problems import BadInput, Problem

BANDS = 19


@dataclass(frozen=True)
class Geography:
    """Where each practice belongs.

    Args:
        system: Code of the system.
        practices: Codes.
        networks: Of each practice.
        places: Of each practice.
        names: By level and code.
    """

    system: str
    practices: tuple[str, ...]
    networks: tuple[str, ...]
    places: tuple[str, ...]
    names: Mapping[tuple[str, str], str]

    def codes(self, level: str) -> tuple[str, ...]:
        """The code of each practice's area at a level."""
        of = {"system": (self.system,) * len(self.practices), "place": self.places, "pcn": self.networks}
        return of.get(level, self.practices)

    def only(self, kept: npt.NDArray[np.bool_]) -> Geography:
        """Without the practices that are not kept."""
        practices, networks, places = (
            tuple(code for code, there in zip(codes, kept.tolist(), strict=True) if there)
            for codes in (self.practices, self.networks, self.places)
        )
        return replace(self, practices=practices, networks=networks, places=places)


@dataclass(frozen=True, eq=False)
class ListedPeople:
    """People on a list, arrays of shape (people,).

    Args:
        day: The day.
        person_id: Pseudonyms, in order.
        age: Years.
        sex: ``F`` or ``M``; others are counted in no table by sex.
        practice: Place of the practice in the geography.
        decile: Deprivation tenth; 0 where not known.
        mask: Conditions.
        batch: Of the sealed files.
        worked_by: By whose codes and segments.
        synthetic: Whether the seal says that they are made up.
        elsewhere: People by practice who are on the list of a practice that is not in the geography, and not here.
    """

    day: date
    person_id: npt.NDArray[np.int64]
    age: IntArray
    sex: npt.NDArray[np.object_]
    practice: IntArray
    decile: IntArray
    mask: npt.NDArray[np.int64]
    batch: str
    worked_by: WorkedBy
    synthetic: bool = False
    elsewhere: Mapping[str, int] = field(default_factory=dict)

    @property
    def band(self) -> IntArray:
        """Age bands of five years, 90 and over the last."""
        return np.minimum(self.age // 5, BANDS - 1)

    @cached_property
    def segments(self) -> Segmentation:
        """The segment of each."""
        by = self.worked_by
        return by.rules.of(PeopleFacts(self.mask, by.codelist, age=self.age, sex=self.sex))


def listed_people(
    folder: Path,
    day: date,
    worked_by: WorkedBy,
    practices: Sequence[str],
    *,
    threads: int = 2,
    memory: str | None = None,
) -> ListedPeople:
    """Read the sealed list of a day and work out conditions up to it.

    Args:
        folder: With sealed persons and events.
        day: That of the seal.
        worked_by: By whose codes and segments.
        practices: Of the geography, in order.
        threads: How many may work.
        memory: The most that the engine takes, such as ``4GB``; past it, disk.

    Raises:
        BadInput: Files that are not sealed or of another day, or nobody who is of a practice of the system.
    """
    paths = {table: folder / f"{table}.parquet" for table in ("persons", "events")}
    seals = check_sealed(paths)
    if seals["persons"].as_of != day:
        raise BadInput(Problem("this list is of another day", file=str(folder), given=str(seals["persons"].as_of)))
    listed = on_list(paths["persons"], day)
    with DuckDBEngine(threads, memory, None) as engine, engine_failures_told():
        listed.register(engine)
        engine.register("events", paths["events"])
        engine.hold(HELD_PRACTICES, practice_numbers())
        known = engine.execute(e.Scan(HELD_PRACTICES, ("practice", "practice_number")))
        found = engine.fetch(e.Sorted(_people(paths["events"], listed.columns, day, worked_by), ("person_id",)))
    codes = dict(zip(known.values("practice_number"), known.values("practice"), strict=True))
    place = {code: number for number, code in enumerate(practices)}
    at = np.full(max(codes, default=0) + 1, -1, dtype=np.int64)
    for number, code in codes.items():
        at[number] = place.get(code, -1)
    numbers = np.asarray(found["practice_number"], dtype=np.int64)
    here = at[numbers] >= 0
    counted = np.bincount(numbers[~here], minlength=len(at))
    elsewhere = {codes.get(number, "not known"): int(counted[number]) for number in np.flatnonzero(counted).tolist()}
    if not here.any():
        raise BadInput(
            Problem(
                "nobody of this list is of a practice that is of the system", file=str(folder),
                given=", ".join(sorted(map(str, elsewhere))[:5]), do="name a file of the practices with --practices",
            )
        )  # fmt: skip
    sexes = np.array(SEXES, dtype=object)
    decile = np.ma.filled(np.ma.asarray(found["decile"]), 0)
    return ListedPeople(
        day,
        np.asarray(found["person_id"], dtype=np.int64)[here],
        np.asarray(found["age"], dtype=np.int64)[here],
        sexes[np.asarray(found["sex_number"], dtype=np.int64)[here]],
        at[numbers[here]],
        np.asarray(decile, dtype=np.int64)[here],
        np.asarray(found["mask"], dtype=np.int64)[here],
        seals["persons"].batch,
        worked_by,
        seals["persons"].synthetic,
        elsewhere,
    )


def _people(events: Path, columns: Sequence[str], day: date, worked_by: WorkedBy) -> e.Plan:
    """One row a person: age, numbers for sex and practice, tenth, conditions."""
    held = tuple(name for name in ("person_id", "date", "code", "value") if name in columns_of(events))
    codes, by = event_codes(events), worked_by
    flags = conditions_on(e.Scan("events", held), codes, by.codelist, day, system=by.code_system).plan
    sex: e.Value = e.value(SEXES.index("U"))
    for number, name in reversed(list(enumerate(SEXES[:-1]))):
        sex = e.Choose(e.Column("sex").equals(name), e.value(number), sex)
    # A list that came without deprivation has no tenths: nought is a tenth that is not known.
    tenth: e.Value = e.Column("imd_decile").or_else(0) if "imd_decile" in columns else e.value(0)
    wanted = ("person_id", "age", "sex", "practice", *(("imd_decile",) if "imd_decile" in columns else ()))
    people = e.Derive(e.Scan("persons", wanted), {"sex_number": sex, "decile": tenth}, ("person_id", "age", "practice"))
    numbered = e.Join(
        people, e.Scan(HELD_PRACTICES, ("practice", "practice_number")), ("practice",), every_left=True,
        fill={"practice_number": 0},
    )  # fmt: skip
    wanted = ("person_id", "age", "sex_number", "practice_number", "decile")
    return e.Join(e.keep(numbered, *wanted), flags, ("person_id",), every_left=True, fill={"mask": 0}, label="people")
