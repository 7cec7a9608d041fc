"""The plans of a run: people with their conditions, what each mask means, and the aggregates.

A person's practice, age band, sex and deprivation tenth are packed into the upper bits of one number, the bits of their
events into the lower; joining all bits by person gives both in one pass over both tables, without a join. What a mask
means (how many conditions, which score and segment) is worked out once for each different mask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from commonweal import engines as e
from commonweal.engines.packing import Numbered, Packing
from commonweal.population.runs.definition import BAND_YEARS, MULTIMORBID, Definition

SEXES = ("F", "M", "I", "U")
"""The contract's, in the order of the numbers that stand for them."""
UNKNOWN_BAND = 31

PERSONS = ("person_id", "age", "sex", "practice", "imd_decile")
EVENTS = ("person_id", "date", "code")

HELD_PRACTICES, HELD_PEOPLE, HELD_MASKS = "practices", "people", "masks"
CELL, AREA = ("practice_number", "band", "sex_number"), ("imd_decile", "band")
SUMS = ("people", "multimorbid", "conditions", "score_hundredths")


@dataclass(frozen=True)
class PersonRange:
    """People whose identifier is at least the first and below the end; None for no bound."""

    first: int | None = None
    end: int | None = None


def practice_numbers() -> e.Plan:
    """Each practice with a number from 1."""
    listed = e.Distinct(e.Scan("persons", ("practice",)), label="listed")
    known = e.Filter(listed, ~e.Column("practice").is_null(), label="known")
    return Numbered(known, "practice", "practice_number", label="numbered")


def packing(definition: Definition, practices: int) -> Packing:
    """Where the fields of a person lie."""
    return Packing(
        {
            "mask": len(definition.conditions),
            "imd_decile": 4,
            "band": 5,
            "sex_number": 2,
            "practice_number": max(practices.bit_length(), 1),
            "listed": 1,
        }
    )


def people(definition: Definition, practices: int, within: PersonRange) -> e.Plan:
    """One row a person of the list: their fields and the mask of their conditions."""
    fields = packing(definition, practices)
    names = [*dict.fromkeys((*CELL, *AREA)), "mask"]
    unpacked: dict[str, e.Value] = {name: fields.field(e.Column("packed"), name) for name in names}
    return e.Derive(packed_people(definition, practices, within), unpacked, (), label="unpacked")


def packed_people(definition: Definition, practices: int, within: PersonRange) -> e.Plan:
    """One number a person of the list, which holds their fields and the mask of their conditions."""
    fields = packing(definition, practices)
    age = e.Column("age")
    numbered = e.Join(
        in_range(e.Scan("persons", PERSONS), within, "listed_people"),
        e.Scan(HELD_PRACTICES, ("practice", "practice_number")),
        ("practice",),
        every_left=True,
        fill={"practice_number": 0},
        label="numbered_people",
    )
    sex: e.Value = e.value(SEXES.index("U"))
    for number, name in reversed(list(enumerate(SEXES[:-1]))):
        sex = e.Choose(e.Column("sex").equals(name), e.value(number), sex)
    packed = fields.pack(
        {
            "imd_decile": e.Column("imd_decile").or_else(0),
            "band": e.Band(age, BAND_YEARS, len(definition.standard) - 1).or_else(UNKNOWN_BAND),
            "sex_number": sex,
            "practice_number": e.Column("practice_number"),
            "listed": e.value(1),
        }
    )
    listed = e.Derive(numbered, {"packed": packed}, ("person_id",), label="packed_people")
    matched = conditions(definition, within)
    bits = e.Derive(matched, {"packed": fields.pack({"mask": e.Column("mask")})}, ("person_id",), label="packed_events")
    stacked = e.Union((bits, listed), label="stacked")
    joined = e.GroupBy(stacked, ("person_id",), {"packed": e.AllBits(e.Column("packed"))}, label="joined")
    present = e.Filter(joined, fields.sets(e.Column("packed"), "listed"), label="present")
    return e.keep(present, "packed")


