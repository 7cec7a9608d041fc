"""The people of a list on a day with their conditions, worked out on an engine from sealed tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from commonweal import engines as e
from commonweal.population.codelists import codelist
from commonweal.population.people.on_list import on_list
from commonweal.population.people.seal import check_sealed
from commonweal.population.people.sealed_json import event_codes
from commonweal.population.runs.definition import CODELIST, Definition, as_spelled
from commonweal.population.segmentation import PeopleFacts, Segmentation, rule_set
from commonweal.population.statistics.estimates import IntArray
from commonweal.problems import BadInput, Problem

RULES = "seven_segments"
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
    """

    day: date
    person_id: npt.NDArray[np.int64]
    age: IntArray
    sex: npt.NDArray[np.object_]
    practice: IntArray
    decile: IntArray
    mask: npt.NDArray[np.int64]
    batch: str

    @property
    def band(self) -> IntArray:
        """Age bands of five years, 90 and over the last."""
        return np.minimum(self.age // 5, BANDS - 1)

    def segments(self) -> Segmentation:
        """The segment of each."""
        return rule_set(RULES).of(PeopleFacts(self.mask, codelist(CODELIST), age=self.age, sex=self.sex))


def listed_people(folder: Path, day: date, definition: Definition, practices: Sequence[str]) -> ListedPeople:
    """Read the sealed list of a day and work out conditions up to it.

    Raises:
        BadInput: Files that are not sealed or of another day, or people of practices that are not of the system.
    """
    paths = {table: folder / f"{table}.parquet" for table in ("persons", "events")}
    seals = check_sealed(paths)
    if seals["persons"].as_of != day:
        raise BadInput(Problem("this list is of another day", file=str(folder), given=str(seals["persons"].as_of)))
    codes = as_spelled(definition, event_codes(paths["events"])).codes
    matched = e.CodelistMatch(e.Scan("events", ("person_id", "date", "code")), e.codelist(codes), label="matched")
    among = 2 ** len(definition.conditions) - 1
    flags = e.AsOfFlags(matched, ("person_id",), day, among=among, label="flags")
    columns = ("person_id", "age", "sex", "practice", "imd_decile")
    people = e.Join(
        e.Scan("persons", columns), flags, ("person_id",), every_left=True, fill={"mask": 0}, label="people"
    )
    with e.open_engine("duckdb", threads=2) as engine:
        on_list(paths["persons"], day).register(engine)
        engine.register("events", paths["events"])
        found = engine.execute(e.Sorted(people, ("person_id",)))
    number = {code: place for place, code in enumerate(practices)}
    at = np.array([number.get(code, -1) for code in found.values("practice")], dtype=np.int64)
    if (at < 0).any():
        strange = sorted({code for code, place in zip(found.values("practice"), at, strict=True) if place < 0}, key=str)
        raise BadInput(
            Problem("people are of practices that are not of the system", given=", ".join(map(str, strange[:5])))
        )
    return ListedPeople(
        day,
        np.asarray(found.arrays["person_id"], dtype=np.int64),
        np.asarray(found.arrays["age"], dtype=np.int64),
        np.array(found.values("sex"), dtype=object),
        at,
        np.nan_to_num(found.numbers("imd_decile")).astype(np.int64),
        np.asarray(found.arrays["mask"], dtype=np.int64),
        seals["persons"].batch,
    )
