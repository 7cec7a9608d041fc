"""The table of people that a full run writes: each person with their conditions, score and segment."""

from __future__ import annotations

from commonweal import engines as e
from commonweal.population.runs.definition import BAND_YEARS, Definition
from commonweal.population.runs.inputs import FULL_PERSONS, SMALL_AREA
from commonweal.population.runs.plans import HELD_MASKS, PERSONS, PersonRange, conditions, in_range, name_of

MEANINGS = ("mask", "n_conditions", "segment_number", "score_hundredths")


def person_table(definition: Definition, within: PersonRange, *, areas: bool = True) -> e.Plan:
    """One row a person: what the list says, 1 or 0 for each condition, how many, the score and the segment.

    Rests on the meanings of masks that were held for the same people. Where the persons have no small areas, the column
    of areas is there and empty.
    """
    mask = e.Column("mask")
    flags = e.GroupBy(conditions(definition, within), ("person_id",), {"mask": e.AllBits(mask)}, label="flags")
    people = e.Join(
        in_range(e.Scan("persons", FULL_PERSONS if areas else PERSONS), within, "listed_people"),
        flags,
        ("person_id",),
        every_left=True,
        fill={"mask": 0},
        label="people_and_masks",
    )
    scored = e.Join(people, e.Scan(HELD_MASKS, MEANINGS), ("mask",), label="scored")
    has = {
        name: e.Choose(e.HasAny(mask, 1 << place), e.value(1), e.value(0))
        for place, name in enumerate(definition.conditions)
    }
    # Nobody is without an identifier; the text that is never chosen gives the empty column its type.
    nowhere = e.Choose(e.Column("person_id").is_null(), e.value(""), e.value(None))
    return e.Derive(
        scored,
        {
            **({} if areas else {SMALL_AREA: nowhere}),
            **has,
            "score": e.Ratio(e.Column("score_hundredths"), e.value(100)),
            "age_band": e.Band(e.Column("age"), BAND_YEARS, len(definition.standard) - 1),
            "segment": name_of("segment_number", [segment.name for segment in definition.segments]),
        },
        (*(FULL_PERSONS if areas else PERSONS), "n_conditions"),
    )