def conditions(definition: Definition, within: PersonRange) -> e.Plan:
    """Events that count: up to the day, with a code of the list; each with its bit."""
    dated = e.Filter(
        in_range(e.Scan("events", EVENTS), within, "events_within"),
        e.Column("date") <= e.value(definition.as_of),
        label="dated",
    )
    return e.CodelistMatch(dated, e.codelist(definition.codes), label="matched")


def mask_meanings(definition: Definition) -> e.Plan:
    """Each different mask of the people at hand, with its number of conditions, its score and its segment."""
    among = (1 << len(definition.conditions)) - 1
    mask, n = e.Column("mask"), e.Column("n_conditions")
    counted = e.Derive(
        e.Distinct(e.Scan(HELD_PEOPLE, ("mask",)), label="masks_met"),
        {"n_conditions": e.BitCount(mask, among)},
        label="counted",
    )
    weights = tuple((1 << place, float(weight)) for place, weight in enumerate(definition.weights))
    rules = list(enumerate(definition.segments))
    segment: e.Value = e.value(rules[-1][0])
    for number, rule in reversed(rules[:-1]):
        test = e.HasAny(mask, rule.any_of) if rule.any_of else n >= rule.least_conditions
        segment = e.Choose(test, e.value(number), segment)
    return e.Derive(
        counted,
        {
            "segment_number": segment,
            "multimorbid": e.Choose(n >= MULTIMORBID, e.value(1), e.value(0)),
            "score_hundredths": e.Score(mask, weights),
        },
    )


def cells() -> e.Plan:
    """Practice, age band, sex and segment: people, multimorbid people, conditions and score of those at hand."""
    unwell = e.Join(
        e.Filter(e.Scan(HELD_PEOPLE, (*CELL, "mask")), e.Column("mask").differs(0), label="with_conditions"),
        e.Scan(HELD_MASKS, ("mask", "n_conditions", "segment_number", "multimorbid", "score_hundredths")),
        ("mask",),
        label="unwell",
    )
    summed = e.GroupBy(
        unwell,
        (*CELL, "segment_number"),
        {
            "people": e.Count(),
            "multimorbid": e.WholeSum(e.Column("multimorbid")),
            "conditions": e.WholeSum(e.Column("n_conditions")),
            "score_hundredths": e.WholeSum(e.Column("score_hundredths")),
        },
        label="summed",
    )
    well = e.GroupBy(
        e.Filter(e.Scan(HELD_PEOPLE, (*CELL, "mask")), e.Column("mask").equals(0), label="without_conditions"),
        CELL,
        {"people": e.Count()},
        label="well",
    )
    none = dict.fromkeys(("multimorbid", "conditions", "score_hundredths"), e.value(0))
    # Whoever has no condition is in the segment of the mask of nought.
    segment = e.Join(
        e.Derive(well, {"mask": e.value(0)}, label="well_masks"),
        e.Scan(HELD_MASKS, ("mask", "segment_number")),
        ("mask",),
        label="well_segments",
    )
    columns = (*CELL, "segment_number", *SUMS)
    return e.Union((e.keep(summed, *columns), e.keep(e.Derive(segment, none, label="well_cells"), *columns)))


def areas() -> e.Plan:
    """Deprivation tenth and age band: people and multimorbid people of those at hand."""
    joined = e.Join(
        e.Scan(HELD_PEOPLE, (*AREA, "mask")), e.Scan(HELD_MASKS, ("mask", "multimorbid")), ("mask",), label="placed"
    )
    return e.GroupBy(joined, AREA, {"people": e.Count(), "multimorbid": e.WholeSum(e.Column("multimorbid"))})


def in_range(source: e.Plan, within: PersonRange, label: str) -> e.Plan:
    """The rows of a range of people."""
    who = e.Column("person_id")
    tests = [] if within.first is None else [who >= within.first]
    tests += [] if within.end is None else [who < within.end]
    return e.Filter(source, reduce(lambda one, other: one & other, tests), label=label) if tests else source


def name_of(column: str, names: Sequence[str]) -> e.Value:
    """The name for a number from nought; the last for any other."""
    chosen: e.Value = e.value(names[-1])
    for number, name in reversed(list(enumerate(names[:-1]))):
        chosen = e.Choose(e.Column(column).equals(number), e.value(name), chosen)
    return chosen
