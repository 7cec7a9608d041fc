"""The plans of a table of features: conditions of everybody, their combinations, and everybody with what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal import engines as e
from commonweal.population.codelists import Codelist, ConditionRules, match_codes
from commonweal.population.codelists.conditions import conditions_on, held_at_ages
from commonweal.population.features.combinations import GROUPS, PEOPLE, combinations_plan, everybody_plan
from commonweal.population.people.attribute_headings import MISCELLANEOUS

EVENTS = ("person_id", "date", "code", "value")


@dataclass(frozen=True)
class ConditionsAsked:
    """By what codes and rules people have conditions on a day.

    Args:
        codelist: What codes mean.
        on: The day.
        rules: Recency and number of entries; None for any one entry, ever.
        ages: Ages at which registers hold conditions; None for any.
        system: Code system of the events.
    """

    codelist: Codelist
    on: date
    rules: ConditionRules | None = None
    ages: ConditionRules | None = None
    system: str = "icd10"

    @property
    def masks(self) -> list[str]:
        """Names of the columns of masks."""
        many = self.codelist.masks
        return ["mask"] if many == 1 else [f"mask{number}" for number in range(many)]


def with_conditions(
    asked: ConditionsAsked, persons: Sequence[str], events: Sequence[str] | None, codes: Iterable[str | None] = ()
) -> tuple[e.Plan, list[str]]:
    """Everybody with the masks of their conditions.

    Args:
        asked: By what.
        persons: Columns of the table ``persons``.
        events: Columns of the table ``events``; None where the persons carry their conditions as a mask.
        codes: The different codes of the events.

    Returns:
        The plan, and rules that could not be applied, in words.
    """
    carried = [name for name in persons if name.startswith(MISCELLANEOUS)]
    wanted = (*PEOPLE, *(name for name in GROUPS if name in persons), *carried)
    if events is None:
        return e.Scan("persons", (*wanted, "mask")), []
    source = e.Scan("events", tuple(name for name in EVENTS if name in events))
    people: e.Plan = e.Scan("persons", wanted)
    not_applied: list[str] = []
    codes = list(codes)
    met = match_codes(asked.codelist, codes, system=asked.system)
    for number, name in enumerate(asked.masks):
        if met and not any(match.masks[number] for match in met):  # nobody has any condition of this mask
            people = e.Derive(people, {"mask": e.value(0)})
        else:
            found = conditions_on(
                source, codes, asked.codelist, asked.on, rules=asked.rules, system=asked.system, mask=number
            )
            not_applied += found.not_applied
            people = e.Join(people, found.plan, ("person_id",), every_left=True, fill={"mask": 0})
        if asked.ages:
            people = held_at_ages(people, asked.codelist, asked.ages, mask=number)
        if name != "mask":
            people = e.rename(people, {"mask": name})
    return people, not_applied


def feature_plans(
    asked: ConditionsAsked,
    persons: Sequence[str],
    events: Sequence[str] | None,
    worked_out: Sequence[str],
    values: Mapping[str, str],
) -> dict[str, e.Plan]:
    """What an engine is asked for, by the name under which it keeps or gives it.

    Codes are those of the codelist; those of the events, as they stand there, take their place when they are known.

    Args:
        asked: By what codes and rules people have conditions.
        persons: Columns of the table ``persons``.
        events: Columns of the table ``events``; None where the persons carry their conditions as a mask.
        worked_out: Columns that follow from a combination, such as scores and the segment.
        values: The kind, ``number`` or ``words``, of further columns that segments rest on.
    """
    people, _ = with_conditions(asked, persons, events, [code.code for code in asked.codelist.codes])
    return {
        "people": people,
        "combinations": combinations_plan(asked.masks, tuple(values)),
        "features": everybody_plan(people.columns, asked.masks, worked_out, values),
    }
